package vn.sotruong.school.conduct;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang khen thưởng, kỷ luật, vi phạm của một lớp: by week, by month, or the whole year. */
public final class RecordPages implements Pages {
    private final Conduct conduct;
    private final Records records;

    public RecordPages(Conduct conduct) {
        this.conduct = conduct;
        records = new Records(conduct);
    }

    @Override
    public void routes(Routes at) {
        at.get(
                "/classes/{homeroom}/records",
                this::show,
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.PRINCIPAL,
                Need.INSPECTOR);
        at.post("/classes/{homeroom}/records", this::enter, Need.HOMEROOM, Need.ENTER_MARKS);
        at.post("/classes/{homeroom}/records/{record}/withdraw", this::withdraw, Need.HOMEROOM, Need.ENTER_MARKS);
        at.post("/classes/{homeroom}/records/{record}/grant", this::grant, Need.PRINCIPAL);
        at.post("/classes/{homeroom}/records/{record}/decline", this::decline, Need.PRINCIPAL);
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        var author = ConductPages.author(ctx);
        var id = ConductPages.homeroom(ctx);
        var homeroom = conduct.db().read(handle -> Roll.findHomeroom(handle, id));
        var day = day(Web.text(ctx, "at")).orElse(conduct.today());
        var span = List.of("week", "month", "year").contains(Web.text(ctx, "span")) ? Web.text(ctx, "span") : "month";
        var model = homeroom.map(each -> ConductPages.frame(conduct, ctx, each, "records"));
        var found = homeroom.flatMap(each -> conduct.db().read(handle -> list(handle, author, each, span, day)));
        if (model.isEmpty() || found.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_YOUR_CLASS : trouble);
            return;
        }
        var all = model.get();
        all.putAll(found.get());
        all.put("span", span);
        all.put("at", day);
        all.put("today", conduct.today());
        all.put("trouble", trouble == null ? "" : trouble.key());
        for (var field : List.of("kind", "pupil", "form", "body", "decision", "authority", "subject", "on")) {
            all.put("typed_" + field, trouble == null ? "" : Web.text(ctx, field));
        }
        all.put("most", Conduct.LONGEST);
        ctx.render("conduct/records.peb", all);
    }

    private Optional<Map<String, Object>> list(
            Handle handle, Author author, Homeroom homeroom, String span, LocalDate day) {
        var year = SchoolYears.findYear(handle, homeroom.schoolYear()).orElseThrow();
        var from = switch (span) {
            case "week" -> ClassNotes.monday(day);
            case "year" -> year.starts().minusDays(60);
            default -> day.withDayOfMonth(1);
        };
        var to = switch (span) {
            case "week" -> from.plusDays(6);
            case "year" -> year.ends();
            default -> YearMonth.from(day).atEndOfMonth();
        };
        return records.list(handle, author, homeroom.id(), from, to).map(found -> {
            var model = new HashMap<String, Object>();
            model.put("from", from);
            model.put("to", to);
            model.put(
                    "rows",
                    found.stream()
                            .map(each -> row(handle, author, each, year.starts()))
                            .toList());
            model.put("pupils", Roll.list(handle, homeroom.id()));
            var leads = Roll.leads(handle, author.staff(), homeroom.id(), conduct.today());
            model.put("leads", leads);
            var taught = Circle.taught(handle, author.staff(), homeroom.id(), conduct.today()).stream()
                    .map(subject -> SchoolYears.getSubject(handle, subject))
                    .toList();
            model.put("taught", taught);
            model.put("enters", leads || !taught.isEmpty());
            model.put("governs", author.may().contains(Need.PRINCIPAL));
            return model;
        });
    }

    private static Map<String, @Nullable Object> row(
            Handle handle, Author author, PupilRecord record, LocalDate yearStarts) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("record", record);
        row.put("pupil", People.getPupil(handle, record.pupil()).name().full());
        row.put("by", ConductPages.name(handle, record.enteredBy()));
        var answeredBy = record.answeredBy();
        row.put("answeredBy", answeredBy == null ? "" : ConductPages.name(handle, answeredBy));
        row.put("week", record.week(yearStarts));
        var subject = record.subject();
        row.put(
                "subject",
                subject == null ? "" : SchoolYears.getSubject(handle, subject).name());
        row.put("own", record.enteredBy().equals(author.staff()));
        return row;
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private void enter(Context ctx) {
        var kind = switch (Web.text(ctx, "kind")) {
            case "REWARD" -> PupilRecord.Kind.REWARD;
            case "DISCIPLINE" -> PupilRecord.Kind.DISCIPLINE;
            case "PROPOSAL" -> PupilRecord.Kind.PROPOSAL;
            default -> PupilRecord.Kind.VIOLATION;
        };
        var on = day(Web.text(ctx, "on"));
        if (on.isEmpty()) {
            refused(ctx, Reason.BAD_DATE);
            return;
        }
        var slip = new Records.Slip(
                kind,
                Web.text(ctx, "pupil"),
                on.get(),
                Web.text(ctx, "form"),
                Web.text(ctx, "body"),
                kind.decided() ? Web.text(ctx, "decision") : "",
                kind.decided() ? Web.text(ctx, "authority") : "",
                kind == PupilRecord.Kind.VIOLATION ? Web.text(ctx, "subject") : "");
        answer(ctx, records.enter(ConductPages.author(ctx), ConductPages.homeroom(ctx), slip), "entered");
    }

    private void withdraw(Context ctx) {
        answer(
                ctx,
                records.withdraw(
                        ConductPages.author(ctx),
                        ConductPages.homeroom(ctx),
                        ctx.pathParam("record"),
                        Web.text(ctx, "why")),
                "withdrawn");
    }

    private void grant(Context ctx) {
        answer(
                ctx,
                records.grant(
                        ConductPages.author(ctx),
                        ConductPages.homeroom(ctx),
                        ctx.pathParam("record"),
                        Web.text(ctx, "decision"),
                        Web.text(ctx, "authority")),
                "granted");
    }

    private void decline(Context ctx) {
        answer(
                ctx,
                records.decline(
                        ConductPages.author(ctx),
                        ConductPages.homeroom(ctx),
                        ctx.pathParam("record"),
                        Web.text(ctx, "why")),
                "declined");
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ ->
                ctx.redirect("/classes/" + ConductPages.homeroom(ctx) + "/records?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> refused(ctx, reason);
        }
    }

    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, reason);
    }
}
