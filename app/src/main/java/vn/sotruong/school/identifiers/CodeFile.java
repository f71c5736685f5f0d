package vn.sotruong.school.identifiers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.identifiers.Kind.Column;
import vn.sotruong.school.people.Identifier;
import vn.sotruong.school.people.Identifier.Flaw;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;

/** Đọc tệp mã của cơ sở dữ liệu cấp trên: Excel or CSV, its columns known by their headings wherever they stand. */
final class CodeFile {
    static final int MOST_ROWS = 5_000;

    private static final int HEADING_WITHIN = 30;
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2}).*");

    private CodeFile() {}

    /** Kết quả đọc. */
    sealed interface Reading {
        record Read(List<CodeRow> rows) implements Reading {
            public Read {
                rows = List.copyOf(rows);
            }
        }

        /** The file is not used: a constant of {@link Reason} or {@link ExcelFile.Reason} says why. */
        record Refused(Enum<?> reason) implements Reading {}
    }

    static Reading read(byte[] file, Kind kind) {
        return switch (ExcelFile.read(file)) {
            case ExcelFile.Reading.Read(var tabs) -> rows(tabs, kind);
            case ExcelFile.Reading.Refused(var reason) ->
                reason == ExcelFile.Reason.PLAIN_TEXT
                        ? CommaText.read(file, MOST_ROWS)
                                .map(tab -> rows(List.of(tab), kind))
                                .orElseGet(() -> new Reading.Refused(Reason.BAD_ENCODING))
                        : new Reading.Refused(reason);
        };
    }

    private static Reading rows(List<ExcelTab> tabs, Kind kind) {
        var rows = new ArrayList<CodeRow>();
        var headed = false;
        for (var tab : tabs) {
            var columns = new EnumMap<Column, Integer>(Column.class);
            var below = 0;
            for (var row : tab.rows()) {
                if (!columns.isEmpty()) {
                    break;
                }
                if (row.number() <= HEADING_WITHIN) {
                    columns.putAll(columns(row, kind));
                    below = row.number();
                }
            }
            if (columns.isEmpty()) {
                continue;
            }
            headed = true;
            if (kind.ofPeople() && !(columns.containsKey(Column.BIRTH) && columns.containsKey(Column.SEX))) {
                return new Reading.Refused(Reason.HEADING_MISSING);
            }
            for (var row : tab.rows()) {
                if (row.number() > below) {
                    row(row, columns).ifPresent(rows::add);
                }
            }
        }
        if (!headed) {
            return new Reading.Refused(Reason.NO_HEADINGS);
        }
        if (rows.size() > MOST_ROWS) {
            return new Reading.Refused(Reason.TOO_MANY_ROWS);
        }
        return rows.isEmpty() ? new Reading.Refused(Reason.NO_ROWS) : new Reading.Read(rows);
    }

    /** The columns of a row of headings; none when it is no such row. */
    private static Map<Column, Integer> columns(ExcelRow row, Kind kind) {
        var columns = new EnumMap<Column, Integer>(Column.class);
        row.cells().forEach((at, cell) -> {
            if (cell instanceof ExcelCell.Text(var text)) {
                kind.column(text).ifPresent(column -> columns.merge(column, at, Math::min));
            }
        });
        return columns.containsKey(Column.CODE) && columns.containsKey(Column.NAME) ? columns : Map.of();
    }

    private static Optional<CodeRow> row(ExcelRow row, Map<Column, Integer> columns) {
        var name = shown(row, columns, Column.NAME);
        var cell = cell(row, columns, Column.CODE);
        var code = cell.shown();
        if (name.isEmpty() && code.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CodeRow(
                row.number(),
                code,
                flaw(cell),
                VietnameseName.tidy(name),
                day(cell(row, columns, Column.BIRTH)),
                sex(shown(row, columns, Column.SEX))));
    }

    /** A number is a code only where Excel cannot have lost a digit of it. */
    private static Flaw flaw(ExcelCell cell) {
        return switch (cell) {
            case ExcelCell.Text(var text) -> Identifier.flaw(text);
            case ExcelCell.Numeral(var raw) -> {
                if (raw.matches("[0-9]{12,15}") || raw.matches("[0-9]{10}")) {
                    yield Flaw.NONE;
                }
                yield raw.matches("[0-9]+") ? Flaw.LOST_ZERO : Flaw.SCIENTIFIC;
            }
            default -> Flaw.MALFORMED;
        };
    }

    private static ExcelCell cell(ExcelRow row, Map<Column, Integer> columns, Column column) {
        var at = columns.get(column);
        return at == null ? new ExcelCell.Blank() : row.at(at);
    }

    private static String shown(ExcelRow row, Map<Column, Integer> columns, Column column) {
        return cell(row, columns, column).shown();
    }

    private static @Nullable LocalDate day(ExcelCell cell) {
        if (cell instanceof ExcelCell.Day(var day)) {
            return day;
        }
        var dayFirst = DAY_FIRST.matcher(cell.shown());
        var yearFirst = YEAR_FIRST.matcher(cell.shown());
        try {
            if (dayFirst.matches()) {
                return date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
            }
            return yearFirst.matches() ? date(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)) : null;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private static @Nullable Sex sex(String text) {
        return switch (VietnameseName.fold(text)) {
            case "nam", "1" -> Sex.MALE;
            case "nu", "2" -> Sex.FEMALE;
            default -> null;
        };
    }
}
