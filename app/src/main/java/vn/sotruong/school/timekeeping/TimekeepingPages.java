package vn.sotruong.school.timekeeping;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang đồng hồ: what the machine's clock says, what the book says, and the two steps that set it right. */
public final class TimekeepingPages implements Pages {
    private static final DateTimeFormatter TYPED =
            DateTimeFormatter.ofPattern("d/M/uuuu H:m", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** For whom the page of the clock opens. */
    public static final Set<Need> READERS = Set.of(Need.PRINCIPAL, Need.BOARD, Need.ADMIN, Need.INSPECTOR);

    private final Timekeeping timekeeping;
    private final UnaryOperator<String> names;

    /** @param names of people, by staff id */
    public TimekeepingPages(Timekeeping timekeeping, UnaryOperator<String> names) {
        this.timekeeping = timekeeping;
        this.names = names;
    }

    /** Một dòng của sổ xác nhận giờ. */
    public record Line(ClockAct act, String statedBy, String confirmedBy) {}

    @Override
    public void routes(Routes at) {
        at.get("/clock", ctx -> show(ctx, null), Need.PRINCIPAL, Need.BOARD, Need.ADMIN, Need.INSPECTOR);
        at.post("/clock/state", this::state, Need.PRINCIPAL, Need.BOARD);
        at.post(
                "/clock/confirm",
                ctx -> answer(ctx, timekeeping.confirm(Web.actor(ctx), person(ctx), Web.text(ctx, "statement"))),
                Need.PRINCIPAL,
                Need.BOARD);
        at.post("/clock/withdraw", ctx -> answer(ctx, timekeeping.withdraw(person(ctx))), Need.PRINCIPAL, Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                60,
                "timekeeping.menu",
                "clock",
                "/clock",
                Need.PRINCIPAL,
                Need.BOARD,
                Need.ADMIN,
                Need.INSPECTOR));
    }

    private void show(Context ctx, @Nullable Reason refused) {
        var doubt = timekeeping.doubt();
        var waiting = timekeeping.waiting();
        var model = new HashMap<String, @Nullable Object>();
        model.put("machine", timekeeping.machine());
        model.put("doubt", doubt.orElse(null));
        model.put("corrected", !timekeeping.correction().isZero());
        model.put("waiting", waiting.orElse(null));
        model.put("waitingBy", waiting.map(each -> names.apply(each.staff())).orElse(""));
        model.put("own", waiting.map(each -> each.staff().equals(person(ctx))).orElse(false));
        var visitor = Web.visitor(ctx);
        model.put("acts", visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD));
        model.put("refused", refused == null ? "" : refused.name());
        model.put("time", Web.text(ctx, "time"));
        model.put("reason", Web.text(ctx, "reason"));
        model.put(
                "lines",
                timekeeping.list().stream()
                        .map(act -> new Line(act, names.apply(act.statedBy()), names.apply(act.confirmedBy())))
                        .toList());
        ctx.render("timekeeping/clock.peb", model);
    }

    private void state(Context ctx) {
        answer(ctx, timekeeping.state(person(ctx), moment(Web.text(ctx, "time")), Web.text(ctx, "reason")));
    }

    private void answer(Context ctx, Answer answer) {
        switch (answer) {
            case Answer.Done _ -> ctx.redirect("/clock", HttpStatus.SEE_OTHER);
            case Answer.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason);
            }
        }
    }

    private static String person(Context ctx) {
        return Web.visitor(ctx).person();
    }

    /** As people write it, in Việt Nam's time. */
    private static Optional<Instant> moment(String typed) {
        try {
            return Optional.of(
                    LocalDateTime.parse(typed, TYPED).atZone(Formats.ZONE).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
