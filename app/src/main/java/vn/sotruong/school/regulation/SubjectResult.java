package vn.sotruong.school.regulation;

/**
 * Kết quả một môn trong năm: both terms as they were recorded, from which the year follows.
 *
 * @param subject the id of the subject
 */
public record SubjectResult(String subject, Kind kind, Result first, Result second) {
    public SubjectResult {
        if (!fits(kind, first) || !fits(kind, second)) {
            throw new IllegalArgumentException(subject + " is assessed otherwise");
        }
    }

    /** Hình thức đánh giá. */
    public enum Kind {
        /** Nhận xét kết hợp điểm số. */
        SCORED,
        /** Chỉ nhận xét. */
        COMMENT
    }

    /** Whether the subject is left out of every count of the year. */
    public boolean exempt() {
        return first == Result.Gap.LEFT_OUT && second == Result.Gap.LEFT_OUT;
    }

    static boolean fits(Kind kind, Result result) {
        return switch (result) {
            case Result.Score _ -> kind == Kind.SCORED;
            case Result.Verdict _ -> kind == Kind.COMMENT;
            case Result.Gap _ -> true;
        };
    }
}
