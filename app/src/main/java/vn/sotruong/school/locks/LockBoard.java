package vn.sotruong.school.locks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.roll.Homeroom;

/** Bảng khóa: the matrix of classes and columns, and the decisions that wait, as a page shows them. */
record LockBoard(List<Row> rows, List<Waiting> waiting, List<Held> held) {

    /** Dòng: one class. */
    record Row(String homeroom, String name, List<Square> squares, boolean whole) {}

    /**
     * Ô.
     *
     * @param value what a form sends when the cell is chosen
     * @param look how it stands, as the style sheet names it
     * @param percent how full it is; of no meaning where nothing is open
     */
    record Square(String col, String value, String look, int percent) {}

    /**
     * Quyết định chờ thi hành: what one decision ordered at once.
     *
     * @param reopening whether it reopens, rather than locks
     * @param from before which the lock does not begin; or null
     * @param until when the reopening ends, or the lock by itself; or null
     * @param seal of the decision to reopen, which its execution names; or null
     */
    record Waiting(
            boolean reopening,
            @Nullable String seal,
            String kind,
            String decision,
            String reason,
            String decider,
            Instant decidedAt,
            @Nullable Instant from,
            @Nullable Instant until,
            List<String> places,
            List<String> ids,
            boolean executable,
            boolean withdrawable) {}

    /** Khóa đang có hiệu lực. */
    record Held(
            String id,
            String kind,
            String place,
            String decision,
            String decider,
            Instant from,
            boolean scheduled,
            boolean reopened,
            boolean reopenable,
            @Nullable Instant until,
            @Nullable Instant ends) {}

    static List<Row> rows(
            List<Homeroom> homerooms,
            List<String> columns,
            Function<Homeroom, @Nullable String> campus,
            List<Lock> locks,
            Map<Order.Cell, Integer> percents,
            Instant now) {
        var rows = new ArrayList<Row>();
        for (var homeroom : homerooms) {
            var own = locks.stream()
                    .filter(lock -> lock.function() != Lock.Function.ATTENDANCE)
                    .filter(lock -> lock.scope().holds(homeroom, campus.apply(homeroom)))
                    .toList();
            var squares = new ArrayList<Square>();
            for (var col : columns) {
                var percent = percents.get(new Order.Cell(homeroom.id(), col));
                squares.add(new Square(
                        col, homeroom.id() + "/" + col, look(own, col, percent, now), percent == null ? 0 : percent));
            }
            var whole = own.stream()
                    .noneMatch(lock -> lock.scope().col() == null
                            && lock.state(now) != Lock.State.EXPIRED
                            && lock.kind() != Lock.Kind.VALUES);
            rows.add(new Row(homeroom.id(), homeroom.name(), squares, whole));
        }
        return rows;
    }

    private static String look(List<Lock> own, String col, @Nullable Integer percent, Instant now) {
        var here = own.stream().filter(lock -> lock.covers(col)).toList();
        if (here.stream().anyMatch(lock -> lock.kind() == Lock.Kind.CLOSE)) {
            return "closed";
        }
        if (here.stream().anyMatch(lock -> lock.inForce(now) && lock.kind() != Lock.Kind.VALUES)) {
            return "entry";
        }
        if (here.stream().anyMatch(lock -> lock.inForce(now))) {
            return "values";
        }
        if (here.stream().anyMatch(lock -> lock.state(now) == Lock.State.REOPENED)) {
            return "reopened";
        }
        if (here.stream()
                .anyMatch(lock -> lock.state(now) == Lock.State.WAITING || lock.state(now) == Lock.State.SCHEDULED)) {
            return "waiting";
        }
        return percent == null ? "none" : "open";
    }

    /** Locks that one person decided at one moment stand together: they are executed together. */
    static List<Waiting> waiting(
            List<Lock> locks,
            Instant now,
            Function<Lock, String> place,
            Function<String, String> name,
            Function<Lock, Set<LockPolicy.Deed>> offers) {
        var groups = new LinkedHashMap<String, List<Lock>>();
        for (var lock : locks) {
            groups.computeIfAbsent(key(lock, now), key -> new ArrayList<>()).add(lock);
        }
        return groups.values().stream()
                .map(group -> together(group, now, place, name, offers))
                .toList();
    }

    private static Waiting together(
            List<Lock> group,
            Instant now,
            Function<Lock, String> place,
            Function<String, String> name,
            Function<Lock, Set<LockPolicy.Deed>> offers) {
        var first = group.getFirst();
        var deeds = offers.apply(first);
        var ending = reopening(first, now);
        return new Waiting(
                ending.isPresent(),
                ending.map(Lock.Ending::seal).orElse(null),
                first.code(),
                ending.map(Lock.Ending::decision).orElse(first.decision()),
                ending.map(Lock.Ending::reason).orElse(first.reason()),
                name.apply(ending.map(Lock.Ending::decidedBy).orElse(first.decidedBy())),
                ending.map(Lock.Ending::decidedAt).orElse(first.decidedAt()),
                ending.isPresent() ? null : first.from(),
                ending.map(Lock.Ending::until).orElse(first.until()),
                group.stream().map(place).sorted().toList(),
                group.stream().map(Lock::id).toList(),
                deeds.contains(ending.isPresent() ? LockPolicy.Deed.EXECUTE_REOPENING : LockPolicy.Deed.EXECUTE),
                deeds.contains(LockPolicy.Deed.WITHDRAW));
    }

    static List<Held> held(List<Lock> locks, Instant now, Function<Lock, String> place, Function<String, String> name) {
        var held = new ArrayList<Held>();
        for (var lock : locks) {
            var execution = lock.execution();
            if (execution == null || lock.state(now) == Lock.State.EXPIRED) {
                continue;
            }
            var reopened = lock.state(now) == Lock.State.REOPENED;
            held.add(new Held(
                    lock.id(),
                    lock.code(),
                    place.apply(lock),
                    lock.decision(),
                    name.apply(lock.decidedBy()),
                    lock.begins().orElse(execution.at()),
                    lock.state(now) == Lock.State.SCHEDULED,
                    reopened,
                    !reopened && lock.kind() != Lock.Kind.CLOSE && lock.state(now) != Lock.State.SCHEDULED,
                    reopened ? Objects.requireNonNull(lock.ending()).until() : null,
                    lock.until()));
        }
        return held;
    }

    private static Optional<Lock.Ending> reopening(Lock lock, Instant now) {
        return lock.state(now) == Lock.State.REOPENING ? Optional.ofNullable(lock.ending()) : Optional.empty();
    }

    private static String key(Lock lock, Instant now) {
        return reopening(lock, now)
                .map(ending -> "end " + ending.seal())
                .orElse(lock.code() + " " + lock.decision() + " " + lock.decidedAt() + " " + lock.decidedBy());
    }
}
