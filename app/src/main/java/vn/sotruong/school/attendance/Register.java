package vn.sotruong.school.attendance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.movements.Pause;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Sổ điểm danh để xem: a class on a day, a class in a month, a pupil in a year. */
public final class Register {
    private static final int DUE_DAY = 5;

    private Register() {}

    /**
     * Một em trong buổi.
     *
     * @param seq what a tap is based on
     * @param by who marked it; empty for nobody
     * @param unexcusedThisMonth earlier half days without leave in this month
     * @param pause for which the pupil is away for a longer time; null for who is expected
     */
    public record Row(
            int number,
            String pupil,
            String name,
            Kind kind,
            long seq,
            String by,
            int unexcusedThisMonth,
            @Nullable Pause pause) {}

    /**
     * Một lớp trong một buổi.
     *
     * @param call who called the roll; null when nobody has
     * @param confirmed null while the month is open
     * @param off null on a day on which the class comes
     */
    public record Day(
            Homeroom homeroom,
            List<Row> rows,
            @Nullable RollCall call,
            String calledBy,
            @Nullable Confirmation confirmed,
            @Nullable DayOff off,
            String offBy) {
        private long away(Kind kind) {
            return rows.stream()
                    .filter(each -> each.pause() == null && each.kind() == kind)
                    .count();
        }

        /** How many were away with leave. */
        public long excused() {
            return away(Kind.EXCUSED);
        }

        /** How many were away without. */
        public long unexcused() {
            return away(Kind.UNEXCUSED);
        }

        /** How many were there. */
        public long present() {
            return rows.stream()
                    .filter(each -> each.pause() == null && each.kind() == Kind.PRESENT)
                    .count();
        }

        /** How many are expected. */
        public long size() {
            return rows.stream().filter(each -> each.pause() == null).count();
        }
    }

    static Day day(Handle handle, Homeroom homeroom, LocalDate day, Slot slot) {
        var month = AbsenceTable.list(handle, homeroom.id(), day.withDayOfMonth(1), day.plusDays(1));
        var now = new HashMap<String, Absence>();
        var earlier = new HashMap<String, Integer>();
        for (var each : month) {
            if (each.day().equals(day) && each.slot() == slot) {
                now.put(each.pupil(), each);
            } else if (each.day().isBefore(day) && each.slot().session() && each.kind() == Kind.UNEXCUSED) {
                earlier.merge(each.pupil(), 1, Integer::sum);
            }
        }
        var places = places(handle, homeroom.id(), day, day);
        var names = Names.of(handle, places);
        var pauses = Movements.mapPauses(handle, names.pupils.values());
        var rows = places.stream()
                .map(place -> row(
                        place,
                        now.get(place.pupil()),
                        earlier.getOrDefault(place.pupil(), 0),
                        names,
                        on(pauses.get(place.pupil()), day)))
                .toList();
        var off = DayOffTable.find(handle, homeroom.id(), day).orElse(null);
        var call = RollCallTable.find(handle, homeroom.id(), day, slot).orElse(null);
        return new Day(
                homeroom,
                rows,
                call,
                call == null ? "" : names.staff(call.calledBy()),
                RollCallTable.findConfirmation(handle, homeroom.id(), YearMonth.from(day))
                        .orElse(null),
                off,
                off == null ? "" : names.staff(off.declaredBy()));
    }

    private static @Nullable Pause on(@Nullable List<Pause> pauses, LocalDate day) {
        return pauses == null
                ? null
                : pauses.stream().filter(each -> each.holds(day)).findFirst().orElse(null);
    }

    /** Whether a pupil is away for a longer time on that day, with the place kept. */
    static boolean paused(Handle handle, String pupil, LocalDate day) {
        var found = People.findPupil(handle, pupil);
        return found.isPresent()
                && on(Movements.mapPauses(handle, List.of(found.get())).get(pupil), day) != null;
    }

    private static Row row(Enrolment place, @Nullable Absence now, int earlier, Names names, @Nullable Pause pause) {
        return new Row(
                place.number(),
                place.pupil(),
                names.pupil(place.pupil()),
                now == null ? Kind.PRESENT : now.kind(),
                now == null ? 0 : now.seq(),
                now == null ? "" : names.staff(now.markedBy()),
                earlier,
                pause);
    }

    /** Those who were in the class at some time between two days, both included, by number. */
    private static List<Enrolment> places(Handle handle, String homeroom, LocalDate from, LocalDate to) {
        return Roll.listEver(handle, homeroom).stream()
                .filter(place -> !place.from().isAfter(to))
                .filter(place -> place.until() == null || place.until().isAfter(from))
                .toList();
    }

    /**
     * Một ô của tháng.
     *
     * @param letters what stands in the book: {@code P}, {@code K}, and a dash for the half of a day that was kept
     * @param inClass whether the pupil was in the class that day and expected to come
     */
    public record MonthCell(LocalDate day, String letters, boolean inClass) {}

    /** Một em trong tháng. */
    public record MonthRow(int number, String pupil, String name, List<MonthCell> cells, Days days) {}

    /**
     * Một lớp trong một tháng.
     *
     * @param called days on which the roll was called at least once
     * @param off days on which the class did not come
     */
    public record Month(
            Homeroom homeroom,
            YearMonth month,
            List<LocalDate> days,
            List<MonthRow> rows,
            Set<LocalDate> called,
            Set<LocalDate> off,
            @Nullable Confirmation confirmed,
            String confirmedBy) {}

    static Month month(Handle handle, Homeroom homeroom, YearMonth month) {
        var days = month.atDay(1).datesUntil(month.atEndOfMonth().plusDays(1)).toList();
        var absences = AbsenceTable.list(
                handle, homeroom.id(), month.atDay(1), month.plusMonths(1).atDay(1));
        var byPupil = new HashMap<String, List<Absence>>();
        absences.forEach(each ->
                byPupil.computeIfAbsent(each.pupil(), key -> new ArrayList<>()).add(each));
        var twice = comesTwice(handle, homeroom.id());
        var places = places(handle, homeroom.id(), month.atDay(1), month.atEndOfMonth());
        var names = Names.of(handle, places);
        var pauses = Movements.mapPauses(handle, names.pupils.values());
        var off = new HashSet<LocalDate>();
        DayOffTable.list(
                        handle,
                        homeroom.id(),
                        month.atDay(1),
                        month.plusMonths(1).atDay(1))
                .forEach(each -> off.add(each.day()));
        var rows = new ArrayList<MonthRow>();
        for (var place : places) {
            var own = byPupil.getOrDefault(place.pupil(), List.of());
            rows.add(new MonthRow(
                    place.number(),
                    place.pupil(),
                    names.pupil(place.pupil()),
                    days.stream()
                            .map(day -> new MonthCell(
                                    day,
                                    letters(own, day),
                                    place.holds(day) && on(pauses.get(place.pupil()), day) == null))
                            .toList(),
                    Days.count(own, each -> twice)));
        }
        var called = new HashSet<LocalDate>();
        RollCallTable.list(
                        handle,
                        homeroom.id(),
                        month.atDay(1),
                        month.plusMonths(1).atDay(1))
                .forEach(each -> called.add(each.day()));
        var confirmed =
                RollCallTable.findConfirmation(handle, homeroom.id(), month).orElse(null);
        return new Month(
                homeroom,
                month,
                days,
                rows,
                Set.copyOf(called),
                Set.copyOf(off),
                confirmed,
                confirmed == null ? "" : names.staff(confirmed.by()));
    }

    static boolean comesTwice(Handle handle, String homeroom) {
        var twice = Roll.getTrait(handle, homeroom).twoSessions();
        return twice != null && twice;
    }

    private static String letters(List<Absence> own, LocalDate day) {
        var kinds = new HashMap<Slot, Kind>();
        own.stream().filter(each -> each.day().equals(day)).forEach(each -> kinds.put(each.slot(), each.kind()));
        var morning = kinds.getOrDefault(Slot.MORNING, Kind.PRESENT).letter();
        var afternoon = kinds.getOrDefault(Slot.AFTERNOON, Kind.PRESENT).letter();
        if (!afternoon.isEmpty()) {
            return (morning.isEmpty() ? "–" : morning) + afternoon;
        }
        return morning;
    }

    /**
     * Tháng của một lớp chờ xác nhận.
     *
     * @param due the day until which it should be confirmed
     */
    public record Open(Homeroom homeroom, YearMonth month, String teacher, LocalDate due) {}

    /** The months that are over and not confirmed, oldest first. */
    static List<Open> unconfirmed(Handle handle, LocalDate today) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return List.of();
        }
        var confirmed = RollCallTable.mapConfirmed(handle);
        var names = new Names(handle, Map.of());
        var teachers = new HashMap<String, String>();
        var homerooms = Roll.listHomerooms(handle, year.get().id());
        var open = new ArrayList<Open>();
        for (var month : over(year.get(), today)) {
            for (var homeroom : homerooms) {
                if (!confirmed.getOrDefault(homeroom.id(), Set.of()).contains(month)) {
                    var teacher = teachers.computeIfAbsent(
                            homeroom.id(),
                            key -> Roll.findHomeroomTeacher(handle, key, today)
                                    .map(each -> names.staff(each.staff()))
                                    .orElse(""));
                    open.add(new Open(
                            homeroom, month, teacher, month.plusMonths(1).atDay(DUE_DAY)));
                }
            }
        }
        return open;
    }

    /** The months of one class that are over and not confirmed, oldest first; none outside the open year. */
    static List<YearMonth> unconfirmed(Handle handle, Homeroom homeroom, LocalDate today) {
        return SchoolYears.findOpenYear(handle)
                .filter(year -> year.id().equals(homeroom.schoolYear()))
                .map(year -> over(year, today).stream()
                        .filter(month -> RollCallTable.findConfirmation(handle, homeroom.id(), month)
                                .isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** The months of a year that are past; that in which the year ends is asked for from its last day on. */
    private static List<YearMonth> over(SchoolYear year, LocalDate today) {
        var over = new ArrayList<YearMonth>();
        for (var month = YearMonth.from(year.starts());
                month.atEndOfMonth().isBefore(earlier(today, year.ends()));
                month = month.plusMonths(1)) {
            over.add(month);
        }
        if (!today.isBefore(year.ends())) {
            over.add(YearMonth.from(year.ends()));
        }
        return over;
    }

    /** The last day of a month that pupils of a class come to school. */
    static LocalDate lastDay(Handle handle, Homeroom homeroom, YearMonth month) {
        return SchoolYears.findYear(handle, homeroom.schoolYear())
                .map(year -> earlier(month.atEndOfMonth(), year.ends()))
                .orElse(month.atEndOfMonth());
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return BinaryOperator.<LocalDate>minBy(LocalDate::compareTo).apply(a, b);
    }

    /** The absences of a pupil in the open year, newest first, with their sum. */
    public record Year(List<Absence> absences, Days days) {}

    static Optional<Year> year(Handle handle, String pupil) {
        return SchoolYears.findOpenYear(handle)
                .map(year -> new Year(
                        AbsenceTable.listOf(handle, pupil, year.starts(), year.ends()),
                        Attendance.absences(handle, pupil, year.id())));
    }

    /** Tên: pupils in one query, staff each once. */
    static final class Names {
        private final Handle handle;
        private final Map<String, Pupil> pupils;
        private final Map<String, String> staff = new HashMap<>();

        Names(Handle handle, Map<String, Pupil> pupils) {
            this.handle = handle;
            this.pupils = pupils;
        }

        static Names of(Handle handle, List<Enrolment> places) {
            return ofPupils(handle, places.stream().map(Enrolment::pupil).toList());
        }

        static Names ofPupils(Handle handle, List<String> ids) {
            return new Names(handle, People.mapPupils(handle, ids));
        }

        /** Empty for none. */
        String subject(@Nullable String id) {
            return id == null
                    ? ""
                    : SchoolYears.listSubjects(handle).stream()
                            .filter(each -> each.id().equals(id))
                            .map(Subject::name)
                            .findFirst()
                            .orElse(id);
        }

        String pupil(String id) {
            var pupil = pupils.get(id);
            return pupil == null ? id : pupil.name().full();
        }

        String staff(String id) {
            return staff.computeIfAbsent(
                    id,
                    key -> People.findStaff(handle, key)
                            .map(each -> each.name().full())
                            .orElse(key));
        }
    }
}
