package vn.sotruong.school.promotion;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.people.NameQuery;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.print.Pdf;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang xét lên lớp: of a class, of all classes, and the lists that come of it. */
public final class PromotionPages implements Pages {
    private static final Need[] READERS = {Need.PRINCIPAL, Need.CLERK, Need.INSPECTOR};

    private final Database db;
    private final Promotion promotion;

    public PromotionPages(Promotion promotion) {
        this.db = promotion.db();
        this.promotion = promotion;
    }

    @Override
    public void routes(Routes at) {
        at.get("/promotion", this::overview, Need.HOMEROOM, READERS);
        at.get("/promotion/list", this::register, Need.HOMEROOM, READERS);
        at.get("/promotion/list.pdf", this::paper, Need.HOMEROOM, READERS);
        at.get("/classes/{homeroom}/promotion", ctx -> show(ctx, null), Need.HOMEROOM, READERS);
        at.post("/classes/{homeroom}/promotion/list", this::list, Need.HOMEROOM);
        at.post("/classes/{homeroom}/promotion/submit", this::submit, Need.HOMEROOM);
        at.post("/classes/{homeroom}/promotion/return", ctx -> handBack(ctx, Deed.RETURN, "returned"), Need.PRINCIPAL);
        at.post("/classes/{homeroom}/promotion/reopen", ctx -> handBack(ctx, Deed.REOPEN, "reopened"), Need.PRINCIPAL);
        at.post("/classes/{homeroom}/promotion/rule", this::rule, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/promotion/approve", this::approve, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/promotion/issue", this::issue, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK, 59, "promotion.menu", "award", "/promotion", Need.HOMEROOM, READERS));
    }

    static boolean seesAll(Visitor visitor) {
        return visitor.capacity() != Capacity.ADMINISTRATION
                && (visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.CLERK) || visitor.holds(Need.INSPECTOR));
    }

    private boolean sees(Handle handle, Visitor visitor, String homeroom) {
        return seesAll(visitor)
                || (visitor.capacity() != Capacity.ADMINISTRATION
                        && Roll.leads(handle, visitor.person(), homeroom, promotion.today()));
    }

    // --- one class

    private void show(Context ctx, @Nullable Reason trouble) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                .filter(homeroom -> sees(handle, visitor, homeroom.id()))
                .map(homeroom -> page(handle, ctx, homeroom)));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        model.get().put("trouble", trouble == null ? "" : trouble.key());
        ctx.render("promotion/class.peb", model.get());
    }

    /**
     * Một học sinh trên trang của lớp.
     *
     * @param outcome in words; empty while there is none
     * @param ruled by which ruling; empty where the rules said it
     * @param owes the subjects to be assessed again
     * @param again what the second review came to; empty before it
     * @param cause why it is to be done again; empty unless it is
     * @param may codes of what the visitor may do with this pupil
     */
    public record Row(
            int number,
            String pupil,
            String name,
            String state,
            String outcome,
            String ruled,
            List<String> why,
            String owes,
            String again,
            String title,
            boolean flagged,
            String cause,
            List<String> missing,
            List<String> may,
            boolean both) {}

    /** Một con số cộng. */
    public record Sum(String label, int number) {}

    private Map<String, @Nullable Object> page(Handle handle, Context ctx, Homeroom homeroom) {
        var visitor = Web.visitor(ctx);
        var words = new Words(handle, Web.language(ctx));
        var lines = promotion.lines(handle, homeroom);
        var judged = lines.stream()
                        .anyMatch(each -> each.judged() != null && each.judged().outcome() != null)
                || lines.stream()
                        .anyMatch(
                                each -> each.review() != null || !each.missing().isEmpty());
        var may = may(handle, visitor, homeroom);
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("school", SchoolYears.getSchool(handle).name());
        model.put("schoolYear", homeroom.schoolYear().replace('-', '–'));
        model.put("today", promotion.today());
        model.put("judged", judged);
        model.put(
                "lines",
                lines.stream().map(each -> row(handle, words, each, may)).toList());
        model.put("sums", sums(words, lines));
        var missing =
                lines.stream().filter(each -> each.state() == State.INCOMPLETE).toList();
        model.put("blocked", missing.size());
        model.put("gaps", words.gaps(missing));
        model.put("unruled", count(lines, each -> Promotion.unruled(each, State.SUBMITTED)));
        model.put(
                "ready",
                count(lines, each -> each.state().after(Deed.LIST, false).isPresent()));
        model.put("listed", count(lines, each -> each.state() == State.LISTED));
        model.put("submitted", count(lines, each -> each.state() == State.SUBMITTED));
        model.put(
                "approved", count(lines, each -> each.state() == State.APPROVED_1 || each.state() == State.APPROVED_2));
        model.put(
                "summer",
                count(
                        lines,
                        each -> each.review() != null
                                && each.review().summer()
                                && each.review().issue() != null));
        model.put("leads", may.contains(Deed.LIST));
        model.put("presides", may.contains(Deed.ISSUE));
        model.put("approves", may.contains(Deed.APPROVE));
        model.put("own", may.contains(Deed.ISSUE) && !may.contains(Deed.APPROVE));
        model.put("standIn", standIn(handle, ctx, homeroom, Matter.PROMOTION, lines));
        model.put("seal", Promotion.seal(lines, State.SUBMITTED));
        model.put("rulings", words.options(Promotion.RULINGS));
        model.put("typed", typed(ctx));
        model.put("done", done(ctx));
        return model;
    }

    /** Who approved in the principal's place; empty where the principal did, or nobody yet. */
    static String standIn(Handle handle, Context ctx, Homeroom homeroom, Matter matter, List<Line> lines) {
        return lines.stream()
                .map(Line::review)
                .filter(Objects::nonNull)
                .map(each -> matter == Matter.PROMOTION
                        ? each.first().approved()
                        : each.second() == null ? null : each.second().approved())
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(each ->
                        StandIns.told(handle, Web.language(ctx), Promotion.about(matter, homeroom.id()), each.by()))
                .orElse("");
    }

    private static int count(List<Line> lines, Predicate<Line> which) {
        return (int) lines.stream().filter(which).count();
    }

    private List<Deed> may(Handle handle, Visitor visitor, Homeroom homeroom) {
        return visitor.readsOnly()
                ? List.of()
                : Stream.of(Deed.values())
                        .filter(deed -> promotion
                                .refusal(handle, visitor.actor(), visitor.person(), homeroom.id(), deed)
                                .isEmpty())
                        .toList();
    }

    private static Map<String, String> typed(Context ctx) {
        var typed = new HashMap<String, String>();
        for (var field : List.of("pupil", "outcome", "number", "date", "text", "why", "decision", "issued")) {
            typed.put(field, Web.text(ctx, field));
        }
        return typed;
    }

    private static String done(Context ctx) {
        var done = Web.text(ctx, "done");
        return List.of("listed", "submitted", "returned", "reopened", "ruled", "approved", "issued")
                        .contains(done)
                ? done
                : "";
    }

    private static Row row(Handle handle, Words words, Line line, List<Deed> deeds) {
        var review = line.review();
        var stands = review != null && line.state() != State.READY && line.state() != State.INCOMPLETE;
        var judged = line.judged();
        var told = told(words, line, stands ? review : null);
        var may = new ArrayList<String>();
        if (review != null && stands) {
            for (var deed : List.of(Deed.RETURN, Deed.REOPEN)) {
                if (deeds.contains(deed) && review.state().after(deed, false).isPresent()) {
                    may.add(deed.name());
                }
            }
            if (may.contains(Deed.RETURN.name())) {
                may.remove(Deed.REOPEN.name());
            }
            if (deeds.contains(Deed.RULE)
                    && review.state() == State.SUBMITTED
                    && review.first().ruled() == PromotionOutcome.CAN_QUYET_DINH) {
                may.add(Deed.RULE.name());
            }
        }
        var owes = review != null && stands
                ? owes(handle, words, review)
                : judged == null ? "" : words.eligible(judged.eligible(), judged.ruleset());
        var title = stands && review != null
                ? review.first().title()
                : judged == null || line.state() == State.INCOMPLETE ? null : judged.title();
        return new Row(
                line.number(),
                line.pupil().id(),
                line.pupil().name().full(),
                line.state().name(),
                told.outcome(),
                told.ruled(),
                told.why(),
                owes,
                review == null || !stands || review.second() == null
                        ? ""
                        : words.outcome(review.second().outcome()),
                title == null ? "" : words.say(title.key()),
                (stands && review != null) ? review.first().flagged() : (judged != null && judged.flagged()),
                cause(words, line),
                words.missing(line.missing()),
                may,
                Promotion.mayBoth(line));
    }

    /** Kết quả bằng lời. */
    private record Told(String outcome, String ruled, List<String> why) {}

    private static Told told(Words words, Line line, @Nullable Review review) {
        var judged = line.judged();
        if (review != null) {
            var ruling = review.first().ruling();
            return new Told(
                    words.outcome(review.first().outcome()),
                    ruling == null
                            ? ""
                            : words.say(
                                    "promotion.ruling",
                                    ruling.number(),
                                    vn.sotruong.ground.web.Formats.day(ruling.date()),
                                    words.staff(ruling.by()),
                                    ruling.text()),
                    words.grounds(review.first().grounds()));
        }
        if (judged == null) {
            return new Told("", "", List.of());
        }
        return line.state() == State.INCOMPLETE
                ? new Told("", "", line.missing().isEmpty() ? words.grounds(judged.grounds()) : List.of())
                : new Told(words.outcome(judged.outcome()), "", words.grounds(judged.grounds()));
    }

    private static String cause(Words words, Line line) {
        var review = line.review();
        if (line.overtaken()) {
            return words.say("promotion.cause.INPUTS", "");
        }
        return review == null || review.cause() == null
                ? ""
                : words.say("promotion.cause." + review.cause(), Objects.requireNonNullElse(review.why(), ""));
    }

    private static List<Sum> sums(Words words, List<Line> lines) {
        var sums = new ArrayList<Sum>();
        for (var state : State.values()) {
            var number = count(lines, each -> each.state() == state);
            if (number > 0) {
                sums.add(new Sum(words.say(state.key()), number));
            }
        }
        return sums;
    }

    private void list(Context ctx) {
        back(ctx, promotion.list(actor(ctx), person(ctx), homeroom(ctx)), "listed");
    }

    private void submit(Context ctx) {
        back(ctx, promotion.submit(actor(ctx), person(ctx), homeroom(ctx)), "submitted");
    }

    private void handBack(Context ctx, Deed deed, String done) {
        back(
                ctx,
                promotion.handBack(
                        actor(ctx), person(ctx), homeroom(ctx), Web.text(ctx, "pupil"), deed, Web.text(ctx, "why")),
                done);
    }

    private void rule(Context ctx) {
        var typed = new Promotion.Typed(
                Web.text(ctx, "outcome"), Web.text(ctx, "number"), date(Web.text(ctx, "date")), Web.text(ctx, "text"));
        back(ctx, promotion.rule(actor(ctx), person(ctx), homeroom(ctx), Web.text(ctx, "pupil"), typed), "ruled");
    }

    private void approve(Context ctx) {
        if (!Web.text(ctx, "checked").equals("yes")) {
            back(ctx, new Answer.Refused(Reason.UNCHECKED), "");
            return;
        }
        back(ctx, promotion.approve(actor(ctx), person(ctx), homeroom(ctx), Web.text(ctx, "seal")), "approved");
    }

    private void issue(Context ctx) {
        back(
                ctx,
                promotion.issue(
                        actor(ctx),
                        person(ctx),
                        homeroom(ctx),
                        Web.text(ctx, "decision"),
                        date(Web.text(ctx, "issued"))),
                "issued");
    }

    private void back(Context ctx, Answer answer, String done) {
        switch (answer) {
            case Answer.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason);
            }
            case Answer.Done _ ->
                ctx.redirect("/classes/" + homeroom(ctx) + "/promotion?done=" + done, HttpStatus.SEE_OTHER);
        }
    }

    static vn.sotruong.ground.kernel.Actor actor(Context ctx) {
        return Web.actor(ctx);
    }

    static String person(Context ctx) {
        return Web.visitor(ctx).person();
    }

    static String homeroom(Context ctx) {
        return ctx.pathParam("homeroom");
    }

    static @Nullable LocalDate date(String typed) {
        try {
            return typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    // --- all classes

    /**
     * Một lớp trong bảng chung.
     *
     * @param numbers in the order of {@link #COLUMNS}
     */
    public record ClassRow(Homeroom homeroom, int size, List<Integer> numbers) {}

    private static final List<Kind> COLUMNS = List.of(Kind.values());

    /** Danh sách. */
    enum Kind {
        UP,
        RETEST,
        TRAINING,
        BOTH,
        STAY,
        RULING,
        NONE,
        TITLE,
        OPEN;

        boolean holds(Review review) {
            if (review.state() == State.RETURNED) {
                return this == OPEN;
            }
            var outcome = review.outcome().orElse(null);
            var first = review.first().outcome();
            return switch (this) {
                case UP -> outcome == PromotionOutcome.LEN_LOP;
                case RETEST -> first == PromotionOutcome.KIEM_TRA_LAI;
                case TRAINING -> first == PromotionOutcome.REN_LUYEN_HE;
                case BOTH -> first == PromotionOutcome.CA_HAI;
                case STAY -> outcome == PromotionOutcome.O_LAI_LOP;
                case RULING -> outcome == PromotionOutcome.CAN_QUYET_DINH;
                case NONE -> !review.considered();
                case TITLE -> review.first().title() != null;
                case OPEN -> review.considered() && review.state() != State.FINAL;
            };
        }
    }

    private void overview(Context ctx) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> {
            var year = year(handle, ctx);
            var rows = rows(handle, visitor, year);
            var totals = new ArrayList<Integer>();
            for (var i = 0; i < COLUMNS.size(); i++) {
                var at = i;
                totals.add(
                        rows.stream().mapToInt(each -> each.numbers().get(at)).sum());
            }
            var shown = new HashMap<String, @Nullable Object>();
            shown.put("rows", rows);
            shown.put("kinds", COLUMNS.stream().map(Enum::name).toList());
            shown.put("totals", totals);
            shown.put("size", rows.stream().mapToInt(ClassRow::size).sum());
            shown.put("year", year);
            shown.put("years", Roll.listYears(handle));
            shown.put("school", SchoolYears.getSchool(handle).name());
            shown.put("today", promotion.today());
            return shown;
        });
        ctx.render("promotion/promotion.peb", model);
    }

    static String year(Handle handle, Context ctx) {
        var asked = Web.text(ctx, "year");
        return Roll.listYears(handle).stream()
                .filter(asked::equals)
                .findFirst()
                .or(() -> SchoolYears.findOpenYear(handle).map(each -> each.id()))
                .orElse("");
    }

    private List<ClassRow> rows(Handle handle, Visitor visitor, String year) {
        var all = Promotion.list(handle, year);
        var reviews = all.stream().collect(Collectors.groupingBy(Review::homeroom));
        var unlisted = unlisted(handle, year, all);
        var sizes = Roll.mapSizes(handle);
        return Roll.listHomerooms(handle, year).stream()
                .filter(each -> sees(handle, visitor, each.id()))
                .map(each -> {
                    var own = reviews.getOrDefault(each.id(), List.of());
                    return new ClassRow(
                            each,
                            Math.max(sizes.getOrDefault(each.id(), 0), own.size()),
                            COLUMNS.stream()
                                    .map(kind -> (int) own.stream()
                                                    .filter(kind::holds)
                                                    .count()
                                            + (kind == Kind.OPEN
                                                    ? unlisted.getOrDefault(each.id(), List.of())
                                                            .size()
                                                    : 0))
                                    .toList());
                })
                .toList();
    }

    /** Who is in a class of the open year and in no list yet, by class. */
    private static Map<String, List<Enrolment>> unlisted(Handle handle, String year, List<Review> reviews) {
        if (SchoolYears.findOpenYear(handle)
                .filter(each -> each.id().equals(year))
                .isEmpty()) {
            return Map.of();
        }
        var listed = reviews.stream().map(Review::pupil).collect(Collectors.toSet());
        return Roll.mapPlaces(handle).values().stream()
                .filter(each -> !listed.contains(each.pupil()))
                .collect(Collectors.groupingBy(Enrolment::homeroom));
    }

    /** Một dòng của danh sách. */
    public record Entry(
            int number, String name, LocalDate born, String homeroom, String outcome, String more, String state) {}

    /**
     * Một dòng trước khi đánh số.
     *
     * @param review null for whoever is in no list yet
     */
    private record Found(@Nullable Review review, VietnameseName name, LocalDate born, Homeroom homeroom) {
        static Found of(Handle handle, String pupil, @Nullable Review review, @Nullable Homeroom homeroom) {
            var person = People.getPupil(handle, pupil);
            return new Found(review, person.name(), person.birthDate(), Objects.requireNonNull(homeroom));
        }
    }

    private void register(Context ctx) {
        ctx.render("promotion/list.peb", found(ctx));
    }

    /** The same list on paper: dated, by its decisions, with the lines to sign on. */
    private void paper(Context ctx) {
        ctx.contentType("application/pdf");
        ctx.header("Content-Disposition", "attachment; filename=\"danh-sach-xet.pdf\"");
        ctx.result(Pdf.render(Web.paper(ctx, "promotion/paper.peb", found(ctx))));
    }

    private Map<String, @Nullable Object> found(Context ctx) {
        var visitor = Web.visitor(ctx);
        var kind = COLUMNS.stream()
                .filter(each -> each.name().equals(Web.text(ctx, "kind")))
                .findFirst()
                .orElse(Kind.UP);
        var query = Web.text(ctx, "q");
        var only = Web.text(ctx, "class");
        return db.read(handle -> {
            var year = year(handle, ctx);
            var words = new Words(handle, Web.language(ctx));
            var homerooms = Roll.listHomerooms(handle, year).stream()
                    .filter(each -> sees(handle, visitor, each.id()))
                    .collect(Collectors.toMap(Homeroom::id, each -> each));
            var reviews = Promotion.list(handle, year);
            var listed = reviews.stream()
                    .filter(each -> homerooms.containsKey(each.homeroom()) && kind.holds(each))
                    .map(each -> Found.of(handle, each.pupil(), each, homerooms.get(each.homeroom())));
            var unlisted = kind == Kind.OPEN ? unlisted(handle, year, reviews) : Map.<String, List<Enrolment>>of();
            var found = Stream.concat(
                            listed,
                            unlisted.values().stream()
                                    .flatMap(List::stream)
                                    .filter(each -> homerooms.containsKey(each.homeroom()))
                                    .map(each -> Found.of(handle, each.pupil(), null, homerooms.get(each.homeroom()))))
                    .filter(each ->
                            only.isEmpty() || only.equals(each.homeroom().id()))
                    .sorted(Comparator.comparingInt(
                                    (Found each) -> each.homeroom().grade())
                            .thenComparing(each -> each.homeroom().name())
                            .thenComparing(each -> each.name().sortKey()))
                    .toList();
            var picked = NameQuery.of(query).pick(found, Found::name);
            var entries = new ArrayList<Entry>();
            for (var each : picked) {
                var review = each.review();
                entries.add(new Entry(
                        entries.size() + 1,
                        each.name().full(),
                        each.born(),
                        each.homeroom().name(),
                        review == null ? "" : words.outcome(review.outcome().orElse(null)),
                        review == null ? "" : more(handle, words, review, kind),
                        review == null ? "UNLISTED" : review.state().name()));
            }
            var shown = new HashMap<String, @Nullable Object>();
            shown.put("entries", entries);
            shown.put("all", found.size());
            shown.put("kind", kind.name());
            shown.put("kinds", COLUMNS.stream().map(Enum::name).toList());
            shown.put("query", query);
            shown.put("class", only);
            shown.put(
                    "homerooms",
                    homerooms.values().stream()
                            .sorted(Comparator.comparingInt(Homeroom::grade).thenComparing(Homeroom::name))
                            .toList());
            shown.put("year", year);
            shown.put("school", SchoolYears.getSchool(handle).name());
            shown.put("today", promotion.today());
            shown.put("now", promotion.now());
            shown.put("decisions", decisions(picked));
            shown.put(
                    "teacher",
                    Roll.findHomeroomTeacher(handle, only, promotion.today())
                            .map(each -> words.staff(each.staff()))
                            .orElse(""));
            shown.put(
                    "homeroom",
                    homerooms.containsKey(only) ? homerooms.get(only).name() : "");
            return shown;
        });
    }

    /** Căn cứ: by which decisions of the principal these pupils are where they are. */
    public record Decided(String number, LocalDate date) {}

    private static List<Decided> decisions(List<Found> found) {
        return found.stream()
                .map(Found::review)
                .filter(Objects::nonNull)
                .map(Review::issue)
                .filter(Objects::nonNull)
                .map(each -> new Decided(each.decision(), each.date()))
                .distinct()
                .toList();
    }

    private static String more(Handle handle, Words words, Review review, Kind kind) {
        var title = review.first().title();
        if (kind == Kind.TITLE || kind == Kind.UP) {
            return title == null ? "" : words.say(title.key());
        }
        return owes(handle, words, review);
    }

    /** What the summer is to bring, training apart. */
    private static String owes(Handle handle, Words words, Review review) {
        var ids = Summers.owed(handle, review).stream()
                .filter(each -> each.form() != Owed.Form.CONDUCT)
                .map(each -> each.homeroomTeachers() ? each.key() : each.subject())
                .distinct()
                .toList();
        return words.eligible(
                ids,
                Dossier.find(handle, review.schoolYear(), review.pupil())
                        .map(Dossier::ruleset)
                        .orElse(null));
    }

    // --- what waits

    /** What somebody should know of it today: lists to make, lists to approve, results of the summer. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var told = new ArrayList<Notice>();
        if (visitor.capacity() == Capacity.ADMINISTRATION || visitor.readsOnly()) {
            return told;
        }
        if (visitor.holds(Need.HOMEROOM)) {
            for (var homeroom : promotion.homerooms(handle, visitor.person(), false)) {
                promotion
                        .owed(handle, homeroom)
                        .ifPresent(key -> told.add(new Notice(
                                Notice.Tone.WAITS,
                                "promotion.today." + key,
                                List.of(homeroom.name()),
                                "/classes/" + homeroom.id() + "/promotion")));
            }
        }
        if (visitor.holds(Need.PRINCIPAL)) {
            var waiting = promotion.waiting(handle).stream()
                    .filter(each -> promotion.approves(handle, visitor, each))
                    .toList();
            if (!waiting.isEmpty()) {
                told.add(new Notice(
                        Notice.Tone.WAITS,
                        "promotion.today.approve",
                        List.of(
                                String.valueOf(waiting.size()),
                                waiting.stream().map(Homeroom::name).limit(12).collect(Collectors.joining(", "))),
                        waiting.size() == 1 ? "/classes/" + waiting.getFirst().id() + "/promotion" : "/promotion"));
            }
        }
        return told;
    }
}
