package vn.sotruong.sync.bundle;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Kỷ của một thư mục dữ liệu: born with it and again at every restore, at random, so that restoring the same backup
 * twice gives two epochs.
 *
 * @param id 16 lower hexadecimal digits
 */
public record Epoch(String id, @Nullable Parent parent) {
    /** Where the restored data stood: its epoch, last seq and head (lower hex). */
    public record Parent(String epoch, long seq, String head) {
        public Parent {
            if (!Fields.EPOCH.matcher(epoch).matches()
                    || seq < 0
                    || !Fields.HASH.matcher(head).matches()) {
                throw new NotCanonical("an epoch's parent without its form");
            }
        }
    }

    public Epoch {
        if (!Fields.EPOCH.matcher(id).matches()) {
            throw new NotCanonical("an epoch is 16 lower hexadecimal digits");
        }
    }

    /** A new epoch. */
    public static Epoch random(RandomGenerator random, @Nullable Parent parent) {
        return new Epoch(HexFormat.of().toHexDigits(random.nextLong()), parent);
    }

    /** The seq of the first change in this epoch. */
    public long firstSeq() {
        return parent == null ? 1 : parent.seq() + 1;
    }
}
