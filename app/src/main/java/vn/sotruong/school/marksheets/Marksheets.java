package vn.sotruong.school.marksheets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.school.gradebook.Answer;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Op;
import vn.sotruong.school.gradebook.OpsResult;
import vn.sotruong.school.gradebook.SheetView;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.marksheets.Layout.Who;
import vn.sotruong.school.marksheets.Report.Line;
import vn.sotruong.school.marksheets.Report.State;
import vn.sotruong.school.marksheets.WaitingMarksTable.Waiting;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.ExcelTab;

/** Bảng điểm Excel: gives templates out, takes files back, reports on each cell, and hands what is confirmed to the gradebook. */
public final class Marksheets {
    private static final Duration WAITS = Duration.ofDays(1);
    private static final int KEY_BYTES = 32;
    private static final int OP_BYTES = 12;
    private static final int PASSWORD_CHARACTERS = 16;
    private static final int LONGEST_NAME = 120;

    private final Database db;
    private final Gradebook gradebook;
    private final SheetViews views;
    private final SecureRandom random;

    public Marksheets(Database db, Gradebook gradebook, SheetViews views, SecureRandom random) {
        this.db = db;
        this.gradebook = gradebook;
        this.views = views;
        this.random = random;
    }

    /** Kết quả nhận tệp. */
    public sealed interface Upload {
        /** The file waits for its reader. */
        record Waits() implements Upload {}

        /**
         * The file is not used at all.
         *
         * @param reason a constant of {@link ExcelFile.Reason} or {@link Reason}
         */
        record Refused(Enum<?> reason) implements Upload {}
    }

    /** Điều đang chờ người dùng. */
    public sealed interface Pending {
        /** The report, with what must come back with the confirmation. */
        record Checked(String fileName, String tab, Report report, String seal) implements Pending {}

        /**
         * Which column holds what must be said first.
         *
         * @param tabs the file's sheets
         * @param first the first row of pupils in the chosen one
         * @param titles over its columns
         * @param guess what was understood, by the name of what a column may hold
         */
        record Unsure(
                String fileName,
                List<String> tabs,
                String tab,
                int first,
                Map<Integer, String> titles,
                Map<String, Integer> guess)
                implements Pending {
            public Unsure {
                tabs = List.copyOf(tabs);
            }
        }
    }

    /** Kết quả xác nhận. */
    public sealed interface Confirmation {
        /**
         * These are drafts now.
         *
         * @param late how many of them came after their time
         * @param left how many were not taken, since the book changed in that moment
         */
        record Done(long kept, long late, long left) implements Confirmation {}

        /**
         * Nothing was written.
         *
         * @param reason a constant of {@link Reason} or of the gradebook's reasons
         */
        record Refused(Enum<?> reason) implements Confirmation {}
    }

    /** The sheet as its teacher sees it; empty for everybody else. */
    Optional<SheetView> view(Teacher teacher, String sheet) {
        return views.find(teacher, sheet);
    }

    /** The file of a sheet. */
    byte[] template(Teacher teacher, SheetView view, Words words) {
        var key = key(teacher);
        var stamp = new Stamp(view.sheet().id(), view.news());
        var lines = stamp.lines(key);
        return new Template(view, codes(view), words)
                .sheet()
                .bytes(
                        Stamp.TAB,
                        lines,
                        lines.getLast().substring(lines.getLast().length() - PASSWORD_CHARACTERS));
    }

    private byte[] key(Teacher teacher) {
        return db.read(WaitingMarksTable::findKey).orElseGet(() -> {
            var fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            return db.write(
                    teacher.actor(),
                    tx -> WaitingMarksTable.findKey(tx.handle()).orElseGet(() -> {
                        WaitingMarksTable.keepKey(tx, fresh);
                        return fresh;
                    }));
        });
    }

    private Map<String, String> codes(SheetView view) {
        return db.read(handle -> {
            var codes = new HashMap<String, String>();
            Roll.list(handle, view.sheet().homeroom()).forEach(entry -> {
                var code = entry.pupil().code();
                if (code != null) {
                    codes.put(entry.pupil().id(), code);
                }
            });
            return codes;
        });
    }

    /** Takes a file in the place of the one that may wait. */
    Upload upload(Teacher teacher, SheetView view, String fileName, byte[] file) {
        if (!view.writes()) {
            return new Upload.Refused(Reason.ONLY_READS);
        }
        if (ExcelFile.readAny(file) instanceof ExcelFile.Reading.Refused(var reason)) {
            return new Upload.Refused(reason);
        }
        var refusal = refusal(stamp(file), view);
        if (refusal.isPresent()) {
            return new Upload.Refused(refusal.get());
        }
        db.write(teacher.actor(), tx -> {
            WaitingMarksTable.removeOlderThan(tx, Moments.text(tx.now().minus(WAITS)));
            WaitingMarksTable.put(tx, view.sheet().id(), shortened(fileName), file, hash(file, KEY_BYTES));
            return true;
        });
        return new Upload.Waits();
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private Optional<Stamp.Reading> stamp(byte[] file) {
        return ExcelFile.findHidden(file, Stamp.TAB).map(tab -> Stamp.read(tab, db.read(WaitingMarksTable::findKey)));
    }

    private static Optional<Reason> refusal(Optional<Stamp.Reading> stamp, SheetView view) {
        return stamp.flatMap(reading -> switch (reading) {
            case Stamp.Reading.Broken() -> Optional.of(Reason.BAD_STAMP);
            case Stamp.Reading.Ours(var ours) ->
                ours.sheet().equals(view.sheet().id()) ? Optional.empty() : Optional.of(Reason.OTHER_SHEET);
        });
    }

    /** What waits for the teacher on this sheet. */
    Optional<Pending> find(Teacher teacher, SheetView view) {
        var sheet = view.sheet().id();
        var account = teacher.actor().account();
        return db.read(handle -> WaitingMarksTable.find(handle, account, sheet)).flatMap(waiting -> {
            var file = db.read(handle -> WaitingMarksTable.file(handle, account, sheet));
            return ExcelFile.readAny(file) instanceof ExcelFile.Reading.Read(var tabs)
                    ? Optional.of(pending(view, waiting, file, tabs))
                    : Optional.empty();
        });
    }

    /** The question about columns, also where nobody had to ask it. */
    Optional<Pending.Unsure> unsure(Teacher teacher, SheetView view) {
        var sheet = view.sheet().id();
        var account = teacher.actor().account();
        return db.read(handle -> WaitingMarksTable.find(handle, account, sheet)).flatMap(waiting -> {
            var file = db.read(handle -> WaitingMarksTable.file(handle, account, sheet));
            return ExcelFile.readAny(file) instanceof ExcelFile.Reading.Read(var tabs)
                    ? Optional.of(unsure(view, waiting, tabs))
                    : Optional.empty();
        });
    }

    private static Pending.Unsure unsure(SheetView view, Waiting waiting, List<ExcelTab> tabs) {
        return unsure(waiting, tabs, understood(view, waiting, tabs));
    }

    /**
     * Cách hiểu một tệp.
     *
     * @param layout null where nothing is like a heading
     * @param several whether more than one sheet of the file could be meant
     */
    private record Understood(
            ExcelTab tab,
            @Nullable Headings heading,
            @Nullable Layout layout,
            boolean several) {}

    private static Understood understood(SheetView view, Waiting waiting, List<ExcelTab> tabs) {
        var chosen = waiting.tab();
        var headings = new HashMap<String, Headings>();
        tabs.forEach(tab -> Headings.find(tab, view.sheet()).ifPresent(found -> headings.put(tab.name(), found)));
        var tab = tabs.stream()
                .filter(each -> chosen == null || each.name().equals(chosen))
                .max(Comparator.comparingInt(each -> weight(headings.get(each.name()))))
                .orElse(tabs.getFirst());
        var mapping = waiting.mapping();
        if (mapping == null) {
            var heading = headings.get(tab.name());
            var several = chosen == null
                    && headings.values().stream()
                                    .filter(each -> each.layout().sure())
                                    .count()
                            > 1;
            return new Understood(tab, heading, heading == null ? null : heading.layout(), several);
        }
        var layout = Layout.parse(tab.name(), mapping, view.sheet().columns());
        var heading = Headings.above(tab, view.sheet(), layout.first()).orElse(null);
        return new Understood(tab, heading, layout, false);
    }

    private Pending pending(SheetView view, Waiting waiting, byte[] file, List<ExcelTab> tabs) {
        var understood = understood(view, waiting, tabs);
        var heading = understood.heading();
        var layout = understood.layout();
        if (layout == null
                || !layout.sure()
                || understood.several()
                || (waiting.mapping() == null && (heading == null || heading.doubtful()))) {
            return unsure(waiting, tabs, understood);
        }
        var revision = stamp(file).stream()
                .filter(Stamp.Reading.Ours.class::isInstance)
                .mapToLong(reading -> ((Stamp.Reading.Ours) reading).stamp().revision())
                .findFirst();
        var report = new Comparison(view, codes(view), views::name, revision)
                .of(understood.tab(), layout, heading == null ? Map.of() : heading.titles());
        return new Pending.Checked(waiting.fileName(), understood.tab().name(), report, report.seal(waiting.hash()));
    }

    private static int weight(@Nullable Headings headings) {
        return headings == null
                ? -1
                : (headings.layout().sure() ? 100 : 0)
                        + headings.layout().marks().size();
    }

    private static Pending.Unsure unsure(Waiting waiting, List<ExcelTab> tabs, Understood understood) {
        var heading = understood.heading();
        var said = understood.layout();
        var layout = heading != null && (said == null || said.bare()) ? heading.layout() : said;
        var guess = new HashMap<String, Integer>();
        if (layout != null) {
            layout.people().forEach((who, column) -> guess.put(who.name(), column));
            layout.marks().forEach((mark, column) -> guess.put(mark.code(), column));
        }
        return new Pending.Unsure(
                waiting.fileName(),
                tabs.stream().map(ExcelTab::name).toList(),
                understood.tab().name(),
                layout == null ? 1 : layout.first(),
                heading == null ? first(understood.tab()) : heading.titles(),
                guess);
    }

    private static Map<Integer, String> first(ExcelTab tab) {
        var titles = new TreeMap<Integer, String>();
        tab.rows().stream()
                .limit(3)
                .forEach(row -> row.cells().forEach((column, cell) -> titles.putIfAbsent(column, cell.shown())));
        return titles;
    }

    /**
     * Says which sheet of the file is meant, and which of its columns holds what.
     *
     * @param first the first row of pupils; empty for where it seems to be
     */
    void map(Teacher teacher, SheetView view, String tab, OptionalInt first, Map<String, Integer> said) {
        var people = new EnumMap<Who, Integer>(Who.class);
        var marks = new EnumMap<Column, Integer>(Column.class);
        said.forEach((name, column) -> {
            Layout.findWho(name).ifPresent(who -> people.put(who, column));
            Column.find(name).filter(view.sheet().columns()::contains).ifPresent(mark -> marks.put(mark, column));
        });
        change(teacher, view, (waiting, tabs) -> {
            var from = first.isPresent() ? first.getAsInt() : firstRow(tabs, tab, view);
            var text = said.isEmpty() && first.isEmpty() ? null : new Layout(tab, from, people, marks).text();
            return Optional.of(new Choice(tab, text));
        });
    }

    /** Says which of several pupils of one name a row of the file is about. */
    void tell(Teacher teacher, SheetView view, int row, String pupil) {
        if (view.rows().stream().noneMatch(each -> each.pupil().equals(pupil))) {
            return;
        }
        change(teacher, view, (waiting, tabs) -> {
            var understood = understood(view, waiting, tabs);
            return Optional.ofNullable(understood.layout())
                    .map(layout -> new Choice(
                            understood.tab().name(), layout.telling(row, pupil).text()));
        });
    }

    /** Điều người dùng chọn về tệp đang chờ. */
    private record Choice(String tab, @Nullable String mapping) {}

    private void change(Teacher teacher, SheetView view, BiFunction<Waiting, List<ExcelTab>, Optional<Choice>> choice) {
        var sheet = view.sheet().id();
        var account = teacher.actor().account();
        db.write(teacher.actor(), tx -> {
            var waiting = WaitingMarksTable.find(tx.handle(), account, sheet);
            if (waiting.isPresent()
                    && ExcelFile.readAny(WaitingMarksTable.file(tx.handle(), account, sheet))
                            instanceof ExcelFile.Reading.Read(var tabs)) {
                choice.apply(waiting.get(), tabs)
                        .ifPresent(said -> WaitingMarksTable.map(tx, sheet, said.tab(), said.mapping()));
            }
            return true;
        });
    }

    private static int firstRow(List<ExcelTab> tabs, String tab, SheetView view) {
        return tabs.stream()
                .filter(each -> each.name().equals(tab))
                .findFirst()
                .flatMap(each -> Headings.find(each, view.sheet()))
                .map(found -> found.layout().first())
                .orElse(1);
    }

    /**
     * Hands what the report would take to the gradebook, as drafts of the teacher.
     *
     * @param seal of the report that they were shown
     * @param chosen cells that changed on the server and for which they choose the file's value
     */
    Confirmation confirm(Teacher teacher, SheetView view, String seal, Set<String> chosen) {
        return switch (find(teacher, view).orElse(null)) {
            case null -> new Confirmation.Refused(Reason.NOTHING_WAITS);
            case Pending.Unsure _ -> new Confirmation.Refused(Reason.NOTHING_WAITS);
            case Pending.Checked checked when !checked.seal().equals(seal) -> new Confirmation.Refused(Reason.CHANGED);
            case Pending.Checked checked -> enter(teacher, view, checked, chosen);
        };
    }

    private Confirmation enter(Teacher teacher, SheetView view, Pending.Checked checked, Set<String> chosen) {
        var ops = new ArrayList<Op>();
        for (var line : checked.report().lines()) {
            if (line.taken() || (line.state() == State.QUESTION && chosen.contains(line.id()))) {
                ops.add(op(teacher, view, checked.seal(), line));
            }
        }
        if (ops.isEmpty()) {
            return new Confirmation.Refused(Reason.NOTHING_NEW);
        }
        return switch (gradebook.enter(teacher, view.sheet().id(), ops)) {
            case OpsResult.Denied(var reason, var _) -> new Confirmation.Refused(reason);
            case OpsResult.Answered(var answers) -> {
                var late =
                        answers.stream().filter(Answer.Late.class::isInstance).count();
                var kept = answers.stream().filter(Answer::accepted).count();
                if (kept == answers.size()) {
                    discard(teacher, view.sheet().id());
                }
                yield new Confirmation.Done(kept - late, late, answers.size() - kept);
            }
        };
    }

    /** The same confirmation sent twice makes the same commands, so each is carried out once. */
    private static Op op(Teacher teacher, SheetView view, String seal, Line line) {
        var cell = line.cell();
        if (cell == null) {
            throw new IllegalStateException("nobody's line is never taken");
        }
        var told = String.join("\n", teacher.actor().account(), view.sheet().id(), seal, line.id())
                .getBytes(StandardCharsets.UTF_8);
        return new Op(hash(told, OP_BYTES), cell, line.rev(), line.typed(), List.of());
    }

    /** Forgets the file that waits. */
    void discard(Teacher teacher, String sheet) {
        db.write(teacher.actor(), tx -> {
            WaitingMarksTable.remove(tx, sheet);
            return true;
        });
    }

    private static String hash(byte[] bytes, int most) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, Math.min(most, digest.length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
