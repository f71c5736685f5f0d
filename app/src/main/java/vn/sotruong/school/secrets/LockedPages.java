package vn.sotruong.school.secrets;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang máy chủ đang khóa: why nobody can work yet, who can open, and the form; every other address leads here. */
public final class LockedPages implements Pages {
    private static final String HOME = "/store";

    private final Shares shares;
    private final Cause cause;
    private final AtomicReference<@Nullable DatabaseKey> opened = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);

    public LockedPages(Shares shares, Cause cause) {
        this.shares = shares;
        this.cause = cause;
    }

    /** Vì sao máy khóa. */
    public enum Cause {
        /** The board keeps the key. */
        BOARD,
        /** What is sealed here does not open on this machine. */
        OTHER_MACHINE,
        /** Two keys lie here. */
        TWO,
        /** None does. */
        NONE
    }

    /** Why there is no key to be had. */
    public static Cause cause(StoreKeys.State keys, MachineMode machine, Shares shares) {
        if (keys == StoreKeys.State.TWO) {
            return Cause.TWO;
        }
        if (machine.state().equals("unopenable")) {
            return Cause.OTHER_MACHINE;
        }
        return shares.list().isEmpty() ? Cause.NONE : Cause.BOARD;
    }

    /** Counts down once somebody opened. */
    public CountDownLatch over() {
        return over;
    }

    /** The key, once somebody opened. */
    public Optional<DatabaseKey> key() {
        return Optional.ofNullable(opened.get());
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, ctx -> show(ctx, ""), Need.ANYONE);
        at.post(HOME, this::open, Need.ANYONE);
        at.get("/", LockedPages::home, Need.ANYONE);
        at.get("/<other>", LockedPages::home, Need.ANYONE);
    }

    private static void home(Context ctx) {
        ctx.redirect(HOME, HttpStatus.SEE_OTHER);
    }

    private void show(Context ctx, String problem) {
        ctx.header("Cache-Control", "no-store");
        var model = new HashMap<String, Object>();
        model.put("cause", cause.name());
        model.put("members", shares.list());
        model.put("wrong", shares.wrong());
        model.put("wait", seconds());
        model.put("problem", problem);
        model.put("staff", Web.text(ctx, "staff"));
        ctx.render("secrets/locked.peb", model);
    }

    private long seconds() {
        return (shares.left().toMillis() + 999) / 1000;
    }

    private void open(Context ctx) {
        var words = ctx.formParam("passphrase");
        switch (shares.open(Web.text(ctx, "staff"), words == null ? "" : words)) {
            case Shares.Answer.Opened(var key) -> {
                opened.set(key);
                ctx.render("secrets/opening.peb", new HashMap<>());
                over.countDown();
            }
            case Shares.Answer.Wrong() -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, "secrets.reason.WRONG");
            }
            case Shares.Answer.Wait(var _) -> {
                ctx.status(HttpStatus.TOO_MANY_REQUESTS);
                show(ctx, "secrets.reason.WAIT");
            }
        }
    }
}
