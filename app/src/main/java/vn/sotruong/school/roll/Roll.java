package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
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
        var assignment = new TeachingAssignment(tx.newId(), homeroom, subject, staff, from, null);
        tx.create(TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(assignment));
        return assignment;
    }

    /** Ends an assignment: on {@code day} the teacher may no longer write. */
    public static void end(Tx tx, String assignment, LocalDate day, String why) {
        var held = TeachingAssignmentTable.find(tx.handle(), assignment)
                .orElseThrow(() -> new NoSuchElementException("no assignment " + assignment));
        tx.status(TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(held.endingOn(day)), why);
    }

    /** Whether a teacher teaches a subject in a class on a day: the one fact that lets marks be written. */
    public static boolean teaches(Handle handle, String staff, String homeroom, String subject, LocalDate on) {
        return TeachingAssignmentTable.holds(handle, staff, homeroom, subject, on);
    }

    /** What a teacher teaches on a day, by class. */
    public static List<TeachingAssignment> listAssignments(Handle handle, String staff, LocalDate on) {
        return TeachingAssignmentTable.listOfStaff(handle, staff, on);
    }

    /** Every assignment of a school year that holds on a day, by class. */
    public static List<TeachingAssignment> listYearAssignments(Handle handle, String schoolYear, LocalDate on) {
        return TeachingAssignmentTable.list(handle, schoolYear, on);
    }

    /** The pupils who are in a class now, by number. */
    public static List<RollEntry> list(Handle handle, String homeroom) {
        var present = EnrolmentTable.listPresent(handle, homeroom);
        var pupils =
                People.mapPupils(handle, present.stream().map(Enrolment::pupil).toList());
        return present.stream()
                .map(each -> new RollEntry(each.number(), Objects.requireNonNull(pupils.get(each.pupil()))))
                .toList();
    }

    /** Whether a pupil is in a class now. */
    public static boolean isIn(Handle handle, String pupil, String homeroom) {
        return findPlace(handle, pupil)
                .filter(place -> place.homeroom().equals(homeroom))
                .isPresent();
    }

    /** Where a pupil is now; empty for one who has left or waits for a class. */
    public static Optional<Enrolment> findPlace(Handle handle, String pupil) {
        return EnrolmentTable.findPresent(handle, pupil);
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

    /** The number that the next pupil of a class gets. */
    public static int nextNumber(Handle handle, String homeroom) {
        return EnrolmentTable.lastNumber(handle, homeroom) + 1;
    }
}
