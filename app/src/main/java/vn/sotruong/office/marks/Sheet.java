package vn.sotruong.office.marks;

import java.util.ArrayList;
import java.util.List;

/**
 * Bảng điểm môn, as the office sees it.
 *
 * @param subject the subject's name
 * @param primary whether it holds the levels of a primary school
 * @param tests how many tests stand beside the levels
 * @param marks how many marks are in it
 */
public record Sheet(String id, String subject, int semester, int regularCount, boolean primary, int tests, long marks) {
    /** The columns in their order. */
    public List<String> columns() {
        return primary ? levels() : assessments();
    }

    private List<String> levels() {
        var columns = new ArrayList<String>();
        columns.add("mgk");
        if (tests > 1) {
            columns.add("gk");
        }
        columns.add("mck");
        if (tests > 0) {
            columns.add("ck");
        }
        return columns;
    }

    private List<String> assessments() {
        var columns = new ArrayList<String>();
        for (int i = 1; i <= regularCount; i++) {
            columns.add("tx" + i);
        }
        columns.add("gk");
        columns.add("ck");
        return columns;
    }
}
