package vn.sotruong.school.promotion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.gradebook.MarkReader;
import vn.sotruong.school.gradebook.Reading;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Word;
import vn.sotruong.school.promotion.Answer.Done;
import vn.sotruong.school.promotion.Answer.Refused;
import vn.sotruong.school.promotion.Review.Signed;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.InputsHash;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.SubjectResult;
import vn.sotruong.school.regulation.Summer;
import vn.sotruong.school.results.Case;
import vn.sotruong.school.results.Results;
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

    private final Promotion promotion;
    private final Database db;

    Summers(Promotion promotion) {
        this.promotion = promotion;
        db = promotion.db();
    }

    // --- what the rules say

    static Optional<Case> kept(Handle handle, String schoolYear, String pupil) {
        return Results.find(handle, schoolYear, pupil).map(result -> Results.kept(handle, result));
    }

    /** The subjects that a pupil may be assessed in again. */
    static List<String> eligible(Handle handle, String schoolYear, String pupil) {
        return kept(handle, schoolYear, pupil)
                .map(given -> given.regulation().eligible(given.year()))
                .orElse(List.of());
    }

    /** The subjects that the first review left to the summer. */
    static List<String> owed(Handle handle, Review review) {
        var outcome = review.first().outcome();
        return outcome == PromotionOutcome.KIEM_TRA_LAI || outcome == PromotionOutcome.CA_HAI
                ? eligible(handle, review.schoolYear(), review.pupil())
                : List.of();
    }

    /** Whether the first review left training to the summer. */
    static boolean trains(Review review) {
        var outcome = review.first().outcome();
        return outcome == PromotionOutcome.REN_LUYEN_HE || outcome == PromotionOutcome.CA_HAI;
    }

    static Map<String, SummerEntry> entries(Handle handle, Review review) {
        var entries = new HashMap<String, SummerEntry>();
        SummerTable.list(handle, review.schoolYear(), review.pupil())
                .forEach(each -> entries.put(each.subject(), each));
        return entries;
    }

    static Summer summer(Handle handle, Review review) {
        var owed = owed(handle, review);
        var retests = new HashMap<String, Result>();
        Optional<ConductLevel> level = Optional.empty();
        for (var entry : entries(handle, review).values()) {
            if (entry.subject().equals(SummerEntry.TRAINING)) {
                level = trains(review) ? entry.level() : Optional.empty();
            } else if (owed.contains(entry.subject())) {
                retests.put(entry.subject(), entry.result());
            }
        }
        return new Summer(
                retests, level, SummerTable.findClose(handle, review.homeroom()).isPresent());
    }

    /** Xét lại theo quy định; the outcome is CHUA_DU_DU_LIEU while something is still to come. */
    static Optional<Review.Second> judgeAgain(Handle handle, Review review) {
        var given = kept(handle, review.schoolYear(), review.pupil());
        if (given.isEmpty() || !review.summer()) {
            return Optional.empty();
        }
        var summer = summer(handle, review);
        var regulation = given.get().regulation();
        var basis = Judged.basis(
                regulation.ruleset(), InputsHash.of(regulation, given.get().year(), summer));
        if (review.first().ruled() == PromotionOutcome.CAN_QUYET_DINH) {
            var all = summer.retests().keySet().containsAll(owed(handle, review))
                    && (!trains(review) || summer.conduct().isPresent());
            return Optional.of(
                    all || summer.closed()
                            ? second(
                                    PromotionOutcome.CAN_QUYET_DINH,
                                    review.first().grounds(),
                                    basis)
                            : second(PromotionOutcome.CHUA_DU_DU_LIEU, List.of(Ground.SUMMER_OPEN), basis));
        }
        var again = regulation.reviewAgain(given.get().year(), summer);
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
     * @param subject empty for training
     */
    record Typed(String pupil, String subject, String value) {}

    /** Enters what was typed; a value that is none, or that is not this person's to give, leaves everything as it was. */
    Answer enter(Actor actor, String staff, String homeroom, List<Typed> typed) {
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
            entries.forEach((entry, known) ->
                    SummerTable.put(tx, found.get().schoolYear(), found.get().id(), entry, known));
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
        var training = typed.subject().equals(SummerEntry.TRAINING);
        var person = promotion.person(
                handle, actor, staff, homeroom.id(), !training && teaches(handle, staff, homeroom, typed.subject()));
        var refusal = PromotionPolicy.refusal(
                training ? Deed.TRAIN : Deed.ENTER, person, review.get().state());
        if (refusal.isPresent()) {
            return Checked.no(refusal.get());
        }
        if (training ? !trains(review.get()) : !owed(handle, review.get()).contains(typed.subject())) {
            return Checked.no(Reason.NOT_ELIGIBLE);
        }
        if (SummerTable.findClose(handle, homeroom.id()).isPresent()) {
            return Checked.no(Reason.SUMMER_CLOSED);
        }
        if (window(handle, homeroom, typed.subject()).isEmpty()) {
            return Checked.no(Reason.NO_WINDOW);
        }
        var value = training ? level(typed.value()) : value(handle, review.get(), typed);
        var held = entries(handle, review.get()).get(typed.subject());
        if (value.isEmpty()) {
            return typed.value().isBlank() && held == null
                    ? new Checked(null, null, false)
                    : Checked.no(Reason.NOT_A_RESULT);
        }
        return held != null && held.value().equals(value.get())
                ? new Checked(null, null, false)
                : new Checked(
                        null,
                        new SummerEntry(typed.pupil(), typed.subject(), value.get(), staff, Moments.text(tx.now())),
                        held != null);
    }

    private static Optional<String> level(String typed) {
        return ConductLevel.find(typed).map(ConductLevel::code);
    }

    private static Optional<String> value(Handle handle, Review review, Typed typed) {
        var scored = kept(handle, review.schoolYear(), review.pupil()).stream()
                .flatMap(given -> given.year().subjects().stream())
                .anyMatch(each -> each.subject().equals(typed.subject()) && each.kind() == SubjectResult.Kind.SCORED);
        var scale = scored ? vn.sotruong.school.gradebook.Scale.TENTHS : vn.sotruong.school.gradebook.Scale.VERDICT;
        return new MarkReader(false, scale).read(typed.value()) instanceof Reading.Mark mark && !mark.rounded()
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
        return promotion.onClass(actor, staff, homeroom, Deed.APPROVE_AGAIN, (tx, _, lines) -> {
            if (lines.stream().anyMatch(each -> Promotion.unruled(each, State.SUMMER_RESULT))) {
                return new Refused(Reason.RULING_FIRST);
            }
            if (!Promotion.seal(lines, State.SUMMER_RESULT).equals(seal)) {
                return new Refused(Reason.CHANGED_MEANWHILE);
            }
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
