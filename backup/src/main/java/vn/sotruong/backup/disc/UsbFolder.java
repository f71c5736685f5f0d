package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Thẻ nhớ USB: a folder on a stick that someone else mounted. Sets lie under {@code SOTRUONG/}. A stick passes through
 * many hands, so no link on it is ever followed, and nothing but plain files and folders is read.
 */
public final class UsbFolder implements Medium {
    private static final String FOLDER = "SOTRUONG";
    private static final String HALF_WRITTEN = ".partial-";
    private static final Pattern MOMENT = Pattern.compile("-([0-9]{8}T[0-9]{6}Z)-[0-9]+$");
    private static final int CHUNK = 1 << 20;

    private final Path stick;
    private final long capacity;

    public UsbFolder(Path stick) {
        this(stick, Long.MAX_VALUE);
    }

    UsbFolder(Path stick, long capacity) {
        this.stick = stick;
        this.capacity = capacity;
    }

    @Override
    public String kind() {
        return "usb";
    }

    @Override
    public String place() {
        return stick.toString();
    }

    /** Where a set lies on the stick. */
    public Path placeOf(String name) {
        return stick.resolve(FOLDER).resolve(name);
    }

    /** Whether a finished set of this name lies there; what is in it is not looked at. */
    public boolean holds(String name) {
        return isFolder(stick.resolve(FOLDER)) && isFolder(placeOf(name));
    }

    /** The finished set that was made last, by the moment in its name; one without a moment is the oldest. */
    public Optional<String> newest() {
        var folder = stick.resolve(FOLDER);
        if (!isFolder(folder)) {
            return Optional.empty();
        }
        try (var all = Files.list(folder)) {
            return all.filter(each -> !each.getFileName().toString().startsWith(".")
                            && isFolder(each)
                            && Files.isRegularFile(each.resolve("bagit.txt"), LinkOption.NOFOLLOW_LINKS))
                    .map(each -> each.getFileName().toString())
                    .max(Comparator.comparing(UsbFolder::moment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String moment(String set) {
        var found = MOMENT.matcher(set);
        return found.find() ? found.group(1) : "";
    }

    @Override
    public Step write(Path set) {
        if (!Files.isDirectory(stick)) {
            return new Step.Waiting(Reason.NO_MEDIUM, stick + " is not there");
        }
        var name = set.getFileName().toString();
        var folder = stick.resolve(FOLDER);
        var finished = placeOf(name);
        for (var each : List.of(folder, finished)) {
            if (isThere(each) && !isFolder(each)) {
                return new Step.Failed(Reason.STRANGE_FOLDER, stick.relativize(each) + "");
            }
        }
        if (holds(name)) {
            return new Step.Done();
        }
        var partial = finished.resolveSibling(HALF_WRITTEN + name);
        try {
            Files.createDirectories(folder);
            clearHalfWritten(folder);
            var needed = Folders.bytes(set);
            var free = Math.min(Files.getFileStore(stick).getUsableSpace(), capacity);
            if (needed > free) {
                return new Step.Failed(
                        Reason.TOO_SMALL,
                        "%d MB needed, %d MB free".formatted(needed / 1_000_000 + 1, free / 1_000_000));
            }
            copyDurably(set, partial);
            Files.move(partial, finished, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(folder);
            Folders.sync(stick);
            return new Step.Done();
        } catch (IOException | UncheckedIOException e) {
            return new Step.Failed(Reason.WRITE_FAILED, "" + e.getMessage());
        } finally {
            Folders.deleteQuietly(partial);
        }
    }

    /** Takes away what earlier writings left behind when the stick was pulled out or the power went. */
    private static void clearHalfWritten(Path folder) throws IOException {
        List<Path> left;
        try (var all = Files.list(folder)) {
            left = all.filter(each -> each.getFileName().toString().startsWith(HALF_WRITTEN))
                    .toList();
        }
        for (var each : left) {
            Folders.delete(each);
        }
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Step copyIn(String name, Path into) {
        var from = placeOf(name);
        if (!holds(name)) {
            return new Step.Waiting(Reason.NO_MEDIUM, name + " is not on " + stick);
        }
        return copyFolderIn(from, into);
    }

    @Override
    public boolean holdsMoreThan(String name, long bytes) {
        try {
            return Folders.bytes(placeOf(name)) > bytes;
        } catch (IOException | UncheckedIOException unreadable) {
            return false; // the copying will say so
        }
    }

    /**
     * Copies a set in from any folder, past the page cache where the file system allows. A link, a pipe or a device in
     * it is not opened: no set holds one.
     */
    public static Step copyFolderIn(Path from, Path into) {
        try (var all = Files.walk(from)) {
            for (var each : all.sorted().toList()) {
                var to = into.resolve(from.relativize(each).toString());
                if (isFolder(each)) {
                    Files.createDirectories(to);
                } else if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    readPastCache(each, to);
                } else {
                    return new Step.Failed(Reason.STRANGE_FOLDER, from.relativize(each) + "");
                }
            }
            return new Step.Done();
        } catch (IOException | UncheckedIOException e) {
            return new Step.Failed(Reason.UNREADABLE, "" + e.getMessage());
        }
    }

    private static void copyDurably(Path set, Path partial) throws IOException {
        try (var all = Files.walk(set)) {
            for (var each : all.sorted().toList()) {
                var to = partial.resolve(set.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                    Folders.sync(to);
                }
            }
        }
        try (var all = Files.walk(partial)) {
            for (var each : all.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Folders.sync(each);
            }
        }
    }

    private static void readPastCache(Path from, Path to) throws IOException {
        var align = (int) Files.getFileStore(from).getBlockSize();
        try (var in = openDirect(from);
                var out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var chunk = ByteBuffer.allocateDirect(CHUNK + align).alignedSlice(align);
            chunk.limit(CHUNK);
            // direct reading must not go on from the odd position at which a file ends
            while (in.position() < in.size() && in.read(chunk) > 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    out.write(chunk);
                }
                chunk.clear().limit(CHUNK);
            }
        }
    }

    private static FileChannel openDirect(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, direct());
        } catch (IOException | UnsupportedOperationException e) {
            // some file systems know no direct reading
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** The JDK's option to read past the page cache. It lies outside of the standard API, so it is asked for by name. */
    private static OpenOption direct() {
        try {
            return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption")
                    .getField("DIRECT")
                    .get(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this Java runtime reads through the page cache only", e);
        }
    }
}
