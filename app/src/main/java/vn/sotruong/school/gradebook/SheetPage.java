package vn.sotruong.school.gradebook;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trang nhập điểm, sẵn để in ra: the sheet in the words of its template, so that the template only writes.
 *
 * @param at the column that a phone shows
 */
record SheetPage(
        SheetView view, List<Head> heads, List<Line> lines, String at, List<SheetView.Tab> classes, List<Term> terms) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final int LOW = 50;

    SheetPage {
        heads = List.copyOf(heads);
        lines = List.copyOf(lines);
        classes = List.copyOf(classes);
        terms = List.copyOf(terms);
    }

    /**
     * Đầu cột.
     *
     * @param lock why nothing may be entered, in words; empty where something may
     * @param why the same, and why what is typed comes late
     * @param label of why, in a word or two under the head; empty where there is nothing to say
     * @param late whether what is typed becomes a late draft
     * @param frozen why what is committed may not be written, in words; empty where no lock says so
     * @param unasked late drafts that no request names yet
     * @param left how long its time still runs, in milliseconds; 0 where it does not run
     */
    public record Head(
            String code,
            Scale scale,
            int filled,
            int drafts,
            String lock,
            String why,
            String label,
            boolean late,
            String frozen,
            int unasked,
            long left) {}

    /**
     * Vì sao cột không nhận điểm.
     *
     * @param why in a sentence
     * @param label in a word or two
     * @param frozen why what is committed may not be written
     */
    record Shut(String why, String label, String frozen) {
        static final Shut NOT = new Shut("", "", "");
    }

    /** Dòng của một học sinh. */
    public record Line(
            String pupil,
            int number,
            String name,
            String birthDate,
            String revisions,
            List<Field> fields,
            String average,
            String standing,
            boolean theoryOnly) {
        public Line {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Ô nhập.
     *
     * @param look its classes
     * @param name the attribute that lets it be sent, or the one that lets nobody type
     * @param labels ids of the pupil's name and of the column's head
     * @param wrong whether what stands in it is no mark
     * @param gone whether a committed mark was deleted
     * @param keys what a phone's keyboard is to offer
     * @param origin where the mark came from, when it came along with the pupil
     * @param owed the assessment that was missed; null where none was, and once something stands there
     * @param request the one that waits for this cell; null where none does
     */
    public record Field(
            String look,
            String name,
            String text,
            String labels,
            boolean wrong,
            boolean gone,
            String keys,
            SheetView.@Nullable Origin origin,
            @Nullable MissingTest owed,
            OpenRequests.@Nullable Request request) {}

    /** Học kỳ: the sheet of the same class in a term. */
    public record Term(int number, String sheet, boolean current) {}

    /**
     * @param shut by column, why it takes nothing, or that it takes late drafts
     * @param typed what stands in the fields of a form that was not taken
     */
    static SheetPage of(SheetView view, Map<Column, Shut> shut, Map<Cell, String> typed, String wantedColumn) {
        var heads = view.columns().stream()
                .map(head -> head(view, head, shut.getOrDefault(head.column(), Shut.NOT)))
                .toList();
        var lines = view.rows().stream().map(row -> line(view, row, typed)).toList();
        var semester = view.sheet().semester();
        var classes =
                view.tabs().stream().filter(tab -> tab.semester() == semester).toList();
        return new SheetPage(view, heads, lines, at(view, wantedColumn), classes, terms(view));
    }

    /** The words that some column of it takes, each once; none on a sheet of marks. */
    public List<Word> words() {
        return heads.stream()
                .flatMap(head -> head.scale().words().stream())
                .distinct()
                .toList();
    }

    /** What stands behind a row's cells: an average, a verdict, or nothing. */
    public String result() {
        return switch (view.sheet().form()) {
            case SCORED -> "average";
            case COMMENT -> "verdict";
            case PRIMARY -> "";
        };
    }

    /**
     * Đề nghị đang chờ.
     *
     * @param name of the first pupil whom it is about
     * @param more how many other cells it is about
     */
    public record Asked(String request, String name, String column, int more) {}

    /** The requests of that person that wait for a cell of this sheet. */
    public List<Asked> asked(String person) {
        var asked = new LinkedHashMap<String, Asked>();
        for (var row : view.rows()) {
            for (var head : view.columns()) {
                var request = view.requests().get(new Cell(row.pupil(), head.column()));
                if (request != null && request.by().equals(person)) {
                    asked.merge(
                            request.id(),
                            new Asked(request.id(), row.name(), head.column().code(), 0),
                            (first, next) ->
                                    new Asked(first.request(), first.name(), first.column(), first.more() + 1));
                }
            }
        }
        return List.copyOf(asked.values());
    }

    private static Head head(SheetView view, SheetView.ColumnHead head, Shut shut) {
        var at = head.hours().at();
        return new Head(
                head.column().code(),
                head.scale(),
                head.filled(),
                head.drafts(),
                head.takes() ? "" : shut.why(),
                shut.why(),
                shut.label(),
                !head.locked() && head.hours().ended(),
                shut.frozen(),
                head.unasked(),
                head.hours().open() && at != null
                        ? Duration.between(view.now(), at).toMillis()
                        : 0);
    }

    private static List<Term> terms(SheetView view) {
        var terms = new ArrayList<Term>();
        for (var tab : view.tabs()) {
            if (tab.homeroomName().equals(view.homeroomName())) {
                terms.add(new Term(
                        tab.semester(),
                        tab.sheet(),
                        tab.sheet().equals(view.sheet().id())));
            }
        }
        terms.sort((a, b) -> Integer.compare(a.number(), b.number()));
        return terms;
    }

    /** The asked column, else the first that waits for marks. */
    private static String at(SheetView view, String wanted) {
        var codes = view.columns().stream().map(head -> head.column().code()).toList();
        if (codes.contains(wanted)) {
            return wanted;
        }
        return view.columns().stream()
                .filter(head -> head.takes() && head.filled() < view.rows().size())
                .findFirst()
                .map(head -> head.column().code())
                .orElse(codes.getFirst());
    }

    private static Line line(SheetView view, SheetView.Row row, Map<Cell, String> typed) {
        var fields = new ArrayList<Field>(row.cells().size());
        for (var cell : row.cells()) {
            var at = new Cell(row.pupil(), cell.column());
            fields.add(field(
                    view.sheet().scale(cell.column()),
                    row,
                    cell,
                    typed.get(at),
                    view.requests().get(at)));
        }
        var verdict = row.verdict();
        var average = row.average();
        return new Line(
                row.pupil(),
                row.number(),
                row.name(),
                DAY.format(row.birthDate()),
                row.cells().stream().map(cell -> String.valueOf(cell.rev())).collect(Collectors.joining(",")),
                fields,
                verdict != null ? verdict.text() : average.isPresent() ? Score.text(average.getAsInt()) : "",
                row.standing().name(),
                row.theoryOnly());
    }

    private static boolean low(Entry entry) {
        return switch (entry) {
            case Score score -> score.tenths() < LOW;
            case Word word -> word == Word.CD || word == Word.C;
        };
    }

    /** What a phone's keyboard is to offer. */
    static String keys(Scale scale) {
        return scale.wordy() ? "text" : scale.whole() ? "numeric" : "decimal";
    }

    private static Field field(
            Scale scale,
            SheetView.Row row,
            SheetView.SheetCell cell,
            @Nullable String typed,
            OpenRequests.@Nullable Request request) {
        var held = cell.value().map(Entry::text).orElse("");
        var text = typed == null || !cell.open() ? held : typed;
        var wrong = typed != null && cell.open() && Gradebook.reader(scale).read(typed) instanceof Reading.Wrong;
        var low = text.equals(held) && cell.value().filter(SheetPage::low).isPresent();
        var code = cell.column().code();
        var gone = cell.committed() && held.isEmpty();
        var owed = cell.owed();
        var look = "c-" + code
                + (cell.committed() ? " done" : cell.draft() ? " draft" : "")
                + (cell.draft() && cell.mine() ? " mine" : "")
                + (cell.open() || cell.committed() ? "" : " shut")
                + (gone ? " gone" : "")
                + (cell.own() ? " own" : "")
                + (cell.doubtful() ? " ask" : "")
                + (owed == null ? "" : " owed")
                + (cell.makeUp() ? " makeup" : "")
                + (request == null ? "" : " asked")
                + (wrong ? " err" : "")
                + (low ? " low" : "")
                + (cell.origin() == null ? "" : " came");
        // Ids are ours, 13 letters and digits: nothing in them to escape.
        var name = cell.open() ? "name=\"m." + row.pupil() + "." + code + "\"" : "readonly";
        return new Field(
                look,
                name,
                text,
                "p" + row.number() + " h" + code,
                wrong,
                gone,
                keys(scale),
                cell.origin(),
                owed,
                request);
    }
}
