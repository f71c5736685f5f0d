package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        return holds(name)
                ? new CopyingIn(placeOf(name), into, true).run()
                : new Step.Waiting(Reason.NO_MEDIUM, name + " is not on " + stick);
    }

    /** How much lies under a set's name. */
    public Extent extent(String name) {
        return Extent.of(placeOf(name));
    }

    @Override
    public boolean holdsMoreThan(String name, long bytes) {
        return extent(name).bytes() > bytes;
    }

    /**
     * Copies a set in from any folder, as far as it can be read: parity may heal the rest. A link, a pipe or a device in
     * it is not opened: no set holds one.
     */
    public static Step copyFolderIn(Path from, Path into) {
        return new CopyingIn(from, into, false).run();
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
}
