package vn.sotruong.school.gradebook;

import java.util.List;

/**
 * Bảng điểm môn: the marks of one class in one subject and term.
 *
 * @param regularCount how many regular assessments the term asks for
 * @param form how its results are given
 * @param tests of a primary sheet, how many tests stand beside the levels: at the end of the term, then in its middle
 * @param nought whether such a test may be marked 0: what governs the class says so, and it is asked each time that the
 *     sheet is read
 */
public record Sheet(
        String id,
        String homeroom,
        String subject,
        int semester,
        int regularCount,
        Form form,
        int tests,
        boolean nought) {
    /** Hình thức: what the sheet holds. */
    public enum Form {
        /** Nhận xét kết hợp điểm số. */
        SCORED,
        /** Chỉ nhận xét: Đạt, Chưa đạt. */
        COMMENT,
        /** Tiểu học: a level at each moment, and tests of some subjects. */
        PRIMARY
    }

    /** A sheet of marks. */
    public Sheet(String id, String homeroom, String subject, int semester, int regularCount) {
        this(id, homeroom, subject, semester, regularCount, Form.SCORED, 0);
    }

    /** A sheet of that form, with tests that may come to nought. */
    public Sheet(String id, String homeroom, String subject, int semester, int regularCount, Form form, int tests) {
        this(id, homeroom, subject, semester, regularCount, form, tests, true);
    }

    /** The same where a test may be marked 0, or may not. */
    Sheet with(boolean nought) {
        return new Sheet(id, homeroom, subject, semester, regularCount, form, tests, nought);
    }

    /** Its columns, in the order of the book. */
    public List<Column> columns() {
        return Column.of(form, regularCount, tests);
    }

    /** What a column of it takes. */
    public Scale scale(Column column) {
        return switch (form) {
            case SCORED -> Scale.TENTHS;
            case COMMENT -> Scale.VERDICT;
            case PRIMARY ->
                column == Column.MGK || column == Column.MCK ? Scale.LEVEL : nought ? Scale.WHOLE : Scale.FROM_ONE;
        };
    }
}
