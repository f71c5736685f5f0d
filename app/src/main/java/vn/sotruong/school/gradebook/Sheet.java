package vn.sotruong.school.gradebook;

import java.util.List;

/**
 * Bảng điểm môn: the marks of one class in one subject and term.
 *
 * @param regularCount how many regular assessments the term asks for
 */
public record Sheet(String id, String homeroom, String subject, int semester, int regularCount) {
    /** Its columns, in the order of the book. */
    public List<Column> columns() {
        return Column.of(regularCount);
    }
}
