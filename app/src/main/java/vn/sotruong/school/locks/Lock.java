package vn.sotruong.school.locks;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Khóa: one lock on one class, subject and semester.
 *
 * @param col the column, or null for all of them
 * @param decision number of the principal's decision
 * @param decidedBy the principal's staff id
 * @param execution null while the decision waits for a board member
 * @param ending the newest decision to reopen for a while, if there ever was one
 */
public record Lock(
        String id,
        Kind kind,
        String homeroom,
        String subject,
        int semester,
        @Nullable String col,
        String decision,
        String reason,
        String decidedBy,
        Instant decidedAt,
        @Nullable Instant withdrawnAt,
        @Nullable Execution execution,
        @Nullable Ending ending) {

    /** Loại khóa. */
    public enum Kind {
        /** Khóa các điểm đã nhập: filled cells are frozen, empty ones stay open. */
        VALUES,
        /** Khóa nhập liệu các sổ: no write at all. */
        ENTRY
    }

    /** Thi hành: who carried a decision out, and when. */
    public record Execution(String by, Instant at) {}

    /**
     * Mở khóa có thời hạn: a decision to reopen, which falls back by itself.
     *
     * @param until the moment from which the lock is in force again
     */
    public record Ending(
            String decision,
            String reason,
            String decidedBy,
            Instant decidedAt,
            Instant until,
            @Nullable Execution execution) {}

    /** Tình trạng. */
    public enum State {
        /** Decided, waiting for a board member. Not in force. */
        WAITING,
        /** Taken back before it was executed. */
        WITHDRAWN,
        /** In force. */
        IN_FORCE,
        /** In force, and a decision to reopen waits for a board member. */
        REOPENING,
        /** Reopened for a while. Not in force. */
        REOPENED
    }

    /** How it stands at that moment. */
    public State state(Instant now) {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        if (execution == null) {
            return State.WAITING;
        }
        if (ending == null || !now.isBefore(ending.until)) {
            return State.IN_FORCE;
        }
        return ending.execution == null ? State.REOPENING : State.REOPENED;
    }

    /** Whether it refuses writes at that moment. */
    public boolean inForce(Instant now) {
        return switch (state(now)) {
            case IN_FORCE, REOPENING -> true;
            case WAITING, WITHDRAWN, REOPENED -> false;
        };
    }

    /** Whether it was in force at any moment after {@code since}, at {@code until} the latest. */
    public boolean boundBetween(Instant since, Instant until) {
        if (withdrawnAt != null || execution == null || execution.at.isAfter(until)) {
            return false;
        }
        var reopened = ending == null ? null : ending.execution;
        if (ending == null || reopened == null) {
            return true;
        }
        return since.isBefore(reopened.at) || !ending.until.isAfter(until);
    }

    /** Whether its scope holds that column. */
    public boolean covers(String column) {
        return col == null || col.equals(column);
    }

    /** Whether it forbids a write to that column of a cell that is filled, or is not. */
    public boolean refuses(String column, boolean filled) {
        return covers(column) && (kind == Kind.ENTRY || filled);
    }

    boolean sameScope(Lock other) {
        return kind == other.kind
                && semester == other.semester
                && homeroom.equals(other.homeroom)
                && subject.equals(other.subject)
                && Objects.equals(col, other.col);
    }
}
