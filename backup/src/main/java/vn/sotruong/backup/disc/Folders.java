package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

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

    /** Deletes it with all that is in it; no link in it is followed. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var all = Files.walk(folder)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
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
