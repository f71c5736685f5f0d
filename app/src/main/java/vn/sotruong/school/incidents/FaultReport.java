package vn.sotruong.school.incidents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Báo lỗi, khó khăn hoặc đề xuất: what somebody reports to the board, and what became of it.
 *
 * @param page where it was filed from; null when nobody said
 * @param photo the attachment's id; null without one
 * @param steps all that happened to it, the oldest first
 */
public record FaultReport(
        String id,
        Kind kind,
        String body,
        @Nullable String page,
        @Nullable String photo,
        String filedBy,
        Instant filedAt,
        State state,
        List<Step> steps) {
    /** Loại. */
    public enum Kind {
        /** Lỗi. */
        FAULT,
        /** Khó khăn. */
        DIFFICULTY,
        /** Đề xuất. */
        SUGGESTION
    }

    /** Tình trạng. */
    public enum State {
        /** Chờ trả lời. */
        OPEN,
        /** Đã trả lời. */
        ANSWERED,
        /** Đã xong. */
        CLOSED,
        /** Mở lại. */
        REOPENED
    }

    /** Việc đã làm. */
    public enum Deed {
        FILED,
        ANSWERED,
        CLOSED,
        REOPENED,
        SENT_UP
    }

    /** Một bước. */
    public record Step(Deed deed, String body, String by, Instant at) {}

    public FaultReport {
        steps = List.copyOf(steps);
    }

    /** Whether it waits for an answer. */
    public boolean waits() {
        return state == State.OPEN || state == State.REOPENED;
    }

    /** Whether it went to the superior. */
    public boolean sentUp() {
        return steps.stream().anyMatch(step -> step.deed() == Deed.SENT_UP);
    }

    /** Since when it waits: filed, or reopened. */
    public Instant waitsSince() {
        return steps.reversed().stream()
                .filter(step -> step.deed() == Deed.REOPENED)
                .findFirst()
                .map(Step::at)
                .orElse(filedAt);
    }

    FaultReport as(State newState) {
        return new FaultReport(id, kind, body, page, photo, filedBy, filedAt, newState, steps);
    }
}
