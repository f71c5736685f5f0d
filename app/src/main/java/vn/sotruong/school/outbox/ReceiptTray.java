package vn.sotruong.school.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.spool.Spool;

/**
 * Khay biên nhận: takes in what the courier brought home. The courier verified it; here it is verified again. A receipt
 * for a line that the journal lacks is kept all the same: it is the evidence by which the audit finds a cut tail.
 */
public final class ReceiptTray {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptTray.class);
    static final Pattern RECEIPT = Pattern.compile("receipt-\\d{12}(-[0-9a-f]{8})?\\.p7m");
    private static final Duration KEPT = Duration.ofDays(60);

    /** The largest receipt that is read, in bytes; what is longer is cut, and then not believed. */
    static final int LARGEST = 1 << 20;

    private final Database db;
    private final Spool spool;
    private final Set<String> seen = new HashSet<>();
    private volatile List<String> strange = List.of();

    public ReceiptTray(Database db, Spool spool) {
        this.db = db;
        this.spool = spool;
    }

    /** Kết quả nhận một biên nhận. */
    sealed interface Taken {
        /**
         * Believed and kept.
         *
         * @param fresh false when it was here already
         */
        record In(boolean fresh) implements Taken {}

        /** Not believed. */
        record Strange(String why) implements Taken {}
    }

    Spool spool() {
        return spool;
    }

    /** Receipts that could not be believed, by file, with the reason. */
    public List<String> strange() {
        return strange;
    }

    synchronized void takeIn() {
        var link = db.read(OutboxTable::findLink);
        if (link.isEmpty()) {
            return;
        }
        for (var file : spool.list(Spool.Tray.INBOX, RECEIPT)) {
            var name = file.getFileName().toString();
            if (!seen.contains(name)) {
                take(name, file, link.get());
                seen.add(name); // only now: what a full disk kept out is tried again
            }
        }
    }

    private void take(String name, Path file, OfficeLink office) {
        try {
            var signed = Files.size(file) > LARGEST ? new byte[0] : Files.readAllBytes(file);
            if (accept(signed, office) instanceof Taken.Strange(var why)) {
                disbelieve(name, why);
            }
        } catch (IOException unreadable) {
            disbelieve(name, "it cannot be read");
        }
    }

    /** Takes in a receipt that a person brought home. */
    Taken takeByHand(byte[] signed) {
        return db.read(OutboxTable::findLink)
                .map(office -> accept(signed, office))
                .orElseGet(() -> new Taken.Strange("the school is not enrolled"));
    }

    private void disbelieve(String name, String why) {
        LOG.warn("a receipt was not believed: {} ({})", name, why);
        var all = new ArrayList<>(strange);
        all.add(name + ": " + why);
        strange = List.copyOf(all);
    }

    private Taken accept(byte[] signed, OfficeLink office) {
        Receipt receipt;
        try {
            receipt = Receipt.verify(signed, office.authority(), null);
        } catch (NoteRefused broken) {
            return new Taken.Strange(String.valueOf(broken.getMessage()));
        }
        if (!receipt.unit().equals(office.unit())) {
            return new Taken.Strange("signed by another office than ours");
        }
        if (db.read(ChangeLog::lineages).stream()
                .noneMatch(each -> each.epoch().id().equals(receipt.epoch()))) {
            return new Taken.Strange("it vouches for an epoch that this school never had");
        }
        var received = new Received(
                receipt.n(),
                receipt.bundle(),
                receipt.epoch(),
                receipt.to(),
                receipt.head(),
                Instant.parse(receipt.receivedAt()),
                receipt.late().name().toLowerCase(Locale.ROOT));
        return new Taken.In(db.write(Actor.house("outbox"), tx -> {
            var fresh = OutboxTable.add(tx.handle(), received, receipt.from(), signed);
            ReceiptNoteTable.noteNewest(tx);
            return fresh;
        }));
    }

    /**
     * Removes bundles that were signed for long ago. Until then their files stay, some 2 MB: an office that was
     * restored from an old copy asks for them again, and the courier sends what it lacks.
     */
    synchronized void prune(Instant now) {
        for (var file : db.read(handle -> OutboxTable.listReceivedBefore(handle, now.minus(KEPT)))) {
            spool.prune(Spool.Tray.OUTBOX, file);
        }
    }
}
