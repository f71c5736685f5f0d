package vn.sotruong.school.admission;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.admission.Admission.Confirmation;
import vn.sotruong.school.admission.Admission.Preview;
import vn.sotruong.school.admission.Admission.Upload;
import vn.sotruong.school.admission.Plan.Fate;
import vn.sotruong.school.workbook.ExcelSheet;

/** Trang nhập danh sách học sinh từ Excel: choose a file, read the preview, confirm. */
public final class AdmissionPages implements Pages {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int TYPED_AHEAD = 600;

    private final Admission admission;
    private final Messages messages = Messages.of(AdmissionPages.class);

    public AdmissionPages(Admission admission) {
        this.admission = admission;
    }

    /** Một lỗi trên trang xem trước. */
    public record Trouble(String name, String where, String address, String value, String words) {}

    /** Một em trên trang xem trước. */
    public record Newcomer(int number, String name, String born, String sex, String code, boolean here) {}

    @Override
    public void routes(Routes at) {
        at.get("/pupils/import", this::show, Need.CLERK, Need.ADMIN);
        at.upload("/pupils/import", this::upload, Need.CLERK, Need.ADMIN);
        at.post("/pupils/import/confirm", this::confirm, Need.CLERK, Need.ADMIN);
        at.post("/pupils/import/discard", this::discard, Need.CLERK, Need.ADMIN);
        at.get("/pupils/import/template.xlsx", this::template, Need.CLERK, Need.ADMIN);
        at.get("/pupils/import/errors.xlsx", this::errors, Need.CLERK, Need.ADMIN);
    }

    private void show(Context ctx) {
        var preview = admission.find(Web.actor(ctx));
        if (preview.isPresent()) {
            show(ctx, preview.get(), null);
        } else {
            choose(ctx, "");
        }
    }

    private void choose(Context ctx, String refused) {
        ctx.render("admission/choose.peb", Map.of("refused", refused));
    }

    private void upload(Context ctx) {
        var file = ctx.uploadedFile("file");
        if (file == null || file.size() == 0) {
            refuse(ctx, words(Web.language(ctx), "admission.file.NONE"));
            return;
        }
        byte[] bytes;
        try (var in = file.content()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (admission.upload(Web.actor(ctx), file.filename(), bytes)) {
            case Upload.Waits waits -> ctx.redirect("/pupils/import", HttpStatus.SEE_OTHER);
            case Upload.Refused(var reason, var detail) -> {
                var kind = reason instanceof Admission.Reason ? "admission.reason." : "admission.file.";
                refuse(ctx, words(Web.language(ctx), kind + reason.name(), detail));
            }
        }
    }

    private void refuse(Context ctx, String words) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        choose(ctx, words);
    }

    private void confirm(Context ctx) {
        switch (admission.confirm(Web.actor(ctx), Web.text(ctx, "seal"))) {
            case Confirmation.Done(var placed, var known) ->
                ctx.render(
                        "admission/done.peb",
                        Map.of(
                                "placed", placed,
                                "count",
                                        placed.values().stream()
                                                .mapToLong(each -> each)
                                                .sum(),
                                "known", known));
            case Confirmation.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                var preview = admission.find(Web.actor(ctx));
                if (preview.isPresent()) {
                    show(ctx, preview.get(), reason);
                } else {
                    choose(ctx, words(Web.language(ctx), "admission.reason." + reason.name(), ""));
                }
            }
        }
    }

    private void discard(Context ctx) {
        admission.discard(Web.actor(ctx));
        ctx.redirect("/pupils/import", HttpStatus.SEE_OTHER);
    }

    private void show(Context ctx, Preview preview, Admission.@Nullable Reason refused) {
        var language = Web.language(ctx);
        var plan = preview.plan();
        var model = new HashMap<String, Object>();
        model.put("fileName", preview.fileName());
        model.put("seal", preview.seal());
        model.put("refused", refused == null ? "" : words(language, "admission.reason." + refused.name(), ""));
        model.put("taken", String.join(", ", preview.aside().taken()));
        model.put("unused", String.join(", ", preview.aside().unused()));
        model.put("footers", String.join(" · ", preview.aside().footers()));
        model.put("unread", String.join(", ", preview.aside().unread()));
        model.put("troubles", troubles(plan, language));
        model.put("notes", notes(plan, language));
        model.put("bad", plan.bad().size());
        model.put("known", plan.known().size());
        model.put("count", plan.lines().size());
        model.put("placed", plan.placedByClass());
        model.put("waiting", waiting(plan));
        model.put("newcomers", newcomers(plan));
        model.put("changes", plan.changesAnything());
        ctx.render("admission/preview.peb", model);
    }

    private List<Trouble> troubles(Plan plan, Language language) {
        var troubles = new ArrayList<Trouble>();
        for (var line : plan.lines()) {
            if (line.fate() instanceof Fate.Bad(var faults)) {
                faults.forEach(fault -> troubles.add(new Trouble(
                        line.name(), line.where(), fault.address(), fault.value(), words(language, fault))));
            }
        }
        return troubles;
    }

    private List<Trouble> notes(Plan plan, Language language) {
        var notes = new ArrayList<Trouble>();
        for (var line : plan.lines()) {
            if (!(line.fate() instanceof Fate.Bad)) {
                line.notes()
                        .forEach(note -> notes.add(new Trouble(
                                line.name(), line.where(), note.address(), note.value(), words(language, note))));
            }
        }
        return notes;
    }

    private String words(Language language, Fault fault) {
        return words(language, "admission.fault." + fault.reason().name(), fault.value(), fault.detail());
    }

    private String words(Language language, String key, Object... given) {
        return messages.get(language, key, given);
    }

    /** Codes of pupils who are in the book without one, by row: an import does not bind them. */
    private static List<String> waiting(Plan plan) {
        var waiting = new ArrayList<String>();
        for (var line : plan.lines()) {
            var code = switch (line.fate()) {
                case Fate.Place place -> place.code();
                case Fate.Known known -> known.code();
                case Fate.Admit _, Fate.Bad _ -> null;
            };
            if (code != null) {
                waiting.add(line.name() + " (" + line.where() + "): " + code);
            }
        }
        return waiting;
    }

    /** Those who would get a place, by class and in the order of their numbers. */
    private static Map<String, List<Newcomer>> newcomers(Plan plan) {
        var byClass = new java.util.TreeMap<String, List<Newcomer>>();
        for (var line : plan.lines()) {
            switch (line.fate()) {
                case Fate.Admit(var who, var number) ->
                    byClass.computeIfAbsent(who.homeroom().name(), key -> new ArrayList<>())
                            .add(new Newcomer(
                                    number,
                                    who.name().full(),
                                    who.birthDate().toString(),
                                    who.sex().name(),
                                    who.code() == null ? "" : who.code(),
                                    false));
                case Fate.Place(var pupil, var homeroom, var number, var code) ->
                    byClass.computeIfAbsent(homeroom.name(), key -> new ArrayList<>())
                            .add(new Newcomer(
                                    number,
                                    pupil.name().full(),
                                    pupil.birthDate().toString(),
                                    pupil.sex().name(),
                                    "",
                                    true));
                case Fate.Known known -> {}
                case Fate.Bad bad -> {}
            }
        }
        byClass.values().forEach(list -> list.sort(java.util.Comparator.comparingInt(Newcomer::number)));
        return byClass;
    }

    private void template(Context ctx) {
        var sheet = new ExcelSheet("Danh sách học sinh", columns()).roomFor(TYPED_AHEAD);
        words(Web.language(ctx), "admission.template.notes").lines().forEach(sheet::note);
        send(ctx, sheet, "mau-danh-sach-hoc-sinh.xlsx");
    }

    private void errors(Context ctx) {
        var language = Web.language(ctx);
        var preview = admission.find(Web.actor(ctx));
        if (preview.isEmpty()) {
            refuse(ctx, words(language, "admission.reason.NOTHING_WAITS", ""));
            return;
        }
        var columns = new ArrayList<>(columns());
        columns.add(new ExcelSheet.Column(words(language, "admission.errors.row"), 8));
        columns.add(new ExcelSheet.Column(words(language, "admission.errors.cells"), 12));
        columns.add(new ExcelSheet.Column(words(language, "admission.errors.reasons"), 90));
        var sheet = new ExcelSheet("Danh sách học sinh", columns);
        for (var line : preview.get().plan().bad()) {
            var faults = ((Fate.Bad) line.fate()).faults();
            var cells = new ArrayList<>(line.shown());
            cells.add(line.where());
            cells.add(String.join(", ", faults.stream().map(Fault::address).toList()));
            cells.add(String.join(
                    " ", faults.stream().map(fault -> words(language, fault)).toList()));
            sheet.row(cells);
        }
        send(ctx, sheet, "dong-can-sua.xlsx");
    }

    private static List<ExcelSheet.Column> columns() {
        return Admission.COLUMNS.stream()
                .map(field -> new ExcelSheet.Column(field.heading, field == Field.FULL_NAME ? 28 : 18))
                .toList();
    }

    private void send(Context ctx, ExcelSheet sheet, String fileName) {
        ctx.header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .contentType(XLSX)
                .result(sheet.bytes(words(Web.language(ctx), "admission.template.notes.name")));
    }
}
