package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Homeroom;

/** Quy tắc biến động: who may ask and who may decide, and when a movement fits. Pure; facts come as arguments. */
final class MovementPolicy {
    private MovementPolicy() {}

    /**
     * Một em, như sổ đang ghi.
     *
     * @param here the class they are in now, or null
     * @param since the last day the books say something of: when they came to the class, or left the last one
     */
    record Standing(
            PupilStatus status,
            @Nullable Homeroom here,
            @Nullable LocalDate since) {}

    /** Whether this person may ask for a movement of a pupil at all. */
    static Optional<Reason> mayAsk(boolean clerk, boolean leads) {
        return clerk || leads ? Optional.empty() : Optional.of(Reason.NOT_YOURS);
    }

    /** Whether this person may decide on a request. */
    static Optional<Reason> mayDecide(boolean presides, boolean ownRequest, boolean waiting) {
        if (!presides) {
            return Optional.of(Reason.NOT_THE_PRINCIPAL);
        }
        if (!waiting) {
            return Optional.of(Reason.ALREADY_DECIDED);
        }
        return ownRequest ? Optional.of(Reason.OWN_REQUEST) : Optional.empty();
    }

    /** Whether a movement fits how the pupil stands; asked again when it is carried out. */
    static Optional<Reason> fits(Kind kind, Standing standing, LocalDate date, LocalDate today, @Nullable Homeroom to) {
        if (!kind.fits(standing.status())) {
            return Optional.of(kind == Kind.TRANSFER_IN ? Reason.ALREADY_HERE : Reason.STATUS_DOES_NOT_FIT);
        }
        if (date.isAfter(today)) {
            return Optional.of(Reason.DATE_FUTURE);
        }
        if (standing.since() != null && date.isBefore(standing.since())) {
            return Optional.of(Reason.DATE_TOO_EARLY);
        }
        if (!kind.namesHomeroom()) {
            return Optional.empty();
        }
        var here = standing.here();
        if (to == null) {
            // whoever only paused still has a place
            return kind == Kind.RETURN && here != null ? Optional.empty() : Optional.of(Reason.HOMEROOM_UNKNOWN);
        }
        if (kind == Kind.CLASS_MOVE) {
            if (here == null) {
                return Optional.of(Reason.IN_NO_CLASS);
            }
            if (here.id().equals(to.id())) {
                return Optional.of(Reason.HOMEROOM_SAME);
            }
            if (here.grade() != to.grade() || !here.schoolYear().equals(to.schoolYear())) {
                return Optional.of(Reason.HOMEROOM_OTHER_GRADE);
            }
        }
        return Optional.empty();
    }

    /** What the words of a form lack. */
    static Optional<Reason> lack(Kind kind, Request.Words words) {
        if (words.reason().isBlank()) {
            return Optional.of(Reason.REASON_MISSING);
        }
        if (kind.namesSchool() && words.otherSchool() == null) {
            return Optional.of(Reason.SCHOOL_MISSING);
        }
        if (kind.namesSchool() && words.documentNo() == null) {
            return Optional.of(Reason.DOCUMENT_MISSING);
        }
        var code = words.otherCode();
        if (code != null && !code.matches(TransferRecord.SCHOOL_CODE)) {
            return Optional.of(Reason.CODE_MALFORMED);
        }
        return isLong(words.reason()) || isLong(words.otherSchool()) || isLong(words.documentNo())
                ? Optional.of(Reason.TEXT_TOO_LONG)
                : Optional.empty();
    }

    private static boolean isLong(@Nullable String text) {
        return text != null && text.length() > Content.LONGEST;
    }
}
