package vn.sotruong.school.progress;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.FilledCells.Book;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang điểm bất thường: what the rules find, reported by a vice-principal, answered by the principal. */
public final class AbnormalPages implements Pages {
    private static final String HOME = "/progress/abnormal";
    private static final int MOST = 200;

    private final Progress progress;
    private final Abnormal abnormal;

    public AbnormalPages(Progress progress) {
        this.progress = progress;
        this.abnormal = new Abnormal(progress);
    }

    /**
     * Một chỗ bất thường.
     *
     * @param pupil whose mark; empty for a whole column
     * @param teachers whoever is responsible for the class and subject
     * @param reported whether it waits for the principal's answer
     */
    public record Line(
            String key,
            String kind,
            String place,
            String col,
            String pupil,
            String found,
            String teachers,
            boolean reported) {}

    /** Một báo cáo. */
    public record Told(
            String id,
            String kind,
            String place,
            String col,
            String pupil,
            String found,
            String note,
            String by,
            java.time.Instant at,
            @Nullable String answer,
            String answerer) {}

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.PRINCIPAL, Need.INSPECTOR);
        at.post(HOME + "/report", this::report, Need.PRINCIPAL);
        at.post(HOME + "/{report}/answer", this::answer, Need.PRINCIPAL);
        at.post(HOME + "/rules", this::rules, Need.PRINCIPAL);
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        ctx.render("progress/abnormal.peb", progress.db().read(handle -> model(ctx, handle, trouble)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle, @Nullable Reason trouble) {
        var staff = Web.visitor(ctx).person();
        var on = progress.today();
        var semester = ProgressPages.semester(ctx, progress);
        var model = new HashMap<String, @Nullable Object>();
        var year = SchoolYears.findOpenYear(handle);
        model.put("year", year.orElse(null));
        model.put("semester", semester);
        model.put("presides", progress.leaders().presides(handle, staff, on));
        model.put("assists", progress.leaders().assists(handle, staff, on));
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("typed", trouble == null ? "" : Web.text(ctx, "key"));
        model.put("note", trouble == null ? "" : Web.text(ctx, "note"));
        model.put(
                "done",
                List.of("reported", "answered", "ruled").contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("rules", List.copyOf(Abnormal.rules(handle).values()));
        if (year.isEmpty()) {
            return model;
        }
        var census = Census.read(handle, year.get(), semester, progress.now());
        var findings = Abnormal.find(handle, census);
        var reports = AbnormalTable.listReports(handle);
        var pupilIds = new ArrayList<String>();
        findings.stream().limit(MOST).forEach(each -> add(pupilIds, each.pupil()));
        reports.forEach(each -> add(pupilIds, each.pupil()));
        var names = new Names(census, People.mapPupils(handle, pupilIds), staff(handle));
        var waiting = reports.stream()
                .filter(each -> each.answer() == null)
                .map(Abnormal.Report::key)
                .collect(Collectors.toSet());
        model.put("count", findings.size());
        model.put("most", MOST);
        model.put(
                "lines",
                findings.stream()
                        .limit(MOST)
                        .map(each -> new Line(
                                each.key(),
                                each.kind().name(),
                                names.place(each.book()),
                                each.col(),
                                names.pupil(each.pupil()),
                                each.found(),
                                census.responsible(each.book()).stream()
                                        .map(names::staff)
                                        .collect(Collectors.joining(", ")),
                                waiting.contains(each.key())))
                        .toList());
        var books = census.books().stream().collect(Collectors.toMap(Book::id, each -> each));
        model.put(
                "reports",
                reports.stream()
                        .filter(each -> books.containsKey(each.sheet()))
                        .map(each -> told(each, books.get(each.sheet()), names))
                        .toList());
        return model;
    }

    private static void add(List<String> ids, @Nullable String id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private static Map<String, String> staff(Handle handle) {
        return People.listStaff(handle).stream()
                .collect(Collectors.toMap(Staff::id, each -> each.name().full()));
    }

    private record Names(Census census, Map<String, Pupil> pupils, Map<String, String> people) {
        String place(@Nullable Book book) {
            return book == null
                    ? ""
                    : census.subject(book.subject()) + " "
                            + census.homeroom(book.homeroom()).name();
        }

        String pupil(@Nullable String id) {
            var found = id == null ? null : pupils.get(id);
            return found == null ? "" : found.name().full();
        }

        String staff(@Nullable String id) {
            return id == null ? "" : people.getOrDefault(id, "");
        }
    }

    private static Told told(Abnormal.Report report, @Nullable Book book, Names names) {
        return new Told(
                report.id(),
                report.kind().name(),
                names.place(book),
                report.col(),
                names.pupil(report.pupil()),
                report.found(),
                report.note(),
                names.staff(report.reportedBy()),
                report.reportedAt(),
                report.answer(),
                names.staff(report.answeredBy()));
    }

    private void report(Context ctx) {
        answer(
                ctx,
                abnormal.report(
                        Web.actor(ctx),
                        Web.visitor(ctx).person(),
                        ProgressPages.semester(ctx, progress),
                        Web.text(ctx, "key"),
                        Web.text(ctx, "note")),
                "reported");
    }

    private void answer(Context ctx) {
        answer(
                ctx,
                abnormal.answer(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("report"), Web.text(ctx, "words")),
                "answered");
    }

    private void rules(Context ctx) {
        var kind = Arrays.stream(Abnormal.Kind.values())
                .filter(each -> each.name().equals(Web.text(ctx, "rule")))
                .findFirst();
        if (kind.isEmpty()) {
            refused(ctx, Reason.NO_SUCH_FINDING);
            return;
        }
        var rule = new Abnormal.Rule(
                kind.get(),
                number(Web.text(ctx, "threshold")),
                number(Web.text(ctx, "least")),
                Web.text(ctx, "active").equals("yes"));
        answer(ctx, abnormal.put(Web.actor(ctx), Web.visitor(ctx).person(), rule), "ruled");
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ ->
                ctx.redirect(
                        HOME + "?semester=" + ProgressPages.semester(ctx, progress) + "&done=" + deed,
                        HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> refused(ctx, reason);
        }
    }

    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, reason);
    }
}
