package vn.sotruong.school.movements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Điểm trường cũ: one mark that a pupil brought, with who typed it and who held it against the paper.
 *
 * @param col as the gradebook names columns, or {@code tb} for a term's average
 * @param tenths a score, or null where {@code level} says it
 * @param level {@code D} or {@code CD}
 */
public record EarlierMark(
        String id,
        String pupil,
        String schoolYear,
        int semester,
        String subject,
        String col,
        @Nullable Integer tenths,
        @Nullable String level,
        String origin,
        @Nullable String attachment,
        State state,
        String enteredBy,
        Instant enteredAt,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt) {

    /** Tình trạng. */
    public enum State {
        /** Typed once; counts nowhere. */
        WAITING,
        /** A second person has compared it with the paper. */
        CONFIRMED,
        /** The second person found it wrong. */
        REJECTED
    }

    /** As people write it. */
    public String text() {
        return text(tenths, level);
    }

    static String text(@Nullable Integer tenths, @Nullable String level) {
        return tenths == null ? ("D".equals(level) ? "Đ" : "CĐ") : tenths / 10 + "," + tenths % 10;
    }

    /** As three people wrote it. */
    EarlierMark rectified(EarlierMarks.Value value) {
        return new EarlierMark(
                id,
                pupil,
                schoolYear,
                semester,
                subject,
                col,
                value.tenths(),
                value.level(),
                origin,
                attachment,
                state,
                enteredBy,
                enteredAt,
                confirmedBy,
                confirmedAt);
    }

    /** It counts no more: three people struck it. */
    EarlierMark struck() {
        return new EarlierMark(
                id,
                pupil,
                schoolYear,
                semester,
                subject,
                col,
                tenths,
                level,
                origin,
                attachment,
                State.REJECTED,
                enteredBy,
                enteredAt,
                confirmedBy,
                confirmedAt);
    }

    EarlierMark with(@Nullable String paper) {
        return new EarlierMark(
                id,
                pupil,
                schoolYear,
                semester,
                subject,
                col,
                tenths,
                level,
                origin,
                paper,
                state,
                enteredBy,
                enteredAt,
                confirmedBy,
                confirmedAt);
    }

    EarlierMark held(State newState, String by, Instant at) {
        return new EarlierMark(
                id,
                pupil,
                schoolYear,
                semester,
                subject,
                col,
                tenths,
                level,
                origin,
                attachment,
                newState,
                enteredBy,
                enteredAt,
                by,
                at);
    }
}
