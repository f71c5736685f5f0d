package vn.sotruong.school.gradebook;

import org.jspecify.annotations.Nullable;

/**
 * Điểm số, thang 10: kept in tenths, never as a binary fraction.
 *
 * @param tenths 0 to 100
 */
public record Score(int tenths) implements Entry, Comparable<Score> {
    private static final int HIGHEST = 100;

    public Score {
        if (tenths < 0 || tenths > HIGHEST) {
            throw new IllegalArgumentException("a mark lies between 0 and 10: " + tenths + " tenths");
        }
    }

    /** As written in the book: {@code 8,5}. */
    @Override
    public String text() {
        return text(tenths);
    }

    /** A number of tenths with its decimal comma, for marks as for their sums. */
    static String text(int tenths) {
        return tenths / 10 + "," + tenths % 10;
    }

    @Override
    public Integer number() {
        return tenths;
    }

    @Override
    public @Nullable String word() {
        return null;
    }

    @Override
    public int compareTo(Score other) {
        return Integer.compare(tenths, other.tenths);
    }
}
