package vn.sotruong.school.roll;

import org.jspecify.annotations.Nullable;

/**
 * Kế hoạch dạy học: how many periods a class has of a subject.
 *
 * @param yearPeriods in the whole year; 0 for a subject that the class does not have
 * @param weekPeriods in an ordinary week; null where weeks differ
 * @param semester the only term in which it is taught; null where it is taught in both
 */
public record Programme(
        String homeroom,
        String subject,
        int yearPeriods,
        @Nullable Integer weekPeriods,
        @Nullable Integer semester) {
    private static final int FEW = 35;
    private static final int MIDDLING = 70;

    /** A subject that is taught in both terms. */
    public Programme(String homeroom, String subject, int yearPeriods, @Nullable Integer weekPeriods) {
        this(homeroom, subject, yearPeriods, weekPeriods, null);
    }

    /** Whether the class has it in that term. */
    public boolean taughtIn(int term) {
        return semester == null || semester == term;
    }

    /**
     * How many regular assessments a term of the subject has (Thông tư 22/2021/TT-BGDĐT, Điều 6 khoản 3): two up to 35
     * periods a year, three up to 70, four above.
     */
    public int regularCount() {
        return yearPeriods <= FEW ? 2 : yearPeriods <= MIDDLING ? 3 : 4;
    }
}
