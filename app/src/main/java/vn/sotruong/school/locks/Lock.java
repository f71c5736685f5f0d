package vn.sotruong.school.locks;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Khóa: one lock, on what its scope says.
 *
 * @param function what a FUNCTION lock shuts; null for every other kind
 * @param from before which it does not begin, or null: it begins with its execution
 * @param until when it ends by itself, or null
 * @param decision number of the principal's decision
 * @param decidedBy the principal's staff id
 * @param execution null while the decision waits for a board member
 * @param ending the newest decision to reopen for a while, if there ever was one
 */
public record Lock(
        String id,
        Kind kind,
        @Nullable Function function,
        Scope scope,
        @Nullable Instant from,
        @Nullable Instant until,
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
        ENTRY,
        /** Khóa chức năng: one thing that people do with the books is shut. */
        FUNCTION,
        /** Khóa sổ: the book of a class and term is closed for good. */
        CLOSE
    }

    /** Chức năng. */
    public enum Function {
        /** Entering marks, wherever it is done. */
        MARKS,
        /** Calling the roll, by the half day and by the period. */
        ATTENDANCE
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
            @Nullable Execution execution) {

        /** What a board member has read of it: a later decision in its place has another. */
        public String seal() {
            return decision + " " + decidedAt + " " + until + " " + decidedBy;
        }
    }

    /** Tình trạng. */
    public enum State {
        /** Decided, waiting for a board member. Not in force. */
        WAITING,
        /** Taken back before it was executed. */
        WITHDRAWN,
        /** Executed, and its beginning is still to come. Not in force. */
        SCHEDULED,
        /** In force. */
        IN_FORCE,
        /** In force, and a decision to reopen waits for a board member. */
        REOPENING,
        /** Reopened for a while. Not in force. */
        REOPENED,
        /** Its own end has come. Not in force. */
        EXPIRED
    }

    /** How it stands at that moment. */
    public State state(Instant now) {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        if (until != null && !now.isBefore(until)) {
            return State.EXPIRED;
        }
        if (execution == null) {
            return State.WAITING;
        }
        if (now.isBefore(begins(execution))) {
            return State.SCHEDULED;
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
            case WAITING, WITHDRAWN, SCHEDULED, REOPENED, EXPIRED -> false;
        };
    }

    /** From when on it is in force; empty while nobody executed it. */
    public Optional<Instant> begins() {
        return Optional.ofNullable(execution).map(this::begins);
    }

    private Instant begins(Execution executed) {
        return from != null && from.isAfter(executed.at) ? from : executed.at;
    }

    /** Whether it was in force at any moment after {@code since}, at {@code last} the latest. */
    public boolean boundBetween(Instant since, Instant last) {
        if (withdrawnAt != null || execution == null || begins(execution).isAfter(last)) {
            return false;
        }
        if (until != null && !since.isBefore(until)) {
            return false;
        }
        var reopened = ending == null ? null : ending.execution;
        if (ending == null || reopened == null) {
            return true;
        }
        return since.isBefore(reopened.at)
                || (!ending.until.isAfter(last) && (until == null || ending.until.isBefore(until)));
    }

    /** Whether its scope holds that column. */
    public boolean covers(String column) {
        return scope.covers(column);
    }

    /** Whether it forbids a write to that column of a cell that is filled, or is not. */
    public boolean refuses(String column, boolean filled) {
        return covers(column)
                && switch (kind) {
                    case VALUES -> filled;
                    case ENTRY, CLOSE -> true;
                    case FUNCTION -> function == Function.MARKS;
                };
    }

    /** Its kind as people call it: a function by its own name. */
    public String code() {
        return function == Function.ATTENDANCE ? function.name() : kind.name();
    }

    /** Whether it shuts the attendance of the classes that it holds, of a half day or of a subject's period. */
    boolean shutsAttendance(@Nullable String subject) {
        return kind == Kind.CLOSE
                || (function == Function.ATTENDANCE
                        && (scope.subject() == null || scope.subject().equals(subject)));
    }

    boolean sameScope(Lock other) {
        return kind == other.kind && function == other.function && scope.equals(other.scope);
    }
}
