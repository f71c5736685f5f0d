package vn.sotruong.school.attendance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang sửa chuyên cần của tháng đã xác nhận: asking for it, and the list in which it is decided. */
public final class AmendmentPages implements Pages {
    private final Database db;
    private final Attendance attendance;
    private final Amendments amendments;

    public AmendmentPages(Database db, Attendance attendance, Amendments amendments) {
        this.db = db;
        this.attendance = attendance;
        this.amendments = amendments;
    }

    /**
     * Một yêu cầu sửa, with its names; the subject's is empty for a half day.
     *
     * @param decidable whether this visitor consents to it or refuses it
     */
    public record Request(
            Amendment amendment,
            String pupil,
            String homeroom,
            String subject,
            String requestedBy,
            String decidedBy,
            String executedBy,
            boolean decidable) {}

    @Override
    public void routes(Routes at) {
        at.get("/classes/{id}/attendance/request", ctx -> ask(ctx, ""), Need.HOMEROOM, Need.ENTER_MARKS);
        at.post("/classes/{id}/attendance/request", this::request, Need.HOMEROOM, Need.ENTER_MARKS);
        at.get(
                "/attendance/requests",
                ctx -> requests(ctx, ""),
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.PRINCIPAL,
                Need.BOARD,
                Need.INSPECTOR);
        at.post(
                "/attendance/requests/{request}/consent",
                ctx -> step(ctx, amendments.consent(marker(ctx), id(ctx))),
                Need.PRINCIPAL);
        at.post(
                "/attendance/requests/{request}/refuse",
                ctx -> step(ctx, amendments.refuse(marker(ctx), id(ctx), Web.text(ctx, "why"))),
                Need.PRINCIPAL);
        at.post(
                "/attendance/requests/{request}/withdraw",
                ctx -> step(ctx, amendments.withdraw(marker(ctx), id(ctx))),
                Need.HOMEROOM,
                Need.ENTER_MARKS);
        at.post(
                "/attendance/requests/{request}/execute",
                ctx -> step(ctx, amendments.execute(marker(ctx), id(ctx))),
                Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                25,
                "attendance.requests.menu",
                "history",
                "/attendance/requests",
                Need.BOARD,
                Need.PRINCIPAL,
                Need.HOMEROOM,
                Need.ENTER_MARKS));
    }

    private static String id(Context ctx) {
        return ctx.pathParam("request");
    }

    /** The form, with what the link or the last try had in it. */
    private void ask(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        var day = AttendancePages.date(Web.text(ctx, "date")).orElseGet(attendance::today);
        var slot = Slot.find(Web.text(ctx, "slot"));
        var model = db.read(handle -> {
            var homeroom = Access.find(handle, visitor, ctx.pathParam("id"), attendance.today())
                    .orElseThrow(NotFoundResponse::new);
            var taught = Access.taught(handle, visitor.person(), homeroom.id(), day);
            var slots = slots(handle, visitor.person(), homeroom, !taught.isEmpty());
            var subjects = SchoolYears.listSubjects(handle).stream()
                    .filter(each -> taught.contains(each.id()))
                    .toList();
            var made = new HashMap<String, @Nullable Object>();
            made.put("homeroom", homeroom);
            made.put("rows", Register.day(handle, homeroom, day, Slot.MORNING).rows());
            made.put("day", day);
            made.put("slots", slots);
            made.put("slot", slot.filter(slots::contains).map(Enum::name).orElse(""));
            made.put("subjects", subjects);
            made.put("subject", Web.text(ctx, "subject"));
            made.put("pupil", Web.text(ctx, "pupil"));
            made.put("kinds", List.of(Kind.PRESENT, Kind.EXCUSED, Kind.UNEXCUSED));
            made.put("kind", Web.text(ctx, "kind"));
            made.put("why", Web.text(ctx, "why"));
            made.put("month", day.toString().substring(0, "2026-11".length()));
            made.put("problem", problem);
            return made;
        });
        ctx.render("attendance/ask.peb", model);
    }

    /** Half days for whoever leads the class, periods for whoever teaches in it. */
    private List<Slot> slots(Handle handle, String staff, Homeroom homeroom, boolean teaches) {
        var slots = new ArrayList<Slot>();
        if (Roll.leads(handle, staff, homeroom.id(), attendance.today())) {
            slots.addAll(Slot.SESSIONS);
        }
        if (teaches) {
            slots.addAll(Slot.PERIODS);
        }
        return slots;
    }

    private void request(Context ctx) {
        var refusal =
                wish(ctx).map(each -> amendments.request(marker(ctx), each)).orElse(Optional.of(Reason.MALFORMED));
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            ask(ctx, refusal.get().name());
        } else {
            ctx.redirect("/attendance/requests", HttpStatus.SEE_OTHER);
        }
    }

    private static Optional<Amendments.Wish> wish(Context ctx) {
        var day = AttendancePages.date(Web.text(ctx, "date"));
        var slot = Slot.find(Web.text(ctx, "slot"));
        var kind = Kind.find(Web.text(ctx, "kind"));
        if (day.isEmpty() || slot.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Amendments.Wish(
                Web.text(ctx, "pupil"),
                ctx.pathParam("id"),
                day.get(),
                slot.get(),
                slot.get().session() ? null : Web.text(ctx, "subject"),
                kind.get(),
                Web.text(ctx, "why")));
    }

    private void requests(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        var all = visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD) || visitor.holds(Need.INSPECTOR);
        var found = all ? amendments.list() : amendments.listOf(visitor.person());
        var lines = db.read(handle -> lines(handle, found, visitor));
        var mayAsk = visitor.holds(Need.HOMEROOM) || visitor.holds(Need.ENTER_MARKS);
        ctx.render(
                "attendance/requests.peb",
                Map.of(
                        "lines",
                        lines,
                        "problem",
                        problem,
                        "person",
                        visitor.person(),
                        "board",
                        visitor.holds(Need.BOARD),
                        "own",
                        mayAsk
                                ? db.read(handle -> Access.own(handle, visitor.person(), attendance.today()))
                                : List.of()));
    }

    private List<Request> lines(Handle handle, List<Amendment> found, Visitor visitor) {
        var names = Register.Names.ofPupils(
                handle, found.stream().map(Amendment::pupil).distinct().toList());
        return found.stream()
                .map(each -> new Request(
                        each,
                        names.pupil(each.pupil()),
                        Roll.getHomeroom(handle, each.homeroom()).name(),
                        names.subject(each.subject()),
                        names.staff(each.requestedBy()),
                        each.decidedBy() == null ? "" : names.staff(each.decidedBy()),
                        each.executedBy() == null ? "" : names.staff(each.executedBy()),
                        visitor.holds(Need.PRINCIPAL)
                                && each.state() == Amendment.State.REQUESTED
                                && amendments.decides(handle, visitor.person(), each)))
                .toList();
    }

    private void step(Context ctx, Optional<Reason> refusal) {
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            requests(ctx, refusal.get().name());
        } else {
            ctx.redirect("/attendance/requests", HttpStatus.SEE_OTHER);
        }
    }

    private static Marker marker(Context ctx) {
        return Marker.of(Web.actor(ctx), Web.visitor(ctx));
    }
}
