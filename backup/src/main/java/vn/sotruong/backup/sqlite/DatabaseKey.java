package vn.sotruong.backup.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Khóa kho dữ liệu: 32 random bytes, given to the cipher raw. It never becomes part of a URL, a log line or an
 * exception; {@link #toString} says nothing.
 */
public final class DatabaseKey {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private DatabaseKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a database key has 32 bytes");
        }
        this.bytes = bytes.clone();
    }

    /** Makes a new key. */
    public static DatabaseKey random(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new DatabaseKey(bytes);
    }

    /** The key of these 32 bytes. */
    public static DatabaseKey of(byte[] bytes) {
        return new DatabaseKey(bytes);
    }

    /** Reads the key that {@link #writeTo} left: 64 hexadecimal digits. */
    public static DatabaseKey readFrom(Path file) throws IOException {
        var text = Files.readString(file).strip();
        try {
            return new DatabaseKey(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException broken) {
            throw new IOException("the key file does not hold 64 hexadecimal digits: " + file.getFileName());
        }
    }

    /** Writes the key to a new file that only its owner can read (mode 0600). An existing file is refused. */
    public void writeTo(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap((hex() + "\n").getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
    }

    /** A copy of the 32 bytes, for whoever seals the key to somebody; to be wiped after use. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * A passphrase for something beside the store, as 64 hexadecimal digits: HKDF with SHA-256, no salt, the purpose as
     * info. It tells nothing of this key, nor of what another purpose gives.
     */
    public char[] derive(String purpose) {
        try {
            var secret = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(bytes)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
            return HexFormat.of().formatHex(secret).toCharArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot derive keys", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DatabaseKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return DatabaseKey.class.hashCode();
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "DatabaseKey";
    }
}
