package vn.sotruong.school;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.DataFolder;

/** Chỗ làm việc: holds a data folder for one program at a time, with the app's own parts closed to other users. */
final class Premises implements AutoCloseable {
    private final FileChannel channel;

    private Premises(FileChannel channel) {
        this.channel = channel;
    }

    /** Enters, or gives null when another program works in this folder. */
    static @Nullable Premises enter(DataFolder data) {
        try {
            forOwner(data.root().resolve("db"));
            forOwner(data.keys());
            var channel = FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return null;
            }
            return new Premises(channel);
        } catch (OverlappingFileLockException held) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forOwner(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
