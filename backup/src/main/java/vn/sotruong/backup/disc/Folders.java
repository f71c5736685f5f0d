package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Thư mục: whole folders, their size, their durability, their end. */
public final class Folders {
    private Folders() {}

    /** What all its files hold together, in bytes. */
    public static long bytes(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            var sum = 0L;
            for (var file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    /** Makes durable what a file, or a folder's list, holds. */
    public static void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes it with all that is in it, even where a disc's folders came without leave to write; follows no link. */
    public static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            for (var each : list(folder)) {
                delete(each);
            }
        }
        Files.deleteIfExists(folder);
    }

    /**
     * Gives a copy the modes of our own files, whatever its medium said: its owner may mend and delete it, the group may
     * read it. From the top down, so that nobody else can put a link where a folder was looked at.
     *
     * @return what is neither a plain file nor a folder; empty when nothing is
     */
    static Optional<Path> own(Path copy) throws IOException {
        if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r-----"));
            return Optional.empty();
        }
        if (!Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(copy);
        }
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-x---"));
        var strange = Optional.<Path>empty();
        for (var each : list(copy)) {
            var found = own(each);
            strange = strange.or(() -> found);
        }
        return strange;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    /** As {@link #delete}, where it may fail: a medium may just have been pulled out. */
    public static boolean deleteQuietly(Path folder) {
        try {
            delete(folder);
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
