package vn.sotruong.school.movements;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.schoolyear.SchoolYear;

/**
 * Miễn giảm môn học (Thông tư 22/2021/TT-BGDĐT, Điều 10 and 11).
 *
 * @param until the first day on which it no longer holds; null for the whole level
 * @param decision number of the principal's decision
 */
public record Exemption(
        String id,
        String pupil,
        String subject,
        Kind kind,
        LocalDate from,
        @Nullable LocalDate until,
        String reason,
        String decision,
        @Nullable String attachment,
        State state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    private static final int FIRST_TERM_ENDS = 15;

    /** Loại. */
    public enum Kind {
        /** Miễn phần thực hành: theory takes its place, and the subject counts as before. */
        PRACTICE_ONLY,
        /** Miễn cả môn. */
        WHOLE,
        /** Miễn theo kế hoạch giáo dục cá nhân of a disabled pupil. */
        DISABILITY_PLAN;

        /** Whether the subject is left out of everything. */
        public boolean leavesOut() {
            return this != PRACTICE_ONLY;
        }
    }

    /** Tình trạng. */
    public enum State {
        WAITING,
        APPROVED,
        REFUSED
    }

    /** Whether it holds on a day. */
    public boolean holds(LocalDate on) {
        return state == State.APPROVED && !on.isBefore(from) && (until == null || on.isBefore(until));
    }

    /**
     * Miễn cả học kỳ: whether it leaves its subject out of a term. It does when it holds on more than half of the term's
     * days; and Thông tư 22 excuses nobody from a whole subject but by a disabled pupil's plan, as the older rules do.
     * Grid, progress, results and closing all ask here, so that no room demands what another refuses.
     *
     * @param family what governs the pupil's class; null where nothing is known to
     */
    public boolean leavesOut(SchoolYear year, int semester, Ruleset.@Nullable Family family) {
        if (!kind.leavesOut() || (kind == Kind.WHOLE && family == Ruleset.Family.CIRCULAR_22)) {
            return false;
        }
        var turn = LocalDate.of(year.ends().getYear(), 1, FIRST_TERM_ENDS);
        var first = semester == 1 ? year.starts() : turn.plusDays(1);
        var last = semester == 1 ? turn : year.ends();
        return days(first, last) * 2 > ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** On how many days it holds, of those from {@code first} to {@code last}. */
    public long days(LocalDate first, LocalDate last) {
        var begin = from.isAfter(first) ? from : first;
        var end = until == null || until.isAfter(last) ? last.plusDays(1) : until;
        return Math.max(0, ChronoUnit.DAYS.between(begin, end));
    }

    boolean overlaps(LocalDate otherFrom, @Nullable LocalDate otherUntil) {
        return state != State.REFUSED
                && (until == null || otherFrom.isBefore(until))
                && (otherUntil == null || from.isBefore(otherUntil));
    }

    Exemption decided(State newState, String by, Instant at) {
        return new Exemption(
                id,
                pupil,
                subject,
                kind,
                from,
                until,
                reason,
                decision,
                attachment,
                newState,
                askedBy,
                askedAt,
                by,
                at);
    }
}
