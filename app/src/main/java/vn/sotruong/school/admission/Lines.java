package vn.sotruong.school.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.admission.ListRow.Found;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;

/**
 * Các dòng của một trang tính, under headings that are found by their text. Titles above them, headings that span two
 * rows and columns in any order are no trouble; two sheets that both look like the list are: then somebody must choose.
 *
 * @param <F> the headings that the list may have
 */
final class Lines<F extends Enum<F> & Heading> {
    private static final int HEADING_WITHIN = 30;

    private final Class<F> fields;
    private final Set<F> signs;
    private final Set<F> anchors;

    /**
     * Lines under such headings.
     *
     * @param signs a row with one of these and another cell is the row of headings
     * @param anchors a row that says none of these is a footer or a remark
     */
    Lines(Class<F> fields, Set<F> signs, Set<F> anchors) {
        this.fields = fields;
        this.signs = Set.copyOf(signs);
        this.anchors = Set.copyOf(anchors);
    }

    /**
     * Một dòng.
     *
     * @param others what stands under headings that are none of the list's own, by heading
     */
    record Line<F extends Enum<F>>(int number, Map<F, Found> found, Map<String, Found> others) {
        Found get(F field) {
            var here = found.get(field);
            return here == null ? new Found(String.valueOf(number), new ExcelCell.Blank()) : here;
        }

        boolean has(F field) {
            return found.containsKey(field);
        }

        String shown(F field) {
            return get(field).cell().shown();
        }

        boolean says(F field) {
            return !(get(field).cell() instanceof ExcelCell.Blank);
        }
    }

    /** Kết quả đọc. */
    sealed interface Reading<F extends Enum<F>> {
        record Read<F extends Enum<F>>(
                String tab, Set<F> columns, List<String> others, List<Line<F>> lines, List<String> footers)
                implements Reading<F> {
            public Read {
                columns = Set.copyOf(columns);
                others = List.copyOf(others);
                lines = List.copyOf(lines);
                footers = List.copyOf(footers);
            }
        }

        /** Several sheets look like the list. */
        record Which<F extends Enum<F>>(List<String> tabs) implements Reading<F> {
            public Which {
                tabs = List.copyOf(tabs);
            }
        }

        record Refused<F extends Enum<F>>(Reason reason, String detail) implements Reading<F> {}
    }

    /** Lý do không đọc được trang tính. */
    enum Reason {
        NO_HEADINGS,
        HEADING_TWICE,
        NO_ROWS
    }

    private record Top<F>(int last, Map<Integer, F> columns, Map<Integer, String> others) {}

    /** @param chosen the sheet that somebody chose; null while nobody was asked */
    Reading<F> read(List<ExcelTab> tabs, @Nullable String chosen) {
        var lists = tabs.stream()
                .filter(tab -> chosen == null || tab.name().equals(chosen))
                .filter(tab -> headingRow(tab).isPresent())
                .toList();
        if (lists.isEmpty()) {
            return new Reading.Refused<>(Reason.NO_HEADINGS, "");
        }
        if (lists.size() > 1) {
            return new Reading.Which<>(lists.stream().map(ExcelTab::name).toList());
        }
        var tab = lists.getFirst();
        var heading = headingRow(tab).orElseThrow();
        var top = top(tab, heading);
        var twice = twice(heading, top);
        if (twice.isPresent()) {
            return twice.get();
        }
        var below = tab.rows().stream().filter(row -> row.number() > top.last()).toList();
        var footer = Footer.of(below, top.columns().keySet());
        var lines = below.stream()
                .filter(row -> !footer.numbers().contains(row.number()))
                .map(row -> line(row, top))
                .filter(line -> !line.found().isEmpty())
                .toList();
        return lines.isEmpty()
                ? new Reading.Refused<>(Reason.NO_ROWS, "")
                : new Reading.Read<>(
                        tab.name(),
                        Set.copyOf(top.columns().values()),
                        List.copyOf(top.others().values()),
                        lines,
                        footer.texts());
    }

    private Optional<ExcelRow> headingRow(ExcelTab tab) {
        return tab.rows().stream()
                .filter(row -> row.number() <= HEADING_WITHIN)
                .filter(this::announces)
                .findFirst();
    }

    private boolean announces(ExcelRow row) {
        var found = row.cells().values().stream()
                .flatMap(cell -> field(cell).stream())
                .distinct()
                .toList();
        return row.cells().size() > 1 && found.stream().anyMatch(signs::contains);
    }

    private Optional<F> field(ExcelCell cell) {
        return cell instanceof ExcelCell.Text(var text) ? Heading.find(fields, text) : Optional.empty();
    }

    /** A second row of headings stands under merged ones: it names columns and has nothing under the first ones. */
    private Top<F> top(ExcelTab tab, ExcelRow heading) {
        var columns = new LinkedHashMap<Integer, F>();
        var others = new LinkedHashMap<Integer, String>();
        for (var column : heading.cells().keySet().stream().sorted().toList()) {
            var cell = heading.at(column);
            field(cell).ifPresentOrElse(field -> columns.put(column, field), () -> others.put(column, cell.shown()));
        }
        var below = tab.rows().stream()
                .filter(row -> row.number() == heading.number() + 1)
                .filter(row -> columns.entrySet().stream()
                        .filter(each -> signs.contains(each.getValue()))
                        .allMatch(each -> row.at(each.getKey()) instanceof ExcelCell.Blank))
                .findFirst();
        below.ifPresent(row -> row.cells().forEach((column, cell) -> {
            others.remove(column);
            field(cell)
                    .filter(field -> !columns.containsKey(column))
                    .ifPresentOrElse(field -> columns.put(column, field), () -> {
                        columns.remove(column);
                        others.put(column, cell.shown());
                    });
        }));
        return new Top<>(below.map(ExcelRow::number).orElse(heading.number()), columns, others);
    }

    private Optional<Reading<F>> twice(ExcelRow heading, Top<F> top) {
        var seen = new HashMap<F, Integer>();
        for (var each : top.columns().entrySet()) {
            if (seen.putIfAbsent(each.getValue(), each.getKey()) != null) {
                return Optional.of(new Reading.Refused<>(
                        Reason.HEADING_TWICE, each.getValue().heading() + " (" + heading.address(each.getKey()) + ")"));
            }
        }
        return Optional.empty();
    }

    private Line<F> line(ExcelRow row, Top<F> top) {
        var found = new HashMap<F, Found>();
        var others = new LinkedHashMap<String, Found>();
        var says = new ArrayList<F>();
        top.columns().forEach((column, field) -> {
            found.put(field, new Found(row.address(column), joined(row, column, field, top)));
            if (anchors.contains(field) && !(row.at(column) instanceof ExcelCell.Blank)) {
                says.add(field);
            }
        });
        top.others().forEach((column, heading) -> {
            if (!(row.at(column) instanceof ExcelCell.Blank)) {
                others.put(heading, new Found(row.address(column), row.at(column)));
            }
        });
        return new Line<>(row.number(), says.isEmpty() ? Map.of() : found, others);
    }

    /** One heading "Họ và tên" often stands, merged, above two columns: họ đệm and tên. */
    private ExcelCell joined(ExcelRow row, int column, F field, Top<F> top) {
        var next = column + 1;
        var nameInTwo = field.heading().equals(StaffField.FULL_NAME.heading())
                && !top.columns().containsKey(next)
                && !top.others().containsKey(next);
        return nameInTwo
                        && row.at(column) instanceof ExcelCell.Text(var family)
                        && row.at(next) instanceof ExcelCell.Text(var given)
                ? new ExcelCell.Text(family + " " + given)
                : row.at(column);
    }
}
