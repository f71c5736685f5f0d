package vn.sotruong.school.workbook;

import java.util.List;

/** Trang tính: a visible sheet with the rows that hold something. */
public record ExcelTab(String name, List<ExcelRow> rows) {
    public ExcelTab {
        rows = List.copyOf(rows);
    }
}
