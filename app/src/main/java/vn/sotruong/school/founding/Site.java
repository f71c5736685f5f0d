package vn.sotruong.school.founding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import vn.sotruong.backup.disc.Folders;
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
            Folders.delete(scaffold);
            Folders.delete(rebuilding);
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
            Folders.delete(scaffold);
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
            Folders.sync(data.root());
            moveIn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveIn() throws IOException {
        var built = new DataFolder(whole);
        moveAll(built.keys(), data.keys());
        moveAll(built.root().resolve("db"), data.root().resolve("db"));
        Folders.delete(whole);
        Folders.sync(data.root());
    }

    /** Takes away what a rebuild left; what cannot be deleted now is, at the next survey. */
    void tidy() {
        var _ = Folders.deleteQuietly(rebuilding);
    }

    /** Whether a store stands here: nothing may move in any more. */
    boolean taken() {
        return Files.exists(data.database());
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
        Folders.sync(to);
    }

    private static void syncAll(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (var each : walk.toList()) {
                Folders.sync(each);
            }
        }
    }
}
