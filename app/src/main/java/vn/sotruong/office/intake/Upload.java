package vn.sotruong.office.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Một lần gửi đang dở: the bytes that have come so far, in a file. Whoever speaks last owns it: an older connection
 * that wakes up again finds that it no longer may write.
 *
 * <p>Bytes and owner change only while this object's lock is held.
 */
final class Upload {
    private final String id;
    private final long length;
    private final Path file;
    private long offset;
    private volatile Instant touched;
    private volatile @Nullable String school;
    private volatile boolean dropped;
    private long owner;

    Upload(String id, long length, Path file, Instant now) {
        this.id = id;
        this.length = length;
        this.file = file;
        this.touched = now;
    }

    String id() {
        return id;
    }

    long length() {
        return length;
    }

    Path file() {
        return file;
    }

    long offset() {
        return offset;
    }

    Instant touched() {
        return touched;
    }

    /** Known once the label was verified; before that no byte is kept. */
    Optional<String> school() {
        return Optional.ofNullable(school);
    }

    void belongsTo(String school) {
        this.school = school;
    }

    /** Goes on from what a former run of the program left. */
    void resume(long offset, Instant touched) {
        this.offset = offset;
        this.touched = touched;
    }

    /** Makes the caller the only one who may write, whoever did before. @return the mark of this ownership */
    long hand(Instant now) {
        touched = now;
        return ++owner;
    }

    boolean isOwner(long writer) {
        return !dropped && owner == writer;
    }

    /** Whoever still writes finds out at the next byte. */
    void drop() {
        dropped = true;
    }

    boolean complete() {
        return offset == length;
    }

    void append(ByteBuffer bytes) throws IOException {
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var at = offset;
            while (bytes.hasRemaining()) {
                at += out.write(bytes, at);
            }
            offset = at;
        }
    }

    /** Forgets what came after {@code back}. */
    void backTo(long back) throws IOException {
        if (back == 0) {
            Files.deleteIfExists(file);
        } else {
            try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                out.truncate(back);
            }
        }
        offset = back;
    }
}
