package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nợ bài: an assessment that a pupil missed. It is neither empty nor zero: the term has no result until it is made up or
 * settled.
 *
 * @param reason why, in the teacher's words
 * @param grant when it may be made up; empty until somebody grants it
 * @param proposal that it count as 0, or as Chưa đạt
 * @param decision on the last proposal
 */
public record MissingTest(
        String id,
        String sheet,
        Cell cell,
        String reason,
        String setBy,
        Instant setAt,
        State state,
        @Nullable Grant grant,
        @Nullable Act proposal,
        @Nullable Act decision) {
    /** The states in which it waits for something. */
    static final Set<State> OPEN = Set.of(State.OWED, State.GRANTED, State.PROPOSED);

    /** Tình trạng. */
    public enum State {
        /** Nợ bài. */
        OWED,
        /** Đã hẹn kiểm tra bù. */
        GRANTED,
        /** Đề nghị tính 0 hoặc Chưa đạt. */
        PROPOSED,
        /** Đã có kết quả. */
        MADE_UP,
        /** Đã quyết định 0 hoặc Chưa đạt. */
        ZERO,
        /** Giáo viên rút lại. */
        WITHDRAWN
    }

    /** Thời gian kiểm tra bù. */
    public record Grant(Instant opens, Instant closes, String by, Instant at) {
        boolean runs(Instant now) {
            return !now.isBefore(opens) && now.isBefore(closes);
        }
    }

    /** Một việc đã làm, with its words. */
    public record Act(String by, Instant at, String words) {}

    boolean open() {
        return OPEN.contains(state);
    }

    /** The end of the time in which it is made up now; empty where none runs. */
    Optional<Instant> runsUntil(Instant now) {
        return Optional.ofNullable(grant)
                .filter(each -> open() && each.runs(now))
                .map(Grant::closes);
    }

    MissingTest with(State next) {
        return new MissingTest(id, sheet, cell, reason, setBy, setAt, next, grant, proposal, decision);
    }

    MissingTest granted(Grant given) {
        return new MissingTest(id, sheet, cell, reason, setBy, setAt, State.GRANTED, given, proposal, decision);
    }

    MissingTest proposed(Act act) {
        return new MissingTest(id, sheet, cell, reason, setBy, setAt, State.PROPOSED, grant, act, null);
    }

    MissingTest decided(State next, Act act) {
        return new MissingTest(id, sheet, cell, reason, setBy, setAt, next, grant, proposal, act);
    }
}
