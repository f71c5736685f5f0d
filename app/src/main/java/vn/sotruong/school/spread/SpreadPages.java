package vn.sotruong.school.spread;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang phổ điểm của một lớp môn, for its teacher, the leaders and the inspector. */
public final class SpreadPages implements Pages {
    private final Database db;
    private final Clock clock;

    public SpreadPages(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get("/sheets/{sheet}/spread", this::show, Need.ENTER_MARKS, Need.PRINCIPAL, Need.INSPECTOR);
    }

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> Gradebook.findSheet(handle, ctx.pathParam("sheet"))
                .filter(sheet -> sees(handle, visitor, sheet))
                .map(sheet -> model(handle, visitor, sheet)));
        model.ifPresentOrElse(found -> ctx.render("spread/spread.peb", found), () -> Web.refuse(ctx, Reason.NOT_YOURS));
    }

    private boolean sees(Handle handle, Visitor visitor, Sheet sheet) {
        return visitor.capacity() == Capacity.USE
                && (visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR) || teaches(handle, visitor, sheet));
    }

    private boolean teaches(Handle handle, Visitor visitor, Sheet sheet) {
        return Roll.teaches(
                handle,
                visitor.person(),
                sheet.homeroom(),
                sheet.subject(),
                LocalDate.ofInstant(clock.instant(), Formats.ZONE));
    }

    private Map<String, Object> model(Handle handle, Visitor visitor, Sheet sheet) {
        var entries = Roll.list(handle, sheet.homeroom());
        var pupils = entries.stream().map(each -> each.pupil().id()).toList();
        var values = CommittedMarks.list(handle, List.of(sheet.homeroom()), pupils, sheet.subject()).stream()
                .filter(each -> each.sheet().id().equals(sheet.id()))
                .collect(Collectors.toMap(CommittedMarks.OfPupil::pupil, CommittedMarks.OfPupil::values));
        var rows = entries.stream()
                .map(each -> new Spread.Row(
                        each.pupil().id(),
                        each.pupil().name().full(),
                        Optional.ofNullable(values.get(each.pupil().id())).orElse(Map.of())))
                .toList();
        return Map.of(
                "sheet",
                sheet,
                "homeroom",
                Roll.getHomeroom(handle, sheet.homeroom()).name(),
                "subject",
                SchoolYears.getSubject(handle, sheet.subject()).name(),
                "pupils",
                rows.size(),
                "spread",
                Spread.of(sheet, rows),
                "teaches",
                teaches(handle, visitor, sheet));
    }
}
