package vn.sotruong.school.audit;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.audit.RestoreConfirmation.State;

/**
 * Trang kiểm tra nhật ký: the last verification with its findings, the button for a new one, and the restores that two
 * people stand behind or not.
 */
public final class AuditPages implements Pages {
    private final Database db;
    private final LastAudit last;
    private final Restores restores;
    private final UnaryOperator<String> names;

    /**
     * Một lần khôi phục như trang hiện ra.
     *
     * @param left how many lines that others hold it left behind, by the last run
     * @param state empty while nobody has said anything of it
     */
    public record Line(
            String epoch,
            long seq,
            long left,
            String state,
            String request,
            String decision,
            String reason,
            String asker,
            String confirmer,
            @Nullable Instant at,
            boolean own) {}

    /** @param names of people, by staff id */
    public AuditPages(Database db, LastAudit last, Restores restores, UnaryOperator<String> names) {
        this.db = db;
        this.last = last;
        this.restores = restores;
        this.names = names;
    }

    @Override
    public void routes(Routes at) {
        at.get("/audit", ctx -> show(ctx, null), Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR);
        at.post("/audit/verify", this::verify, Need.PRINCIPAL, Need.BOARD);
        at.post("/audit/restores", this::request, Need.PRINCIPAL, Need.BOARD);
        at.post(
                "/audit/restores/confirm",
                ctx -> answer(ctx, restores.confirm(Web.actor(ctx), person(ctx), Web.text(ctx, "request"))),
                Need.PRINCIPAL,
                Need.BOARD);
        at.post(
                "/audit/restores/withdraw",
                ctx -> answer(ctx, restores.withdraw(Web.actor(ctx), person(ctx), Web.text(ctx, "request"))),
                Need.PRINCIPAL,
                Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                30,
                "audit.menu",
                "history",
                "/audit",
                Need.PRINCIPAL,
                Need.BOARD,
                Need.INSPECTOR));
    }

    private void show(Context ctx, @Nullable Reason refused) {
        var done = last.find().orElse(null);
        var visitor = Web.visitor(ctx);
        var lines = lines(done, visitor.person());
        var model = new HashMap<String, @Nullable Object>();
        model.put("ran", done != null);
        if (done != null) {
            model.put("done", done);
            model.put("open", done.report().lines() - done.report().anchored());
        }
        model.put("refused", refused == null ? "" : refused.name());
        model.put("restores", lines);
        model.put(
                "unconfirmed",
                lines.stream()
                        .filter(line -> !line.state().equals(State.CONFIRMED.name()))
                        .count());
        model.put("lowered", db.read(LoweredGuardsTable::list));
        model.put("acts", visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD));
        for (var typed : List.of("epoch", "decision", "reason")) {
            model.put(typed, Web.text(ctx, typed));
        }
        ctx.render("audit/audit.peb", model);
    }

    private List<Line> lines(LastAudit.@Nullable Done done, String reader) {
        return db.read(Restores::list).stream()
                .map(each -> line(each, done, reader))
                .toList();
    }

    private Line line(Restores.Restore restore, LastAudit.@Nullable Done done, String reader) {
        var left = done == null
                ? 0
                : done.report().unconfirmed().stream()
                        .filter(each -> each.epoch().equals(restore.epoch()))
                        .mapToLong(each -> each.left().size())
                        .sum();
        var said = restore.standing();
        if (said == null) {
            return new Line(restore.epoch(), restore.of().seq(), left, "", "", "", "", "", "", null, false);
        }
        var confirmer = said.answeredBy();
        var at = said.answeredAt();
        return new Line(
                restore.epoch(),
                restore.of().seq(),
                left,
                said.state().name(),
                said.id(),
                said.decision(),
                said.reason(),
                names.apply(said.requestedBy()),
                confirmer == null ? "" : names.apply(confirmer),
                at == null ? said.requestedAt() : at,
                said.requestedBy().equals(reader));
    }

    private void verify(Context ctx) {
        last.run();
        ctx.redirect("/audit");
    }

    private void request(Context ctx) {
        answer(
                ctx,
                restores.request(
                        Web.actor(ctx),
                        person(ctx),
                        Web.text(ctx, "epoch"),
                        Web.text(ctx, "decision"),
                        Web.text(ctx, "reason")));
    }

    private void answer(Context ctx, Answer answer) {
        switch (answer) {
            case Answer.Done _ -> ctx.redirect("/audit", HttpStatus.SEE_OTHER);
            case Answer.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason);
            }
        }
    }

    private static String person(Context ctx) {
        return Web.visitor(ctx).person();
    }
}
