package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.schoolyear.Campus;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Trang của một lớp, sẵn để in ra: in the words of its template, so that the template only writes.
 *
 * @param teacher the homeroom teacher's name; empty where nobody is
 * @param campus name; empty where nobody said
 * @param pupils who are in it now, by number
 * @param list how its list stands; null before it was numbered
 */
public record ClassPage(
        Homeroom homeroom,
        String teacher,
        String campus,
        HomeroomTrait trait,
        List<RollEntry> pupils,
        List<SubjectLine> subjects,
        List<OfficerLine> officers,
        @Nullable ClassList list,
        String numberedBy,
        String signedBy) {
    public ClassPage {
        pupils = List.copyOf(pupils);
        subjects = List.copyOf(subjects);
        officers = List.copyOf(officers);
    }

    /**
     * Một môn của lớp.
     *
     * @param teachers names, each with the day of a change that is known already
     * @param year periods in the year; empty where nothing is planned
     * @param term the only term in which it is taught; empty where it is taught in both
     */
    public record SubjectLine(
            String id,
            String name,
            List<TeacherLine> teachers,
            List<SubstituteLine> substitutes,
            String year,
            String week,
            String term) {
        public SubjectLine {
            teachers = List.copyOf(teachers);
            substitutes = List.copyOf(substitutes);
        }
    }

    /**
     * Một giáo viên của môn.
     *
     * @param from where it begins later; null where it holds
     * @param until where an end is known
     */
    public record TeacherLine(
            String name, @Nullable LocalDate from, @Nullable LocalDate until, boolean other) {}

    /** Một người dạy thay. */
    public record SubstituteLine(String id, String name, LocalDate from, LocalDate last) {}

    /** Một bạn trong ban cán sự. */
    public record OfficerLine(String id, int number, String name, ClassOfficer.Duty duty, LocalDate from) {}

    static ClassPage of(Handle handle, Homeroom homeroom, LocalDate on) {
        var names = staffNames(handle);
        var pupils = Roll.list(handle, homeroom.id());
        var trait = Roll.getTrait(handle, homeroom.id());
        var campus = trait.campus();
        var list = Classes.findList(handle, homeroom.id());
        return new ClassPage(
                homeroom,
                Roll.findHomeroomTeacher(handle, homeroom.id(), on)
                        .map(each -> names.getOrDefault(each.staff(), ""))
                        .orElse(""),
                campus == null
                        ? ""
                        : SchoolYears.findCampus(handle, campus)
                                .map(Campus::name)
                                .orElse(""),
                trait,
                pupils,
                subjects(handle, homeroom, on, names),
                officers(handle, homeroom, pupils),
                list.orElse(null),
                list.map(each -> names.getOrDefault(each.numberedBy(), "")).orElse(""),
                list.map(ClassList::signedBy)
                        .flatMap(each -> Optional.ofNullable(names.get(each)))
                        .orElse(""));
    }

    static Map<String, String> staffNames(Handle handle) {
        return People.listStaff(handle).stream()
                .collect(Collectors.toMap(Staff::id, each -> each.name().full()));
    }

    private static List<SubjectLine> subjects(
            Handle handle, Homeroom homeroom, LocalDate on, Map<String, String> names) {
        var plans = Roll.listProgramme(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(Programme::subject, each -> each));
        var substitutes = new LinkedHashMap<String, List<SubstituteLine>>();
        for (var each : SubstitutionTable.listOpen(handle, homeroom.id(), on)) {
            substitutes
                    .computeIfAbsent(each.subject(), subject -> new ArrayList<>())
                    .add(new SubstituteLine(each.id(), names.getOrDefault(each.staff(), ""), each.from(), each.last()));
        }
        var lines = new ArrayList<SubjectLine>();
        for (var subject : SchoolYears.listSubjects(handle)) {
            var teachers = TeachingAssignmentTable.listOpen(handle, homeroom.id(), subject.id(), on).stream()
                    .map(each -> new TeacherLine(
                            names.getOrDefault(each.staff(), ""),
                            each.from().isAfter(on) ? each.from() : null,
                            each.until(),
                            each.role() == TeachingAssignment.Role.OTHER))
                    .toList();
            var plan = plans.get(subject.id());
            lines.add(new SubjectLine(
                    subject.id(),
                    subject.name(),
                    teachers,
                    substitutes.getOrDefault(subject.id(), List.of()),
                    plan == null ? "" : String.valueOf(plan.yearPeriods()),
                    plan == null || plan.weekPeriods() == null ? "" : String.valueOf(plan.weekPeriods()),
                    plan == null || plan.semester() == null ? "" : String.valueOf(plan.semester())));
        }
        return lines;
    }

    private static List<OfficerLine> officers(Handle handle, Homeroom homeroom, List<RollEntry> pupils) {
        var entries = new HashMap<String, RollEntry>();
        pupils.forEach(each -> entries.put(each.pupil().id(), each));
        var lines = new ArrayList<OfficerLine>();
        for (var each : Classes.listOfficers(handle, homeroom.id())) {
            var entry = entries.get(each.pupil());
            if (entry != null) {
                lines.add(new OfficerLine(
                        each.id(), entry.number(), entry.pupil().name().full(), each.duty(), each.from()));
            }
        }
        return lines;
    }

    /** How many girls. */
    public long girls() {
        return pupils.stream()
                .map(RollEntry::pupil)
                .map(Pupil::sex)
                .filter(sex -> sex.name().equals("FEMALE"))
                .count();
    }
}
