package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.windows.Schedule;
import vn.sotruong.school.windows.Windows;

/**
 * Một trang sổ đang mở: a sheet with its pupils, cells and locks, read once in one consistent state for one request.
 *
 * @param pupils who is in the class now, by id, in the order of numbers
 * @param former who was in the class and has a mark on this sheet, or may still get one, by number
 * @param leavers who was in the class, with the days, by pupil
 * @param cells those that anybody touched, and those that came along with a pupil
 * @param luggage what came along with the pupils
 * @param leftOut who is exempt from the subject and gets no mark in it
 * @param theoryOnly whose practical part is excused
 * @param owed assessments that were missed
 * @param locks those in force
 * @param schedule when its columns take marks
 * @param now the moment at which the request came in, which every question about time means
 */
record Ledger(
        Sheet sheet,
        Map<String, RollEntry> pupils,
        List<RollEntry> former,
        Map<String, List<Enrolment>> leavers,
        Map<Cell, CellState> cells,
        Carried.Luggage luggage,
        Set<String> leftOut,
        Set<String> theoryOnly,
        Map<Cell, MissingTest> owed,
        List<Lock> locks,
        Schedule schedule,
        Instant now) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /**
     * Whether a teacher may look at a sheet at that moment: whoever taught it goes on reading, and a former substitute what
     * they entered.
     */
    static boolean showsTo(Handle handle, Sheet sheet, String staff, Instant now) {
        return showsAllTo(handle, sheet, staff, now) || EventTable.wrote(handle, sheet.id(), staff);
    }

    /** Whether that is all of the sheet. */
    static boolean showsAllTo(Handle handle, Sheet sheet, String staff, Instant now) {
        return Roll.hasTaught(handle, staff, sheet.homeroom(), sheet.subject(), today(now));
    }

    /** The same with nothing but what that person entered, and the pupils for whom they did. */
    Ledger of(String staff) {
        var own = new HashMap<>(cells);
        own.values().removeIf(each -> !each.staff().equals(staff));
        own.keySet().removeIf(each -> carried(each).isPresent());
        var theirs = own.keySet().stream().map(Cell::pupil).collect(Collectors.toSet());
        var present = new LinkedHashMap<>(pupils);
        present.keySet().retainAll(theirs);
        return new Ledger(
                sheet,
                present,
                former.stream()
                        .filter(each -> theirs.contains(each.pupil().id()))
                        .toList(),
                Map.of(),
                own,
                new Carried.Luggage(Map.of(), Map.of()),
                leftOut,
                theoryOnly,
                Map.of(),
                locks,
                schedule,
                now);
    }

    /** Whether a teacher may write in a sheet at that moment. */
    static boolean opensFor(Handle handle, Sheet sheet, String staff, Instant now) {
        return Roll.teaches(handle, staff, sheet.homeroom(), sheet.subject(), today(now));
    }

    static Ledger read(Handle handle, Sheet sheet, Locks locks, Instant now) {
        var pupils = new LinkedHashMap<String, RollEntry>();
        Roll.list(handle, sheet.homeroom())
                .forEach(entry -> pupils.put(entry.pupil().id(), entry));
        var cells = new HashMap<Cell, CellState>();
        DraftTable.collect(handle, sheet.id(), cells);
        MarkTable.collect(handle, sheet.id(), cells);
        var former = Roll.listFormer(handle, sheet.homeroom());
        var luggage = Carried.read(handle, sheet, List.copyOf(pupils.keySet()));
        luggage.marks().forEach((cell, carried) -> cells.merge(cell, carried.state(), Ledger::own));
        var ledger = new Ledger(
                sheet,
                pupils,
                former,
                former.isEmpty() ? Map.of() : Leavers.map(handle, sheet.homeroom()),
                cells,
                luggage,
                Movements.listLeftOut(
                        handle,
                        Roll.getHomeroom(handle, sheet.homeroom()).schoolYear(),
                        sheet.semester(),
                        sheet.subject()),
                Movements.listTheoryOnly(handle, sheet.subject(), today(now)),
                MissingTestTable.mapOpen(handle, sheet.id()),
                locks.inForce(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                now);
        return former.isEmpty() ? ledger : ledger.withFormer();
    }

    /** The same with those alone of the former pupils of whom the sheet has something to show. */
    private Ledger withFormer() {
        var marked = cells.entrySet().stream()
                .filter(each -> each.getValue().committed())
                .map(each -> each.getKey().pupil())
                .collect(Collectors.toSet());
        return new Ledger(
                sheet,
                pupils,
                former.stream()
                        .filter(each -> marked.contains(each.pupil().id())
                                || sheet.columns().stream()
                                        .anyMatch(column ->
                                                takesAfter(new Cell(each.pupil().id(), column))))
                        .toList(),
                leavers,
                cells,
                luggage,
                leftOut,
                theoryOnly,
                owed,
                locks,
                schedule,
                now);
    }

    /** Whether an assessment of somebody who has left the class is dated before they did. */
    boolean dated(Cell cell) {
        var places = leavers.get(cell.pupil());
        return places != null && Leavers.dated(schedule, cell.column(), places);
    }

    /**
     * Whether typing is taken for somebody who has left: while the time of an assessment runs that is dated before. Once it
     * has ended a draft may be changed or cleared, and everything else is asked for.
     */
    boolean takesAfter(Cell cell) {
        return dated(cell)
                && (hours(cell).open() || (hours(cell).ended() && cell(cell).draft()));
    }

    /** What was committed here goes before what came along, and that before what was only typed. */
    private static CellState own(CellState held, CellState carried) {
        return held.committed() ? held : carried;
    }

    /** Where a cell's mark came from, when it is none of this sheet's. */
    Optional<Carried> carried(Cell cell) {
        return Optional.ofNullable(luggage.marks().get(cell))
                .filter(each -> cell(cell).equals(each.state()));
    }

    /** Whether a column takes marks, and until when. */
    Hours hours(Column column) {
        return Hours.of(schedule, column, now);
    }

    /** Whether a cell takes marks: a missed test does while it is made up, though its column's time is over. */
    Hours hours(Cell cell) {
        var ordinary = hours(cell.column());
        return ordinary.open() ? ordinary : makeUp(cell).map(Hours::until).orElse(ordinary);
    }

    /** The end of the time in which a missed test is made up now. */
    Optional<Instant> makeUp(Cell cell) {
        return Optional.ofNullable(owed.get(cell)).flatMap(test -> test.runsUntil(now));
    }

    /** Whether a moment, as the journal writes it, lies on the same day in Việt Nam. */
    static boolean sameDay(String moment, Instant now) {
        return today(Instant.parse(moment)).equals(today(now));
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    CellState cell(Cell cell) {
        return cells.getOrDefault(cell, CellState.UNTOUCHED);
    }

    Optional<RollEntry> find(String pupil) {
        return Optional.ofNullable(pupils.get(pupil));
    }
}
