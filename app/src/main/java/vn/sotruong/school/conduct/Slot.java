package vn.sotruong.school.conduct;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.sotruong.school.schoolyear.SchoolYear;

/**
 * Đợt đánh giá, nhận xét: what a class's page is about.
 *
 * @param kind a result, or a comment
 * @param period of a result {@code 1} or {@code 2}; of a comment a month as {@code 2026-11}, a term as {@code S1} or
 *     {@code S2}, or the year as {@code Y}
 */
public record Slot(Kind kind, String period) {
    private static final int FIRST_TERM_DUE = 15;
    private static final int BEFORE_END = 30;

    /** Loại. */
    public enum Kind {
        /** Kết quả rèn luyện của học kỳ. */
        GRADE,
        /** Nhận xét của giáo viên chủ nhiệm. */
        COMMENT
    }

    static Slot grade(int semester) {
        return new Slot(Kind.GRADE, String.valueOf(semester));
    }

    static Slot comment(String period) {
        return new Slot(Kind.COMMENT, period);
    }

    /** Reads a code as {@link #code} writes it; empty for what this school year does not have. */
    static Optional<Slot> parse(String code, SchoolYear year) {
        return switch (code) {
            case "G1" -> Optional.of(grade(1));
            case "G2" -> Optional.of(grade(2));
            default ->
                comments(year).stream().filter(slot -> slot.code().equals(code)).findFirst();
        };
    }

    /** Every period of comments: month by month, each term after its months, the year last. */
    static List<Slot> comments(SchoolYear year) {
        var slots = new ArrayList<Slot>();
        var january = YearMonth.of(year.ends().getYear(), 1);
        for (var month = YearMonth.from(year.starts());
                !month.isAfter(YearMonth.from(year.ends()));
                month = month.plusMonths(1)) {
            if (month.equals(january)) {
                slots.add(comment("S1"));
            }
            slots.add(comment(month.toString()));
        }
        slots.add(comment("S2"));
        slots.add(comment("Y"));
        return slots;
    }

    String code() {
        return (kind == Kind.GRADE ? "G" : "C") + period;
    }

    boolean grades() {
        return kind == Kind.GRADE;
    }

    /** The term that it belongs to; once that is confirmed, it stands. */
    int semester() {
        return switch (period) {
            case "1", "S1" -> 1;
            case "2", "S2", "Y" -> 2;
            default -> SchoolYear.semester(YearMonth.parse(period).atDay(1));
        };
    }

    /** The first day on which it is written. */
    LocalDate opens(SchoolYear year) {
        return switch (period) {
            case "1" -> year.starts();
            case "2" -> LocalDate.of(year.ends().getYear(), 1, 1);
            case "S1" -> LocalDate.of(year.starts().getYear(), 12, 1);
            case "S2", "Y" -> year.ends().minusDays(BEFORE_END);
            default -> YearMonth.parse(period).atDay(1);
        };
    }

    /** The last day on which it is in time. */
    LocalDate due(SchoolYear year) {
        return switch (period) {
            case "1", "S1" -> LocalDate.of(year.ends().getYear(), 1, FIRST_TERM_DUE);
            case "2", "S2", "Y" -> year.ends();
            default -> YearMonth.parse(period).atEndOfMonth();
        };
    }
}
