package vn.sotruong.office.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.office.registry.Device;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.BundleReader;
import vn.sotruong.sync.bundle.BundleRefused;
import vn.sotruong.sync.bundle.Container;

/**
 * Tiếp nhận: one path for every bundle, however it came. The label first, then the bytes, then the chain; and one
 * transaction that holds bundle, lines, state and the signed receipt together.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Actor SELF = Actor.house("intake");

    private final Database db;
    private final OfficeKeys keys;
    private final Clock clock;
    private final Originals originals;
    private final BundleReader reader;
    private final Gate gate;
    private final Decision decision;

    public Intake(Database db, OfficeKeys keys, Registry registry, Path folder, Clock clock) {
        this.db = db;
        this.keys = keys;
        this.clock = clock;
        this.originals = new Originals(folder.resolve("originals"));
        this.reader = new BundleReader(keys.authority());
        this.gate = new Gate(registry, keys.authority(), clock);
        this.decision = new Decision(keys, registry.unit().code());
    }

    /** Whether the box behind these first bytes may send here. */
    Gate.Admission admit(ByteBuffer first) {
        var admission = gate.ask(first);
        if (admission instanceof Gate.Refused(var reason, var detail, var suspect)) {
            suspect.ifPresent(this::alarmRevoked);
        }
        return admission;
    }

    private void alarmRevoked(Device device) {
        raise(device.school(), Alarm.Kind.REVOKED_KEY, device.fingerprint());
    }

    private void raise(String school, Alarm.Kind kind, String detail) {
        db.write(SELF, tx -> {
            AlarmTable.raise(tx.handle(), school, kind, detail, Moments.text(tx.now()));
            return true;
        });
    }

    /** What was decided about a bundle, if it came before. */
    Optional<Outcome> find(String id) {
        return db.read(handle -> Decision.find(handle, id));
    }

    /** Length of a bundle that was decided on before. */
    Optional<Long> findLength(String id) {
        return db.read(handle -> BundleTable.findLength(handle, id));
    }

    /**
     * Takes in a file that has arrived whole and lies where nobody else writes. Afterwards it is gone from there: kept
     * as an original, or deleted.
     */
    public Outcome take(Path arrived, Via via) {
        var outcome = decide(arrived, via);
        try {
            Files.deleteIfExists(arrived);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    private Outcome decide(Path arrived, Via via) {
        Gate.Admitted admitted;
        switch (admit(firstBytes(arrived))) {
            case Gate.Refused(var reason, var detail, var suspect) -> {
                return new Outcome.Refused(reason, detail);
            }
            case Gate.Admitted sound -> admitted = sound;
        }
        var known = find(admitted.signed().id());
        if (known.isPresent()) {
            return known.get();
        }
        admitted.doubt()
                .ifPresent(doubt ->
                        raise(admitted.label().school(), doubt, admitted.label().device()));
        Opened opened;
        try {
            opened = Opened.of(reader.open(arrived, keys.opening(), keys.recipient(), null), length(arrived), via);
        } catch (BundleRefused refused) {
            return new Outcome.Refused(Refusal.of(refused.reason()), String.valueOf(refused.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var name = Originals.name(opened.school(), opened.id());
        originals.keep(arrived, name);
        return settle(opened, name);
    }

    private Outcome settle(Opened opened, String name) {
        var outcome = db.write(SELF, tx -> decision.settle(tx, opened, name));
        LOG.info("{} {} {}-{}: {}", opened.school(), opened.id(), opened.from(), opened.to(), outcome.word());
        if (outcome instanceof Outcome.Refused) {
            originals.drop(name);
        } else if (outcome instanceof Outcome.Taken) {
            release(opened.school());
        }
        return outcome;
    }

    /** Tries the bundles that wait, until none of them can join. */
    private void release(String school) {
        var tried = new HashSet<String>();
        var joined = true;
        while (joined) {
            joined = false;
            for (var hold : db.read(handle -> HoldTable.listWaiting(handle, school))) {
                if (joins(hold) && tried.add(hold.id())) {
                    joined |= retry(hold);
                }
            }
        }
    }

    private boolean joins(HoldTable.Hold hold) {
        return db.read(handle -> {
            var stream = StreamTable.find(handle, hold.school(), hold.epoch());
            return stream.isEmpty() || hold.from() <= stream.get().last() + 1;
        });
    }

    private boolean retry(HoldTable.Hold hold) {
        var path = originals.path(hold.path());
        try {
            var opened = Opened.of(reader.open(path, keys.opening(), keys.recipient(), null), length(path), hold.via());
            var outcome = db.write(SELF, tx -> decision.settle(tx, opened, hold.path()));
            LOG.info("{} {} waited: {}", hold.school(), hold.id(), outcome.word());
            return outcome instanceof Outcome.Taken;
        } catch (BundleRefused damaged) {
            // it was sound when it came: the disk has damaged it, and the school will be asked for it by its absence
            LOG.error("{} {}: the waiting original is damaged", hold.school(), hold.id());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After a start: decides on originals that were moved in just before the program was killed. */
    public void resume() {
        var recorded = db.read(Decision::listPaths);
        for (var file : originals.list()) {
            var name = originals.nameOf(file);
            if (!recorded.contains(name)) {
                LOG.info("deciding on a left-over original: {}", name);
                if (decide(file, Via.HTTPS) instanceof Outcome.Refused(var reason, var detail)) {
                    LOG.warn("the left-over original was not kept: {}", detail);
                    originals.drop(name);
                }
            }
        }
        db.read(HoldTable::listSchools).forEach(this::release);
    }

    /** The state note for a question, or for a stick when there is no nonce. */
    public byte[] stateNote(String school, String nonce) {
        var now = clock.instant();
        return db.read(handle -> decision.stateNote(handle, school, nonce, now));
    }

    /** Signed receipts after number {@code after}, in order. */
    public List<SignedReceipt> listReceipts(String school, long after, int most) {
        return db.read(handle -> BundleTable.listReceipts(handle, school, after, most)).stream()
                .map(each -> new SignedReceipt(each.n(), each.p7m()))
                .toList();
    }

    /** Works every line of every school into the office's tables again. @return lines worked in */
    public long rebuild() {
        var lines = 0L;
        for (var school : db.read(StreamTable::listSchools)) {
            lines += db.write(SELF, tx -> decision.rebuild(tx, school));
        }
        return lines;
    }

    /** Computes everything again that can be, and names what does not hold. */
    public Verification.Report verify() {
        return db.read(handle -> new Verification(handle, keys.authority(), originals).run());
    }

    /** Flags what a revoked key signed since it is in doubt. */
    public void doubt(Device device) {
        var since = device.compromisedSince().map(Moments::text).orElse("");
        db.write(SELF, tx -> {
            var count = since.isEmpty() ? 0 : BundleTable.countSigned(tx.handle(), device.fingerprint(), since);
            if (count > 0) {
                AlarmTable.raise(
                        tx.handle(),
                        device.school(),
                        Alarm.Kind.DOUBTFUL_KEY,
                        device.fingerprint() + " " + count,
                        Moments.text(tx.now()));
            }
            return true;
        });
    }

    /** How every school that ever sent stands. */
    public List<Standing> listStandings() {
        var since = Moments.text(clock.instant().minus(Duration.ofDays(30)));
        return db.read(handle -> StandingTable.list(handle, since));
    }

    /** The newest bundles of a school, newest first. */
    public List<ReceivedBundle> listBundles(String school, int most) {
        return db.read(handle -> StandingTable.listBundles(handle, school, most));
    }

    /** Bundles that wait for their predecessor: their range, and what they need. */
    public List<Waiting> listHolds(String school) {
        return db.read(handle -> HoldTable.listWaiting(handle, school)).stream()
                .map(hold -> new Waiting(hold.from(), hold.to(), hold.need(), hold.receivedAt()))
                .toList();
    }

    /** The signed receipt of a number. */
    public Optional<SignedReceipt> findReceipt(String school, long n) {
        return listReceipts(school, n - 1, 1).stream()
                .filter(each -> each.n() == n)
                .findFirst();
    }

    /** Một gói đang chờ. */
    public record Waiting(long from, long to, String need, String receivedAt) {}

    /** What a person must look at. */
    public List<Alarm> listAlarms(String school) {
        return db.read(handle -> AlarmTable.listOpen(handle, school));
    }

    /** Marks an alarm as seen to. */
    public boolean settleAlarm(Actor actor, long n) {
        return db.write(actor, tx -> {
            var done = AlarmTable.settle(tx.handle(), n, actor.account(), Moments.text(tx.now()));
            if (done) {
                Registry.log(tx, "alarm-settled", Long.toString(n));
            }
            return done;
        });
    }

    Instant now() {
        return clock.instant();
    }

    static ByteBuffer firstBytes(Path file) {
        try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            var first = ByteBuffer.allocate(Container.MAX_HEAD);
            while (first.hasRemaining() && in.read(first) >= 0) {
                // until the head is full or the file ends
            }
            return first.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long length(Path file) throws IOException {
        return Files.size(file);
    }

    /** Một biên nhận đã ký, as it goes back to the school. */
    @SuppressWarnings("ArrayRecordComponent")
    public record SignedReceipt(long n, byte[] p7m) {}
}
