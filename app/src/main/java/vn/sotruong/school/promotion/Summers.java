package vn.sotruong.school.promotion;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.gradebook.MarkReader;
import vn.sotruong.school.gradebook.Reading;
import vn.sotruong.school.gradebook.Scale;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Word;
import vn.sotruong.school.promotion.Answer.Done;
import vn.sotruong.school.promotion.Answer.Refused;
import vn.sotruong.school.promotion.Review.Signed;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.PrimaryLevel;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.TraitLevel;
import vn.sotruong.school.results.Governing;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/**
 * Sổ hè: subjects that are assessed again and training, in a book of their own with its own window and its own end, and
 * the second review. The year's own results stay as they are.
 */
final class Summers {
    /** The semester of summer windows. */
    static final int SEMESTER = 3;

    /** A summer window opens whole subjects: it names no column. */
    private static final String WHOLE = "ck";

    private static final int LONGEST_WHY = 300;

    private final Promotion promotion;
    private final Database db;

    Summers(Promotion promotion) {
        this.promotion = promotion;
        db = promotion.db();
    }

    // --- what the rules say

    /** What the first review left to the summer. */
    static List<Owed> owed(Handle handle, Review review) {
        var outcome = review.first().outcome();
        return outcome == null || !Review.SUMMER.contains(outcome)
                ? List.of()
                : Dossier.find(handle, review.schoolYear(), review.pupil())
                        .map(each -> each.owed(outcome))
                        .orElse(List.of());
    }

    /** What has been entered of what is owed, by its key. */
    static Map<String, String> entered(Handle handle, Review review) {
        var owed = owed(handle, review).stream().map(Owed::key).collect(Collectors.toSet());
        var entered = new HashMap<String, String>();
        SummerTable.list(handle, review.schoolYear(), review.pupil()).stream()
                .filter(each -> owed.contains(each.key()))
                .forEach(each -> entered.put(each.key(), each.value()));
        return entered;
    }

    /** Xét lại theo quy định; the outcome is CHUA_DU_DU_LIEU while something is still to come. */
    static Optional<Review.Second> judgeAgain(Handle handle, Review review) {
        var dossier = Dossier.find(handle, review.schoolYear(), review.pupil());
        if (dossier.isEmpty() || !review.summer()) {
            return Optional.empty();
        }
        var entered = entered(handle, review);
        var closed = SummerTable.findClose(handle, review.homeroom()).isPresent();
        var again = dossier.get().again(entered, closed);
        var basis = Judged.basis(dossier.get().ruleset(), again.inputs());
        if (review.first().ruled() == PromotionOutcome.CAN_QUYET_DINH) {
            var all = owed(handle, review).stream().allMatch(each -> entered.containsKey(each.key()));
            return Optional.of(
                    all || closed
                            ? second(
                                    PromotionOutcome.CAN_QUYET_DINH,
                                    review.first().grounds(),
                                    basis)
                            : second(PromotionOutcome.CHUA_DU_DU_LIEU, List.of(Ground.SUMMER_OPEN), basis));
        }
        return Optional.of(second(again.outcome(), again.grounds(), basis));
    }

    private static Review.Second second(PromotionOutcome outcome, List<Ground> grounds, Review.Basis basis) {
        return new Review.Second(outcome, outcome, grounds, basis, null, null);
    }

    // --- entering

    /** The summer window of a class and subject that is open now. */
    Optional<Window> window(Handle handle, Homeroom homeroom, String subject) {
        return Windows.schedule(handle, homeroom, subject, SEMESTER).open(WHOLE, promotion.now());
    }

    /** Whether somebody may enter a subject: its teacher; in a year that has ended, whoever taught it. */
    boolean teaches(Handle handle, String staff, Homeroom homeroom, String subject) {
        return Roll.teaches(handle, staff, homeroom.id(), subject, promotion.today())
                || (!Register.open(handle, homeroom)
                        && Roll.hasTaught(handle, staff, homeroom.id(), subject, promotion.today()));
    }

    /**
     * Một kết quả, as typed.
     *
     * @param key as {@link Owed} names it
     */
    record Typed(String pupil, String key, String value) {}

    /** Enters what was typed; a value that is none, or that is not this person's to give, leaves everything as it was. */
    Answer enter(Actor actor, String staff, String homeroom, List<Typed> typed, String why) {
        return db.write(actor, tx -> {
            var found = Roll.findHomeroom(tx.handle(), homeroom);
            if (found.isEmpty()) {
                return new Refused(Reason.NOT_YOUR_CLASS);
            }
            if (!Standing.full(tx.handle(), actor.account())) {
                return new Refused(Reason.RESET_UNCONFIRMED);
            }
            var entries = new HashMap<SummerEntry, Boolean>();
            for (var each : typed) {
                var checked = check(tx, actor, staff, found.get(), each);
                if (checked.refusal() != null) {
                    return new Refused(checked.refusal());
                }
                if (checked.entry() != null) {
                    entries.put(checked.entry(), checked.known());
                }
            }
            var reason = why.strip();
            if (entries.containsValue(true) && (reason.isEmpty() || reason.length() > LONGEST_WHY)) {
                return new Refused(Reason.SUMMER_WHY);
            }
            entries.forEach((entry, known) ->
                    SummerTable.put(tx, found.get().schoolYear(), found.get().id(), entry, known ? reason : null));
            return new Done(entries.size());
        });
    }

    private record Checked(
            @Nullable Reason refusal, @Nullable SummerEntry entry, boolean known) {
        static Checked no(Reason reason) {
            return new Checked(reason, null, false);
        }
    }

    private Checked check(Tx tx, Actor actor, String staff, Homeroom homeroom, Typed typed) {
        var handle = tx.handle();
        var review = Promotion.find(handle, homeroom.schoolYear(), typed.pupil())
                .filter(each -> each.homeroom().equals(homeroom.id()));
        if (review.isEmpty()) {
            return Checked.no(Reason.NO_SUCH_PUPIL);
        }
        var owed = owed(handle, review.get()).stream()
                .filter(each -> each.key().equals(typed.key()))
                .findFirst();
        if (owed.isEmpty()) {
            return Checked.no(Reason.NOT_ELIGIBLE);
        }
        var subject = owed.get().subject();
        var person = promotion.person(
                handle, actor, staff, homeroom.id(), !subject.isEmpty() && teaches(handle, staff, homeroom, subject));
        var refusal = PromotionPolicy.refusal(
                owed.get().homeroomTeachers() ? Deed.TRAIN : Deed.ENTER,
                person,
                review.get().state());
        if (refusal.isPresent()) {
            return Checked.no(refusal.get());
        }
        if (SummerTable.findClose(handle, homeroom.id()).isPresent()) {
            return Checked.no(Reason.SUMMER_CLOSED);
        }
        if (window(handle, homeroom, subject).isEmpty()) {
            return Checked.no(Reason.NO_WINDOW);
        }
        var value = value(owed.get().form(), typed.value());
        var held = entered(handle, review.get()).get(typed.key());
        if (value.isEmpty()) {
            return typed.value().isBlank() && held == null
                    ? new Checked(null, null, false)
                    : Checked.no(Reason.NOT_A_RESULT);
        }
        if (value.get().equals(held)) {
            return new Checked(null, null, false);
        }
        if (owed.get().form() == Owed.Form.WHOLE && !scaled(handle, homeroom, value.get())) {
            return Checked.no(Reason.TEST_FROM_ONE);
        }
        if (held != null && !correctable(handle, staff, homeroom, owed.get(), typed)) {
            return Checked.no(Reason.SUMMER_SETTLED);
        }
        return new Checked(
                null,
                new SummerEntry(typed.pupil(), typed.key(), value.get(), staff, Moments.text(tx.now())),
                held != null);
    }

    /** Whether the tests of a class may be marked so, by what governs it. */
    private static boolean scaled(Handle handle, Homeroom homeroom, String tenths) {
        return !(Governing.find(handle, homeroom).orElse(null) instanceof Circular27 circular)
                || circular.scale().accepts(Integer.parseInt(tenths));
    }

    /** What stands is its author's to correct, and only until the window ends in which it was entered. */
    private boolean correctable(Handle handle, String staff, Homeroom homeroom, Owed owed, Typed typed) {
        var windows = Windows.schedule(handle, homeroom, owed.subject(), SEMESTER);
        return SummerTable.list(handle, homeroom.schoolYear(), typed.pupil()).stream()
                .filter(each -> each.key().equals(typed.key()))
                .allMatch(each -> each.by().equals(staff)
                        && !windows.endedBetween(WHOLE, Instant.parse(each.at()), promotion.now()));
    }

    /** What was typed, as it is kept. */
    private static Optional<String> value(Owed.Form form, String typed) {
        return switch (form) {
            case CONDUCT -> ConductLevel.find(typed).map(ConductLevel::code);
            case TRAIT ->
                Stream.of(TraitLevel.values())
                        .map(TraitLevel::code)
                        .filter(typed::equals)
                        .findFirst();
            case LEVEL ->
                Stream.of(PrimaryLevel.values())
                        .map(PrimaryLevel::code)
                        .filter(typed::equals)
                        .findFirst();
            case SCORE -> read(Scale.TENTHS, typed);
            case WHOLE -> read(Scale.WHOLE, typed);
            case VERDICT -> typed.equals("C") ? Optional.of(typed) : read(Scale.VERDICT, typed);
        };
    }

    private static Optional<String> read(Scale scale, String typed) {
        return new MarkReader(false, scale).read(typed) instanceof Reading.Mark mark && !mark.rounded()
                ? Optional.of(
                        mark.entry() instanceof Score score
                                ? String.valueOf(score.tenths())
                                : mark.entry() == Word.D ? "D" : "C")
                : Optional.empty();
    }

    /** The principal ends a class's summer: nothing is entered any more, and what did not come counts as not reached. */
    Answer close(Actor actor, String staff, String homeroom, String decision) {
        var fault = Promotion.text(decision, Promotion.LONGEST_NUMBER, Reason.DECISION_MISSING);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return promotion.onClass(actor, staff, homeroom, Deed.CLOSE, (tx, room, _) -> {
            if (SummerTable.findClose(tx.handle(), room.id()).isPresent()) {
                return new Refused(Reason.SUMMER_CLOSED);
            }
            SummerTable.close(tx, room.id(), decision.strip(), staff);
            return new Done(1);
        });
    }

    // --- the second review

    /** The homeroom teacher lists everybody whose summer has come to something. */
    Answer listAgain(Actor actor, String staff, String homeroom) {
        return promotion.onClass(actor, staff, homeroom, Deed.LIST_AGAIN, (tx, _, lines) -> {
            var listed = 0;
            for (var line : lines) {
                var review = line.review();
                if (review != null && review.state() == State.SUMMER_PENDING) {
                    var second = judgeAgain(tx.handle(), review)
                            .filter(each -> each.outcome() != PromotionOutcome.CHUA_DU_DU_LIEU);
                    if (second.isPresent()) {
                        ReviewTable.put(tx, review.with(second.get()).in(State.SUMMER_RESULT), null);
                        listed++;
                    }
                }
            }
            return listed == 0 ? new Refused(Reason.NOBODY_DONE) : new Done(listed);
        });
    }

    /** The principal approves the second review. */
    Answer approveAgain(Actor actor, String staff, String homeroom, String seal) {
        return approveAgain(actor, staff, homeroom, seal, null);
    }

    Answer approveAgain(Actor actor, String staff, String homeroom, String seal, StandIns.@Nullable Word word) {
        return promotion.onClass(actor, staff, homeroom, Deed.APPROVE_AGAIN, (tx, _, lines) -> {
            if (lines.stream().anyMatch(each -> Promotion.unruled(each, State.SUMMER_RESULT))) {
                return new Refused(Reason.RULING_FIRST);
            }
            if (!Promotion.seal(lines, State.SUMMER_RESULT).equals(seal)) {
                return new Refused(Reason.CHANGED_MEANWHILE);
            }
            if (lines.stream().noneMatch(each -> each.state() == State.SUMMER_RESULT)) {
                return new Refused(Reason.NOBODY_SUBMITTED);
            }
            promotion.sign(tx, Matter.SUMMER, homeroom, staff, word);
            var signed = new Signed(staff, Moments.text(tx.now()));
            return Promotion.move(tx, lines, Deed.APPROVE_AGAIN, Reason.NOBODY_SUBMITTED, review -> {
                var second = review.second();
                return second == null
                        ? review
                        : review.with(new Review.Second(
                                second.ruled(),
                                second.outcome(),
                                second.grounds(),
                                second.basis(),
                                second.ruling(),
                                signed));
            });
        });
    }
}
