package vn.sotruong.school.accounts;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;

/** Trang tài khoản thanh tra, kiểm tra. */
public final class InspectorPages implements Pages {
    private static final String HERE = "/inspectors";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final Inspectors inspectors;

    public InspectorPages(Inspectors inspectors) {
        this.inspectors = inspectors;
    }

    @Override
    public void routes(Routes at) {
        at.get(HERE, this::show, Need.ADMIN, Need.PRINCIPAL);
        at.post(HERE, this::propose, Need.ADMIN);
        at.post(
                "/inspectors/{inspector}/code",
                ctx -> answer(ctx, inspectors.print(Web.actor(ctx), ctx.pathParam("inspector"))),
                Need.ADMIN);
        at.post(
                "/inspectors/{inspector}/end",
                ctx -> answer(ctx, inspectors.end(Web.actor(ctx), ctx.pathParam("inspector"))),
                Need.PRINCIPAL);
    }

    private void show(Context ctx) {
        show(ctx, "");
    }

    /** Shows the page; after a refusal with what was typed. */
    private void show(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        ctx.render(
                "accounts/inspectors.peb",
                Map.of(
                        "lines", inspectors.list(),
                        "proposes", visitor.holds(Need.ADMIN),
                        "ends", visitor.holds(Need.PRINCIPAL),
                        "problem", problem,
                        "waiting", Web.text(ctx, "waiting").equals("1"),
                        "name", Web.text(ctx, "name"),
                        "authority", Web.text(ctx, "authority"),
                        "decision", Web.text(ctx, "decision"),
                        "from", Web.text(ctx, "from"),
                        "last", Web.text(ctx, "last")));
    }

    private void propose(Context ctx) {
        var asked = inspectors.propose(
                Web.actor(ctx),
                Web.text(ctx, "name"),
                Web.text(ctx, "authority"),
                Web.text(ctx, "decision"),
                day(Web.text(ctx, "from")),
                day(Web.text(ctx, "last")));
        switch (asked) {
            case Inspectors.Asked.Waiting() -> ctx.redirect(HERE + "?waiting=1", HttpStatus.SEE_OTHER);
            case Inspectors.Asked.Not(Reason reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, "accounts.reason." + reason);
            }
            case Inspectors.Asked.Not(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void answer(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Issued issued ->
                ctx.render(
                        "accounts/slip.peb",
                        Map.of(
                                "name", inspectors.nameOf(issued.account()),
                                "username", issued.account().username(),
                                "code", issued.code(),
                                "back", HERE));
            case Done done -> ctx.redirect(HERE, HttpStatus.SEE_OTHER);
            case Refused no -> Web.refuse(ctx, no.reason());
            case Outcome.Admitted in -> throw new IllegalStateException("nobody signs in here");
        }
    }

    /** A day as a browser's date field sends it, or as people write it. */
    private static @Nullable LocalDate day(String text) {
        try {
            return text.contains("-") ? LocalDate.parse(text) : LocalDate.parse(text, DAY);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
