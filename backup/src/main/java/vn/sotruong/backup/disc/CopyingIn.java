package vn.sotruong.backup.disc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.disc.Medium.Reason;
import vn.sotruong.backup.disc.Medium.Step;

/**
 * Chép bộ từ thẻ vào: one folder's plain files, past the page cache where the file system allows. What cannot be read
 * becomes zeros in its place, because parity heals by places; or ends the copying, where the medium itself is on trial.
 */
final class CopyingIn extends SimpleFileVisitor<Path> {
    private static final int CHUNK = 1 << 20;

    private final Path from;
    private final Path into;
    private final boolean strict;
    private @Nullable Step stopped;
    private long read;
    private long lost;

    /** @param strict whether the first thing that cannot be read ends it */
    CopyingIn(Path from, Path into, boolean strict) {
        this.from = from;
        this.into = into;
        this.strict = strict;
    }

    Step run() {
        try {
            Files.walkFileTree(from, this);
        } catch (IOException e) {
            // reading does not come here
            return new Step.Failed(Reason.NO_ROOM, "" + e.getMessage());
        }
        if (stopped != null) {
            return stopped;
        }
        // parity gives back a sixth of it at most
        return lost > read
                ? new Step.Failed(Reason.UNREADABLE, lost + " bytes cannot be read, " + read + " can")
                : new Step.Done();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        Files.createDirectories(target(folder));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            stopped = new Step.Failed(Reason.STRANGE_FOLDER, from.relativize(file) + "");
            return FileVisitResult.TERMINATE;
        }
        try (var out = FileChannel.open(target(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(file, attributes.size(), out);
            if (out.size() < attributes.size()) {
                out.write(ByteBuffer.allocate(1), attributes.size() - 1);
            }
        }
        return stopped == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return lose(1, unreadable);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException unreadable) {
        return unreadable == null ? FileVisitResult.CONTINUE : lose(1, unreadable);
    }

    private Path target(Path each) {
        return into.resolve(from.relativize(each).toString());
    }

    private FileVisitResult lose(long bytes, IOException unreadable) {
        lost += bytes;
        if (strict) {
            stopped = new Step.Failed(Reason.UNREADABLE, "" + unreadable.getMessage());
        }
        return strict ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private void copy(Path file, long size, FileChannel out) throws IOException {
        int align;
        FileChannel in;
        try {
            align = (int) Files.getFileStore(file).getBlockSize();
            in = openDirect(file);
        } catch (IOException unreadable) {
            lose(size, unreadable);
            return;
        }
        try (in) {
            // direct reading goes by whole blocks, from aligned places only
            var step = Math.ceilDiv(CHUNK, align) * align;
            var chunk = ByteBuffer.allocateDirect(step + align).alignedSlice(align);
            for (var at = 0L; at < size && stopped == null; at += step) {
                var end = Math.min(size, at + step);
                if (!piece(in, chunk.clear().limit(step), at, end, out)) {
                    // one bad sector costs one block
                    for (var part = at; part < end && stopped == null; part += align) {
                        var until = Math.min(end, part + align);
                        if (!piece(in, chunk.clear().limit(align), part, until, out)) {
                            lose(until - part, new IOException(from.relativize(file) + " cannot be read at " + part));
                        }
                    }
                }
            }
        }
    }

    /** Whether all of it could be read; what came short counts for nothing. */
    private boolean piece(FileChannel in, ByteBuffer chunk, long at, long end, FileChannel out) throws IOException {
        var wanted = (int) (end - at);
        try {
            if (in.read(chunk, at) < wanted) {
                return false;
            }
        } catch (IOException unreadable) {
            return false;
        }
        chunk.flip().limit(wanted);
        for (var to = at; chunk.hasRemaining(); ) {
            to += out.write(chunk, to);
        }
        read += wanted;
        return true;
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
