package vn.sotruong.ground.web.trial;

import io.javalin.http.HandlerType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;

/** A room for the front door's own tests, and its doorkeeper: whoever posts to /enter is let in as what they ask for. */
public final class TrialPages implements Pages, Doorkeeper {
    public static final String BAD_NAME = "<script>alert(1)</script> \"Hoa\" & 'Mai'";
    private final Map<String, Visitor> known = new ConcurrentHashMap<>();

    /** Why this room refuses. */
    public enum Reason {
        LOCKED
    }

    @Override
    public Optional<Visitor> find(SessionToken token) {
        return Optional.ofNullable(known.get(token.hash()));
    }

    @Override
    public Optional<Visitor> findAgain(Handle handle, SessionToken token) {
        return find(token);
    }

    @Override
    public void routes(Routes at) {
        at.get("/", ctx -> ctx.render("trial/trial.peb", model(ctx.queryParam("say"))), Need.ANYONE);
        at.get("/inside", ctx -> ctx.render("trial/trial.peb", model("inside")), Need.SIGNED_IN);
        at.get("/board", ctx -> ctx.result("board"), Need.BOARD, Need.PRINCIPAL);
        at.post("/enter", this::enter, Need.ANYONE);
        at.post("/note", ctx -> ctx.result("noted " + Web.text(ctx, "note")), Need.SIGNED_IN);
        at.upload(
                "/file",
                ctx -> ctx.result("got "
                        + Optional.ofNullable(ctx.uploadedFile("file"))
                                .orElseThrow()
                                .size()),
                Need.SIGNED_IN);
        at.post("/refuse", ctx -> Web.refuse(ctx, Reason.LOCKED, "<b>7A</b>"), Need.SIGNED_IN);
        at.get(
                "/break",
                ctx -> {
                    throw new IllegalStateException("secret detail /var/lib/sotruong");
                },
                Need.ANYONE);
        at.on(HandlerType.PUT, "/machine", 0, ctx -> ctx.result("machine " + ctx.bodyAsBytes().length), Need.MACHINE);
        at.get("/go", ctx -> ctx.redirect(Web.localPath(ctx.queryParam("next"))), Need.ANYONE);
    }

    private void enter(io.javalin.http.Context ctx) {
        var token = SessionToken.fresh(new java.security.SecureRandom());
        var need = Need.valueOf(Web.text(ctx, "need"));
        var may = need == Need.CHANGE_PASSWORD
                ? Set.of(Need.CHANGE_PASSWORD)
                : Set.of(Need.CHANGE_PASSWORD, Need.SIGNED_IN, need);
        known.put(token.hash(), new Visitor("acc", "ses", "person", BAD_NAME, may));
        Web.admit(ctx, token);
        ctx.redirect("/inside");
    }

    private static Map<String, Object> model(@org.jspecify.annotations.Nullable String say) {
        var model = new HashMap<String, Object>();
        model.put("say", say == null ? "" : say);
        return model;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(MenuEntry.Group.WORK, 1, "trial.inside", "house", "/inside", Need.SIGNED_IN),
                MenuEntry.of(MenuEntry.Group.SETTINGS, 1, "trial.board", "settings", "/board", Need.BOARD));
    }
}
