package vn.sotruong.school.appliance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.appliance.Outcome.Done;
import vn.sotruong.school.appliance.Outcome.Refused;

/** Trang hệ thống máy chủ. */
public final class SystemPages implements Pages {
    private static final String HOME = "/system";
    private static final List<String> DEEDS = List.of("asked", "confirmed", "withdrawn", "looked");
    private static final double MEBI = 1024.0 * 1024;

    private final SystemUpdates updates;
    private final BiFunction<Handle, String, String> names;

    /** @param names of staff, by id */
    public SystemPages(SystemUpdates updates, BiFunction<Handle, String, String> names) {
        this.updates = updates;
        this.names = names;
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.ADMIN, Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
        at.get(HOME + "/install", this::sure, Need.ADMIN);
        at.post(HOME + "/install", this::ask, Need.ADMIN);
        at.post(HOME + "/look", this::look, Need.ADMIN, Need.BOARD);
        at.post(HOME + "/wishes/{wish}/confirm", this::confirm, Need.BOARD, Need.PRINCIPAL);
        at.post(HOME + "/wishes/{wish}/withdraw", this::withdraw, Need.ADMIN, Need.BOARD, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                51,
                "appliance.menu",
                "refresh-cw",
                HOME,
                Need.ADMIN,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    private void show(Context ctx) {
        show(ctx, "");
    }

    private void show(Context ctx, String trouble) {
        var visitor = Web.visitor(ctx);
        var language = Web.language(ctx);
        var model = new HashMap<String, Object>();
        var box = updates.box();
        var wishes = updates.db()
                .<List<Map<String, Object>>>read(handle -> updates.list(handle).stream()
                        .map(each -> wish(handle, visitor, each, box))
                        .toList());
        model.put("trouble", trouble);
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("appliance", box.isPresent());
        box.ifPresent(each -> {
            model.put("box", each);
            model.put(
                    "offers",
                    each.offered().stream().map(offer -> offer(offer, language)).toList());
            model.put("events", each.history());
        });
        model.put("wishes", wishes);
        model.put("busy", wishes.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("open"))));
        model.put("aside", updates.aside());
        model.put("asks", visitor.holds(Need.ADMIN));
        model.put("looks", visitor.holds(Need.ADMIN) || visitor.holds(Need.BOARD));
        ctx.render("appliance/system.peb", model);
    }

    private static Map<String, Object> offer(Box.Offer offer, Language language) {
        return Map.of(
                "offer",
                offer,
                "in",
                offer.letIn(),
                "mb",
                Formats.number(Math.max(1, Math.round(offer.size() / MEBI)), language));
    }

    private Map<String, Object> wish(Handle handle, Visitor visitor, Wish wish, Optional<Box> box) {
        var row = new HashMap<String, Object>();
        row.put("wish", wish);
        row.put("open", wish.open());
        row.put("by", names.apply(handle, wish.askedBy()));
        row.put("decided", wish.decidedBy() == null ? "" : names.apply(handle, wish.decidedBy()));
        row.put(
                "confirms",
                wish.state() == Wish.State.ASKED
                        && SystemUpdates.confirms(visitor)
                        && !wish.askedBy().equals(visitor.person()));
        row.put(
                "withdraws",
                wish.state() == Wish.State.ASKED
                        && (SystemUpdates.confirms(visitor) || wish.askedBy().equals(visitor.person())));
        row.put("outcome", outcome(wish, box));
        return row;
    }

    /** What became of it after the restart. */
    private static String outcome(Wish wish, Optional<Box> box) {
        if (wish.state() != Wish.State.INSTALLED || box.isEmpty()) {
            return wish.state().name();
        }
        if (box.get().version().equals(wish.version())) {
            return box.get().state() == Box.State.TRIAL ? "TRIAL" : "RUNS";
        }
        return box.get().fellBack().equals(wish.version()) ? "FELL_BACK" : "INSTALLED";
    }

    /** A step before: what happens, and that the box starts anew. */
    private void sure(Context ctx) {
        var wanted = wanted(ctx);
        if (wanted.isEmpty() || !wanted.get().letIn()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, (wanted.isEmpty() ? Reason.GONE : Reason.NOT_LET_IN).key());
            return;
        }
        ctx.render(
                "appliance/sure.peb",
                Map.of(
                        "offer",
                        wanted.get(),
                        "running",
                        updates.box().map(Box::version).orElse("")));
    }

    private Optional<Box.Offer> wanted(Context ctx) {
        return updates.box().stream()
                .flatMap(box -> box.offered().stream())
                .filter(each -> each.source() == source(ctx)
                        && each.medium().equals(Web.text(ctx, "medium"))
                        && each.file().equals(Web.text(ctx, "file")))
                .findFirst();
    }

    private static Box.Source source(Context ctx) {
        return Web.text(ctx, "source").equals(Box.Source.OFFICE.name()) ? Box.Source.OFFICE : Box.Source.STICK;
    }

    private void ask(Context ctx) {
        tell(
                ctx,
                updates.ask(
                        Web.visitor(ctx),
                        source(ctx),
                        Web.text(ctx, "medium"),
                        Web.text(ctx, "file"),
                        Web.text(ctx, "sha256")),
                "asked");
    }

    private void confirm(Context ctx) {
        tell(ctx, updates.confirm(Web.visitor(ctx), ctx.pathParam("wish")), "confirmed");
    }

    private void withdraw(Context ctx) {
        tell(ctx, updates.withdraw(Web.visitor(ctx), ctx.pathParam("wish")), "withdrawn");
    }

    private void look(Context ctx) {
        if (updates.box().isEmpty()) {
            tell(ctx, new Refused(Reason.NO_BOX), "looked");
            return;
        }
        updates.look();
        tell(ctx, new Done(), "looked");
    }

    private void tell(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Done() -> ctx.redirect(HOME + "?done=" + deed, HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason.key());
            }
        }
    }
}
