package vn.sotruong.school.marksheets;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.GradebookPages;
import vn.sotruong.school.gradebook.SheetView;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.marksheets.Layout.Who;
import vn.sotruong.school.marksheets.Marksheets.Confirmation;
import vn.sotruong.school.marksheets.Marksheets.Pending;
import vn.sotruong.school.marksheets.Marksheets.Upload;
import vn.sotruong.school.marksheets.Report.Line;
import vn.sotruong.school.marksheets.Report.State;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelSheet;

/** Trang nhập điểm từ Excel: take the file of a sheet, give one back, read the report of each cell, confirm. */
public final class MarksheetPages implements Pages {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final List<Who> ASKED = List.of(Who.NAME, Who.FAMILY, Who.GIVEN, Who.CODE, Who.BORN, Who.NUMBER);

    private final Marksheets marksheets;
    private final Messages messages = Messages.of(MarksheetPages.class, GradebookPages.class);

    public MarksheetPages(Marksheets marksheets) {
        this.marksheets = marksheets;
    }

    /**
     * Một dòng của báo cáo, as the page shows it.
     *
     * @param ask where the teacher asks for what the file cannot do; empty for a cell for which there is no such way
     */
    public record Shown(Line line, String why, String ask) {}

    /** Một câu hỏi của trang chọn cột. */
    public record Choice(String name, String label, List<Option> options) {}

    /** Một cột của tệp để chọn. */
    public record Option(int column, String title, boolean chosen) {}

    @Override
    public void routes(Routes at) {
        at.get("/sheets/{sheet}/excel", ctx -> with(ctx, view -> show(ctx, view, "", "")), Need.ENTER_MARKS);
        at.upload("/sheets/{sheet}/excel", ctx -> with(ctx, view -> upload(ctx, view)), Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/excel/template.xlsx", ctx -> with(ctx, view -> template(ctx, view)), Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/excel/report.xlsx", ctx -> with(ctx, view -> report(ctx, view)), Need.ENTER_MARKS);
        at.get("/sheets/{sheet}/excel/columns", ctx -> with(ctx, view -> columns(ctx, view)), Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/excel/columns", ctx -> with(ctx, view -> map(ctx, view)), Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/excel/whom", ctx -> with(ctx, view -> tell(ctx, view)), Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/excel/confirm", ctx -> with(ctx, view -> confirm(ctx, view)), Need.ENTER_MARKS);
        at.post("/sheets/{sheet}/excel/discard", ctx -> with(ctx, view -> discard(ctx, view)), Need.ENTER_MARKS);
    }

    @FunctionalInterface
    private interface Act {
        void on(SheetView view);
    }

    private void with(Context ctx, Act act) {
        var view = marksheets.view(teacher(ctx), ctx.pathParam("sheet"));
        if (view.isPresent()) {
            act.on(view.get());
        } else {
            Web.refuse(ctx, vn.sotruong.school.gradebook.Reason.NOT_YOUR_SHEET);
            ctx.status(HttpStatus.FORBIDDEN);
        }
    }

    private static Teacher teacher(Context ctx) {
        return new Teacher(Web.actor(ctx), Web.visitor(ctx).person());
    }

    private static String home(SheetView view) {
        return "/sheets/" + view.sheet().id() + "/excel";
    }

    private String say(Context ctx, String key, Object... given) {
        return messages.get(Web.language(ctx), key, given);
    }

    private String say(Context ctx, Said said) {
        return say(ctx, said.key(), said.given().toArray());
    }

    private void show(Context ctx, SheetView view, String refused, String told) {
        switch (marksheets.find(teacher(ctx), view).orElse(null)) {
            case null -> choose(ctx, view, refused);
            case Pending.Unsure unsure -> ask(ctx, view, unsure, refused);
            case Pending.Checked checked -> checked(ctx, view, checked, refused, told);
        }
    }

    private void choose(Context ctx, SheetView view, String refused) {
        ctx.render("marksheets/choose.peb", Map.of("view", view, "home", home(view), "refused", refused));
    }

    private void checked(Context ctx, SheetView view, Pending.Checked checked, String refused, String told) {
        var report = checked.report();
        var counts = new LinkedHashMap<String, Long>();
        Arrays.stream(State.values()).forEach(state -> counts.put(state.name(), report.count(state)));
        ctx.render(
                "marksheets/report.peb",
                Map.of(
                        "view",
                        view,
                        "home",
                        home(view),
                        "file",
                        checked.fileName() + " · " + checked.tab(),
                        "seal",
                        checked.seal(),
                        "counts",
                        counts,
                        "rows",
                        report.lines().stream()
                                .filter(line -> line.state() != State.EQUAL)
                                .map(line -> new Shown(line, why(ctx, line), ask(view, line)))
                                .toList(),
                        "unused",
                        String.join(", ", report.unused()),
                        "useful",
                        report.useful(),
                        "refused",
                        refused,
                        "told",
                        told));
    }

    private String why(Context ctx, Line line) {
        return String.join(" ", line.why().stream().map(said -> say(ctx, said)).toList());
    }

    /** A committed or locked cell: corrected alone while that may be, else asked for with the file's value. */
    private static String ask(SheetView view, Line line) {
        var cell = line.cell();
        if (cell == null || (line.state() != State.COMMITTED && line.state() != State.LOCKED)) {
            return "";
        }
        var held = view.rows().stream()
                .filter(row -> row.pupil().equals(cell.pupil()))
                .flatMap(row -> row.cells().stream())
                .filter(each -> each.column() == cell.column())
                .findFirst()
                .orElseThrow();
        var locked = view.columns().stream().anyMatch(head -> head.column() == cell.column() && head.locked());
        if (held.own()) {
            return "/sheets/" + view.sheet().id() + "/cells/" + cell.pupil() + "/" + line.column() + "/correction";
        }
        return held.committed() || locked
                ? "/amendments/new?sheet=" + view.sheet().id() + "&pupil=" + cell.pupil() + "&col=" + line.column()
                        + "&value=" + URLEncoder.encode(line.read(), StandardCharsets.UTF_8)
                : "";
    }

    private void ask(Context ctx, SheetView view, Pending.Unsure unsure, String refused) {
        var choices = new ArrayList<Choice>();
        ASKED.forEach(who -> choices.add(choice(ctx, who.name(), "marksheets.who." + who, unsure)));
        view.columns()
                .forEach(head -> choices.add(choice(
                        ctx,
                        head.column().code(),
                        "gradebook.col." + head.column().code(),
                        unsure)));
        ctx.render(
                "marksheets/columns.peb",
                Map.of(
                        "view",
                        view,
                        "home",
                        home(view),
                        "file",
                        unsure.fileName(),
                        "tabs",
                        unsure.tabs(),
                        "tab",
                        unsure.tab(),
                        "first",
                        unsure.first(),
                        "choices",
                        choices,
                        "refused",
                        refused));
    }

    private Choice choice(Context ctx, String name, String label, Pending.Unsure unsure) {
        var letters = new ExcelRow(0, Map.of());
        return new Choice(
                name,
                say(ctx, label),
                unsure.titles().entrySet().stream()
                        .map(each -> new Option(
                                each.getKey(),
                                letters.address(each.getKey()).replaceAll("0$", "") + ": " + each.getValue(),
                                each.getKey().equals(unsure.guess().get(name))))
                        .toList());
    }

    private void upload(Context ctx, SheetView view) {
        var file = ctx.uploadedFile("file");
        if (file == null || file.size() == 0) {
            refuse(ctx, view, "marksheets.reason.NONE");
            return;
        }
        byte[] bytes;
        try (var in = file.content()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (marksheets.upload(teacher(ctx), view, file.filename(), bytes)) {
            case Upload.Waits() -> ctx.redirect(home(view), HttpStatus.SEE_OTHER);
            case Upload.Refused(var reason) ->
                refuse(
                        ctx,
                        view,
                        reason instanceof Reason
                                ? "marksheets.reason." + reason.name()
                                : "marksheets.file." + reason.name());
        }
    }

    private void refuse(Context ctx, SheetView view, String key) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        choose(ctx, view, say(ctx, key));
    }

    private void columns(Context ctx, SheetView view) {
        switch (marksheets.unsure(teacher(ctx), view).orElse(null)) {
            case null -> ctx.redirect(home(view), HttpStatus.SEE_OTHER);
            case Pending.Unsure unsure -> ask(ctx, view, unsure, "");
        }
    }

    private void map(Context ctx, SheetView view) {
        var said = new HashMap<String, Integer>();
        // with another row of headings the columns are read anew
        if (Web.text(ctx, "look").isEmpty()) {
            ctx.formParamMap().forEach((name, values) -> {
                if (name.startsWith("c.") && values.getFirst().matches("[0-9]{1,3}")) {
                    said.put(name.substring(2), Integer.parseInt(values.getFirst()));
                }
            });
        }
        var first = Web.text(ctx, "first");
        marksheets.map(
                teacher(ctx),
                view,
                Web.text(ctx, "tab"),
                first.matches("[1-9][0-9]{0,3}") ? OptionalInt.of(Integer.parseInt(first)) : OptionalInt.empty(),
                said);
        ctx.redirect(home(view) + (Web.text(ctx, "look").isEmpty() ? "" : "/columns"), HttpStatus.SEE_OTHER);
    }

    private void tell(Context ctx, SheetView view) {
        var whom = Web.text(ctx, "whom");
        if (whom.matches("[0-9]{1,5}\\.[0-9a-z]{13}")) {
            var dot = whom.indexOf('.');
            marksheets.tell(teacher(ctx), view, Integer.parseInt(whom.substring(0, dot)), whom.substring(dot + 1));
        }
        ctx.redirect(home(view), HttpStatus.SEE_OTHER);
    }

    private void confirm(Context ctx, SheetView view) {
        var chosen = Set.copyOf(ctx.formParams("use"));
        switch (marksheets.confirm(teacher(ctx), view, Web.text(ctx, "seal"), chosen)) {
            case Confirmation.Done(var kept, var late, var left)
            when left == 0 ->
                ctx.redirect("/sheets/" + view.sheet().id() + "?kept=" + kept + "&late=" + late, HttpStatus.SEE_OTHER);
            case Confirmation.Done(var kept, var late, var left) -> {
                ctx.status(HttpStatus.CONFLICT);
                show(ctx, view, say(ctx, "marksheets.left", left), say(ctx, "marksheets.kept", kept + late));
            }
            case Confirmation.Refused(Reason reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, view, say(ctx, "marksheets.reason." + reason), "");
            }
            case Confirmation.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void discard(Context ctx, SheetView view) {
        marksheets.discard(teacher(ctx), view.sheet().id());
        ctx.redirect(home(view), HttpStatus.SEE_OTHER);
    }

    private void template(Context ctx, SheetView view) {
        Words words = (key, given) -> messages.get(Language.VI, key, given);
        file(ctx, view, "diem", marksheets.template(teacher(ctx), view, words));
    }

    private void report(Context ctx, SheetView view) {
        if (!(marksheets.find(teacher(ctx), view).orElse(null) instanceof Pending.Checked checked)) {
            ctx.redirect(home(view), HttpStatus.SEE_OTHER);
            return;
        }
        var columns = List.of("at", "name", "column", "file", "book", "state", "why").stream()
                .map(each -> new ExcelSheet.Column(say(ctx, "marksheets.report." + each), each.equals("why") ? 70 : 18))
                .toList();
        var sheet = new ExcelSheet(say(ctx, "marksheets.report.sheet"), columns);
        checked.report()
                .lines()
                .forEach(line -> sheet.row(List.of(
                        line.address(),
                        line.name(),
                        say(ctx, "gradebook.col." + line.column()),
                        line.shown(),
                        line.held(),
                        say(ctx, "marksheets.state." + line.state()),
                        why(ctx, line))));
        file(ctx, view, "kiem-tra", sheet.bytes(""));
    }

    private static void file(Context ctx, SheetView view, String what, byte[] bytes) {
        var name = Headings.plain(view.subjectName()) + "-" + Headings.plain(view.homeroomName()) + "-hk"
                + view.sheet().semester();
        ctx.header("Content-Disposition", "attachment; filename=\"" + what + "-" + name + ".xlsx\"")
                .contentType(XLSX)
                .result(bytes);
    }
}
