package vn.sotruong.school.results;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.ContinuingClause;
import vn.sotruong.school.regulation.LearningLevel;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Rules;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.Switch;
import vn.sotruong.school.schoolyear.Choice;
import vn.sotruong.school.schoolyear.RulesetChoices;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang quy định đánh giá: which rule governs which grade this year, what it leaves open, and what the school has settled. */
public final class RulesetPages implements Pages {
    private static final String HOME = "/rulesets";
    private static final Messages WORDS = Messages.of(RulesetPages.class, Circular22.class);
    private static final List<LearningLevel> LEVELS =
            List.of(LearningLevel.GOOD, LearningLevel.FAIR, LearningLevel.PASSED);
    private static final Need[] READERS = {
        Need.BOARD, Need.ADMIN, Need.HOMEROOM, Need.ENTER_MARKS, Need.DEPARTMENT_HEAD, Need.CLERK, Need.INSPECTOR
    };

    private final Database db;
    private final Choices choices;

    public RulesetPages(Database db, Choices choices) {
        this.db = db;
        this.choices = choices;
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, ctx -> show(ctx, null), Need.PRINCIPAL, READERS);
        at.post(HOME + "/choose", this::choose, Need.PRINCIPAL);
        at.post(HOME + "/clause", this::clause, Need.PRINCIPAL);
        at.post(HOME + "/{choice}/confirm", this::confirm, Need.BOARD);
        at.post(HOME + "/{choice}/withdraw", this::withdraw, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS, 45, "results.rules", "book-open", HOME, Need.PRINCIPAL, READERS));
    }

    /**
     * Một bộ quy định đang dùng.
     *
     * @param blocked whether its levels wait for a clause
     * @param clause the clause in force, in words; empty where there is none
     */
    public record Sheet(
            String id,
            int version,
            String source,
            String grades,
            List<Asked> asked,
            boolean continuing,
            boolean blocked,
            List<String> clause) {}

    /**
     * Một điểm còn ngỏ.
     *
     * @param answer what holds, in words
     * @param preset whether that is what holds until the school says otherwise
     * @param settled under which decision, by whom and when; empty for the preset
     */
    public record Asked(
            String key,
            String question,
            String preset,
            String answer,
            boolean usual,
            String settled,
            List<Option> options) {}

    /** Một câu trả lời. */
    public record Option(String value, String words, boolean holds) {}

    /** Một quyết định chờ thành viên ban quản trị. */
    public record Waiting(String id, String question, String answer, String decision, String by, String at) {}

    private void show(Context ctx, @Nullable Reason trouble) {
        var language = Web.language(ctx);
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> {
            var made = new HashMap<String, @Nullable Object>();
            var year = SchoolYears.findOpenYear(handle);
            made.put("schoolYear", year.map(each -> each.label()).orElse(""));
            made.put(
                    "sheets",
                    year.map(open -> Choices.inUse(handle, open).stream()
                                    .map(each -> sheet(
                                            handle, language, each, Choices.inForce(handle, each.ruleset(), open)))
                                    .toList())
                            .orElse(List.of()));
            made.put(
                    "waiting",
                    RulesetChoices.list(handle).stream()
                            .filter(Choice::waits)
                            .map(each -> waiting(handle, language, each))
                            .toList());
            made.put("decides", !visitor.readsOnly() && choices.presides(handle, visitor.actor(), visitor.person()));
            made.put("confirms", choices.sits(handle, visitor.actor(), visitor.person()));
            return made;
        });
        model.put("levels", LEVELS.stream().map(LearningLevel::name).toList());
        model.put("typed", typed(ctx));
        model.put("trouble", trouble == null ? "" : trouble.key());
        var done = Web.text(ctx, "done");
        model.put("done", List.of("decided", "confirmed", "withdrawn").contains(done) ? done : "");
        ctx.render("results/rulesets.peb", model);
    }

    private static Map<String, String> typed(Context ctx) {
        var typed = new HashMap<String, String>();
        typed.put("decision", Web.text(ctx, "decision"));
        typed.put("fewest", Web.text(ctx, "fewest"));
        for (var level : LEVELS) {
            for (var field : List.of("floor", "bound", "count", "failures")) {
                var name = field + "." + level;
                typed.put(name, Web.text(ctx, name));
            }
        }
        return typed;
    }

    private static Sheet sheet(Handle handle, Language language, Choices.InUse use, Map<String, Choice> held) {
        var ruleset = use.ruleset();
        var clause = held.get(Choice.CLAUSE);
        var continuing = ruleset.family() == Ruleset.Family.CONTINUING;
        return new Sheet(
                ruleset.id(),
                ruleset.version(),
                ruleset.source(),
                use.grades().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                ruleset.switches().stream()
                        .map(each -> asked(handle, language, each, held.get(each.key())))
                        .toList(),
                continuing,
                continuing && clause == null,
                clause == null ? List.of() : clause(handle, language, ruleset, clause));
    }

    private static Asked asked(Handle handle, Language language, Switch open, @Nullable Choice held) {
        var answer = held == null ? open.preset() : held.answer();
        return new Asked(
                open.key(),
                WORDS.get(language, open.question()),
                WORDS.get(language, open.answer(open.preset())),
                WORDS.get(language, open.answer(answer)),
                answer.equals(open.preset()),
                held == null ? "" : settled(handle, language, held),
                open.options().stream()
                        .map(each -> new Option(each, WORDS.get(language, open.answer(each)), each.equals(answer)))
                        .toList());
    }

    private static String settled(Handle handle, Language language, Choice held) {
        var confirmedBy = held.confirmedBy();
        return WORDS.get(
                language,
                "results.settled",
                held.decision(),
                name(handle, held.decidedBy()),
                confirmedBy == null ? "" : name(handle, confirmedBy),
                held.schoolYear().replace('-', '–'));
    }

    private static List<String> clause(Handle handle, Language language, Ruleset ruleset, Choice held) {
        var clause = ContinuingClause.read(held.answer());
        var told = new ArrayList<String>();
        told.add(settled(handle, language, held));
        told.add(WORDS.get(language, "results.clause.fewest", clause.fewest()));
        clause.levels().forEach(each -> told.add(level(language, ruleset, each)));
        return told;
    }

    private static String level(Language language, Ruleset ruleset, Rules.LevelRule rule) {
        return WORDS.get(
                language,
                "results.clause.level",
                WORDS.get(language, ruleset.label(rule.level())),
                mark(rule.floor(), language),
                rule.count(),
                mark(rule.bound(), language),
                rule.failures());
    }

    private static String mark(int tenths, Language language) {
        return tenths / 10 + (language == Language.VI ? "," : ".") + tenths % 10;
    }

    private static Waiting waiting(Handle handle, Language language, Choice choice) {
        var isClause = choice.question().equals(Choice.CLAUSE);
        var answer = isClause
                ? ContinuingClause.read(choice.answer()).levels().stream()
                        .map(each -> level(
                                language,
                                Rulebook.list().stream()
                                        .filter(any -> any.id().equals(choice.ruleset()))
                                        .findFirst()
                                        .orElseThrow(),
                                each))
                        .collect(Collectors.joining("; "))
                : WORDS.get(language, "regulation.switch." + choice.question() + "." + choice.answer());
        return new Waiting(
                choice.id(),
                isClause
                        ? WORDS.get(language, "results.clause")
                        : WORDS.get(language, "regulation.switch." + choice.question()),
                answer,
                choice.decision(),
                name(handle, choice.decidedBy()),
                choice.decidedAt());
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private void choose(Context ctx) {
        var visitor = Web.visitor(ctx);
        back(
                ctx,
                choices.decide(
                        visitor.actor(),
                        visitor.person(),
                        Web.text(ctx, "ruleset"),
                        Web.text(ctx, "question"),
                        Web.text(ctx, "answer"),
                        Web.text(ctx, "decision")),
                "decided");
    }

    private void clause(Context ctx) {
        var visitor = Web.visitor(ctx);
        var fewest = number(Web.text(ctx, "fewest"));
        var levels = new ArrayList<Rules.LevelRule>();
        for (var level : LEVELS) {
            var floor = tenths(Web.text(ctx, "floor." + level));
            var bound = tenths(Web.text(ctx, "bound." + level));
            var count = number(Web.text(ctx, "count." + level));
            var failures = number(Web.text(ctx, "failures." + level));
            if (floor.isPresent() && bound.isPresent() && count.isPresent() && failures.isPresent()) {
                levels.add(new Rules.LevelRule(
                        level, floor.getAsInt(), bound.getAsInt(), count.getAsInt(), failures.getAsInt()));
            }
        }
        if (fewest.isEmpty() || levels.size() < LEVELS.size()) {
            back(ctx, Optional.of(Reason.CLAUSE_MALFORMED), "");
            return;
        }
        back(
                ctx,
                choices.enter(
                        visitor.actor(),
                        visitor.person(),
                        Web.text(ctx, "ruleset"),
                        fewest.getAsInt(),
                        levels,
                        Web.text(ctx, "decision")),
                "decided");
    }

    private static OptionalInt number(String text) {
        return text.strip().matches("[0-9]{1,2}")
                ? OptionalInt.of(Integer.parseInt(text.strip()))
                : OptionalInt.empty();
    }

    /** 6,5 or 6.5 or 6. */
    private static OptionalInt tenths(String text) {
        var plain = text.strip().replace(',', '.');
        if (!plain.matches("10(\\.0)?|[0-9](\\.[0-9])?")) {
            return OptionalInt.empty();
        }
        var dot = plain.indexOf('.');
        return OptionalInt.of(
                dot < 0
                        ? Integer.parseInt(plain) * 10
                        : Integer.parseInt(plain.substring(0, dot)) * 10 + plain.charAt(dot + 1) - '0');
    }

    private void confirm(Context ctx) {
        var visitor = Web.visitor(ctx);
        back(
                ctx,
                Web.text(ctx, "checked").equals("yes")
                        ? choices.confirm(visitor.actor(), visitor.person(), ctx.pathParam("choice"))
                        : Optional.of(Reason.UNCHECKED),
                "confirmed");
    }

    private void withdraw(Context ctx) {
        var visitor = Web.visitor(ctx);
        back(ctx, choices.withdraw(visitor.actor(), visitor.person(), ctx.pathParam("choice")), "withdrawn");
    }

    private void back(Context ctx, Optional<Reason> refusal, String done) {
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, refusal.get());
        } else {
            ctx.redirect(HOME + "?done=" + done, HttpStatus.SEE_OTHER);
        }
    }
}
