package vn.sotruong.school.promotion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.StandIn;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.promotion.Answer.Done;
import vn.sotruong.school.promotion.Answer.Refused;
import vn.sotruong.school.promotion.Review.Cause;
import vn.sotruong.school.promotion.Review.Signed;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Xét lên lớp: lists of homeroom teachers, decisions of the principal, and what they come to for each pupil. */
public final class Promotion {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES =
            List.of(ReviewTable.PROMOTION_REVIEW, SummerTable.SUMMER_RESULT, SummerTable.SUMMER_CLOSE);

    static final int LONGEST_NUMBER = 100;
    static final int LONGEST_TEXT = 1000;
    private static final int SEAL_BYTES = 12;

    /** Cả năm, as matters count periods. */
    private static final int YEAR = 3;

    /** What a ruling may come to. */
    static final Set<PromotionOutcome> RULINGS = EnumSet.of(
            PromotionOutcome.LEN_LOP,
            PromotionOutcome.KIEM_TRA_LAI,
            PromotionOutcome.REN_LUYEN_HE,
            PromotionOutcome.CA_HAI,
            PromotionOutcome.O_LAI_LOP);

    private final Database db;
    private final Board board;
    private final Register register;
    private final Clock clock;

    public Promotion(Database db, Board board, Results results, Clock clock) {
        this.db = db;
        this.board = board;
        this.register = new Register(results);
        this.clock = clock;
    }

    // --- for other rooms

    /** The review of a pupil; one whose results have changed since stands returned, whether anybody has said so or not. */
    public static Optional<Review> find(Handle handle, String schoolYear, String pupil) {
        return ReviewTable.find(handle, schoolYear, pupil).map(each -> current(handle, each));
    }

    /** Every review of a school year. */
    public static List<Review> list(Handle handle, String schoolYear) {
        var reviews = ReviewTable.list(handle, schoolYear);
        var inputs =
                Dossier.inputs(handle, reviews.stream().map(Review::homeroom).collect(Collectors.toSet()));
        return reviews.stream()
                .map(each -> current(
                        handle,
                        each,
                        Optional.ofNullable(inputs.get(each.pupil()))
                                .or(() -> Dossier.inputs(handle, schoolYear, each.pupil()))))
                .toList();
    }

    /** Those of a school year who go up after the summer's second review, and have no class of a later year yet. */
    public static List<Review> approvedAfterSummer(Handle handle, String schoolYear) {
        return list(handle, schoolYear).stream()
                .filter(each -> each.afterSummer() && each.goesUp())
                .filter(each -> Roll.findPlace(handle, each.pupil())
                        .map(place -> Roll.getHomeroom(handle, place.homeroom()).schoolYear())
                        .filter(year -> year.compareTo(schoolYear) > 0)
                        .isEmpty())
                .toList();
    }

    /** Begins again with one pupil: the review is to be listed once more. Nothing happens where none stands. */
    public static void reopen(Tx tx, String schoolYear, String pupil, String why) {
        reopen(tx, schoolYear, pupil, Cause.REOPENED, why);
    }

    private static void reopen(Tx tx, String schoolYear, String pupil, Cause cause, @Nullable String why) {
        ReviewTable.find(tx.handle(), schoolYear, pupil)
                .filter(each -> each.state() != State.RETURNED)
                .ifPresent(each -> ReviewTable.put(tx, each.again(cause, why), why));
    }

    /** After results have been computed again: whoever's review rests on other inputs is to be listed once more. */
    public static void afterResults(Tx tx, Collection<String> pupils) {
        var year = SchoolYears.findOpenYear(tx.handle());
        if (year.isEmpty()) {
            return;
        }
        for (var pupil : pupils) {
            ReviewTable.find(tx.handle(), year.get().id(), pupil)
                    .filter(each -> current(tx.handle(), each).state() != each.state())
                    .ifPresent(each -> ReviewTable.put(tx, each.again(Cause.INPUTS, null), null));
        }
    }

    private static Review current(Handle handle, Review review) {
        return current(handle, review, Dossier.inputs(handle, review.schoolYear(), review.pupil()));
    }

    private static Review current(Handle handle, Review review, Optional<String> inputs) {
        var basis = review.first().basis();
        return basis == null
                        || review.state() == State.RETURNED
                        || inputs.equals(Optional.of(basis.inputs()))
                        || Dossier.find(handle, review.schoolYear(), review.pupil())
                                .filter(each -> holds(handle, review, Judged.of(each)))
                                .isPresent()
                ? review
                : review.again(Cause.INPUTS, null);
    }

    /** Whether a review's outcome and title are still what the rules come to, and the second review's after the summer. */
    static boolean holds(Handle handle, Review review, Judged judged) {
        if (!judged.says(review)) {
            return false;
        }
        var second = review.second();
        return second == null
                || judged.restsOn(review)
                || Summers.judgeAgain(handle, review)
                        .filter(each -> each.outcome() == second.ruled() && second.ruling() == null)
                        .isPresent();
    }

    // --- what the pages show

    Database db() {
        return db;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    Instant now() {
        return clock.instant();
    }

    List<Line> lines(Handle handle, Homeroom homeroom) {
        return register.lines(handle, homeroom);
    }

    /** A mark of everything that an approval rests on, as the principal saw it. */
    static String seal(List<Line> lines, State state) {
        var told = new StringBuilder(state.name());
        for (var line : lines) {
            var review = line.review();
            if (line.state() == state && review != null) {
                told.append('\n').append(line.pupil().id()).append(' ').append(review.outcome());
                told.append(' ')
                        .append(review.first().title())
                        .append(' ')
                        .append(review.first().basis());
                told.append(' ').append(review.second());
            }
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(told.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SEAL_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- what people do

    /** Một việc trên một lớp. */
    @FunctionalInterface
    interface Work {
        Answer of(Tx tx, Homeroom homeroom, List<Line> lines);
    }

    PromotionPolicy.Person person(Handle handle, Actor actor, String staff, String homeroom, boolean teaches) {
        var makers = makers(handle, homeroom);
        return new PromotionPolicy.Person(
                Roll.leads(handle, staff, homeroom, today()),
                teaches,
                board.decides(handle, actor, staff, today()),
                makers.contains(staff),
                board.approves(handle, actor, staff, makers, today()),
                actor.capacity());
    }

    /** Who made the list that waits: those who listed it, and who leads the class, or has led it since the first approval. */
    Set<String> makers(Handle handle, String homeroom) {
        var makers = new HashSet<String>();
        var since = today();
        for (var review : ReviewTable.listOfClass(handle, homeroom)) {
            if (review.state() == State.SUBMITTED || review.state() == State.SUMMER_RESULT) {
                makers.add(review.first().listed().by());
                var approved = review.first().approved();
                var day = approved == null ? since : LocalDate.ofInstant(Instant.parse(approved.at()), Formats.ZONE);
                since = day.isBefore(since) ? day : since;
            }
        }
        Roll.listHomeroomTeachers(handle, homeroom, since).forEach(each -> makers.add(each.staff()));
        return makers;
    }

    Board board() {
        return board;
    }

    /** Notes an approval that is not the principal's. */
    void sign(Tx tx, Matter matter, String homeroom, String staff, StandIns.@Nullable Word word) {
        StandIns.sign(tx, board, about(matter, homeroom), makers(tx.handle(), homeroom), staff, word);
    }

    static StandIn.About about(Matter matter, String homeroom) {
        return new StandIn.About(matter, homeroom, YEAR);
    }

    /** Why this person may not do this at all, pupils apart. */
    Optional<Reason> refusal(Handle handle, Actor actor, String staff, String homeroom, Deed deed) {
        return PromotionPolicy.refusal(deed, person(handle, actor, staff, homeroom, false))
                .or(() -> Standing.full(handle, actor.account())
                        ? Optional.empty()
                        : Optional.of(Reason.RESET_UNCONFIRMED));
    }

    Answer onClass(Actor actor, String staff, String homeroom, Deed deed, Work work) {
        return db.write(actor, tx -> {
            var found = Roll.findHomeroom(tx.handle(), homeroom);
            if (found.isEmpty()) {
                return new Refused(Reason.NOT_YOUR_CLASS);
            }
            var refusal = refusal(tx.handle(), actor, staff, homeroom, deed);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            return refresh(tx, found.get())
                    ? new Refused(Reason.CHANGED_MEANWHILE)
                    : work.of(tx, found.get(), register.lines(tx.handle(), found.get()));
        });
    }

    /** Computes the class again. @return whether that has overtaken a review that somebody may have before them */
    private boolean refresh(Tx tx, Homeroom homeroom) {
        if (!Register.open(tx.handle(), homeroom)) {
            return false;
        }
        Results.recompute(tx, homeroom.id());
        var overtaken = false;
        for (var line : register.lines(tx.handle(), homeroom)) {
            var review = line.review();
            if (review != null && line.overtaken()) {
                ReviewTable.put(tx, review.again(Cause.INPUTS, null), null);
                overtaken = true;
            }
        }
        return overtaken;
    }

    /** The homeroom teacher lists whoever is ready, with what the rules give, titles with it. */
    Answer list(Actor actor, String staff, String homeroom) {
        return onClass(actor, staff, homeroom, Deed.LIST, (tx, room, lines) -> {
            var listed = 0;
            for (var line : lines) {
                var judged = line.judged();
                if (judged != null && line.state().after(Deed.LIST, false).isPresent()) {
                    write(tx, room, staff, line, judged);
                    listed++;
                }
            }
            return listed == 0 ? new Refused(Reason.NOBODY_READY) : new Done(listed);
        });
    }

    private static void write(Tx tx, Homeroom homeroom, String staff, Line line, Judged judged) {
        var first = new Review.First(
                judged.outcome(),
                judged.outcome(),
                judged.grounds(),
                judged.flagged(),
                judged.title(),
                judged.basis(),
                null,
                new Signed(staff, Moments.text(tx.now())),
                null);
        var review = new Review(
                homeroom.schoolYear(), line.pupil().id(), homeroom.id(), State.LISTED, first, null, null, null, null);
        if (line.review() == null) {
            ReviewTable.create(tx, review);
        } else {
            ReviewTable.put(tx, review, null);
        }
    }

    /** The homeroom teacher hands in what is listed. */
    Answer submit(Actor actor, String staff, String homeroom) {
        return onClass(
                actor,
                staff,
                homeroom,
                Deed.SUBMIT,
                (tx, _, lines) -> move(tx, lines, Deed.SUBMIT, Reason.NOBODY_LISTED, review -> review));
    }

    /** The principal hands pupils back to the homeroom teacher. */
    Answer handBack(Actor actor, String staff, String homeroom, String pupil, Deed deed, String why) {
        var fault = text(why, LONGEST_TEXT, Reason.WHY_MISSING);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return onClass(actor, staff, homeroom, deed, (tx, _, lines) -> {
            var line = line(lines, pupil);
            var review = line.map(Line::review).orElse(null);
            if (review == null || review.state().after(deed, review.summer()).isEmpty()) {
                return new Refused(review == null ? Reason.NO_SUCH_PUPIL : Reason.NOT_IN_THIS_STATE);
            }
            var next = deed == Deed.RETURN_AGAIN
                    ? review.with((Review.Second) null).in(State.SUMMER_PENDING)
                    : review.again(deed == Deed.RETURN ? Cause.RETURNED : Cause.REOPENED, why.strip());
            ReviewTable.put(tx, next, why.strip());
            return new Done(1);
        });
    }

    /** Một quyết định bằng văn bản, as typed. */
    record Typed(String outcome, String number, @Nullable LocalDate date, String text) {}

    /** The principal rules in writing on a pupil whose outcome the rules leave open. */
    Answer rule(Actor actor, String staff, String homeroom, String pupil, Typed typed) {
        var fault = text(typed.number(), LONGEST_NUMBER, Reason.DECISION_MISSING)
                .or(() -> typed.date() == null ? Optional.of(Reason.DATE_MISSING) : Optional.empty())
                .or(() -> text(typed.text(), LONGEST_TEXT, Reason.RULING_TEXT_MISSING));
        var outcome = RULINGS.stream()
                .filter(each -> each.name().equals(typed.outcome()))
                .findFirst();
        if (fault.isPresent() || outcome.isEmpty() || typed.date() == null) {
            return new Refused(fault.orElse(Reason.NO_SUCH_OUTCOME));
        }
        var ruling =
                new Ruling(typed.number().strip(), typed.date(), typed.text().strip(), staff);
        return onClass(actor, staff, homeroom, Deed.RULE, (tx, _, lines) -> {
            var line = line(lines, pupil);
            var review = line.map(Line::review).orElse(null);
            if (line.isEmpty() || review == null) {
                return new Refused(Reason.NO_SUCH_PUPIL);
            }
            if (review.state().after(Deed.RULE, review.summer()).isEmpty()) {
                return new Refused(Reason.NOT_IN_THIS_STATE);
            }
            var refusal = refusal(tx.handle(), line.get(), review, outcome.get());
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            ReviewTable.put(tx, ruled(review, outcome.get(), ruling), ruling.text());
            return new Done(1);
        });
    }

    private static Review ruled(Review review, PromotionOutcome outcome, Ruling ruling) {
        var second = review.second();
        if (second != null) {
            return review.with(new Review.Second(
                    second.ruled(), outcome, second.grounds(), second.basis(), ruling, second.approved()));
        }
        var first = review.first();
        return review.with(new Review.First(
                first.ruled(),
                outcome,
                first.grounds(),
                first.flagged(),
                first.title(),
                first.basis(),
                ruling,
                first.listed(),
                first.approved()));
    }

    private static Optional<Reason> refusal(Handle handle, Line line, Review review, PromotionOutcome outcome) {
        var second = review.second();
        var ruled = second == null ? review.first().ruled() : second.ruled();
        if (ruled != PromotionOutcome.CAN_QUYET_DINH) {
            return Optional.of(Reason.NOT_OPEN_TO_RULING);
        }
        if (second != null) {
            return Review.SUMMER.contains(outcome) ? Optional.of(Reason.NO_SUCH_OUTCOME) : Optional.empty();
        }
        if (outcome == PromotionOutcome.CA_HAI && !mayBoth(line)) {
            return Optional.of(Reason.NOT_BOTH);
        }
        var asks = outcome == PromotionOutcome.KIEM_TRA_LAI || outcome == PromotionOutcome.CA_HAI;
        return asks
                        && Dossier.find(handle, review.schoolYear(), review.pupil()).stream()
                                .allMatch(each ->
                                        each.owed(PromotionOutcome.KIEM_TRA_LAI).isEmpty())
                ? Optional.of(Reason.NOTHING_TO_ASSESS)
                : Optional.empty();
    }

    /** Whether the rules of a pupil's class allow re-assessment and training both. */
    static boolean mayBoth(Line line) {
        var judged = line.judged();
        return judged != null
                && judged.ruleset() != null
                && "both".equals(judged.ruleset().choices().get("both-fail"));
    }

    /** The principal approves what was handed in, once nothing of the class is missing. */
    Answer approve(Actor actor, String staff, String homeroom, String seal) {
        return approve(actor, staff, homeroom, seal, null);
    }

    Answer approve(Actor actor, String staff, String homeroom, String seal, StandIns.@Nullable Word word) {
        return onClass(actor, staff, homeroom, Deed.APPROVE, (tx, _, lines) -> {
            if (lines.stream().anyMatch(each -> each.state() == State.INCOMPLETE)) {
                return new Refused(Reason.INCOMPLETE);
            }
            if (lines.stream().anyMatch(each -> unruled(each, State.SUBMITTED))) {
                return new Refused(Reason.RULING_FIRST);
            }
            if (!seal(lines, State.SUBMITTED).equals(seal)) {
                return new Refused(Reason.CHANGED_MEANWHILE);
            }
            if (lines.stream().noneMatch(each -> each.state() == State.SUBMITTED)) {
                return new Refused(Reason.NOBODY_SUBMITTED);
            }
            sign(tx, Matter.PROMOTION, homeroom, staff, word);
            var signed = new Signed(staff, Moments.text(tx.now()));
            return move(tx, lines, Deed.APPROVE, Reason.NOBODY_SUBMITTED, review -> {
                var first = review.first();
                return review.with(new Review.First(
                        first.ruled(),
                        first.outcome(),
                        first.grounds(),
                        first.flagged(),
                        first.title(),
                        first.basis(),
                        first.ruling(),
                        first.listed(),
                        signed));
            });
        });
    }

    /** Whether a pupil waits for the principal's ruling. */
    static boolean unruled(Line line, State state) {
        var review = line.review();
        return line.state() == state
                && review != null
                && review.outcome().equals(Optional.of(PromotionOutcome.CAN_QUYET_DINH));
    }

    /** The principal's decision: whoever is approved and owes nothing to the summer is done, the others go into it. */
    Answer issue(Actor actor, String staff, String homeroom, String number, @Nullable LocalDate date) {
        var fault = text(number, LONGEST_NUMBER, Reason.DECISION_MISSING);
        if (fault.isPresent() || date == null) {
            return new Refused(fault.orElse(Reason.DATE_MISSING));
        }
        return onClass(actor, staff, homeroom, Deed.ISSUE, (tx, _, lines) -> {
            var signed = new Signed(staff, Moments.text(tx.now()));
            return move(
                    tx,
                    lines,
                    Deed.ISSUE,
                    Reason.NOBODY_APPROVED,
                    review -> review.with(new Review.Issue(number.strip(), date, signed)));
        });
    }

    /** Moves everybody whom a deed moves. */
    static Answer move(Tx tx, List<Line> lines, Deed deed, Reason nobody, UnaryOperator<Review> change) {
        var moved = 0;
        for (var line : lines) {
            var review = line.review();
            var next = review == null ? Optional.<State>empty() : review.state().after(deed, review.summer());
            if (review != null && next.isPresent()) {
                ReviewTable.put(tx, change.apply(review).in(next.get()), null);
                moved++;
            }
        }
        return moved == 0 ? new Refused(nobody) : new Done(moved);
    }

    static Optional<Line> line(List<Line> lines, String pupil) {
        return lines.stream().filter(each -> each.pupil().id().equals(pupil)).findFirst();
    }

    static Optional<Reason> text(String text, int longest, Reason missing) {
        if (text.isBlank()) {
            return Optional.of(missing);
        }
        return text.strip().length() > longest ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    /** Classes of the open year; all, or those that somebody leads. */
    List<Homeroom> homerooms(Handle handle, String staff, boolean all) {
        return SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()).stream()
                        .filter(each -> all || Roll.leads(handle, staff, each.id(), today()))
                        .toList())
                .orElse(List.of());
    }

    /** What the homeroom teacher of a class owes: a list to make, to hand in, or to make again. */
    Optional<String> owed(Handle handle, Homeroom homeroom) {
        var reviews = ReviewTable.listOfClass(handle, homeroom.id()).stream()
                .map(each -> current(handle, each))
                .toList();
        if (reviews.stream().anyMatch(each -> each.state() == State.RETURNED)) {
            return Optional.of("returned");
        }
        if (reviews.stream().anyMatch(each -> each.state() == State.LISTED)) {
            return Optional.of("submit");
        }
        var size = Roll.list(handle, homeroom.id()).size();
        return reviews.size() < size
                        && (Results.list(handle, homeroom.id()).stream()
                                        .anyMatch(each -> each.of(Period.YEAR).level() != null)
                                || Results.listPrimary(handle, homeroom.id()).stream()
                                        .anyMatch(each -> each.result() != null))
                        && register.lines(handle, homeroom).stream()
                                .anyMatch(each ->
                                        each.state() == State.READY && !Judged.NOT_CONSIDERED.equals(each.judged()))
                ? Optional.of("list")
                : Optional.empty();
    }

    /** The classes of which something waits for the principal. */
    List<Homeroom> waiting(Handle handle) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return List.of();
        }
        var waiting = ReviewTable.listWaiting(handle, year.get().id()).stream()
                .filter(each -> current(handle, each).state() == each.state())
                .map(Review::homeroom)
                .collect(Collectors.toSet());
        return Roll.listHomerooms(handle, year.get().id()).stream()
                .filter(each -> waiting.contains(each.id()))
                .toList();
    }

    /** Whether somebody's word approves what a class has handed in. */
    boolean approves(Handle handle, Visitor visitor, Homeroom homeroom) {
        return board.approves(handle, visitor.actor(), visitor.person(), makers(handle, homeroom.id()), today());
    }

    /** Whether what a class has handed in waits for the superior's decision. */
    boolean waitsForSuperior(Handle handle, Homeroom homeroom) {
        return board.hand(handle, makers(handle, homeroom.id()), today()) == Board.Hand.SUPERIOR;
    }

    boolean presides(Handle handle, Visitor visitor) {
        return board.decides(handle, visitor.actor(), visitor.person(), today());
    }
}
