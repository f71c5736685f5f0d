package vn.sotruong.school.results;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.results.Confirmation.Step;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang tổng kết học kỳ và cả năm của một lớp, và kết quả của một học sinh qua các năm. Nobody is ranked anywhere. */
public final class ResultPages implements Pages {
    private static final Need[] READERS = {Need.ENTER_MARKS, Need.PRINCIPAL, Need.INSPECTOR};
    private static final Set<String> DONE = Set.of("recomputed", "confirmed");

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

    // --- the class

    private void show(Context ctx, @Nullable Reason trouble) {
        var period = Terms.read(Web.text(ctx, "term"));
        var model = db.read(handle -> Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                .flatMap(homeroom -> {
                    var sight = Sight.of(handle, Web.visitor(ctx), homeroom.id(), results.today());
                    if (!sight.any()) {
                        return Optional.<Map<String, @Nullable Object>>empty();
                    }
                    var asked = new Asked(handle, Web.visitor(ctx), homeroom, sight, period, results.today());
                    var language = Web.language(ctx);
                    return Optional.of(PrimaryResults.circular(handle, homeroom)
                            .map(circular -> PrimaryView.of(asked, circular, language, results, confirmations))
                            .orElseGet(() -> ClassView.of(asked, language, results, confirmations)));
                }));
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        model.get().put("done", DONE.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.get().put("trouble", trouble == null ? "" : trouble.key());
        ctx.render(model.get().containsKey("heads") ? "results/primary.peb" : "results/class.peb", model.get());
    }

    private void recompute(Context ctx) {
        var visitor = Web.visitor(ctx);
        var id = ctx.pathParam("homeroom");
        var refusal = db.write(visitor.actor(), tx -> {
            var homeroom = Roll.findHomeroom(tx.handle(), id);
            var sight = homeroom.map(each -> Sight.of(tx.handle(), visitor, each.id(), results.today()));
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
                Confirmations.number(Terms.read(Web.text(ctx, "term"))),
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
                    "/classes/" + ctx.pathParam("homeroom") + "/results?term="
                            + Terms.text(Terms.read(Web.text(ctx, "term"))) + "&done=" + done,
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
                        .filter(each -> Sight.of(handle, visitor, each.id(), results.today())
                                .any())
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

    private void pupil(Context ctx) {
        var visitor = Web.visitor(ctx);
        var language = Web.language(ctx);
        var id = ctx.pathParam("pupil");
        var model = db.read(handle -> {
            var pupil = People.findPupil(handle, id);
            var place = Roll.findPlace(handle, id);
            var may = place.isPresent()
                    ? Sight.of(handle, visitor, place.get().homeroom(), results.today())
                            .whole()
                    : Sight.of(handle, visitor, "", results.today()).all();
            if (pupil.isEmpty() || !may) {
                return Optional.<Map<String, Object>>empty();
            }
            var telling = new Telling(handle, language);
            return Optional.of(Map.<String, Object>of(
                    "pupil",
                    pupil.get(),
                    "years",
                    PupilView.list(handle, telling, id),
                    "primary",
                    PupilView.listPrimary(handle, telling, id)));
        });
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_PUPIL);
            return;
        }
        ctx.render("results/pupil.peb", model.get());
    }
}
