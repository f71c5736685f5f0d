package vn.sotruong.sync.bundle;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kiểm chuỗi của một gói: the entries lead from the label's previous head to its head, without a hole. */
final class ChainCheck {
    /** What the entries themselves say, for a label to repeat. */
    record Facts(
            String head, long txTo, int schemaMax, @Nullable String oldestAt) {}

    private ChainCheck() {}

    /** Walks the entries from a head; throws {@link NotCanonical} where they do not follow each other. */
    static Facts walk(String prevHead, long from, List<Entry> entries) {
        var head = HexFormat.of().parseHex(prevHead);
        var seq = from;
        var tx = 0L;
        var schemaMax = 0;
        String oldest = null;
        for (var entry : entries) {
            long entrySeq;
            long entryTx;
            switch (entry) {
                case Entry.Hidden hidden -> {
                    entrySeq = hidden.seq();
                    entryTx = hidden.tx();
                }
                case Entry.Open open -> {
                    var line = ChangeLine.parse(open.line());
                    if (line.salt() != null) {
                        throw new NotCanonical("a line that should have stayed in the school");
                    }
                    entrySeq = line.seq();
                    entryTx = line.tx();
                    schemaMax = Math.max(schemaMax, line.v());
                    oldest = oldest == null || line.at().compareTo(oldest) < 0 ? line.at() : oldest;
                }
            }
            if (entrySeq != seq || entryTx < tx) {
                throw new NotCanonical("a hole in the numbers");
            }
            seq++;
            tx = entryTx;
            head = Chain.next(head, entry.lineHash());
        }
        return new Facts(HexFormat.of().formatHex(head), tx, schemaMax, oldest);
    }

    static void require(List<Entry> entries, Label label) throws BundleRefused {
        if (entries.size() != label.count()) {
            throw new BundleRefused(Reason.CHAIN, "another number of changes than the label's");
        }
        Facts facts;
        try {
            facts = walk(label.prevHead(), label.from(), entries);
        } catch (NotCanonical broken) {
            throw new BundleRefused(Reason.CHAIN, "the changes do not follow: " + broken.getMessage(), broken);
        }
        var expected = new Facts(label.head(), label.txTo(), label.schemaMax(), label.oldestAt());
        if (!facts.equals(expected)) {
            throw new BundleRefused(Reason.CHAIN, "the changes do not lead to the label's head");
        }
    }
}
