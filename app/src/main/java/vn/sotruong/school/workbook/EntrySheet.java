package vn.sotruong.school.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.ProtectionOption;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Tệp Excel để nhập: a protected sheet of which only some cells are open, and a sheet that nobody sees, which says what
 * file it is. The protection spares people mistakes; it keeps nobody out.
 */
public final class EntrySheet {
    private final String name;
    private final List<String> above;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * Cột.
     *
     * @param width in characters
     * @param rule of its open cells; null where none is open
     */
    public record Column(
            String heading, int width, @Nullable Rule rule) {}

    /**
     * Điều kiện nhập: what a cell takes without a question.
     *
     * @param words the words that it takes; none for a number up to 10
     * @param whole whether the number has no fraction
     * @param lowest the lowest number that it takes
     * @param title over what the program says to anything else
     * @param error what it says
     */
    public record Rule(List<String> words, boolean whole, int lowest, String title, String error) {
        public Rule {
            words = List.copyOf(words);
        }
    }

    /** Ô. */
    public sealed interface Cell {
        /** A text that is not to be changed. */
        record Fixed(String text) implements Cell {}

        /** A number in tenths. */
        record Tenths(int value, boolean open) implements Cell {}

        /** A word, or nothing. */
        record Word(String text, boolean open) implements Cell {}
    }

    /** @param above lines over the headings */
    public EntrySheet(String name, List<String> above, List<Column> columns) {
        this.name = name;
        this.above = List.copyOf(above);
        this.columns = List.copyOf(columns);
    }

    /** Adds a row: as many cells as there are columns. */
    public EntrySheet row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("a row has " + columns.size() + " cells");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /**
     * The file.
     *
     * @param hidden the name of the sheet that nobody sees
     * @param lines what it says
     * @param password of the protection
     */
    public byte[] bytes(String hidden, List<String> lines, String password) {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "SoTruong", "1.0")) {
            write(workbook.newWorksheet(name), password);
            var meta = workbook.newWorksheet(hidden);
            for (var i = 0; i < lines.size(); i++) {
                meta.value(i, 0, ExcelSheet.neutral(lines.get(i)));
            }
            meta.protect(password);
            meta.setVisibilityState(VisibilityState.VERY_HIDDEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(Worksheet sheet, String password) {
        for (var i = 0; i < above.size(); i++) {
            sheet.value(i, 0, ExcelSheet.neutral(above.get(i)));
        }
        sheet.style(0, 0).bold().set();
        var heading = above.size();
        for (var column = 0; column < columns.size(); column++) {
            sheet.value(heading, column, columns.get(column).heading());
            sheet.width(column, columns.get(column).width());
            sheet.style(heading, column)
                    .bold()
                    .fillColor("E4F0EC")
                    .borderStyle("thin")
                    .set();
            for (var row = 0; row < rows.size(); row++) {
                write(sheet, heading + 1 + row, column, rows.get(row).get(column));
            }
            var rule = columns.get(column).rule();
            if (rule != null && !rows.isEmpty()) {
                validate(sheet, heading + 1, heading + rows.size(), column, rule);
            }
        }
        sheet.freezePane(0, heading + 1);
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
        sheet.protect(password);
    }

    private static void write(Worksheet sheet, int row, int column, Cell cell) {
        switch (cell) {
            case Cell.Fixed(var text) -> {
                sheet.value(row, column, ExcelSheet.neutral(text));
                sheet.style(row, column).format("@").set();
            }
            case Cell.Tenths(var value, var open) -> {
                sheet.value(row, column, BigDecimal.valueOf(value, 1));
                style(sheet, row, column, "0.0", open);
            }
            case Cell.Word(var text, var open) -> {
                if (!text.isEmpty()) {
                    sheet.value(row, column, text);
                }
                style(sheet, row, column, "General", open);
            }
        }
    }

    private static void style(Worksheet sheet, int row, int column, String format, boolean open) {
        var style = sheet.style(row, column).format(format).borderStyle("thin").horizontalAlignment("center");
        if (open) {
            style.protectionOption(ProtectionOption.LOCKED, false).set();
        } else {
            style.fillColor("EEEEEE").set();
        }
    }

    /** The formula holds no sign that the file's XML would have to escape: the library writes it as it is. */
    private static void validate(Worksheet sheet, int first, int last, int column, Rule rule) {
        var at = new ExcelRow(first + 1, java.util.Map.of()).address(column);
        var formula = rule.words().isEmpty()
                ? "AND(ISNUMBER(" + at + "),NOT(" + at + ">10),NOT(" + rule.lowest() + ">" + at + ")"
                        + (rule.whole() ? ",INT(" + at + ")=" + at : "") + ")"
                : rule.words().stream()
                        .map(word -> at + "=\"" + word + "\"")
                        .collect(Collectors.joining(",", "OR(", ")"));
        sheet.range(first, column, last, column)
                .validateWithFormula(formula)
                .allowBlank(true)
                .errorStyle(DataValidationErrorStyle.WARNING)
                .showErrorMessage(true)
                .errorTitle(rule.title())
                .error(rule.error());
    }
}
