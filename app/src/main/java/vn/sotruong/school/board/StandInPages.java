package vn.sotruong.school.board;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.board.StandIn.About;
import vn.sotruong.school.board.StandIns.Waiting;

/** Trang duyệt thay: what waits for the superior's decision, and every approval in the principal's place so far. */
public final class StandInPages implements Pages {
    private static final String HERE = "/board/approvals";
    private static final List<String> TYPED = List.of("about", "number", "date", "said");

    private final Database db;
    private final List<StandIns.Room> rooms;
    private final BiFunction<Handle, String, String> names;

    /**
     * The pages of these rooms' approvals.
     *
     * @param names of classes, by id
     */
    public StandInPages(Database db, List<StandIns.Room> rooms, BiFunction<Handle, String, String> names) {
        this.db = db;
        this.rooms = List.copyOf(rooms);
        this.names = names;
    }

    /** Một việc chờ. */
    public record Line(String about, String matter, int period, String name, List<String> told, String seal) {}

    /** Một lần đã duyệt thay. */
    public record Past(String matter, int period, String name, String told, StandIn standIn) {}

    @Override
    public void routes(Routes at) {
        at.get(HERE, ctx -> show(ctx, null), Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
        at.upload(HERE, this::approve, Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                30,
                "board.stand-in.menu",
                "check",
                HERE,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    /** What waits for a member of the board to record. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        if (!visitor.holds(Need.BOARD)) {
            return List.of();
        }
        var waiting = rooms.stream()
                .mapToInt(room -> room.listWaiting(handle, Language.VI).size())
                .sum();
        return waiting == 0
                ? List.of()
                : List.of(
                        new Notice(Notice.Tone.WAITS, "board.stand-in.today", List.of(String.valueOf(waiting)), HERE));
    }

    private void show(Context ctx, @Nullable String error) {
        var visitor = Web.visitor(ctx);
        var language = Web.language(ctx);
        ctx.render("board/approvals.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            model.put(
                    "waiting",
                    rooms.stream()
                            .flatMap(room -> room.listWaiting(handle, language).stream())
                            .map(StandInPages::line)
                            .toList());
            model.put(
                    "past",
                    StandInTable.list(handle).stream()
                            .map(each -> new Past(
                                    each.about().matter().name(),
                                    each.about().period(),
                                    names.apply(handle, each.about().homeroom()),
                                    StandIns.told(handle, language, each),
                                    each))
                            .toList());
            model.put("records", visitor.holds(Need.BOARD) && !visitor.readsOnly());
            var typed = new HashMap<String, String>();
            TYPED.forEach(field -> typed.put(field, Web.text(ctx, field)));
            model.put("typed", typed);
            model.put("error", error);
            return model;
        }));
    }

    private static Line line(Waiting waiting) {
        var about = waiting.about();
        return new Line(
                key(about), about.matter().name(), about.period(), waiting.name(), waiting.told(), waiting.seal());
    }

    private static String key(About about) {
        return about.matter() + "-" + about.period() + "-" + about.homeroom();
    }

    private void approve(Context ctx) {
        var about = Web.text(ctx, "about");
        var language = Web.language(ctx);
        var word = new StandIns.Word(
                Web.text(ctx, "number"), day(Web.text(ctx, "date")), Web.text(ctx, "said"), fileName(ctx), scan(ctx));
        for (var room : rooms) {
            var found = db.read(handle -> room.listWaiting(handle, language).stream()
                    .filter(each -> key(each.about()).equals(about))
                    .findFirst());
            if (found.isPresent()) {
                var refusal = Web.text(ctx, "checked").equals("yes")
                        ? approve(ctx, room, found.get(), word)
                        : Optional.of(Reason.NOT_READ_AGAIN);
                if (refusal.isPresent()) {
                    again(ctx, refusal.get());
                } else {
                    ctx.redirect(HERE, HttpStatus.SEE_OTHER);
                }
                return;
            }
        }
        again(ctx, Reason.NOTHING_WAITS);
    }

    private static Optional<? extends Enum<?>> approve(
            Context ctx, StandIns.Room room, Waiting waiting, StandIns.Word word) {
        try {
            return room.approve(
                    Web.actor(ctx), Web.visitor(ctx).person(), waiting.about(), Web.text(ctx, "seal"), word);
        } catch (StandIns.Undone undone) {
            return Optional.of(undone.reason());
        }
    }

    private void again(Context ctx, Enum<?> reason) {
        var pack = reason.getDeclaringClass().getPackageName();
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, pack.substring(pack.lastIndexOf('.') + 1) + ".reason." + reason.name());
    }

    private static String fileName(Context ctx) {
        var file = ctx.uploadedFile("paper");
        return file == null ? "" : file.filename();
    }

    private static byte[] scan(Context ctx) {
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

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
