package vn.sotruong.office.intake;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.Epoch;

/**
 * Quy tắc nối chuỗi: the receiver's whole logic. Pure: what a bundle claims is laid beside what is in hand.
 *
 * <p>The bundle itself is sound already: its lines lead from {@code prevHead} to {@code head}.
 */
final class Rule {
    private final String school;
    private final Known known;

    Rule(String school, Known known) {
        this.school = school;
        this.known = known;
    }

    /** What is in hand of this school. */
    interface Known {
        Optional<Stream> find(String epoch);

        boolean none();

        /** The chain head at a line in hand, lower hex. */
        Optional<String> findHead(String epoch, long seq);
    }

    /**
     * What a bundle claims.
     *
     * @param heads chain head after each of its lines {@code from … to}, lower hex
     */
    record Claim(Epoch epoch, long from, long to, String prevHead, String head, List<String> heads) {}

    sealed interface Verdict {}

    /** Lines after {@code last} are new and follow. {@code fresh}: the epoch was not known before. */
    record Follows(Stream from, boolean fresh) implements Verdict {}

    /** All of it is in hand already. */
    record InHand() implements Verdict {}

    /** Something before it is missing. */
    record Early(String need) implements Verdict {}

    /** It contradicts what is in hand. */
    record Contradicts(long seq, String ownHead, String theirHead) implements Verdict {}

    /** No honest sender makes this. */
    record Impossible() implements Verdict {}

    Verdict judge(Claim claim) {
        var found = known.find(claim.epoch().id());
        if (found.isPresent() && !found.get().epoch().equals(claim.epoch())) {
            return new Contradicts(claim.epoch().firstSeq() - 1, found.get().head(), claim.prevHead());
        }
        if (found.isEmpty()) {
            var against = begins(claim.epoch());
            if (against != null) {
                return against;
            }
        }
        var first = claim.epoch().firstSeq();
        if (claim.from() < first || claim.to() < claim.from() - 1) {
            return new Impossible();
        }
        var stream = found.orElseGet(() -> new Stream(claim.epoch(), first - 1, genesis(claim.epoch())));
        return joins(claim, stream, found.isEmpty());
    }

    /** What speaks against taking this epoch up, or null. */
    private @Nullable Verdict begins(Epoch epoch) {
        var parent = epoch.parent();
        if (parent == null) {
            return known.none() ? null : new Contradicts(0, "", genesis(epoch));
        }
        var own = findHead(parent.epoch(), parent.seq());
        if (own.isEmpty()) {
            return new Early(parent.epoch() + "/" + parent.seq());
        }
        return own.get().equals(parent.head()) ? null : new Contradicts(parent.seq(), own.get(), parent.head());
    }

    private Verdict joins(Claim claim, Stream stream, boolean fresh) {
        var last = stream.last();
        if (claim.from() > last + 1) {
            return new Early(claim.epoch().id() + "/" + (last + 1));
        }
        var before = headAt(stream, claim.from() - 1);
        if (!before.equals(claim.prevHead())) {
            return new Contradicts(claim.from() - 1, before, claim.prevHead());
        }
        var overlap = Math.min(last, claim.to());
        if (overlap >= claim.from()) {
            var own = headAt(stream, overlap);
            var theirs = claim.heads().get((int) (overlap - claim.from()));
            if (!own.equals(theirs)) {
                return new Contradicts(overlap, own, theirs);
            }
        }
        return claim.to() <= last && !fresh ? new InHand() : new Follows(stream, fresh);
    }

    private String headAt(Stream stream, long seq) {
        if (seq == stream.last()) {
            return stream.head();
        }
        return seq == stream.epoch().firstSeq() - 1
                ? genesis(stream.epoch())
                : known.findHead(stream.epoch().id(), seq)
                        .orElseThrow(() -> new IllegalStateException("line " + seq + " should be in hand"));
    }

    private Optional<String> findHead(String epoch, long seq) {
        var stream = known.find(epoch);
        if (stream.isEmpty()
                || seq > stream.get().last()
                || seq < stream.get().epoch().firstSeq() - 1) {
            return Optional.empty();
        }
        return Optional.of(headAt(stream.get(), seq));
    }

    private String genesis(Epoch epoch) {
        return HexFormat.of().formatHex(Chain.genesis(school, epoch));
    }
}
