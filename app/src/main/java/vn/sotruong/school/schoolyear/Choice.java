package vn.sotruong.school.schoolyear;

import org.jspecify.annotations.Nullable;

/**
 * Lựa chọn của trường: the answer to a question that a circular leaves open, or the clause that it leaves to a decision.
 *
 * @param question the key of the open question; {@link #CLAUSE} for a clause
 * @param confirmedBy staff id of the member of the board; null while it waits, and then it holds nowhere
 */
public record Choice(
        String id,
        String schoolYear,
        String ruleset,
        String question,
        String answer,
        String decision,
        String decidedBy,
        String decidedAt,
        @Nullable String confirmedBy,
        @Nullable String confirmedAt,
        @Nullable String withdrawnAt) {
    /** Điều khoản về ngưỡng. */
    public static final String CLAUSE = "clause";

    /** Whether it waits for a member of the board. */
    public boolean waits() {
        return confirmedBy == null && withdrawnAt == null;
    }
}
