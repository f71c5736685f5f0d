package vn.sotruong.school.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** Đọc tệp Excel (.xlsx) that somebody uploaded. */
public final class ExcelFile {
    /** The most rows with content that are read. */
    public static final int MOST_ROWS = 5_000;

    static final int MOST_COLUMNS = 200;
    private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, true);
    private static final Pattern NOT_PART_OF_A_FORMAT = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.");

    private ExcelFile() {}

    /** Kết quả đọc tệp. */
    public sealed interface Reading {
        /** The visible sheets, in their order. */
        record Read(List<ExcelTab> tabs) implements Reading {
            public Read {
                tabs = List.copyOf(tabs);
            }
        }

        /** Nothing of the file is used. */
        record Refused(Reason reason) implements Reading {}
    }

    /** Lý do từ chối tệp. */
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        OLD_EXCEL,
        WITH_PASSWORD,
        BINARY_WORKBOOK,
        OPEN_DOCUMENT,
        WEB_PAGE,
        PLAIN_TEXT,
        NOT_EXCEL,
        DAMAGED,
        SWOLLEN,
        ODD_XML,
        TOO_MANY_ROWS
    }

    /** Reads a file; what it is is told by its content alone. */
    public static Reading read(byte[] file) {
        return FileCheck.refusal(file).<Reading>map(Reading.Refused::new).orElseGet(() -> tabs(file));
    }

    /** Reads a file of Excel or of OpenDocument (.ods); which of them it is is told by its content alone. */
    public static Reading readAny(byte[] file) {
        return OpenDocumentFile.is(file) ? OpenDocumentFile.read(file, false) : read(file);
    }

    /** The sheet of that name that people do not see, in a file that {@link #readAny} has read. */
    public static Optional<ExcelTab> findHidden(byte[] file, String name) {
        var reading = OpenDocumentFile.is(file)
                ? OpenDocumentFile.read(file, true)
                : FileCheck.refusal(file).<Reading>map(Reading.Refused::new).orElseGet(() -> tabs(file, true));
        return reading instanceof Reading.Read(var tabs)
                ? tabs.stream().filter(tab -> tab.name().equals(name)).findFirst()
                : Optional.empty();
    }

    private static Reading tabs(byte[] file) {
        return tabs(file, false);
    }

    private static Reading tabs(byte[] file, boolean hidden) {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file), WITH_FORMATS)) {
            var tabs = new ArrayList<ExcelTab>();
            var left = MOST_ROWS;
            for (var sheet : workbook.getSheets().toList()) {
                if ((sheet.getVisibility() != SheetVisibility.VISIBLE) != hidden) {
                    continue;
                }
                var rows = rows(sheet, left);
                if (rows.isEmpty()) {
                    return new Reading.Refused(Reason.TOO_MANY_ROWS);
                }
                left -= rows.get().size();
                tabs.add(new ExcelTab(plain(sheet.getName()), rows.get()));
            }
            // every workbook has a sheet that can be seen
            return tabs.isEmpty() && !hidden ? new Reading.Refused(Reason.DAMAGED) : new Reading.Read(tabs);
        } catch (IOException | RuntimeException broken) {
            // the reader meets a malformed file with whatever exception its code runs into
            return new Reading.Refused(Reason.DAMAGED);
        }
    }

    /** The rows that hold something; empty when there are more than {@code most}. */
    private static Optional<List<ExcelRow>> rows(Sheet sheet, int most) throws IOException {
        var rows = new ArrayList<ExcelRow>();
        try (var stream = sheet.openStream()) {
            for (var each = stream.iterator(); each.hasNext(); ) {
                var row = each.next();
                var cells = cells(row);
                if (!cells.isEmpty()) {
                    if (rows.size() == most) {
                        return Optional.empty();
                    }
                    rows.add(new ExcelRow(row.getRowNum(), cells));
                }
            }
        }
        return Optional.of(rows);
    }

    private static Map<Integer, ExcelCell> cells(Row row) {
        var cells = new HashMap<Integer, ExcelCell>();
        var columns = Math.min(row.getCellCount(), MOST_COLUMNS);
        for (var column = 0; column < columns; column++) {
            var cell = cell(row.getOptionalCell(column).orElse(null));
            if (!(cell instanceof ExcelCell.Blank)) {
                cells.put(column, cell);
            }
        }
        return cells;
    }

    private static ExcelCell cell(@Nullable Cell cell) {
        if (cell == null) {
            return new ExcelCell.Blank();
        }
        var raw = cell.getRawValue();
        if (cell.getType() == CellType.ERROR || (cell.getFormula() != null && raw != null && raw.startsWith("#"))) {
            return new ExcelCell.Faulty();
        }
        if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
            return new ExcelCell.Formula();
        }
        return switch (cell.getType()) {
            case STRING -> text(cell.asString());
            case NUMBER -> isDay(cell) ? new ExcelCell.Day(cell.asDate().toLocalDate()) : numeral(cell);
            case EMPTY -> new ExcelCell.Blank();
            default -> new ExcelCell.Faulty();
        };
    }

    static ExcelCell text(@Nullable String value) {
        var text = value == null ? "" : plain(value);
        return text.isEmpty() ? new ExcelCell.Blank() : new ExcelCell.Text(text);
    }

    /** Composed letters, plain spaces. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ")
                .replaceAll("\\p{Cf}", "")
                .strip();
    }

    private static ExcelCell numeral(Cell cell) {
        var raw = cell.getRawValue();
        return raw == null || raw.isBlank() ? new ExcelCell.Blank() : new ExcelCell.Numeral(raw.strip());
    }

    private static boolean isDay(Cell cell) {
        var id = cell.getDataFormatId();
        if (id != null && ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))) {
            return true;
        }
        var format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        var plain =
                NOT_PART_OF_A_FORMAT.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
        return plain.contains("d") || plain.contains("y");
    }
}
