package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;

/** Lớp, danh sách lớp và phân công giảng dạy: what may be done with them. */
public final class Roll {
    /** Lớp, as the journal names it. */
    public static final Entity HOMEROOM = HomeroomTable.HOMEROOM;

    /** Học sinh trong lớp, as the journal names it. */
    public static final Entity ENROLMENT = EnrolmentTable.ENROLMENT;

    /** Phân công giảng dạy, as the journal names it. */
    public static final Entity TEACHING_ASSIGNMENT = TeachingAssignmentTable.TEACHING_ASSIGNMENT;

    /** Giáo viên chủ nhiệm, as the journal names them. */
    public static final Entity HOMEROOM_TEACHER = HomeroomTeacherTable.HOMEROOM_TEACHER;

    /** Every table of the room whose rows leave a line in the journal. */
    public static final List<Entity> ENTITIES = List.of(
            HOMEROOM,
            ENROLMENT,
            TEACHING_ASSIGNMENT,
            HOMEROOM_TEACHER,
            HomeroomTraitTable.HOMEROOM_TRAIT,
            SubstitutionTable.SUBSTITUTION,
            Departments.DEPARTMENT,
            Departments.DEPARTMENT_MEMBER,
            ClassOfficerTable.CLASS_OFFICER,
            ProgrammeTable.CLASS_PROGRAMME,
            ClassListTable.ROLL_READY,
            ClassListTable.CLASS_LIST);

    /** Khối 5: up to here homeroom teachers and those whom the leaders name enter results (preschool and primary). */
    static final int PRIMARY = 5;

    /** The order of school lists: by name, then the older first, then by code. */
    public static final Comparator<Pupil> NAME_ORDER = Comparator.comparing(
                    (Pupil pupil) -> pupil.name().sortKey())
            .thenComparing(Pupil::birthDate)
            .thenComparing(Pupil::code, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Pupil::id);

    private Roll() {}

    /** Opens a class in a school year. */
    public static Homeroom open(Tx tx, String schoolYear, int grade, String name) {
        var homeroom = new Homeroom(tx.newId(), schoolYear, grade, name);
        tx.create(HOMEROOM, HomeroomTable.row(homeroom));
        return homeroom;
    }

    /**
     * Places pupils in a class. They are numbered in the order of names after the numbers already given: whoever comes
     * later stands at the end.
     */
    public static void enrol(Tx tx, Homeroom homeroom, Collection<Pupil> pupils, LocalDate from) {
        var number = EnrolmentTable.lastNumber(tx.handle(), homeroom.id());
        for (var pupil : pupils.stream().sorted(NAME_ORDER).toList()) {
            number++;
            var enrolment = new Enrolment(tx.newId(), pupil.id(), homeroom.id(), number, from, null);
            tx.create(ENROLMENT, EnrolmentTable.row(enrolment));
        }
    }

    /** Moves a pupil to another class; the old place, its number and its marks stay where they are. */
    public static void move(Tx tx, Pupil pupil, Homeroom to, LocalDate from, String why) {
        withdraw(tx, pupil, from, why);
        enrol(tx, to, List.of(pupil), from);
    }

    /** Takes a pupil out of the class as of a day. */
    public static void withdraw(Tx tx, Pupil pupil, LocalDate from, String why) {
        var present = EnrolmentTable.findPresent(tx.handle(), pupil.id())
                .orElseThrow(() -> new NoSuchElementException("in no class: pupil " + pupil.id()));
        tx.status(ENROLMENT, EnrolmentTable.row(present.endingOn(from)), why);
    }

    /** Assigns a subject of a class to a teacher, as of a day. */
    public static TeachingAssignment assign(Tx tx, String homeroom, String subject, String staff, LocalDate from) {
        return assign(tx, homeroom, subject, staff, from, TeachingAssignment.Role.TEACHER);
    }

    static TeachingAssignment assign(
            Tx tx, String homeroom, String subject, String staff, LocalDate from, TeachingAssignment.Role role) {
        var assignment = new TeachingAssignment(tx.newId(), homeroom, subject, staff, from, null, role);
        tx.create(TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(assignment));
        return assignment;
    }

    /** Gives a class its homeroom teacher as of a day; whoever was it until then is no more. */
    public static HomeroomTeacher lead(Tx tx, String homeroom, String staff, LocalDate from) {
        HomeroomTeacherTable.findPresent(tx.handle(), homeroom)
                .ifPresent(held -> tx.status(
                        HOMEROOM_TEACHER,
                        HomeroomTeacherTable.row(held.endingOn(from.isBefore(held.from()) ? held.from() : from)),
                        null));
        var teacher = new HomeroomTeacher(tx.newId(), homeroom, staff, from, null);
        tx.create(HOMEROOM_TEACHER, HomeroomTeacherTable.row(teacher));
        return teacher;
    }

    /** Whether somebody is the homeroom teacher (giáo viên chủ nhiệm) of a class on a day. */
    public static boolean leads(Handle handle, String staff, String homeroom, LocalDate on) {
        return findHomeroomTeacher(handle, homeroom, on)
                .filter(teacher -> teacher.staff().equals(staff))
                .isPresent();
    }

    /** The homeroom teacher (giáo viên chủ nhiệm) of a class on a day. */
    public static Optional<HomeroomTeacher> findHomeroomTeacher(Handle handle, String homeroom, LocalDate on) {
        return HomeroomTeacherTable.find(handle, homeroom, on);
    }

    /** Whoever has been the homeroom teacher (giáo viên chủ nhiệm) of a class on some day since. */
    public static List<HomeroomTeacher> listHomeroomTeachers(Handle handle, String homeroom, LocalDate since) {
        return HomeroomTeacherTable.listSince(handle, homeroom, since);
    }

    /** The classes whose homeroom teacher somebody is on a day, by grade and name. */
    public static List<Homeroom> listLed(Handle handle, String staff, LocalDate on) {
        return HomeroomTeacherTable.listOfStaff(handle, staff, on).stream()
                .map(each -> getHomeroom(handle, each.homeroom()))
                .toList();
    }

    /** Whether somebody heads a department (tổ trưởng chuyên môn) on a day. */
    public static boolean heads(Handle handle, String staff, LocalDate on) {
        return Departments.heads(handle, staff, on);
    }

    /** What assignments, homerooms and departments entitle somebody to on a day. */
    public static Set<Need> entitlements(Handle handle, String staff, LocalDate on) {
        var needs = EnumSet.noneOf(Need.class);
        if (!HomeroomTeacherTable.listOfStaff(handle, staff, on).isEmpty()) {
            needs.add(Need.HOMEROOM);
        }
        if (heads(handle, staff, on)) {
            needs.add(Need.DEPARTMENT_HEAD);
        }
        // whoever taught goes on reading; what may be written is decided by class, subject and day
        if (!listAssignments(handle, staff, on).isEmpty()
                || !listFormer(handle, staff, on).isEmpty()) {
            needs.add(Need.ENTER_MARKS);
        }
        return needs;
    }

    /** Ends an assignment: on {@code day} the teacher may no longer write. */
    public static void end(Tx tx, String assignment, LocalDate day, String why) {
        var held = TeachingAssignmentTable.find(tx.handle(), assignment)
                .orElseThrow(() -> new NoSuchElementException("no assignment " + assignment));
        tx.status(TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(held.endingOn(day)), why);
    }

    /**
     * Whether somebody may write the results of a subject in a class on a day: its teacher, a substitute for the days
     * that they stand in, and in preschool and primary the homeroom teacher and whom the leaders named.
     */
    public static boolean teaches(Handle handle, String staff, String homeroom, String subject, LocalDate on) {
        return TeachingAssignmentTable.holds(handle, staff, homeroom, subject, on)
                || SubstitutionTable.holds(handle, staff, homeroom, subject, on)
                || (leads(handle, staff, homeroom, on) && entersAll(handle, homeroom));
    }

    /** Whether somebody may write it on a day or might before: they go on reading what they wrote. */
    public static boolean hasTaught(Handle handle, String staff, String homeroom, String subject, LocalDate on) {
        return teaches(handle, staff, homeroom, subject, on)
                || TeachingAssignmentTable.everHeld(handle, staff, homeroom, subject, on);
    }

    private static boolean entersAll(Handle handle, String homeroom) {
        return getHomeroom(handle, homeroom).grade() <= PRIMARY;
    }

    /** What somebody may write on a day, by class: as teacher, substitute, or homeroom teacher of a primary class. */
    public static List<TeachingAssignment> listAssignments(Handle handle, String staff, LocalDate on) {
        var all = new LinkedHashMap<List<String>, TeachingAssignment>();
        TeachingAssignmentTable.listOfStaff(handle, staff, on).forEach(each -> keep(all, each));
        for (var led : HomeroomTeacherTable.listOfStaff(handle, staff, on)) {
            if (entersAll(handle, led.homeroom())) {
                ProgrammeTable.list(handle, led.homeroom()).stream()
                        .filter(each -> each.yearPeriods() > 0)
                        .forEach(each -> keep(all, led(led, each.subject())));
            }
        }
        SubstitutionTable.listOfStaff(handle, staff, on).forEach(each -> keep(all, standingIn(each)));
        return List.copyOf(all.values());
    }

    /** What somebody taught before a day and teaches no more, by class. */
    public static List<TeachingAssignment> listFormer(Handle handle, String staff, LocalDate on) {
        return TeachingAssignmentTable.listFormer(handle, staff, on).stream()
                .filter(each -> !teaches(handle, staff, each.homeroom(), each.subject(), on))
                .toList();
    }

    private static void keep(Map<List<String>, TeachingAssignment> all, TeachingAssignment each) {
        all.putIfAbsent(List.of(each.homeroom(), each.subject()), each);
    }

    private static TeachingAssignment led(HomeroomTeacher led, String subject) {
        return new TeachingAssignment(
                led.id(),
                led.homeroom(),
                subject,
                led.staff(),
                led.from(),
                led.until(),
                TeachingAssignment.Role.HOMEROOM);
    }

    private static TeachingAssignment standingIn(Substitution each) {
        return new TeachingAssignment(
                each.id(),
                each.homeroom(),
                each.subject(),
                each.staff(),
                each.from(),
                each.until(),
                TeachingAssignment.Role.SUBSTITUTE);
    }

    /** Every assignment of a school year that holds on a day, by class. */
    public static List<TeachingAssignment> listYearAssignments(Handle handle, String schoolYear, LocalDate on) {
        return TeachingAssignmentTable.list(handle, schoolYear, on);
    }

    /** The pupils who are in a class now, or were when its year ended, by number. */
    public static List<RollEntry> list(Handle handle, String homeroom) {
        var present = EnrolmentTable.listPresent(handle, homeroom);
        var pupils =
                People.mapPupils(handle, present.stream().map(Enrolment::pupil).toList());
        return present.stream()
                .map(each -> new RollEntry(each.number(), Objects.requireNonNull(pupils.get(each.pupil()))))
                .toList();
    }

    /** Whether a pupil is in a class now, or was when its year ended. */
    public static boolean isIn(Handle handle, String pupil, String homeroom) {
        return EnrolmentTable.isIn(handle, pupil, homeroom);
    }

    /** Everybody who is or was in a class, with the days, by number. */
    public static List<Enrolment> listEver(Handle handle, String homeroom) {
        return EnrolmentTable.listEver(handle, homeroom);
    }

    /** Everybody who is or was in a class of a school year, with the days, by class and number. */
    public static List<Enrolment> listYearPlaces(Handle handle, String schoolYear) {
        return EnrolmentTable.listOfYear(handle, schoolYear);
    }

    /** Whether a pupil was in a class on a day. */
    public static boolean wasIn(Handle handle, String pupil, String homeroom, LocalDate on) {
        return listEver(handle, homeroom).stream()
                .anyMatch(place -> place.pupil().equals(pupil) && place.holds(on));
    }

    /** Where a pupil is now; empty for one who has left or waits for a class. */
    public static Optional<Enrolment> findPlace(Handle handle, String pupil) {
        return EnrolmentTable.findPresent(handle, pupil);
    }

    /** Everywhere a pupil was and is, the oldest first. */
    public static List<Enrolment> listPlaces(Handle handle, String pupil) {
        return EnrolmentTable.listOfPupil(handle, pupil);
    }

    /** The pupils who were in a class and are no longer, by number. */
    public static List<RollEntry> listFormer(Handle handle, String homeroom) {
        var former = EnrolmentTable.listFormer(handle, homeroom);
        var pupils =
                People.mapPupils(handle, former.stream().map(Enrolment::pupil).toList());
        return former.stream()
                .map(each -> new RollEntry(each.number(), Objects.requireNonNull(pupils.get(each.pupil()))))
                .toList();
    }

    /** Where the pupils of a class were before, in other classes of the same school year. */
    public static List<Enrolment> listEarlierPlaces(Handle handle, String homeroom) {
        return EnrolmentTable.listEarlier(handle, homeroom);
    }

    /** Where everybody is now, by pupil. */
    public static Map<String, Enrolment> mapPlaces(Handle handle) {
        var places = new HashMap<String, Enrolment>();
        EnrolmentTable.listPresent(handle).forEach(each -> places.put(each.pupil(), each));
        return places;
    }

    public static Optional<Homeroom> findHomeroom(Handle handle, @Nullable String id) {
        return id == null ? Optional.empty() : HomeroomTable.find(handle, id);
    }

    public static Homeroom getHomeroom(Handle handle, String id) {
        return findHomeroom(handle, id).orElseThrow(() -> new NoSuchElementException("no class " + id));
    }

    /** The classes of a school year, by grade and name. */
    public static List<Homeroom> listHomerooms(Handle handle, String schoolYear) {
        return HomeroomTable.list(handle, schoolYear);
    }

    /** What the sector asks about a class. */
    public static HomeroomTrait getTrait(Handle handle, String homeroom) {
        return HomeroomTraitTable.find(handle, homeroom).orElseGet(() -> HomeroomTrait.unsaid(homeroom));
    }

    /** What was said about every class, by class. */
    public static Map<String, HomeroomTrait> mapTraits(Handle handle) {
        return HomeroomTraitTable.map(handle);
    }

    /** Says what is to be known about a class. */
    public static void describe(Tx tx, HomeroomTrait trait) {
        var said = HomeroomTraitTable.find(tx.handle(), trait.homeroom());
        if (said.isEmpty()) {
            tx.create(HomeroomTraitTable.HOMEROOM_TRAIT, HomeroomTraitTable.row(trait));
        } else if (!said.get().equals(trait)) {
            tx.amend(HomeroomTraitTable.HOMEROOM_TRAIT, HomeroomTraitTable.row(trait), null);
        }
    }

    /** The teaching plan (kế hoạch dạy học) of a class. */
    public static List<Programme> listProgramme(Handle handle, String homeroom) {
        return ProgrammeTable.list(handle, homeroom);
    }

    /** The plans of all classes of a school year. */
    public static List<Programme> listYearProgramme(Handle handle, String schoolYear) {
        return ProgrammeTable.listOfYear(handle, schoolYear);
    }

    public static Optional<Programme> findProgramme(Handle handle, String homeroom, String subject) {
        return ProgrammeTable.find(handle, homeroom, subject);
    }

    /** Plans a subject of a class. */
    public static void plan(Tx tx, Programme programme) {
        var planned = ProgrammeTable.find(tx.handle(), programme.homeroom(), programme.subject());
        if (planned.isEmpty()) {
            tx.create(ProgrammeTable.CLASS_PROGRAMME, ProgrammeTable.row(programme));
        } else if (!planned.get().equals(programme)) {
            tx.amend(ProgrammeTable.CLASS_PROGRAMME, ProgrammeTable.row(programme), null);
        }
    }

    /** How many pupils are in each class now, or were when its year ended, by class. */
    public static Map<String, Integer> mapSizes(Handle handle) {
        return EnrolmentTable.sizes(handle);
    }

    /** The school years that have classes, the newest first. */
    public static List<String> listYears(Handle handle) {
        return HomeroomTable.listYears(handle);
    }

    /** The number that the next pupil of a class gets. */
    public static int nextNumber(Handle handle, String homeroom) {
        return EnrolmentTable.lastNumber(handle, homeroom) + 1;
    }
}
