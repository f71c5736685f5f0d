package vn.sotruong.school.audit;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;

/** Trang kiểm tra nhật ký: the last verification with its findings, and the button for a new one. */
public final class AuditPages implements Pages {
    private final Verification verification;
    private final Clock clock;
    private final AtomicReference<@Nullable Done> last = new AtomicReference<>();

    /** Việc kiểm tra. */
    @FunctionalInterface
    public interface Verification {
        Audit.Report run();
    }

    /** What the page shows of a run. */
    public record Done(Audit.Report report, Instant at) {}

    public AuditPages(Verification verification, Clock clock) {
        this.verification = verification;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get("/audit", this::show, Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR);
        at.post("/audit/verify", this::verify, Need.PRINCIPAL, Need.BOARD);
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

    private void show(Context ctx) {
        var done = last.get();
        var model = new HashMap<String, Object>();
        model.put("ran", done != null);
        if (done != null) {
            model.put("done", done);
            model.put("open", done.report().lines() - done.report().anchored());
        }
        ctx.render("audit/audit.peb", model);
    }

    /** One at a time: each run holds a reader for as long as it lasts, and pages need them too. */
    private synchronized void verify(Context ctx) {
        last.set(new Done(verification.run(), clock.instant()));
        ctx.redirect("/audit");
    }
}
