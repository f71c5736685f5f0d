package vn.sotruong.backup.snapshot;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Thư mục tạm trong bộ nhớ: a private folder on tmpfs, the only place where plain data may lie. Closing it overwrites
 * and deletes what is in it.
 */
public final class Tmpfs implements AutoCloseable {
    /** What the program itself may come to need meanwhile, in bytes. */
    private static final long FOR_THE_PROGRAM = 128L * 1024 * 1024;

    private static final Pattern OURS = Pattern.compile("sotruong-([0-9]+)-.*");

    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a private folder below {@code where}, and clears those of processes that died.
     *
     * @throws NotInMemory when {@code where} is not on tmpfs
     */
    public static Tmpfs in(Path where) {
        try {
            var type = Files.getFileStore(where).type();
            if (!type.equals("tmpfs") && !type.equals("ramfs")) {
                throw new NotInMemory(
                        where + " lies on " + type + ", and plain data may only lie in memory; name a folder on tmpfs");
            }
            sweep(where);
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return new Tmpfs(Files.createTempDirectory(
                    where, "sotruong-" + ProcessHandle.current().pid() + "-", owner));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Bytes that still fit: of the folder's own room, and of what this program may take without being killed. */
    public long free() {
        try {
            return Math.min(
                    Files.getFileStore(folder).getUsableSpace(), Math.max(0, ControlGroup.free() - FOR_THE_PROGRAM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites a file and deletes it. */
    public static void wipe(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    var zeros = new byte[1 << 16];
                    for (var left = bytes.length(); left > 0; left -= zeros.length) {
                        bytes.write(zeros, 0, (int) Math.min(left, zeros.length));
                    }
                }
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clear(folder);
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Tmpfs::wipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep(Path where) throws IOException {
        try (var all = Files.list(where)) {
            for (var each : all.toList()) {
                var ours = OURS.matcher(each.getFileName().toString());
                if (ours.matches()
                        && Files.isWritable(each)
                        && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                    clear(each);
                }
            }
        }
    }

    /** Chỗ này không nằm trong bộ nhớ. */
    public static final class NotInMemory extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotInMemory(String message) {
            super(message);
        }
    }

    /** Hết bộ nhớ: what should be opened does not fit. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final String WHAT = "what the set holds does not fit into memory";

        public Full(Throwable cause) {
            super(WHAT, cause);
        }

        public Full() {
            super(WHAT);
        }
    }
}
