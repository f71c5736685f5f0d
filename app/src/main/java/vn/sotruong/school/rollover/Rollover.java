package vn.sotruong.school.rollover;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Classes;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.HomeroomTrait;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.YearTurn;
import vn.sotruong.school.rollover.Outcome.Done;
import vn.sotruong.school.rollover.Outcome.Refused;
import vn.sotruong.school.rollover.RolloverPolicy.Deed;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Chuyển năm học: what may be done with the end of a school year. */
public final class Rollover {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(YearRollTable.YEAR_ROLL, HeldTable.HELD_PUPIL);

    private static final String TRIAL = "trial";
    private static final int LONGEST = 500;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_PAPER = 200;

    private final Database db;
    private final Board board;
    private final YearEnd end;
    private final Clock clock;

    public Rollover(Database db, Board board, YearEnd end, Clock clock) {
        this.db = db;
        this.board = board;
        this.end = end;
        this.clock = clock;
    }

    /** Đề nghị chuyển năm, as typed. */
    record Wish(LocalDate starts, LocalDate ends, Map<String, Course> courses, String handed, String seal) {
        SchoolYear next() {
            return new SchoolYear(SchoolYear.idOf(starts), starts, ends, SchoolYear.State.OPEN);
        }
    }

    LocalDate today() {
        return day(clock.instant());
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** The year that would follow, a year later to the day. */
    static SchoolYear following(SchoolYear year) {
        var starts = year.starts().plusYears(1);
        return new SchoolYear(SchoolYear.idOf(starts), starts, year.ends().plusYears(1), SchoolYear.State.OPEN);
    }

    /** The newest roll-over out of a year: the one that waits or was carried out, before those that came to nothing. */
    static Optional<YearRoll> findOf(Handle handle, String fromYear) {
        var all = YearRollTable.list(handle).stream()
                .filter(each -> each.fromYear().equals(fromYear))
                .toList();
        return all.stream()
                .filter(each -> each.state() == YearRoll.State.PROPOSED || each.state() == YearRoll.State.ROLLED)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** The roll-over by which the open year began. */
    static Optional<YearRoll> findInto(Handle handle, String toYear) {
        return YearRollTable.list(handle).stream()
                .filter(each -> each.next().id().equals(toYear) && each.state() == YearRoll.State.ROLLED)
                .findFirst();
    }

    YearEnd.Outside outside() {
        return end.outside();
    }

    Forecast forecast(Handle handle, SchoolYear year, SchoolYear next, Map<String, Course> typed) {
        return Forecast.read(handle, end, year, next, typed);
    }

    /** What must be met before a year ends, each with what it lacks. */
    List<Check> checks(Handle handle, SchoolYear year, YearEnd.Outside outside, @Nullable String handed) {
        var checks = new ArrayList<Check>();
        checks.add(new Check(Check.Kind.BOARD, board.valid(handle, today()), List.of(), List.of(), "/board"));
        var names = new HashMap<String, String>();
        Roll.listHomerooms(handle, year.id()).forEach(each -> names.put(each.id(), each.name()));
        var open = end.openBooks(handle, year.id());
        for (var semester = 1; semester <= 2; semester++) {
            var term = semester;
            var missing = open.stream()
                    .filter(each -> each.semester() == term)
                    .map(each -> new Check.Item(
                            names.getOrDefault(each.homeroom(), each.homeroom()),
                            "/closing/" + each.homeroom() + "/" + each.semester()))
                    .toList();
            checks.add(new Check(
                    term == 1 ? Check.Kind.TERM1 : Check.Kind.TERM2,
                    missing.isEmpty(),
                    List.of(missing.size()),
                    missing,
                    "/closing"));
        }
        var undecided =
                Forecast.read(handle, end, year, following(year), Map.of()).all(Way.UNDECIDED);
        checks.add(new Check(
                Check.Kind.REVIEWED,
                undecided.isEmpty(),
                List.of(undecided.size()),
                undecided.stream()
                        .map(each -> new Check.Item(
                                each.pupil().name().full() + " ("
                                        + names.get(each.place().homeroom()) + ")",
                                "/pupils/" + each.pupil().id()))
                        .toList(),
                "/promotion"));
        var moving = end.moving(handle);
        checks.add(new Check(Check.Kind.MOVING, moving == 0, List.of(moving), List.of(), "/movements"));
        var closed = end.lastClosed(handle, year.id());
        var since = outside.waitingSince();
        var unsent = !outside.enrolled() || (since != null && (closed == null || !since.isAfter(closed)));
        var paper = handed != null && !handed.isBlank();
        checks.add(new Check(
                Check.Kind.SENT,
                !unsent || paper,
                unsent && paper ? List.of(handed) : List.of(),
                List.of(),
                "/outbox"));
        var madeAt = outside.madeAt();
        var covers = open.isEmpty() && madeAt != null && closed != null && !madeAt.isBefore(closed);
        checks.add(new Check(Check.Kind.SET, covers, List.of(), List.of(), "/backups"));
        checks.add(new Check(Check.Kind.DVD, covers && outside.dvd(), List.of(), List.of(), "/backups"));
        checks.add(new Check(Check.Kind.USB, covers && outside.usb(), List.of(), List.of(), "/backups"));
        return checks;
    }

    private static boolean met(List<Check> checks) {
        return checks.stream().allMatch(Check::met);
    }

    /** How far the open year has come, and before a roll-over out of it, which step is next. */
    Set<Step> reached(Handle handle, SchoolYear year, List<Check> checks, Optional<YearRoll> roll) {
        var reached = EnumSet.of(Step.YEAR_OPEN);
        for (var step : List.of(Step.TERM1_CLOSED, Step.TERM2_CLOSED, Step.REVIEWED_1, Step.BACKUP_VERIFIED)) {
            if (checks.stream().filter(each -> each.kind().opens(step)).allMatch(Check::met)) {
                reached.add(step);
            }
        }
        roll.ifPresent(each -> {
            if (each.state() == YearRoll.State.PROPOSED || each.state() == YearRoll.State.ROLLED) {
                reached.add(Step.DRY_RUN);
            }
            if (each.state() == YearRoll.State.ROLLED) {
                reached.addAll(List.of(
                        Step.TERM1_CLOSED, Step.TERM2_CLOSED, Step.REVIEWED_1, Step.BACKUP_VERIFIED, Step.ROLLED));
                reached.addAll(begun(handle, year));
            }
        });
        return reached;
    }

    private Set<Step> begun(Handle handle, SchoolYear year) {
        var begun = EnumSet.noneOf(Step.class);
        if (Classes.isReady(handle, year.id())) {
            begun.add(Step.NEW_SETUP);
        }
        var sizes = Roll.mapSizes(handle);
        var signed = YearTurn.listSigned(handle, year.id());
        var all = Roll.listHomerooms(handle, year.id()).stream()
                .filter(each -> sizes.getOrDefault(each.id(), 0) > 0)
                .toList();
        if (begun.contains(Step.NEW_SETUP) && !all.isEmpty() && signed.containsAll(all)) {
            begun.add(Step.CN_CHECKED);
            if (!today().isBefore(year.starts())) {
                begun.add(Step.NEW_OPEN);
            }
        }
        return begun;
    }

    private RolloverPolicy.Facts facts(Handle handle, Actor actor, String staff, Optional<YearRoll> roll, Instant now) {
        var asked = roll.map(YearRoll::asked);
        return new RolloverPolicy.Facts(
                board.carriesOut(handle, actor, staff, day(now)),
                board.decides(handle, actor, staff, day(now)),
                board.valid(handle, day(now)),
                Standing.full(handle, actor.account()),
                roll.map(YearRoll::state),
                roll.filter(each -> each.proposedBy().equals(staff)).isPresent(),
                asked.isPresent(),
                asked.filter(each -> each.by().equals(staff)).isPresent());
    }

    /** What this person may do with it now; the page offers no more. */
    Set<Deed> offers(Handle handle, Actor actor, String staff, Optional<YearRoll> roll) {
        var facts = facts(handle, actor, staff, roll, clock.instant());
        var offers = EnumSet.noneOf(Deed.class);
        for (var deed : Deed.values()) {
            if (RolloverPolicy.refusal(deed, facts).isEmpty()) {
                offers.add(deed);
            }
        }
        return offers;
    }

    /**
     * Proposes what was shown, after a trial in a transaction of which nothing is kept: what the store itself would
     * refuse is known now and not on the principal's day.
     */
    Outcome propose(Actor actor, String staff, Wish wish) {
        var outside = end.outside();
        try {
            db.write(actor, tx -> {
                var roll = proposal(tx, actor, staff, wish, outside);
                carryOut(tx, roll, staff, TRIAL);
                throw new Undone(null);
            });
        } catch (Undone trial) {
            if (trial.reason != null) {
                return new Refused(trial.reason);
            }
        }
        try {
            return db.write(actor, tx -> {
                var roll = proposal(tx, actor, staff, wish, outside);
                YearRollTable.create(tx, roll);
                return new Done(roll.moves());
            });
        } catch (Undone undone) {
            return new Refused(Objects.requireNonNull(undone.reason));
        }
    }

    private YearRoll proposal(Tx tx, Actor actor, String staff, Wish wish, YearEnd.Outside outside) {
        var handle = tx.handle();
        var year = SchoolYears.findOpenYear(handle).orElseThrow(() -> new Undone(Reason.NO_YEAR));
        unless(RolloverPolicy.refusal(Deed.PROPOSE, facts(handle, actor, staff, findOf(handle, year.id()), tx.now())));
        if (wish.handed().length() > LONGEST_PAPER) {
            throw new Undone(Reason.TEXT_TOO_LONG);
        }
        var next = wish.next();
        if (!next.starts().isAfter(year.ends())
                || !next.starts().isBefore(next.ends())
                || next.starts().isAfter(year.ends().plusYears(1))
                || next.ends().isAfter(next.starts().plusYears(1))
                || next.id().equals(year.id())) {
            throw new Undone(Reason.BAD_DATES);
        }
        if (!met(checks(handle, year, outside, wish.handed()))) {
            throw new Undone(Reason.NOT_READY);
        }
        var forecast = Forecast.read(handle, end, year, next, wish.courses());
        unless(forecast.fault(handle));
        if (!forecast.seal().equals(wish.seal())) {
            throw new Undone(Reason.CHANGED_MEANWHILE);
        }
        return new YearRoll(
                tx.newId(),
                year.id(),
                next,
                forecast.lines().stream().map(Forecast.Line::course).toList(),
                wish.handed().isBlank() ? null : wish.handed(),
                forecast.seal(),
                forecast.moves().size(),
                YearRoll.State.PROPOSED,
                staff,
                tx.now(),
                null,
                null,
                null,
                null,
                null);
    }

    private static void unless(Optional<Reason> refusal) {
        refusal.ifPresent(reason -> {
            throw new Undone(reason);
        });
    }

    /** Takes a proposal back, or refuses it, with a reason. */
    Outcome close(Actor actor, String staff, String id, Deed deed, String why) {
        if (why.isBlank()) {
            return new Refused(Reason.REASON_MISSING);
        }
        if (why.length() > LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var roll = YearRollTable.find(tx.handle(), id);
            var refusal = RolloverPolicy.refusal(deed, facts(tx.handle(), actor, staff, roll, tx.now()));
            if (refusal.isPresent() || roll.isEmpty()) {
                return new Refused(refusal.orElse(Reason.NO_SUCH_PROPOSAL));
            }
            var state = deed == Deed.WITHDRAW ? YearRoll.State.WITHDRAWN : YearRoll.State.REFUSED;
            YearRollTable.put(tx, roll.get().closed(state, staff, tx.now(), why));
            return new Done(0);
        });
    }

    /** Ends the year and begins the next: all of it in one transaction, or nothing. */
    Outcome confirm(Actor actor, String staff, String id, String number) {
        var refused = malformed(number);
        if (refused.isPresent()) {
            return new Refused(refused.get());
        }
        var outside = end.outside();
        try {
            return db.write(actor, tx -> {
                var handle = tx.handle();
                var roll = YearRollTable.find(handle, id);
                unless(RolloverPolicy.refusal(Deed.CONFIRM, facts(handle, actor, staff, roll, tx.now())));
                var found = roll.orElseThrow(() -> new Undone(Reason.NO_SUCH_PROPOSAL));
                var year = SchoolYears.findOpenYear(handle)
                        .filter(each -> each.id().equals(found.fromYear()))
                        .orElseThrow(() -> new Undone(Reason.ALREADY));
                if (!met(checks(handle, year, outside, found.handed()))) {
                    throw new Undone(Reason.NOT_READY);
                }
                return new Done(carryOut(tx, found, staff, number));
            });
        } catch (Undone undone) {
            return new Refused(Objects.requireNonNull(undone.reason));
        }
    }

    private static Optional<Reason> malformed(String number) {
        if (number.isBlank()) {
            return Optional.of(Reason.DECISION_MISSING);
        }
        return number.length() > LONGEST_NUMBER ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    private int carryOut(Tx tx, YearRoll roll, String staff, String number) {
        var handle = tx.handle();
        var year = SchoolYears.getOpenYear(handle);
        var typed = new HashMap<String, Course>();
        roll.courses().forEach(each -> typed.put(each.homeroom(), each));
        var forecast = Forecast.read(handle, end, year, roll.next(), typed);
        unless(forecast.fault(handle));
        if (!forecast.seal().equals(roll.seal()) || forecast.count(Way.UNDECIDED) > 0) {
            throw new Undone(Reason.CHANGED_MEANWHILE);
        }
        var today = day(tx.now());
        var why = year.id() + " > " + roll.next().id();
        var duties = YearTurn.endDuties(tx, year.id(), today, why);
        var finished = new ArrayList<String>();
        for (var move : forecast.moves()) {
            YearTurn.end(tx, move.place(), today, why);
            switch (move.way()) {
                case FINISHES -> {
                    People.changeStatus(tx, move.pupil(), PupilStatus.FINISHED, why);
                    finished.add(move.pupil().id());
                }
                case HELD ->
                    HeldTable.put(
                            tx,
                            new HeldPupil(
                                    year.id(),
                                    move.pupil().id(),
                                    move.place().homeroom(),
                                    HeldPupil.State.HELD,
                                    null,
                                    null,
                                    null));
                case UP, STAYS, LEAVES, UNDECIDED -> {
                    // whoever goes on is placed below, whoever is not considered gets no place
                }
            }
        }
        SchoolYears.turn(tx, year, SchoolYear.State.CLOSED, why);
        if (SchoolYears.findYear(handle, roll.next().id()).isPresent()) {
            SchoolYears.turn(tx, roll.next(), SchoolYear.State.OPEN, why);
        } else {
            SchoolYears.open(tx, roll.next());
        }
        var rooms = rooms(tx, forecast);
        forecast.seats().forEach((name, pupils) -> {
            var room = rooms.get(name);
            if (room != null) {
                Roll.enrol(tx, room, pupils, today);
            }
        });
        var places = Forecast.digest(YearTurn.listPresent(handle, roll.next().id()));
        var undo = new Undo(today, finished, duties, places);
        if (YearRollTable.find(handle, roll.id()).isPresent()) {
            YearRollTable.put(tx, roll.rolled(staff, tx.now(), number, undo));
        }
        return forecast.moves().size();
    }

    /** Opens the classes of the new year; what is said about a class goes along with its pupils. */
    private static Map<String, Homeroom> rooms(Tx tx, Forecast forecast) {
        var handle = tx.handle();
        var there = new HashMap<String, Homeroom>();
        Roll.listHomerooms(handle, forecast.next().id()).forEach(each -> there.put(Forecast.key(each.name()), each));
        var from = new HashMap<String, Homeroom>();
        for (var line : forecast.lines()) {
            from.putIfAbsent(line.course().up(), line.homeroom());
        }
        for (var line : forecast.lines()) {
            from.putIfAbsent(line.course().stay(), line.homeroom());
        }
        var traits = Roll.mapTraits(handle);
        var rooms = new LinkedHashMap<String, Homeroom>();
        forecast.rooms().forEach((name, grade) -> {
            var room = there.get(Forecast.key(name));
            if (room == null) {
                room = Roll.open(tx, forecast.next().id(), grade, name);
                var old = from.get(name);
                var trait = old == null ? null : traits.get(old.id());
                if (trait != null) {
                    Roll.describe(
                            tx,
                            new HomeroomTrait(
                                    room.id(), trait.campus(), trait.twoSessions(), trait.foreignLanguage(), null));
                }
            }
            rooms.put(name, room);
        });
        return rooms;
    }

    /** Asks for a roll-over to be taken back. */
    Outcome askUndo(Actor actor, String staff, String id, String why) {
        if (why.isBlank()) {
            return new Refused(Reason.REASON_MISSING);
        }
        if (why.length() > LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var roll = YearRollTable.find(tx.handle(), id);
            var refusal = RolloverPolicy.refusal(Deed.ASK_UNDO, facts(tx.handle(), actor, staff, roll, tx.now()))
                    .or(() -> roll.flatMap(each -> past(tx.handle(), each)));
            if (refusal.isPresent() || roll.isEmpty()) {
                return new Refused(refusal.orElse(Reason.NOT_ROLLED));
            }
            YearRollTable.put(tx, roll.get().asking(new YearRoll.Asked(staff, tx.now(), why)));
            return new Done(0);
        });
    }

    Outcome refuseUndo(Actor actor, String staff, String id) {
        return db.write(actor, tx -> {
            var roll = YearRollTable.find(tx.handle(), id);
            var refusal = RolloverPolicy.refusal(Deed.REFUSE_UNDO, facts(tx.handle(), actor, staff, roll, tx.now()));
            if (refusal.isPresent() || roll.isEmpty()) {
                return new Refused(refusal.orElse(Reason.NOT_ROLLED));
            }
            YearRollTable.put(tx, roll.get().asking(null));
            return new Done(0);
        });
    }

    /** Why a roll-over can no longer be taken back: the new year has begun to write. */
    Optional<Reason> past(Handle handle, YearRoll roll) {
        var undo = roll.undo();
        var next = roll.next().id();
        if (undo == null
                || SchoolYears.findOpenYear(handle)
                        .filter(each -> each.id().equals(next))
                        .isEmpty()) {
            return Optional.of(Reason.NOT_ROLLED);
        }
        if (!YearTurn.listSigned(handle, next).isEmpty()) {
            return Optional.of(Reason.LISTS_SIGNED);
        }
        if (Roll.listHomerooms(handle, next).stream().anyMatch(each -> end.marked(handle, each.id()))) {
            return Optional.of(Reason.MARKS_EXIST);
        }
        var ended = YearTurn.listEnded(handle, roll.fromYear());
        return Forecast.digest(YearTurn.listPresent(handle, next)).equals(undo.places())
                        && ended.size() == roll.moves()
                        && unmoved(handle, roll, ended)
                ? Optional.empty()
                : Optional.of(Reason.PLACES_CHANGED);
    }

    /** Whether nobody left since, and nobody who waited has been decided upon. */
    private static boolean unmoved(Handle handle, YearRoll roll, List<Enrolment> ended) {
        var gone = EnumSet.of(PupilStatus.TRANSFERRED, PupilStatus.DROPPED_OUT);
        var pupils =
                People.mapPupils(handle, ended.stream().map(Enrolment::pupil).toList());
        return pupils.values().stream().noneMatch(each -> gone.contains(each.status()))
                && HeldTable.list(handle).stream()
                        .filter(each -> each.schoolYear().equals(roll.fromYear()))
                        .allMatch(each -> each.state() == HeldPupil.State.HELD);
    }

    /** Puts everything back where it was: the inverse, in one transaction. */
    Outcome undo(Actor actor, String staff, String id, String number) {
        var refused = malformed(number);
        if (refused.isPresent()) {
            return new Refused(refused.get());
        }
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var roll = YearRollTable.find(handle, id);
            var refusal = RolloverPolicy.refusal(Deed.UNDO, facts(handle, actor, staff, roll, tx.now()))
                    .or(() -> roll.flatMap(each -> past(handle, each)));
            if (refusal.isPresent() || roll.isEmpty()) {
                return new Refused(refusal.orElse(Reason.NOT_ROLLED));
            }
            putBack(tx, roll.get());
            YearRollTable.put(tx, roll.get().undone(staff, tx.now(), number));
            return new Done(roll.get().moves());
        });
    }

    private static void putBack(Tx tx, YearRoll roll) {
        var handle = tx.handle();
        var undo = Objects.requireNonNull(roll.undo());
        var why = roll.next().id() + " > " + roll.fromYear();
        var next = SchoolYears.getOpenYear(handle);
        YearTurn.endDuties(tx, next.id(), day(tx.now()), why);
        YearTurn.listPresent(handle, next.id()).forEach(each -> YearTurn.takeBack(tx, each, why));
        SchoolYears.turn(tx, next, SchoolYear.State.CLOSED, why);
        SchoolYears.turn(tx, SchoolYears.findYear(handle, roll.fromYear()).orElseThrow(), SchoolYear.State.OPEN, why);
        YearTurn.listEnded(handle, roll.fromYear()).forEach(each -> YearTurn.resume(tx, each, why));
        for (var pupil : undo.finished()) {
            People.changeStatus(tx, People.getPupil(handle, pupil), PupilStatus.STUDYING, why);
        }
        for (var held : HeldTable.list(handle)) {
            if (held.schoolYear().equals(roll.fromYear()) && held.state() == HeldPupil.State.HELD) {
                HeldTable.put(tx, held.as(HeldPupil.State.TAKEN_BACK, null, null, null));
            }
        }
        YearTurn.resumeDuties(tx, roll.fromYear(), undo.duties(), why);
    }

    /**
     * Một em trong danh sách chờ.
     *
     * @param fate what the summer came to, as far as it is decided
     * @param rooms the classes of the open year that would fit
     */
    record Waiting(HeldPupil held, Pupil pupil, Homeroom from, YearEnd.Fate fate, boolean last, List<Homeroom> rooms) {
        boolean decided() {
            return fate == YearEnd.Fate.UP || fate == YearEnd.Fate.STAYS;
        }
    }

    /** Everybody in the holding list, those who wait first. */
    List<Waiting> listHeld(Handle handle) {
        var all = HeldTable.list(handle);
        var open = SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of());
        var last =
                Level.find(SchoolYears.getSchool(handle).level()).orElseThrow().last();
        var fates = new HashMap<String, Map<String, YearEnd.Fate>>();
        var waiting = new ArrayList<Waiting>();
        for (var held : all) {
            var fate = fates.computeIfAbsent(held.schoolYear(), year -> end.fates(handle, year))
                    .getOrDefault(held.pupil(), YearEnd.Fate.HELD);
            var from = Roll.getHomeroom(handle, held.homeroom());
            var grade = from.grade() + (fate == YearEnd.Fate.UP ? 1 : 0);
            waiting.add(new Waiting(
                    held,
                    People.getPupil(handle, held.pupil()),
                    from,
                    fate,
                    from.grade() >= last,
                    open.stream().filter(each -> each.grade() == grade).toList()));
        }
        return waiting.stream()
                .sorted(Comparator.comparing((Waiting each) -> each.held().state()))
                .toList();
    }

    /** Places somebody whose summer is decided into a class of the open year; after the last grade they are through. */
    Outcome place(Visitor visitor, String schoolYear, String pupil, String homeroom) {
        if (!visitor.holds(Need.CLERK) && !visitor.holds(Need.ADMIN)) {
            return new Refused(Reason.NOT_YOURS);
        }
        return db.write(visitor.actor(), tx -> {
            var handle = tx.handle();
            if (!Standing.full(handle, visitor.account())) {
                return new Refused(Reason.NOT_IN_FULL_STANDING);
            }
            var found = listHeld(handle).stream()
                    .filter(each -> each.held().schoolYear().equals(schoolYear)
                            && each.held().pupil().equals(pupil)
                            && each.held().state() == HeldPupil.State.HELD)
                    .findFirst();
            if (found.isEmpty()) {
                return new Refused(Reason.NOT_HELD);
            }
            var waiting = found.get();
            if (!waiting.decided()) {
                return new Refused(Reason.STILL_HELD);
            }
            if (waiting.pupil().status() != PupilStatus.STUDYING) {
                return new Refused(Reason.NOT_STUDYING);
            }
            if (Roll.findPlace(handle, pupil).isPresent()) {
                return new Refused(Reason.HAS_A_PLACE);
            }
            var staff = visitor.person();
            if (waiting.last() && waiting.fate() == YearEnd.Fate.UP) {
                People.changeStatus(tx, waiting.pupil(), PupilStatus.FINISHED, schoolYear);
                HeldTable.put(tx, waiting.held().as(HeldPupil.State.FINISHED, null, staff, tx.now()));
                return new Done(1);
            }
            var open = SchoolYears.findOpenYear(handle);
            var room = Roll.findHomeroom(handle, homeroom)
                    .filter(each -> open.isPresent()
                            && each.schoolYear().equals(open.get().id()));
            if (room.isEmpty()) {
                return new Refused(Reason.NO_SUCH_CLASS);
            }
            if (!waiting.rooms().contains(room.get())) {
                return new Refused(Reason.WRONG_GRADE);
            }
            Roll.enrol(tx, room.get(), List.of(waiting.pupil()), day(tx.now()));
            HeldTable.put(tx, waiting.held().as(HeldPupil.State.PLACED, homeroom, staff, tx.now()));
            return new Done(1);
        });
    }

    /** What this person should know today. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var notices = new ArrayList<Notice>();
        if (visitor.holds(Need.PRINCIPAL) && board.presides(handle, visitor.person(), today())) {
            for (var each : YearRollTable.list(handle)) {
                if (each.state() == YearRoll.State.PROPOSED) {
                    notices.add(new Notice(
                            Notice.Tone.WAITS,
                            "rollover.today.proposed",
                            List.of(each.fromYear(), each.next().id()),
                            RolloverPages.HOME));
                } else if (each.state() == YearRoll.State.ROLLED && each.asked() != null) {
                    notices.add(new Notice(
                            Notice.Tone.WAITS,
                            "rollover.today.undo",
                            List.of(each.fromYear(), each.next().id()),
                            RolloverPages.HOME));
                }
            }
        }
        if (visitor.holds(Need.CLERK)) {
            var ready = HeldTable.list(handle).stream().anyMatch(each -> each.state() == HeldPupil.State.HELD)
                    ? listHeld(handle).stream()
                            .filter(each -> each.held().state() == HeldPupil.State.HELD && each.decided())
                            .count()
                    : 0;
            if (ready > 0) {
                notices.add(new Notice(
                        Notice.Tone.WAITS, "rollover.today.held", List.of(String.valueOf(ready)), RolloverPages.HELD));
            }
        }
        return notices;
    }

    /** Names of the people that a page speaks of, by staff id. */
    static Map<String, String> names(Handle handle, YearRoll roll) {
        var ids = new HashSet<String>();
        ids.add(roll.proposedBy());
        var decided = roll.decided();
        var asked = roll.asked();
        var undone = roll.undone();
        if (decided != null) {
            ids.add(decided.by());
        }
        if (asked != null) {
            ids.add(asked.by());
        }
        if (undone != null) {
            ids.add(undone.by());
        }
        var names = new HashMap<String, String>();
        for (var id : ids) {
            names.put(
                    id,
                    People.findStaff(handle, id).map(each -> each.name().full()).orElse(id));
        }
        return names;
    }

    /** Ends a transaction of which nothing is to be kept; without a reason it was a trial. */
    private static final class Undone extends RuntimeException implements Refusal {
        private static final long serialVersionUID = 1;
        private final transient @Nullable Reason reason;

        Undone(@Nullable Reason reason) {
            super(reason == null ? "trial" : reason.name(), null, false, false);
            this.reason = reason;
        }

        @Override
        public @Nullable Enum<?> reason() {
            return reason;
        }
    }
}
