package vn.sotruong.school.conduct;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Khen thưởng, kỷ luật, vi phạm: one entry about one pupil. It is never deleted, only withdrawn with a reason.
 *
 * @param form such as "Giấy khen" or "Nhắc nhở"
 * @param decision number of the decision, where there is one
 * @param authority who decided; null for a violation and a proposal
 * @param subject in whose lesson; null outside of one
 * @param answer why it was withdrawn, granted or declined; null while it stands
 */
public record PupilRecord(
        String id,
        String year,
        String pupil,
        String homeroom,
        Kind kind,
        LocalDate on,
        String form,
        String body,
        @Nullable String decision,
        @Nullable String authority,
        @Nullable String subject,
        State state,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable String answeredAt,
        String enteredBy,
        String enteredAt) {

    /** Loại. */
    public enum Kind {
        /** Khen thưởng. */
        REWARD,
        /** Kỷ luật. */
        DISCIPLINE,
        /** Vi phạm. */
        VIOLATION,
        /** Đề nghị khen thưởng. */
        PROPOSAL;

        /** Whether the office receives it. */
        boolean decided() {
            return this == REWARD || this == DISCIPLINE;
        }
    }

    /** Tình trạng. */
    public enum State {
        /** Đang có hiệu lực. */
        IN_FORCE,
        /** Chờ hiệu trưởng trả lời. */
        PROPOSED,
        /** Được khen. */
        GRANTED,
        /** Không được khen. */
        DECLINED,
        /** Đã rút. */
        WITHDRAWN
    }

    /** Still stands, or waits. */
    public boolean stands() {
        return state == State.IN_FORCE || state == State.PROPOSED;
    }

    /** Tuần học, counted from the week in which the school year begins. */
    public long week(LocalDate yearStarts) {
        var first = yearStarts.minusDays(yearStarts.getDayOfWeek().getValue() - 1L);
        return Math.floorDiv(ChronoUnit.DAYS.between(first, on), 7) + 1;
    }

    PupilRecord answered(State newState, String newAnswer, String by, String at) {
        return new PupilRecord(
                id, year, pupil, homeroom, kind, on, form, body, decision, authority, subject, newState, newAnswer, by,
                at, enteredBy, enteredAt);
    }
}
