package vn.sotruong.school.board;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.board.BoardDecision.Seat;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;

/** Trang ban quản trị: the decision in force, a proposal for a new one, and the change of the principal. */
public final class DecisionPages implements Pages {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final List<String> TYPED = List.of("coming", "authority", "number", "decidedOn", "from");

    private final Database db;
    private final Board board;
    private final Decisions decisions;
    private final Succession succession;
    private final Clock clock;

    public DecisionPages(Database db, Board board, Decisions decisions, Succession succession, Clock clock) {
        this.db = db;
        this.board = board;
        this.decisions = decisions;
        this.succession = succession;
        this.clock = clock;
    }

    /** Một thành viên như trang hiện ra. */
    public record Member(String name, String task, boolean sits) {}

    /** Một quyết định như trang hiện ra. */
    public record Line(BoardDecision decision, String decider, String names) {}

    /** Một dòng của biểu mẫu. */
    public record Row(int number, String staff, String task) {}

    /** Một lần đổi hiệu trưởng như trang hiện ra. */
    public record ChangeLine(PrincipalChange change, String leaving, String coming, String first, String second) {}

    @Override
    public void routes(Routes at) {
        at.get("/board", ctx -> show(ctx, null), Need.SIGNED_IN);
        at.upload("/board", this::propose, Need.ADMIN, Need.PRINCIPAL, Need.CLERK);
        at.get("/board/principal", ctx -> principal(ctx, null), Need.BOARD, Need.PRINCIPAL, Need.ADMIN, Need.INSPECTOR);
        at.upload("/board/principal", this::prepare, Need.BOARD);
        at.post(
                "/board/principal/execute",
                ctx -> answer(ctx, succession.execute(Web.actor(ctx), Web.text(ctx, "change"))),
                Need.BOARD);
        at.post(
                "/board/principal/withdraw",
                ctx -> answer(ctx, succession.withdraw(Web.actor(ctx), Web.text(ctx, "change"))),
                Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(
                        MenuEntry.Group.SETTINGS,
                        28,
                        "board.decision.menu",
                        "users",
                        "/board",
                        Need.PRINCIPAL,
                        Need.BOARD,
                        Need.ADMIN,
                        Need.CLERK,
                        Need.INSPECTOR),
                MenuEntry.of(
                        MenuEntry.Group.SETTINGS,
                        29,
                        "board.principal.menu",
                        "user",
                        "/board/principal",
                        Need.BOARD,
                        Need.INSPECTOR));
    }

    private void show(Context ctx, @Nullable String error) {
        ctx.render("board/board.peb", db.read(handle -> model(ctx, handle, error)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle, @Nullable String error) {
        var today = today();
        var visitor = Web.visitor(ctx);
        var inForce = Decisions.findInForce(handle, today);
        var sitting = board.list(handle, today);
        var members = inForce.map(decision -> decision.seats().stream()
                        .map(seat -> new Member(
                                Decisions.name(handle, seat.staff()), seat.task(), sitting.contains(seat.staff())))
                        .toList())
                .orElseGet(() -> sitting.stream()
                        .map(staff -> new Member(Decisions.name(handle, staff), "", true))
                        .toList());
        var model = new HashMap<String, @Nullable Object>();
        model.put("valid", board.valid(handle, today));
        model.put("sitting", sitting.size());
        model.put("decision", inForce.orElse(null));
        model.put("members", members);
        model.put(
                "unserved",
                String.join(
                        ", ",
                        Decisions.unserved(handle, sitting, today).stream()
                                .map(staff -> Decisions.name(handle, staff))
                                .toList()));
        model.put(
                "past",
                Decisions.list(handle).stream()
                        .filter(each -> inForce.isEmpty()
                                || !each.id().equals(inForce.get().id()))
                        .map(each -> line(handle, each))
                        .toList());
        model.put("proposes", decisions.proposes(handle, visitor));
        model.put("reads", visitor.holds(Need.ADMIN) || visitor.holds(Need.CLERK) || visitor.holds(Need.PRINCIPAL));
        model.put("showsKey", visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD));
        model.put("staff", working(handle));
        model.put("rows", rows(ctx, inForce));
        model.put("from", error == null ? Formats.day(today) : Web.text(ctx, "from"));
        model.put("error", error);
        return model;
    }

    private static Line line(Handle handle, BoardDecision decision) {
        return new Line(
                decision,
                Decisions.name(handle, decision.decidedBy()),
                String.join(
                        ", ",
                        decision.seats().stream()
                                .map(seat -> Decisions.name(handle, seat.staff()))
                                .toList()));
    }

    private static List<Staff> working(Handle handle) {
        return People.listStaff(handle).stream()
                .filter(staff -> staff.status() == StaffStatus.WORKING)
                .toList();
    }

    /** What was typed; else the members of today, to be changed. */
    private static List<Row> rows(Context ctx, Optional<BoardDecision> inForce) {
        var typed = ctx.formParams("staff");
        var tasks = ctx.formParams("task");
        var rows = new ArrayList<Row>();
        for (int i = 0; i < Board.MOST; i++) {
            if (i < typed.size()) {
                rows.add(new Row(i + 1, typed.get(i), i < tasks.size() ? tasks.get(i) : ""));
            } else if (typed.isEmpty()
                    && inForce.isPresent()
                    && i < inForce.get().seats().size()) {
                var seat = inForce.get().seats().get(i);
                rows.add(new Row(i + 1, seat.staff(), seat.task()));
            } else {
                rows.add(new Row(i + 1, "", ""));
            }
        }
        return rows;
    }

    private void propose(Context ctx) {
        var from = day(Web.text(ctx, "from"));
        if (from.isEmpty()) {
            again(ctx, Reason.BAD_DATES);
            return;
        }
        var staff = ctx.formParams("staff");
        var tasks = ctx.formParams("task");
        var seats = new ArrayList<Seat>();
        for (int i = 0; i < staff.size(); i++) {
            var task = i < tasks.size() ? tasks.get(i).strip() : "";
            if (!staff.get(i).isBlank()) {
                seats.add(new Seat(staff.get(i), task));
            }
        }
        if (decisions.stands(seats) && content(ctx).length == 0) {
            again(ctx, Reason.NOTHING_NEW);
            return;
        }
        if (!Web.text(ctx, "read").equals("yes")) {
            again(ctx, Reason.NOT_READ_AGAIN);
            return;
        }
        switch (decisions.propose(Web.actor(ctx), from.get(), seats, fileName(ctx), content(ctx))) {
            case Decisions.Asked.Waiting(var id) -> ctx.redirect("/proposals/" + id, HttpStatus.SEE_OTHER);
            case Decisions.Asked.Refused(var reason) -> again(ctx, reason);
        }
    }

    private void again(Context ctx, Enum<?> reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, key(reason));
    }

    private static String key(Enum<?> reason) {
        var pack = reason.getDeclaringClass().getPackageName();
        return pack.substring(pack.lastIndexOf('.') + 1) + ".reason." + reason.name();
    }

    private static String fileName(Context ctx) {
        var file = ctx.uploadedFile("paper");
        return file == null ? "" : file.filename();
    }

    private static byte[] content(Context ctx) {
        var file = ctx.uploadedFile("paper");
        if (file == null) {
            return new byte[0];
        }
        try (var in = file.content()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void principal(Context ctx, @Nullable String error) {
        var visitor = Web.visitor(ctx);
        ctx.render("board/principal.peb", db.read(handle -> {
            var prepared = succession.findPrepared(handle);
            var typed = new HashMap<String, String>();
            TYPED.forEach(field -> typed.put(field, Web.text(ctx, field)));
            var model = new HashMap<String, @Nullable Object>();
            model.put(
                    "principal",
                    Succession.principal(handle, today())
                            .map(post -> Decisions.name(handle, post.staff()))
                            .orElse(""));
            model.put("prepared", prepared.map(each -> line(handle, each)).orElse(null));
            model.put("sits", board.sits(handle, visitor.person(), today()) && visitor.holds(Need.BOARD));
            model.put(
                    "mine",
                    prepared.filter(each -> each.first().equals(visitor.person()))
                            .isPresent());
            model.put(
                    "past",
                    succession.list(handle).stream()
                            .filter(each -> each.state() != PrincipalChange.State.PREPARED)
                            .map(each -> line(handle, each))
                            .toList());
            model.put("staff", working(handle));
            model.put("typed", typed);
            model.put("error", error);
            return model;
        }));
    }

    private static ChangeLine line(Handle handle, PrincipalChange change) {
        var leaving = change.leaving();
        var second = change.second();
        return new ChangeLine(
                change,
                leaving == null ? "" : Decisions.name(handle, leaving),
                Decisions.name(handle, change.coming()),
                Decisions.name(handle, change.first()),
                second == null ? "" : Decisions.name(handle, second));
    }

    private void prepare(Context ctx) {
        var decidedOn = day(Web.text(ctx, "decidedOn"));
        var from = day(Web.text(ctx, "from"));
        if (decidedOn.isEmpty() || from.isEmpty()) {
            principalAgain(ctx, Reason.BAD_DATES);
            return;
        }
        var wish = new Succession.Appointment(
                Web.text(ctx, "coming"),
                Web.text(ctx, "authority"),
                Web.text(ctx, "number"),
                decidedOn.get(),
                from.get());
        switch (succession.prepare(Web.actor(ctx), wish, fileName(ctx), content(ctx))) {
            case Succession.Result.Done _ -> ctx.redirect("/board/principal", HttpStatus.SEE_OTHER);
            case Succession.Result.Refused(var reason) -> principalAgain(ctx, reason);
        }
    }

    private void principalAgain(Context ctx, Enum<?> reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        principal(ctx, key(reason));
    }

    private static void answer(Context ctx, Succession.Result result) {
        switch (result) {
            case Succession.Result.Done _ -> ctx.redirect("/board/principal", HttpStatus.SEE_OTHER);
            case Succession.Result.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.replace('-', '/').replace('.', '/'), DAY));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
