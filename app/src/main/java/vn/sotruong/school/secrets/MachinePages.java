package vn.sotruong.school.secrets;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;

/** Trang chế độ khóa máy: who keeps the key of the store, what that protects and what not, and who can open it. */
public final class MachinePages implements Pages {
    static final String HERE = "/board/machine";

    private static final List<String> DEEDS = List.of("kept", "withdrawn", "asked", "confirmed", "taken-back");

    private final Custody custody;
    private final UnaryOperator<String> names;

    /** @param names of people, by staff id */
    public MachinePages(Custody custody, UnaryOperator<String> names) {
        this.custody = custody;
        this.names = names;
    }

    @Override
    public void routes(Routes at) {
        at.get(HERE, ctx -> show(ctx, ""), Need.BOARD, Need.PRINCIPAL, Need.ADMIN, Need.INSPECTOR);
        at.post(HERE, this::keep, Need.BOARD);
        at.post(HERE + "/withdraw", this::withdraw, Need.BOARD);
        at.get(HERE + "/change", this::sure, Need.BOARD);
        at.post(HERE + "/change", this::ask, Need.BOARD);
        at.post(HERE + "/changes/{change}/confirm", this::confirm, Need.BOARD, Need.PRINCIPAL);
        at.post(HERE + "/changes/{change}/take-back", this::takeBack, Need.BOARD, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                51,
                "secrets.menu",
                "lock",
                HERE,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.ADMIN,
                Need.INSPECTOR));
    }

    private void show(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        var members = custody.shares();
        var model = new HashMap<String, Object>();
        model.put("mode", custody.mode().name());
        model.put("modes", MachineMode.Mode.values());
        model.put("warning", custody.warning());
        model.put("members", members);
        model.put("sits", visitor.holds(Need.BOARD) && !visitor.readsOnly());
        model.put("own", members.stream().anyMatch(each -> each.staff().equals(visitor.person())));
        model.put("problem", problem);
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("keeper", other().name());
        custody.db().read(handle -> {
            var changes = custody.list(handle).stream()
                    .map(each -> change(visitor, each))
                    .toList();
            model.put("changes", changes);
            model.put(
                    "hindrance",
                    custody.hindrance(handle, other()).map(Custody.Reason::key).orElse(""));
            model.put("busy", changes.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("open"))));
            model.put("events", events(handle));
            return true;
        });
        ctx.render("secrets/machine.peb", model);
    }

    /** Who could keep the key instead. */
    private CustodyChange.Keeper other() {
        return custody.mode() == MachineMode.Mode.BOARD ? CustodyChange.Keeper.MACHINE : CustodyChange.Keeper.BOARD;
    }

    private Map<String, Object> change(Visitor visitor, CustodyChange change) {
        var row = new HashMap<String, Object>();
        var waits = change.state() == CustodyChange.State.ASKED && !visitor.readsOnly();
        row.put("change", change);
        row.put("open", change.open());
        row.put("by", names.apply(change.askedBy()));
        row.put("decided", change.decidedBy() == null ? "" : names.apply(change.decidedBy()));
        row.put(
                "confirms",
                waits && Custody.confirms(visitor) && !change.askedBy().equals(visitor.person()));
        row.put("takesBack", waits && Custody.confirms(visitor));
        return row;
    }

    private List<Map<String, Object>> events(Handle handle) {
        var told = new ArrayList<Map<String, Object>>();
        for (var each : CustodyTable.events(handle)) {
            told.add(Map.of("event", each, "name", names.apply(each.staff())));
        }
        return told;
    }

    private void keep(Context ctx) {
        var words = ctx.formParam("passphrase");
        var weak = words == null
                ? Shares.Weakness.TOO_SHORT.name()
                : Shares.weakness(words).map(Enum::name).orElse("");
        if (weak.isEmpty() && words != null && !words.equals(ctx.formParam("again"))) {
            weak = "DIFFERENT";
        }
        if (!weak.isEmpty() || words == null) {
            refuse(ctx, "secrets.weak." + weak);
            return;
        }
        custody.keep(Web.visitor(ctx), words, names);
        done(ctx, "kept");
    }

    private void withdraw(Context ctx) {
        tell(ctx, custody.withdraw(Web.visitor(ctx)), "withdrawn");
    }

    /** A step before: what it means, in words. */
    private void sure(Context ctx) {
        var hindrance = custody.db().read(handle -> custody.hindrance(handle, other()));
        if (hindrance.isPresent()) {
            refuse(ctx, hindrance.get().key());
            return;
        }
        ctx.render("secrets/change.peb", Map.of("keeper", other().name(), "members", custody.shares()));
    }

    private void ask(Context ctx) {
        var keeper = Web.text(ctx, "keeper").equals(CustodyChange.Keeper.BOARD.name())
                ? CustodyChange.Keeper.BOARD
                : CustodyChange.Keeper.MACHINE;
        tell(ctx, custody.ask(Web.visitor(ctx), keeper), "asked");
    }

    private void confirm(Context ctx) {
        tell(ctx, custody.confirm(Web.visitor(ctx), ctx.pathParam("change")), "confirmed");
    }

    private void takeBack(Context ctx) {
        tell(ctx, custody.takeBack(Web.visitor(ctx), ctx.pathParam("change")), "taken-back");
    }

    private void tell(Context ctx, Custody.Outcome outcome, String deed) {
        switch (outcome) {
            case Custody.Outcome.Done() -> done(ctx, deed);
            case Custody.Outcome.Refused(var reason) -> refuse(ctx, reason.key());
        }
    }

    private static void done(Context ctx, String deed) {
        ctx.redirect(HERE + "?done=" + deed, HttpStatus.SEE_OTHER);
    }

    private void refuse(Context ctx, String problem) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, problem);
    }
}
