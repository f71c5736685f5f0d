package vn.sotruong.school.conduct;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.ConductLevel;

/**
 * Đề nghị sửa kết quả rèn luyện, nhận xét đã xác nhận: bound to one pupil and period, the old and the new.
 *
 * @param slot code of the period
 * @param oldText null where nothing was committed
 * @param requestedBy staff id of the homeroom teacher
 * @param decidedBy staff id of the principal, or of a deputy where the principal asked
 * @param executedBy staff id of the board member
 * @param refusal why it was not consented to
 */
public record ConductAmendment(
        String id,
        String schoolYear,
        String homeroom,
        String pupil,
        String slot,
        @Nullable ConductLevel oldLevel,
        @Nullable String oldText,
        @Nullable ConductLevel newLevel,
        String newText,
        String reason,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String executedBy,
        @Nullable Instant executedAt,
        @Nullable String refusal) {
    /** Tình trạng. */
    public enum State {
        REQUESTED,
        CONSENTED,
        EXECUTED,
        REFUSED,
        WITHDRAWN
    }

    /** Whether it is about a result, not a comment. */
    public boolean grades() {
        return slot.startsWith("G");
    }

    /** The term whose book it changes. */
    public int semester() {
        return place().semester();
    }

    Slot place() {
        return new Slot(grades() ? Slot.Kind.GRADE : Slot.Kind.COMMENT, slot.substring(1));
    }

    /** Whether that is what it says the book holds. */
    boolean finds(@Nullable Entry entry) {
        return entry == null
                ? oldText == null
                : entry.level() == oldLevel && entry.text().equals(oldText);
    }

    ConductAmendment decided(State to, String staff, Instant at, @Nullable String why) {
        return with(to, staff, at, null, null, why);
    }

    ConductAmendment executed(String staff, Instant at) {
        return with(State.EXECUTED, decidedBy, decidedAt, staff, at, null);
    }

    ConductAmendment withdrawn() {
        return with(State.WITHDRAWN, decidedBy, decidedAt, null, null, null);
    }

    private ConductAmendment with(
            State to,
            @Nullable String decider,
            @Nullable Instant decided,
            @Nullable String executor,
            @Nullable Instant executed,
            @Nullable String why) {
        return new ConductAmendment(
                id,
                schoolYear,
                homeroom,
                pupil,
                slot,
                oldLevel,
                oldText,
                newLevel,
                newText,
                reason,
                to,
                requestedBy,
                requestedAt,
                decider,
                decided,
                executor,
                executed,
                why);
    }
}
