package vn.sotruong.school.roll;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Outcome.Done;
import vn.sotruong.school.roll.Outcome.Refused;
import vn.sotruong.school.schoolyear.Campus;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Các lớp: opening and describing them, their officers, their plan, and the numbering of their lists. */
public final class Classes {
    /** The first group of preschool: nhà trẻ 3 to 12 months. */
    static final int LOWEST = -5;

    static final int HIGHEST = 12;

    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_LANGUAGE = 60;
    private static final int MOST_INCLUSIVE = 100;
    private static final int MOST_YEAR = 700;
    private static final int MOST_WEEK = 40;

    private final Database db;
    private final Marked marked;
    private final Shut books;
    private final AfterPlan afterPlan;
    private final Clock clock;

    /** Đã có điểm: whether marks stand in a class, as the room that keeps them says. */
    @FunctionalInterface
    public interface Marked {
        boolean anyIn(Handle handle, String homeroom);
    }

    /** Sau khi đổi kế hoạch: a room that computes from which subjects a class has hears of it, in its transaction. */
    @FunctionalInterface
    public interface AfterPlan {
        void planned(Tx tx, String homeroom);
    }

    /** Đã đóng sổ: whether the book of a class and term is closed for good, as the room that closes it says. */
    @FunctionalInterface
    public interface Shut {
        boolean shut(Handle handle, String homeroom, int semester);
    }

    public Classes(Database db, Marked marked, Shut books, AfterPlan afterPlan, Clock clock) {
        this.db = db;
        this.marked = marked;
        this.books = books;
        this.afterPlan = afterPlan;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Opens a class in the open year. */
    public Outcome open(Actor actor, ClassForm form) {
        return db.write(actor, tx -> {
            var year = SchoolYears.findOpenYear(tx.handle());
            if (year.isEmpty()) {
                return new Refused(Reason.NO_OPEN_YEAR);
            }
            var refusal = refusal(tx.handle(), year.get().id(), form, null);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var homeroom = Roll.open(tx, year.get().id(), Integer.parseInt(form.grade()), form.name());
            Roll.describe(tx, trait(homeroom.id(), form));
            return new Done(homeroom.id());
        });
    }

    /** Changes what is said about a class, unless somebody else did so since the form was shown. */
    public Outcome amend(Actor actor, String id, ClassForm form) {
        return db.write(actor, tx -> {
            var found = Roll.findHomeroom(tx.handle(), id);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_CLASS);
            }
            if (ended(tx.handle(), found.get())) {
                return new Refused(Reason.YEAR_ENDED);
            }
            var refusal = refusal(tx.handle(), found.get().schoolYear(), form, found.get());
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            if (base(tx.handle(), id) != form.base()) {
                return new Refused(Reason.CHANGED_MEANWHILE);
            }
            var homeroom = new Homeroom(id, found.get().schoolYear(), Integer.parseInt(form.grade()), form.name());
            if (!homeroom.equals(found.get())) {
                tx.amend(Roll.HOMEROOM, HomeroomTable.row(homeroom), null);
            }
            Roll.describe(tx, trait(id, form));
            return new Done(id);
        });
    }

    /** Whether the class belongs to a year that has ended: it is read and no longer changed. */
    private static boolean ended(Handle handle, Homeroom homeroom) {
        return SchoolYears.findYear(handle, homeroom.schoolYear())
                .filter(year -> year.state() == SchoolYear.State.CLOSED)
                .isPresent();
    }

    /** The newest journal number of a class and of what is said about it. */
    static long base(Handle handle, String homeroom) {
        return Math.max(HomeroomTable.seq(handle, homeroom), HomeroomTraitTable.seq(handle, homeroom));
    }

    private static Optional<Reason> refusal(
            Handle handle, String schoolYear, ClassForm form, @Nullable Homeroom before) {
        var grade = whole(form.grade(), LOWEST, HIGHEST);
        if (grade.isEmpty()) {
            return Optional.of(Reason.BAD_GRADE);
        }
        if (form.name().isEmpty()) {
            return Optional.of(Reason.NAME_MISSING);
        }
        if (form.name().length() > LONGEST_NAME || form.foreignLanguage().length() > LONGEST_LANGUAGE) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        if (!form.inclusive().isEmpty()
                && whole(form.inclusive(), 0, MOST_INCLUSIVE).isEmpty()) {
            return Optional.of(Reason.BAD_NUMBER);
        }
        if (!form.campus().isEmpty()
                && SchoolYears.findCampus(handle, form.campus()).isEmpty()) {
            return Optional.of(Reason.NO_SUCH_CAMPUS);
        }
        if (before != null && before.grade() != grade.get() && EnrolmentTable.lastNumber(handle, before.id()) > 0) {
            return Optional.of(Reason.GRADE_FINAL);
        }
        var taken = Roll.listHomerooms(handle, schoolYear).stream()
                .anyMatch(each -> each.name().equalsIgnoreCase(form.name())
                        && (before == null || !each.id().equals(before.id())));
        return taken ? Optional.of(Reason.NAME_TAKEN) : Optional.empty();
    }

    private static HomeroomTrait trait(String homeroom, ClassForm form) {
        return new HomeroomTrait(
                homeroom,
                form.campus().isEmpty() ? null : form.campus(),
                form.twoSessions().isEmpty()
                        ? null
                        : (Boolean) form.twoSessions().equals("yes"),
                form.foreignLanguage().isEmpty() ? null : form.foreignLanguage(),
                form.inclusive().isEmpty() ? null : (Integer) Integer.parseInt(form.inclusive()));
    }

    static Optional<Integer> whole(String text, int least, int most) {
        return Optional.of(text)
                .filter(each -> each.matches("-?\\d{1,4}"))
                .map(Integer::parseInt)
                .filter(each -> each >= least && each <= most);
    }

    /** Adds a place where the school teaches. */
    public Outcome addCampus(Actor actor, String name, String address) {
        if (name.isEmpty()) {
            return new Refused(Reason.NAME_MISSING);
        }
        if (name.length() > 200 || address.length() > 300) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var taken = SchoolYears.listCampuses(tx.handle()).stream()
                    .anyMatch(each -> each.name().equalsIgnoreCase(name));
            return taken
                    ? new Refused(Reason.NAME_TAKEN)
                    : new Done(SchoolYears.addCampus(tx, name, address.isEmpty() ? null : address)
                            .id());
        });
    }

    /** Closes a place, or opens it again. */
    public Outcome turnCampus(Actor actor, String id, Campus.State state) {
        return db.write(actor, tx -> {
            var campus = SchoolYears.findCampus(tx.handle(), id);
            if (campus.isEmpty()) {
                return new Refused(Reason.NO_SUCH_CAMPUS);
            }
            SchoolYears.amendCampus(tx, campus.get().as(state));
            return new Done(id);
        });
    }

    /** Gives a pupil of the class a duty, as of today. */
    public Outcome appoint(Actor actor, String staff, String homeroom, String pupil, ClassOfficer.Duty duty) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            if (!Roll.leads(handle, staff, homeroom, today())) {
                return new Refused(Reason.NOT_THE_HOMEROOM_TEACHER);
            }
            if (!Roll.isIn(handle, pupil, homeroom)) {
                return new Refused(Reason.NOT_IN_CLASS);
            }
            var several = duty == ClassOfficer.Duty.GROUP_LEADER;
            var taken = ClassOfficerTable.listPresent(handle, homeroom).stream()
                    .anyMatch(each ->
                            each.duty() == duty && (!several || each.pupil().equals(pupil)));
            if (taken) {
                return new Refused(Reason.DUTY_TAKEN);
            }
            return new Done(appoint(tx, homeroom, pupil, duty, today()).id());
        });
    }

    /** Gives a pupil a duty in the class, as of a day. */
    public static ClassOfficer appoint(Tx tx, String homeroom, String pupil, ClassOfficer.Duty duty, LocalDate from) {
        var officer = new ClassOfficer(tx.newId(), homeroom, pupil, duty, from, null);
        tx.create(ClassOfficerTable.CLASS_OFFICER, ClassOfficerTable.row(officer));
        return officer;
    }

    /** Ends a duty as of today. */
    public Outcome dismiss(Actor actor, String staff, String homeroom, String officer) {
        return db.write(actor, tx -> {
            if (!Roll.leads(tx.handle(), staff, homeroom, today())) {
                return new Refused(Reason.NOT_THE_HOMEROOM_TEACHER);
            }
            var held = ClassOfficerTable.listPresent(tx.handle(), homeroom).stream()
                    .filter(each -> each.id().equals(officer))
                    .findFirst();
            if (held.isEmpty()) {
                return new Refused(Reason.NO_SUCH_OFFICER);
            }
            tx.status(
                    ClassOfficerTable.CLASS_OFFICER,
                    ClassOfficerTable.row(held.get().endingOn(today())),
                    null);
            return new Done(officer);
        });
    }

    /** The officers of a class who are in it now, in the order of duties. */
    public static List<ClassOfficer> listOfficers(Handle handle, String homeroom) {
        return ClassOfficerTable.listPresent(handle, homeroom).stream()
                .filter(each -> Roll.isIn(handle, each.pupil(), homeroom))
                .sorted(Comparator.comparing(ClassOfficer::duty))
                .toList();
    }

    /**
     * Giờ của một môn, as typed.
     *
     * @param year periods in the year; empty for a subject about which nothing is planned
     * @param term the only term in which it is taught; empty where it is taught in both
     */
    public record Periods(String year, String week, String term) {}

    /** Plans the subjects of a class, by subject. */
    public Outcome plan(Actor actor, String homeroom, Map<String, Periods> typed) {
        return db.write(actor, tx -> {
            var found = Roll.findHomeroom(tx.handle(), homeroom);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_CLASS);
            }
            if (ended(tx.handle(), found.get())) {
                return new Refused(Reason.YEAR_ENDED);
            }
            var plans = new HashMap<String, Programme>();
            for (var each : typed.entrySet()) {
                var periods = each.getValue();
                if (periods.year().isEmpty() && periods.week().isEmpty()) {
                    continue;
                }
                if (SchoolYears.findSubject(tx.handle(), each.getKey()).isEmpty()) {
                    return new Refused(Reason.NO_SUCH_SUBJECT);
                }
                var year = whole(periods.year(), 0, MOST_YEAR);
                var week = whole(periods.week(), 0, MOST_WEEK);
                var term = whole(periods.term(), 1, 2);
                if (year.isEmpty()
                        || (week.isEmpty() && !periods.week().isEmpty())
                        || (term.isEmpty() && !periods.term().isEmpty())) {
                    return new Refused(Reason.BAD_NUMBER);
                }
                plans.put(
                        each.getKey(),
                        new Programme(homeroom, each.getKey(), year.get(), week.orElse(null), term.orElse(null)));
            }
            if (plans.values().stream().anyMatch(each -> touchesClosed(tx.handle(), each))) {
                return new Refused(Reason.BOOK_CLOSED);
            }
            plans.values().forEach(each -> Roll.plan(tx, each));
            afterPlan.planned(tx, homeroom);
            return new Done(homeroom);
        });
    }

    /** Whether a plan would change what a closed book of the class rests on; periods a week change nothing of it. */
    private boolean touchesClosed(Handle handle, Programme wanted) {
        var before = Roll.findProgramme(handle, wanted.homeroom(), wanted.subject());
        return IntStream.rangeClosed(1, 2)
                .filter(term -> before.isEmpty()
                        || before.get().taughtIn(term) != wanted.taughtIn(term)
                        || (wanted.taughtIn(term) && before.get().yearPeriods() != wanted.yearPeriods()))
                .anyMatch(term -> books.shut(handle, wanted.homeroom(), term));
    }

    /** Whether the year's set-up was declared complete. */
    public static boolean isReady(Handle handle, String schoolYear) {
        return ClassListTable.isReady(handle, schoolYear);
    }

    /** Declares the open year's set-up complete: from here homeroom teachers number their lists. */
    public Outcome declareReady(Actor actor, String staff) {
        return db.write(actor, tx -> {
            var year = SchoolYears.findOpenYear(tx.handle());
            if (year.isEmpty()) {
                return new Refused(Reason.NO_OPEN_YEAR);
            }
            if (isReady(tx.handle(), year.get().id())) {
                return new Refused(Reason.READY_ALREADY);
            }
            declareReady(tx, year.get().id(), staff);
            return new Done(year.get().id());
        });
    }

    /** Declares a year's set-up complete. */
    public static void declareReady(Tx tx, String schoolYear, String staff) {
        tx.create(
                ClassListTable.ROLL_READY,
                Map.of("school_year", schoolYear, "declared_by", staff, "declared_at", Moments.text(tx.now())));
    }

    /** How a class's list stands: numbered and signed off by whom; empty before it was numbered. */
    public static Optional<ClassList> findList(Handle handle, String homeroom) {
        return ClassListTable.find(handle, homeroom);
    }

    /**
     * Numbers the pupils of a class in the order of names; those who left before get the numbers after them. Once the
     * list is signed off, or marks stand under the numbers, they stay for good.
     *
     * @param seen how many pupils the homeroom teacher checked
     */
    public Outcome number(Actor actor, String staff, String homeroom, String seen) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var list = ClassListTable.find(handle, homeroom);
            var refusal = numbering(handle, staff, homeroom, seen, list);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            renumber(tx, homeroom);
            var numbered = new ClassList(homeroom, staff, Moments.text(tx.now()), null, null);
            if (list.isPresent()) {
                tx.amend(ClassListTable.CLASS_LIST, ClassListTable.row(numbered), null);
            } else {
                tx.create(ClassListTable.CLASS_LIST, ClassListTable.row(numbered));
            }
            return new Done(homeroom);
        });
    }

    private Optional<Reason> numbering(
            Handle handle, String staff, String homeroom, String seen, Optional<ClassList> list) {
        var found = Roll.findHomeroom(handle, homeroom);
        if (found.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_CLASS);
        }
        if (!Roll.leads(handle, staff, homeroom, today())) {
            return Optional.of(Reason.NOT_THE_HOMEROOM_TEACHER);
        }
        if (!isReady(handle, found.get().schoolYear())) {
            return Optional.of(Reason.NOT_READY);
        }
        if (list.isPresent() && list.get().signedAt() != null) {
            return Optional.of(Reason.SIGNED_ALREADY);
        }
        var pupils = Roll.list(handle, homeroom).size();
        if (pupils == 0) {
            return Optional.of(Reason.EMPTY_LIST);
        }
        if (!seen.equals(String.valueOf(pupils))) {
            return Optional.of(Reason.LIST_CHANGED);
        }
        return marked.anyIn(handle, homeroom) ? Optional.of(Reason.MARKS_EXIST) : Optional.empty();
    }

    /** Whether the list may be numbered by this person now; the page offers it only then. */
    public boolean mayNumber(Handle handle, String staff, String homeroom) {
        var seen = String.valueOf(Roll.list(handle, homeroom).size());
        return numbering(handle, staff, homeroom, seen, ClassListTable.find(handle, homeroom))
                .isEmpty();
    }

    private static void renumber(Tx tx, String homeroom) {
        var all = EnrolmentTable.listNumbered(tx.handle(), homeroom);
        var pupils =
                People.mapPupils(tx.handle(), all.stream().map(Enrolment::pupil).toList());
        var ordered = all.stream()
                .sorted(Comparator.comparing((Enrolment each) -> each.until() != null)
                        .thenComparing(each -> pupil(pupils, each), Roll.NAME_ORDER)
                        .thenComparingInt(Enrolment::number))
                .toList();
        var free = EnrolmentTable.lastNumber(tx.handle(), homeroom);
        var moved = new HashMap<Enrolment, Integer>();
        for (var i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).number() != i + 1) {
                moved.put(ordered.get(i), i + 1);
            }
        }
        // two steps: a number is nobody's before somebody else gets it
        for (var each : moved.keySet()) {
            free++;
            tx.amend(Roll.ENROLMENT, EnrolmentTable.row(each.numbered(free)), null);
        }
        moved.forEach((each, number) -> tx.amend(Roll.ENROLMENT, EnrolmentTable.row(each.numbered(number)), null));
    }

    private static Pupil pupil(Map<String, Pupil> pupils, Enrolment each) {
        return Objects.requireNonNull(pupils.get(each.pupil()));
    }

    /** Signs off the checked list of a class: the homeroom teacher answers for it from now on. */
    public Outcome sign(Actor actor, String staff, String homeroom, String seen) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            if (!Roll.leads(handle, staff, homeroom, today())) {
                return new Refused(Reason.NOT_THE_HOMEROOM_TEACHER);
            }
            var list = ClassListTable.find(handle, homeroom);
            if (list.isEmpty()) {
                return new Refused(Reason.NOT_NUMBERED);
            }
            if (list.get().signedAt() != null) {
                return new Refused(Reason.SIGNED_ALREADY);
            }
            if (!seen.equals(String.valueOf(Roll.list(handle, homeroom).size()))) {
                return new Refused(Reason.LIST_CHANGED);
            }
            var signed = new ClassList(
                    homeroom, list.get().numberedBy(), list.get().numberedAt(), staff, Moments.text(tx.now()));
            tx.status(ClassListTable.CLASS_LIST, ClassListTable.row(signed), null);
            return new Done(homeroom);
        });
    }
}
