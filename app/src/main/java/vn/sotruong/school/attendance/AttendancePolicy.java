package vn.sotruong.school.attendance;

import java.time.LocalDate;
import java.util.Optional;

/** Ai được điểm danh ai, ngày nào. Facts in, a reason or nothing out. */
final class AttendancePolicy {
    private AttendancePolicy() {}

    /**
     * Những điều đã biết.
     *
     * @param leads homeroom teacher of the class on that day
     * @param teaches teaches the period's subject in the class on that day
     * @param standsIn may keep half days of any class
     * @param ofAnother the period was kept by somebody else
     */
    record Facts(
            boolean use,
            boolean session,
            boolean leads,
            boolean teaches,
            boolean standsIn,
            boolean ofAnother,
            boolean inClass,
            boolean inYear,
            boolean confirmed,
            LocalDate day,
            LocalDate today,
            boolean hasReason) {}

    static Optional<Reason> refusal(Facts facts) {
        return Optional.ofNullable(
                !facts.use()
                        ? Reason.NOT_IN_THIS_CAPACITY
                        : !may(facts)
                                ? Reason.NOT_YOURS
                                : facts.day().isAfter(facts.today())
                                        ? Reason.FUTURE
                                        : !facts.inYear()
                                                ? Reason.OUTSIDE_YEAR
                                                : !facts.inClass()
                                                        ? Reason.NOT_IN_CLASS
                                                        : facts.confirmed()
                                                                ? Reason.CONFIRMED
                                                                : facts.ofAnother()
                                                                        ? Reason.OF_ANOTHER
                                                                        : facts.day()
                                                                                                .isBefore(facts.today())
                                                                                        && !facts.hasReason()
                                                                                ? Reason.NO_REASON
                                                                                : null);
    }

    /** A stand-in keeps today; what is past is the homeroom teacher's. */
    private static boolean may(Facts facts) {
        if (!facts.session()) {
            return facts.teaches();
        }
        return facts.leads() || (facts.standsIn() && facts.day().equals(facts.today()));
    }
}
