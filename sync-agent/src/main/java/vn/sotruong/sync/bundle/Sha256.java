package vn.sotruong.sync.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Mã băm SHA-256, and the length-preceded fields that go into it (BUNDLE.md §3). */
public final class Sha256 {
    private final MessageDigest digest = fresh();

    /** The hash of the bytes. */
    public static byte[] of(byte[] bytes) {
        return fresh().digest(bytes);
    }

    /** The hash of the bytes in lower hex. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes));
    }

    static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("this Java has no SHA-256", broken);
        }
    }

    Sha256 field(String text) {
        return field(text.getBytes(StandardCharsets.UTF_8));
    }

    Sha256 field(byte[] bytes) {
        digest.update((byte) (bytes.length >>> 24));
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
        return this;
    }

    byte[] finish() {
        return digest.digest();
    }
}
