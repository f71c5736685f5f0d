package vn.sotruong.school.regulation;

/**
 * Số lần đánh giá mà một kỳ cần, besides the last one.
 *
 * @param regular đánh giá thường xuyên
 * @param periodic giữa kỳ, or one-period tests of older years
 */
public record Quota(int regular, int periodic) {
    public Quota {
        if (regular < 0 || periodic < 0) {
            throw new IllegalArgumentException("a count is no debt");
        }
    }
}
