package vn.sotruong.sync.bundle;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Chuỗi băm: two steps, so that one line can be proven without showing its neighbours (BUNDLE.md §3). */
public final class Chain {
    private static final byte[] EPOCH = "SOTRUONG1-EPOCH".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINK = "SOTRUONG1".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;

    private Chain() {}

    /** The head of an epoch before its first line. */
    public static byte[] genesis(String school, Epoch epoch) {
        var parent = epoch.parent();
        return new Sha256()
                .field(EPOCH)
                .field(school)
                .field(epoch.id())
                .field(parent == null ? "" : parent.epoch())
                .field(parent == null ? "" : Long.toString(parent.seq()))
                .field(parent == null ? "" : parent.head())
                .finish();
    }

    /** The hash of one line's exact bytes. */
    public static byte[] lineHash(byte[] line) {
        return Sha256.of(line);
    }

    /** The head after a line whose hash is given. */
    public static byte[] next(byte[] head, byte[] lineHash) {
        if (head.length != HASH_BYTES || lineHash.length != HASH_BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        var hex = HexFormat.of();
        return new Sha256()
                .field(LINK)
                .field(hex.formatHex(head))
                .field(hex.formatHex(lineHash))
                .finish();
    }
}
