package vn.sotruong.school.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Tệp Excel để tải về: a sheet of text under bold headings, and optionally a sheet of notes. Every cell is text, so
 * codes keep their zeros, and no text can turn into a formula, also not after a detour over CSV.
 */
public final class ExcelSheet {
    private static final String TEXT = "@";

    private final String name;
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int roomFor;

    /**
     * Cột.
     *
     * @param width in characters
     */
    public record Column(String heading, int width) {}

    public ExcelSheet(String name, List<Column> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    /** Adds a row: as many texts as there are columns. */
    public ExcelSheet row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("a row has " + columns.size() + " cells");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Adds a line to the sheet of notes. */
    public ExcelSheet note(String line) {
        notes.add(line);
        return this;
    }

    /** Makes this many empty rows text cells, so that what people type there stays as typed. */
    public ExcelSheet roomFor(int emptyRows) {
        roomFor = emptyRows;
        return this;
    }

    /** The file. */
    public byte[] bytes(String notesName) {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "SoTruong", "1.0")) {
            write(workbook.newWorksheet(name));
            if (!notes.isEmpty()) {
                var sheet = workbook.newWorksheet(notesName);
                sheet.width(0, 110);
                for (var i = 0; i < notes.size(); i++) {
                    sheet.value(i, 0, neutral(notes.get(i)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(Worksheet sheet) {
        for (var column = 0; column < columns.size(); column++) {
            sheet.value(0, column, columns.get(column).heading());
            sheet.width(column, columns.get(column).width());
            sheet.style(0, column)
                    .bold()
                    .fillColor("E4F0EC")
                    .borderStyle("thin")
                    .set();
        }
        for (var row = 0; row < rows.size(); row++) {
            for (var column = 0; column < columns.size(); column++) {
                sheet.value(row + 1, column, neutral(rows.get(row).get(column)));
            }
        }
        var last = rows.size() + roomFor;
        if (last > 0) {
            sheet.range(1, 0, last, columns.size() - 1).style().format(TEXT).set();
        }
        sheet.freezePane(0, 1);
    }

    /** A text that no spreadsheet program takes for a formula. */
    public static String neutral(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
