package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.admission.Fault.Reason;
import vn.sotruong.school.admission.ListPlan.Deed;
import vn.sotruong.school.admission.ListPlan.Row;
import vn.sotruong.school.admission.ListPlan.State;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.HomeroomTrait;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Campus;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Danh sách lớp và phân công: a row a class with its homeroom teacher and, under the names of subjects, who teaches it;
 * or a row for each class, subject and teacher.
 */
final class ClassListing {
    static final Lines<ClassField> LINES = new Lines<>(
            ClassField.class,
            Set.of(ClassField.HOMEROOM),
            Set.of(ClassField.HOMEROOM, ClassField.LEADER, ClassField.SUBJECT, ClassField.TEACHER));

    /** How the groups of preschool are written, folded; the first that fits. */
    private static final Map<Integer, Pattern> GROUPS = groups();

    private static Map<Integer, Pattern> groups() {
        var groups = new LinkedHashMap<Integer, Pattern>();
        groups.put(-5, Pattern.compile("\\b0?3 12\\b"));
        groups.put(-4, Pattern.compile("\\b13 24\\b"));
        groups.put(-3, Pattern.compile("\\b25 36\\b|\\bnha tre\\b|\\bnhom tre\\b"));
        groups.put(-2, Pattern.compile("\\b3 4\\b|\\b3 tuoi\\b|\\bmam\\b"));
        groups.put(-1, Pattern.compile("\\b4 5\\b|\\b4 tuoi\\b|\\bchoi\\b"));
        groups.put(0, Pattern.compile("\\b5 6\\b|\\b5 tuoi\\b|\\bla\\b"));
        return groups;
    }

    private final Level level;
    private final LocalDate on;
    private final Map<String, Homeroom> homerooms = new HashMap<>();
    private final Map<String, HomeroomTrait> traits;
    private final Map<String, String> leaders = new HashMap<>();
    private final Map<String, Set<String>> teaching = new HashMap<>();
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final List<Staff> staff;
    private final List<Campus> campuses;
    private final Map<String, Integer> seen = new HashMap<>();
    private boolean byRows;

    private ClassListing(Handle handle, SchoolYear year, LocalDate today) {
        this.on = today.isBefore(year.starts()) ? year.starts() : today;
        level = Level.find(SchoolYears.getSchool(handle).level()).orElseThrow();
        for (var homeroom : Roll.listHomerooms(handle, year.id())) {
            homerooms.put(RowCheck.homeroomKey(homeroom.name()), homeroom);
            Roll.findHomeroomTeacher(handle, homeroom.id(), on)
                    .ifPresent(each -> leaders.put(homeroom.id(), each.staff()));
        }
        traits = Roll.mapTraits(handle);
        Roll.listYearAssignments(handle, year.id(), on)
                .forEach(
                        each -> teaching.computeIfAbsent(each.homeroom() + "/" + each.subject(), key -> new HashSet<>())
                                .add(each.staff()));
        Curriculum.of(level).forEach(each -> subjects.put(VietnameseName.fold(each.name()), each));
        SchoolYears.listSubjects(handle).forEach(each -> subjects.put(VietnameseName.fold(each.name()), each));
        staff = People.listStaff(handle).stream()
                .filter(each -> each.status() == StaffStatus.WORKING)
                .toList();
        campuses = SchoolYears.listCampuses(handle);
    }

    static ListPlan plan(Handle handle, Lines.Reading.Read<ClassField> read, SchoolYear year, LocalDate today) {
        var listing = new ClassListing(handle, year, today);
        listing.byRows =
                read.columns().contains(ClassField.SUBJECT) && read.columns().contains(ClassField.TEACHER);
        var rows = read.lines().stream().map(listing::row).toList();
        var unused = read.others().stream()
                .filter(each -> listing.subject(each) == null)
                .filter(Heading::means)
                .toList();
        return new ListPlan(read.tab(), rows, unused, read.footers());
    }

    /** A subject by its name as schools write it. */
    private @Nullable Subject subject(String text) {
        var folded = VietnameseName.fold(text.replaceAll("\\([^)]*\\)", " "));
        var named = subjects.get(folded);
        return named != null ? named : subjects.get(VietnameseName.fold(Curriculum.spelledOut(folded)));
    }

    private Row row(Lines.Line<ClassField> line) {
        var cells = new Cells();
        var name = name(cells, line);
        var known = name == null ? null : homerooms.get(RowCheck.homeroomKey(name));
        var grade = name == null ? null : grade(cells, line, name, known);
        var teachers = byRows ? oneTeacher(cells, line) : teachers(cells, line);
        if (name != null) {
            twice(cells, line, name, teachers);
        }
        if (byRows && name != null && known == null) {
            cells.fault(line.get(ClassField.HOMEROOM), Reason.HOMEROOM_UNKNOWN);
        }
        var leader = person(cells, line.get(ClassField.LEADER));
        var campus = campus(cells, line);
        var sessions = sessions(cells, line);
        var language = cells.text(line.get(ClassField.LANGUAGE));
        if (name == null || grade == null || !cells.faults().isEmpty()) {
            return Row.bad(line.number(), line.shown(ClassField.HOMEROOM), cells.faults());
        }
        var deed = new Deed.Room(
                known == null ? null : known.id(),
                name,
                grade,
                campus,
                sessions,
                language,
                leader,
                fresh(known, teachers));
        var what = what(deed, known);
        var state = known == null ? State.NEW : what.isEmpty() ? State.EQUAL : State.CHANGED;
        return new Row(line.number(), name, state, what, List.of(), state == State.EQUAL ? null : deed);
    }

    private static @Nullable String name(Cells cells, Lines.Line<ClassField> line) {
        var at = line.get(ClassField.HOMEROOM);
        var said = cells.textOrNumber(at);
        if (said == null) {
            return cells.faults().isEmpty() ? cells.fault(at, Reason.HOMEROOM_MISSING) : null;
        }
        var name = said.replaceFirst("(?iu)^lớp\\s+", "").strip();
        return name.length() <= 20 && name.matches("[\\p{L}\\p{M}0-9 ./()+-]+")
                ? name
                : cells.fault(at, Reason.HOMEROOM_ODD);
    }

    private @Nullable Integer grade(Cells cells, Lines.Line<ClassField> line, String name, @Nullable Homeroom known) {
        if (known != null) {
            return known.grade();
        }
        var at = line.get(ClassField.GRADE);
        var said = cells.textOrNumber(at);
        var text = said == null ? name : said;
        if (level == Level.MN) {
            var group = group(text);
            if (group.isEmpty()) {
                cells.fault(said == null ? line.get(ClassField.HOMEROOM) : at, Reason.GRADE_NOT_HERE);
            }
            return group.orElse(null);
        }
        var digits = text.replaceAll("^[^0-9]*([0-9]{1,2}).*$", "$1");
        var grade = digits.matches("[0-9]{1,2}") ? Integer.parseInt(digits) : 0;
        if (!level.has(grade)) {
            cells.fault(said == null ? line.get(ClassField.HOMEROOM) : at, Reason.GRADE_NOT_HERE);
            return null;
        }
        return grade;
    }

    /** A group of preschool as it is written: by age, by its old name, or by its number. */
    static Optional<Integer> group(String text) {
        var folded = VietnameseName.fold(text.replaceAll("[^\\p{L}\\p{M}0-9-]|(?<=[0-9])-", " "));
        for (var each : GROUPS.entrySet()) {
            if (each.getValue().matcher(folded).find()) {
                return Optional.of(each.getKey());
            }
        }
        return text.matches("-[1-5]|0") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private Map<String, String> teachers(Cells cells, Lines.Line<ClassField> line) {
        var teachers = new LinkedHashMap<String, String>();
        line.others().forEach((heading, found) -> {
            var subject = subject(heading);
            if (subject != null) {
                var teacher = person(cells, found);
                if (teacher != null) {
                    teachers.put(subject.id(), teacher);
                }
            }
        });
        return teachers;
    }

    private Map<String, String> oneTeacher(Cells cells, Lines.Line<ClassField> line) {
        var at = line.get(ClassField.SUBJECT);
        var said = cells.text(at);
        var subject = said == null ? null : subject(said);
        if (subject == null) {
            cells.fault(at, Reason.SUBJECT_UNKNOWN);
        }
        var teacher = person(cells, line.get(ClassField.TEACHER));
        if (teacher == null && !line.says(ClassField.TEACHER)) {
            cells.fault(line.get(ClassField.TEACHER), Reason.TEACHER_UNKNOWN);
        }
        return subject == null || teacher == null ? Map.of() : Map.of(subject.id(), teacher);
    }

    /** Somebody who works here, by code or by a name that only one of them has. */
    private @Nullable String person(Cells cells, ListRow.Found at) {
        var said = cells.textOrNumber(at);
        if (said == null) {
            return null;
        }
        var code = said.replaceAll("^.*\\(([^)]+)\\)\\s*$", "$1");
        var byCode = staff.stream().filter(each -> code.equals(each.code())).findFirst();
        if (byCode.isPresent()) {
            return byCode.get().id();
        }
        var name = VietnameseName.fold(said.replaceAll("\\([^)]*\\)", " "));
        var exact = staff.stream()
                .filter(each -> VietnameseName.fold(each.name().full()).equals(name))
                .toList();
        var toned = exact.stream()
                .filter(each -> each.name().full().equalsIgnoreCase(said))
                .toList();
        var found = toned.size() == 1 ? toned : exact;
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        return cells.fault(at, found.isEmpty() ? Reason.TEACHER_UNKNOWN : Reason.TEACHER_AMBIGUOUS);
    }

    private void twice(Cells cells, Lines.Line<ClassField> line, String name, Map<String, String> teachers) {
        var key = RowCheck.homeroomKey(name) + (byRows ? teachers.keySet() + "/" + teachers.values() : "");
        var first = seen.putIfAbsent(key, line.number());
        if (first != null) {
            cells.fault(line.get(ClassField.HOMEROOM), Reason.ROW_TWICE, String.valueOf(first));
        }
    }

    private @Nullable String campus(Cells cells, Lines.Line<ClassField> line) {
        var at = line.get(ClassField.CAMPUS);
        var said = cells.text(at);
        if (said == null) {
            return null;
        }
        return campuses.stream()
                .filter(each -> VietnameseName.fold(each.name()).equals(VietnameseName.fold(said))
                        || (each.main() && VietnameseName.fold(said).matches("(diem|co so|diem truong)? ?chinh")))
                .map(Campus::id)
                .findFirst()
                .orElseGet(() -> cells.fault(at, Reason.CAMPUS_UNKNOWN));
    }

    private static @Nullable Boolean sessions(Cells cells, Lines.Line<ClassField> line) {
        var at = line.get(ClassField.SESSIONS);
        var said = cells.textOrNumber(at);
        if (said == null) {
            return null;
        }
        return switch (VietnameseName.fold(said)) {
            case "x", "co", "1", "dung" -> Boolean.TRUE;
            case "khong", "0" -> Boolean.FALSE;
            default -> {
                cells.fault(at, Reason.YES_OR_NO);
                yield null;
            }
        };
    }

    private Map<String, String> fresh(@Nullable Homeroom known, Map<String, String> teachers) {
        return teachers.entrySet().stream()
                .filter(each -> known == null
                        || !teaching.getOrDefault(known.id() + "/" + each.getKey(), Set.of())
                                .contains(each.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<ListPlan.Said> what(Deed.Room deed, @Nullable Homeroom known) {
        var what = new ArrayList<ListPlan.Said>();
        var trait = known == null ? null : traits.get(known.id());
        var leader = deed.leader();
        if (leader != null && (known == null || !leader.equals(leaders.get(known.id())))) {
            what.add(ListPlan.Said.of("admission.said.leader", nameOf(leader)));
        }
        subjects.values().stream().distinct().forEach(subject -> {
            var teacher = deed.teachers().get(subject.id());
            if (teacher != null) {
                what.add(ListPlan.Said.plain(subject.name() + ": " + nameOf(teacher)));
            }
        });
        if (deed.campus() != null && (trait == null || !deed.campus().equals(trait.campus()))) {
            campuses.stream()
                    .filter(each -> each.id().equals(deed.campus()))
                    .forEach(each -> what.add(ListPlan.Said.plain(each.name())));
        }
        var twoSessions = deed.twoSessions();
        if (twoSessions != null && (trait == null || !twoSessions.equals(trait.twoSessions()))) {
            what.add(ListPlan.Said.of(twoSessions ? "admission.said.two-sessions" : "admission.said.one-session"));
        }
        var language = deed.language();
        if (language != null && (trait == null || !language.equals(trait.foreignLanguage()))) {
            what.add(ListPlan.Said.plain(language));
        }
        return what;
    }

    private String nameOf(String id) {
        return staff.stream()
                .filter(each -> each.id().equals(id))
                .map(each -> Objects.requireNonNull(each.name().full()))
                .findFirst()
                .orElse(id);
    }
}
