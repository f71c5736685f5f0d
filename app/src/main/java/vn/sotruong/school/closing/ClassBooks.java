package vn.sotruong.school.closing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.closing.ClassBook.Cell;
import vn.sotruong.school.closing.ClassBook.Course;
import vn.sotruong.school.closing.ClassBook.Part;
import vn.sotruong.school.closing.ClassBook.Row;
import vn.sotruong.school.closing.ClassBook.Signer;
import vn.sotruong.school.closing.ClassBook.Total;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.results.PupilResult;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Lấy sổ của lớp ra để in: the marks and the results as they stand, in words. */
final class ClassBooks {
    /** So many columns of marks stand side by side on A4 across. */
    private static final int WIDEST = 27;

    private static final Messages WORDS = Messages.of(ClassBooks.class, Circular22.class);

    private final Handle handle;
    private final Homeroom homeroom;
    private final int semester;
    private final Period period;
    private final Map<String, PupilResult> results;
    private final List<RollEntry> present;
    private final List<RollEntry> entries;
    private final List<Sheet> sheets;
    private final Map<String, Subject> subjects;
    private final Map<String, Map<String, Map<Column, Entry>>> marks = new HashMap<>();

    private ClassBooks(Handle handle, Homeroom homeroom, int semester) {
        this.handle = handle;
        this.homeroom = homeroom;
        this.semester = semester;
        period = semester == 1 ? Period.FIRST : Period.SECOND;
        results = Results.list(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(PupilResult::pupil, Function.identity()));
        present = Roll.list(handle, homeroom.id());
        var seen = present.stream().map(each -> each.pupil().id()).collect(Collectors.toSet());
        entries = Stream.concat(
                        present.stream(),
                        Roll.listFormer(handle, homeroom.id()).stream()
                                .filter(each -> results.containsKey(each.pupil().id())
                                        && !seen.contains(each.pupil().id())))
                .toList();
        subjects =
                SchoolYears.listSubjects(handle).stream().collect(Collectors.toMap(Subject::id, Function.identity()));
        sheets = CommittedMarks.listSheets(handle, List.of(homeroom.id())).stream()
                .filter(sheet -> sheet.semester() == semester)
                .sorted(Comparator.comparingInt(sheet -> subject(sheet).position()))
                .toList();
        readMarks();
    }

    /** The book as it stands. */
    static ClassBook read(Handle handle, Homeroom homeroom, int semester, int serial, LocalDate today) {
        return new ClassBooks(handle, homeroom, semester).book(serial, today);
    }

    private ClassBook book(int serial, LocalDate today) {
        var school = SchoolYears.getSchool(handle);
        return new ClassBook(
                school.name(),
                school.address(),
                homeroom.name(),
                homeroom.schoolYear().replace('-', '–'),
                semester,
                serial,
                rules(),
                Roll.findHomeroomTeacher(handle, homeroom.id(), today)
                        .map(each -> name(each.staff()))
                        .orElse(""),
                results.values().stream().anyMatch(each -> each.of(period).mean() != null),
                results.values().stream().anyMatch(each -> each.of(period).title() != null),
                parts(),
                sheets.stream().map(sheet -> subject(sheet).name()).toList(),
                entries.stream().map(this::total).toList(),
                signers(today));
    }

    private Subject subject(Sheet sheet) {
        return Objects.requireNonNull(subjects.get(sheet.subject()));
    }

    private String name(String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    /** What a pupil brought from another class of the year stands here too; this class goes before. */
    private void readMarks() {
        var pupils = entries.stream().map(each -> each.pupil().id()).toList();
        var homerooms = new LinkedHashSet<String>();
        homerooms.add(homeroom.id());
        Roll.listEarlierPlaces(handle, homeroom.id()).stream()
                .filter(each -> pupils.contains(each.pupil()))
                .map(Enrolment::homeroom)
                .forEach(homerooms::add);
        var order = List.copyOf(homerooms);
        CommittedMarks.list(handle, homerooms, pupils, null).stream()
                .filter(each -> each.sheet().semester() == semester)
                .sorted(Comparator.comparingInt(
                        each -> order.indexOf(each.sheet().homeroom())))
                .forEach(each -> each.values()
                        .forEach((column, entry) -> marks.computeIfAbsent(each.pupil(), _ -> new HashMap<>())
                                .computeIfAbsent(each.sheet().subject(), _ -> new EnumMap<>(Column.class))
                                .putIfAbsent(column, entry)));
    }

    private String rules() {
        return results.values().stream()
                .findFirst()
                .flatMap(each -> Rulebook.find(each.rulesetId(), each.version()))
                .map(each -> each.source() + " (" + each.id() + "." + each.version() + ")")
                .orElse("");
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        var next = new ArrayList<Sheet>();
        int width = 0;
        for (var sheet : sheets) {
            int wide = sheet.columns().size() + 1;
            if (!next.isEmpty() && width + wide > WIDEST) {
                parts.add(part(next));
                next.clear();
                width = 0;
            }
            next.add(sheet);
            width += wide;
        }
        if (!next.isEmpty()) {
            parts.add(part(next));
        }
        return parts;
    }

    private Part part(List<Sheet> together) {
        var courses = together.stream()
                .map(sheet -> new Course(
                        subject(sheet).name(),
                        sheet.columns().stream().map(Column::code).toList()))
                .toList();
        var rows = entries.stream()
                .map(entry -> new Row(
                        entry.number(),
                        entry.pupil().name().full(),
                        !present.contains(entry),
                        together.stream().flatMap(sheet -> cells(entry, sheet)).toList()))
                .toList();
        return new Part(courses, rows);
    }

    private Stream<Cell> cells(RollEntry entry, Sheet sheet) {
        var values = marks.getOrDefault(entry.pupil().id(), Map.of()).getOrDefault(sheet.subject(), Map.of());
        return Stream.concat(
                sheet.columns().stream().map(column -> {
                    var value = values.get(column);
                    return new Cell(value == null ? "" : value.text(), false);
                }),
                Stream.of(new Cell(average(entry, sheet), true)));
    }

    private String average(RollEntry entry, Sheet sheet) {
        var result = results.get(entry.pupil().id());
        return result == null
                ? ""
                : result.line(sheet.subject())
                        .map(line -> text(line.of(period)))
                        .orElse("");
    }

    private static String text(Result result) {
        return switch (result) {
            case Result.Score(var tenths) -> mark(tenths);
            case Result.Verdict verdict -> verdict == Result.Verdict.PASSED ? "Đ" : "CĐ";
            case Result.Gap gap -> gap == Result.Gap.PENDING ? "" : say("closing.left-out");
        };
    }

    private static String mark(int tenths) {
        return tenths / 10 + "," + tenths % 10;
    }

    private static String say(String key) {
        return WORDS.get(Language.VI, key);
    }

    private Total total(RollEntry entry) {
        var averages = sheets.stream().map(sheet -> average(entry, sheet)).toList();
        var result = results.get(entry.pupil().id());
        return result == null ? total(entry, averages, "", "", "", "") : told(entry, averages, result);
    }

    private Total told(RollEntry entry, List<String> averages, PupilResult result) {
        var outcome = result.of(period);
        var rules = Results.ruleset(handle, result);
        var mean = outcome.mean();
        var level = outcome.level();
        var conduct = outcome.conduct();
        var title = outcome.title();
        return total(
                entry,
                averages,
                mean == null ? "" : mark(mean),
                level == null ? "" : say(rules.label(level)),
                conduct == null ? "" : say(rules.label(conduct)),
                title == null ? "" : say(title.key()));
    }

    private Total total(
            RollEntry entry, List<String> averages, String mean, String level, String conduct, String title) {
        return new Total(
                entry.number(),
                entry.pupil().name().full(),
                entry.pupil().birthDate(),
                !present.contains(entry),
                averages,
                mean,
                level,
                conduct,
                title);
    }

    /** Whoever teaches a subject of the class today, in the order of the subjects. */
    private List<Signer> signers(LocalDate today) {
        var teachers = new HashMap<String, @Nullable String>();
        Roll.listYearAssignments(handle, homeroom.schoolYear(), today).stream()
                .filter(each -> each.homeroom().equals(homeroom.id()))
                .sorted(Comparator.comparing(TeachingAssignment::id))
                .forEach(each -> teachers.putIfAbsent(each.subject(), name(each.staff())));
        return subjects.values().stream()
                .sorted(Comparator.comparingInt(Subject::position))
                .filter(each -> teachers.containsKey(each.id()))
                .map(each -> new Signer(each.name(), String.valueOf(teachers.get(each.id()))))
                .toList();
    }
}
