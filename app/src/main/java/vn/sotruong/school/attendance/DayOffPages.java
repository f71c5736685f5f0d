package vn.sotruong.school.attendance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang báo lớp nghỉ một ngày. */
public final class DayOffPages implements Pages {
    private final Database db;
    private final Attendance attendance;
    private final DaysOff daysOff;

    public DayOffPages(Database db, Attendance attendance, DaysOff daysOff) {
        this.db = db;
        this.attendance = attendance;
        this.daysOff = daysOff;
    }

    @Override
    public void routes(Routes at) {
        at.get("/classes/{id}/attendance/off", ctx -> show(ctx, ""), Need.HOMEROOM, Need.PRINCIPAL);
        at.post("/classes/{id}/attendance/off", this::declare, Need.HOMEROOM, Need.PRINCIPAL);
        at.post("/classes/{id}/attendance/on", this::takeBack, Need.HOMEROOM, Need.PRINCIPAL);
    }

    private LocalDate day(Context ctx) {
        return AttendancePages.date(Web.text(ctx, "date")).orElseGet(attendance::today);
    }

    private void show(Context ctx, String problem) {
        var visitor = Web.visitor(ctx);
        var day = day(ctx);
        var model = db.read(handle -> {
            var homeroom = Access.find(handle, visitor, ctx.pathParam("id"), attendance.today())
                    .orElseThrow(NotFoundResponse::new);
            var off = DayOffTable.find(handle, homeroom.id(), day);
            var names = Register.Names.ofPupils(handle, java.util.List.of());
            var made = new HashMap<String, @Nullable Object>();
            made.put("homeroom", homeroom);
            made.put("day", day);
            made.put("off", off.orElse(null));
            made.put("by", off.map(each -> names.staff(each.declaredBy())).orElse(""));
            made.put("may", daysOff.may(handle, visitor.person(), homeroom.id()));
            made.put("all", daysOff.mayForAll(handle, visitor.person()));
            made.put("why", Web.text(ctx, "why"));
            made.put("forAll", Web.text(ctx, "all").equals("yes"));
            made.put("problem", problem);
            return made;
        });
        ctx.render("attendance/off.peb", model);
    }

    private void declare(Context ctx) {
        var day = AttendancePages.date(Web.text(ctx, "date"));
        var why = Web.text(ctx, "why");
        var refusal = day.isEmpty()
                ? Optional.of(Reason.MALFORMED)
                : Web.text(ctx, "all").equals("yes")
                        ? daysOff.declareForAll(marker(ctx), day.get(), why)
                        : daysOff.declare(marker(ctx), ctx.pathParam("id"), day.get(), why);
        back(ctx, refusal);
    }

    private void takeBack(Context ctx) {
        back(ctx, daysOff.takeBack(marker(ctx), ctx.pathParam("id"), day(ctx)));
    }

    private void back(Context ctx, Optional<Reason> refusal) {
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, refusal.get().name());
        } else {
            ctx.redirect("/classes/" + ctx.pathParam("id") + "/attendance?date=" + day(ctx), HttpStatus.SEE_OTHER);
        }
    }

    private static Marker marker(Context ctx) {
        return Marker.of(Web.actor(ctx), Web.visitor(ctx));
    }
}
