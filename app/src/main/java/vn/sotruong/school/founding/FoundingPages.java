package vn.sotruong.school.founding;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.founding.Outcome.Done;
import vn.sotruong.school.founding.Outcome.Faulty;
import vn.sotruong.school.founding.Outcome.Refused;
import vn.sotruong.school.schoolyear.Level;

/** Trang thiết lập lần đầu: the console's code, one form, the papers; and every other address leads here. */
public final class FoundingPages implements Pages {
    private static final String HOME = "/setup";

    private final Founding founding;
    private final Door door;
    private final String keeper;

    /**
     * As a House wires it.
     *
     * @param keeper who will keep the store's key: {@code file}, {@code HOST} or {@code TPM}
     */
    public FoundingPages(Founding founding, Door door, String keeper) {
        this.keeper = keeper;
        this.founding = founding;
        this.door = door;
    }

    /** Một dòng của bảng những người đầu tiên. */
    public record Row(int n, String role, String name, String task, boolean required, boolean sits) {}

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.ANYONE);
        at.post(HOME + "/code", this::code, Need.ANYONE);
        at.post(HOME + "/school", this::found, Need.ANYONE);
        at.post(HOME + "/papers/{n}/received", this::received, Need.ANYONE);
        at.post(HOME + "/open", this::open, Need.ANYONE);
        at.get("/", FoundingPages::home, Need.ANYONE);
        at.get("/<other>", FoundingPages::home, Need.ANYONE);
    }

    private static void home(Context ctx) {
        ctx.redirect(HOME, HttpStatus.SEE_OTHER);
    }

    private void show(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        if (!door.knows(Web.token(ctx))) {
            ask(ctx, "");
        } else if (founding.stands()) {
            papers(ctx, "");
        } else if (founding.reserved()) {
            ctx.redirect(HOME + "/restore", HttpStatus.SEE_OTHER);
        } else {
            form(ctx, Map.of(), Map.of());
        }
    }

    private static void ask(Context ctx, String problem) {
        ctx.render("founding/code.peb", Map.of("problem", problem));
    }

    private void code(Context ctx) {
        switch (door.compare(Web.text(ctx, "setup"))) {
            case RIGHT -> {
                Web.admit(ctx, door.admit());
                home(ctx);
            }
            case WRONG -> refuse(ctx, Reason.CODE_WRONG);
            case CLOSED -> refuse(ctx, Reason.CODE_CLOSED);
        }
    }

    private static void refuse(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        ask(ctx, "founding.reason." + reason.name());
    }

    private void form(Context ctx, Map<String, String> typed, Map<String, Fault> faults) {
        var shown = new HashMap<String, String>();
        CharterForm.shownAgain().forEach(field -> shown.put(field, typed.getOrDefault(field, "")));
        var rows = new ArrayList<Row>();
        for (var i = 0; i < CharterForm.ROWS.size(); i++) {
            var role = CharterForm.ROWS.get(i);
            rows.add(new Row(
                    i,
                    role.name(),
                    shown.getOrDefault("person." + i, ""),
                    shown.getOrDefault("task." + i, ""),
                    role == Charter.Role.PRINCIPAL || role == Charter.Role.ADMIN,
                    role != Charter.Role.PRINCIPAL));
        }
        var wrong = new HashMap<String, String>();
        CharterForm.marked().forEach(field -> wrong.put(field, ""));
        faults.forEach((field, fault) -> wrong.put(field, "founding.fault." + fault.name()));
        ctx.render(
                "founding/school.peb",
                Map.of(
                        "typed",
                        shown,
                        "faults",
                        wrong,
                        "wrong",
                        faults.size(),
                        "rows",
                        rows,
                        "keeper",
                        keeper,
                        "levels",
                        Level.values()));
    }

    private void found(Context ctx) {
        if (!door.knows(Web.token(ctx))) {
            home(ctx);
            return;
        }
        var typed = typed(ctx);
        switch (founding.found(typed)) {
            case Done _, Refused _ -> home(ctx);
            case Faulty(var faults) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ctx.header("Cache-Control", "no-store");
                form(ctx, typed, faults);
            }
        }
    }

    /** A password stays as it was typed; everything else is tidied. */
    private static Map<String, String> typed(Context ctx) {
        var typed = new HashMap<String, String>();
        CharterForm.shownAgain().forEach(field -> typed.put(field, Web.text(ctx, field)));
        for (var i = 0; i < CharterForm.ROWS.size(); i++) {
            for (var field : List.of("password." + i, "again." + i)) {
                var value = ctx.formParam(field);
                typed.put(field, value == null ? "" : value);
            }
        }
        return typed;
    }

    private void papers(Context ctx, String problem) {
        var papers = founding.papers();
        var accounts = papers.stream()
                .filter(each -> each.kind() == Paper.Kind.ACCOUNT)
                .toList();
        var cards = papers.stream()
                .filter(each -> each.kind() == Paper.Kind.CARD)
                .map(FoundingPages::card)
                .toList();
        ctx.render(
                "founding/papers.peb",
                Map.of(
                        "accounts",
                        accounts,
                        "cards",
                        cards,
                        "problem",
                        problem,
                        "keeper",
                        keeper,
                        "unserved",
                        founding.unserved()));
    }

    /** Một thẻ trên trang. */
    public record Sheet(int n, String holder, String x, String of, String needed, String text) {}

    private static Sheet card(Paper paper) {
        var numbers = paper.title().split("/", 3);
        return new Sheet(paper.n(), paper.holder(), numbers[0], numbers[1], numbers[2], paper.secret());
    }

    private void received(Context ctx) {
        if (door.knows(Web.token(ctx))) {
            founding.received(ctx.pathParamAsClass("n", Integer.class).getOrDefault(0));
        }
        home(ctx);
    }

    private void open(Context ctx) {
        if (!door.knows(Web.token(ctx))) {
            home(ctx);
            return;
        }
        switch (founding.open()) {
            case Done _, Faulty _ -> ctx.render("founding/open.peb", Map.of());
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                papers(ctx, "founding.reason." + reason.name());
            }
        }
    }
}
