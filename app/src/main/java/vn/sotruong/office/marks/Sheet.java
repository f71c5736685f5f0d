package vn.sotruong.office.marks;

import java.util.ArrayList;
import java.util.List;

/**
 * Bảng điểm môn, as the office sees it.
 *
 * @param subject the subject's name
 * @param marks how many marks are in it
 */
public record Sheet(String id, String subject, int semester, int regularCount, long marks) {
    /** The columns in their order. */
    public List<String> columns() {
        var columns = new ArrayList<String>();
        for (int i = 1; i <= regularCount; i++) {
            columns.add("tx" + i);
        }
        columns.add("gk");
        columns.add("ck");
        return columns;
    }
}
