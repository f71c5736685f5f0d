package vn.sotruong.school.outbox;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.sync.spool.Spool;

/** Phòng gửi: what waits, what was sealed, what the office has signed for. */
public final class Outbox {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(OutboxTable.OFFICE_LINK, ReceiptNoteTable.RECEIPT_NOTE);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int CHANGES_THAT_SEAL = 500;
    private static final int BUNDLES_SHOWN = 20;

    private final Database db;
    private final Clock clock;
    private final Sealer sealer;
    private final ReceiptTray receipts;
    private final Duration sealAfter;
    private final Urgency urgency;

    /**
     * Việc gấp: lines that wait for no bundle.
     *
     * @param tables whose every line is sealed at the next tick
     * @param statuses whose changes of status are
     */
    public record Urgency(Set<Entity> tables, Set<Entity> statuses) {
        /** Nothing is urgent. */
        public static final Urgency NONE = new Urgency(Set.of(), Set.of());

        public Urgency {
            tables = Set.copyOf(tables);
            statuses = Set.copyOf(statuses);
        }
    }

    /**
     * Đường đi của các dòng.
     *
     * @param sealed the last line that lies in a bundle
     * @param received the last line that the office has signed for; 0 before the first receipt
     */
    public record Progress(long sealed, long received) {}

    /** As a House wires it, with nothing urgent.
     *
     * @param sealAfter how long the oldest change may wait before a bundle is sealed for it */
    public Outbox(Database db, Clock clock, Sealer sealer, ReceiptTray receipts, Duration sealAfter) {
        this(db, clock, sealer, receipts, sealAfter, Urgency.NONE);
    }

    /** As a House wires it.
     *
     * @param sealAfter how long the oldest change may wait before a bundle is sealed for it
     * @param urgency what does not wait so long */
    public Outbox(Database db, Clock clock, Sealer sealer, ReceiptTray receipts, Duration sealAfter, Urgency urgency) {
        this.db = db;
        this.clock = clock;
        this.sealer = sealer;
        this.receipts = receipts;
        this.sealAfter = sealAfter;
        this.urgency = urgency;
    }

    /**
     * Tình hình gửi.
     *
     * @param office null before enrolment
     * @param received the furthest receipt; null before the first
     * @param unsealed changes for the office that lie in no bundle yet
     * @param bundles the newest ones, newest first
     */
    public record Status(
            @Nullable OfficeLink office,
            @Nullable Received received,
            Deadline deadline,
            Deadline.Level level,
            long hoursLeft,
            long unsealed,
            List<SealedBundle> bundles,
            Instant now) {}

    public Status status() {
        var now = clock.instant();
        return db.read(handle -> {
            var received = OutboxTable.findLastReceipt(handle);
            var waiting =
                    ChangeLog.waitingAfter(handle, received.map(Received::to).orElse(0L));
            var deadline = new Deadline(waiting.count(), waiting.oldest());
            return new Status(
                    OutboxTable.findLink(handle).filter(sealer::isCertifiedBy).orElse(null),
                    received.orElse(null),
                    deadline,
                    deadline.level(now),
                    deadline.hoursLeft(now),
                    ChangeLog.waitingAfter(handle, Sealer.sealedTo(handle)).count(),
                    OutboxTable.listBundles(handle, BUNDLES_SHOWN),
                    now);
        });
    }

    /** The clock's work: takes receipts in, seals what is due, clears what has its receipt. */
    public void tick() {
        receipts.takeIn();
        if (due()) {
            sealAll();
        }
        receipts.prune(clock.instant());
    }

    /** Seals everything that waits, now. @return how many bundles that made; empty before enrolment */
    public Optional<Integer> sealAll() {
        var link = db.read(OutboxTable::findLink).filter(sealer::isCertifiedBy);
        if (link.isEmpty()) {
            return Optional.empty();
        }
        var count = 0;
        while (sealer.sealNext(link.get()).isPresent()) {
            count++;
        }
        if (count > 0) {
            LOG.info("sealed {} bundles", count);
        }
        return Optional.of(count);
    }

    /** For whom else a backup set is sealed: the office and the Sở, once the school is enrolled. */
    public static List<X509Certificate> recipients(Handle handle) {
        return OutboxTable.findLink(handle).map(OfficeLink::recipients).orElse(List.of());
    }

    /** The way without a line. */
    HandCarry byHand() {
        return new HandCarry(db, receipts.spool());
    }

    /** Takes in a receipt that a person brought home. */
    ReceiptTray.Taken takeReceipt(byte[] signed) {
        return receipts.takeByHand(signed);
    }

    /** Receipts that came and could not be believed, by file, with the reason. */
    public List<String> strange() {
        return receipts.strange();
    }

    /** The heads that the office holds in signed receipts: what the audit compares the journal with. */
    public List<Audit.Anchor> anchors() {
        return db.read(handle -> anchors(handle, receipts.spool()));
    }

    /** What the audit asks of this room: receipts that came and are gone. */
    public static List<String> findings(Handle handle) {
        return ReceiptNoteTable.findings(handle);
    }

    /** The furthest receipt for lines that stand in this journal. */
    public static Optional<Received> findLastReceipt(Handle handle) {
        return OutboxTable.findLastReceipt(handle);
    }

    /** As above, on a handle that the caller holds. */
    public static List<Audit.Anchor> anchors(Handle handle, Spool spool) {
        return Anchors.list(handle, spool);
    }

    /** How far the journal's lines have come. */
    public Progress progress() {
        return db.read(handle -> new Progress(
                Sealer.sealedTo(handle),
                OutboxTable.findLastReceipt(handle).map(Received::to).orElse(0L)));
    }

    private boolean due() {
        if (db.read(OutboxTable::findLink).isEmpty()) {
            return false;
        }
        return db.read(handle -> {
            var sealed = Sealer.sealedTo(handle);
            var waiting = ChangeLog.waitingAfter(handle, sealed);
            var oldest = waiting.oldest();
            return oldest != null
                    && (waiting.count() >= CHANGES_THAT_SEAL
                            || !clock.instant().isBefore(oldest.plus(sealAfter))
                            || ChangeLog.waitsAfter(handle, sealed, urgency.tables(), urgency.statuses()));
        });
    }
}
