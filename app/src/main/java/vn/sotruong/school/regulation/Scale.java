package vn.sotruong.school.regulation;

/**
 * Thang điểm, in tenths.
 *
 * @param step 1 where one decimal is allowed, 10 for whole numbers
 */
public record Scale(int lowest, int highest, int step) {
    static final Scale OF_TEN = new Scale(0, 100, 1);

    public Scale {
        if (lowest < 0 || highest > 100 || lowest >= highest || step < 1) {
            throw new IllegalArgumentException("no scale of ten: " + lowest + " to " + highest + " by " + step);
        }
    }

    /** Whether a mark may stand on it. */
    public boolean accepts(int tenths) {
        return tenths >= lowest && tenths <= highest && tenths % step == 0;
    }

    int check(int tenths) {
        if (!accepts(tenths)) {
            throw new IllegalArgumentException("a mark lies between 0 and 10: " + tenths + " tenths");
        }
        return tenths;
    }
}
