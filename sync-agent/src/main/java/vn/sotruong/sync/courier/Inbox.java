package vn.sotruong.sync.courier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.Sha256;
import vn.sotruong.sync.bundle.StateNote;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** Ngăn thư đến: receipts and state notes that were verified, and are for this school from its own office. */
final class Inbox {
    private static final Pattern RECEIPT = Pattern.compile("receipt-\\d{12}(-[0-9a-f]{8})?\\.p7m");
    private static final Pattern STATE = Pattern.compile("state-(\\d{17})-[0-9a-f]{8}\\.p7m");
    private static final int RECEIPTS_KEPT = 2000;
    private static final int DIGITS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Spool spool;
    private final CourierHome.Enrolled enrolled;

    Inbox(Spool spool, CourierHome.Enrolled enrolled) {
        this.spool = spool;
        this.enrolled = enrolled;
    }

    /** Takes a receipt in, if it is one. */
    Receipt receipt(byte[] p7m) throws Unwelcome {
        try {
            var receipt = Receipt.verify(p7m, enrolled.authority(), null);
            requireOurs(receipt.school(), receipt.unit());
            if (receipt.n() < 1) {
                throw new Unwelcome(0, "receipt", "a receipt without a number");
            }
            put(receipt.n(), p7m);
            return receipt;
        } catch (NoteRefused refused) {
            throw new Unwelcome(0, "receipt", refused.detail());
        }
    }

    /** An office that was restored may use a number for another receipt; then both are kept. */
    private void put(long n, byte[] p7m) {
        var name = "receipt-%012d".formatted(n);
        var known = spool.find(Tray.INBOX, name + ".p7m");
        var taken = known.isPresent() && !Arrays.equals(bytes(known.get()), p7m);
        spool.put(Tray.INBOX, name + (taken ? "-" + digits(p7m) : "") + ".p7m", p7m);
    }

    /** Takes a state note in, if it answers our question (with a nonce) or is newer than the one we have. */
    StateNote state(byte[] p7m, @Nullable String nonce) throws Unwelcome {
        try {
            var note = StateNote.verify(p7m, enrolled.authority(), null);
            requireOurs(note.school(), note.unit());
            if (nonce != null && !nonce.equals(note.nonce())) {
                throw new Unwelcome(0, "nonce", "an answer to another question");
            }
            var name = "state-%s-%s.p7m".formatted(note.at().replaceAll("[^0-9]", ""), digits(p7m));
            var newest = newestState().map(file -> file.getFileName().toString());
            if (nonce != null || newest.isEmpty() || newest.get().compareTo(name) < 0) {
                spool.put(Tray.INBOX, name, p7m);
                pruneStates(name);
            }
            return note;
        } catch (NoteRefused refused) {
            throw new Unwelcome(0, "state", refused.detail());
        }
    }

    /** The newest receipt in hand, by its number. One that a bad disk has damaged since is as good as not there. */
    Optional<Receipt> newestReceipt() {
        for (var file : spool.list(Tray.INBOX, RECEIPT).reversed()) {
            try {
                return Optional.of(Receipt.verify(bytes(file), enrolled.authority(), null));
            } catch (NoteRefused damaged) {
                LOG.warn("a receipt in the inbox was damaged: {}", file.getFileName());
            }
        }
        return Optional.empty();
    }

    private Optional<Path> newestState() {
        var all = spool.list(Tray.INBOX, STATE);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    void pruneReceipts() {
        var all = spool.list(Tray.INBOX, RECEIPT);
        for (var old : all.subList(0, Math.max(0, all.size() - RECEIPTS_KEPT))) {
            spool.prune(Tray.INBOX, old.getFileName().toString());
        }
    }

    private void pruneStates(String kept) {
        for (var note : spool.list(Tray.INBOX, STATE)) {
            if (!note.getFileName().toString().equals(kept)) {
                spool.prune(Tray.INBOX, note.getFileName().toString());
            }
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireOurs(String school, String unit) throws Unwelcome {
        if (!school.equals(enrolled.school()) || !unit.equals(enrolled.unit())) {
            throw new Unwelcome(0, "addressee", "a note for another school or from another office");
        }
    }

    private static String digits(byte[] file) {
        return Sha256.hex(file).substring(0, DIGITS);
    }
}
