package vn.sotruong.school.amendments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.amendments.Amendment.Kind;
import vn.sotruong.school.amendments.Amendment.State;
import vn.sotruong.school.amendments.Bench.Decider;
import vn.sotruong.school.amendments.Outcome.Done;
import vn.sotruong.school.amendments.Outcome.Refused;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Lanes;
import vn.sotruong.school.gradebook.LateDrafts;
import vn.sotruong.school.gradebook.OpenRequests;
import vn.sotruong.school.gradebook.Scale;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Đề nghị sửa điểm: asked for, thought about, decided, and kept afterwards. What is typed at last is the sitting's. */
public final class Amendments {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(
            AmendmentTable.AMENDMENT,
            AmendmentTable.CELL,
            StepTable.STEP,
            StepTable.WITNESS,
            TraceTable.EFFECT,
            TraceTable.PAPER,
            TraceTable.REFUSAL);

    static final int LONGEST_WORDS = 500;

    private final Database db;
    private final Lanes lanes;
    private final Bench bench;
    private final Clock clock;

    public Amendments(Database db, Lanes lanes, Seats seats, Clock clock) {
        this.db = db;
        this.lanes = lanes;
        this.bench = new Bench(seats);
        this.clock = clock;
    }

    Bench bench() {
        return bench;
    }

    Database db() {
        return db;
    }

    /**
     * Những gì được xin.
     *
     * @param next what the cell shall hold, empty to delete
     */
    public record Wish(String sheet, Cell cell, Optional<Entry> next, String reason) {}

    /**
     * Asks for the change of one cell.
     *
     * @param submit whether it is handed in at once, or kept as a draft of the asker's
     */
    public Outcome request(Person who, Wish wish, boolean submit) {
        return db.write(who.actor(), tx -> {
            var sheet = Gradebook.findSheet(tx.handle(), wish.sheet());
            if (sheet.isEmpty() || !sheet.get().columns().contains(wish.cell().column())) {
                return new Refused(Reason.NO_SUCH_CELL);
            }
            var barred = barred(tx.handle(), who, sheet.get());
            if (barred.isPresent()) {
                return refused(tx, who, "", "REQUEST", barred.get());
            }
            var held = Gradebook.findHeld(tx.handle(), sheet.get().id(), wish.cell());
            if (held.isEmpty() && !Gradebook.belongs(tx.handle(), sheet.get(), wish.cell())) {
                return new Refused(Reason.NO_SUCH_CELL);
            }
            var wanted = new Wanted(
                    wish.cell(),
                    held.isPresent(),
                    held.flatMap(Gradebook.Held::value),
                    wish.next(),
                    held.map(Gradebook.Held::author).orElse(who.staff()));
            return keep(tx, who, sheet.get(), List.of(wanted), wish.reason(), submit);
        });
    }

    /** The requests that wait, by cell of a sheet. */
    public static Map<Cell, OpenRequests.Request> mapWaiting(Handle handle, String sheet) {
        return AmendmentTable.mapWaiting(handle, sheet);
    }

    /** The late drafts of somebody in a column that can be asked for: no request names them, and no mark was brought. */
    List<LateDrafts.Late> listLate(Handle handle, Sheet sheet, Column column, String staff) {
        return LateDrafts.list(handle, sheet, column, staff, now()).stream()
                .filter(each -> {
                    var cell = new Cell(each.pupil(), column);
                    return !AmendmentTable.waits(handle, sheet.id(), cell, "")
                            && Gradebook.findBrought(handle, sheet, cell).isEmpty();
                })
                .toList();
    }

    /** Asks that all late drafts of the asker in a column be taken into the book. */
    public Outcome supplement(Person who, String sheetId, Column column, String reason) {
        return db.write(who.actor(), tx -> {
            var sheet = Gradebook.findSheet(tx.handle(), sheetId);
            if (sheet.isEmpty() || !sheet.get().columns().contains(column)) {
                return new Refused(Reason.NO_SUCH_CELL);
            }
            var barred = barred(tx.handle(), who, sheet.get());
            if (barred.isPresent()) {
                return refused(tx, who, "", "REQUEST", barred.get());
            }
            var late = listLate(tx.handle(), sheet.get(), column, who.staff());
            if (late.isEmpty()) {
                var waits = LateDrafts.list(tx.handle(), sheet.get(), column, who.staff(), tx.now()).stream()
                        .anyMatch(
                                each -> AmendmentTable.waits(tx.handle(), sheetId, new Cell(each.pupil(), column), ""));
                return new Refused(waits ? Reason.WAITS_ALREADY : Reason.NO_LATE_DRAFTS);
            }
            var cells = late.stream()
                    .map(each -> new Wanted(
                            new Cell(each.pupil(), column),
                            false,
                            Optional.empty(),
                            Optional.of(each.value()),
                            who.staff()))
                    .toList();
            return keep(tx, who, sheet.get(), cells, reason, true);
        });
    }

    private Outcome keep(Tx tx, Person who, Sheet sheet, List<Wanted> cells, String reason, boolean submit) {
        var words = reason.strip();
        if (words.isEmpty() || words.length() > LONGEST_WORDS) {
            return new Refused(Reason.NO_WORDS);
        }
        var refusal = refusal(tx.handle(), sheet, cells, "", tx.now());
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var preschool = preschool(tx.handle());
        var amendment = new Amendment(
                tx.newId(),
                cells.stream().anyMatch(Wanted::committed) ? Kind.CHANGE : Kind.SUPPLEMENT,
                lane(tx.handle(), sheet, cells, tx.now()),
                preschool,
                bench.principal(tx.handle(), who.staff(), day(tx.now())),
                sheet.id(),
                words,
                submit ? State.SUBMITTED : State.DRAFT,
                who.staff(),
                tx.now(),
                null,
                null,
                null);
        AmendmentTable.create(tx, amendment, cells);
        StepTable.add(
                tx,
                amendment.id(),
                submit ? Step.What.SUBMITTED : Step.What.PREPARED,
                who.staff(),
                null,
                null,
                who.address());
        return new Done(amendment.id());
    }

    /** Hands a draft in. */
    public Outcome submit(Person who, String id) {
        return step(who, id, "SUBMIT", Set.of(State.DRAFT), (tx, found) -> {
            var sheet = Gradebook.findSheet(tx.handle(), found.sheet()).orElseThrow();
            var cells = AmendmentTable.listCells(tx.handle(), id);
            var refusal = own(found, who)
                    .or(() -> barred(tx.handle(), who, sheet))
                    .or(() -> refusal(tx.handle(), sheet, cells, id, tx.now()))
                    .or(() -> stricter(tx.handle(), found, sheet, cells, tx.now()));
            if (refusal.isPresent()) {
                return refusal;
            }
            AmendmentTable.put(tx, found.submitted(tx.now()), null);
            StepTable.add(tx, id, Step.What.SUBMITTED, who.staff(), null, null, who.address());
            return Optional.empty();
        });
    }

    /** Who asked takes it back, as long as nothing was changed. */
    public Outcome withdraw(Person who, String id) {
        var open = EnumSet.of(State.DRAFT, State.SUBMITTED, State.OPINION, State.CONSENTED, State.DIRECTED);
        return step(who, id, "WITHDRAW", open, (tx, found) -> {
            var refusal = own(found, who);
            if (refusal.isEmpty()) {
                AmendmentTable.put(tx, found.at(State.WITHDRAWN), null);
                StepTable.add(tx, id, Step.What.WITHDRAWN, who.staff(), null, null, who.address());
            }
            return refusal;
        });
    }

    /** A deputy principal says what they think; the principal decides. */
    public Outcome advise(Person who, String id, String words) {
        return step(who, id, "ADVISE", Set.of(State.SUBMITTED), (tx, found) -> {
            if (!found.witnessed() || !bench.deputy(tx.handle(), who.staff(), day(tx.now()))) {
                return Optional.of(Reason.NOT_A_DEPUTY);
            }
            if (found.requestedBy().equals(who.staff())) {
                return Optional.of(Reason.OWN_REQUEST);
            }
            var said = words.strip();
            if (said.isEmpty() || said.length() > LONGEST_WORDS) {
                return Optional.of(Reason.NO_WORDS);
            }
            AmendmentTable.put(tx, found.at(State.OPINION), null);
            StepTable.add(tx, id, Step.What.OPINION, who.staff(), said, null, who.address());
            return Optional.empty();
        });
    }

    /**
     * Consents to a request, or directs it: to exactly what it says.
     *
     * @param seen the seal of what was read
     * @param words number and day of the superior's decision, where theirs it is; otherwise what one likes to say
     */
    public Outcome consent(Person who, String id, String seen, String words) {
        return step(who, id, "CONSENT", Set.of(State.SUBMITTED, State.OPINION), (tx, found) -> {
            var sheet = Gradebook.findSheet(tx.handle(), found.sheet()).orElseThrow();
            var cells = AmendmentTable.listCells(tx.handle(), id);
            var seal = Seal.of(found, cells);
            var said = words.strip();
            var refusal = undecided(tx, who, found, said)
                    .or(() -> seal.equals(seen) ? Optional.empty() : Optional.of(Reason.NOT_WHAT_WAS_CONSENTED))
                    .or(() -> changed(tx.handle(), found, cells))
                    .or(() -> stricter(tx.handle(), found, sheet, cells, tx.now()));
            if (refusal.isPresent()) {
                return refusal;
            }
            AmendmentTable.put(tx, found.agreed(tx.now()), null);
            StepTable.add(
                    tx,
                    id,
                    found.witnessed() ? Step.What.CONSENTED : Step.What.DIRECTED,
                    who.staff(),
                    said.isEmpty() ? null : said,
                    seal,
                    who.address());
            return Optional.empty();
        });
    }

    /** Refuses a request, and says why: whoever asked reads it. */
    public Outcome refuse(Person who, String id, String words) {
        return step(who, id, "REFUSE", Set.of(State.SUBMITTED, State.OPINION), (tx, found) -> {
            var said = words.strip();
            var refusal = undecided(tx, who, found, said.isEmpty() ? " " : said)
                    .or(() -> said.isEmpty() ? Optional.of(Reason.NO_WORDS) : Optional.empty());
            if (refusal.isEmpty()) {
                AmendmentTable.put(tx, found.at(State.REFUSED), said);
                StepTable.add(tx, id, Step.What.REFUSED, who.staff(), said, null, who.address());
            }
            return refusal;
        });
    }

    /** Why this person's word does not decide the request. */
    private Optional<Reason> undecided(Tx tx, Person who, Amendment found, String words) {
        var handle = tx.handle();
        var on = day(tx.now());
        if (found.requestedBy().equals(who.staff())) {
            return Optional.of(Reason.OWN_REQUEST);
        }
        if (words.length() > LONGEST_WORDS) {
            return Optional.of(Reason.NO_WORDS);
        }
        if (!bench.deciders(handle, found.lane(), found.requestedBy(), on).contains(who.staff())) {
            return Optional.of(Reason.NOT_THE_DECIDER);
        }
        var superior = bench.decider(handle, found.lane(), found.requestedBy(), on) == Decider.SUPERIOR;
        var capacity = superior ? Capacity.ADMINISTRATION : Capacity.USE;
        if (who.actor().capacity() != capacity) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        var papered = !TraceTable.listPapers(handle, found.id()).isEmpty();
        return superior && (words.isEmpty() || !papered) ? Optional.of(Reason.NO_DECISION_PAPER) : Optional.empty();
    }

    /** Adds a picture or a scan to a request; the consent is of the values, so one may come later. */
    public Outcome addPaper(Person who, String id, String fileName, byte[] content) {
        return db.write(who.actor(), tx -> {
            var found = AmendmentTable.find(tx.handle(), id);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            if (!Standing.full(tx.handle(), who.actor().account())) {
                return refused(tx, who, id, "PAPER", Reason.NOT_IN_FULL_STANDING);
            }
            var member = who.actor().capacity() == Capacity.ADMINISTRATION
                    && bench.sits(tx.handle(), who.staff(), day(tx.now()));
            if (!found.get().requestedBy().equals(who.staff()) && !member) {
                return refused(tx, who, id, "PAPER", Reason.NOT_THE_REQUESTER);
            }
            return switch (Attachments.keep(tx, fileName, content, Need.PRINCIPAL, Need.BOARD)) {
                case Kept.Refused(var reason) -> new Refused(Reason.BAD_PAPER);
                case Kept.As(var paper) -> {
                    TraceTable.addPaper(tx, id, paper, who.staff());
                    yield new Done(id);
                }
            };
        });
    }

    /** The paper slip was signed by everybody on it; or lies in the archive. */
    public Outcome file(Person who, String id, boolean archived) {
        var from = archived ? Set.of(State.SLIP_SIGNED) : Set.of(State.EXECUTED);
        return step(who, id, archived ? "ARCHIVE" : "SIGN", from, (tx, found) -> {
            if (!keeps(tx.handle(), who, day(tx.now()))) {
                return Optional.of(Reason.NOT_A_KEEPER);
            }
            AmendmentTable.put(tx, found.at(archived ? State.ARCHIVED : State.SLIP_SIGNED), null);
            var what = archived ? Step.What.ARCHIVED : Step.What.SLIP_SIGNED;
            StepTable.add(tx, id, what, who.staff(), null, null, who.address());
            return Optional.empty();
        });
    }

    private boolean keeps(Handle handle, Person who, LocalDate on) {
        return who.actor().capacity() == Capacity.ADMINISTRATION
                ? bench.sits(handle, who.staff(), on)
                : bench.clerk(handle, who.staff(), on);
    }

    /** Ends what has waited too long: consents that nobody used, sittings whose time ran out. */
    public void tick() {
        var now = clock.instant();
        var due = db.read(handle -> AmendmentTable.listWaiting(handle).stream()
                .filter(each -> each.lapsed(now)
                        || (each.state() == State.SESSION_OPEN
                                && sitting(handle, each).over(now)))
                .map(Amendment::id)
                .toList());
        if (!due.isEmpty()) {
            db.write(Actor.house("amendments"), tx -> {
                for (var id : due) {
                    AmendmentTable.find(tx.handle(), id).ifPresent(each -> settle(tx, each));
                }
                return true;
            });
        }
    }

    /** Writes down that a sitting or a consent has ended, if it has. @return the request as it stands */
    static Amendment settle(Tx tx, Amendment amendment) {
        var settled = amendment;
        if (amendment.state() == State.SESSION_OPEN
                && (amendment.lapsed(tx.now())
                        || sitting(tx.handle(), amendment).over(tx.now()))) {
            settled = broken(tx, amendment, null, "");
        }
        if (settled.lapsed(tx.now())) {
            settled = settled.at(State.LAPSED);
            AmendmentTable.put(tx, settled, null);
            StepTable.add(tx, settled.id(), Step.What.LAPSED, null, null, null, "");
        }
        return settled;
    }

    /** A sitting ends without a change, and the consent stands as before. */
    static Amendment broken(Tx tx, Amendment amendment, @Nullable String staff, String address) {
        var back = amendment.at(State.CONSENTED);
        AmendmentTable.put(tx, back, null);
        StepTable.add(tx, amendment.id(), Step.What.BROKEN, staff, null, null, address);
        return back;
    }

    /** The sitting that is open. */
    static Sitting sitting(Handle handle, Amendment amendment) {
        var opened = StepTable.findLast(handle, amendment.id(), Step.What.SESSION_OPEN)
                .orElseThrow();
        return new Sitting(opened, Role.of(amendment), StepTable.listWitnesses(handle, opened.id()));
    }

    /** Một bước trong giao dịch. */
    @FunctionalInterface
    interface Deed {
        Optional<Reason> in(Tx tx, Amendment found);
    }

    /** Does one step on a request in one of these states; a refused one leaves its trace. */
    Outcome step(Person who, String id, String name, Set<State> from, Deed deed) {
        return db.write(who.actor(), tx -> {
            var found = AmendmentTable.find(tx.handle(), id);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            if (!Standing.full(tx.handle(), who.actor().account())) {
                return refused(tx, who, id, name, Reason.NOT_IN_FULL_STANDING);
            }
            var sat = found.get().state() == State.SESSION_OPEN;
            var settled = settle(tx, found.get());
            if (!from.contains(settled.state())) {
                return refused(
                        tx,
                        who,
                        id,
                        name,
                        settled.state() == State.LAPSED
                                ? Reason.LAPSED
                                : sat && settled.state() == State.CONSENTED ? Reason.SITTING_OVER : Reason.NOT_NOW);
            }
            var refusal = deed.in(tx, settled);
            return refusal.isPresent() ? refused(tx, who, id, name, refusal.get()) : new Done(id);
        });
    }

    static Outcome refused(Tx tx, Person who, String id, String deed, Reason reason) {
        if (reason.weighs()) {
            TraceTable.refuse(tx, id, who.staff(), deed, reason, who.address());
        }
        return new Refused(reason);
    }

    private static Optional<Reason> own(Amendment found, Person who) {
        return found.requestedBy().equals(who.staff()) ? Optional.empty() : Optional.of(Reason.NOT_THE_REQUESTER);
    }

    /** Why this person does not ask about that sheet. */
    private Optional<Reason> barred(Handle handle, Person who, Sheet sheet) {
        if (who.actor().capacity() != Capacity.USE) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        if (!Standing.full(handle, who.actor().account())) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        return Roll.teaches(handle, who.staff(), sheet.homeroom(), sheet.subject(), today())
                ? Optional.empty()
                : Optional.of(Reason.NOT_YOUR_SHEET);
    }

    private Optional<Reason> refusal(Handle handle, Sheet sheet, List<Wanted> cells, String id, Instant now) {
        for (var each : cells) {
            if (each.before().equals(each.after())) {
                return Optional.of(Reason.NOTHING_NEW);
            }
            if (each.after()
                    .filter(next -> !sheet.scale(each.cell().column()).takes(next))
                    .isPresent()) {
                return Optional.of(badValue(sheet.scale(each.cell().column())));
            }
            if (!each.committed()
                    && Gradebook.findBrought(handle, sheet, each.cell()).isPresent()) {
                return Optional.of(Reason.BROUGHT);
            }
            if (lanes.of(handle, sheet, each.cell(), null, now) == Lane.DRAFT) {
                return Optional.of(Reason.NOT_NEEDED);
            }
            if (AmendmentTable.waits(handle, sheet.id(), each.cell(), id)) {
                return Optional.of(Reason.WAITS_ALREADY);
            }
        }
        return id.isEmpty() ? Optional.empty() : changed(handle, sheet.id(), cells);
    }

    /** What is said of a value that a column does not take. */
    static Reason badValue(Scale scale) {
        return scale == Scale.FROM_ONE ? Reason.FROM_ONE : Reason.BAD_VALUE;
    }

    static Optional<Reason> changed(Handle handle, Amendment amendment, List<Wanted> cells) {
        return changed(handle, amendment.sheet(), cells);
    }

    /** Whether a cell holds something else than the request names. */
    private static Optional<Reason> changed(Handle handle, String sheet, List<Wanted> cells) {
        var brought = Gradebook.findSheet(handle, sheet).stream()
                .anyMatch(found -> cells.stream()
                        .anyMatch(each -> !each.committed()
                                && Gradebook.findBrought(handle, found, each.cell())
                                        .isPresent()));
        if (brought) {
            return Optional.of(Reason.BROUGHT);
        }
        var same = cells.stream().allMatch(each -> {
            var held = Gradebook.findHeld(handle, sheet, each.cell());
            return held.isPresent() == each.committed()
                    && held.flatMap(Gradebook.Held::value).equals(each.before());
        });
        return same ? Optional.empty() : Optional.of(Reason.CHANGED);
    }

    /** Whether the cells have come into a lane that asks for more people than the request did. */
    Optional<Reason> stricter(Handle handle, Amendment amendment, Sheet sheet, List<Wanted> cells, Instant now) {
        return lane(handle, sheet, cells, now).compareTo(amendment.lane()) > 0
                ? Optional.of(Reason.STRICTER_NOW)
                : Optional.empty();
    }

    /** The strictest lane of the cells; in preschool every correction takes its witnesses. */
    Lane lane(Handle handle, Sheet sheet, List<Wanted> cells, Instant now) {
        var strictest = preschool(handle) ? Lane.WITNESSED : Lane.DIRECTED;
        for (var each : cells) {
            var lane = lanes.of(handle, sheet, each.cell(), null, now);
            strictest = lane.compareTo(strictest) > 0 ? lane : strictest;
        }
        return strictest;
    }

    private static boolean preschool(Handle handle) {
        return SchoolYears.getSchool(handle).level().equals(Level.MN.name());
    }

    /** What waits in a class and term: closing its book names these. */
    public static List<Amendment> waiting(Handle handle, String homeroom, int semester) {
        return AmendmentTable.listWaiting(handle).stream()
                .filter(each -> Gradebook.findSheet(handle, each.sheet())
                        .filter(sheet -> sheet.homeroom().equals(homeroom) && sheet.semester() == semester)
                        .isPresent())
                .toList();
    }

    /** The request of that id. */
    public static Optional<Amendment> find(Handle handle, String id) {
        return AmendmentTable.find(handle, id);
    }

    /** Its cells. */
    public static List<Wanted> cells(Handle handle, String id) {
        return AmendmentTable.listCells(handle, id);
    }

    /** The seal of what it says: a consent names it. */
    public static String seal(Handle handle, String id) {
        return Seal.of(AmendmentTable.find(handle, id).orElseThrow(), AmendmentTable.listCells(handle, id));
    }

    /** Its steps, as they came. */
    public static List<Step> steps(Handle handle, String id) {
        return StepTable.list(handle, id);
    }

    /** Whether a paper belongs to a request that this person may see. */
    public boolean shows(Handle handle, String attachment, String staff, Set<Need> held) {
        return TraceTable.listOfPaper(handle, attachment).stream()
                .flatMap(id -> AmendmentTable.find(handle, id).stream())
                .anyMatch(each -> sees(handle, each, staff, held));
    }

    /** Whether somebody may read a request: leaders, the board, the clerk, inspectors, who asked, and the class's own. */
    boolean sees(Handle handle, Amendment amendment, String staff, Set<Need> held) {
        if (amendment.requestedBy().equals(staff)) {
            return true;
        }
        if (amendment.state() == State.DRAFT) {
            return false;
        }
        var today = today();
        return held.contains(Need.PRINCIPAL)
                || held.contains(Need.BOARD)
                || held.contains(Need.CLERK)
                || held.contains(Need.INSPECTOR)
                || Gradebook.findSheet(handle, amendment.sheet())
                        .filter(sheet -> Roll.leads(handle, staff, sheet.homeroom(), today)
                                || Roll.hasTaught(handle, staff, sheet.homeroom(), sheet.subject(), today))
                        .isPresent();
    }

    Map<Role, List<String>> candidates(Handle handle, Amendment amendment, Sheet sheet) {
        return bench.candidates(handle, amendment, sheet, today());
    }

    /** Who could witness a request that this person would make about a sheet. */
    Map<Role, List<String>> candidates(Handle handle, Sheet sheet, String staff) {
        var wish = new Amendment(
                "",
                Kind.CHANGE,
                Lane.WITNESSED,
                preschool(handle),
                false,
                sheet.id(),
                "",
                State.DRAFT,
                staff,
                now(),
                null,
                null,
                null);
        var found = bench.candidates(handle, wish, sheet, today());
        found.remove(Role.REQUESTER);
        return found;
    }

    /** By which lane a request about one cell would go. */
    Lane laneOf(Handle handle, Sheet sheet, Cell cell) {
        var held = Gradebook.findHeld(handle, sheet.id(), cell);
        var before = held.flatMap(Gradebook.Held::value);
        return lane(handle, sheet, List.of(new Wanted(cell, held.isPresent(), before, Optional.empty(), "")), now());
    }

    LocalDate today() {
        return day(clock.instant());
    }

    Instant now() {
        return clock.instant();
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** How long a refusal is told of. */
    static final Duration TOLD = Duration.ofDays(7);

    /** The requests that somebody may see, those that wait first. */
    List<Amendment> list(Handle handle, String staff, Set<Need> held, int most) {
        return AmendmentTable.list(handle, most).stream()
                .filter(each -> sees(handle, each, staff, held))
                .toList();
    }
}
