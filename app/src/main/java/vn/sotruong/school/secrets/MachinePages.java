package vn.sotruong.school.secrets;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang chế độ khóa máy: who keeps the key of the store, what that protects and what not, and who can open it. */
public final class MachinePages implements Pages {
    private static final String HERE = "/board/machine";
    private static final int SHOWN = 20;

    private final Supplier<MachineMode> machine;
    private final Shares shares;
    private final DatabaseKey key;
    private final UnaryOperator<String> names;
    private final SecureRandom random;

    /**
     * @param key of the store that is open
     * @param names of people, by staff id
     */
    public MachinePages(
            Supplier<MachineMode> machine,
            Shares shares,
            DatabaseKey key,
            UnaryOperator<String> names,
            SecureRandom random) {
        this.machine = machine;
        this.shares = shares;
        this.key = key;
        this.names = names;
        this.random = random;
    }

    /** Một lần thử trên trang. */
    public record Line(Instant at, String name, boolean right) {}

    @Override
    public void routes(Routes at) {
        at.get(HERE, ctx -> show(ctx, "", ""), Need.BOARD, Need.PRINCIPAL, Need.ADMIN, Need.INSPECTOR);
        at.post(HERE, this::keep, Need.BOARD);
        at.post(HERE + "/withdraw", this::withdraw, Need.BOARD);
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

    private void show(Context ctx, String problem, String done) {
        var visitor = Web.visitor(ctx);
        var found = machine.get();
        var members = shares.list();
        var tries = new ArrayList<>(shares.tries());
        Collections.reverse(tries);
        var model = new HashMap<String, Object>();
        model.put("mode", found.mode().name());
        model.put("modes", MachineMode.Mode.values());
        model.put("members", members);
        model.put("least", Shares.LEAST);
        model.put(
                "tries",
                tries.stream()
                        .limit(SHOWN)
                        .map(each -> new Line(Instant.parse(each.at()), names.apply(each.staff()), each.right()))
                        .toList());
        model.put("sits", visitor.holds(Need.BOARD) && !visitor.readsOnly());
        model.put("own", members.stream().anyMatch(each -> each.staff().equals(visitor.person())));
        model.put("problem", problem);
        model.put("done", done);
        ctx.render("secrets/machine.peb", model);
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
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, "secrets.weak." + weak, "");
            return;
        }
        var own = Web.visitor(ctx).person();
        shares.put(key, own, names.apply(own), words, random);
        show(ctx, "", "secrets.kept");
    }

    private void withdraw(Context ctx) {
        if (machine.get().mode() == MachineMode.Mode.BOARD && shares.list().size() <= Shares.LEAST) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, "secrets.weak.LAST", "");
            return;
        }
        shares.remove(Web.visitor(ctx).person());
        show(ctx, "", "secrets.withdrawn");
    }
}
