package vn.sotruong.school.movements;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Đề nghị biến động: what somebody asked for, and what became of it.
 *
 * @param pupil null while the newcomer has no record here
 * @param profile who comes from another school
 * @param record what the signed file says, when it came by one
 * @param answer why the principal said no
 */
public record Request(
        String id,
        Kind kind,
        @Nullable String pupil,
        LocalDate date,
        @Nullable String homeroom,
        Words words,
        @Nullable Profile profile,
        @Nullable Brought record,
        State state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String answer) {

    /** Tình trạng. */
    public enum State {
        WAITING,
        DONE,
        REFUSED,
        TAKEN_BACK
    }

    /** Lý do và giấy tờ. */
    public record Words(
            String reason,
            @Nullable String otherSchool,
            @Nullable String otherCode,
            @Nullable String documentNo,
            @Nullable String attachment) {}

    /** Tệp chuyển trường mang đến. */
    public record Brought(TransferRecord content, String signer, boolean trusted) {}

    Request decided(State newState, String by, Instant at, @Nullable String newAnswer, @Nullable String newPupil) {
        return new Request(
                id, kind, newPupil, date, homeroom, words, profile, record, newState, askedBy, askedAt, by, at,
                newAnswer);
    }
}
