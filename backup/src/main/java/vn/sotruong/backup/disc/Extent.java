package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Độ lớn: how much a folder or a disc says it holds. It is asked of strange media before anything is copied, so it is
 * no longer counted once it is more than any set.
 *
 * @param entries files, folders and whatever else has a name
 */
public record Extent(long entries, long bytes) {
    /** A set has some tens of files. */
    private static final long MOST_ENTRIES = 5000;

    static final Extent BEYOND = new Extent(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Whether no set has that many files. */
    public boolean isNoSet() {
        return entries > MOST_ENTRIES;
    }

    /** Of a folder, as far as it can be read; no link in it is followed. */
    static Extent of(Path folder) {
        var count = new Count();
        try {
            Files.walkFileTree(folder, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count.entries > MOST_ENTRIES ? BEYOND : new Extent(count.entries, count.bytes);
    }

    private static final class Count extends SimpleFileVisitor<Path> {
        private long entries;
        private long bytes;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            return next();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException unreadable) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult next() {
            entries++;
            return entries > MOST_ENTRIES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
