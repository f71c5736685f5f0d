package vn.sotruong.school.accounts;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;

/** Trang người dùng: the register of accounts, issuing, locking, and the posts that give rights. */
public final class AccountPages implements Pages {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final Accounts accounts;
    private final Register register;
    private final Supplier<String> abbreviation;

    /** @param abbreviation of the school, which ends every username */
    public AccountPages(Accounts accounts, Register register, Supplier<String> abbreviation) {
        this.accounts = accounts;
        this.register = register;
        this.abbreviation = abbreviation;
    }

    @Override
    public void routes(Routes at) {
        at.get("/accounts", this::register, Need.ADMIN, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/accounts/{account}", this::one, Need.ADMIN);
        at.post("/accounts", this::issue, Need.ADMIN);
        at.post(
                "/accounts/{account}/lock",
                ctx -> answer(ctx, accounts.lock(Web.actor(ctx), id(ctx), why(ctx))),
                Need.ADMIN);
        at.post(
                "/accounts/{account}/unlock",
                ctx -> answer(ctx, accounts.unlock(Web.actor(ctx), id(ctx), why(ctx))),
                Need.ADMIN);
        at.post(
                "/accounts/{account}/retire",
                ctx -> answer(ctx, accounts.retire(Web.actor(ctx), id(ctx), why(ctx))),
                Need.ADMIN);
        at.post("/access-rule", this::setRule, Need.PRINCIPAL);
        at.post("/posts", this::confer, Need.PRINCIPAL);
        at.post(
                "/posts/{post}/end",
                ctx -> answer(ctx, accounts.endPost(Web.actor(ctx), ctx.pathParam("post"), why(ctx))),
                Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                10,
                "accounts.menu",
                "users",
                "/accounts",
                Need.ADMIN,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    private void register(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render(
                "accounts/register.peb",
                Map.of(
                        "entries", register.list(),
                        "rule", register.rule(),
                        "admin", visitor.holds(Need.ADMIN),
                        "principal", visitor.holds(Need.PRINCIPAL),
                        "own", visitor.account(),
                        "kinds", Post.Kind.values()));
    }

    private void one(Context ctx) {
        var entry = register.find(id(ctx));
        if (entry.isEmpty()) {
            Web.refuse(ctx, Reason.NO_SUCH_ACCOUNT);
            return;
        }
        ctx.render(
                "accounts/account.peb",
                Map.of("entry", entry.get(), "own", Web.visitor(ctx).account()));
    }

    private void setRule(Context ctx) {
        answer(ctx, accounts.setRule(Web.actor(ctx), new AccessRule(number(ctx, "days"), number(ctx, "minutes"))));
    }

    /** A whole number of at most four digits; what is none counts as zero, which no rule allows. */
    private static int number(Context ctx, String field) {
        var text = Web.text(ctx, field);
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private void issue(Context ctx) {
        answer(ctx, accounts.issue(Web.actor(ctx), Web.text(ctx, "staff"), abbreviation.get()));
    }

    private void confer(Context ctx) {
        var kind = kind(Web.text(ctx, "kind"));
        var from = day(Web.text(ctx, "from"));
        var untilText = Web.text(ctx, "until");
        var until = day(untilText);
        if (kind.isEmpty() || from.isEmpty() || (until.isEmpty() && !untilText.isEmpty())) {
            Web.refuse(ctx, Reason.BAD_DATES);
            return;
        }
        answer(
                ctx,
                accounts.confer(
                        Web.actor(ctx),
                        Web.text(ctx, "staff"),
                        kind.get(),
                        Web.text(ctx, "decision"),
                        from.get(),
                        until.orElse(null)));
    }

    private void answer(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Issued issued -> slip(ctx, issued);
            case Done done -> ctx.redirect("/accounts", HttpStatus.SEE_OTHER);
            case Refused no -> Web.refuse(ctx, no.reason());
            case Admitted in -> throw new IllegalStateException("nobody signs in here");
        }
    }

    /** The one moment at which the code is seen: it is printed, and no reload brings it back. */
    private void slip(Context ctx, Issued issued) {
        var name = register.find(issued.account().id()).orElseThrow().name();
        ctx.render(
                "accounts/slip.peb",
                Map.of(
                        "name",
                        name,
                        "username",
                        issued.account().username(),
                        "code",
                        issued.code(),
                        "back",
                        "/accounts"));
    }

    private static String id(Context ctx) {
        return ctx.pathParam("account");
    }

    private static String why(Context ctx) {
        var why = Web.text(ctx, "why");
        return why.substring(0, Math.min(200, why.length()));
    }

    private static Optional<Post.Kind> kind(String name) {
        for (var kind : Post.Kind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** A day as a browser's date field sends it, or as people write it. */
    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(text.contains("-") ? LocalDate.parse(text) : LocalDate.parse(text, DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
