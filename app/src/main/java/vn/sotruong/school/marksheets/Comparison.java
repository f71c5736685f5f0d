package vn.sotruong.school.marksheets;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.MarkReader;
import vn.sotruong.school.gradebook.Reading;
import vn.sotruong.school.gradebook.Reason;
import vn.sotruong.school.gradebook.Scale;
import vn.sotruong.school.gradebook.SheetView;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.marksheets.Layout.Who;
import vn.sotruong.school.marksheets.Report.Line;
import vn.sotruong.school.marksheets.Report.Namesake;
import vn.sotruong.school.marksheets.Report.State;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;

/** So tệp với sổ: says of every filled cell of a file what it would do to a sheet. It writes nothing. */
final class Comparison {
    private static final Pattern NUMERAL = Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,2})?");
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final long FIRST_DAY = 36_526;
    private static final long LAST_DAY = 73_050;
    private static final String SHORTHAND = "[0-9]{2}";

    private final SheetView view;
    private final Map<String, String> codes;
    private final Function<String, String> names;
    private final OptionalLong revision;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, SheetView.Row> byCode = new HashMap<>();
    private final Map<String, List<SheetView.Row>> byName;

    /**
     * Prepares the comparison with a sheet as its teacher sees it.
     *
     * @param codes the pupils' codes, by id
     * @param names a staff member's name, by id
     * @param revision of the template; empty for any other file
     */
    Comparison(SheetView view, Map<String, String> codes, Function<String, String> names, OptionalLong revision) {
        this.view = view;
        this.codes = codes;
        this.names = names;
        this.revision = revision;
        byName = view.rows().stream().collect(Collectors.groupingBy(row -> folded(row.name())));
        view.rows().forEach(row -> {
            var code = codes.get(row.pupil());
            if (code != null) {
                byCode.put(folded(code), row);
            }
        });
    }

    Report of(ExcelTab tab, Layout layout, Map<Integer, String> titles) {
        var met = new HashSet<String>();
        for (var row : tab.rows()) {
            if (row.number() >= layout.first()) {
                compare(row, layout, met);
            }
        }
        lines.sort(Comparator.comparing(Line::state));
        var used = new HashSet<Integer>(layout.people().values());
        used.addAll(layout.marks().values());
        return new Report(
                lines,
                titles.entrySet().stream()
                        .filter(each -> !used.contains(each.getKey()))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    private void compare(ExcelRow row, Layout layout, Set<String> met) {
        var filled = layout.marks().entrySet().stream()
                .filter(each -> !(row.at(each.getValue()) instanceof ExcelCell.Blank))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        if (filled.isEmpty()) {
            return;
        }
        var found = find(row, layout);
        var name = found.row().map(SheetView.Row::name).orElseGet(() -> name(row, layout));
        if (name.isEmpty()
                && found.row().isEmpty()
                && text(row, layout, Who.CODE).isEmpty()) {
            return;
        }
        var fault = found.fault();
        if (fault.isEmpty()
                && found.row().isPresent()
                && !met.add(found.row().get().pupil())) {
            fault = Optional.of(Said.of("marksheets.why.TWICE"));
        }
        var same = found.same().stream()
                .map(each -> new Namesake(row.number() + "." + each.pupil(), each.name(), each.birthDate()))
                .toList();
        for (var each : filled) {
            var column = each.getKey();
            var address = row.address(each.getValue());
            var cell = row.at(each.getValue());
            lines.add(
                    fault.isPresent() || found.row().isEmpty()
                            ? wrong(address, null, name, column, cell, "", fault.orElseThrow(), same)
                            : line(address, found.row().get(), column, cell));
        }
    }

    private record Found(Optional<SheetView.Row> row, Optional<Said> fault, List<SheetView.Row> same) {
        static Found of(SheetView.Row row) {
            return new Found(Optional.of(row), Optional.empty(), List.of());
        }

        static Found fault(String why, String... given) {
            return new Found(Optional.empty(), Optional.of(Said.of("marksheets.why." + why, given)), List.of());
        }

        static Found several(List<SheetView.Row> same) {
            return new Found(Optional.empty(), Optional.of(Said.of("marksheets.why.SAME_NAME")), same);
        }
    }

    private Found find(ExcelRow row, Layout layout) {
        var code = text(row, layout, Who.CODE);
        var name = name(row, layout);
        var coded = code.isEmpty() ? null : byCode.get(folded(code));
        if (coded != null) {
            return name.isEmpty() || folded(name).equals(folded(coded.name()))
                    ? Found.of(coded)
                    : Found.fault("CODE_NAME", code, coded.name());
        }
        var named = byName.getOrDefault(folded(name), List.of());
        if (named.isEmpty()) {
            return Found.fault("NO_PUPIL");
        }
        if (named.size() == 1) {
            var only = named.getFirst();
            return code.isEmpty() || !codes.containsKey(only.pupil())
                    ? Found.of(only)
                    : Found.fault("CODE_NAME", code, only.name());
        }
        var told = layout.told().get(row.number());
        var narrowed = named.stream()
                .filter(each ->
                        told == null ? tells(row, layout, each) : each.pupil().equals(told))
                .toList();
        return narrowed.size() == 1 ? Found.of(narrowed.getFirst()) : Found.several(named);
    }

    /** Of several of one name, the birth date tells, or the number in the class. */
    private static boolean tells(ExcelRow row, Layout layout, SheetView.Row pupil) {
        var born = text(row, layout, Who.BORN);
        return born.isEmpty()
                ? text(row, layout, Who.NUMBER).equals(String.valueOf(pupil.number()))
                : born.equals(Formats.day(pupil.birthDate()));
    }

    private static String text(ExcelRow row, Layout layout, Who who) {
        var column = layout.at(who);
        return column.isEmpty() ? "" : row.at(column.getAsInt()).shown();
    }

    private static String name(ExcelRow row, Layout layout) {
        var whole = text(row, layout, Who.NAME);
        return whole.isEmpty() ? (text(row, layout, Who.FAMILY) + " " + text(row, layout, Who.GIVEN)).strip() : whole;
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private Line line(String address, SheetView.Row row, Column column, ExcelCell file) {
        var scale = view.sheet().scale(column);
        var held = row.cells().stream()
                .filter(each -> each.column() == column)
                .findFirst()
                .orElseThrow();
        var shown = held.value().map(Entry::text).orElse("");
        var cell = new Cell(row.pupil(), column);
        var typed = typed(file);
        if (typed.isEmpty()) {
            var why = file instanceof ExcelCell.Formula ? "FORMULA" : "ERROR";
            return wrong(address, cell, row.name(), column, file, shown, Said.of("marksheets.why." + why));
        }
        return switch (new MarkReader(true, scale).read(typed.get())) {
            case Reading.Wrong(var fault, var hint) ->
                wrong(
                        address,
                        cell,
                        row.name(),
                        column,
                        file,
                        shown,
                        hint.map(score -> Said.of("marksheets.why.perhaps." + fault, score.text()))
                                .orElseGet(() -> Said.of("gradebook.fault." + fault)));
            case Reading.Empty() -> line(address, row, held, file, typed.get(), "", State.EQUAL, List.of());
            case Reading.Mark(var entry, var rounded, var doubtful) ->
                judged(
                        address,
                        row,
                        held,
                        file,
                        typed.get(),
                        entry,
                        notes(typed.get(), entry, scale, rounded, doubtful));
        };
    }

    private static Line line(
            String address,
            SheetView.Row row,
            SheetView.SheetCell held,
            ExcelCell file,
            String typed,
            String read,
            State state,
            List<Said> why) {
        return new Line(
                address,
                new Cell(row.pupil(), held.column()),
                row.name(),
                held.column().code(),
                file.shown(),
                typed,
                read,
                held.value().map(Entry::text).orElse(""),
                held.rev(),
                state,
                why,
                List.of());
    }

    private Line judged(
            String address,
            SheetView.Row row,
            SheetView.SheetCell held,
            ExcelCell file,
            String typed,
            Entry entry,
            List<Said> notes) {
        var why = new ArrayList<Said>();
        var state = state(row, held, entry, why);
        if (state != State.EQUAL && state != State.COMMITTED && state != State.LOCKED) {
            why.addAll(notes);
        }
        return line(address, row, held, file, typed, entry.text(), state, why);
    }

    private State state(SheetView.Row row, SheetView.SheetCell held, Entry entry, List<Said> why) {
        if (held.value().equals(Optional.of(entry))) {
            return State.EQUAL;
        }
        // a test that took place while the pupil was in the class is taken still, where the page takes it
        if (row.standing() != SheetView.Standing.STUDYING && !held.open()) {
            why.add(Said.of("gradebook.reason." + standing(row.standing())));
            return State.LOCKED;
        }
        if (held.committed()) {
            return State.COMMITTED;
        }
        var head = view.columns().stream()
                .filter(each -> each.column() == held.column())
                .findFirst()
                .orElseThrow();
        if (head.locked()) {
            why.add(sentence(head.locks().getFirst()));
            return State.LOCKED;
        }
        var at = head.hours().at();
        if (!head.hours().open()) {
            why.add(Said.of("gradebook.hours." + head.hours().state(), at == null ? "" : Formats.moment(at)));
        }
        if (!head.takes()) {
            return State.LOCKED;
        }
        if (revision.isPresent() && held.rev() > revision.getAsLong()) {
            return State.QUESTION;
        }
        if (head.hours().ended()) {
            return State.LATE;
        }
        return held.value().isPresent() ? State.CHANGED : State.NEW;
    }

    private static Reason standing(SheetView.Standing standing) {
        return switch (standing) {
            case PAUSED -> Reason.PUPIL_PAUSED;
            case EXEMPT -> Reason.PUPIL_EXEMPT;
            case STUDYING, LEFT -> Reason.PUPIL_LEFT;
        };
    }

    private Said sentence(Lock lock) {
        return Said.of(
                "gradebook.locked",
                lock.decision(),
                names.apply(lock.decidedBy()),
                Formats.day(lock.decidedAt()),
                lock.reason());
    }

    /** What somebody typed into the cell, or would have; empty for what no typing makes. */
    private static Optional<String> typed(ExcelCell cell) {
        return switch (cell) {
            case ExcelCell.Text(var value) -> Optional.of(value);
            case ExcelCell.Day day -> Optional.of(day.shown());
            case ExcelCell.Numeral(var raw) -> Optional.of(numeral(raw));
            case ExcelCell.Formula _, ExcelCell.Faulty _, ExcelCell.Blank _ -> Optional.empty();
        };
    }

    /** A number as typed; one that counts days of this century was a date before the column's format hid it. */
    private static String numeral(String raw) {
        if (!NUMERAL.matcher(raw).matches()) {
            return raw;
        }
        var number = new BigDecimal(raw);
        if (number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(FIRST_DAY)) >= 0
                && number.compareTo(BigDecimal.valueOf(LAST_DAY)) <= 0) {
            return new ExcelCell.Day(DAY_ZERO.plusDays(number.longValueExact())).shown();
        }
        return number.stripTrailingZeros().toPlainString();
    }

    private static List<Said> notes(String typed, Entry entry, Scale scale, boolean rounded, boolean doubtful) {
        var notes = new ArrayList<Said>();
        if (doubtful) {
            notes.add(Said.of("marksheets.note.DOUBTFUL", typed, entry.text()));
        } else if (scale == Scale.TENTHS && typed.matches(SHORTHAND) && !typed.equals("10")) {
            notes.add(Said.of("marksheets.note.READ", typed, entry.text()));
        }
        if (rounded) {
            notes.add(Said.of("marksheets.note.ROUNDED", typed.replace('.', ','), entry.text()));
        }
        return notes;
    }

    private static Line wrong(
            String address, @Nullable Cell cell, String name, Column column, ExcelCell file, String held, Said why) {
        return wrong(address, cell, name, column, file, held, why, List.of());
    }

    private static Line wrong(
            String address,
            @Nullable Cell cell,
            String name,
            Column column,
            ExcelCell file,
            String held,
            Said why,
            List<Namesake> same) {
        return new Line(
                address,
                cell,
                name,
                Objects.requireNonNull(column).code(),
                file.shown(),
                "",
                "",
                held,
                0,
                State.WRONG,
                List.of(why),
                same);
    }
}
