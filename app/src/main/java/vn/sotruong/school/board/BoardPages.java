package vn.sotruong.school.board;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;

/** Trang ban quản trị: who sits on it, and the archive key. Its cards are shown in one answer, once, to be printed. */
public final class BoardPages implements Pages {
    private final Database db;
    private final Board board;
    private final ArchiveKeys keys;
    private final Supplier<X509Certificate> device;
    private final Clock clock;

    /** @param device the certificate under which this machine signs its backup sets now */
    public BoardPages(Database db, Board board, ArchiveKeys keys, Supplier<X509Certificate> device, Clock clock) {
        this.device = device;
        this.db = db;
        this.board = board;
        this.keys = keys;
        this.clock = clock;
    }

    /** Một thẻ trên giấy. */
    public record Paper(int x, int n, int k, String holder, String text) {}

    @Override
    public void routes(Routes at) {
        at.get("/board/archive-key", this::show, Need.PRINCIPAL, Need.BOARD);
        at.post("/board/archive-key/decide", this::decide, Need.PRINCIPAL, Need.BOARD);
        at.post("/board/archive-key/make", this::make, Need.PRINCIPAL, Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                30,
                "board.menu",
                "key-round",
                "/board/archive-key",
                Need.PRINCIPAL,
                Need.BOARD));
    }

    private void show(Context ctx) {
        ctx.render("board/archive-key.peb", db.read(handle -> model(ctx, handle)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle) {
        var today = today();
        var staff = Web.visitor(ctx).person();
        var model = new HashMap<String, @Nullable Object>();
        model.put(
                "members",
                board.list(handle, today).stream().map(id -> name(handle, id)).toList());
        model.put("valid", board.valid(handle, today));
        model.put("decides", board.decides(handle, Web.actor(ctx), staff, today));
        model.put("sits", board.carriesOut(handle, Web.actor(ctx), staff, today));
        model.put("key", keys.find(handle).orElse(null));
        model.put(
                "holders",
                keys.find(handle)
                        .map(key -> key.holders().stream()
                                .map(id -> name(handle, id))
                                .toList())
                        .orElse(List.of()));
        model.put("device", Certificates.grouped(Certificates.fingerprint(device.get())));
        model.put("decision", keys.findDecision(handle).orElse(null));
        return model;
    }

    private void decide(Context ctx) {
        switch (keys.decide(Web.actor(ctx), Web.visitor(ctx).person(), Web.text(ctx, "decision"))) {
            case Ceremony.Refused(var reason) -> Web.refuse(ctx, reason);
            case Ceremony.Decided _, Ceremony.Made _ -> ctx.redirect("/board/archive-key", HttpStatus.SEE_OTHER);
        }
    }

    private void make(Context ctx) {
        switch (keys.execute(Web.actor(ctx), Web.visitor(ctx).person())) {
            case Ceremony.Refused(var reason) -> Web.refuse(ctx, reason);
            case Ceremony.Decided _ -> ctx.redirect("/board/archive-key", HttpStatus.SEE_OTHER);
            case Ceremony.Made made -> print(ctx, made);
        }
    }

    private void print(Context ctx, Ceremony.Made made) {
        var papers = new ArrayList<Paper>();
        db.<@Nullable Void>read(handle -> {
            for (var card : made.cards()) {
                var holder = name(handle, made.key().holders().get(card.x() - 1));
                papers.add(new Paper(card.x(), card.n(), card.k(), holder, card.text()));
            }
            return null;
        });
        ctx.header("Cache-Control", "no-store");
        ctx.render("board/cards.peb", Map.of("papers", papers, "key", made.key()));
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse(staff);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
