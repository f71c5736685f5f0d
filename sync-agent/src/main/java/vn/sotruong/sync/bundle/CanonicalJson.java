package vn.sotruong.sync.bundle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON dạng chuẩn (BUNDLE.md §1): one text for one value. Values are String, Long (Integer when written), null, Map and
 * List. The reader accepts only what the writer writes.
 */
public final class CanonicalJson {
    /** Greatest integer that every JSON reader keeps exactly. */
    public static final long MAX_INTEGER = (1L << 53) - 1;

    static final int MAX_DEPTH = 16;
    static final int MAX_KEY = 64;

    private CanonicalJson() {}

    /** The canonical bytes of an object. */
    public static byte[] write(Map<String, ? extends @Nullable Object> fields) {
        return new JsonWriter().object(fields).bytes();
    }

    /** Reads an object, its keys in ascending order; throws {@link NotCanonical}. */
    public static Map<String, @Nullable Object> read(byte[] text) {
        return new JsonReader(text).document();
    }
}
