package vn.sotruong.school.yearsetup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Tình trạng mở năm học: how far the open year has come, read afresh for every page.
 *
 * @param proposed subjects of the curriculum that the school has not opened
 * @param programme by class and subject
 */
record YearState(
        SchoolYear year,
        Level level,
        List<Subject> subjects,
        List<Subject> proposed,
        List<Homeroom> homerooms,
        Map<String, Map<String, Programme>> programme) {
    YearState {
        subjects = List.copyOf(subjects);
        proposed = List.copyOf(proposed);
        homerooms = List.copyOf(homerooms);
        programme = Map.copyOf(programme);
    }

    static Optional<YearState> read(Handle handle) {
        return SchoolYears.findOpenYear(handle).map(year -> read(handle, year));
    }

    private static YearState read(Handle handle, SchoolYear year) {
        var level = Level.find(SchoolYears.getSchool(handle).level()).orElseThrow();
        var subjects = SchoolYears.listSubjects(handle);
        var open = subjects.stream().map(Subject::id).toList();
        var proposed = Curriculum.of(level).stream()
                .filter(each -> !open.contains(each.id()))
                .toList();
        var programme = new HashMap<String, Map<String, Programme>>();
        Roll.listYearProgramme(handle, year.id())
                .forEach(each -> programme
                        .computeIfAbsent(each.homeroom(), key -> new HashMap<>())
                        .put(each.subject(), each));
        return new YearState(year, level, subjects, proposed, Roll.listHomerooms(handle, year.id()), programme);
    }

    /** The grades that have classes, rising. */
    List<Integer> grades() {
        return List.copyOf(new TreeSet<>(homerooms.stream().map(Homeroom::grade).toList()));
    }

    /** The periods that classes of a grade have of a subject, where anybody has said so. */
    Optional<Integer> planned(int grade, String subject) {
        return homerooms.stream()
                .filter(each -> each.grade() == grade)
                .map(each -> programme.getOrDefault(each.id(), Map.of()).get(subject))
                .filter(each -> each != null)
                .map(each -> each.yearPeriods())
                .findFirst();
    }

    /** What the curriculum gives a grade of a subject. */
    int proposed(int grade, String subject) {
        return Curriculum.periods(level, subject, grade);
    }

    /** Whether every class has a plan for every subject. */
    boolean isPlanned() {
        return !homerooms.isEmpty()
                && !subjects.isEmpty()
                && homerooms.stream()
                        .allMatch(each -> programme
                                .getOrDefault(each.id(), Map.of())
                                .keySet()
                                .containsAll(subjects.stream().map(Subject::id).toList()));
    }

    /**
     * Sổ điểm sẽ mở.
     *
     * @param regular regular assessments of a term
     */
    record Missing(Homeroom homeroom, Subject subject, int semester, int regular) {
        void open(Tx tx) {
            YearState.open(tx, homeroom, subject, semester, regular);
        }
    }

    /** Opens the book of a subject as it is assessed. */
    static void open(Tx tx, Homeroom homeroom, Subject subject, int semester, int regular) {
        if (Level.TH.has(homeroom.grade())) {
            Gradebook.openPrimary(tx, homeroom, subject.id(), semester);
        } else if (subject.kind() == Subject.Kind.COMMENT) {
            Gradebook.openComment(tx, homeroom.id(), subject.id(), semester);
        } else {
            Gradebook.open(tx, homeroom.id(), subject.id(), semester, regular);
        }
    }

    /** Whether this level keeps books by subject; a preschool observes. */
    boolean hasBooks() {
        return level != Level.MN;
    }

    /** The books that the plan asks for and nobody has opened, of marks, verdicts or levels, both terms. */
    List<Missing> missing(Handle handle) {
        var missing = new ArrayList<Missing>();
        if (!hasBooks()) {
            return missing;
        }
        for (var homeroom : homerooms) {
            var plan = programme.getOrDefault(homeroom.id(), Map.of());
            for (var subject : subjects) {
                var programme = plan.get(subject.id());
                if (programme == null || programme.yearPeriods() == 0) {
                    continue;
                }
                for (var semester = 1; semester <= 2; semester++) {
                    if (programme.taughtIn(semester)
                            && Gradebook.findSheet(handle, homeroom.id(), subject.id(), semester)
                                    .isEmpty()) {
                        missing.add(new Missing(homeroom, subject, semester, programme.regularCount()));
                    }
                }
            }
        }
        return missing;
    }

    /** How many pupils who study here stand in no class. */
    static long unplaced(Handle handle) {
        var placed = Roll.mapPlaces(handle);
        return People.listPupils(handle).stream()
                .filter(each -> each.status() == PupilStatus.STUDYING && !placed.containsKey(each.id()))
                .count();
    }

    /** The year before, where the school knows it and it had classes. */
    static Optional<SchoolYear> before(Handle handle, SchoolYear year) {
        var first = year.starts().getYear() - 1;
        return SchoolYears.findYear(handle, first + "-" + (first + 1))
                .filter(before -> !Roll.listHomerooms(handle, before.id()).isEmpty());
    }

    /** Last year's periods by grade and subject; empty when the school knows no earlier year. */
    static Map<Integer, Map<String, Integer>> lastYear(Handle handle, SchoolYear year) {
        var before = before(handle, year);
        var periods = new LinkedHashMap<Integer, Map<String, Integer>>();
        if (before.isEmpty()) {
            return periods;
        }
        var grades = new HashMap<String, Integer>();
        Roll.listHomerooms(handle, before.get().id()).forEach(each -> grades.put(each.id(), each.grade()));
        for (var each : Roll.listYearProgramme(handle, before.get().id())) {
            var grade = grades.get(each.homeroom());
            if (grade != null) {
                periods.computeIfAbsent(grade, key -> new HashMap<>()).putIfAbsent(each.subject(), each.yearPeriods());
            }
        }
        return periods;
    }
}
