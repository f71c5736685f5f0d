package vn.sotruong.school.attendance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.ExcelSheet;

/** Trang chuyên cần tháng của một lớp, các tháng chờ xác nhận, và năm của một học sinh. */
public final class MonthPages implements Pages {
    private static final Messages WORDS = Messages.of(MonthPages.class);
    private static final Need[] READERS = {
        Need.ENTER_MARKS, Need.ATTENDANCE, Need.PRINCIPAL, Need.CLERK, Need.MEDICAL, Need.INSPECTOR
    };

    private final Database db;
    private final Attendance attendance;

    public MonthPages(Database db, Attendance attendance) {
        this.db = db;
        this.attendance = attendance;
    }

    @Override
    public void routes(Routes at) {
        at.get("/classes/{id}/attendance/month", ctx -> month(ctx, ""), Need.HOMEROOM, READERS);
        at.get("/classes/{id}/attendance/month.xlsx", this::download, Need.HOMEROOM, READERS);
        at.post("/classes/{id}/attendance/confirm", this::confirm, Need.HOMEROOM);
        at.get("/attendance/months", this::open, Need.PRINCIPAL, Need.INSPECTOR);
        at.get(
                "/pupils/{id}/attendance",
                this::year,
                Need.HOMEROOM,
                Need.PRINCIPAL,
                Need.CLERK,
                Need.MEDICAL,
                Need.INSPECTOR);
    }

    private void month(Context ctx, String problem) {
        var model = db.read(handle -> {
            var homeroom = homeroom(ctx, handle);
            var month = asked(ctx).orElseGet(() -> YearMonth.from(attendance.today()));
            var today = attendance.today();
            var view = Register.month(handle, homeroom, month);
            var person = Web.visitor(ctx).person();
            var leads = Roll.leads(handle, person, homeroom.id(), today);
            var last = Register.lastDay(handle, homeroom, month);
            var made = new HashMap<String, @Nullable Object>();
            made.put("view", view);
            made.put("month", month.toString());
            made.put(
                    "title",
                    WORDS.get(
                            Web.language(ctx),
                            "attendance.month.name",
                            month.getMonthValue(),
                            String.valueOf(month.getYear())));
            made.put("before", month.minusMonths(1).toString());
            made.put("after", month.plusMonths(1).toString());
            made.put("school", SchoolYears.getSchool(handle).name());
            made.put(
                    "mayConfirm",
                    leads
                            && view.confirmed() == null
                            && !last.isAfter(today)
                            && Attendance.inYear(handle, homeroom.id(), last));
            made.put(
                    "mayAsk",
                    view.confirmed() != null
                            && (leads
                                    || !Access.taught(handle, person, homeroom.id(), last)
                                            .isEmpty()));
            made.put("last", last);
            made.put("today", today);
            made.put("problem", problem);
            return made;
        });
        ctx.render("attendance/month.peb", model);
    }

    private void download(Context ctx) {
        var language = Web.language(ctx);
        var month = asked(ctx).orElseGet(() -> YearMonth.from(attendance.today()));
        var view = db.read(handle -> Register.month(handle, homeroom(ctx, handle), month));
        var columns = new ArrayList<>(List.of(
                new ExcelSheet.Column(WORDS.get(language, "attendance.number"), 6),
                new ExcelSheet.Column(WORDS.get(language, "attendance.name"), 30)));
        view.days()
                .forEach(day -> columns.add(
                        new ExcelSheet.Column(day.getDayOfMonth() + (view.off().contains(day) ? " N" : ""), 4)));
        columns.add(new ExcelSheet.Column("P", 6));
        columns.add(new ExcelSheet.Column("K", 6));
        var sheet = new ExcelSheet(month.toString(), columns).note(WORDS.get(language, "attendance.month.legend"));
        for (var row : view.rows()) {
            var cells = new ArrayList<>(List.of(String.valueOf(row.number()), row.name()));
            row.cells().forEach(cell -> cells.add(cell.letters()));
            cells.add(Formats.number(row.days().withLeave(), language));
            cells.add(Formats.number(row.days().withoutLeave(), language));
            sheet.row(cells);
        }
        ctx.header("Content-Disposition", "attachment; filename=\"chuyen-can-" + month + ".xlsx\"")
                .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .result(sheet.bytes(WORDS.get(language, "attendance.month")));
    }

    private void confirm(Context ctx) {
        var month = asked(ctx);
        var refusal = month.isEmpty() || !Web.text(ctx, "checked").equals("yes")
                ? Optional.of(Reason.MALFORMED)
                : attendance.confirm(marker(ctx), ctx.pathParam("id"), month.get());
        back(ctx, refusal);
    }

    private void back(Context ctx, Optional<Reason> refusal) {
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            month(ctx, refusal.get().name());
        } else {
            ctx.redirect(
                    "/classes/" + ctx.pathParam("id") + "/attendance/month?month=" + Web.text(ctx, "month"),
                    HttpStatus.SEE_OTHER);
        }
    }

    private void open(Context ctx) {
        var today = attendance.today();
        var open = db.read(handle -> Register.unconfirmed(handle, today));
        ctx.render("attendance/months.peb", Map.of("open", open, "today", today));
    }

    private void year(Context ctx) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> {
            var pupil = People.findPupil(handle, ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
            var led = Roll.findPlace(handle, pupil.id())
                    .filter(place -> Roll.leads(handle, visitor.person(), place.homeroom(), attendance.today()))
                    .isPresent();
            var year = Register.year(handle, pupil.id())
                    .filter(each -> led || Access.all(visitor))
                    .orElseThrow(NotFoundResponse::new);
            return Map.of(
                    "pupil",
                    pupil,
                    "absences",
                    year.absences(),
                    "days",
                    year.days(),
                    "total",
                    Formats.number(year.days().total(), Web.language(ctx)),
                    "warning",
                    year.days().warning().name(),
                    "most",
                    Days.MOST);
        });
        ctx.render("attendance/year.peb", model);
    }

    private Homeroom homeroom(Context ctx, Handle handle) {
        return Access.find(handle, Web.visitor(ctx), ctx.pathParam("id"), attendance.today())
                .orElseThrow(NotFoundResponse::new);
    }

    private static Optional<YearMonth> asked(Context ctx) {
        try {
            return Optional.of(YearMonth.parse(Web.text(ctx, "month")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Marker marker(Context ctx) {
        return Marker.of(Web.actor(ctx), Web.visitor(ctx));
    }
}
