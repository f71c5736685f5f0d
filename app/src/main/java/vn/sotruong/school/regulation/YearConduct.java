package vn.sotruong.school.regulation;

import java.util.Optional;

/**
 * Kết quả rèn luyện cả năm (Thông tư 22/2021/TT-BGDĐT, Điều 8 khoản 2 điểm b): it follows from both terms, the second
 * weighing more, and is never typed. The table stands here as the circular's sentences say it.
 */
public final class YearConduct {
    private YearConduct() {}

    /** What counts for that period: of a term what was given, of the year what follows from both. */
    static Optional<ConductLevel> find(PupilYear year, Period period) {
        var first = Optional.ofNullable(year.conduct().get(Period.FIRST));
        var second = Optional.ofNullable(year.conduct().get(Period.SECOND));
        return switch (period) {
            case FIRST -> first;
            case SECOND -> second;
            case YEAR -> first.flatMap(one -> second.map(two -> of(one, two)));
        };
    }

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
