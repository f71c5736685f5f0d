package vn.sotruong.school.regulation;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Thông tư 22/2021/TT-BGDĐT: assessment of lower and upper secondary pupils. Every mark is a count of tenths, so that no
 * average is ever off by a rounding of binary fractions.
 */
public final class Circular22 {
    /** The highest mark, in tenths (Điều 5 khoản 3). */
    public static final int HIGHEST = 100;

    private static final int MIDTERM_WEIGHT = 2;
    private static final int FINAL_WEIGHT = 3;
    private static final int FEW_PERIODS = 35;
    private static final int SOME_PERIODS = 70;

    private Circular22() {}

    /** Điều 6 khoản 2: how many regular assessments a term asks for in a subject of so many periods a year. */
    public static int regularCount(int periodsAYear) {
        if (periodsAYear <= 0) {
            throw new IllegalArgumentException("a subject has periods");
        }
        if (periodsAYear <= FEW_PERIODS) {
            return 2;
        }
        return periodsAYear <= SOME_PERIODS ? 3 : 4;
    }

    /**
     * ĐTBmhk (Điều 9 khoản 1): regular marks once, midterm twice, final three times; one decimal, half up.
     *
     * @param regular the regular marks that stand, in any order
     * @param required how many regular marks the term asks for
     * @return empty while any assessment is missing
     */
    public static OptionalInt termAverage(
            List<Integer> regular, @Nullable Integer midterm, @Nullable Integer finalMark, int required) {
        if (regular.size() < required || midterm == null || finalMark == null) {
            return OptionalInt.empty();
        }
        int sum = MIDTERM_WEIGHT * inRange(midterm) + FINAL_WEIGHT * inRange(finalMark);
        for (int mark : regular) {
            sum += inRange(mark);
        }
        return OptionalInt.of(halfUp(sum, regular.size() + MIDTERM_WEIGHT + FINAL_WEIGHT));
    }

    /** ĐTBmcn: the second term counts twice, and both terms as they were recorded. */
    public static int yearAverage(int firstTerm, int secondTerm) {
        return halfUp(inRange(firstTerm) + 2 * inRange(secondTerm), 3);
    }

    private static int halfUp(int sum, int count) {
        return Math.floorDiv(2 * sum + count, 2 * count);
    }

    private static int inRange(int tenths) {
        if (tenths < 0 || tenths > HIGHEST) {
            throw new IllegalArgumentException("a mark lies between 0 and 10: " + tenths + " tenths");
        }
        return tenths;
    }
}
