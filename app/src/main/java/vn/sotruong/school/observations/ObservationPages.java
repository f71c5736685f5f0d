package vn.sotruong.school.observations;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.IndicatorSet;
import vn.sotruong.school.regulation.Preschool.Tally;
import vn.sotruong.school.regulation.Rules;

/** Các trang quan sát trẻ: a class, a child, and the sets of indicators. Children stand by their number, never by a sum. */
public final class ObservationPages implements Pages {
    private static final Messages WORDS = Messages.of(ObservationPages.class);
    private static final String HERE = "/classes/{homeroom}/observations";
    private static final String SETS = "/indicator-sets";

    private final Observations observations;

    public ObservationPages(Observations observations) {
        this.observations = observations;
    }

    @Override
    public void routes(Routes at) {
        at.get(HERE, this::show, Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
        at.get(HERE + "/{pupil}", ctx -> child(ctx, null, null), Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);
        at.post(HERE + "/{pupil}", this::write, Need.HOMEROOM);
        at.get(SETS, ctx -> sets(ctx, null), Need.PRINCIPAL, Need.HOMEROOM, Need.INSPECTOR);
        at.post(SETS, this::publish, Need.PRINCIPAL);
    }

    private static Author author(Context ctx) {
        var visitor = Web.visitor(ctx);
        return new Author(Web.actor(ctx), visitor.person(), visitor.may());
    }

    private static Stage stage(Context ctx) {
        return Stage.find(Web.text(ctx, "stage")).orElse(Stage.BEGIN);
    }

    /** Giai đoạn để chọn. */
    public record Choice(String stage, boolean chosen) {}

    private static Map<String, @Nullable Object> frame(Context ctx, Observations.ClassView view) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", view.homeroom());
        model.put("stage", view.stage().name());
        model.put(
                "stages",
                Stream.of(Stage.values())
                        .map(each -> new Choice(each.name(), each == view.stage()))
                        .toList());
        var at = view.gate().at();
        model.put("leads", view.leads());
        model.put("writes", view.leads() && view.gate().open());
        model.put("gate", view.gate().state().name());
        model.put("until", at == null ? "" : Formats.moment(at));
        var done = Web.text(ctx, "done");
        model.put("done", List.of("kept", "committed", "published").contains(done) ? done : "");
        model.put("trouble", "");
        return model;
    }

    /** Trẻ trong danh sách. */
    public record Line(int number, String pupil, String name, int drafts, List<Sum> sums) {
        public Line {
            sums = List.copyOf(sums);
        }
    }

    /** Tổng hợp một lĩnh vực của một trẻ. */
    public record Sum(String name, Tally tally) {}

    private void show(Context ctx) {
        var view = observations.find(author(ctx), ctx.pathParam("homeroom"), stage(ctx));
        if (view.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        var model = frame(ctx, view.get());
        var set = view.get().set();
        model.put("set", set == null ? "" : name(ctx, set));
        model.put(
                "domains",
                set == null
                        ? List.of()
                        : set.set().domains().stream().map(Rules.Domain::name).toList());
        model.put(
                "lines",
                view.get().children().stream()
                        .map(each -> new Line(
                                each.number(),
                                each.pupil(),
                                each.name(),
                                each.draft().seen().size(),
                                sums(each)))
                        .toList());
        ctx.render("observations/class.peb", model);
    }

    private static String name(Context ctx, PublishedSet set) {
        return WORDS.get(
                Web.language(ctx),
                "observations.set.name",
                set.set().version(),
                set.set().source(),
                set.decision());
    }

    private static List<Sum> sums(Observations.Child child) {
        var set = child.set();
        return set == null
                ? List.of()
                : set.set().domains().stream()
                        .map(each -> new Sum(
                                each.name(),
                                Objects.requireNonNull(child.tally().get(each.id()))))
                        .toList();
    }

    /** Lĩnh vực trên trang của một trẻ. */
    public record Part(String name, List<Item> items) {
        public Part {
            items = List.copyOf(items);
        }
    }

    /**
     * Chỉ số trên trang của một trẻ.
     *
     * @param level chosen, D or C; empty where nothing is
     * @param stands whether it is committed
     */
    public record Item(String code, String text, String level, boolean stands) {}

    private void child(Context ctx, Observations.@Nullable Typed typed, @Nullable Reason trouble) {
        var view = observations.find(author(ctx), ctx.pathParam("homeroom"), stage(ctx));
        var child = view.flatMap(each -> each.child(ctx.pathParam("pupil")));
        if (view.isEmpty() || child.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_YOUR_CLASS : trouble);
            return;
        }
        var model = frame(ctx, view.get());
        var set = child.get().set();
        var committed = child.get().committed();
        model.put("child", child.get());
        model.put("base", committed.seq());
        model.put(
                "asks",
                view.get().leads()
                        && set != null
                        && (committed.seq() > 0 || !view.get().gate().open()));
        model.put("set", set == null ? "" : name(ctx, set));
        model.put("parts", set == null ? List.of() : parts(child.get(), set.set(), typed));
        model.put("remark", typed == null ? child.get().draft().remark() : typed.remark());
        model.put("said", committed.remark());
        model.put("most", Observations.LONGEST);
        model.put(
                "by",
                committed.seq() == 0
                        ? ""
                        : observations
                                .db()
                                .read(handle -> People.findStaff(handle, committed.staff())
                                        .map(each -> each.name().full())
                                        .orElse("")));
        model.put("trouble", trouble == null ? "" : trouble.key());
        ctx.render("observations/child.peb", model);
    }

    private static List<Part> parts(Observations.Child child, IndicatorSet set, Observations.@Nullable Typed typed) {
        var held = child.held();
        var parts = new ArrayList<Part>();
        for (var domain : set.domains()) {
            var items = set.items().stream()
                    .filter(each -> each.domain().equals(domain.id()))
                    .map(each -> {
                        var stands = child.committed().seen().containsKey(each.code());
                        var level = held.get(each.code());
                        var text = level == null ? "" : level.code();
                        return new Item(
                                each.code(),
                                each.text(),
                                typed == null || stands ? text : typed.seen().getOrDefault(each.code(), text),
                                stands);
                    })
                    .toList();
            if (!items.isEmpty()) {
                parts.add(new Part(domain.name(), items));
            }
        }
        return parts;
    }

    private void write(Context ctx) {
        var homeroom = ctx.pathParam("homeroom");
        var stage = stage(ctx);
        var seen = new HashMap<String, String>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("i.")) {
                seen.put(field.substring(2), Web.text(ctx, field));
            }
        }
        var base = Web.text(ctx, "base");
        var typed = new Observations.Typed(
                ctx.pathParam("pupil"),
                base.matches("[0-9]{1,15}") ? Long.parseLong(base) : -1,
                seen,
                Web.text(ctx, "remark"));
        var commits = Web.text(ctx, "deed").equals("commit");
        var outcome = commits
                ? observations.commit(
                        author(ctx),
                        homeroom,
                        stage,
                        typed,
                        Web.text(ctx, "checked").equals("yes"))
                : observations.keep(author(ctx), homeroom, stage, typed);
        switch (outcome) {
            case Outcome.Done _ ->
                ctx.redirect(
                        "/classes/" + homeroom + "/observations/" + typed.pupil() + "?stage=" + stage + "&done="
                                + (commits ? "committed" : "kept"),
                        HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                child(ctx, typed, reason);
            }
        }
    }

    /**
     * Khối để công bố bộ chỉ số.
     *
     * @param set the newest one, in words; empty where there is none
     */
    public record Grade(int grade, String set, List<Writing> domains) {
        public Grade {
            domains = List.copyOf(domains);
        }
    }

    /** Lĩnh vực để viết chỉ số. */
    public record Writing(String id, String name, String lines) {}

    private void sets(Context ctx, @Nullable Reason trouble) {
        var newest = observations.listSets().stream()
                .collect(Collectors.toMap(PublishedSet::grade, each -> each, (one, _) -> one));
        var grades = new ArrayList<Grade>();
        observations.grades().forEach((grade, domains) -> {
            var set = newest.get(grade);
            var typed = trouble != null && Web.text(ctx, "grade").equals(String.valueOf(grade));
            grades.add(new Grade(
                    grade,
                    set == null ? "" : name(ctx, set),
                    domains.stream()
                            .map(each -> new Writing(
                                    each.id(),
                                    each.name(),
                                    typed ? Web.text(ctx, "d." + each.id()) : lines(set, each.id())))
                            .toList()));
        });
        ctx.render(
                "observations/sets.peb",
                Map.of(
                        "grades",
                        grades,
                        "decision",
                        trouble == null ? "" : Web.text(ctx, "decision"),
                        "writes",
                        Web.visitor(ctx).holds(Need.PRINCIPAL)
                                && !Web.visitor(ctx).readsOnly(),
                        "done",
                        Web.text(ctx, "done").equals("published") ? "published" : "",
                        "trouble",
                        trouble == null ? "" : trouble.key()));
    }

    private static String lines(@Nullable PublishedSet set, String domain) {
        return set == null
                ? ""
                : set.set().items().stream()
                        .filter(each -> each.domain().equals(domain))
                        .map(IndicatorSet.Indicator::text)
                        .collect(Collectors.joining("\n"));
    }

    private void publish(Context ctx) {
        var lines = new HashMap<String, List<String>>();
        for (var field : ctx.formParamMap().keySet()) {
            if (field.startsWith("d.")) {
                var text = ctx.formParam(field);
                lines.put(field.substring(2), Arrays.asList((text == null ? "" : text).split("\r?\n", -1)));
            }
        }
        var grade = Web.text(ctx, "grade");
        var outcome = observations.publish(
                author(ctx), grade.matches("-[1-5]|0") ? Integer.parseInt(grade) : 1, lines, Web.text(ctx, "decision"));
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect(SETS + "?done=published", HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                sets(ctx, reason);
            }
        }
    }
}
