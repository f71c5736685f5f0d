package vn.sotruong.school.admission;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.admission.ListPlan.State;
import vn.sotruong.school.admission.Lists.Confirmation;
import vn.sotruong.school.admission.Lists.Kind;
import vn.sotruong.school.admission.Lists.Upload;
import vn.sotruong.school.admission.Lists.Waiting;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.ExcelSheet;

/** Trang nhập danh sách giáo viên, lớp và phân công từ Excel: choose a file, read the preview, confirm. */
public final class ListPages implements Pages {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int TYPED_AHEAD = 200;

    /** What a list may say in another way than our own template does. */
    private static final Set<StaffField> TWO_WAYS =
            Set.of(StaffField.FAMILY_NAME, StaffField.GIVEN_NAME, StaffField.FEMALE);

    private final Lists lists;
    private final Messages messages = Messages.of(ListPages.class);

    public ListPages(Lists lists) {
        this.lists = lists;
    }

    /** Một dòng trên trang xem trước. */
    public record Shown(int number, String name, String state, List<String> words) {}

    @Override
    public void routes(Routes at) {
        at.get(
                "/imports",
                ctx -> ctx.render(
                        "admission/imports.peb",
                        Map.of("admin", Web.visitor(ctx).holds(Need.ADMIN))),
                Need.ADMIN,
                Need.CLERK);
        for (var kind : Kind.values()) {
            var home = home(kind);
            var also = kind == Kind.STAFF ? new Need[] {Need.CLERK} : new Need[] {Need.PRINCIPAL};
            at.get(home, ctx -> show(ctx, kind), Need.ADMIN, also);
            at.upload(home, ctx -> upload(ctx, kind), Need.ADMIN, also);
            at.post(home + "/sheet", ctx -> choose(ctx, kind), Need.ADMIN, also);
            at.post(home + "/confirm", ctx -> confirm(ctx, kind), Need.ADMIN, also);
            at.post(home + "/discard", ctx -> discard(ctx, kind), Need.ADMIN, also);
            at.get(home + "/template.xlsx", ctx -> template(ctx, kind), Need.ADMIN, also);
        }
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS, 60, "admission.imports", "upload", "/imports", Need.ADMIN, Need.CLERK));
    }

    private static String home(Kind kind) {
        return "/imports/" + kind.name().toLowerCase(Locale.ROOT);
    }

    private void show(Context ctx, Kind kind) {
        switch (lists.find(Web.actor(ctx), kind).orElse(null)) {
            case null -> start(ctx, kind, "");
            case Waiting.Which(var file, var tabs) ->
                ctx.render(
                        "admission/list-which.peb",
                        Map.of("home", home(kind), "kind", kind.name(), "fileName", file, "tabs", tabs));
            case Waiting.Preview preview -> preview(ctx, kind, preview, "");
        }
    }

    private void start(Context ctx, Kind kind, String refused) {
        ctx.render("admission/list-choose.peb", Map.of("home", home(kind), "kind", kind.name(), "refused", refused));
    }

    private void preview(Context ctx, Kind kind, Waiting.Preview preview, String refused) {
        var plan = preview.plan();
        var rows = plan.rows().stream()
                .sorted(Comparator.comparing(row -> row.state() != State.BAD))
                .map(row -> new Shown(row.number(), row.name(), row.state().name(), words(ctx, row)))
                .toList();
        ctx.render(
                "admission/list-preview.peb",
                Map.of(
                        "home",
                        home(kind),
                        "kind",
                        kind.name(),
                        "footers",
                        String.join(" · ", plan.footers()),
                        "fileName",
                        preview.fileName() + " · " + plan.tab(),
                        "seal",
                        preview.seal(),
                        "rows",
                        rows,
                        "counts",
                        Arrays.stream(State.values()).map(plan::count).toList(),
                        "unused",
                        String.join(", ", plan.unused()),
                        "refused",
                        refused));
    }

    private List<String> words(Context ctx, ListPlan.Row row) {
        var words = new ArrayList<String>();
        row.what()
                .forEach(said -> words.add(
                        said.key().isEmpty()
                                ? said.given().getFirst()
                                : messages.get(
                                        Web.language(ctx),
                                        said.key(),
                                        said.given().toArray())));
        row.faults()
                .forEach(fault -> words.add(fault.address() + ": "
                        + messages.get(
                                Web.language(ctx),
                                "admission.fault." + fault.reason().name(),
                                fault.value(),
                                fault.detail())));
        return words;
    }

    private void upload(Context ctx, Kind kind) {
        var file = ctx.uploadedFile("file");
        if (file == null || file.size() == 0) {
            refuse(ctx, kind, "admission.file.NONE", "");
            return;
        }
        byte[] bytes;
        try (var in = file.content()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (lists.upload(Web.actor(ctx), kind, file.filename(), bytes)) {
            case Upload.Waits() -> ctx.redirect(home(kind), HttpStatus.SEE_OTHER);
            case Upload.Refused(var reason, var detail) -> {
                var key = switch (reason) {
                    case ExcelFile.Reason _ -> "admission.file." + reason.name();
                    case Lines.Reason _ -> "admission.lines." + kind.name() + "." + reason.name();
                    default -> "admission.reason." + reason.name();
                };
                refuse(ctx, kind, key, detail);
            }
        }
    }

    private void refuse(Context ctx, Kind kind, String key, String detail) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        start(ctx, kind, messages.get(Web.language(ctx), key, detail));
    }

    private void choose(Context ctx, Kind kind) {
        lists.choose(Web.actor(ctx), kind, Web.text(ctx, "tab"));
        ctx.redirect(home(kind), HttpStatus.SEE_OTHER);
    }

    private void confirm(Context ctx, Kind kind) {
        switch (lists.confirm(Web.actor(ctx), kind, Web.text(ctx, "seal"))) {
            case Confirmation.Done done ->
                ctx.render(
                        "admission/list-done.peb",
                        Map.of(
                                "home", home(kind),
                                "kind", kind.name(),
                                "created", done.created(),
                                "changed", done.changed(),
                                "proposed", done.duties().proposed(),
                                "own", done.duties().own(),
                                "posts", done.posts(),
                                "postsLeft", done.postsLeft(),
                                "ownDepartment", done.ownDepartment()));
            case Confirmation.Refused(Admission.Reason reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                var words = messages.get(Web.language(ctx), "admission.reason." + reason.name(), "");
                if (lists.find(Web.actor(ctx), kind).orElse(null) instanceof Waiting.Preview preview) {
                    preview(ctx, kind, preview, words);
                } else {
                    start(ctx, kind, words);
                }
            }
            case Confirmation.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void discard(Context ctx, Kind kind) {
        lists.discard(Web.actor(ctx), kind);
        ctx.redirect(home(kind), HttpStatus.SEE_OTHER);
    }

    private void template(Context ctx, Kind kind) {
        var headings = new ArrayList<String>();
        switch (kind) {
            case STAFF ->
                Arrays.stream(StaffField.values())
                        .filter(each -> !TWO_WAYS.contains(each))
                        .forEach(each -> headings.add(each.heading()));
            case CLASSES -> {
                Arrays.stream(ClassField.values())
                        .filter(each -> each != ClassField.SUBJECT && each != ClassField.TEACHER)
                        .forEach(each -> headings.add(each.heading()));
                headings.addAll(lists.subjects());
            }
        }
        var columns =
                headings.stream().map(each -> new ExcelSheet.Column(each, 22)).toList();
        var title = words(Web.language(ctx), "admission.list.title." + kind.name());
        var sheet = new ExcelSheet(title.substring(0, Math.min(31, title.length())), columns).roomFor(TYPED_AHEAD);
        words(Web.language(ctx), "admission.list.notes." + kind.name()).lines().forEach(sheet::note);
        var name = kind == Kind.STAFF ? "mau-giao-vien.xlsx" : "mau-lop-phan-cong.xlsx";
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType(XLSX)
                .result(sheet.bytes(words(Web.language(ctx), "admission.template.notes.name")));
    }

    private String words(Language language, String key) {
        return messages.get(language, key);
    }
}
