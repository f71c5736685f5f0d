package vn.sotruong.school.progress;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang kiểm tra tiến độ: what leaders found at the end of a month, a term, the year. */
public final class CheckPages implements Pages {
    private static final String HOME = "/progress/checks";

    private final Progress progress;

    public CheckPages(Progress progress) {
        this.progress = progress;
    }

    /** Một lần kiểm tra, có tên người kiểm tra. */
    public record Line(ProgressCheck check, String by, int percent) {}

    /** Một giáo viên trong lần kiểm tra. */
    public record Person(String name, String staff, ProgressCheck.Figure figure) {}

    /** Cộng dồn của một giáo viên: over all checks of the year. */
    public record Sum(String name, String staff, int checks, int percent, int late) {}

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.PRINCIPAL, Need.INSPECTOR);
        at.post(HOME, this::record, Need.PRINCIPAL);
        at.get(HOME + "/{check}", this::one, Need.PRINCIPAL, Need.INSPECTOR);
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        var visitor = Web.visitor(ctx);
        ctx.render("progress/checks.peb", progress.db().read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            var year = SchoolYears.findOpenYear(handle);
            var names = names(handle);
            model.put("year", year.orElse(null));
            model.put("records", visitor.holds(Need.PRINCIPAL));
            model.put("trouble", trouble == null ? "" : trouble.key());
            model.put("semester", ProgressPages.semester(ctx, progress));
            model.put("kind", trouble == null ? "MONTH" : Web.text(ctx, "kind"));
            model.put(
                    "month", trouble == null ? YearMonth.from(progress.today()).toString() : Web.text(ctx, "month"));
            model.put("note", trouble == null ? "" : Web.text(ctx, "note"));
            var checks = year.map(each -> CheckTable.list(handle, each.id())).orElse(List.of());
            model.put(
                    "lines",
                    checks.stream()
                            .map(check -> new Line(
                                    check,
                                    names.getOrDefault(check.checkedBy(), ""),
                                    Progress.percent(check.entered(), check.required())))
                            .toList());
            model.put("sums", sums(handle, checks, names));
            return model;
        }));
    }

    private static List<Sum> sums(Handle handle, List<ProgressCheck> checks, Map<String, String> names) {
        var figures = checks.stream()
                .flatMap(check -> CheckTable.listFigures(handle, check.id()).stream())
                .collect(Collectors.groupingBy(ProgressCheck.Figure::staff));
        return figures.entrySet().stream()
                .map(each -> new Sum(
                        names.getOrDefault(each.getKey(), ""),
                        each.getKey(),
                        each.getValue().size(),
                        Progress.percent(
                                each.getValue().stream()
                                        .mapToInt(ProgressCheck.Figure::entered)
                                        .sum(),
                                each.getValue().stream()
                                        .mapToInt(ProgressCheck.Figure::required)
                                        .sum()),
                        each.getValue().stream()
                                .mapToInt(ProgressCheck.Figure::late)
                                .sum()))
                .sorted(Comparator.comparingInt(Sum::late)
                        .reversed()
                        .thenComparingInt(Sum::percent)
                        .thenComparing(Sum::name))
                .toList();
    }

    private static Map<String, String> names(Handle handle) {
        return People.listStaff(handle).stream()
                .collect(Collectors.toMap(Staff::id, each -> each.name().full()));
    }

    private void record(Context ctx) {
        var kind = switch (Web.text(ctx, "kind")) {
            case "TERM" -> ProgressCheck.Kind.TERM;
            case "YEAR" -> ProgressCheck.Kind.YEAR;
            default -> ProgressCheck.Kind.MONTH;
        };
        var outcome = progress.record(
                Web.actor(ctx),
                Web.visitor(ctx).person(),
                kind,
                ProgressPages.semester(ctx, progress),
                Web.text(ctx, "month"),
                Web.text(ctx, "note"));
        switch (outcome) {
            case Outcome.Done(var id) -> ctx.redirect(HOME + "/" + id, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason);
            }
        }
    }

    private void one(Context ctx) {
        var model = progress.db()
                .<Optional<Map<String, @Nullable Object>>>read(handle -> CheckTable.find(handle, ctx.pathParam("check"))
                        .map(check -> {
                            var names = names(handle);
                            var all = new HashMap<String, @Nullable Object>();
                            all.put("check", check);
                            all.put("by", names.getOrDefault(check.checkedBy(), ""));
                            all.put("percent", Progress.percent(check.entered(), check.required()));
                            all.put(
                                    "people",
                                    CheckTable.listFigures(handle, check.id()).stream()
                                            .map(figure -> new Person(
                                                    names.getOrDefault(figure.staff(), ""), figure.staff(), figure))
                                            .sorted(Comparator.comparingInt((Person each) ->
                                                            each.figure().percent())
                                                    .thenComparing(Person::name))
                                            .toList());
                            return all;
                        }));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOURS);
            return;
        }
        ctx.render("progress/check.peb", model.get());
    }
}
