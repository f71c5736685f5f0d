package vn.sotruong.school.attendance;

import java.time.LocalDate;
import java.util.Optional;

/** Ai được điểm danh ai, ngày nào. Facts in, a reason or nothing out. */
final class AttendancePolicy {
    private AttendancePolicy() {}

    /**
     * Những điều đã biết.
     *
     * @param standing whether a password reset of theirs, if there was one, is confirmed
     * @param leads homeroom teacher of the class on that day
     * @param teaches teaches the period's subject in the class on that day
     * @param standsIn may keep half days of any class
     * @param paused away for a longer time, with the place kept
     * @param off the class does not come on that day
     * @param closed the class's book of that term is closed
     * @param locked attendance of the class is locked for a while
     * @param ofAnother the period was kept by somebody else
     */
    record Facts(
            boolean use,
            boolean standing,
            boolean session,
            boolean leads,
            boolean teaches,
            boolean standsIn,
            boolean ofAnother,
            boolean inClass,
            boolean paused,
            boolean off,
            boolean inYear,
            boolean confirmed,
            boolean closed,
            boolean locked,
            LocalDate day,
            LocalDate today,
            boolean hasReason) {}

    static Optional<Reason> refusal(Facts facts) {
        if (!facts.use()) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        if (!facts.standing()) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        if (!may(facts)) {
            return Optional.of(Reason.NOT_YOURS);
        }
        if (facts.day().isAfter(facts.today())) {
            return Optional.of(Reason.FUTURE);
        }
        if (!facts.inYear()) {
            return Optional.of(Reason.OUTSIDE_YEAR);
        }
        if (!facts.inClass()) {
            return Optional.of(Reason.NOT_IN_CLASS);
        }
        if (facts.paused()) {
            return Optional.of(Reason.PAUSED);
        }
        if (facts.off()) {
            return Optional.of(Reason.DAY_OFF);
        }
        if (facts.confirmed()) {
            return Optional.of(Reason.CONFIRMED);
        }
        if (facts.closed()) {
            return Optional.of(Reason.BOOK_CLOSED);
        }
        if (facts.locked()) {
            return Optional.of(Reason.LOCKED);
        }
        if (facts.ofAnother()) {
            return Optional.of(Reason.OF_ANOTHER);
        }
        return facts.day().isBefore(facts.today()) && !facts.hasReason()
                ? Optional.of(Reason.NO_REASON)
                : Optional.empty();
    }

    /** A stand-in keeps today; what is past is the homeroom teacher's. */
    private static boolean may(Facts facts) {
        if (!facts.session()) {
            return facts.teaches();
        }
        return facts.leads() || (facts.standsIn() && facts.day().equals(facts.today()));
    }
}
