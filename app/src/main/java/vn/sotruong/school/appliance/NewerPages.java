package vn.sotruong.school.appliance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/**
 * Trang khi dữ liệu mới hơn chương trình: an older system came back, and the data holds what it does not know. The
 * store stays closed and whole; nobody can sign in, so that whoever stands there may have a newer update put in: root's
 * helper takes none that is not the maker's own and newer than this one.
 */
public final class NewerPages implements Pages {
    private static final String HOME = "/";

    private static final String ORDER = "newer-";

    private final Path run;
    private final Orders orders;
    private final Ids ids;

    public NewerPages(Path run, Path spool, Ids ids) {
        this.run = run;
        this.orders = new Orders(spool);
        this.ids = ids;
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, ctx -> show(ctx, ""), Need.ANYONE);
        at.post("/newer/look", this::look, Need.ANYONE);
        at.post("/newer/install", this::install, Need.ANYONE);
        at.get("/<other>", NewerPages::home, Need.ANYONE);
    }

    private static void home(Context ctx) {
        ctx.redirect(HOME, HttpStatus.SEE_OTHER);
    }

    private void show(Context ctx, String trouble) {
        var refused = orders.newestOf(ORDER)
                .filter(each -> each.result() == Orders.Result.REFUSED)
                .map(each -> "appliance.refused." + each.reason())
                .orElse("");
        var box = Box.read(run);
        ctx.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Cache-Control", "no-store")
                .render(
                        "appliance/newer.peb",
                        Map.of(
                                "version",
                                box.map(Box::version).orElse(""),
                                "appliance",
                                box.isPresent(),
                                "offers",
                                offers(box),
                                "done",
                                trouble.isEmpty()
                                                && List.of("looked", "ordered").contains(Web.text(ctx, "done"))
                                        ? Web.text(ctx, "done")
                                        : "",
                                "trouble",
                                trouble.isEmpty() ? refused : trouble));
    }

    private static List<Box.Offer> offers(Optional<Box> box) {
        return box.stream()
                .flatMap(each -> each.offered().stream())
                .filter(Box.Offer::letIn)
                .toList();
    }

    private void look(Context ctx) {
        orders.lookOnce();
        ctx.redirect("/?done=looked", HttpStatus.SEE_OTHER);
    }

    /** Anybody in the school may press the button, for the maker signed what it puts in; but one at a time. */
    private synchronized void install(Context ctx) {
        var offer = offers(Box.read(run)).stream()
                .filter(each -> each.sha256().equals(Web.text(ctx, "sha256")))
                .findFirst();
        if (offer.isEmpty()) {
            show(ctx, Reason.GONE.key());
            return;
        }
        if (orders.newestOf(ORDER)
                        .filter(each -> each.result() == Orders.Result.WORKING)
                        .isEmpty()
                && !orders.unanswered(ORDER)) {
            orders.pruneAnswered(ORDER);
            var each = offer.get();
            orders.install(ORDER + ids.next(), each.source(), each.medium(), each.file(), each.sha256());
        }
        ctx.redirect("/?done=ordered", HttpStatus.SEE_OTHER);
    }
}
