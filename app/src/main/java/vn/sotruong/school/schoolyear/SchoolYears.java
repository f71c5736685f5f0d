package vn.sotruong.school.schoolyear;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.Programme;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Ruleset;

/** Trường, năm học và môn học: what may be done with them. */
public final class SchoolYears {
    /** Trường, as the journal names it. */
    public static final Entity SCHOOL = SchoolYearTable.SCHOOL;

    /** Năm học, as the journal names it. */
    public static final Entity SCHOOL_YEAR = SchoolYearTable.SCHOOL_YEAR;

    /** Môn học, as the journal names it. */
    public static final Entity SUBJECT = SchoolYearTable.SUBJECT;

    /** Điểm trường, as the journal names it. */
    public static final Entity CAMPUS = CampusTable.CAMPUS;

    private SchoolYears() {}

    /** Sets up the one school of this box. */
    public static void found(Tx tx, School school) {
        if (findSchool(tx.handle()).isPresent()) {
            throw new IllegalStateException("this box has its school already");
        }
        tx.create(SCHOOL, SchoolYearTable.row(school));
    }

    /** Opens a school year; another open one must be closed before. */
    public static void open(Tx tx, SchoolYear year) {
        tx.create(SCHOOL_YEAR, SchoolYearTable.row(year));
    }

    /** Ends a school year, or opens again one that was: one is open at a time, so the other is ended before. */
    public static void turn(Tx tx, SchoolYear year, SchoolYear.State state, String why) {
        tx.status(SCHOOL_YEAR, SchoolYearTable.row(year.as(state)), why);
    }

    public static void add(Tx tx, Subject subject) {
        tx.create(SUBJECT, SchoolYearTable.row(subject));
    }

    /** The school; empty on a box that nobody has set up. */
    public static Optional<School> findSchool(Handle handle) {
        return SchoolYearTable.findSchool(handle);
    }

    public static School getSchool(Handle handle) {
        return findSchool(handle).orElseThrow(() -> new NoSuchElementException("no school was set up"));
    }

    public static Optional<SchoolYear> findYear(Handle handle, String id) {
        return SchoolYearTable.find(handle, id);
    }

    /** The year that ended last. */
    public static Optional<SchoolYear> findLastEnded(Handle handle) {
        return SchoolYearTable.findLastEnded(handle);
    }

    /** The year that is open now. */
    public static Optional<SchoolYear> findOpenYear(Handle handle) {
        return SchoolYearTable.findOpen(handle);
    }

    public static SchoolYear getOpenYear(Handle handle) {
        return findOpenYear(handle).orElseThrow(() -> new NoSuchElementException("no school year is open"));
    }

    /** Every subject, in the order of forms. */
    public static List<Subject> listSubjects(Handle handle) {
        return SchoolYearTable.listSubjects(handle);
    }

    public static Optional<Subject> findSubject(Handle handle, String id) {
        return SchoolYearTable.findSubject(handle, id);
    }

    public static Subject getSubject(Handle handle, String id) {
        return findSubject(handle, id).orElseThrow(() -> new NoSuchElementException("no subject " + id));
    }

    /** Adds a place where the school teaches; the first one is the main one. */
    public static Campus addCampus(Tx tx, String name, @Nullable String address) {
        var first = CampusTable.list(tx.handle()).stream().noneMatch(Campus::main);
        var campus = new Campus(tx.newId(), name, address, first, Campus.State.OPEN);
        tx.create(CAMPUS, CampusTable.row(campus));
        return campus;
    }

    /** Replaces what is known of a place. */
    public static void amendCampus(Tx tx, Campus campus) {
        tx.amend(CAMPUS, CampusTable.row(campus), null);
    }

    /** Every place, the main one first. */
    public static List<Campus> listCampuses(Handle handle) {
        return CampusTable.list(handle);
    }

    public static Optional<Campus> findCampus(Handle handle, String id) {
        return CampusTable.find(handle, id);
    }

    /**
     * The rules of assessment, as released, of a grade in a year.
     *
     * @param schoolYear id of the year
     * @return empty where no rule is known
     */
    public static Optional<Ruleset> findRuleset(Handle handle, String schoolYear, int grade) {
        return findSchool(handle)
                .flatMap(school -> Level.find(school.level()))
                .flatMap(
                        level -> Rulebook.find(Programme.valueOf(level.name()), SchoolYear.firstOf(schoolYear), grade));
    }
}
