package vn.sotruong.school.results;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.regulation.ContinuingClause;
import vn.sotruong.school.regulation.Rules;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Choice;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.RulesetChoices;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Điểm còn ngỏ và điều khoản: the principal decides with the number of a decision, a member of the board confirms, and from
 * then on the open year is computed by it; never a closed one.
 */
public final class Choices {
    static final int LONGEST_DECISION = 100;

    private final Database db;
    private final Board board;
    private final Clock clock;

    public Choices(Database db, Board board, Clock clock) {
        this.db = db;
        this.board = board;
        this.clock = clock;
    }

    /** Bộ quy định đang dùng, with the grades that it governs in the open year. */
    public record InUse(Ruleset ruleset, List<Integer> grades) {}

    /** The rulesets of the open year, as they were released; in the order of grades. */
    public static List<InUse> inUse(Handle handle, SchoolYear year) {
        var grades = new LinkedHashMap<Ruleset, List<Integer>>();
        SchoolYears.findSchool(handle)
                .flatMap(school -> Level.find(school.level()))
                .ifPresent(level -> level.grades()
                        .forEach(grade -> SchoolYears.findRuleset(handle, year.id(), grade)
                                .ifPresent(ruleset -> grades.computeIfAbsent(ruleset, _ -> new ArrayList<>())
                                        .add(grade))));
        return grades.entrySet().stream()
                .map(each -> new InUse(each.getKey(), each.getValue()))
                .toList();
    }

    /** What holds in a year, by question. */
    static Map<String, Choice> inForce(Handle handle, Ruleset ruleset, SchoolYear year) {
        return RulesetChoices.mapInForce(handle, ruleset.id(), year.id());
    }

    /** The principal answers an open question. */
    public Optional<Reason> decide(
            Actor actor, String staff, String ruleset, String question, String answer, String decision) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var use = SchoolYears.findOpenYear(handle)
                    .flatMap(year -> inUse(handle, year).stream()
                            .filter(each -> each.ruleset().id().equals(ruleset))
                            .findFirst());
            var open = use.flatMap(each -> each.ruleset().switches().stream()
                    .filter(any -> any.key().equals(question))
                    .findFirst());
            var refusal = refusal(handle, actor, staff, decision);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (use.isEmpty() || open.isEmpty()) {
                return Optional.of(Reason.NO_SUCH_QUESTION);
            }
            if (!open.get().options().contains(answer)) {
                return Optional.of(Reason.NO_SUCH_ANSWER);
            }
            return add(tx, staff, ruleset, question, answer, decision);
        });
    }

    /** The principal enters the thresholds that the circular on continuing education leaves to a decision. */
    public Optional<Reason> enter(
            Actor actor, String staff, String ruleset, int fewest, List<Rules.LevelRule> levels, String decision) {
        var fault = ContinuingClause.refuse(decision, fewest, levels);
        if (fault.isPresent()) {
            return Optional.of(reason(fault.get()));
        }
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var refusal = refusal(handle, actor, staff, decision);
            if (refusal.isPresent()) {
                return refusal;
            }
            var use = SchoolYears.findOpenYear(handle).stream()
                    .flatMap(year -> inUse(handle, year).stream())
                    .anyMatch(each -> each.ruleset().id().equals(ruleset)
                            && each.ruleset().family() == Ruleset.Family.CONTINUING);
            return use
                    ? add(
                            tx,
                            staff,
                            ruleset,
                            Choice.CLAUSE,
                            new ContinuingClause(decision, fewest, levels).text(),
                            decision)
                    : Optional.of(Reason.NO_SUCH_QUESTION);
        });
    }

    private static Reason reason(ContinuingClause.Fault fault) {
        return switch (fault) {
            case NO_DECISION -> Reason.NO_DECISION;
            case LEVELS_MISSING -> Reason.LEVELS_MISSING;
            case NOT_FALLING -> Reason.NOT_FALLING;
            case BOUND_UNDER_FLOOR -> Reason.BOUND_UNDER_FLOOR;
            case BAD_COUNT -> Reason.BAD_COUNT;
        };
    }

    private Optional<Reason> refusal(Handle handle, Actor actor, String staff, String decision) {
        if (!board.decides(handle, actor, staff, today())) {
            return Optional.of(Reason.NOT_THE_PRINCIPAL);
        }
        if (!Standing.full(handle, actor.account())) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        if (SchoolYears.findOpenYear(handle).isEmpty()) {
            return Optional.of(Reason.NO_OPEN_YEAR);
        }
        if (decision.isBlank()) {
            return Optional.of(Reason.DECISION_MISSING);
        }
        return decision.length() > LONGEST_DECISION ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    private static Optional<Reason> add(
            Tx tx, String staff, String ruleset, String question, String answer, String decision) {
        var year = SchoolYears.getOpenYear(tx.handle());
        var held = RulesetChoices.mapInForce(tx.handle(), ruleset, year.id()).get(question);
        if (held != null && held.answer().equals(answer)) {
            return Optional.of(Reason.SAME_ANSWER);
        }
        if (RulesetChoices.list(tx.handle()).stream()
                .anyMatch(each -> each.waits()
                        && each.ruleset().equals(ruleset)
                        && each.question().equals(question))) {
            return Optional.of(Reason.WAITS_ALREADY);
        }
        RulesetChoices.create(
                tx,
                new Choice(
                        tx.newId(),
                        year.id(),
                        ruleset,
                        question,
                        answer,
                        decision.strip(),
                        staff,
                        Moments.text(tx.now()),
                        null,
                        null,
                        null));
        return Optional.empty();
    }

    /** A member of the board confirms; every class that it governs is computed again in the same transaction. */
    public Optional<Reason> confirm(Actor actor, String staff, String id) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            if (!board.valid(handle, today())) {
                return Optional.of(Reason.NO_VALID_BOARD);
            }
            if (!board.carriesOut(handle, actor, staff, today())) {
                return Optional.of(Reason.NOT_ON_THE_BOARD);
            }
            if (!Standing.full(handle, actor.account())) {
                return Optional.of(Reason.RESET_UNCONFIRMED);
            }
            var choice = RulesetChoices.find(handle, id);
            if (choice.isEmpty()) {
                return Optional.of(Reason.NO_SUCH_CHOICE);
            }
            if (!choice.get().waits()) {
                return Optional.of(Reason.ALREADY_DECIDED);
            }
            if (choice.get().decidedBy().equals(staff)) {
                return Optional.of(Reason.OWN_DECISION);
            }
            var open = SchoolYears.findOpenYear(handle);
            if (open.isEmpty() || !open.get().id().equals(choice.get().schoolYear())) {
                return Optional.of(Reason.YEAR_CLOSED);
            }
            RulesetChoices.put(tx, ended(choice.get(), staff, Moments.text(tx.now()), null));
            for (var homeroom : governed(handle, open.get(), choice.get().ruleset())) {
                Results.recompute(tx, homeroom.id());
            }
            return Optional.empty();
        });
    }

    private static List<Homeroom> governed(Handle handle, SchoolYear year, String ruleset) {
        return Roll.listHomerooms(handle, year.id()).stream()
                .filter(each -> SchoolYears.findRuleset(handle, year.id(), each.grade())
                        .filter(any -> any.id().equals(ruleset))
                        .isPresent())
                .toList();
    }

    /** The principal takes back what nobody has confirmed yet. */
    public Optional<Reason> withdraw(Actor actor, String staff, String id) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            if (!board.decides(handle, actor, staff, today())) {
                return Optional.of(Reason.NOT_THE_PRINCIPAL);
            }
            var choice = RulesetChoices.find(handle, id);
            if (choice.isEmpty()) {
                return Optional.of(Reason.NO_SUCH_CHOICE);
            }
            if (!choice.get().waits()) {
                return Optional.of(Reason.ALREADY_DECIDED);
            }
            RulesetChoices.put(tx, ended(choice.get(), null, null, Moments.text(tx.now())));
            return Optional.empty();
        });
    }

    private static Choice ended(Choice choice, @Nullable String by, @Nullable String at, @Nullable String withdrawn) {
        return new Choice(
                choice.id(),
                choice.schoolYear(),
                choice.ruleset(),
                choice.question(),
                choice.answer(),
                choice.decision(),
                choice.decidedBy(),
                choice.decidedAt(),
                by,
                at,
                withdrawn);
    }

    boolean presides(Handle handle, Actor actor, String staff) {
        return board.decides(handle, actor, staff, today());
    }

    boolean sits(Handle handle, Actor actor, String staff) {
        return board.valid(handle, today()) && board.carriesOut(handle, actor, staff, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
