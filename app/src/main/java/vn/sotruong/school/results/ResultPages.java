package vn.sotruong.school.results;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.FilledCells;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.Explanation;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.LearningResult;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PrimaryLevel;
import vn.sotruong.school.regulation.PrimaryResult;
import vn.sotruong.school.regulation.PrimarySubject;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.TraitLevel;
import vn.sotruong.school.results.Confirmation.Step;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Trang tổng kết học kỳ và cả năm của một lớp, và kết quả của một học sinh qua các năm. Nobody is ranked anywhere. */
public final class ResultPages implements Pages {
    private static final Messages WORDS = Messages.of(ResultPages.class, Circular22.class);
    private static final Need[] READERS = {Need.ENTER_MARKS, Need.PRINCIPAL, Need.INSPECTOR};
    private static final Set<Ground> DECIDED_BY_A_PERSON = Set.of(Ground.TOO_FEW_SUBJECTS, Ground.CLAUSE_NOT_ENTERED);

    private final Database db;
    private final Results results;
    private final Confirmations confirmations;

    public ResultPages(Database db, Results results, Confirmations confirmations) {
        this.db = db;
        this.results = results;
        this.confirmations = confirmations;
    }

    @Override
    public void routes(Routes at) {
        at.get("/results", this::overview, Need.HOMEROOM, READERS);
        at.get("/classes/{homeroom}/results", ctx -> show(ctx, null), Need.HOMEROOM, READERS);
        at.post("/classes/{homeroom}/results/recompute", this::recompute, Need.HOMEROOM, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/results/confirm", this::confirm, Need.HOMEROOM, Need.ENTER_MARKS, Need.PRINCIPAL);
        at.get("/pupils/{pupil}/results", this::pupil, Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK, 58, "results.menu", "chart-column", "/results", Need.HOMEROOM, READERS));
    }

    /**
     * Người xem.
     *
     * @param all whether they see everything of every class
     * @param leads whether they lead this class
     * @param taught the subjects that they teach in it
     */
    private record Sight(boolean all, boolean leads, List<String> taught) {
        boolean whole() {
            return all || leads;
        }

        boolean any() {
            return whole() || !taught.isEmpty();
        }
    }

    private Sight sight(Handle handle, Visitor visitor, String homeroom) {
        if (visitor.capacity() == Capacity.ADMINISTRATION) {
            return new Sight(false, false, List.of());
        }
        return new Sight(
                visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR),
                Roll.leads(handle, visitor.person(), homeroom, results.today()),
                Results.taught(handle, visitor.person(), homeroom, results.today()));
    }

    // --- the class

    private void show(Context ctx, @Nullable Reason trouble) {
        var period = period(Web.text(ctx, "term"));
        var model = db.read(handle -> Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                .flatMap(homeroom -> {
                    var sight = sight(handle, Web.visitor(ctx), homeroom.id());
                    if (!sight.any()) {
                        return Optional.<Map<String, @Nullable Object>>empty();
                    }
                    var circular = PrimaryResults.circular(handle, homeroom);
                    return Optional.of(
                            circular.isPresent()
                                    ? primary(handle, ctx, homeroom, circular.get(), sight, period)
                                    : page(handle, ctx, homeroom, sight, period));
                }));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        model.get().put("trouble", trouble == null ? "" : trouble.key());
        ctx.render(model.get().containsKey("heads") ? "results/primary.peb" : "results/class.peb", model.get());
    }

    private static Period period(String term) {
        return switch (term) {
            case "2" -> Period.SECOND;
            case "year" -> Period.YEAR;
            default -> Period.FIRST;
        };
    }

    private static String term(Period period) {
        return period == Period.YEAR ? "year" : String.valueOf(Confirmations.number(period));
    }

    /** Một môn trên đầu bảng. */
    public record Heading(String id, String name) {}

    /**
     * Một ô.
     *
     * @param gap whether something is still to come
     */
    public record Cell(String text, boolean gap) {}

    /**
     * Một dòng.
     *
     * @param conduct in words; empty while it is not given
     * @param level in words; empty while there is none
     * @param decide whether a person must decide
     * @param why sentences of why the level is what it is, or why there is none
     */
    public record Line(
            int number,
            String pupil,
            String name,
            List<Cell> cells,
            String conduct,
            String mean,
            String level,
            boolean decide,
            List<String> why,
            String title) {}

    private Map<String, @Nullable Object> page(
            Handle handle, Context ctx, Homeroom homeroom, Sight sight, Period period) {
        var language = Web.language(ctx);
        var stored = Results.list(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(PupilResult::pupil, Function.identity()));
        var entries = entries(handle, homeroom, stored.keySet());
        var names = subjects(handle);
        var headings = headings(handle, homeroom, stored.values(), names, sight);
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("school", SchoolYears.getSchool(handle).name());
        model.put("schoolYear", homeroom.schoolYear().replace('-', '–'));
        model.put("term", term(period));
        model.put("today", results.today());
        model.put("whole", sight.whole());
        model.put("headings", headings);
        model.put(
                "lines",
                entries.stream()
                        .map(entry -> line(
                                handle,
                                language,
                                entry,
                                stored.get(entry.pupil().id()),
                                headings,
                                names,
                                period,
                                sight.whole()))
                        .toList());
        var governing = Governing.find(handle, homeroom);
        model.put("rules", rules(stored.values(), governing.map(each -> each.ruleset())));
        model.put("marked", governing.filter(MarkedRegulation.class::isInstance).isPresent() || !stored.isEmpty());
        model.put(
                "titled",
                stored.values().stream().anyMatch(each -> each.of(period).title() != null));
        model.put(
                "means",
                stored.values().stream().anyMatch(each -> each.of(period).mean() != null));
        var open = SchoolYears.findOpenYear(handle)
                .filter(year -> year.id().equals(homeroom.schoolYear()))
                .isPresent();
        model.put("closed", !open);
        model.put("stale", open && sight.whole() && Results.stale(handle, homeroom));
        model.put("mayRecompute", open && (sight.leads() || Web.visitor(ctx).holds(Need.PRINCIPAL)));
        model.put("missing", open ? missing(handle, language, homeroom, sight, period, names) : List.of());
        model.put("steps", steps(handle, ctx, homeroom, headings, period, sight));
        model.put(
                "done",
                List.of("recomputed", "confirmed").contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        return model;
    }

    // --- a primary class

    /**
     * Một dòng của lớp tiểu học.
     *
     * @param cells level and test of each subject, in words as the book writes them
     * @param traits qualities and competencies, counted by level
     * @param result in words; empty while there is none
     * @param why which subjects and traits are missing, or keep a better result away
     */
    public record PrimaryLine(
            int number,
            String pupil,
            String name,
            List<Cell> cells,
            Cell traits,
            String result,
            String title,
            List<String> why) {
        public PrimaryLine {
            cells = List.copyOf(cells);
            why = List.copyOf(why);
        }
    }

    private Map<String, @Nullable Object> primary(
            Handle handle, Context ctx, Homeroom homeroom, Circular27 circular, Sight sight, Period period) {
        var language = Web.language(ctx);
        var year = period == Period.YEAR;
        var moment = PrimaryResults.moment(Confirmations.number(period));
        var stored = Results.listPrimary(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(PrimaryOutcome::pupil, Function.identity()));
        var entries = entries(handle, homeroom, stored.keySet());
        var book = PrimaryBook.read(
                handle,
                homeroom,
                circular,
                entries.stream().map(each -> each.pupil().id()).toList());
        var names = new HashMap<>(subjects(handle));
        var heads = book.subjects().stream()
                .filter(each -> sight.whole() || sight.taught().contains(each.id()))
                .map(each -> new Heading(each.id(), each.name()))
                .toList();
        circular.traits(homeroom.grade()).forEach(each -> names.put(each.id(), each.name()));
        var open = SchoolYears.findOpenYear(handle)
                .filter(each -> each.id().equals(homeroom.schoolYear()))
                .isPresent();
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("school", SchoolYears.getSchool(handle).name());
        model.put("schoolYear", homeroom.schoolYear().replace('-', '–'));
        model.put("term", term(period));
        model.put("today", results.today());
        model.put("whole", sight.whole());
        model.put("heads", heads);
        model.put("rules", circular.ruleset().source());
        model.put(
                "lines",
                entries.stream()
                        .map(entry -> {
                            var pupil = entry.pupil().id();
                            var kept = stored.get(pupil);
                            // the year as it was computed; the term as it is committed
                            var at = year && kept != null ? kept.year() : book.at(pupil, moment);
                            return primaryLine(
                                    language, entry, at, year ? kept : null, circular, heads, names, sight.whole());
                        })
                        .toList());
        model.put("titled", year && stored.values().stream().anyMatch(each -> each.title() != null));
        model.put("closed", !open);
        model.put("stale", open && sight.whole() && Results.stale(handle, homeroom));
        model.put("mayRecompute", open && (sight.leads() || Web.visitor(ctx).holds(Need.PRINCIPAL)));
        model.put(
                "missing",
                open
                        ? missing(
                                handle,
                                language,
                                homeroom,
                                sight,
                                period == Period.FIRST ? Period.FIRST : Period.SECOND,
                                names)
                        : List.of());
        model.put("steps", steps(handle, ctx, homeroom, heads, period, sight));
        model.put(
                "done",
                List.of("recomputed", "confirmed").contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        return model;
    }

    private static PrimaryLine primaryLine(
            Language language,
            RollEntry entry,
            PrimaryYear at,
            @Nullable PrimaryOutcome kept,
            Circular27 circular,
            List<Heading> heads,
            Map<String, String> names,
            boolean whole) {
        var given = at.subjects().stream().collect(Collectors.toMap(PrimarySubject::subject, Function.identity()));
        var tested = circular.tests(at.grade(), Moment.END_YEAR);
        var cells = heads.stream()
                .map(head -> primaryCell(language, given.get(head.id()), tested.contains(head.id())))
                .toList();
        var result = kept == null ? null : kept.result();
        var title = kept == null ? null : kept.title();
        var why = new ArrayList<String>();
        if (whole && kept != null && result == null) {
            why.add(WORDS.get(language, "results.primary.missing", join(kept.missing(), names)));
        } else if (whole && kept != null && result != null) {
            better(result)
                    .ifPresent(better -> why.add(WORDS.get(
                            language,
                            "results.primary.kept",
                            WORDS.get(language, circular.ruleset().label(better)),
                            join(kept.circular().hindrances(kept.year(), better), names))));
        }
        return new PrimaryLine(
                entry.number(),
                entry.pupil().id(),
                entry.pupil().name().full(),
                cells,
                traits(at, circular.traits(at.grade()).size()),
                result == null ? "" : WORDS.get(language, circular.ruleset().label(result)),
                title == null ? "" : WORDS.get(language, title.key()),
                why);
    }

    private static Optional<PrimaryResult> better(PrimaryResult result) {
        return switch (result) {
            case EXCELLENT -> Optional.empty();
            case WELL -> Optional.of(PrimaryResult.EXCELLENT);
            case DONE -> Optional.of(PrimaryResult.WELL);
            case NOT_DONE -> Optional.of(PrimaryResult.DONE);
        };
    }

    private static Cell primaryCell(Language language, @Nullable PrimarySubject subject, boolean tested) {
        if (subject == null) {
            return new Cell(WORDS.get(language, "results.left-out"), false);
        }
        var level = subject.level().map(PrimaryLevel::code).orElse("–");
        var test = subject.test().isPresent() ? String.valueOf(subject.test().getAsInt() / 10) : "–";
        return new Cell(
                tested ? level + " " + test : level,
                subject.level().isEmpty() || (tested && subject.test().isEmpty()));
    }

    /** How many of each level, as the book writes them: {@code T 14, Đ 1}. */
    private static Cell traits(PrimaryYear at, int wanted) {
        var counts = new ArrayList<String>();
        for (var level : TraitLevel.values()) {
            var count =
                    at.traits().values().stream().filter(each -> each == level).count();
            if (count > 0) {
                counts.add((level == TraitLevel.PASSED ? "Đ" : level.code()) + " " + count);
            }
        }
        return new Cell(
                counts.isEmpty() ? "–" : String.join(", ", counts), at.traits().size() < wanted);
    }

    /** The ruleset that the rows were computed by; of a class without rows, that which governs it. */
    private static String rules(Collection<PupilResult> stored, Optional<Ruleset> governing) {
        return stored.stream()
                .findFirst()
                .flatMap(each -> vn.sotruong.school.regulation.Rulebook.find(each.rulesetId(), each.version()))
                .or(() -> governing)
                .map(each -> each.source() + " (" + each.id() + "." + each.version() + ")")
                .orElse("");
    }

    /** Who is in the class; of a class that is no more, who has a result of it. */
    private static List<RollEntry> entries(Handle handle, Homeroom homeroom, Set<String> known) {
        var present = Roll.list(handle, homeroom.id());
        var seen = present.stream().map(each -> each.pupil().id()).collect(Collectors.toSet());
        return Stream.concat(
                        present.stream(),
                        Roll.listFormer(handle, homeroom.id()).stream()
                                .filter(each -> known.contains(each.pupil().id())
                                        && !seen.contains(each.pupil().id())))
                .toList();
    }

    private static Map<String, String> subjects(Handle handle) {
        return SchoolYears.listSubjects(handle).stream()
                .collect(Collectors.toMap(Subject::id, Subject::name, (one, _) -> one, LinkedHashMap::new));
    }

    private static List<Heading> headings(
            Handle handle, Homeroom homeroom, Collection<PupilResult> stored, Map<String, String> names, Sight sight) {
        var used = new HashSet<String>();
        stored.forEach(each -> each.subjects().forEach(line -> used.add(line.subject())));
        Results.book(handle, homeroom, List.of())
                .ifPresent(book -> book.courses()
                        .forEach(course -> used.add(course.subject().id())));
        return names.entrySet().stream()
                .filter(each -> used.contains(each.getKey()))
                .filter(each -> sight.whole() || sight.taught().contains(each.getKey()))
                .map(each -> new Heading(each.getKey(), each.getValue()))
                .toList();
    }

    private Line line(
            Handle handle,
            Language language,
            RollEntry entry,
            @Nullable PupilResult result,
            List<Heading> headings,
            Map<String, String> names,
            Period period,
            boolean whole) {
        var cells = headings.stream()
                .map(heading -> cell(
                        result == null
                                ? Result.Gap.PENDING
                                : result.line(heading.id())
                                        .map(each -> each.of(period))
                                        .orElse(Result.Gap.PENDING),
                        language))
                .toList();
        var number = entry.number();
        var pupil = entry.pupil().id();
        var name = entry.pupil().name().full();
        if (result == null || !whole) {
            return new Line(number, pupil, name, cells, "", "", "", false, List.of(), "");
        }
        var told = told(handle, language, result, period, names);
        return new Line(
                number,
                pupil,
                name,
                cells,
                told.conduct(),
                told.mean(),
                told.level(),
                told.decide(),
                told.why(),
                told.title());
    }

    /** Một kỳ bằng lời. */
    private record Told(String conduct, String mean, String level, boolean decide, List<String> why, String title) {}

    private static Told told(
            Handle handle, Language language, PupilResult result, Period period, Map<String, String> names) {
        var outcome = result.of(period);
        var ruleset = Results.ruleset(handle, result);
        var conduct = outcome.conduct();
        var level = outcome.level();
        var mean = outcome.mean();
        var title = outcome.title();
        var open = outcome.open();
        return new Told(
                conduct == null ? "" : WORDS.get(language, ruleset.label(conduct)),
                mean == null ? "" : mark(mean, language),
                level == null ? "" : WORDS.get(language, ruleset.label(level)),
                open != null && DECIDED_BY_A_PERSON.contains(open),
                why(handle, language, result, period, ruleset, names),
                title == null ? "" : WORDS.get(language, title.key()));
    }

    private static List<String> why(
            Handle handle,
            Language language,
            PupilResult result,
            Period period,
            Ruleset ruleset,
            Map<String, String> names) {
        return switch (Results.learning(handle, result, period)) {
            case LearningResult.Known known ->
                known.why().stream()
                        .map(each -> sentence(language, each, ruleset, names))
                        .toList();
            case LearningResult.Open(var ground, var subjects) ->
                List.of(WORDS.get(language, ground.key())
                        + (subjects.isEmpty() ? "" : " " + join(subjects, names) + "."));
        };
    }

    private static String sentence(Language language, Explanation why, Ruleset ruleset, Map<String, String> names) {
        return WORDS.get(
                language,
                why.key(),
                WORDS.get(language, ruleset.label(why.level())),
                join(why.subjects(), names),
                mark(why.bound(), language),
                why.count(),
                why.needed(),
                why.article());
    }

    private static String join(List<String> subjects, Map<String, String> names) {
        return subjects.stream().map(each -> names.getOrDefault(each, each)).collect(Collectors.joining(", "));
    }

    private static String mark(int tenths, Language language) {
        return tenths / 10 + (language == Language.VI ? "," : ".") + tenths % 10;
    }

    private static Cell cell(Result result, Language language) {
        return switch (result) {
            case Result.Score(var tenths) -> new Cell(mark(tenths, language), false);
            case Result.Verdict verdict -> new Cell(verdict == Result.Verdict.PASSED ? "Đ" : "CĐ", false);
            case Result.Gap gap ->
                gap == Result.Gap.PENDING
                        ? new Cell("–", true)
                        : new Cell(WORDS.get(language, "results.left-out"), false);
        };
    }

    // --- what is missing

    /**
     * Một phần còn thiếu.
     *
     * @param who whose work it is; empty where nobody is assigned
     * @param whose names, by the columns that they lack
     */
    public record Gap(String what, String who, int pupils, List<Whose> whose) {}

    /** Ai thiếu cột nào. */
    public record Whose(String cols, boolean everybody, List<String> names) {}

    private List<Gap> missing(
            Handle handle,
            Language language,
            Homeroom homeroom,
            Sight sight,
            Period period,
            Map<String, String> names) {
        var pupils = new LinkedHashMap<String, String>();
        Roll.list(handle, homeroom.id())
                .forEach(each ->
                        pupils.put(each.pupil().id(), each.pupil().name().full()));
        var groups = new LinkedHashMap<String, List<Missing>>();
        results.incomplete(handle, homeroom.id()).stream()
                .filter(each -> period == Period.YEAR || each.semester() == Confirmations.number(period))
                .filter(each -> sight.whole() || sight.taught().contains(each.subject()))
                .forEach(each -> groups.computeIfAbsent(each.semester() + each.subject(), _ -> new ArrayList<>())
                        .add(each));
        var owed = owed(handle, homeroom.id());
        return groups.values().stream()
                .map(group -> gap(handle, language, group, pupils, names, period, owed))
                .toList();
    }

    /** The cells of a class that hold a missed test: no teacher's neglect, and settled another way. */
    private static Set<List<String>> owed(Handle handle, String homeroom) {
        var sheets = CommittedMarks.listSheets(handle, Set.of(homeroom)).stream()
                .collect(Collectors.toMap(Sheet::id, each -> each));
        return FilledCells.listOwed(handle, sheets.keySet()).stream()
                .map(each -> {
                    var sheet = Objects.requireNonNull(sheets.get(each.sheet()));
                    return List.of(each.pupil(), sheet.subject(), String.valueOf(sheet.semester()), each.col());
                })
                .collect(Collectors.toSet());
    }

    private static Gap gap(
            Handle handle,
            Language language,
            List<Missing> group,
            Map<String, String> pupils,
            Map<String, String> names,
            Period period,
            Set<List<String>> owed) {
        var first = group.getFirst();
        var columns = new LinkedHashMap<String, List<String>>();
        group.forEach(each -> columns.computeIfAbsent(each.pupil(), _ -> new ArrayList<>())
                .add(WORDS.get(language, "results.col." + each.col())
                        + (owed.contains(List.of(
                                        each.pupil(), each.subject(), String.valueOf(each.semester()), each.col()))
                                ? " " + WORDS.get(language, "results.owed")
                                : "")));
        var byColumns = new LinkedHashMap<String, List<String>>();
        columns.forEach((pupil, cols) -> byColumns
                .computeIfAbsent(String.join(", ", cols), _ -> new ArrayList<>())
                .add(pupils.getOrDefault(pupil, "")));
        var what = first.subject().isEmpty()
                ? WORDS.get(language, first.col().equals(Missing.TRAITS) ? "results.traits" : "results.conduct")
                : names.getOrDefault(first.subject(), first.subject());
        return new Gap(
                period == Period.YEAR ? WORDS.get(language, "results.of-term", what, first.semester()) : what,
                first.teacher().map(each -> name(handle, each)).orElse(""),
                columns.size(),
                byColumns.entrySet().stream()
                        .map(each -> new Whose(each.getKey(), each.getValue().size() == pupils.size(), each.getValue()))
                        .toList());
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    // --- who stands for it

    /**
     * Một bước xác nhận.
     *
     * @param by whose name stands under it; empty where nobody's does
     * @param fallen why it stands no more; empty while it does
     * @param seal of what is shown, for whoever may confirm it now; empty for the others
     */
    public record StepLine(
            String step,
            String subject,
            String name,
            String by,
            @Nullable String at,
            String fallen,
            boolean stands,
            String seal) {}

    private List<StepLine> steps(
            Handle handle, Context ctx, Homeroom homeroom, List<Heading> headings, Period period, Sight sight) {
        var number = Confirmations.number(period);
        var state = Confirmations.standing(handle, homeroom.id(), number);
        var lines = new ArrayList<StepLine>();
        if (period != Period.YEAR) {
            for (var heading : headings) {
                lines.add(step(handle, ctx, homeroom, number, Step.SUBJECT, heading.id(), heading.name(), state));
            }
        }
        if (sight.whole()) {
            for (var step : List.of(Step.HOMEROOM, Step.PRINCIPAL)) {
                lines.add(step(
                        handle,
                        ctx,
                        homeroom,
                        number,
                        step,
                        "",
                        WORDS.get(Web.language(ctx), "results.step." + step),
                        state));
            }
        }
        return lines;
    }

    private StepLine step(
            Handle handle,
            Context ctx,
            Homeroom homeroom,
            int period,
            Step step,
            String subject,
            String name,
            Confirmations.State state) {
        var held = state.of(step, subject);
        var visitor = Web.visitor(ctx);
        var deed = new Confirmations.Deed(homeroom.id(), period, step, subject, "");
        var offered = (held == null || !held.stands())
                && !visitor.readsOnly()
                && confirmations
                        .refusal(handle, visitor.actor(), visitor.person(), deed)
                        .isEmpty();
        return new StepLine(
                step.name(),
                subject,
                name,
                held == null ? "" : name(handle, held.by()),
                held == null ? null : held.at(),
                held == null || held.stands() ? "" : fallen(handle, Web.language(ctx), held),
                held != null && held.stands(),
                offered ? Confirmations.seal(handle, homeroom.id(), period, subject) : "");
    }

    private static String fallen(Handle handle, Language language, Confirmation held) {
        var pupil = People.findPupil(handle, Objects.requireNonNullElse(held.voidedPupil(), ""))
                .map(Pupil::name)
                .map(each -> each.full())
                .orElse("");
        var subject = Objects.requireNonNullElse(held.voidedSubject(), "");
        var at = Formats.moment(Objects.requireNonNull(held.voidedAt()));
        return subject.isEmpty()
                ? WORDS.get(language, "results.fallen.level", pupil, at)
                : WORDS.get(
                        language,
                        "results.fallen.subject",
                        pupil,
                        SchoolYears.findSubject(handle, subject)
                                .map(Subject::name)
                                .orElse(subject),
                        at);
    }

    private void recompute(Context ctx) {
        var visitor = Web.visitor(ctx);
        var id = ctx.pathParam("homeroom");
        var refusal = db.write(visitor.actor(), tx -> {
            var homeroom = Roll.findHomeroom(tx.handle(), id);
            var sight = homeroom.map(each -> sight(tx.handle(), visitor, each.id()));
            if (sight.isEmpty() || !(sight.get().leads() || (sight.get().all() && !visitor.readsOnly()))) {
                return Optional.of(Reason.NOT_YOURS);
            }
            Results.recompute(tx, id);
            return Optional.<Reason>empty();
        });
        back(ctx, refusal, "recomputed");
    }

    private void confirm(Context ctx) {
        var visitor = Web.visitor(ctx);
        var step = Stream.of(Step.values())
                .filter(each -> each.name().equals(Web.text(ctx, "step")))
                .findFirst();
        if (step.isEmpty()) {
            back(ctx, Optional.of(Reason.UNKNOWN_STEP), "");
            return;
        }
        if (!Web.text(ctx, "checked").equals("yes")) {
            back(ctx, Optional.of(Reason.UNCHECKED), "");
            return;
        }
        var deed = new Confirmations.Deed(
                ctx.pathParam("homeroom"),
                Confirmations.number(period(Web.text(ctx, "term"))),
                step.get(),
                Web.text(ctx, "subject"),
                Web.text(ctx, "seal"));
        back(ctx, confirmations.confirm(visitor.actor(), visitor.person(), deed), "confirmed");
    }

    private void back(Context ctx, Optional<Reason> refusal, String done) {
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, refusal.get());
        } else {
            ctx.redirect(
                    "/classes/" + ctx.pathParam("homeroom") + "/results?term=" + term(period(Web.text(ctx, "term")))
                            + "&done=" + done,
                    HttpStatus.SEE_OTHER);
        }
    }

    // --- all classes

    /**
     * Một lớp trong danh sách.
     *
     * @param terms of each period, how far its confirmation has come
     */
    public record Row(Homeroom homeroom, String rules, List<String> terms) {}

    private void overview(Context ctx) {
        var visitor = Web.visitor(ctx);
        var rows = db.read(handle -> SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()).stream()
                        .filter(each -> sight(handle, visitor, each.id()).any())
                        .map(each -> row(handle, each))
                        .toList())
                .orElse(List.of()));
        ctx.render("results/classes.peb", Map.of("rows", rows));
    }

    private static Row row(Handle handle, Homeroom homeroom) {
        var all = ConfirmationTable.list(handle, homeroom.id());
        return new Row(
                homeroom,
                Governing.find(handle, homeroom)
                        .map(each -> each.ruleset().source())
                        .orElse(""),
                Stream.of(1, 2, Confirmations.YEAR)
                        .map(period -> state(Confirmations.state(all, period)))
                        .toList());
    }

    private static String state(Confirmations.State state) {
        if (state.complete()) {
            return "PRINCIPAL";
        }
        return state.led()
                ? "HOMEROOM"
                : state.subjects().values().stream().anyMatch(Confirmation::stands) ? "SUBJECT" : "NONE";
    }

    // --- one pupil

    /** Một năm của một học sinh. */
    public record Year(
            String schoolYear, String homeroom, String rules, List<SubjectLine> subjects, List<Term> terms) {}

    /** Một môn của một học sinh. */
    public record SubjectLine(String name, Cell first, Cell second, Cell year) {}

    /** Một kỳ của một học sinh. */
    public record Term(
            String term, String conduct, String mean, String level, boolean decide, List<String> why, String title) {}

    private void pupil(Context ctx) {
        var visitor = Web.visitor(ctx);
        var language = Web.language(ctx);
        var id = ctx.pathParam("pupil");
        var model = db.read(handle -> {
            var pupil = People.findPupil(handle, id);
            var place = Roll.findPlace(handle, id);
            var may = place.isPresent()
                    ? sight(handle, visitor, place.get().homeroom()).whole()
                    : sight(handle, visitor, "").all();
            if (pupil.isEmpty() || !may) {
                return Optional.<Map<String, Object>>empty();
            }
            var names = subjects(handle);
            var years = ResultTable.listOfPupil(handle, id, Roll.listYears(handle)).stream()
                    .map(each -> year(handle, language, each, names))
                    .toList();
            return Optional.of(Map.<String, Object>of(
                    "pupil", pupil.get(), "years", years, "primary", primaryYears(handle, language, id, names)));
        });
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_PUPIL);
            return;
        }
        ctx.render("results/pupil.peb", model.get());
    }

    /** Một năm ở tiểu học. */
    public record PrimaryPast(
            String schoolYear,
            String homeroom,
            String rules,
            List<Map.Entry<String, Cell>> subjects,
            String traits,
            String result,
            String title) {}

    private static List<PrimaryPast> primaryYears(
            Handle handle, Language language, String pupil, Map<String, String> names) {
        return Roll.listYears(handle).stream()
                .flatMap(year -> Results.findPrimary(handle, year, pupil).stream())
                .map(each -> {
                    var circular = each.circular();
                    var tested = circular.tests(each.year().grade(), Moment.END_YEAR);
                    var result = each.result();
                    var title = each.title();
                    return new PrimaryPast(
                            each.schoolYear().replace('-', '–'),
                            Roll.getHomeroom(handle, each.homeroom()).name(),
                            circular.ruleset().source() + " (" + each.rulesetId() + "." + each.version() + ")",
                            each.year().subjects().stream()
                                    .map(subject -> Map.entry(
                                            names.getOrDefault(subject.subject(), subject.subject()),
                                            primaryCell(language, subject, tested.contains(subject.subject()))))
                                    .toList(),
                            traits(
                                            each.year(),
                                            circular.traits(each.year().grade()).size())
                                    .text(),
                            result == null
                                    ? ""
                                    : WORDS.get(language, circular.ruleset().label(result)),
                            title == null ? "" : WORDS.get(language, title.key()));
                })
                .toList();
    }

    private static Year year(Handle handle, Language language, PupilResult result, Map<String, String> names) {
        var ruleset = Results.ruleset(handle, result);
        return new Year(
                result.schoolYear().replace('-', '–'),
                Roll.getHomeroom(handle, result.homeroom()).name(),
                ruleset.source() + " (" + ruleset.id() + "." + ruleset.version() + ")",
                result.subjects().stream()
                        .map(each -> new SubjectLine(
                                names.getOrDefault(each.subject(), each.subject()),
                                cell(each.first(), language),
                                cell(each.second(), language),
                                cell(each.year(), language)))
                        .toList(),
                Stream.of(Period.values())
                        .map(period -> {
                            var told = told(handle, language, result, period, names);
                            return new Term(
                                    term(period),
                                    told.conduct(),
                                    told.mean(),
                                    told.level(),
                                    told.decide(),
                                    told.why(),
                                    told.title());
                        })
                        .toList());
    }
}
