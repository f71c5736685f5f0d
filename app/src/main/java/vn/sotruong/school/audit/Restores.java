package vn.sotruong.school.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Epochs;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.audit.Answer.Done;
import vn.sotruong.school.audit.Answer.Refused;
import vn.sotruong.school.audit.RestoreConfirmation.State;

/**
 * Các lần khôi phục: the principal and a member of the board stand behind each, one asking and the other confirming.
 *
 * <p>Whoever holds the disk and the key can write such a record too. What they cannot do is keep the office from seeing
 * that lines which it holds are gone: it raises an alarm at every restore, and asks the school.
 */
public final class Restores {
    /** The table this room journals. */
    public static final Entity RESTORE_CONFIRMATION = RestoreConfirmationTable.RESTORE_CONFIRMATION;

    private static final int LONGEST_DECISION = 60;
    private static final int LONGEST_REASON = 500;

    private final Database db;
    private final Seats seats;
    private final Clock clock;

    /** Ai có ghế. */
    public interface Seats {
        /** Whether somebody presides over the school on that day. */
        boolean presides(Handle handle, String staff, LocalDate on);

        /** Whether somebody sits on a valid board on that day. */
        boolean sits(Handle handle, String staff, LocalDate on);
    }

    public Restores(Database db, Seats seats, Clock clock) {
        this.db = db;
        this.seats = seats;
        this.clock = clock;
    }

    /**
     * Một lần khôi phục.
     *
     * @param standing what people said of it; null while nobody has
     */
    record Restore(
            String epoch, Audit.Confirmation of, @Nullable RestoreConfirmation standing) {
        boolean confirmed() {
            return standing != null && standing.state() == State.CONFIRMED;
        }
    }

    /** For the audit: the restores that two people stand behind. */
    public static List<Audit.Confirmation> confirmed(Handle handle) {
        return RestoreConfirmationTable.list(handle).stream()
                .filter(each -> each.state() == State.CONFIRMED)
                .map(each -> new Audit.Confirmation(
                        each.epoch(),
                        each.parent(),
                        each.seq(),
                        each.head(),
                        each.decision() + ", " + each.requestedBy() + " + " + each.answeredBy()))
                .toList();
    }

    /** How many restores nobody has confirmed yet. */
    static long countUnconfirmed(Handle handle) {
        return list(handle).stream().filter(each -> !each.confirmed()).count();
    }

    /** Every restore of this journal, the newest first. */
    static List<Restore> list(Handle handle) {
        var said = RestoreConfirmationTable.list(handle);
        return ChangeLog.lineages(handle).reversed().stream()
                .flatMap(lineage -> restore(lineage).stream())
                .map(of -> new Restore(
                        of.epoch(),
                        of,
                        said.stream()
                                .filter(each -> each.state() != State.WITHDRAWN && speaksOf(each, of))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }

    private static Optional<Audit.Confirmation> restore(Epochs.Lineage lineage) {
        var parent = lineage.epoch().parent();
        return parent == null
                ? Optional.empty()
                : Optional.of(
                        new Audit.Confirmation(lineage.epoch().id(), parent.epoch(), parent.seq(), parent.head(), ""));
    }

    private static boolean speaksOf(RestoreConfirmation said, Audit.Confirmation of) {
        return said.epoch().equals(of.epoch())
                && said.parent().equals(of.parent())
                && said.seq() == of.seq()
                && said.head().equals(of.head());
    }

    /** One of the two says that the school restored, and why. */
    Answer request(Actor actor, String staff, String epoch, String decision, String reason) {
        return db.write(actor, tx -> {
            tx.about(epoch);
            var restore = find(tx.handle(), epoch);
            if (!presides(tx, staff) && !sits(tx, staff)) {
                return new Refused(Reason.NOT_ALLOWED);
            }
            if (restore.isEmpty() || restore.get().confirmed()) {
                return new Refused(Reason.NOTHING_TO_CONFIRM);
            }
            if (restore.get().standing() != null) {
                return new Refused(Reason.ANOTHER_WAITS);
            }
            if (decision.isBlank() || decision.length() > LONGEST_DECISION) {
                return new Refused(Reason.NO_DECISION);
            }
            if (reason.isBlank() || reason.length() > LONGEST_REASON) {
                return new Refused(Reason.NO_REASON);
            }
            var of = restore.get().of();
            RestoreConfirmationTable.create(
                    tx,
                    new RestoreConfirmation(
                            tx.newId(),
                            epoch,
                            of.parent(),
                            of.seq(),
                            of.head(),
                            decision.strip(),
                            reason.strip(),
                            State.REQUESTED,
                            staff,
                            tx.now(),
                            null,
                            null));
            return new Done();
        });
    }

    /** The other one confirms what they read. */
    Answer confirm(Actor actor, String staff, String request) {
        return db.write(actor, tx -> {
            tx.about(request);
            var waiting = findWaiting(tx.handle(), request);
            if (!presides(tx, staff) && !sits(tx, staff)) {
                return new Refused(Reason.NOT_ALLOWED);
            }
            if (waiting.isEmpty()) {
                return new Refused(Reason.NOTHING_TO_CONFIRM);
            }
            var asker = waiting.get().requestedBy();
            if (asker.equals(staff)) {
                return new Refused(Reason.SAME_PERSON);
            }
            if (!(presides(tx, staff) && sits(tx, asker)) && !(sits(tx, staff) && presides(tx, asker))) {
                return new Refused(Reason.NOT_THE_TWO);
            }
            RestoreConfirmationTable.answer(tx, waiting.get().answered(State.CONFIRMED, staff, tx.now()));
            return new Done();
        });
    }

    /** Takes a request back; whoever may ask may. */
    Answer withdraw(Actor actor, String staff, String request) {
        return db.write(actor, tx -> {
            tx.about(request);
            if (!presides(tx, staff) && !sits(tx, staff)) {
                return new Refused(Reason.NOT_ALLOWED);
            }
            var waiting = findWaiting(tx.handle(), request);
            if (waiting.isEmpty()) {
                return new Refused(Reason.NOTHING_TO_CONFIRM);
            }
            RestoreConfirmationTable.answer(tx, waiting.get().answered(State.WITHDRAWN, staff, tx.now()));
            return new Done();
        });
    }

    private static Optional<Restore> find(Handle handle, String epoch) {
        return list(handle).stream().filter(each -> each.epoch().equals(epoch)).findFirst();
    }

    private static Optional<RestoreConfirmation> findWaiting(Handle handle, String request) {
        return list(handle).stream()
                .flatMap(each -> Optional.ofNullable(each.standing()).stream())
                .filter(each -> each.id().equals(request) && each.state() == State.REQUESTED)
                .findFirst();
    }

    private boolean presides(Tx tx, String staff) {
        return seats.presides(tx.handle(), staff, today());
    }

    private boolean sits(Tx tx, String staff) {
        return seats.sits(tx.handle(), staff, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
