package vn.sotruong.school.founding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import vn.sotruong.ground.kernel.DataFolder;

/**
 * Mặt bằng: where a school is built out of sight. Everything is made in {@code founding-new}; one rename to
 * {@code founding} says that it is whole; then keys and store move to their places, the store last. A program that
 * starts later throws away what was not whole and finishes what was, so that a fall at any point leaves either nothing
 * or a school.
 */
public final class Site {
    private final DataFolder data;
    private final Path scaffold;
    private final Path whole;
    private final Path rebuilding;

    public Site(DataFolder data) {
        this.data = data;
        this.scaffold = data.root().resolve("founding-new");
        this.whole = data.root().resolve("founding");
        this.rebuilding = data.root().resolve("rebuilding");
    }

    /** Tình trạng mặt bằng. */
    public enum State {
        /** Nothing was founded here. */
        EMPTY,
        /** A school stands here. */
        SCHOOL,
        /** There is a key to a store, and no store: whoever founded a school now would bury what the key opens. */
        KEY_WITHOUT_STORE
    }

    /** Finishes or clears away what an earlier program left, and says what stands here. */
    public State survey() {
        try {
            remove(scaffold);
            remove(rebuilding);
            if (Files.exists(whole)) {
                moveIn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.exists(data.database())) {
            return State.SCHOOL;
        }
        return Files.exists(stray()) ? State.KEY_WITHOUT_STORE : State.EMPTY;
    }

    /** The key of the store, or, where that one lies elsewhere, the box's own key that only it opens. */
    public Path stray() {
        return Files.exists(data.databaseKey())
                ? data.databaseKey()
                : data.keys().resolve("device.key");
    }

    /** An empty folder to build in. */
    DataFolder clear() {
        try {
            remove(scaffold);
            var folder = new DataFolder(scaffold);
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(scaffold, owner);
            Files.createDirectory(folder.root().resolve("db"), owner);
            Files.createDirectory(folder.keys(), owner);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a school is built from its backup; whatever lies there is gone with the next survey. */
    public Path rebuilding() {
        return rebuilding;
    }

    /** Declares what was founded whole, and moves it in. Nobody may have it open. */
    void complete() {
        complete(scaffold);
    }

    /** Declares what was built in this folder whole, and moves it in. */
    void complete(Path built) {
        try {
            syncAll(built);
            Files.move(built, whole, StandardCopyOption.ATOMIC_MOVE);
            sync(data.root());
            moveIn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveIn() throws IOException {
        var built = new DataFolder(whole);
        moveAll(built.keys(), data.keys());
        moveAll(built.root().resolve("db"), data.root().resolve("db"));
        remove(whole);
        remove(rebuilding);
        sync(data.root());
    }

    /** The store itself moves last: where it stands, everything else does. */
    private void moveAll(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        Files.createDirectories(to);
        List<Path> entries;
        try (var listed = Files.list(from)) {
            var store = data.database().getFileName();
            entries = listed.sorted(Comparator.comparing(each -> each.endsWith(store)))
                    .toList();
        }
        for (var entry : entries) {
            Files.move(entry, to.resolve(entry.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        sync(to);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var walk = Files.walk(folder)) {
            for (var each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void syncAll(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (var each : walk.toList()) {
                sync(each);
            }
        }
    }

    private static void sync(Path each) throws IOException {
        try (var channel = FileChannel.open(each, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
