package vn.sotruong.backup.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.sotruong.backup.seal.Broken;

/** Đọc có giới hạn: small files of a set, whole. A strange medium may hold one of any size in their place. */
public final class Capped {
    /** A manifest of thousands of files fits. */
    private static final int MOST = 2 << 20;

    private Capped() {}

    /**
     * Every byte of it.
     *
     * @throws Broken when there are more than any such file has
     */
    public static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new Broken(file.getFileName() + " is larger than any such file is");
            }
            return bytes;
        }
    }
}
