package vn.sotruong.school.windows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.incidents.Incident;
import vn.sotruong.school.incidents.Incidents;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Outcome.Done;
import vn.sotruong.school.windows.Outcome.Refused;
import vn.sotruong.school.windows.WindowPolicy.Deed;
import vn.sotruong.school.windows.WindowPolicy.Person;

/** Các đợt nhập: who opens and extends them, and the schedule that every write of a mark asks. */
public final class Windows {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(WindowTable.WINDOW, WindowDeedTable.WINDOW_DEED);

    private static final int FIRST = 1;
    static final int SUMMER = 3;
    private static final int LONGEST_REASON = 500;
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Duration LONGEST_EXTENSION = Duration.ofDays(60);
    private static final Duration LEAST_LOST = Duration.ofMinutes(1);
    private static final Duration OFFERED = Duration.ofDays(31);
    private static final Duration SOON = Duration.ofDays(2);
    private static final Duration AHEAD = Duration.ofDays(7);

    private final Database db;
    private final Leadership leaders;
    private final Clock clock;

    public Windows(Database db, Leadership leaders, Clock clock) {
        this.db = db;
        this.leaders = leaders;
        this.clock = clock;
    }

    /** Publishes a window for the whole school without asking anybody: for whoever builds a school from nothing. */
    public static Window establish(
            Tx tx, String schoolYear, int semester, String name, Instant opens, Instant closes, String by) {
        var published = new Window.Deed(by, tx.now());
        var window = new Window(
                tx.newId(),
                schoolYear,
                semester,
                name,
                null,
                null,
                null,
                Set.of(),
                opens,
                closes,
                null,
                Window.State.PUBLISHED,
                null,
                published,
                null,
                null,
                null,
                0);
        WindowTable.create(tx, window);
        return window;
    }

    /** Every published window of a class, subject and term. Asked with the handle of the write that it may refuse. */
    public static Schedule schedule(Handle handle, String homeroom, String subject, int semester) {
        return Roll.findHomeroom(handle, homeroom)
                .map(found -> schedule(handle, found, subject, semester))
                .orElseGet(() -> new Schedule(List.of()));
    }

    /** As {@link #schedule(Handle, String, String, int)}, of a class that is known. */
    public static Schedule schedule(Handle handle, Homeroom homeroom, String subject, int semester) {
        return new Schedule(WindowTable.listPublished(handle, homeroom.schoolYear(), semester).stream()
                .filter(window -> window.covers(homeroom.grade(), homeroom.id(), subject))
                .toList());
    }

    /** Whether a time for entering that runs now ends until then. */
    public static boolean ends(Handle handle, Instant now, Instant until) {
        return WindowTable.ends(handle, now, until);
    }

    public static Optional<Window> find(Handle handle, String id) {
        return WindowTable.find(handle, id);
    }

    /** Every window of a school year, by beginning. */
    public static List<Window> list(Handle handle, String schoolYear) {
        return WindowTable.list(handle, schoolYear);
    }

    /** The published windows of the open year that cover something that somebody teaches now, those that have not ended. */
    public static List<Window> listFor(Handle handle, String staff, Instant now) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return List.of();
        }
        var homerooms = Roll.listHomerooms(handle, year.get().id()).stream()
                .collect(Collectors.toMap(Homeroom::id, Homeroom::grade));
        var taught = Roll.listAssignments(handle, staff, today(now)).stream()
                .filter(each -> homerooms.containsKey(each.homeroom()))
                .toList();
        return WindowTable.list(handle, year.get().id()).stream()
                .filter(window -> window.phase(now) == Window.Phase.OPEN || window.phase(now) == Window.Phase.COMING)
                .filter(window -> taught.stream()
                        .anyMatch(each -> window.covers(
                                homerooms.getOrDefault(each.homeroom(), 0), each.homeroom(), each.subject())))
                .toList();
    }

    Database db() {
        return db;
    }

    Instant now() {
        return clock.instant();
    }

    static List<WindowDeed> listDeeds(Handle handle, String schoolYear) {
        return WindowDeedTable.list(handle, schoolYear);
    }

    /** What this person may do with a window now; the page offers no more. */
    Set<Deed> offers(Handle handle, Actor actor, String staff, @Nullable Window window) {
        var now = clock.instant();
        var offers = new HashSet<Deed>();
        for (var deed : Deed.values()) {
            var isNew = deed == Deed.PROPOSE || deed == Deed.PUBLISH;
            if (isNew == (window == null)
                    && refusal(handle, deed, actor, staff, Optional.ofNullable(window), now)
                            .isEmpty()) {
                offers.add(deed);
            }
        }
        return offers;
    }

    /** The principal, or a delegate, publishes: from here on its teachers are told. */
    public Outcome publish(Actor actor, String staff, Plan plan) {
        return make(actor, staff, plan, Deed.PUBLISH);
    }

    /** A vice-principal or a member of the board proposes; nothing opens before the principal's word. */
    public Outcome propose(Actor actor, String staff, Plan plan) {
        return make(actor, staff, plan, Deed.PROPOSE);
    }

    private Outcome make(Actor actor, String staff, Plan plan, Deed deed) {
        return db.write(actor, tx -> {
            var refusal = standing(tx)
                    .or(() -> refusal(tx.handle(), deed, actor, staff, Optional.empty(), tx.now()))
                    .or(() -> malformed(tx, plan));
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var by = new Window.Deed(staff, tx.now());
            var publishes = deed == Deed.PUBLISH;
            var window = new Window(
                    tx.newId(),
                    year(tx.handle(), plan).orElseThrow().id(),
                    plan.semester(),
                    plan.name().strip(),
                    plan.grade(),
                    plan.homeroom(),
                    plan.subject(),
                    plan.cols(),
                    plan.opens().isBefore(tx.now()) ? tx.now() : plan.opens(),
                    plan.closes(),
                    plan.document().isBlank() ? null : plan.document().strip(),
                    publishes ? Window.State.PUBLISHED : Window.State.PROPOSED,
                    publishes ? null : by,
                    publishes ? by : null,
                    publishes ? under(tx.handle(), staff, tx.now()) : null,
                    null,
                    null,
                    0);
            WindowTable.create(tx, window);
            return new Done(window.id());
        });
    }

    /** The principal publishes what was proposed, as it was proposed. */
    public Outcome approve(Actor actor, String staff, String id) {
        return onWindow(actor, staff, id, Deed.APPROVE, (tx, window) -> {
            if (!window.closes().isAfter(tx.now())) {
                return new Refused(Reason.END_IN_THE_PAST);
            }
            WindowTable.put(
                    tx, window.published(new Window.Deed(staff, tx.now()), under(tx.handle(), staff, tx.now())), null);
            return new Done(id);
        });
    }

    /** The principal refuses what was proposed. */
    public Outcome refuse(Actor actor, String staff, String id, String why) {
        return end(actor, staff, id, why, Deed.REFUSE, Window.State.REFUSED);
    }

    /** Whoever proposed takes it back. */
    public Outcome takeBack(Actor actor, String staff, String id, String why) {
        return end(actor, staff, id, why, Deed.TAKE_BACK, Window.State.WITHDRAWN);
    }

    /** The principal withdraws a published window before it opens. */
    public Outcome withdraw(Actor actor, String staff, String id, String why) {
        return end(actor, staff, id, why, Deed.WITHDRAW, Window.State.WITHDRAWN);
    }

    private Outcome end(Actor actor, String staff, String id, String why, Deed deed, Window.State to) {
        var fault = fault(why);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return onWindow(actor, staff, id, deed, (tx, window) -> {
            WindowTable.put(tx, window.ended(to, new Window.Deed(staff, tx.now()), why.strip()), why.strip());
            return new Done(id);
        });
    }

    /**
     * The principal moves the end of a window later, before it has passed.
     *
     * @param base the row's journal number as the form showed it
     */
    public Outcome extend(Actor actor, String staff, String id, long base, Instant until, String why) {
        var fault = fault(why);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return onWindow(actor, staff, id, Deed.EXTEND, (tx, window) -> {
            if (window.seq() != base) {
                return new Refused(Reason.CHANGED_MEANWHILE);
            }
            if (!until.isAfter(window.closes())) {
                return new Refused(Reason.NOT_LATER);
            }
            if (until.isAfter(window.closes().plus(LONGEST_EXTENSION))) {
                return new Refused(Reason.TOO_LONG);
            }
            moveEnd(tx, window, until, null, why.strip(), staff);
            return new Done(id);
        });
    }

    private void moveEnd(Tx tx, Window window, Instant until, @Nullable String incident, String why, String staff) {
        WindowTable.put(tx, window.closing(until), why);
        keep(tx, window, WindowDeed.Kind.EXTENDED, until, incident, null, why, staff);
    }

    private void keep(
            Tx tx,
            Window window,
            WindowDeed.Kind kind,
            @Nullable Instant until,
            @Nullable String incident,
            @Nullable String successor,
            String why,
            String staff) {
        WindowDeedTable.create(
                tx,
                new WindowDeed(
                        tx.newId(),
                        window.id(),
                        kind,
                        window.closes(),
                        until,
                        incident,
                        successor,
                        why,
                        staff,
                        tx.now(),
                        under(tx.handle(), staff, tx.now())));
    }

    /**
     * Time that pauses took from published windows of the open year and that nobody has decided about. While one waits
     * here for a window that has ended, nobody is late in it.
     */
    public static List<Pause> pauses(Handle handle, Instant now) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return List.of();
        }
        var windows = WindowTable.list(handle, year.get().id()).stream()
                .filter(window -> window.state() == Window.State.PUBLISHED
                        && window.opens().isBefore(now)
                        && window.closes().isAfter(now.minus(OFFERED)))
                .toList();
        if (windows.isEmpty()) {
            return List.of();
        }
        var incidents = Incidents.listSince(handle, now.minus(OFFERED));
        if (incidents.isEmpty()) {
            return List.of();
        }
        var decided = WindowDeedTable.list(handle, year.get().id()).stream()
                .map(each -> List.of(each.window(), String.valueOf(each.incident())))
                .collect(Collectors.toSet());
        var pauses = new ArrayList<Pause>();
        for (var incident : incidents) {
            for (var window : windows) {
                if (!decided.contains(List.of(window.id(), incident.id()))) {
                    pause(window, incident, now).ifPresent(pauses::add);
                }
            }
        }
        return pauses;
    }

    private static Optional<Pause> pause(Window window, Incident incident, Instant now) {
        var ending = incident.ending();
        var from = later(incident.pauseStart(), window.opens());
        var until = earlier(ending == null ? now : ending.at(), window.closes());
        if (Duration.between(from, until).compareTo(LEAST_LOST) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Pause(
                window,
                incident.id(),
                incident.body(),
                from,
                until,
                ending == null,
                !window.closes().isAfter(now)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Whether lost time of a window waits for the principal's decision. */
    public static boolean waits(Handle handle, String window, Instant now) {
        return pauses(handle, now).stream().anyMatch(each -> each.window().id().equals(window));
    }

    /** The window that followed one that had ended during a pause; empty where none did. */
    public static Optional<String> findSuccessor(Handle handle, Window window) {
        return WindowDeedTable.list(handle, window.schoolYear()).stream()
                .filter(each -> each.window().equals(window.id()) && each.successor() != null)
                .map(each -> String.valueOf(each.successor()))
                .findFirst();
    }

    /** The principal gives back the time that a pause took: a later end, or, where it has passed, a new window. */
    public Outcome giveBack(Actor actor, String staff, String id, String incident) {
        return onPause(actor, staff, id, incident, (tx, pause) -> give(tx, pause, staff));
    }

    /** The same for every window that one incident cost time, as one decision. */
    public Outcome giveBackAll(Actor actor, String staff, String incident) {
        return onPauses(actor, staff, incident, (tx, pauses) -> {
            if (pauses.stream().anyMatch(Pause::lasts)) {
                return new Refused(Reason.NO_SUCH_OFFER);
            }
            pauses.forEach(pause -> give(tx, pause, staff));
            return new Done(incident);
        });
    }

    private Outcome give(Tx tx, Pause pause, String staff) {
        if (pause.lasts()) {
            return new Refused(Reason.NO_SUCH_OFFER);
        }
        var window = pause.window();
        if (!pause.ended()) {
            moveEnd(tx, window, window.closes().plus(pause.lost()), pause.incident(), pause.what(), staff);
            return new Done(window.id());
        }
        var next = new Window(
                tx.newId(),
                window.schoolYear(),
                window.semester(),
                window.name(),
                window.grade(),
                window.homeroom(),
                window.subject(),
                window.cols(),
                tx.now(),
                tx.now().plus(pause.lost()),
                window.document(),
                Window.State.PUBLISHED,
                null,
                new Window.Deed(staff, tx.now()),
                under(tx.handle(), staff, tx.now()),
                null,
                null,
                0);
        WindowTable.create(tx, next);
        keep(tx, window, WindowDeed.Kind.REOPENED, next.closes(), pause.incident(), next.id(), pause.what(), staff);
        return new Done(next.id());
    }

    /** The principal leaves the end where it is. */
    public Outcome decline(Actor actor, String staff, String id, String incident, String why) {
        var fault = fault(why);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return onPause(actor, staff, id, incident, (tx, pause) -> decline(tx, pause, why, staff));
    }

    /** The same for every window that one incident cost time, as one decision. */
    public Outcome declineAll(Actor actor, String staff, String incident, String why) {
        var fault = fault(why);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return onPauses(actor, staff, incident, (tx, pauses) -> {
            pauses.forEach(pause -> decline(tx, pause, why, staff));
            return new Done(incident);
        });
    }

    private Outcome decline(Tx tx, Pause pause, String why, String staff) {
        keep(tx, pause.window(), WindowDeed.Kind.DECLINED, null, pause.incident(), null, why.strip(), staff);
        return new Done(pause.window().id());
    }

    @FunctionalInterface
    private interface Work<T> {
        Outcome of(Tx tx, T on);
    }

    private Outcome onPause(Actor actor, String staff, String id, String incident, Work<Pause> work) {
        return onPauses(
                actor,
                staff,
                incident,
                (tx, pauses) -> pauses.stream()
                        .filter(each -> each.window().id().equals(id))
                        .findFirst()
                        .map(pause -> work.of(tx, pause))
                        .orElseGet(() -> new Refused(Reason.NO_SUCH_OFFER)));
    }

    private Outcome onPauses(Actor actor, String staff, String incident, Work<List<Pause>> work) {
        return db.write(actor, tx -> {
            var refusal =
                    standing(tx).or(() -> refusal(tx.handle(), Deed.PUBLISH, actor, staff, Optional.empty(), tx.now()));
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var pauses = pauses(tx.handle(), tx.now()).stream()
                    .filter(each -> each.incident().equals(incident))
                    .toList();
            return pauses.isEmpty() ? new Refused(Reason.NO_SUCH_OFFER) : work.of(tx, pauses);
        });
    }

    private Outcome onWindow(Actor actor, String staff, String id, Deed deed, Work<Window> work) {
        return db.write(actor, tx -> {
            var found = WindowTable.find(tx.handle(), id);
            var refusal = standing(tx).or(() -> refusal(tx.handle(), deed, actor, staff, found, tx.now()));
            return refusal.<Outcome>map(Refused::new).orElseGet(() -> work.of(tx, found.orElseThrow()));
        });
    }

    private static Optional<Reason> standing(Tx tx) {
        return Standing.full(tx.handle(), tx.actor().account())
                ? Optional.empty()
                : Optional.of(Reason.NOT_IN_FULL_STANDING);
    }

    private Optional<Reason> refusal(
            Handle handle, Deed deed, Actor actor, String staff, Optional<Window> window, Instant now) {
        var on = today(now);
        var proposal = window.map(Window::proposal);
        var person = new Person(
                leaders.presides(handle, staff, on)
                        || leaders.delegation(handle, staff, on).isPresent(),
                leaders.assists(handle, staff, on),
                leaders.sits(handle, staff, on),
                proposal.filter(each -> each.by().equals(staff)).isPresent(),
                actor.capacity());
        return WindowPolicy.refusal(deed, person, window.map(each -> each.phase(now)));
    }

    /** The delegation under which somebody acts who is not the principal. */
    private @Nullable String under(Handle handle, String staff, Instant now) {
        var on = today(now);
        return leaders.presides(handle, staff, on)
                ? null
                : leaders.delegation(handle, staff, on).orElse(null);
    }

    /** The year of a plan: the open one; for a summer, also that which ended last. */
    private static Optional<SchoolYear> year(Handle handle, Plan plan) {
        return plan.ended() == null
                ? SchoolYears.findOpenYear(handle)
                : SchoolYears.findLastEnded(handle)
                        .filter(year -> plan.semester() == SUMMER && year.id().equals(plan.ended()));
    }

    private static Optional<Reason> malformed(Tx tx, Plan plan) {
        var year = year(tx.handle(), plan);
        if (year.isEmpty()) {
            return Optional.of(Reason.NO_YEAR);
        }
        if (plan.name().isBlank()) {
            return Optional.of(Reason.NAME_MISSING);
        }
        if (plan.name().strip().length() > Plan.LONGEST
                || plan.document().strip().length() > Plan.LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        if (!known(tx.handle(), plan, year.get().id())) {
            return Optional.of(Reason.UNKNOWN_SCOPE);
        }
        if (plan.semester() == SUMMER && !plan.cols().isEmpty()) {
            return Optional.of(Reason.SUMMER_HAS_NO_COLUMNS);
        }
        var opens = later(plan.opens(), tx.now());
        if (!plan.closes().isAfter(tx.now())) {
            return Optional.of(Reason.END_IN_THE_PAST);
        }
        if (!plan.closes().isAfter(opens)) {
            return Optional.of(Reason.BAD_TIME);
        }
        return plan.closes().isAfter(opens.plus(LONGEST)) ? Optional.of(Reason.TOO_LONG) : Optional.empty();
    }

    private static boolean known(Handle handle, Plan plan, String year) {
        var homerooms = Roll.listHomerooms(handle, year);
        var grade = plan.grade();
        var homeroom = plan.homeroom();
        var subject = plan.subject();
        return plan.semester() >= FIRST
                && plan.semester() <= SUMMER
                && (grade == null || homeroom == null)
                && (grade == null || homerooms.stream().anyMatch(each -> each.grade() == grade))
                && (homeroom == null
                        || homerooms.stream().anyMatch(each -> each.id().equals(homeroom)))
                && (subject == null || SchoolYears.findSubject(handle, subject).isPresent())
                && Window.COLUMNS.containsAll(plan.cols());
    }

    private static Optional<Reason> fault(String why) {
        if (why.isBlank()) {
            return Optional.of(Reason.REASON_MISSING);
        }
        return why.strip().length() > LONGEST_REASON ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    /** What somebody should know of windows today: their own to enter in, and for whoever publishes what waits. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var now = clock.instant();
        var told = new ArrayList<Notice>();
        if (visitor.holds(Need.ENTER_MARKS)) {
            for (var window : listFor(handle, visitor.person(), now)) {
                notice(window, now).ifPresent(told::add);
            }
        }
        if (visitor.capacity() == Capacity.USE && publishes(handle, visitor.person(), now)) {
            var year = SchoolYears.findOpenYear(handle);
            var waiting = year.map(each -> WindowTable.list(handle, each.id())).orElse(List.of()).stream()
                    .filter(each -> each.state() == Window.State.PROPOSED)
                    .count();
            if (waiting > 0) {
                told.add(new Notice(
                        Notice.Tone.WAITS, "windows.told.proposed", List.of(String.valueOf(waiting)), "/windows"));
            }
            pauses(handle, now).stream()
                    .collect(Collectors.groupingBy(Pause::incident, LinkedHashMap::new, Collectors.toList()))
                    .values()
                    .forEach(pauses -> told.add(lost(pauses)));
        }
        return told;
    }

    /** One incident is one decision, however many windows it fell into. */
    private static Notice lost(List<Pause> pauses) {
        var first = pauses.getFirst();
        var one = pauses.size() == 1;
        return new Notice(
                Notice.Tone.WAITS,
                first.lasts()
                        ? one ? "windows.told.paused" : "windows.told.paused.many"
                        : one ? "windows.told.lost" : "windows.told.lost.many",
                List.of(
                        one ? first.window().name() : String.valueOf(pauses.size()),
                        Formats.moment(first.from()),
                        String.valueOf(first.lost().toMinutes())),
                "/windows");
    }

    private static Optional<Notice> notice(Window window, Instant now) {
        if (window.phase(now) == Window.Phase.COMING) {
            return window.opens().isAfter(now.plus(AHEAD))
                    ? Optional.empty()
                    : Optional.of(new Notice(
                            Notice.Tone.TOLD,
                            "windows.told.coming",
                            List.of(window.name(), Formats.moment(window.opens()), Formats.moment(window.closes())),
                            "/windows"));
        }
        var soon = !window.closes().isAfter(now.plus(SOON));
        return Optional.of(new Notice(
                soon ? Notice.Tone.WAITS : Notice.Tone.TOLD,
                soon ? "windows.told.soon" : "windows.told.open",
                List.of(window.name(), Formats.moment(window.closes())),
                window.semester() == SUMMER ? "/promotion/summer" : "/sheets"));
    }

    private boolean publishes(Handle handle, String staff, Instant now) {
        return leaders.presides(handle, staff, today(now))
                || leaders.delegation(handle, staff, today(now)).isPresent();
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, Formats.ZONE);
    }
}
