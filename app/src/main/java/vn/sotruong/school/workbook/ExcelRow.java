package vn.sotruong.school.workbook;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dòng của bảng tính that holds something.
 *
 * @param number as the left edge of the sheet shows it, from 1
 * @param cells the filled ones, by column from 0
 */
public record ExcelRow(int number, Map<Integer, ExcelCell> cells) {
    private static final int LETTERS = 26;

    public ExcelRow {
        cells = Map.copyOf(cells);
    }

    /** The cell in a column; blank when nothing stands there. */
    public ExcelCell at(int column) {
        return cells.getOrDefault(column, new ExcelCell.Blank());
    }

    /** The address of a cell of this row, such as {@code D17}. */
    public String address(int column) {
        return Stream.iterate(column, left -> left >= 0, left -> left / LETTERS - 1)
                        .map(left -> String.valueOf((char) ('A' + left % LETTERS)))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(),
                                each -> new StringBuilder(each).reverse().toString()))
                + number;
    }
}
