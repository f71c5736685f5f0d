package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.attendance.Days;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Word;
import vn.sotruong.school.movements.Exemption;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PupilYear;
import vn.sotruong.school.regulation.Quota;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.SubjectResult;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Sổ của một lớp: all that a class's results are computed from, read once: marks of this class, those that pupils brought
 * from other classes and schools, exemptions, conduct and absences.
 */
final class ClassBook {
    /** The gradebook's grid has one column of periodic assessment. */
    private static final int PERIODIC = 1;

    private static final int HALVES = 2;
    private static final String AVERAGE = "tb";

    private final Homeroom homeroom;
    private final SchoolYear year;
    private final MarkedRegulation regulation;
    private final List<Course> courses;
    private final Map<Place, Map<Column, Entry>> marks = new HashMap<>();
    private final Map<Place, Entry> averages = new HashMap<>();
    private final Map<String, List<Exemption>> exemptions;
    private final Map<String, Map<Integer, ConductLevel>> conduct;
    private final Map<String, Days> absences;

    /** Một môn của một em trong một kỳ. */
    private record Place(String pupil, String subject, int semester) {}

    /**
     * Một môn của lớp, with its sheets as they are or would be.
     *
     * @param only the one term in which it is taught; null where it is taught in both
     */
    record Course(
            Subject subject,
            SubjectResult.Kind kind,
            Sheet first,
            Sheet second,
            @Nullable Integer only) {
        /** Whether it is taught in a term; the year has every subject. */
        boolean taughtIn(int period) {
            return only == null || only == period || period > 2;
        }

        Sheet sheet(int semester) {
            return semester == 1 ? first : second;
        }
    }

    /** @param only the one subject that is asked about; null for everything */
    private ClassBook(
            Handle handle, Homeroom homeroom, MarkedRegulation regulation, List<String> pupils, @Nullable String only) {
        this.homeroom = homeroom;
        this.regulation = regulation;
        year = SchoolYears.findYear(handle, homeroom.schoolYear()).orElseThrow();
        courses = courses(handle, homeroom).stream()
                .filter(each -> only == null || each.subject().id().equals(only))
                .toList();
        exemptions = Movements.mapExemptions(handle, pupils);
        conduct = only == null ? Conduct.mapLevels(handle, year.id(), pupils) : Map.of();
        absences = only == null ? Attendance.mapAbsences(handle, pupils, year.id()) : Map.of();
        var places = Roll.listEarlierPlaces(handle, homeroom.id());
        fromOtherSchools(handle, pupils);
        fromClasses(handle, pupils, places, only);
    }

    static ClassBook read(Handle handle, Homeroom homeroom, MarkedRegulation regulation, Collection<String> pupils) {
        return new ClassBook(handle, homeroom, regulation, List.copyOf(pupils), null);
    }

    /** One subject alone, to see whether its averages have changed. */
    static ClassBook glance(
            Handle handle, Homeroom homeroom, MarkedRegulation regulation, Collection<String> pupils, String subject) {
        return new ClassBook(handle, homeroom, regulation, List.copyOf(pupils), subject);
    }

    MarkedRegulation regulation() {
        return regulation;
    }

    List<Course> courses() {
        return courses;
    }

    /** The subjects of a class: those that are planned; without any plan those of the curriculum; and any with a sheet. */
    static List<Course> courses(Handle handle, Homeroom homeroom) {
        var plan = Roll.listProgramme(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(Programme::subject, each -> each));
        var sheets = new HashMap<String, Map<Integer, Sheet>>();
        CommittedMarks.listSheets(handle, Set.of(homeroom.id()))
                .forEach(sheet -> sheets.computeIfAbsent(sheet.subject(), _ -> new HashMap<>())
                        .put(sheet.semester(), sheet));
        var level = SchoolYears.findSchool(handle).flatMap(school -> Level.find(school.level()));
        var courses = new ArrayList<Course>();
        for (var subject : SchoolYears.listSubjects(handle)) {
            var own = sheets.getOrDefault(subject.id(), Map.of());
            var planned = plan.get(subject.id());
            int periods = plan.isEmpty()
                    ? level.map(each -> Curriculum.periods(each, subject.id(), homeroom.grade()))
                            .orElse(0)
                    : planned == null ? 0 : planned.yearPeriods();
            if (periods > 0 || (!own.isEmpty() && !plan.containsKey(subject.id()))) {
                courses.add(course(homeroom, subject, own, periods, planned == null ? null : planned.semester()));
            }
        }
        return courses;
    }

    private static Course course(
            Homeroom homeroom, Subject subject, Map<Integer, Sheet> own, int periods, @Nullable Integer only) {
        var comment = own.isEmpty()
                ? subject.kind() == Subject.Kind.COMMENT
                : own.values().stream().anyMatch(sheet -> sheet.form() == Sheet.Form.COMMENT);
        var form = comment ? Sheet.Form.COMMENT : Sheet.Form.SCORED;
        var regular = comment
                ? 2
                : own.values().stream()
                        .findFirst()
                        .map(Sheet::regularCount)
                        .orElse(new Programme(homeroom.id(), subject.id(), periods, null).regularCount());
        return new Course(
                subject,
                comment ? SubjectResult.Kind.COMMENT : SubjectResult.Kind.SCORED,
                own.getOrDefault(1, new Sheet("", homeroom.id(), subject.id(), 1, regular, form, 0)),
                own.getOrDefault(2, new Sheet("", homeroom.id(), subject.id(), 2, regular, form, 0)),
                only);
    }

    /** A mark of this class goes before one of another, and a later class before an earlier one. */
    private void fromClasses(Handle handle, List<String> pupils, List<Enrolment> places, @Nullable String only) {
        var homerooms = new LinkedHashSet<String>();
        places.stream().filter(each -> pupils.contains(each.pupil())).forEach(each -> homerooms.add(each.homeroom()));
        homerooms.remove(homeroom.id());
        homerooms.add(homeroom.id());
        var order = new ArrayList<>(homerooms);
        var all = new ArrayList<>(CommittedMarks.list(handle, homerooms, pupils, only));
        if (order.size() > 1) {
            all.sort((one, two) -> Integer.compare(
                    order.indexOf(one.sheet().homeroom()),
                    order.indexOf(two.sheet().homeroom())));
        }
        for (var each : all) {
            marks.computeIfAbsent(
                            new Place(
                                    each.pupil(),
                                    each.sheet().subject(),
                                    each.sheet().semester()),
                            _ -> new EnumMap<>(Column.class))
                    .putAll(each.values());
        }
    }

    /** What was brought from another school gives way to what was given here. */
    private void fromOtherSchools(Handle handle, List<String> pupils) {
        for (var mark : Movements.listEarlierMarks(handle, pupils, year.id())) {
            var place = new Place(mark.pupil(), mark.subject(), mark.semester());
            var value = Entry.of(mark.tenths(), mark.level());
            var column = Column.find(mark.col());
            if (value.isPresent() && column.isPresent()) {
                marks.computeIfAbsent(place, _ -> new EnumMap<>(Column.class)).put(column.get(), value.get());
            } else if (value.isPresent() && mark.col().equals(AVERAGE)) {
                averages.put(place, value.get());
            }
        }
    }

    /** The same book as if one cell held something else. */
    void put(Change change) {
        var place = new Place(change.pupil(), change.subject(), change.semester());
        var values = marks.computeIfAbsent(place, _ -> new EnumMap<>(Column.class));
        if (change.next().isPresent()) {
            values.put(change.col(), change.next().get());
        } else {
            values.remove(change.col());
        }
    }

    /** The year of one pupil, as the circulars ask for it. */
    PupilYear year(String pupil) {
        var subjects = new ArrayList<SubjectResult>(courses.size());
        for (var course : courses) {
            subjects.add(new SubjectResult(
                    course.subject().id(), course.kind(), term(pupil, course, 1), term(pupil, course, 2)));
        }
        var levels = new EnumMap<Period, ConductLevel>(Period.class);
        conduct.getOrDefault(pupil, Map.of())
                .forEach((semester, level) -> levels.put(semester == 1 ? Period.FIRST : Period.SECOND, level));
        return new PupilYear(subjects, levels, absences(pupil), disabled(pupil), Set.of());
    }

    private int absences(String pupil) {
        var days = absences.get(pupil);
        return days == null ? 0 : Math.ceilDiv(days.excused() + days.unexcused(), HALVES);
    }

    /** Assessed by a plan of their own in some subject this year. */
    private boolean disabled(String pupil) {
        return exemptions.getOrDefault(pupil, List.of()).stream()
                .anyMatch(each ->
                        each.kind() == Exemption.Kind.DISABILITY_PLAN && each.days(year.starts(), year.ends()) > 0);
    }

    /**
     * The result of a term. One in which the class does not have the subject is left out, so that the other one's is the
     * year's; but a mark that was given all the same is never passed over.
     */
    Result term(String pupil, Course course, int semester) {
        if (leftOut(pupil, course.subject().id(), semester)) {
            return Result.Gap.LEFT_OUT;
        }
        var place = new Place(pupil, course.subject().id(), semester);
        var values = marks.getOrDefault(place, Map.of());
        if (!course.taughtIn(semester) && values.isEmpty() && !averages.containsKey(place)) {
            return Result.Gap.LEFT_OUT;
        }
        var quota = new Quota(course.sheet(semester).regularCount(), PERIODIC);
        var computed =
                course.kind() == SubjectResult.Kind.SCORED ? Result.of(average(values, quota)) : verdict(values, quota);
        var brought = averages.get(place);
        return computed == Result.Gap.PENDING && brought != null && fits(course, brought) ? given(brought) : computed;
    }

    private OptionalInt average(Map<Column, Entry> values, Quota quota) {
        var regular = new ArrayList<Integer>();
        var periodic = new ArrayList<Integer>();
        values.forEach((column, entry) -> {
            if (entry instanceof Score score && column.regular()) {
                regular.add(score.tenths());
            } else if (entry instanceof Score score && column == Column.GK) {
                periodic.add(score.tenths());
            }
        });
        var last = values.get(Column.CK) instanceof Score score ? Integer.valueOf(score.tenths()) : null;
        return regulation.termAverage(regular, periodic, last, quota);
    }

    private Result verdict(Map<Column, Entry> values, Quota quota) {
        var regular = new ArrayList<Result.Verdict>();
        var periodic = new ArrayList<Result.Verdict>();
        values.forEach((column, entry) -> {
            var verdict = verdict(entry);
            if (verdict != null && column.regular()) {
                regular.add(verdict);
            } else if (verdict != null && column == Column.GK) {
                periodic.add(verdict);
            }
        });
        return regulation.commentTerm(regular, periodic, verdict(values.get(Column.CK)), quota);
    }

    private static Result.@Nullable Verdict verdict(@Nullable Entry entry) {
        return entry == Word.D ? Result.Verdict.PASSED : entry == Word.CD ? Result.Verdict.NOT_YET : null;
    }

    private static boolean fits(Course course, Entry brought) {
        return (course.kind() == SubjectResult.Kind.SCORED) == (brought instanceof Score);
    }

    private static Result given(Entry brought) {
        return brought instanceof Score score
                ? new Result.Score(score.tenths())
                : brought == Word.D ? Result.Verdict.PASSED : Result.Verdict.NOT_YET;
    }

    private boolean leftOut(String pupil, String subject, int semester) {
        var family = regulation.ruleset().family();
        return exemptions.getOrDefault(pupil, List.of()).stream()
                .anyMatch(each -> each.subject().equals(subject) && each.leavesOut(year, semester, family));
    }

    /** The columns without which a term of a subject has no result; none where it has one, or needs none. */
    List<Column> missing(String pupil, Course course, int semester) {
        if (term(pupil, course, semester) != Result.Gap.PENDING) {
            return List.of();
        }
        var values = marks.getOrDefault(new Place(pupil, course.subject().id(), semester), Map.of());
        return course.sheet(semester).columns().stream()
                .filter(column -> !values.containsKey(column))
                .toList();
    }

    /** Whether the homeroom teacher still owes a term's conduct. */
    boolean conductMissing(String pupil, int semester) {
        return !conduct.getOrDefault(pupil, Map.of()).containsKey(semester);
    }

    Optional<Course> course(String subject) {
        return courses.stream()
                .filter(each -> each.subject().id().equals(subject))
                .findFirst();
    }
}
