package vn.sotruong.school.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.people.Classrooms.Classroom;
import vn.sotruong.school.people.Classrooms.Seat;
import vn.sotruong.school.people.Completeness.Gap;

/** Danh sách học sinh, found, sorted and cut into pages; everybody sees whom they may. */
public final class PupilList {
    /** Rows on a page. */
    public static final int PAGE = 50;

    private final Classrooms rooms;
    private final Clock clock;
    private final AtomicReference<@Nullable Everybody> read = new AtomicReference<>();

    /** Mọi học sinh, as they stood at a version of the table. */
    private record Everybody(String version, List<Pupil> pupils, Map<String, String> searchKeys) {}

    public PupilList(Classrooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    /** Thứ tự. */
    public enum Order {
        /** By class, then number. */
        CLASS,
        /** By name. */
        NAME,
        /** By number, then class. */
        NUMBER
    }

    /**
     * Điều kiện lọc.
     *
     * @param typed a name, or the beginning of a code
     * @param room a class's name; empty for all
     * @param status empty for all
     * @param page from 1
     */
    public record Filter(String typed, String room, String status, boolean incomplete, Order order, int page) {
        /** Everybody whom a text means. */
        public static Filter of(String typed) {
            return new Filter(typed, "", "", false, Order.CLASS, 1);
        }
    }

    /**
     * Một dòng.
     *
     * @param seat null for somebody without a class
     * @param gaps what the record lacks; empty where nobody asked
     */
    public record Row(Pupil pupil, @Nullable Seat seat, Set<Gap> gaps) {
        /** Which class; empty for none. */
        public String room() {
            return seat == null ? "" : seat.room().name();
        }
    }

    /**
     * Kết quả.
     *
     * @param everybody how many this person may see
     * @param count how many were found
     * @param rows those of this page
     */
    public record Found(
            List<Classroom> rooms, int everybody, int count, int page, int pages, boolean codes, List<Row> rows) {}

    /** Finds. */
    public Found find(Handle handle, Viewer viewer, Filter filter) {
        var classes = rooms.list(handle);
        var seats = rooms.seats(handle);
        var visible = visible(handle, viewer);
        var all = everybody(handle);
        var rows = new ArrayList<Row>(all.pupils().size());
        for (var pupil : all.pupils()) {
            var seat = seats.get(pupil.id());
            if (visible == null || (seat != null && visible.contains(seat.room().id()))) {
                rows.add(new Row(pupil, seat, Set.of()));
            }
        }
        var everybody = rows.size();
        var codes = RecordPolicy.seesEveryRecord(viewer) || viewer.holds(Need.ADMIN);
        var found = sorted(named(filtered(rows, filter), filter.typed(), codes, all), filter, classes);
        var judged = filter.incomplete() ? incomplete(handle, found) : found;
        var pages = Math.max(1, (judged.size() + PAGE - 1) / PAGE);
        var page = Math.clamp(filter.page(), 1, pages);
        var from = (page - 1) * PAGE;
        return new Found(
                visible == null
                        ? classes
                        : classes.stream()
                                .filter(each -> visible.contains(each.id()))
                                .toList(),
                everybody,
                judged.size(),
                page,
                pages,
                codes,
                List.copyOf(judged.subList(from, Math.min(from + PAGE, judged.size()))));
    }

    /** The classes whose pupils this person sees; null for all. */
    private @Nullable Set<String> visible(Handle handle, Viewer viewer) {
        if (RecordPolicy.seesEverybody(viewer)) {
            return null;
        }
        var today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        var visible = new HashSet<String>();
        if (viewer.holds(Need.HOMEROOM)) {
            visible.addAll(rooms.led(handle, viewer.staff(), today));
        }
        if (viewer.holds(Need.ENTER_MARKS)) {
            visible.addAll(rooms.taught(handle, viewer.staff(), today));
        }
        return visible;
    }

    private static List<Row> filtered(List<Row> rows, Filter filter) {
        return rows.stream()
                .filter(row -> filter.room().isEmpty() || row.room().equals(filter.room()))
                .filter(row ->
                        filter.status().isEmpty() || row.pupil().status().name().equals(filter.status()))
                .toList();
    }

    /** Read once and kept until somebody changes a pupil: mapping thousands of rows takes longer than all the rest. */
    private Everybody everybody(Handle handle) {
        var version = PupilTable.version(handle);
        var kept = read.get();
        if (kept != null && kept.version().equals(version)) {
            return kept;
        }
        var pupils = People.listPupils(handle);
        var keys = new HashMap<String, String>();
        pupils.forEach(each -> keys.put(each.id(), each.name().searchKey()));
        var fresh = new Everybody(version, pupils, keys);
        read.set(fresh);
        return fresh;
    }

    private static List<Row> named(List<Row> rows, String typed, boolean codes, Everybody all) {
        if (typed.isEmpty()) {
            return rows;
        }
        if (typed.chars().anyMatch(Character::isDigit)) {
            return rows.stream()
                    .filter(row -> codes
                            && (begins(row.pupil().code(), typed)
                                    || begins(row.pupil().citizenNumber(), typed)))
                    .toList();
        }
        return NameQuery.of(typed)
                .pick(
                        rows,
                        row -> all.searchKeys().getOrDefault(row.pupil().id(), ""),
                        row -> row.pupil().name());
    }

    private static boolean begins(@Nullable String code, String typed) {
        return code != null && code.startsWith(typed);
    }

    /** The list comes in the order of names; what was typed in full comes first unless an order was asked for. */
    private static List<Row> sorted(List<Row> rows, Filter filter, List<Classroom> classes) {
        if (filter.order() == Order.NAME || (!filter.typed().isEmpty() && filter.order() == Order.CLASS)) {
            return rows;
        }
        var places = new HashMap<String, Integer>();
        classes.forEach(each -> places.put(each.id(), places.size()));
        var byClass = Comparator.comparingInt((Row row) -> row.seat() == null
                ? places.size()
                : places.getOrDefault(row.seat().room().id(), places.size()));
        var byNumber = Comparator.comparingInt(
                (Row row) -> row.seat() == null ? Integer.MAX_VALUE : row.seat().number());
        return rows.stream()
                .sorted(
                        filter.order() == Order.NUMBER
                                ? byNumber.thenComparing(byClass)
                                : byClass.thenComparing(byNumber))
                .toList();
    }

    private static List<Row> incomplete(Handle handle, List<Row> rows) {
        var judge = judge(handle);
        return rows.stream()
                .map(row -> new Row(row.pupil(), row.seat(), judge.of(row.pupil())))
                .filter(row -> !row.gaps().isEmpty())
                .toList();
    }

    /** Reads once what completeness asks for. */
    static Judge judge(Handle handle) {
        var answers = ProfileTable.forCompleteness(handle);
        var required = PupilRecords.required(handle);
        for (var field : required) {
            ExtraTable.column(handle, field.id())
                    .forEach((pupil, value) -> answers.computeIfAbsent(pupil, key -> new HashMap<>())
                            .put("x." + field.id(), value));
        }
        return pupil -> Completeness.of(pupil, answers.getOrDefault(pupil.id(), Map.of()), required);
    }

    /** Người soát hồ sơ. */
    interface Judge {
        Set<Gap> of(Pupil pupil);
    }
}
