package vn.sotruong.school.admission;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vn.sotruong.school.admission.Admission.Reason;
import vn.sotruong.school.admission.ListRow.Found;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;

/**
 * Đọc danh sách: finds the heading row of each sheet and what stands below it. Sheets without such a row (code tables,
 * notes) are passed over.
 */
final class PupilListReader {
    private static final int HEADING_WITHIN = 30;
    private static final Set<Field> NEEDED = Set.of(Field.BIRTH_DATE, Field.SEX);

    private PupilListReader() {}

    /** Kết quả đọc danh sách. */
    sealed interface Reading {
        record Read(List<ListRow> rows, Aside aside) implements Reading {
            public Read {
                rows = List.copyOf(rows);
            }
        }

        /**
         * No list was found.
         *
         * @param detail the heading or the address that the reason speaks of
         */
        record Refused(Reason reason, String detail) implements Reading {}
    }

    private record Headings(int row, Map<Field, Integer> columns, boolean nameInTwo) {}

    private record Below(List<ListRow> rows, List<String> footers) {}

    static Reading read(List<ExcelTab> tabs) {
        var lists = new ArrayList<List<ListRow>>();
        var taken = new LinkedHashSet<String>();
        var unused = new LinkedHashSet<String>();
        var footers = new ArrayList<String>();
        for (var tab : tabs) {
            var headingRow = headingRow(tab);
            if (headingRow.isEmpty()) {
                continue;
            }
            var columns = new EnumMap<Field, Integer>(Field.class);
            var refusal = columns(headingRow.get(), columns);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            var below = rows(tab, headings(headingRow.get(), columns));
            lists.add(below.rows());
            footers.addAll(below.footers());
            new TreeMap<>(headingRow.get().cells()).forEach((column, cell) -> {
                if (!columns.containsValue(column)) {
                    if (Heading.means(cell.shown())) {
                        unused.add(cell.shown());
                    }
                } else if (columns.entrySet().stream()
                        .anyMatch(each -> each.getValue().equals(column) && Extras.takes(each.getKey()))) {
                    taken.add(cell.shown());
                }
            });
        }
        if (lists.isEmpty()) {
            return new Reading.Refused(Reason.NO_HEADINGS, "");
        }
        var rows = lists.stream().flatMap(List::stream).toList();
        if (rows.isEmpty()) {
            return new Reading.Refused(Reason.NO_PUPILS, "");
        }
        var tabsUsed = rows.stream().map(ListRow::tab).distinct().count();
        var unread = rows.stream()
                .flatMap(row -> Extras.of(row).unread().stream()
                        .map(address -> tabsUsed > 1 ? row.tab() + "!" + address : address))
                .toList();
        return new Reading.Read(
                tabsUsed > 1 ? rows : rows.stream().map(PupilListReader::alone).toList(),
                new Aside(List.copyOf(taken), List.copyOf(unused), footers, unread));
    }

    private static ListRow alone(ListRow row) {
        return new ListRow("", row.number(), row.found(), row.fallbackHomeroom());
    }

    private static Optional<ExcelRow> headingRow(ExcelTab tab) {
        return tab.rows().stream()
                .filter(row -> row.number() <= HEADING_WITHIN)
                .filter(PupilListReader::hasHeadings)
                .findFirst();
    }

    private static boolean hasHeadings(ExcelRow row) {
        var fields = new ArrayList<Field>();
        row.cells().values().forEach(cell -> field(cell).ifPresent(fields::add));
        return fields.contains(Field.BIRTH_DATE)
                && (fields.contains(Field.FULL_NAME) || fields.contains(Field.GIVEN_NAME));
    }

    private static Optional<Field> field(ExcelCell cell) {
        return cell instanceof ExcelCell.Text(var text) ? Field.of(text) : Optional.empty();
    }

    private static Optional<Reading> columns(ExcelRow row, Map<Field, Integer> columns) {
        var order = row.cells().keySet().stream().sorted().toList();
        for (var column : order) {
            var field = field(row.at(column)).map(found -> whose(found, columns, column));
            if (field.isPresent() && columns.putIfAbsent(field.get(), column) != null && !Extras.takes(field.get())) {
                return Optional.of(new Reading.Refused(
                        Reason.HEADING_TWICE, row.at(column).shown() + " (" + row.address(column) + ")"));
            }
        }
        for (var needed : NEEDED) {
            var crossed = needed == Field.SEX && columns.containsKey(Field.FEMALE);
            if (!columns.containsKey(needed) && !crossed) {
                return Optional.of(new Reading.Refused(Reason.HEADING_MISSING, needed.heading));
            }
        }
        if (!columns.containsKey(Field.FULL_NAME) && !columns.containsKey(Field.FAMILY_NAME)) {
            return Optional.of(new Reading.Refused(Reason.HEADING_MISSING, Field.FAMILY_NAME.heading));
        }
        return Optional.empty();
    }

    /** A telephone right of the father's, the mother's or the guardian's name is theirs. */
    private static Field whose(Field field, Map<Field, Integer> columns, int column) {
        if (field != Field.PHONE) {
            return field;
        }
        var left = Optional.of(column - 1);
        if (left.equals(Optional.ofNullable(columns.get(Field.FATHER)))) {
            return Field.FATHER_PHONE;
        }
        if (left.equals(Optional.ofNullable(columns.get(Field.MOTHER)))) {
            return Field.MOTHER_PHONE;
        }
        return left.equals(Optional.ofNullable(columns.get(Field.GUARDIAN))) ? Field.GUARDIAN_PHONE : field;
    }

    /** One heading "Họ và tên" often stands, merged, above two columns: họ đệm and tên. */
    private static Headings headings(ExcelRow row, Map<Field, Integer> columns) {
        var name = columns.get(Field.FULL_NAME);
        var nameInTwo = name != null && row.at(name + 1) instanceof ExcelCell.Blank;
        return new Headings(row.number(), columns, nameInTwo);
    }

    private static Below rows(ExcelTab tab, Headings headings) {
        var rows = new ArrayList<ListRow>();
        var below =
                tab.rows().stream().filter(row -> row.number() > headings.row()).toList();
        var footer = Footer.of(below, headings.columns().values());
        for (var row : below) {
            if (!footer.numbers().contains(row.number())) {
                var found = found(row, headings);
                // a row that has but a number, a class or a note is no pupil
                var says = found.entrySet().stream()
                        .anyMatch(each -> each.getKey() != Field.HOMEROOM
                                && !(each.getValue().cell() instanceof ExcelCell.Blank));
                if (says) {
                    var fallback = headings.columns().containsKey(Field.HOMEROOM)
                            ? Optional.<String>empty()
                            : Optional.of(tab.name());
                    rows.add(new ListRow(tab.name(), row.number(), found, fallback));
                }
            }
        }
        return new Below(rows, footer.texts());
    }

    private static Map<Field, Found> found(ExcelRow row, Headings headings) {
        var found = new HashMap<Field, Found>();
        headings.columns().forEach((field, column) -> {
            found.put(field, new Found(row.address(column), row.at(column)));
        });
        var name = headings.columns().get(Field.FULL_NAME);
        if (headings.nameInTwo()
                && name != null
                && row.at(name) instanceof ExcelCell.Text(var family)
                && row.at(name + 1) instanceof ExcelCell.Text(var given)) {
            found.put(Field.FULL_NAME, new Found(row.address(name), new ExcelCell.Text(family + " " + given)));
        }
        return found;
    }
}
