package vn.sotruong.school.closing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
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
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.StandIn;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.closing.BookClosing.Step;
import vn.sotruong.school.closing.Gaps.Known;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.print.Pdf;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Đóng sổ: every step from the proposal to the archive. */
public final class Closings {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES =
            List.of(ClosingTable.BOOK_CLOSING, ClosingTable.CLOSING_STEP, PrintTable.PRINTED);

    private static final Messages WORDS = Messages.of(Closings.class);
    private static final int LONGEST = 500;

    private final Database db;
    private final Board board;
    private final Locks locks;
    private final Clerks clerks;
    private final Obstacles obstacles;
    private final Gaps gaps;
    private final Clock clock;

    public Closings(Database db, Board board, Locks locks, Clerks clerks, Obstacles obstacles, Gaps gaps, Clock clock) {
        this.db = db;
        this.board = board;
        this.locks = locks;
        this.clerks = clerks;
        this.obstacles = obstacles;
        this.gaps = gaps;
        this.clock = clock;
    }

    /** How far the book of a class and term has come. */
    public static Stage stage(Handle handle, String homeroom, int semester) {
        return ClosingTable.find(handle, homeroom, semester)
                .map(BookClosing::stage)
                .orElse(Stage.OPEN);
    }

    static Optional<BookClosing> find(Handle handle, String homeroom, int semester) {
        return ClosingTable.find(handle, homeroom, semester);
    }

    List<Obstacles.Obstacle> obstacles(Handle handle, String homeroom, int semester) {
        return obstacles.of(handle, homeroom, semester);
    }

    Gaps.Gap gap(Handle handle, String homeroom, int semester) {
        return gaps.of(handle, homeroom, semester);
    }

    boolean boardSits(Handle handle) {
        return board.valid(handle, today(clock.instant()));
    }

    /** The day as of which a book says who taught: today, and once its term is over the term's last day. */
    LocalDate asOf(Handle handle, Homeroom homeroom, int semester) {
        var today = today(clock.instant());
        var last = SchoolYears.findYear(handle, homeroom.schoolYear())
                .map(year -> year.lastDay(semester))
                .orElse(today);
        return today.isAfter(last) ? last : today;
    }

    /** The subjects of a class planned for a term whose teachers sign its book, as they were taught at the end of it. */
    List<String> subjects(Handle handle, Homeroom homeroom, int semester) {
        return Roll.listYearAssignments(handle, homeroom.schoolYear(), asOf(handle, homeroom, semester)).stream()
                .filter(each -> each.homeroom().equals(homeroom.id()))
                .map(TeachingAssignment::subject)
                .distinct()
                .filter(subject -> Roll.findProgramme(handle, homeroom.id(), subject)
                        .filter(plan -> !plan.taughtIn(semester))
                        .isEmpty())
                .sorted(Comparator.comparingInt(
                        subject -> SchoolYears.getSubject(handle, subject).position()))
                .toList();
    }

    /** Whether a teacher has something to do with the book of that class and term. */
    boolean concerns(Handle handle, String staff, Homeroom homeroom, int semester) {
        return leads(handle, staff, homeroom, semester)
                || subjects(handle, homeroom, semester).stream()
                        .anyMatch(subject -> teaches(handle, staff, homeroom, semester, subject));
    }

    /** Whether somebody leads that class today, or did at the end of that book's term. */
    boolean leads(Handle handle, String staff, Homeroom homeroom, int semester) {
        return Roll.leads(handle, staff, homeroom.id(), today(clock.instant()))
                || Roll.leads(handle, staff, homeroom.id(), asOf(handle, homeroom, semester));
    }

    /** Whether somebody teaches that subject there today, or did at the end of that book's term. */
    private boolean teaches(Handle handle, String staff, Homeroom homeroom, int semester, String subject) {
        return Roll.teaches(handle, staff, homeroom.id(), subject, today(clock.instant()))
                || Roll.teaches(handle, staff, homeroom.id(), subject, asOf(handle, homeroom, semester));
    }

    /** What this person may do with that book now; the page offers no more. */
    Set<Deed> offers(Handle handle, Actor actor, String staff, Homeroom homeroom, int semester) {
        var offers = EnumSet.noneOf(Deed.class);
        for (var deed : Deed.values()) {
            if (deed != Deed.SIGN
                    && !(deed == Deed.APPROVE && actor.capacity() == Capacity.ADMINISTRATION)
                    && refusal(handle, actor, staff, homeroom, semester, deed, null, clock.instant())
                            .isEmpty()) {
                offers.add(deed);
            }
        }
        return offers;
    }

    /** The step of a book that waits for this person now. */
    Optional<Deed> waiting(Handle handle, Actor actor, String staff, Homeroom homeroom, BookClosing book) {
        var semester = book.semester();
        return switch (book.stage()) {
            case OPEN, ARCHIVED -> Optional.empty();
            case PROPOSED -> step(handle, actor, staff, homeroom, semester, Deed.DECIDE);
            case DECIDED -> step(handle, actor, staff, homeroom, semester, Deed.CLOSE);
            case CLOSED -> step(handle, actor, staff, homeroom, semester, Deed.PRINT);
            case PRINTED ->
                subjects(handle, homeroom, semester).stream()
                                .anyMatch(subject -> !book.signed().contains(subject)
                                        && teaches(handle, staff, homeroom, semester, subject)
                                        && signs(handle, actor, staff, homeroom, semester, subject))
                        ? Optional.of(Deed.SIGN)
                        : leads(handle, staff, homeroom, semester)
                                ? step(handle, actor, staff, homeroom, semester, Deed.SIGN_CLASS)
                                : Optional.empty();
            case SIGNED -> step(handle, actor, staff, homeroom, semester, Deed.APPROVE);
            case APPROVED -> step(handle, actor, staff, homeroom, semester, Deed.ARCHIVE);
        };
    }

    private Optional<Deed> step(Handle handle, Actor actor, String staff, Homeroom homeroom, int semester, Deed deed) {
        var refusal = refusal(handle, actor, staff, homeroom, semester, deed, null, clock.instant());
        return refusal.isEmpty() || refusal.get() == Reason.UNANSWERED ? Optional.of(deed) : Optional.empty();
    }

    /** Whether this person may sign the book for a subject now. */
    boolean signs(Handle handle, Actor actor, String staff, Homeroom homeroom, int semester, String subject) {
        return refusal(handle, actor, staff, homeroom, semester, Deed.SIGN, subject, clock.instant())
                .isEmpty();
    }

    /**
     * Điều được nói với một việc, as it was typed.
     *
     * @param despite why the book is closed though something is missing
     * @param seen how much was missing when the form was shown; empty where it was not said
     */
    record Words(String said, String despite, String seen) {}

    /** What is known to be missing with a decision. */
    private static Optional<Reason> known(Gaps.Gap gap, Words words) {
        if (gap.total() == 0) {
            return Optional.empty();
        }
        if (!words.seen().isEmpty() && !words.seen().equals(String.valueOf(gap.total()))) {
            return Optional.of(Reason.GAPS_CHANGED);
        }
        if (words.despite().isBlank()) {
            return Optional.of(Reason.MARKS_MISSING);
        }
        return words.despite().length() > LONGEST ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    /** Takes a step; with the step that closes, the lock is written. @return why not, if it was refused */
    Optional<Reason> take(
            Actor actor,
            String staff,
            String homeroom,
            int semester,
            Deed deed,
            @Nullable String subject,
            Words words) {
        return take(actor, staff, homeroom, semester, deed, subject, words, null);
    }

    private Optional<Reason> take(
            Actor actor,
            String staff,
            String homeroom,
            int semester,
            Deed deed,
            @Nullable String subject,
            Words words,
            StandIns.@Nullable Word word) {
        var said = words.said();
        if (deed.says() && said.isBlank()) {
            return Optional.of(Reason.NOTHING_SAID);
        }
        if (said.length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        if (deed == Deed.PRINT) {
            throw new IllegalArgumentException("a print comes with its file");
        }
        return db.write(actor, tx -> {
            var refusal = refusal(tx, actor, staff, homeroom, semester, deed, subject);
            if (refusal.isPresent()) {
                return refusal;
            }
            var before = ClosingTable.find(tx.handle(), homeroom, semester).orElse(null);
            var weighs = deed == Deed.DECIDE || deed == Deed.CLOSE;
            var gap = weighs ? gaps.of(tx.handle(), homeroom, semester) : new Gaps.Gap(0, 0, 0, List.of(), List.of());
            var unknown = deed == Deed.DECIDE ? known(gap, words) : Optional.<Reason>empty();
            if (unknown.isPresent()) {
                return unknown;
            }
            if (deed == Deed.CLOSE && before != null) {
                var decision = before.find(Deed.DECIDE).orElseThrow();
                var known = decision.known();
                if (gap.total() > 0 && (known == null || !known.covers(gap))) {
                    return Optional.of(Reason.MISSING_SINCE);
                }
                var closing = new Locks.Closing(
                        String.valueOf(decision.said()),
                        String.valueOf(before.find(Deed.PROPOSE).orElseThrow().said()),
                        decision.staff(),
                        decision.at(),
                        staff);
                if (locks.close(tx, actor, homeroom, semester, closing).isPresent()) {
                    return Optional.of(Reason.WRONG_STAGE);
                }
            }
            if (deed == Deed.APPROVE && before != null) {
                if (word != null && !String.valueOf(before.round()).equals(words.seen())) {
                    return Optional.of(Reason.WRONG_STAGE);
                }
                StandIns.sign(tx, board, about(homeroom, semester), makers(Optional.of(before)), staff, word);
            }
            var step = new Step(
                    deed,
                    staff,
                    tx.now(),
                    deed == Deed.SIGN ? subject : null,
                    deed.says() ? said.strip() : null,
                    before == null ? 1 : before.round(),
                    deed == Deed.DECIDE && gap.total() > 0
                            ? new Known(
                                    gap.cells(),
                                    gap.conduct(),
                                    gap.confirmations(),
                                    words.despite().strip())
                            : null);
            ClosingTable.put(tx, before, homeroom, semester, step);
            return Optional.empty();
        });
    }

    private Optional<Reason> refusal(
            Tx tx, Actor actor, String staff, String homeroom, int semester, Deed deed, @Nullable String subject) {
        var room = Roll.findHomeroom(tx.handle(), homeroom);
        if (room.isEmpty() || semester < 1 || semester > 2) {
            return Optional.of(Reason.NO_SUCH_BOOK);
        }
        if (!Standing.full(tx.handle(), actor.account())) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        return refusal(tx.handle(), actor, staff, room.get(), semester, deed, subject, tx.now());
    }

    /** What a print of that book would say now. */
    ClassBook book(Handle handle, Homeroom homeroom, int semester) {
        return ClassBooks.read(
                handle,
                homeroom,
                semester,
                Prints.nextSerial(handle, homeroom, semester),
                asOf(handle, homeroom, semester));
    }

    /** The moment that stands on a paper. */
    Instant now() {
        return clock.instant();
    }

    /**
     * Keeps a print of a book. One that replaces another opens the book to new signatures.
     *
     * @param book what the file says; refused when the book says something else by now
     */
    Optional<Reason> print(Actor actor, String staff, String homeroom, int semester, ClassBook book, byte[] file) {
        return db.write(actor, tx -> {
            var refusal = refusal(tx, actor, staff, homeroom, semester, Deed.PRINT, null);
            if (refusal.isPresent()) {
                return refusal;
            }
            var room = Roll.getHomeroom(tx.handle(), homeroom);
            if (!book(tx.handle(), room, semester).equals(book)) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            if (!(Attachments.keep(tx, room.name() + " HK" + semester + " in " + book.serial() + ".pdf", file)
                    instanceof Kept.As(var attachment))) {
                return Optional.of(Reason.DAMAGED);
            }
            PrintTable.create(
                    tx,
                    new Print(
                            tx.newId(),
                            homeroom,
                            semester,
                            book.serial(),
                            book.digest(),
                            attachment,
                            ClassBook.sha256(file),
                            Pdf.pages(file),
                            staff,
                            tx.now(),
                            Prints.find(tx.handle(), homeroom, semester)
                                    .map(Print::id)
                                    .orElse(null),
                            null,
                            null));
            var before = ClosingTable.find(tx.handle(), homeroom, semester).orElseThrow();
            ClosingTable.put(
                    tx,
                    before,
                    homeroom,
                    semester,
                    new Step(Deed.PRINT, staff, tx.now(), null, null, book.serial(), null));
            return Optional.empty();
        });
    }

    private Optional<Reason> refusal(
            Handle handle,
            Actor actor,
            String staff,
            Homeroom homeroom,
            int semester,
            Deed deed,
            @Nullable String subject,
            Instant now) {
        var today = today(now);
        var book = ClosingTable.find(handle, homeroom.id(), semester);
        var signed = book.map(BookClosing::signed).orElse(Set.of());
        var required = subjects(handle, homeroom, semester);
        var use = actor.capacity() != Capacity.ADMINISTRATION;
        var facts = new ClosingPolicy.Facts(
                book.map(BookClosing::stage).orElse(Stage.OPEN),
                board.decides(handle, actor, staff, today),
                board.approves(handle, actor, staff, makers(book), today),
                makers(book).contains(staff),
                board.carriesOut(handle, actor, staff, today),
                board.valid(handle, today),
                use && clerks.keeps(handle, staff, today),
                theirs(book, Deed.PROPOSE, staff),
                theirs(book, Deed.DECIDE, staff),
                use
                        && subject != null
                        && required.contains(subject)
                        && teaches(handle, staff, homeroom, semester, subject),
                use && leads(handle, staff, homeroom, semester),
                subject != null && signed.contains(subject),
                signed.containsAll(required),
                Prints.find(handle, homeroom.id(), semester)
                        .filter(print -> !print.valid())
                        .isPresent(),
                !obstacles.of(handle, homeroom.id(), semester).isEmpty());
        return ClosingPolicy.refusal(deed, facts);
    }

    /** Whoever signed for the class. */
    private static Set<String> makers(Optional<BookClosing> book) {
        return book.flatMap(each -> each.find(Deed.SIGN_CLASS)).stream()
                .map(Step::staff)
                .collect(Collectors.toSet());
    }

    static StandIn.About about(String homeroom, int semester) {
        return new StandIn.About(Matter.CLOSING, homeroom, semester);
    }

    /** Books that a principal signed for their own class, and that no deputy is there to approve. */
    public StandIns.Room superior() {
        return new StandIns.Room() {
            @Override
            public List<StandIns.Waiting> listWaiting(Handle handle, Language language) {
                return ClosingTable.listUnderway(handle).stream()
                        .filter(each -> each.stage() == Stage.SIGNED)
                        .filter(each -> board.hand(handle, makers(Optional.of(each)), today(clock.instant()))
                                == Board.Hand.SUPERIOR)
                        .map(each -> new StandIns.Waiting(
                                about(each.homeroom(), each.semester()),
                                Roll.getHomeroom(handle, each.homeroom()).name(),
                                List.of(WORDS.get(language, "closing.superior", each.round())),
                                String.valueOf(each.round())))
                        .toList();
            }

            @Override
            public Optional<Reason> approve(
                    Actor actor, String staff, StandIn.About about, String seal, StandIns.Word word) {
                return take(
                        actor,
                        staff,
                        about.homeroom(),
                        about.period(),
                        Deed.APPROVE,
                        null,
                        new Words("", "", seal),
                        word);
            }
        };
    }

    private static boolean theirs(Optional<BookClosing> book, Deed deed, String staff) {
        return book.flatMap(each -> each.find(deed))
                .filter(step -> step.staff().equals(staff))
                .isPresent();
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, Formats.ZONE);
    }
}
