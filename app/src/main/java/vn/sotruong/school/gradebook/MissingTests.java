package vn.sotruong.school.gradebook;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.gradebook.MissingTest.Act;
import vn.sotruong.school.gradebook.MissingTest.Grant;
import vn.sotruong.school.gradebook.MissingTest.State;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Leadership;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/**
 * Nợ bài và kiểm tra bù: who sets that a test was missed, who grants a time to make it up, and who decides that it counts
 * as 0 or Chưa đạt (Thông tư 22/2021/TT-BGDĐT, Điều 7).
 */
public final class MissingTests {
    static final int LONGEST = 300;
    private static final int FIRST_TERM_ENDS = 15;

    private final Database db;
    private final Locks locks;
    private final Corrections corrections;
    private final Leadership leaders;
    private final Clock clock;

    public MissingTests(Database db, Locks locks, Corrections corrections, Leadership leaders, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.corrections = corrections;
        this.leaders = leaders;
        this.clock = clock;
    }

    /** Ghi nợ bài: the subject's teacher sets it on a cell that holds nothing. */
    Optional<Reason> set(Teacher teacher, String sheetId, Cell cell, String reason) {
        var now = clock.instant();
        return db.write(teacher.actor(), tx -> {
            var sheet = SheetTable.find(tx.handle(), sheetId);
            if (sheet.isEmpty()) {
                return Optional.of(Reason.NO_SHEET);
            }
            var barred = barred(tx.handle(), teacher, sheet.get(), now).or(() -> wordless(reason));
            if (barred.isPresent()) {
                return barred;
            }
            var ledger = Ledger.read(tx.handle(), sheet.get(), locks, now);
            var refusal = refusal(ledger, cell);
            if (refusal.isEmpty()) {
                MissingTestTable.create(
                        tx,
                        new MissingTest(
                                tx.newId(),
                                sheetId,
                                cell,
                                reason.strip(),
                                teacher.staff(),
                                now,
                                State.OWED,
                                null,
                                null,
                                null));
            }
            return refusal;
        });
    }

    private static Optional<Reason> refusal(Ledger ledger, Cell cell) {
        if (!ledger.sheet().columns().contains(cell.column())) {
            return Optional.of(Reason.UNKNOWN_COLUMN);
        }
        if (ledger.find(cell.pupil()).isEmpty()) {
            return Optional.of(Reason.UNKNOWN_PUPIL);
        }
        if (ledger.leftOut().contains(cell.pupil())) {
            return Optional.of(Reason.PUPIL_EXEMPT);
        }
        if (ledger.owed().containsKey(cell)) {
            return Optional.of(Reason.ALREADY_OWED);
        }
        if (ledger.cell(cell).value().isPresent()) {
            return Optional.of(Reason.HAS_VALUE);
        }
        return GradebookPolicy.refusing(ledger.locks(), cell.column(), false).isEmpty()
                ? Optional.empty()
                : Optional.of(Reason.LOCKED);
    }

    /** Rút lại: the subject's teacher takes back what was set by mistake. */
    Optional<Reason> withdraw(Teacher teacher, String id, String why) {
        return change(
                teacher,
                id,
                (tx, test, sheet) -> barred(tx.handle(), teacher, sheet, clock.instant())
                        .or(() -> wordless(why))
                        .or(() -> {
                            MissingTestTable.put(tx, test.with(State.WITHDRAWN), why.strip());
                            return Optional.empty();
                        }));
    }

    /** Đề nghị tính 0 hoặc Chưa đạt: by the subject's teacher; nothing counts yet. */
    Optional<Reason> propose(Teacher teacher, String id, String why) {
        return change(
                teacher,
                id,
                (tx, test, sheet) -> barred(tx.handle(), teacher, sheet, clock.instant())
                        .or(() -> wordless(why))
                        .or(() -> test.state() == State.PROPOSED ? Optional.of(Reason.ALREADY_OWED) : Optional.empty())
                        .or(() -> {
                            var act = new Act(teacher.staff(), tx.now(), why.strip());
                            MissingTestTable.put(tx, test.proposed(act), why.strip());
                            return Optional.empty();
                        }));
    }

    /** Hẹn kiểm tra bù: a deputy principal or the principal grants this one cell a time within the term. */
    Optional<Reason> grant(Teacher leader, String id, Instant opens, Instant closes) {
        return change(leader, id, (tx, test, sheet) -> {
            var now = clock.instant();
            if (!leads(tx.handle(), leader, now)) {
                return Optional.of(Reason.NOT_LEADER);
            }
            if (!Standing.full(tx.handle(), leader.actor().account())) {
                return Optional.of(Reason.NOT_IN_FULL_STANDING);
            }
            if (test.state() == State.PROPOSED) {
                return Optional.of(Reason.PROPOSED_ALREADY);
            }
            if (!opens.isBefore(closes) || !closes.isAfter(now)) {
                return Optional.of(Reason.BAD_TIME);
            }
            if (outside(tx.handle(), sheet, opens, closes)) {
                return Optional.of(Reason.OUTSIDE_TERM);
            }
            MissingTestTable.put(
                    tx,
                    test.granted(new Grant(opens, closes, leader.staff(), tx.now())),
                    Formats.moment(opens) + " – " + Formats.moment(closes));
            return Optional.empty();
        });
    }

    /** Quyết định: the principal says whether one missed test counts as 0 or Chưa đạt; one act for one cell. */
    Optional<Reason> decide(Teacher principal, String id, boolean yes, String words) {
        return change(principal, id, (tx, test, sheet) -> {
            var now = clock.instant();
            if (!usesIt(principal) || !leaders.presides(tx.handle(), principal.staff(), Ledger.today(now))) {
                return Optional.of(Reason.NOT_PRINCIPAL);
            }
            if (!Standing.full(tx.handle(), principal.actor().account())) {
                return Optional.of(Reason.NOT_IN_FULL_STANDING);
            }
            var proposal = test.proposal();
            if (test.state() != State.PROPOSED || proposal == null) {
                return Optional.of(Reason.NOT_PROPOSED);
            }
            if (proposal.by().equals(principal.staff())) {
                return Optional.of(Reason.OWN_PROPOSAL);
            }
            var trouble = wordless(words).map(each -> Reason.NO_DECISION);
            if (trouble.isPresent()) {
                return trouble;
            }
            var act = new Act(principal.staff(), tx.now(), words.strip());
            if (!yes) {
                MissingTestTable.put(
                        tx, test.decided(test.grant() == null ? State.OWED : State.GRANTED, act), words.strip());
                return Optional.empty();
            }
            return settle(tx, test, sheet, act, proposal.by());
        });
    }

    private Optional<Reason> settle(Tx tx, MissingTest test, Sheet sheet, Act act, String author) {
        var held = locks.inForce(tx.handle(), sheet.homeroom(), sheet.subject(), sheet.semester());
        if (!GradebookPolicy.refusing(held, test.cell().column(), false).isEmpty()) {
            return Optional.of(Reason.LOCKED);
        }
        if (Gradebook.findCommitted(tx.handle(), sheet.id(), test.cell()).isPresent()) {
            return Optional.of(Reason.HAS_VALUE);
        }
        MissingTestTable.put(tx, test.decided(State.ZERO, act), act.words());
        return corrections.apply(
                tx,
                new Correction(
                        sheet.id(),
                        test.cell(),
                        Optional.empty(),
                        Optional.of(lowest(sheet, test.cell().column())),
                        author,
                        act.words(),
                        test.id(),
                        Lane.DIRECTED));
    }

    /** What a test that nobody made up comes to. */
    static Entry lowest(Sheet sheet, Column column) {
        return sheet.scale(column).lowest();
    }

    private interface Change {
        Optional<Reason> of(Tx tx, MissingTest test, Sheet sheet);
    }

    private Optional<Reason> change(Teacher person, String id, Change change) {
        return db.write(person.actor(), tx -> {
            var test = MissingTestTable.find(tx.handle(), id).filter(MissingTest::open);
            if (test.isEmpty()) {
                return Optional.of(Reason.NOT_OWED);
            }
            var sheet = SheetTable.find(tx.handle(), test.get().sheet()).orElseThrow();
            return change.of(tx, test.get(), sheet);
        });
    }

    private static Optional<Reason> barred(Handle handle, Teacher teacher, Sheet sheet, Instant now) {
        if (!usesIt(teacher) || !Ledger.opensFor(handle, sheet, teacher.staff(), now)) {
            return Optional.of(Reason.NOT_YOUR_SHEET);
        }
        return Standing.full(handle, teacher.actor().account())
                ? Optional.empty()
                : Optional.of(Reason.NOT_IN_FULL_STANDING);
    }

    private static boolean usesIt(Teacher person) {
        return person.actor().capacity() == Capacity.USE;
    }

    private static Optional<Reason> wordless(String words) {
        return words.isBlank() || words.strip().length() > LONGEST ? Optional.of(Reason.NO_WORDS) : Optional.empty();
    }

    private boolean leads(Handle handle, Teacher leader, Instant now) {
        var today = Ledger.today(now);
        return usesIt(leader)
                && (leaders.presides(handle, leader.staff(), today) || leaders.assists(handle, leader.staff(), today));
    }

    /** The term runs to the middle of January, or as long as a time for entering of it was published. */
    private static boolean outside(Handle handle, Sheet sheet, Instant opens, Instant closes) {
        var year = SchoolYears.findYear(
                        handle, Roll.getHomeroom(handle, sheet.homeroom()).schoolYear())
                .orElseThrow();
        var turn = LocalDate.of(year.ends().getYear(), 1, FIRST_TERM_ENDS);
        var from = sheet.semester() == 1 ? year.starts() : turn.plusDays(1);
        var last = sheet.semester() == 1 ? turn : year.ends();
        var ends = last.plusDays(1).atStartOfDay(Formats.ZONE).toInstant();
        var published = Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester()).windows().stream()
                .map(Window::closes)
                .max(Instant::compareTo)
                .filter(ends::isBefore)
                .orElse(ends);
        return opens.isBefore(from.atStartOfDay(Formats.ZONE).toInstant()) || closes.isAfter(published);
    }

    /**
     * Một dòng.
     *
     * @param value what it comes to when nobody makes it up
     */
    public record Line(
            MissingTest test, Sheet sheet, String homeroomName, String subjectName, String pupilName, Entry value) {}

    /** All that wait, for the principal and the deputies; by when they were set. */
    List<Line> list() {
        return db.read(handle -> MissingTestTable.listOpen(handle).stream()
                .map(each -> line(handle, each))
                .toList());
    }

    /** Those of one sheet, the newest first; empty for whoever may not look at the sheet. */
    Optional<List<Line>> list(Teacher teacher, String sheetId) {
        return db.read(handle -> SheetTable.find(handle, sheetId)
                .filter(sheet -> Ledger.showsTo(handle, sheet, teacher.staff(), clock.instant()))
                .map(sheet -> MissingTestTable.list(handle, sheet.id()).stream()
                        .map(each -> line(handle, each))
                        .toList()));
    }

    /** The sheet that a missed test belongs to; empty text where there is no such test. */
    String sheetOf(String id) {
        return db.read(handle -> MissingTestTable.find(handle, id))
                .map(MissingTest::sheet)
                .orElse("");
    }

    private static Line line(Handle handle, MissingTest test) {
        var sheet = SheetTable.find(handle, test.sheet()).orElseThrow();
        return new Line(
                test,
                sheet,
                Roll.getHomeroom(handle, sheet.homeroom()).name(),
                SchoolYears.getSubject(handle, sheet.subject()).name(),
                People.getPupil(handle, test.cell().pupil()).name().full(),
                lowest(sheet, test.cell().column()));
    }

    /** Whether somebody may grant a time, and whether they decide. */
    record Offers(boolean grants, boolean decides) {}

    Offers offers(Teacher person) {
        return db.read(handle -> new Offers(
                leads(handle, person, clock.instant()),
                usesIt(person) && leaders.presides(handle, person.staff(), Ledger.today(clock.instant()))));
    }

    /** What a person should hear of missed tests today. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var open = MissingTestTable.listOpen(handle);
        var notices = new ArrayList<Notice>();
        if (visitor.holds(Need.PRINCIPAL)) {
            told(notices, "gradebook.owed.today.grant", count(open, State.OWED), "/missing-tests");
            told(notices, "gradebook.owed.today.decide", count(open, State.PROPOSED), "/missing-tests");
        }
        if (visitor.holds(Need.ENTER_MARKS)) {
            var now = clock.instant();
            open.stream()
                    .filter(test -> test.runsUntil(now).isPresent())
                    .flatMap(test -> SheetTable.find(handle, test.sheet())
                            .filter(sheet -> Ledger.opensFor(handle, sheet, visitor.person(), now))
                            .map(sheet -> Stream.of(notice(handle, test, sheet)))
                            .orElse(Stream.empty()))
                    .forEach(notices::add);
        }
        return notices;
    }

    private static Notice notice(Handle handle, MissingTest test, Sheet sheet) {
        var line = line(handle, test);
        var grant = test.grant();
        return new Notice(
                Notice.Tone.WAITS,
                "gradebook.owed.today.runs",
                List.of(
                        line.pupilName(),
                        line.subjectName(),
                        line.homeroomName(),
                        grant == null ? "" : Formats.moment(grant.closes())),
                "/sheets/" + sheet.id() + "?col=" + test.cell().column().code());
    }

    private static long count(List<MissingTest> open, State state) {
        return open.stream().filter(each -> each.state() == state).count();
    }

    private static void told(List<Notice> notices, String key, long count, String path) {
        if (count > 0) {
            notices.add(new Notice(Notice.Tone.WAITS, key, List.of(String.valueOf(count)), path));
        }
    }
}
