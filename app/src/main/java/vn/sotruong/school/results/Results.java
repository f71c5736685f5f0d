package vn.sotruong.school.results;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.primary.Traits;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.InputsHash;
import vn.sotruong.school.regulation.LearningResult;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.PupilYear;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Kết quả học kỳ và cả năm: computes them, keeps them, and says what is missing. */
public final class Results {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES =
            List.of(ResultTable.PUPIL_RESULT, PrimaryTable.PRIMARY_RESULT, ConfirmationTable.RESULT_CONFIRMATION);

    private final Database db;
    private final Clock clock;

    public Results(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Computes a whole class again. @return how many rows have changed */
    public static int recompute(Tx tx, String homeroom) {
        return recompute(tx, homeroom, ids(Roll.list(tx.handle(), homeroom)));
    }

    /** Computes these pupils of a class again; only what has changed is written, and a closed year never. */
    public static int recompute(Tx tx, String homeroomId, Collection<String> pupils) {
        var handle = tx.handle();
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        var governing = Governing.of(handle, homeroom.schoolYear(), homeroom.grade());
        if (pupils.isEmpty() || closed(handle, homeroom)) {
            return 0;
        }
        if (governing.isPresent() && governing.get().regulation() instanceof Circular27 circular) {
            return PrimaryResults.recompute(tx, homeroom, circular, pupils);
        }
        if (governing.isEmpty() || !(governing.get().regulation() instanceof MarkedRegulation regulation)) {
            return 0;
        }
        var book = ClassBook.read(handle, homeroom, regulation, pupils);
        var stored = ResultTable.map(handle, homeroom.schoolYear(), pupils);
        var touched = new Touched();
        var changed = 0;
        for (var pupil : pupils) {
            var before = stored.get(pupil);
            var after = compute(book, homeroom, governing.get(), pupil, Moments.text(tx.now()));
            if (before == null ? after.blank() : before.says(after)) {
                continue;
            }
            ResultTable.put(tx, after, before != null, null);
            touched.add(before, after);
            changed++;
        }
        Confirmations.touch(tx, homeroomId, touched);
        return changed;
    }

    /**
     * After every committed change of marks: pupils whose average or verdict has changed are computed again in the same
     * transaction. The others, nearly all while a term runs, cost a glance at one subject.
     */
    public static void afterMarks(Tx tx, Sheet sheet, Set<String> pupils) {
        var handle = tx.handle();
        var place = Roll.getHomeroom(handle, sheet.homeroom());
        if (closed(handle, place)) {
            afterClose(tx, place.schoolYear(), pupils);
            return;
        }
        var here = Roll.listEver(handle, sheet.homeroom()).stream()
                .filter(each -> each.until() == null)
                .map(Enrolment::pupil)
                .collect(Collectors.toSet());
        var byHomeroom = pupils.stream()
                .collect(Collectors.groupingBy(pupil -> here.contains(pupil)
                        ? sheet.homeroom()
                        : Roll.findPlace(handle, pupil)
                                .map(Enrolment::homeroom)
                                .filter(each -> sameYear(handle, each, sheet.homeroom()))
                                .orElse(sheet.homeroom())));
        byHomeroom.forEach((homeroom, own) -> {
            recompute(tx, homeroom, moved(handle, homeroom, sheet, own));
            if (sheet.form() == Sheet.Form.PRIMARY) {
                Confirmations.touch(tx, homeroom, Touched.of(sheet.semester(), sheet.subject(), own));
            }
        });
    }

    /** A witnessed amendment of a year that has ended: each row again by the rules that it was computed by, and no other row. */
    private static void afterClose(Tx tx, String schoolYear, Set<String> pupils) {
        var handle = tx.handle();
        PrimaryResults.again(tx, schoolYear, pupils);
        ResultTable.map(handle, schoolYear, pupils).forEach((pupil, before) -> {
            var homeroom = Roll.getHomeroom(handle, before.homeroom());
            var regulation = Governing.of(handle, before);
            var after = compute(
                    ClassBook.read(handle, homeroom, regulation, Set.of(pupil)),
                    homeroom,
                    new Governing(regulation, before.clause()),
                    pupil,
                    Moments.text(tx.now()));
            if (!before.says(after)) {
                ResultTable.put(tx, after, true, null);
                var touched = new Touched();
                touched.add(before, after);
                Confirmations.touch(tx, homeroom.id(), touched);
            }
        });
    }

    /** After every committed change of qualities and competencies. */
    public static void afterTraits(Tx tx, String homeroom, Circular27.Moment moment, Set<String> pupils) {
        recompute(tx, homeroom, pupils);
        Confirmations.touch(tx, homeroom, Touched.of(Traits.semester(moment), "", pupils));
    }

    /** After an exemption, marks brought along or another class: whoever is in a class is computed again there. */
    public static void afterMovement(Tx tx, String pupil) {
        Roll.findPlace(tx.handle(), pupil).ifPresent(place -> recompute(tx, place.homeroom(), Set.of(pupil)));
    }

    /** After a witnessed change of a mark brought along: in the year of that class, whether it runs or has ended. */
    public static void afterEarlierMark(Tx tx, String homeroom, String pupil) {
        var place = Roll.getHomeroom(tx.handle(), homeroom);
        if (closed(tx.handle(), place)) {
            afterClose(tx, place.schoolYear(), Set.of(pupil));
        } else {
            recompute(tx, homeroom, Set.of(pupil));
        }
    }

    private static List<String> moved(Handle handle, String homeroomId, Sheet sheet, List<String> pupils) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        var governing = Governing.of(handle, homeroom.schoolYear(), homeroom.grade());
        if (governing.isPresent() && governing.get().regulation() instanceof Circular27) {
            return pupils;
        }
        if (governing.isEmpty() || !(governing.get().regulation() instanceof MarkedRegulation regulation)) {
            return List.of();
        }
        var book = ClassBook.glance(handle, homeroom, regulation, pupils, sheet.subject());
        var course = book.course(sheet.subject());
        var stored = ResultTable.map(handle, homeroom.schoolYear(), pupils);
        return course.isEmpty()
                ? List.of()
                : pupils.stream()
                        .filter(pupil -> {
                            var now = book.term(pupil, course.get(), sheet.semester());
                            var kept = stored.get(pupil);
                            var was = kept == null ? Optional.<PupilResult.Line>empty() : kept.line(sheet.subject());
                            return was.isPresent()
                                    ? !now.equals(
                                            sheet.semester() == 1
                                                    ? was.get().first()
                                                    : was.get().second())
                                    : kept != null || !(now instanceof Result.Gap);
                        })
                        .toList();
    }

    private static boolean sameYear(Handle handle, String one, String two) {
        return one.equals(two)
                || Roll.getHomeroom(handle, one)
                        .schoolYear()
                        .equals(Roll.getHomeroom(handle, two).schoolYear());
    }

    /** Computes every class of the open year again. @return how many rows have changed */
    public int recomputeAll(Actor actor) {
        return db.write(actor, tx -> {
            var changed = 0;
            for (var homeroom : SchoolYears.findOpenYear(tx.handle())
                    .map(year -> Roll.listHomerooms(tx.handle(), year.id()))
                    .orElse(List.of())) {
                changed += recompute(tx, homeroom.id());
            }
            return changed;
        });
    }

    private static boolean closed(Handle handle, Homeroom homeroom) {
        return SchoolYears.findYear(handle, homeroom.schoolYear())
                .filter(year -> year.state() == SchoolYear.State.OPEN)
                .isEmpty();
    }

    private static List<String> ids(List<RollEntry> entries) {
        return entries.stream().map(each -> each.pupil().id()).toList();
    }

    static PupilResult compute(ClassBook book, Homeroom homeroom, Governing governing, String pupil, String now) {
        var regulation = book.regulation();
        var year = book.year(pupil);
        var lines = new ArrayList<PupilResult.Line>();
        for (var each : year.subjects()) {
            lines.add(new PupilResult.Line(
                    each.subject(), each.kind(), each.first(), each.second(), regulation.yearResult(each)));
        }
        var periods = new EnumMap<Period, PupilResult.Outcome>(Period.class);
        for (var period : Period.values()) {
            periods.put(period, outcome(regulation, year, period));
        }
        return new PupilResult(
                homeroom.schoolYear(),
                pupil,
                homeroom.id(),
                regulation.ruleset().id(),
                regulation.ruleset().version(),
                regulation.ruleset().choices(),
                governing.clause(),
                InputsHash.of(regulation, year),
                lines,
                periods,
                year.absences(),
                now);
    }

    private static PupilResult.Outcome outcome(MarkedRegulation regulation, PupilYear year, Period period) {
        var conduct = regulation.conduct(year, period).orElse(null);
        var title = regulation.title(year, period).orElse(null);
        return switch (regulation.level(year, period)) {
            case LearningResult.Known(var base, var level, var mean, var _) ->
                new PupilResult.Outcome(base, level, mean.isPresent() ? mean.getAsInt() : null, conduct, title, null);
            case LearningResult.Open(var ground, var _) ->
                new PupilResult.Outcome(null, null, null, conduct, title, ground);
        };
    }

    /** What is kept of a pupil's year. */
    public static Optional<PupilResult> find(Handle handle, String schoolYear, String pupil) {
        return ResultTable.find(handle, schoolYear, pupil);
    }

    /** What is kept of a class, in no order. */
    public static List<PupilResult> list(Handle handle, String homeroom) {
        return ResultTable.list(handle, homeroom);
    }

    /** The rules that a result which is kept was computed by, whatever holds now: levels go by its words. */
    public static Ruleset ruleset(Handle handle, PupilResult result) {
        return Governing.of(handle, result).ruleset();
    }

    /** A year as it is kept, with the rules that it was computed by: what a second look after the summer starts from. */
    public static Case kept(Handle handle, PupilResult result) {
        var regulation = Governing.of(handle, result);
        return new Case(regulation, result.year(regulation));
    }

    /** Why a level is what it is, by the rules that it was computed by. */
    static LearningResult learning(Handle handle, PupilResult result, Period period) {
        var regulation = Governing.of(handle, result);
        return regulation.level(result.year(regulation), period);
    }

    /** The book of a class as it is committed now; empty where no circular on marks governs it. */
    static Optional<ClassBook> book(Handle handle, Homeroom homeroom, Collection<String> pupils) {
        return Governing.of(handle, homeroom.schoolYear(), homeroom.grade())
                .map(Governing::regulation)
                .filter(MarkedRegulation.class::isInstance)
                .map(regulation -> ClassBook.read(handle, homeroom, (MarkedRegulation) regulation, pupils));
    }

    /** Whether what is committed has changed since the results of a class were computed. */
    static boolean stale(Handle handle, Homeroom homeroom) {
        var governing = Governing.of(handle, homeroom.schoolYear(), homeroom.grade());
        if (governing.isPresent()
                && governing.get().regulation() instanceof Circular27 circular
                && !closed(handle, homeroom)) {
            return PrimaryResults.stale(handle, homeroom, circular, ids(Roll.list(handle, homeroom.id())));
        }
        if (closed(handle, homeroom)
                || governing.isEmpty()
                || !(governing.get().regulation() instanceof MarkedRegulation regulation)) {
            return false;
        }
        var pupils = ids(Roll.list(handle, homeroom.id()));
        var book = ClassBook.read(handle, homeroom, regulation, pupils);
        var stored = ResultTable.map(handle, homeroom.schoolYear(), pupils);
        return pupils.stream().anyMatch(pupil -> {
            var before = stored.get(pupil);
            var now = compute(book, homeroom, governing.get(), pupil, "");
            return before == null ? !now.blank() : !before.judges(now);
        });
    }

    /** The year of everybody in a class as it is committed now, by number; nobody where no circular on marks governs it. */
    public static Map<String, Case> cases(Handle handle, String homeroomId) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        var pupils = ids(Roll.list(handle, homeroomId));
        var cases = new LinkedHashMap<String, Case>();
        book(handle, homeroom, pupils)
                .ifPresent(book ->
                        pupils.forEach(pupil -> cases.put(pupil, new Case(book.regulation(), book.year(pupil)))));
        return cases;
    }

    /** The year of everybody in a primary class as it is committed now, by number; nobody in every other class. */
    public static Map<String, PrimaryYear> primaryCases(Handle handle, String homeroomId) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        return PrimaryResults.circular(handle, homeroom)
                .map(circular -> PrimaryResults.cases(handle, homeroom, circular))
                .orElseGet(Map::of);
    }

    /** What is kept of a primary pupil's year. */
    public static Optional<PrimaryOutcome> findPrimary(Handle handle, String schoolYear, String pupil) {
        return PrimaryTable.find(handle, schoolYear, pupil);
    }

    /** What is kept of a primary class, in no order. */
    public static List<PrimaryOutcome> listPrimary(Handle handle, String homeroom) {
        return PrimaryTable.list(handle, homeroom);
    }

    /** What is missing in a class, of those who study: cells of both terms, and conduct, each with whose work it is. */
    public List<Missing> incomplete(Handle handle, String homeroomId) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        var pupils = Roll.list(handle, homeroomId).stream()
                .filter(each -> each.pupil().status() == PupilStatus.STUDYING)
                .map(each -> each.pupil().id())
                .toList();
        var teachers = teachers(handle, homeroom);
        var leader = Roll.findHomeroomTeacher(handle, homeroomId, today()).map(each -> each.staff());
        var primary = PrimaryResults.circular(handle, homeroom);
        if (primary.isPresent()) {
            return PrimaryResults.incomplete(handle, homeroom, primary.get(), pupils, teachers, leader);
        }
        var book = book(handle, homeroom, pupils);
        if (book.isEmpty()) {
            return List.of();
        }
        var missing = new ArrayList<Missing>();
        for (var semester = 1; semester <= 2; semester++) {
            for (var course : book.get().courses()) {
                var subject = course.subject().id();
                var teacher = Optional.ofNullable(teachers.get(subject));
                for (var pupil : pupils) {
                    for (var column : book.get().missing(pupil, course, semester)) {
                        missing.add(new Missing(pupil, subject, semester, column.code(), teacher));
                    }
                }
            }
            for (var pupil : pupils) {
                if (book.get().conductMissing(pupil, semester)) {
                    missing.add(new Missing(pupil, "", semester, Missing.CONDUCT, leader));
                }
            }
        }
        return missing;
    }

    /** Who enters each subject of a class today. */
    private Map<String, String> teachers(Handle handle, Homeroom homeroom) {
        var teachers = new HashMap<String, String>();
        Roll.listYearAssignments(handle, homeroom.schoolYear(), today()).stream()
                .filter(each -> each.homeroom().equals(homeroom.id()))
                .sorted((one, two) -> two.role().compareTo(one.role()))
                .forEach(each -> teachers.put(each.subject(), each.staff()));
        return teachers;
    }

    /**
     * What changed marks of one pupil in one subject and term would do: nothing is written.
     *
     * @param changes at least one
     * @return empty where no circular computes that subject's results
     */
    public static Optional<Effects> preview(Handle handle, List<Change> changes) {
        var first = changes.getFirst();
        var homeroom = Roll.getHomeroom(handle, first.homeroom());
        var governing = Governing.find(handle, homeroom).orElse(null);
        if (governing instanceof Circular27 circular) {
            return Optional.of(PrimaryResults.preview(handle, homeroom, circular, changes));
        }
        if (!(governing instanceof MarkedRegulation regulation)) {
            return Optional.empty();
        }
        var book = ClassBook.read(handle, homeroom, regulation, Set.of(first.pupil()));
        return standing(book, first).map(before -> {
            changes.forEach(book::put);
            return new Effects(before, standing(book, first).orElseThrow());
        });
    }

    private static Optional<Effects.Standing> standing(ClassBook book, Change change) {
        var regulation = book.regulation();
        var year = book.year(change.pupil());
        var period = change.semester() == 1 ? Period.FIRST : Period.SECOND;
        return year.subjects().stream()
                .filter(each -> each.subject().equals(change.subject()))
                .findFirst()
                .map(subject -> new Effects.Standing(
                        period == Period.FIRST ? subject.first() : subject.second(),
                        regulation.yearResult(subject),
                        Effects.Standing.level(regulation.level(year, period)),
                        Effects.Standing.level(regulation.level(year, Period.YEAR)),
                        Optional.empty(),
                        regulation.title(year, Period.YEAR),
                        regulation.review(year).outcome(),
                        regulation.ruleset()));
    }

    /**
     * Những gì đã đổi: which subjects and which levels, by period, with one pupil whose change it was.
     */
    static final class Touched {
        private final Map<Period, Map<String, String>> subjects = new EnumMap<>(Period.class);
        private final Map<Period, String> outcomes = new EnumMap<>(Period.class);

        /** Of a primary class: a subject of a term, or without one its qualities and competencies; the second makes the year. */
        static Touched of(int semester, String subject, Collection<String> pupils) {
            var touched = new Touched();
            for (var period : semester == 1 ? List.of(Period.FIRST) : List.of(Period.SECOND, Period.YEAR)) {
                for (var pupil : pupils) {
                    if (subject.isEmpty()) {
                        touched.outcomes.putIfAbsent(period, pupil);
                    } else {
                        touched.subjects
                                .computeIfAbsent(period, _ -> new HashMap<>())
                                .putIfAbsent(subject, pupil);
                    }
                }
            }
            return touched;
        }

        void add(@Nullable PupilResult before, PupilResult after) {
            for (var period : Period.values()) {
                for (var line : after.subjects()) {
                    var was = before == null
                            ? null
                            : before.line(line.subject())
                                    .map(each -> each.of(period))
                                    .orElse(null);
                    if (!line.of(period).equals(was) && !(was == null && line.of(period) instanceof Result.Gap)) {
                        subjects.computeIfAbsent(period, _ -> new HashMap<>())
                                .putIfAbsent(line.subject(), after.pupil());
                    }
                }
                if (before == null || !before.of(period).equals(after.of(period))) {
                    outcomes.putIfAbsent(period, after.pupil());
                }
            }
        }

        /** Whose change of a subject; null where none has changed. */
        @Nullable
        String subject(Period period, String subject) {
            return subjects.getOrDefault(period, Map.of()).get(subject);
        }

        /** Some subject that has changed; empty where none has. */
        Optional<Map.Entry<String, String>> any(Period period) {
            return subjects.getOrDefault(period, Map.of()).entrySet().stream().findFirst();
        }

        /** Whose change of a level, of conduct or of a title. */
        @Nullable
        String outcome(Period period) {
            return outcomes.get(period);
        }
    }

    /** Whose subjects somebody may confirm in a class: those that they teach today. */
    static List<String> taught(Handle handle, String staff, String homeroom, LocalDate on) {
        return Roll.listAssignments(handle, staff, on).stream()
                .filter(each -> each.homeroom().equals(homeroom))
                .map(TeachingAssignment::subject)
                .toList();
    }
}
