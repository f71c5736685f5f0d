package vn.sotruong.sync.bundle;

import java.util.Locale;

/** Thao tác: what a change did to its row. There is no delete. */
public enum Op {
    CREATE,
    AMEND,
    STATUS,
    ATTACH,
    CLOSE,
    REPAIR,
    SYSTEM;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in a change line. */
    public String word() {
        return word;
    }

    static Op of(String word) {
        for (var op : values()) {
            if (op.word.equals(word)) {
                return op;
            }
        }
        throw new NotCanonical("an unknown op");
    }
}
