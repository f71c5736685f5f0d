package vn.sotruong.school.promotion;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang sổ hè: what is assessed again and what training came to, beside the year's own result, and the second review. */
public final class SummerPages implements Pages {
    private static final Need[] READERS = {Need.HOMEROOM, Need.PRINCIPAL, Need.CLERK, Need.INSPECTOR};

    private final Database db;
    private final Promotion promotion;
    private final Summers summers;

    public SummerPages(Promotion promotion) {
        this.db = promotion.db();
        this.promotion = promotion;
        this.summers = new Summers(promotion);
    }

    @Override
    public void routes(Routes at) {
        at.get("/promotion/summer", this::overview, Need.ENTER_MARKS, READERS);
        at.get("/classes/{homeroom}/summer", ctx -> show(ctx, null), Need.ENTER_MARKS, READERS);
        at.post("/classes/{homeroom}/summer/enter", this::enter, Need.ENTER_MARKS, Need.HOMEROOM);
        at.post("/classes/{homeroom}/summer/list", this::list, Need.HOMEROOM);
        at.post("/classes/{homeroom}/summer/return", this::handBack, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/summer/rule", this::rule, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/summer/approve", this::approve, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/summer/close", this::close, Need.PRINCIPAL);
    }

    /**
     * Người xem.
     *
     * @param whole whether they see everything of this class
     */
    private record Sight(boolean whole, boolean leads) {}

    private Sight sight(Handle handle, Visitor visitor, Homeroom homeroom) {
        var leads = visitor.capacity() != Capacity.ADMINISTRATION
                && Roll.leads(handle, visitor.person(), homeroom.id(), promotion.today());
        return new Sight(leads || PromotionPages.seesAll(visitor), leads);
    }

    // --- every class with something left to the summer

    /** Một lớp còn việc trong hè. */
    public record ClassRow(Homeroom homeroom, int pending, int listed, int approved, boolean closed) {}

    private void overview(Context ctx) {
        var visitor = Web.visitor(ctx);
        var rows = db.read(handle -> {
            var byClass = new HashMap<String, List<Review>>();
            ReviewTable.listInSummer(handle)
                    .forEach(each -> byClass.computeIfAbsent(each.homeroom(), _ -> new ArrayList<>())
                            .add(each));
            return byClass.entrySet().stream()
                    .map(each -> Map.entry(Roll.getHomeroom(handle, each.getKey()), each.getValue()))
                    .filter(each -> concerns(handle, visitor, each.getKey(), each.getValue()))
                    .map(each -> new ClassRow(
                            each.getKey(),
                            count(each.getValue(), State.SUMMER_PENDING),
                            count(each.getValue(), State.SUMMER_RESULT),
                            count(each.getValue(), State.APPROVED_2),
                            SummerTable.findClose(handle, each.getKey().id()).isPresent()))
                    .sorted(java.util.Comparator.comparing(
                                    (ClassRow row) -> row.homeroom().schoolYear())
                            .thenComparingInt(row -> row.homeroom().grade())
                            .thenComparing(row -> row.homeroom().name()))
                    .toList();
        });
        ctx.render("promotion/summers.peb", Map.of("rows", rows));
    }

    private boolean concerns(Handle handle, Visitor visitor, Homeroom homeroom, List<Review> reviews) {
        return sight(handle, visitor, homeroom).whole()
                || reviews.stream()
                        .flatMap(each -> Summers.owed(handle, each).stream())
                        .map(Owed::subject)
                        .distinct()
                        .anyMatch(subject -> teaches(handle, visitor, homeroom, subject));
    }

    private boolean teaches(Handle handle, Visitor visitor, Homeroom homeroom, String subject) {
        return visitor.capacity() != Capacity.ADMINISTRATION
                && summers.teaches(handle, visitor.person(), homeroom, subject);
    }

    private static int count(List<Review> reviews, State state) {
        return (int) reviews.stream().filter(each -> each.state() == state).count();
    }

    // --- one class

    /**
     * Một nội dung của một học sinh trong hè.
     *
     * @param before of the year; stays
     * @param after in words; empty before anything came
     * @param typed what a field shows
     * @param options what a field offers; empty where it is typed into
     * @param field whether the visitor may enter it now
     */
    public record Item(
            String key,
            String subject,
            String name,
            String before,
            String after,
            String typed,
            List<Words.Option> options,
            boolean field) {}

    /**
     * Một học sinh trong sổ hè.
     *
     * @param level of the year, and after the summer; empty for whoever sees single subjects alone
     */
    public record Row(
            int number,
            String pupil,
            String name,
            String state,
            List<Item> items,
            String outcome,
            String level,
            String conduct,
            String levelAgain,
            String conductAgain,
            String again,
            List<String> why,
            boolean mayReturn,
            boolean mayRule) {}

    private void show(Context ctx, @Nullable Reason trouble) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                .map(homeroom -> page(handle, ctx, homeroom, trouble != null))
                .filter(page -> Boolean.TRUE.equals(page.get("whole"))
                        || (page.get("rows") instanceof List<?> rows && !rows.isEmpty())));
        if (model.isEmpty() || visitor.capacity() == Capacity.ADMINISTRATION) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        model.get().put("trouble", trouble == null ? "" : trouble.key());
        ctx.render("promotion/summer.peb", model.get());
    }

    private Map<String, @Nullable Object> page(Handle handle, Context ctx, Homeroom homeroom, boolean again) {
        var visitor = Web.visitor(ctx);
        var words = new Words(handle, Web.language(ctx));
        var sight = sight(handle, visitor, homeroom);
        var lines = promotion.lines(handle, homeroom);
        var close = SummerTable.findClose(handle, homeroom.id());
        var rows = new ArrayList<Row>();
        for (var line : lines) {
            var review = line.review();
            if (review != null && review.summer() && review.issue() != null && line.state() == review.state()) {
                var row = row(handle, ctx, words, homeroom, line, review, sight, again);
                if (sight.whole() || !row.items().isEmpty()) {
                    rows.add(row);
                }
            }
        }
        var presides = !visitor.readsOnly() && promotion.presides(handle, visitor);
        var approves = !visitor.readsOnly() && promotion.approves(handle, visitor, homeroom);
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("school", SchoolYears.getSchool(handle).name());
        model.put("schoolYear", homeroom.schoolYear().replace('-', '–'));
        model.put("today", promotion.today());
        model.put("whole", sight.whole());
        model.put("rows", rows);
        model.put("enters", rows.stream().flatMap(each -> each.items().stream()).anyMatch(Item::field));
        model.put("leads", sight.leads() && !visitor.readsOnly());
        model.put("presides", presides);
        model.put("approves", approves);
        model.put("own", presides && !approves);
        model.put("standIn", PromotionPages.standIn(handle, ctx, homeroom, Matter.SUMMER, lines));
        model.put("pending", countOf(lines, State.SUMMER_PENDING));
        model.put("listed", countOf(lines, State.SUMMER_RESULT));
        model.put("approved", countOf(lines, State.APPROVED_2));
        model.put("unruled", (int) lines.stream()
                .filter(each -> Promotion.unruled(each, State.SUMMER_RESULT))
                .count());
        model.put("seal", Promotion.seal(lines, State.SUMMER_RESULT));
        model.put(
                "closed",
                close.map(each -> words.say(
                                "promotion.summer.closed",
                                words.staff(each.by()),
                                Formats.moment(each.at()),
                                each.decision()))
                        .orElse(""));
        model.put(
                "window",
                Stream.concat(
                                Stream.of(SummerEntry.TRAINING),
                                rows.stream()
                                        .flatMap(each -> each.items().stream())
                                        .map(Item::subject))
                        .distinct()
                        .flatMap(subject -> summers.window(handle, homeroom, subject).stream())
                        .findFirst()
                        .map(each -> words.say("promotion.summer.window", each.name(), Formats.moment(each.closes())))
                        .orElse(""));
        model.put("rulings", words.options(EnumSet.of(PromotionOutcome.LEN_LOP, PromotionOutcome.O_LAI_LOP)));
        var typed = new HashMap<String, String>();
        for (var field : List.of("pupil", "outcome", "number", "date", "text", "why", "decision", "close", "issued")) {
            typed.put(field, Web.text(ctx, field));
        }
        model.put("typed", typed);
        var done = Web.text(ctx, "done");
        model.put(
                "done",
                List.of("entered", "listed", "returned", "ruled", "approved", "closed")
                                .contains(done)
                        ? done
                        : "");
        return model;
    }

    private static int countOf(List<Line> lines, State state) {
        return (int) lines.stream().filter(each -> each.state() == state).count();
    }

    private Row row(
            Handle handle,
            Context ctx,
            Words words,
            Homeroom homeroom,
            Line line,
            Review review,
            Sight sight,
            boolean again) {
        var visitor = Web.visitor(ctx);
        var dossier = Dossier.find(handle, review.schoolYear(), review.pupil()).orElseThrow();
        var entered = Summers.entered(handle, review);
        var items = new ArrayList<Item>();
        for (var owed : Summers.owed(handle, review)) {
            var own = owed.homeroomTeachers() ? sight.leads() : teaches(handle, visitor, homeroom, owed.subject());
            if (sight.whole() || own) {
                items.add(item(handle, ctx, words, homeroom, review, dossier, owed, entered, own, again));
            }
        }
        var second = review.second() != null
                ? Optional.of(review.second())
                : Summers.judgeAgain(handle, review).filter(_ -> !entered.isEmpty());
        var presides = !visitor.readsOnly() && promotion.presides(handle, visitor);
        var approves = !visitor.readsOnly() && promotion.approves(handle, visitor, homeroom);
        var listed = review.state() == State.SUMMER_RESULT;
        return new Row(
                line.number(),
                line.pupil().id(),
                line.pupil().name().full(),
                line.state().name(),
                items,
                sight.whole() ? words.outcome(review.first().outcome()) : "",
                sight.whole() ? words.key(dossier.levels().getFirst()) : "",
                sight.whole() ? words.key(dossier.levels().getLast()) : "",
                sight.whole() && !entered.isEmpty() ? words.key(dossier.levelAgain(entered)) : "",
                sight.whole() ? words.value(Owed.Form.CONDUCT, entered.getOrDefault(SummerEntry.TRAINING, "")) : "",
                sight.whole()
                        ? second.map(Review.Second::outcome).map(words::outcome).orElse("")
                        : "",
                sight.whole()
                        ? second.map(each -> words.grounds(each.grounds())).orElse(List.of())
                        : List.of(),
                (presides || approves) && listed,
                presides
                        && listed
                        && review.second() != null
                        && review.second().ruled() == PromotionOutcome.CAN_QUYET_DINH);
    }

    private Item item(
            Handle handle,
            Context ctx,
            Words words,
            Homeroom homeroom,
            Review review,
            Dossier dossier,
            Owed owed,
            Map<String, String> entered,
            boolean own,
            boolean again) {
        var kept = entered.getOrDefault(owed.key(), "");
        var options = words.options(owed.form());
        var shown = options.isEmpty() ? words.value(owed.form(), kept) : kept;
        var field = own && open(handle, ctx, homeroom, review, owed.subject());
        return new Item(
                owed.key(),
                owed.subject(),
                words.owed(owed, dossier.ruleset()),
                words.value(owed.form(), owed.before()),
                words.value(owed.form(), kept),
                again && field ? typed(ctx, review.pupil(), owed.key(), shown) : shown,
                options,
                field);
    }

    private static String typed(Context ctx, String pupil, String subject, String otherwise) {
        return Objects.requireNonNullElse(ctx.formParam("v." + pupil + "." + subject), otherwise);
    }

    private boolean open(Handle handle, Context ctx, Homeroom homeroom, Review review, String subject) {
        return !Web.visitor(ctx).readsOnly()
                && review.state() == State.SUMMER_PENDING
                && SummerTable.findClose(handle, homeroom.id()).isEmpty()
                && summers.window(handle, homeroom, subject).isPresent();
    }

    // --- acts

    private void enter(Context ctx) {
        var typed = new ArrayList<Summers.Typed>();
        for (var name : new HashSet<>(ctx.formParamMap().keySet())) {
            var parts = name.split("\\.", 3);
            if (parts.length == 3 && parts[0].equals("v")) {
                typed.add(new Summers.Typed(parts[1], parts[2], Web.text(ctx, name)));
            }
        }
        var why = Web.text(ctx, "why");
        back(ctx, summers.enter(Web.actor(ctx), PromotionPages.person(ctx), homeroom(ctx), typed, why), "entered");
    }

    private void list(Context ctx) {
        back(ctx, summers.listAgain(Web.actor(ctx), PromotionPages.person(ctx), homeroom(ctx)), "listed");
    }

    private void handBack(Context ctx) {
        back(
                ctx,
                promotion.handBack(
                        Web.actor(ctx),
                        PromotionPages.person(ctx),
                        homeroom(ctx),
                        Web.text(ctx, "pupil"),
                        Deed.RETURN_AGAIN,
                        Web.text(ctx, "why")),
                "returned");
    }

    private void rule(Context ctx) {
        var typed = new Promotion.Typed(
                Web.text(ctx, "outcome"),
                Web.text(ctx, "number"),
                PromotionPages.date(Web.text(ctx, "date")),
                Web.text(ctx, "text"));
        back(
                ctx,
                promotion.rule(
                        Web.actor(ctx), PromotionPages.person(ctx), homeroom(ctx), Web.text(ctx, "pupil"), typed),
                "ruled");
    }

    private void approve(Context ctx) {
        if (!Web.text(ctx, "checked").equals("yes")) {
            back(ctx, new Answer.Refused(Reason.UNCHECKED), "");
            return;
        }
        back(
                ctx,
                summers.approveAgain(Web.actor(ctx), PromotionPages.person(ctx), homeroom(ctx), Web.text(ctx, "seal")),
                "approved");
    }

    private void close(Context ctx) {
        if (!Web.text(ctx, "checked").equals("yes")) {
            back(ctx, new Answer.Refused(Reason.UNCHECKED), "");
            return;
        }
        back(
                ctx,
                summers.close(Web.actor(ctx), PromotionPages.person(ctx), homeroom(ctx), Web.text(ctx, "close")),
                "closed");
    }

    private static String homeroom(Context ctx) {
        return ctx.pathParam("homeroom");
    }

    private void back(Context ctx, Answer answer, String done) {
        switch (answer) {
            case Answer.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason);
            }
            case Answer.Done _ ->
                ctx.redirect("/classes/" + homeroom(ctx) + "/summer?done=" + done, HttpStatus.SEE_OTHER);
        }
    }
}
