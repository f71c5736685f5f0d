package vn.sotruong.school.locks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.locks.LockPolicy.Deed;
import vn.sotruong.school.locks.LockPolicy.Person;
import vn.sotruong.school.locks.Outcome.Done;
import vn.sotruong.school.locks.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Khóa sổ điểm: everything that may be done with locks, and the question every write to a mark asks first. */
public final class Locks {
    /** The journalled table of this room. */
    public static final Entity LOCK = LockTable.LOCK;

    private static final List<String> COLUMNS = List.of("tx1", "tx2", "tx3", "tx4", "gk", "ck");
    private static final List<String> PRIMARY = List.of("mgk", "gk", "mck", "ck");

    /** Phẩm chất, năng lực: columns of a class and of no subject. */
    private static final List<String> TRAITS = List.of("pcgk", "pcck");

    private static final Messages WORDS = Messages.of(Locks.class);
    private static final ZoneId ZONE = Formats.ZONE;
    private static final Duration LONGEST_REOPENING = Duration.ofDays(31);
    private static final Duration SOON = Duration.ofMinutes(10);

    private final Database db;
    private final Board board;
    private final Clock clock;

    public Locks(Database db, Board board, Clock clock) {
        this.db = db;
        this.board = board;
        this.clock = clock;
    }

    /** Whether this is a primary school, whose books have columns of their own. */
    static boolean primary(Handle handle) {
        return SchoolYears.findSchool(handle)
                .filter(school -> school.level().equals(Level.TH.name()))
                .isPresent();
    }

    /** The columns of a subject that can be locked here, as the gradebook names them. */
    static List<String> columns(Handle handle) {
        return primary(handle) ? PRIMARY : COLUMNS;
    }

    /** Those and, in primary school, the columns of no subject: a lock on them names none. */
    static List<String> wideColumns(Handle handle) {
        return primary(handle)
                ? Stream.concat(PRIMARY.stream(), TRAITS.stream()).toList()
                : COLUMNS;
    }

    /** The locks that now bind a class, subject and semester. Asked with the handle of the write they may refuse. */
    public List<Lock> inForce(Handle handle, String homeroom, String subject, int semester) {
        var now = clock.instant();
        return binding(handle, homeroom, subject, semester).stream()
                .filter(lock -> lock.inForce(now))
                .toList();
    }

    /** Every lock of whatever scope that was ever put in force on a class, subject and semester. */
    public List<Lock> history(Handle handle, String homeroom, String subject, int semester) {
        return binding(handle, homeroom, subject, semester).stream()
                .filter(lock -> lock.execution() != null)
                .toList();
    }

    private static List<Lock> binding(Handle handle, String homeroom, @Nullable String subject, int semester) {
        return Roll.findHomeroom(handle, homeroom)
                .map(each -> LockTable.list(handle, each, place(handle, each), subject, semester))
                .orElse(List.of())
                .stream()
                .filter(lock -> lock.function() != Lock.Function.ATTENDANCE)
                .toList();
    }

    /** What keeps the attendance of a class and term shut now: its closed book before anything else. */
    public Optional<Lock> findOnAttendance(Handle handle, String homeroom, @Nullable String subject, int semester) {
        var now = clock.instant();
        return Roll.findHomeroom(handle, homeroom).stream()
                .flatMap(each -> LockTable.list(handle, each, place(handle, each), null, semester).stream())
                .filter(lock -> lock.inForce(now) && lock.shutsAttendance(subject))
                .max(Comparator.comparing(Lock::kind));
    }

    /** Where a class is taught, if that was said. */
    static @Nullable String place(Handle handle, Homeroom homeroom) {
        return Roll.getTrait(handle, homeroom.id()).campus();
    }

    /** The lock that closes the book of a class and term for good, if it is closed. */
    public Optional<Lock> findClose(Handle handle, String homeroom, int semester) {
        return binding(handle, homeroom, null, semester).stream()
                .filter(lock -> lock.kind() == Lock.Kind.CLOSE)
                .findFirst();
    }

    /** For a teacher: the locks that soon begin on what they enter. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        if (!visitor.holds(Need.ENTER_MARKS)) {
            return List.of();
        }
        var now = clock.instant();
        var told = new LinkedHashMap<String, Notice>();
        for (var assignment : Roll.listAssignments(handle, visitor.person(), today(now))) {
            for (var semester = 1; semester <= 2; semester++) {
                for (var lock : binding(handle, assignment.homeroom(), assignment.subject(), semester)) {
                    if (lock.state(now) == Lock.State.SCHEDULED) {
                        told.putIfAbsent(lock.id(), coming(lock, now));
                    }
                }
            }
        }
        return List.copyOf(told.values());
    }

    private static Notice coming(Lock lock, Instant now) {
        var begins = lock.begins().orElseThrow();
        return new Notice(
                begins.isAfter(now.plus(SOON)) ? Notice.Tone.TOLD : Notice.Tone.WAITS,
                "locks.coming." + lock.kind(),
                List.of(Formats.moment(begins), lock.decision()),
                "/sheets",
                Set.of(Need.ENTER_MARKS));
    }

    /** Why a write is refused, for the teacher whose write it is: what was decided, when, by whom, and what for. */
    public String sentence(Handle handle, Lock lock, Language language) {
        var decider = People.findStaff(handle, lock.decidedBy())
                .map(staff -> staff.name().full())
                .orElse("");
        return WORDS.get(
                language,
                "locks.told." + lock.code(),
                lock.decision(),
                Formats.day(lock.decidedAt()),
                decider,
                lock.reason());
    }

    /** Every lock of a subject and semester that is not withdrawn, in all classes. */
    public List<Lock> list(Handle handle, String subject, int semester) {
        return LockTable.list(handle, subject, semester).stream()
                .filter(lock -> lock.withdrawnAt() == null)
                .toList();
    }

    /** Whether a time for entering that a reopening gave ends between these two moments. */
    public boolean reopeningEnds(Handle handle, Instant now, Instant until) {
        return LockTable.reopeningEnds(handle, Moments.text(now), Moments.text(until));
    }

    /** What waits for a board member. */
    public List<Lock> listWaiting(Handle handle) {
        var now = clock.instant();
        return LockTable.listWaiting(handle).stream()
                .filter(lock -> lock.state(now) == Lock.State.WAITING || lock.state(now) == Lock.State.REOPENING)
                .toList();
    }

    /** Whether that person is the principal today, and so decides, in the capacity in which they act. */
    public boolean decides(Handle handle, Actor actor, String staff) {
        return board.decides(handle, actor, staff, today(clock.instant()));
    }

    /** The cells of these columns, in every class of the open year, that no such lock covers yet. */
    List<Order.Cell> unlocked(Handle handle, Lock.Kind kind, String subject, int semester, List<String> columns) {
        var now = clock.instant();
        var standing = list(handle, subject, semester).stream()
                .filter(lock -> lock.state(now) != Lock.State.EXPIRED)
                .toList();
        var cells = new ArrayList<Order.Cell>();
        for (var homeroom : SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of())) {
            for (var column : columns) {
                var taken = standing.stream()
                        .anyMatch(lock -> lock.kind() == kind
                                && homeroom.id().equals(lock.scope().homeroom())
                                && column.equals(lock.scope().col()));
                if (!taken) {
                    cells.add(new Order.Cell(homeroom.id(), column));
                }
            }
        }
        return cells;
    }

    /** Whether locks can be executed today: a valid board sits. */
    public boolean boardSits(Handle handle) {
        return board.valid(handle, today(clock.instant()));
    }

    /** What this person may do with that lock now; the page offers no more. */
    Set<Deed> offers(Handle handle, Actor actor, String staff, Lock lock) {
        var offers = new HashSet<Deed>();
        for (var deed : Deed.values()) {
            if (deed != Deed.DECIDE
                    && refusal(handle, actor, deed, staff, Optional.of(lock), clock.instant())
                            .isEmpty()) {
                offers.add(deed);
            }
        }
        return offers;
    }

    /** The principal decides; nothing is locked yet. */
    public Outcome decide(Actor actor, String staff, Order order) {
        var malformed = malformed(order);
        if (malformed.isPresent()) {
            return new Refused(malformed.get());
        }
        var scopes = order.cells().stream()
                .distinct()
                .map(cell -> Scope.of(cell.homeroom(), order.subject(), order.semester(), cell.col()))
                .toList();
        return decide(actor, staff, order.kind(), null, scopes, null, null, order.decision(), order.reason());
    }

    /** The principal decides over more than single cells; nothing is locked yet. */
    public Outcome decide(Actor actor, String staff, Order.Wide order) {
        var malformed = malformed(order.decision(), order.reason());
        if (malformed.isPresent()) {
            return new Refused(malformed.get());
        }
        if (order.kind() == Lock.Kind.CLOSE) {
            return new Refused(Reason.BOOK_CLOSED);
        }
        var now = clock.instant();
        var from = order.from();
        if (from != null && (!from.isAfter(now) || from.isAfter(now.plus(LONGEST_REOPENING)))) {
            return new Refused(Reason.BAD_TIME);
        }
        if (order.until() != null && !order.until().isAfter(from == null ? now : from)) {
            return new Refused(Reason.BAD_TIME);
        }
        return decide(
                actor,
                staff,
                order.kind(),
                order.function(),
                List.of(order.scope()),
                from,
                order.until(),
                order.decision(),
                order.reason());
    }

    private Outcome decide(
            Actor actor,
            String staff,
            Lock.Kind kind,
            Lock.@Nullable Function function,
            List<Scope> scopes,
            @Nullable Instant from,
            @Nullable Instant until,
            String decision,
            String reason) {
        return db.write(actor, tx -> {
            if (!Standing.full(tx.handle(), actor.account())) {
                return new Refused(Reason.NOT_IN_FULL_STANDING);
            }
            var locks = new ArrayList<Lock>();
            for (var wanted : scopes) {
                var scope = known(tx.handle(), wanted);
                if (scope.isEmpty()) {
                    return new Refused(Reason.UNKNOWN_SCOPE);
                }
                locks.add(new Lock(
                        tx.newId(),
                        kind,
                        function,
                        scope.get(),
                        from,
                        until,
                        decision.strip(),
                        reason.strip(),
                        staff,
                        tx.now(),
                        null,
                        null,
                        null));
            }
            for (var lock : locks) {
                var refusal = refusal(tx.handle(), actor, Deed.DECIDE, staff, sameScope(tx, lock), tx.now());
                if (refusal.isPresent()) {
                    return new Refused(refusal.get());
                }
            }
            locks.forEach(lock -> LockTable.create(tx, lock));
            return done(locks);
        });
    }

    /** The scope as it is kept, if everything that it names is there. */
    private static Optional<Scope> known(Handle handle, Scope scope) {
        var subject = scope.subject();
        var campus = scope.campus();
        var semester = scope.semester();
        var there = (subject == null || SchoolYears.findSubject(handle, subject).isPresent())
                && (campus == null || SchoolYears.findCampus(handle, campus).isPresent())
                && (semester == null || semester == 1 || semester == 2)
                && (scope.col() == null
                        || (subject == null ? wideColumns(handle) : columns(handle)).contains(scope.col()));
        if (!there) {
            return Optional.empty();
        }
        if (scope.homeroom() != null) {
            return Roll.findHomeroom(handle, scope.homeroom())
                    .filter(_ -> campus == null && scope.grade() == null)
                    .map(_ -> scope);
        }
        return SchoolYears.findOpenYear(handle)
                .filter(year -> Roll.listHomerooms(handle, year.id()).stream()
                        .anyMatch(each -> scope.in(year.id()).holds(each, place(handle, each))))
                .map(year -> scope.in(year.id()));
    }

    /**
     * Closes the book of a class and term for good, inside the write that closes it: the principal decided, whoever acts
     * now is a member of a valid board and somebody else.
     */
    public Optional<Reason> close(Tx tx, Actor actor, String homeroom, int semester, Closing closing) {
        var lock = new Lock(
                tx.newId(),
                Lock.Kind.CLOSE,
                null,
                Scope.book(homeroom, semester),
                null,
                null,
                closing.decision(),
                closing.reason(),
                closing.decidedBy(),
                closing.decidedAt(),
                null,
                null,
                null);
        if (findClose(tx.handle(), homeroom, semester).isPresent()) {
            return Optional.of(Reason.BOOK_CLOSED);
        }
        var refusal = refusal(tx.handle(), actor, Deed.EXECUTE, closing.executedBy(), Optional.of(lock), tx.now());
        if (refusal.isEmpty()) {
            LockTable.create(tx, with(lock, null, new Lock.Execution(closing.executedBy(), tx.now()), null));
        }
        return refusal;
    }

    /** Quyết định đóng sổ, and who carries it out. */
    public record Closing(String decision, String reason, String decidedBy, Instant decidedAt, String executedBy) {}

    /** The principal takes decisions back before anybody executed them. */
    public Outcome withdraw(Actor actor, String staff, List<String> locks) {
        return onEach(actor, staff, locks, Deed.WITHDRAW, (lock, now) -> with(lock, now, null, null));
    }

    /** A board member, not the decider, carries decisions out: from here on the locks are in force. */
    public Outcome execute(Actor actor, String staff, List<String> locks) {
        return onEach(
                actor,
                staff,
                locks,
                Deed.EXECUTE,
                (lock, now) -> with(lock, null, new Lock.Execution(staff, now), null));
    }

    /** The principal decides that locks reopen until a named moment; they stay in force until that is executed. */
    public Outcome decideReopening(Actor actor, String staff, List<String> locks, Order.Reopening order) {
        var malformed = malformed(order.decision(), order.reason());
        if (malformed.isPresent()) {
            return new Refused(malformed.get());
        }
        var now = clock.instant();
        if (!order.until().isAfter(now) || order.until().isAfter(now.plus(LONGEST_REOPENING))) {
            return new Refused(Reason.BAD_TIME);
        }
        return onEach(
                actor,
                staff,
                locks,
                Deed.DECIDE_REOPENING,
                (lock, at) -> with(
                        lock,
                        null,
                        lock.execution(),
                        new Lock.Ending(
                                order.decision().strip(), order.reason().strip(), staff, at, order.until(), null)));
    }

    /**
     * A board member, not the decider, reopens.
     *
     * @param read the seal of the decision that this person read; a later one in its place is not carried out
     */
    public Outcome executeReopening(Actor actor, String staff, List<String> locks, String read) {
        return onEach(actor, staff, locks, Deed.EXECUTE_REOPENING, read, (lock, now) -> {
            var ending = java.util.Objects.requireNonNull(lock.ending());
            return with(
                    lock,
                    null,
                    lock.execution(),
                    new Lock.Ending(
                            ending.decision(),
                            ending.reason(),
                            ending.decidedBy(),
                            ending.decidedAt(),
                            ending.until(),
                            new Lock.Execution(staff, now)));
        });
    }

    private interface Change {
        Lock of(Lock lock, Instant now);
    }

    private Outcome onEach(Actor actor, String staff, List<String> ids, Deed deed, Change change) {
        return onEach(actor, staff, ids, deed, null, change);
    }

    private Outcome onEach(
            Actor actor, String staff, List<String> ids, Deed deed, @Nullable String read, Change change) {
        if (ids.isEmpty()) {
            return new Refused(Reason.NOTHING_CHOSEN);
        }
        return db.write(actor, tx -> {
            tx.about(ids.getFirst());
            if (!Standing.full(tx.handle(), actor.account())) {
                return new Refused(Reason.NOT_IN_FULL_STANDING);
            }
            var locks = new ArrayList<Lock>();
            for (var id : new LinkedHashSet<>(ids)) {
                tx.about(id);
                var lock = LockTable.find(tx.handle(), id);
                var refusal = refusal(tx.handle(), actor, deed, staff, lock, tx.now());
                if (refusal.isPresent()) {
                    return new Refused(refusal.get());
                }
                var ending = lock.orElseThrow().ending();
                if (read != null && ending != null && !ending.seal().equals(read)) {
                    return new Refused(Reason.DECIDED_ANEW);
                }
                locks.add(lock.orElseThrow());
            }
            for (var lock : locks) {
                var changed = change.of(lock, tx.now());
                LockTable.put(tx, changed, why(deed, changed));
            }
            return done(locks);
        });
    }

    private Optional<Reason> refusal(
            Handle handle, Actor actor, Deed deed, String staff, Optional<Lock> lock, Instant now) {
        if (lock.isPresent()
                && lock.get().kind() == Lock.Kind.CLOSE
                && lock.get().execution() != null) {
            return Optional.of(Reason.BOOK_CLOSED);
        }
        var today = today(now);
        var person =
                new Person(board.decides(handle, actor, staff, today), board.carriesOut(handle, actor, staff, today));
        var ending = lock.map(Lock::ending).orElse(null);
        var own = deed == Deed.EXECUTE_REOPENING
                ? ending != null && ending.decidedBy().equals(staff)
                : lock.isPresent() && lock.get().decidedBy().equals(staff);
        return LockPolicy.refusal(deed, person, lock.map(each -> each.state(now)), board.valid(handle, today), own);
    }

    /** A lock of the very same scope that has neither been withdrawn nor ended. */
    private static Optional<Lock> sameScope(Tx tx, Lock lock) {
        return LockTable.listNamed(tx.handle(), lock.scope()).stream()
                .filter(other -> other.withdrawnAt() == null
                        && other.state(tx.now()) != Lock.State.EXPIRED
                        && other.sameScope(lock))
                .findFirst();
    }

    private static Lock with(
            Lock lock,
            @Nullable Instant withdrawnAt,
            Lock.@Nullable Execution execution,
            Lock.@Nullable Ending ending) {
        return new Lock(
                lock.id(),
                lock.kind(),
                lock.function(),
                lock.scope(),
                lock.from(),
                lock.until(),
                lock.decision(),
                lock.reason(),
                lock.decidedBy(),
                lock.decidedAt(),
                withdrawnAt,
                execution,
                ending);
    }

    private static Optional<Reason> malformed(Order order) {
        if (order.cells().isEmpty()) {
            return Optional.of(Reason.NOTHING_CHOSEN);
        }
        var known = order.semester() >= 1 && order.semester() <= 2;
        return known ? malformed(order.decision(), order.reason()) : Optional.of(Reason.UNKNOWN_SCOPE);
    }

    private static Optional<Reason> malformed(String decision, String reason) {
        if (decision.isBlank()) {
            return Optional.of(Reason.DECISION_MISSING);
        }
        if (reason.isBlank()) {
            return Optional.of(Reason.REASON_MISSING);
        }
        return decision.length() > Order.LONGEST || reason.length() > Order.LONGEST
                ? Optional.of(Reason.TEXT_TOO_LONG)
                : Optional.empty();
    }

    private static String why(Deed deed, Lock lock) {
        var ending = lock.ending();
        return switch (deed) {
            case DECIDE_REOPENING, EXECUTE_REOPENING ->
                ending == null ? lock.decision() : ending.decision() + ": until " + Moments.text(ending.until());
            case DECIDE, WITHDRAW, EXECUTE -> lock.decision();
        };
    }

    private static Outcome done(List<Lock> locks) {
        return new Done(locks.stream().map(Lock::id).toList());
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }
}
