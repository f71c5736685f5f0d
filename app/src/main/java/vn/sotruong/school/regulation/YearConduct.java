package vn.sotruong.school.regulation;

/**
 * Kết quả rèn luyện cả năm (Thông tư 22/2021/TT-BGDĐT, Điều 8 khoản 2 điểm b): it follows from both terms, the second
 * weighing more, and is never typed. The table stands here as the circular's sentences say it.
 */
public final class YearConduct {
    private YearConduct() {}

    /** The year's level. */
    public static ConductLevel of(ConductLevel first, ConductLevel second) {
        return switch (second) {
            case GOOD ->
                switch (first) {
                    case GOOD, FAIR -> ConductLevel.GOOD;
                    case PASSED, NOT_YET -> ConductLevel.FAIR;
                };
            case FAIR ->
                switch (first) {
                    case GOOD, FAIR, PASSED -> ConductLevel.FAIR;
                    case NOT_YET -> ConductLevel.PASSED;
                };
            case PASSED ->
                switch (first) {
                    case GOOD -> ConductLevel.FAIR;
                    case FAIR, PASSED, NOT_YET -> ConductLevel.PASSED;
                };
            case NOT_YET -> ConductLevel.NOT_YET;
        };
    }
}
