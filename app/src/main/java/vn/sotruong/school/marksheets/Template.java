package vn.sotruong.school.marksheets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Scale;
import vn.sotruong.school.gradebook.SheetView;
import vn.sotruong.school.workbook.EntrySheet;
import vn.sotruong.school.workbook.EntrySheet.Cell;

/** Mẫu nhập điểm: a sheet as a file, with names and codes shut and the cells open that take marks now. */
final class Template {
    private static final int LONGEST_TAB = 31;

    private final SheetView view;
    private final Map<String, String> codes;
    private final Words words;

    Template(SheetView view, Map<String, String> codes, Words words) {
        this.view = view;
        this.codes = codes;
        this.words = words;
    }

    EntrySheet sheet() {
        var columns = new ArrayList<EntrySheet.Column>();
        columns.add(new EntrySheet.Column(words.say("marksheets.head.number"), 6, null));
        columns.add(new EntrySheet.Column(words.say("marksheets.head.code"), 16, null));
        columns.add(new EntrySheet.Column(words.say("marksheets.head.name"), 30, null));
        columns.add(new EntrySheet.Column(words.say("marksheets.head.born"), 13, null));
        view.columns()
                .forEach(head -> columns.add(new EntrySheet.Column(
                        words.say("gradebook.col." + head.column().code()), 12, rule(head.scale()))));
        var title = words.say(
                "marksheets.sheet.title",
                view.subjectName(),
                view.homeroomName(),
                words.say("gradebook.term." + view.sheet().semester()));
        var tab = (view.subjectName() + " " + view.homeroomName()).replaceAll("[\\\\/*?:\\[\\]']", " ");
        var sheet = new EntrySheet(
                tab.substring(0, Math.min(LONGEST_TAB, tab.length())),
                List.of(title, words.say("marksheets.sheet.how")),
                columns);
        view.rows().stream()
                .filter(row -> row.standing() != SheetView.Standing.LEFT
                        || row.cells().stream().anyMatch(SheetView.SheetCell::open))
                .forEach(row -> sheet.row(row(row)));
        return sheet;
    }

    private EntrySheet.Rule rule(Scale scale) {
        var said = switch (scale) {
            case TENTHS -> "RANGE";
            case WHOLE, FROM_ONE, VERDICT, LEVEL, TRAIT -> scale.name();
        };
        return new EntrySheet.Rule(
                scale.words().stream().map(each -> each.text()).toList(),
                scale.whole(),
                scale == Scale.FROM_ONE ? 1 : 0,
                words.say("marksheets.rule.title"),
                words.say("gradebook.fault." + said));
    }

    private List<Cell> row(SheetView.Row row) {
        var cells = new ArrayList<Cell>();
        cells.add(new Cell.Fixed(String.valueOf(row.number())));
        cells.add(new Cell.Fixed(codes.getOrDefault(row.pupil(), "")));
        cells.add(new Cell.Fixed(row.name()));
        cells.add(new Cell.Fixed(Formats.day(row.birthDate())));
        row.cells().forEach(cell -> {
            var open = cell.open() && view.writes();
            var tenths = cell.value().map(Entry::number).orElse(null);
            cells.add(
                    tenths == null
                            ? new Cell.Word(cell.value().map(Entry::text).orElse(""), open)
                            : new Cell.Tenths(tenths, open));
        });
        return cells;
    }
}
