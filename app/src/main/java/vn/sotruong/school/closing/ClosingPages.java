package vn.sotruong.school.closing;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang đóng sổ: the books of a term and how far each has come, and the one book with its next step. Plain forms. */
public final class ClosingPages implements Pages {
    private static final String BOOK = "/closing/{homeroom}/{semester}";
    private static final Need[] READERS = {Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.HOMEROOM, Need.INSPECTOR};

    private final Database db;
    private final Closings closings;

    public ClosingPages(Database db, Closings closings) {
        this.db = db;
        this.closings = closings;
    }

    /** Một sổ trong danh sách. */
    public record Line(String homeroom, String name, String stage) {}

    /** Một việc đã làm, with its names; what was said may be empty. */
    public record Done(String deed, String by, Instant at, String subject, String said) {}

    /** Chữ ký của một môn. */
    public record Signature(String subject, String name, boolean signed, boolean mine) {}

    @Override
    public void routes(Routes at) {
        at.get("/closing", this::list, Need.ENTER_MARKS, READERS);
        at.get(BOOK, this::show, Need.ENTER_MARKS, READERS);
        at.post(BOOK + "/propose", ctx -> take(ctx, Deed.PROPOSE), Need.BOARD);
        at.post(BOOK + "/return", ctx -> take(ctx, Deed.RETURN), Need.PRINCIPAL);
        at.post(BOOK + "/decide", ctx -> take(ctx, Deed.DECIDE), Need.PRINCIPAL);
        at.post(BOOK + "/close", ctx -> take(ctx, Deed.CLOSE), Need.BOARD);
        at.post(BOOK + "/print", ctx -> take(ctx, Deed.PRINT), Need.CLERK);
        at.post(BOOK + "/sign", ctx -> take(ctx, Deed.SIGN), Need.ENTER_MARKS, Need.HOMEROOM);
        at.post(BOOK + "/sign_class", ctx -> take(ctx, Deed.SIGN_CLASS), Need.HOMEROOM);
        at.post(BOOK + "/approve", ctx -> take(ctx, Deed.APPROVE), Need.PRINCIPAL);
        at.post(BOOK + "/archive", ctx -> take(ctx, Deed.ARCHIVE), Need.CLERK);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS, 40, "closing.menu", "lock", "/closing", Need.ENTER_MARKS, READERS));
    }

    private void list(Context ctx) {
        var semester = Web.text(ctx, "semester").equals("2") ? 2 : 1;
        var model = db.read(handle -> {
            var made = new HashMap<String, @Nullable Object>();
            made.put("semester", semester);
            made.put("boardSits", closings.boardSits(handle));
            made.put(
                    "lines",
                    homerooms(handle)
                            .filter(each -> sees(handle, Web.visitor(ctx), each))
                            .map(each -> new Line(
                                    each.id(),
                                    each.name(),
                                    Closings.stage(handle, each.id(), semester).name()))
                            .toList());
            return made;
        });
        ctx.render("closing/list.peb", model);
    }

    private static Stream<Homeroom> homerooms(Handle handle) {
        return SchoolYears.findOpenYear(handle).stream()
                .flatMap(year -> Roll.listHomerooms(handle, year.id()).stream());
    }

    /** The principal, the board, the clerk and an inspector see every book; a teacher the books of their classes. */
    private boolean sees(Handle handle, Visitor visitor, Homeroom homeroom) {
        return Stream.of(Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.INSPECTOR).anyMatch(visitor::holds)
                || closings.concerns(handle, visitor.person(), homeroom);
    }

    private void show(Context ctx) {
        var semester = semester(ctx);
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> {
            var homeroom = Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                    .filter(each -> semester > 0 && sees(handle, visitor, each))
                    .orElseThrow(NotFoundResponse::new);
            return model(handle, visitor, homeroom, semester);
        });
        ctx.render("closing/book.peb", model);
    }

    private Map<String, @Nullable Object> model(Handle handle, Visitor visitor, Homeroom homeroom, int semester) {
        var book = Closings.find(handle, homeroom.id(), semester);
        var stage = book.map(BookClosing::stage).orElse(Stage.OPEN);
        var signed = book.map(BookClosing::signed).orElse(java.util.Set.of());
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("semester", semester);
        model.put("stage", stage.name());
        model.put("stages", Stream.of(Stage.values()).map(Enum::name).toList());
        model.put("at", List.of(Stage.values()).indexOf(stage));
        model.put(
                "obstacles",
                stage.compareTo(Stage.CLOSED) < 0 ? closings.obstacles(handle, homeroom.id(), semester) : List.of());
        model.put("boardSits", closings.boardSits(handle));
        model.put(
                "offers",
                closings.offers(handle, visitor.actor(), visitor.person(), homeroom, semester).stream()
                        .filter(_ -> !visitor.readsOnly())
                        .map(Enum::name)
                        .toList());
        model.put(
                "signatures",
                closings.subjects(handle, homeroom).stream()
                        .map(subject -> new Signature(
                                subject,
                                SchoolYears.getSubject(handle, subject).name(),
                                signed.contains(subject),
                                closings.signs(handle, visitor.actor(), visitor.person(), homeroom, semester, subject)))
                        .toList());
        model.put(
                "classSigned", book.flatMap(each -> each.find(Deed.SIGN_CLASS)).isPresent());
        model.put(
                "done",
                book.map(BookClosing::steps).orElse(List.of()).stream()
                        .map(step -> done(handle, step))
                        .toList());
        return model;
    }

    private static Done done(Handle handle, BookClosing.Step step) {
        var subject = step.subject();
        var said = step.said();
        return new Done(
                step.deed().name(),
                People.findStaff(handle, step.staff())
                        .map(staff -> staff.name().full())
                        .orElse(""),
                step.at(),
                subject == null ? "" : SchoolYears.getSubject(handle, subject).name(),
                said == null ? "" : said);
    }

    private void take(Context ctx, Deed deed) {
        var homeroom = ctx.pathParam("homeroom");
        var refusal = closings.take(
                Web.actor(ctx),
                Web.visitor(ctx).person(),
                homeroom,
                semester(ctx),
                deed,
                deed == Deed.SIGN ? Web.text(ctx, "subject") : null,
                Web.text(ctx, "said"));
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/closing/" + homeroom + "/" + semester(ctx), HttpStatus.SEE_OTHER);
        }
    }

    private static int semester(Context ctx) {
        return switch (ctx.pathParam("semester")) {
            case "1" -> 1;
            case "2" -> 2;
            default -> 0;
        };
    }
}
