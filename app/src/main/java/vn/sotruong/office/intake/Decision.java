package vn.sotruong.office.intake;

import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.office.marks.Projection;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.Receipt.Status;
import vn.sotruong.sync.bundle.SchoolState;
import vn.sotruong.sync.bundle.StateNote;

/** Quyết định về một gói đã mở, inside the one transaction that keeps it. */
final class Decision {
    private static final Logger LOG = LoggerFactory.getLogger(Decision.class);

    private final OfficeKeys keys;
    private final String unit;

    Decision(OfficeKeys keys, String unit) {
        this.keys = keys;
        this.unit = unit;
    }

    /** What was decided before, if anything was. */
    static Optional<Outcome> find(Handle handle, String id) {
        var status = BundleTable.findStatus(handle, id);
        if (status.isPresent()) {
            return Optional.of(new Outcome.Taken(status.get() == Status.APPLIED));
        }
        if (ForkTable.find(handle, id).isPresent()) {
            return Optional.of(new Outcome.Forked());
        }
        return HoldTable.findWaiting(handle, id).map(hold -> new Outcome.Held(hold.need()));
    }

    /** Names of all originals that some row speaks of. */
    static Set<String> listPaths(Handle handle) {
        var paths = new HashSet<>(BundleTable.listPaths(handle));
        paths.addAll(ForkTable.listPaths(handle));
        paths.addAll(HoldTable.listPaths(handle));
        return paths;
    }

    Outcome settle(Tx tx, Opened opened, String path) {
        var handle = tx.handle();
        var known = find(handle, opened.id());
        if (known.isPresent() && !(known.get() instanceof Outcome.Held)) {
            return known.get();
        }
        var now = Moments.text(tx.now());
        var verdict = new Rule(opened.school(), StreamTable.known(handle, opened.school())).judge(opened.claim());
        return switch (verdict) {
            case Rule.Follows(var stream, var fresh) -> take(tx, opened, path, stream, fresh);
            case Rule.InHand inHand -> receive(tx, opened, path, List.of(), Status.APPLIED);
            case Rule.Early(var need) -> hold(handle, opened, path, need, now);
            case Rule.Contradicts(var seq, var own, var theirs) -> fork(handle, opened, path, seq, own, theirs, now);
            case Rule.Impossible impossible ->
                new Outcome.Refused(Refusal.CHAIN, "the range lies before its epoch's beginning");
        };
    }

    private Outcome take(Tx tx, Opened opened, String path, Stream stream, boolean fresh) {
        var handle = tx.handle();
        var school = opened.school();
        var fresher = opened.lines().stream()
                .filter(line -> line.seq() > stream.last())
                .toList();
        var left = StreamTable.left(handle, school);
        StreamTable.put(
                handle,
                school,
                new Stream(stream.epoch(), opened.to(), opened.label().head()));
        leaves(handle, school, left, Moments.text(tx.now()));
        ChangeTable.add(handle, school, opened.epoch(), opened.id(), fresher);
        if (fresh) {
            orphans(handle, school, stream, Moments.text(tx.now()));
        }
        var status = apply(tx, opened, fresher, fresh);
        return receive(tx, opened, path, fresher, status);
    }

    /**
     * A restore and a rewriting look alike from here: what was acknowledged is not what the school goes on from. The
     * bundle is taken, since a restored school must go on; but somebody asks that school what happened.
     */
    private static void leaves(Handle handle, String school, List<StreamTable.Stretch> before, String now) {
        StreamTable.left(handle, school).stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> AlarmTable.raise(
                        handle, school, Alarm.Kind.RESTORED, each.epoch() + "/" + each.from() + "-" + each.to(), now));
    }

    /** A new epoch leaves its parent behind at some line: what waits beyond it may never be joined. */
    private static void orphans(Handle handle, String school, Stream stream, String now) {
        stream.parent()
                .ifPresent(parent -> HoldTable.listWaiting(handle, school).stream()
                        .filter(hold -> hold.epoch().equals(parent.epoch()) && hold.from() > parent.seq() + 1)
                        .forEach(hold -> AlarmTable.raise(
                                handle,
                                school,
                                Alarm.Kind.ORPHAN,
                                hold.epoch() + "/" + hold.from() + "-" + hold.to(),
                                now)));
    }

    private Status apply(Tx tx, Opened opened, List<Line> lines, boolean fresh) {
        var handle = tx.handle();
        var school = opened.school();
        var path = StreamTable.presentPath(handle, school);
        var present = path.getLast();
        if (!present.epoch().equals(opened.epoch())) {
            // lines of a lineage that the school has left by a restore: kept, but not part of what is true now
            return lines.isEmpty() ? Status.APPLIED : Status.STORED;
        }
        if (AlarmTable.isOpen(handle, school, Alarm.Kind.NOT_APPLIED)) {
            return Status.STORED;
        }
        if (opened.label().schemaMax() > ChangeLine.VERSION) {
            AlarmTable.raise(handle, school, Alarm.Kind.NOT_APPLIED, opened.id(), Moments.text(tx.now()));
            return Status.STORED;
        }
        return ProjectionTable.undoing(
                handle,
                () -> {
                    if (fresh && path.size() > 1) {
                        replay(handle, school, path);
                    } else {
                        Projection.apply(handle, school, opened.epoch(), changes(lines));
                    }
                    return Status.APPLIED;
                },
                unfit -> {
                    LOG.warn("{} {}: kept, but not worked in: {}", school, opened.id(), unfit.getMessage());
                    AlarmTable.raise(handle, school, Alarm.Kind.NOT_APPLIED, opened.id(), Moments.text(tx.now()));
                    return Status.STORED;
                });
    }

    private static List<ChangeLine> changes(List<Line> lines) {
        return lines.stream().flatMap(line -> line.change().stream()).toList();
    }

    private static long replay(Handle handle, String school, List<StreamTable.Stretch> path) {
        Projection.clear(handle, school);
        var lines = 0L;
        for (var stretch : path) {
            lines += ChangeTable.forEach(
                    handle, school, stretch, batch -> Projection.apply(handle, school, stretch.epoch(), batch));
        }
        return lines;
    }

    /** Works all lines of a school in again; what waited for it counts as applied afterwards. */
    long rebuild(Tx tx, String school) {
        var handle = tx.handle();
        var lines = replay(handle, school, StreamTable.presentPath(handle, school));
        AlarmTable.settleKind(handle, school, Alarm.Kind.NOT_APPLIED, tx.actor().account(), Moments.text(tx.now()));
        BundleTable.applied(
                handle,
                school,
                StreamTable.presentPath(handle, school).getLast().epoch());
        return lines;
    }

    private Outcome receive(Tx tx, Opened opened, String path, List<Line> fresher, Status status) {
        var handle = tx.handle();
        var label = opened.label();
        var now = Moments.text(tx.now());
        var oldest = fresher.stream()
                .flatMap(line -> line.change().stream())
                .map(ChangeLine::at)
                .min(String::compareTo);
        var late = Lateness.of(oldest.map(Instant::parse), tx.now(), label.clk().equals("suspect"));
        BundleTable.add(
                handle,
                new BundleTable.Row(
                        opened.id(),
                        opened.school(),
                        opened.epoch(),
                        label.type().name(),
                        opened.from(),
                        opened.to(),
                        label.head(),
                        label.device(),
                        label.bytes(),
                        oldest.orElse(null),
                        label.madeAt(),
                        now,
                        late,
                        status,
                        opened.length(),
                        path,
                        opened.via()));
        HoldTable.release(handle, opened.id(), now);
        divergence(handle, label, status, now);
        sign(handle, opened, oldest.orElse(null), late, status, now);
        return new Outcome.Taken(status == Status.APPLIED);
    }

    /** A heartbeat tells what the school's rows add up to; it must be what they add up to here. */
    private static void divergence(Handle handle, Label label, Status status, String now) {
        var theirs = label.stateDigest();
        if (label.type() != Label.Type.HEARTBEAT || theirs == null || status != Status.APPLIED) {
            return;
        }
        var path = StreamTable.presentPath(handle, label.school()).getLast();
        var newest = path.epoch().equals(label.epoch().id()) && path.to() == label.to();
        if (newest
                && !HexFormat.of()
                        .formatHex(Projection.digest(handle, label.school()))
                        .equals(theirs)) {
            AlarmTable.raise(handle, label.school(), Alarm.Kind.DIVERGED, path.epoch() + "/" + path.to(), now);
        }
    }

    private void sign(
            Handle handle,
            Opened opened,
            @org.jspecify.annotations.Nullable String oldest,
            Receipt.Late late,
            Status status,
            String now) {
        var label = opened.label();
        var n = BundleTable.lastReceipt(handle, opened.school()) + 1;
        var receipt = new Receipt(
                n,
                opened.school(),
                unit,
                opened.id(),
                label.type(),
                opened.epoch(),
                opened.from(),
                opened.to(),
                label.head(),
                now,
                oldest,
                status,
                late,
                state(handle, opened.school()));
        var signed = receipt.signed(keys.signing(), keys.signer());
        BundleTable.addReceipt(handle, opened.school(), new BundleTable.Signed(n, opened.id(), signed), now);
    }

    byte[] stateNote(Handle handle, String school, String nonce, Instant now) {
        var note = new StateNote(
                school, unit, nonce, Moments.text(now), BundleTable.lastReceipt(handle, school), state(handle, school));
        return note.signed(keys.signing(), keys.signer());
    }

    private static SchoolState state(Handle handle, String school) {
        return new SchoolState(
                StreamTable.list(handle, school).stream()
                        .sorted(java.util.Comparator.comparing(
                                each -> each.epoch().id()))
                        .map(each -> new SchoolState.Stream(each.epoch().id(), each.last(), each.head()))
                        .toList(),
                HoldTable.listWaiting(handle, school).stream()
                        .map(each -> new SchoolState.Piece(each.epoch(), each.from(), each.to(), each.id()))
                        .toList(),
                ForkTable.list(handle, school).stream()
                        .map(each -> new SchoolState.Piece(each.epoch(), each.from(), each.to(), each.id()))
                        .toList());
    }

    private static Outcome hold(Handle handle, Opened opened, String path, String need, String now) {
        HoldTable.add(
                handle,
                new HoldTable.Hold(
                        opened.id(),
                        opened.school(),
                        opened.epoch(),
                        opened.from(),
                        opened.to(),
                        need,
                        now,
                        path,
                        opened.via(),
                        opened.length()));
        return new Outcome.Held(need);
    }

    private static Outcome fork(
            Handle handle, Opened opened, String path, long seq, String own, String theirs, String now) {
        ForkTable.add(
                handle,
                new ForkTable.Fork(
                        opened.id(),
                        opened.school(),
                        opened.epoch(),
                        opened.from(),
                        opened.to(),
                        seq,
                        own,
                        theirs,
                        now,
                        path,
                        opened.length()));
        HoldTable.release(handle, opened.id(), now);
        AlarmTable.raise(handle, opened.school(), Alarm.Kind.FORK, opened.epoch() + "/" + seq, now);
        return new Outcome.Forked();
    }
}
