package vn.sotruong.school.timekeeping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.school.timekeeping.Answer.Done;
import vn.sotruong.school.timekeeping.Answer.Refused;

/**
 * Xác nhận giờ: one person says what time it is, another confirms it, one of them a member of the board; then the school
 * goes by it. It stays possible with a board that is too small, for without it nothing else could be written at all.
 */
public final class Timekeeping {
    /** The table this room journals. */
    public static final Entity CLOCK_ACT = ClockActTable.CLOCK_ACT;

    private static final Duration WAITS = Duration.ofMinutes(10);
    private static final Duration AS_GOOD_AS_RIGHT = Duration.ofSeconds(90);
    private static final int SHOWN = 50;

    private final Database db;
    private final SchoolClock clock;
    private final Seats seats;
    private final String boot;
    private @Nullable Statement waiting;
    private long stated;

    /** Ai có ghế: who presides and who sits on the board, on the day by which the school goes. */
    public interface Seats {
        boolean presides(String staff);

        boolean sits(String staff);
    }

    /** @param boot names this start of the machine */
    public Timekeeping(Database db, SchoolClock clock, Seats seats, String boot) {
        this.db = db;
        this.clock = clock;
        this.seats = seats;
        this.boot = boot;
        clock.ask(db::doubt);
        recall();
    }

    /** A correction of this start of the machine goes on after the program was started again. */
    private void recall() {
        if (db.doubt().isEmpty()) {
            return;
        }
        db.read(handle -> ClockActTable.list(handle, 1)).stream()
                .filter(act -> act.boot().equals(boot) && !clock.uncorrected().isBefore(act.machine()))
                .findFirst()
                .ifPresent(act -> clock.correct(by(act.stated(), act.machine())));
    }

    /** What is wrong with the clock; usually nothing. */
    public Optional<ClockDoubt> doubt() {
        return db.doubt();
    }

    /** The machine's clock as the store sees it. */
    public Instant machine() {
        return clock.machine().instant();
    }

    /** How much is added to the machine's own clock. */
    public Duration correction() {
        return clock.correction();
    }

    /** The newest acts. */
    public List<ClockAct> list() {
        return db.read(handle -> ClockActTable.list(handle, SHOWN));
    }

    /** Lời nói giờ đang chờ. */
    public record Waiting(String id, Instant now, String reason, String staff) {}

    /** What waits for a second person. */
    public synchronized Optional<Waiting> waiting() {
        return statement().map(each -> new Waiting(each.id(), each.now(clock.ticks()), each.reason(), each.staff()));
    }

    /** Says what time it is now. */
    public synchronized Answer state(String staff, Optional<Instant> time, String reason) {
        if (!seats.presides(staff) && !seats.sits(staff)) {
            return new Refused(Reason.NOT_ALLOWED);
        }
        if (time.isEmpty()) {
            return new Refused(Reason.NO_TIME);
        }
        if (reason.isBlank() || reason.length() > 200) {
            return new Refused(Reason.NO_REASON);
        }
        if (statement().filter(each -> !each.staff().equals(staff)).isPresent()) {
            return new Refused(Reason.ANOTHER_WAITS);
        }
        waiting = new Statement(String.valueOf(++stated), time.get(), clock.ticks(), reason, staff, seats.sits(staff));
        return new Done();
    }

    /** Takes it back; whoever may say may also take back. */
    public synchronized Answer withdraw(String staff) {
        if (!seats.presides(staff) && !seats.sits(staff)) {
            return new Refused(Reason.NOT_ALLOWED);
        }
        waiting = null;
        return new Done();
    }

    /**
     * Confirms what another person said: from here on the school goes by it.
     *
     * @param id of the statement that was read
     */
    public synchronized Answer confirm(Actor actor, String staff, String id) {
        var statement = statement();
        var member = seats.sits(staff);
        if (!member && !seats.presides(staff)) {
            return new Refused(Reason.NOT_ALLOWED);
        }
        if (statement.isEmpty()) {
            return new Refused(Reason.NOTHING_STATED);
        }
        if (!statement.get().id().equals(id)) {
            return new Refused(Reason.ANOTHER_WAITS);
        }
        if (statement.get().staff().equals(staff)) {
            return new Refused(Reason.SAME_PERSON);
        }
        if (!member && !statement.get().member()) {
            return new Refused(Reason.NO_MEMBER);
        }
        act(actor, staff, statement.get());
        waiting = null;
        return new Done();
    }

    private void act(Actor actor, String staff, Statement statement) {
        var before = clock.correction();
        var machine = clock.uncorrected();
        var stated = statement.now(clock.ticks());
        clock.correct(by(stated, machine));
        try {
            db.writeVouching(actor, tx -> {
                ClockActTable.create(
                        tx,
                        new ClockAct(tx.newId(), stated, machine, boot, statement.reason(), statement.staff(), staff));
                return true;
            });
        } catch (RuntimeException failed) {
            clock.correct(before);
            throw failed;
        }
    }

    /** A clock that is right within what people can read off a watch needs no correction. */
    private static Duration by(Instant stated, Instant machine) {
        var by = Duration.between(machine, stated);
        return by.abs().compareTo(AS_GOOD_AS_RIGHT) <= 0 ? Duration.ZERO : by;
    }

    private Optional<Statement> statement() {
        var now = waiting;
        return now == null || clock.ticks() - now.ticks() > WAITS.toNanos() ? Optional.empty() : Optional.of(now);
    }
}
