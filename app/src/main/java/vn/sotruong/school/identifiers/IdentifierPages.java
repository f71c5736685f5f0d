package vn.sotruong.school.identifiers;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.identifiers.Comparison.Likeness;
import vn.sotruong.school.identifiers.Identifiers.Clerk;
import vn.sotruong.school.identifiers.Identifiers.Upload;
import vn.sotruong.school.people.NameQuery;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.ExcelFile;

/** Trang mã định danh: files of the upper database, what they would bind, the second person, and wrong codes. */
public final class IdentifierPages implements Pages {
    private static final int MOST_FOUND = 20;

    private final Database db;
    private final Identifiers identifiers;

    public IdentifierPages(Database db, Identifiers identifiers) {
        this.db = db;
        this.identifiers = identifiers;
    }

    /** Một tệp đang chờ. */
    public record FileRow(String id, Kind kind, String fileName, String by, String at) {}

    /** Một dòng gắn mã đã ghi. */
    public record BoundRow(
            Kind kind, String name, String code, String source, String by, String checkedBy, String at) {}

    /** Một lần thay mã. */
    public record ChangeRow(
            String id,
            Kind kind,
            String name,
            String oldCode,
            String newCode,
            String document,
            String why,
            String askedBy,
            String state,
            String decidedBy,
            boolean decidable) {}

    /** Một dòng so khớp. */
    public record LineRow(
            int number, String code, String name, String birth, String likeness, String ours, String oursBirth) {
        /** Whether it may be ticked. */
        public boolean near() {
            return likeness.equals("NEAR");
        }
    }

    /** Một người có thể bị gắn nhầm mã. */
    public record Holder(Kind kind, String id, String name, String code) {}

    @Override
    public void routes(Routes at) {
        at.get("/identifiers", this::show, Need.CLERK, Need.PERSONNEL, Need.PRINCIPAL, Need.INSPECTOR);
        at.upload("/identifiers", this::upload, Need.CLERK, Need.PERSONNEL);
        at.get("/identifiers/{file}", this::compare, Need.CLERK, Need.PERSONNEL, Need.PRINCIPAL);
        at.post("/identifiers/{file}/confirm", this::confirm, Need.CLERK, Need.PERSONNEL, Need.PRINCIPAL);
        at.post("/identifiers/{file}/discard", this::discard, Need.CLERK, Need.PERSONNEL, Need.PRINCIPAL);
        at.post("/identifiers/changes", this::ask, Need.CLERK, Need.PERSONNEL);
        at.post("/identifiers/changes/{change}", this::decide, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                35,
                "identifiers.menu",
                "key-round",
                "/identifiers",
                Need.CLERK,
                Need.PERSONNEL,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    private static Clerk clerk(Context ctx) {
        var visitor = Web.visitor(ctx);
        return new Clerk(Web.actor(ctx), visitor.person(), visitor.may());
    }

    private void show(Context ctx) {
        show(ctx, "");
    }

    private void show(Context ctx, String trouble) {
        var clerk = clerk(ctx);
        var typed = Web.text(ctx, "wrong");
        var model = db.read(handle -> {
            var shown = new HashMap<String, @Nullable Object>();
            shown.put("lacking", Identifiers.lacking(handle));
            shown.put("bound", bound(handle));
            shown.put("changes", changes(handle, clerk));
            shown.put("holders", typed.isEmpty() ? List.of() : holders(handle, clerk, typed));
            shown.put("waiting", waiting(handle));
            return shown;
        });
        var kinds = new ArrayList<Kind>();
        for (var kind : Kind.values()) {
            if (clerk.proposes(kind)) {
                kinds.add(kind);
            }
        }
        model.put("kinds", kinds);
        model.put("typed", typed);
        model.put("trouble", trouble);
        model.put("done", Web.text(ctx, "done").equals("1"));
        model.put("opens", clerk.confirms());
        ctx.render("identifiers/identifiers.peb", model);
    }

    private List<FileRow> waiting(Handle handle) {
        return BindingTable.listWaiting(handle).stream()
                .map(each -> new FileRow(
                        each.id(),
                        each.kind(),
                        each.fileName(),
                        Identifiers.staffName(handle, each.uploadedBy()),
                        each.uploadedAt()))
                .toList();
    }

    private static List<BoundRow> bound(Handle handle) {
        return Identifiers.bindings(handle).stream()
                .map(each -> new BoundRow(
                        each.kind(),
                        Identifiers.name(handle, each.kind(), each.subject()),
                        each.code(),
                        each.source(),
                        Identifiers.staffName(handle, each.proposedBy()),
                        Identifiers.staffName(handle, each.confirmedBy()),
                        each.confirmedAt()))
                .toList();
    }

    private static List<ChangeRow> changes(Handle handle, Clerk clerk) {
        return Identifiers.changes(handle).stream()
                .map(each -> new ChangeRow(
                        each.id(),
                        each.kind(),
                        Identifiers.name(handle, each.kind(), each.subject()),
                        each.oldCode(),
                        each.newCode(),
                        each.document(),
                        each.why(),
                        Identifiers.staffName(handle, each.askedBy()),
                        each.state().name(),
                        Identifiers.staffName(handle, each.decidedBy()),
                        each.state() == CodeChange.State.ASKED
                                && clerk.may().contains(Need.PRINCIPAL)
                                && !each.askedBy().equals(clerk.staff())))
                .toList();
    }

    private static List<Holder> holders(Handle handle, Clerk clerk, String typed) {
        var all = new ArrayList<Holder>();
        var byCode = typed.chars().anyMatch(Character::isDigit);
        if (clerk.proposes(Kind.PUPIL)) {
            var pupils = People.listPupils(handle).stream()
                    .filter(each ->
                            each.code() != null && (!byCode || each.code().equals(typed)))
                    .toList();
            for (var each : byCode ? pupils : NameQuery.of(typed).pick(pupils, pupil -> pupil.name())) {
                all.add(new Holder(
                        Kind.PUPIL, each.id(), each.name().full(), Objects.requireNonNullElse(each.code(), "")));
            }
        }
        if (clerk.proposes(Kind.STAFF)) {
            var staff = People.listStaff(handle).stream()
                    .filter(each ->
                            each.code() != null && (!byCode || each.code().equals(typed)))
                    .toList();
            for (var each : byCode ? staff : NameQuery.of(typed).pick(staff, person -> person.name())) {
                all.add(new Holder(
                        Kind.STAFF, each.id(), each.name().full(), Objects.requireNonNullElse(each.code(), "")));
            }
        }
        if (clerk.proposes(Kind.HOMEROOM)) {
            var codes = Identifiers.classCodes(handle);
            var sought = Comparison.exactKey(typed);
            codes.forEach((homeroom, code) -> {
                var name = Identifiers.name(handle, Kind.HOMEROOM, homeroom);
                if (code.equals(typed) || Comparison.exactKey(name).equals(sought)) {
                    all.add(new Holder(Kind.HOMEROOM, homeroom, name, code));
                }
            });
        }
        if (clerk.proposes(Kind.SCHOOL)) {
            var code = Identifiers.findSchoolCode(handle).orElse("");
            SchoolYears.findSchool(handle)
                    .filter(each -> code.equals(typed)
                            || VietnameseName.fold(each.name()).contains(VietnameseName.fold(typed)))
                    .ifPresent(each -> all.add(new Holder(Kind.SCHOOL, each.id(), each.name(), code)));
        }
        return all.subList(0, Math.min(MOST_FOUND, all.size()));
    }

    private void upload(Context ctx) {
        var file = ctx.uploadedFile("file");
        byte[] bytes = new byte[0];
        if (file != null) {
            try (var in = file.content()) {
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        switch (identifiers.upload(clerk(ctx), Web.text(ctx, "kind"), file == null ? "" : file.filename(), bytes)) {
            case Upload.Waits(var id) -> ctx.redirect("/identifiers/" + id, HttpStatus.SEE_OTHER);
            case Upload.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, (reason instanceof ExcelFile.Reason ? "file." : "reason.") + reason.name());
            }
        }
    }

    private void compare(Context ctx) {
        var table = identifiers.find(ctx.pathParam("file"));
        if (table.isEmpty()) {
            Web.refuse(ctx, Reason.NOTHING_WAITS);
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        var clerk = clerk(ctx);
        var waiting = table.get().waiting();
        var counts = new HashMap<String, Long>();
        var rows = new ArrayList<LineRow>();
        for (var line : table.get().lines()) {
            counts.merge(line.likeness().name(), 1L, Long::sum);
            var subject = line.subject();
            var born = line.row().birthDate();
            var ours = subject == null ? null : subject.birthDate();
            rows.add(new LineRow(
                    line.row().number(),
                    line.row().code(),
                    line.row().name(),
                    born == null ? "" : born.toString(),
                    line.likeness().name(),
                    subject == null ? "" : subject.name(),
                    ours == null ? "" : ours.toString()));
        }
        // what needs a look first; what matches needs none
        rows.sort(Comparator.comparingInt(row -> row.near() ? 0 : row.likeness().equals("MATCH") ? 2 : 1));
        var model = new HashMap<String, @Nullable Object>();
        model.put("file", waiting);
        model.put("by", db.read(handle -> Identifiers.staffName(handle, waiting.uploadedBy())));
        model.put("rows", rows);
        model.put("counts", counts);
        model.put("likenesses", Likeness.values());
        model.put("seal", table.get().seal());
        model.put("binds", counts.containsKey("MATCH") || counts.containsKey("NEAR"));
        model.put("second", clerk.confirms() && !waiting.uploadedBy().equals(clerk.staff()));
        ctx.render("identifiers/compare.peb", model);
    }

    private void confirm(Context ctx) {
        var ticked = new HashSet<Integer>();
        for (var number : ctx.formParams("row")) {
            if (number.matches("[0-9]{1,6}")) {
                ticked.add(Integer.parseInt(number));
            }
        }
        answer(ctx, identifiers.confirm(clerk(ctx), ctx.pathParam("file"), Web.text(ctx, "seal"), ticked));
    }

    private void discard(Context ctx) {
        answer(ctx, identifiers.discard(clerk(ctx), ctx.pathParam("file")));
    }

    private void ask(Context ctx) {
        answer(
                ctx,
                identifiers.ask(
                        clerk(ctx),
                        Web.text(ctx, "kind"),
                        Web.text(ctx, "subject"),
                        Web.text(ctx, "code"),
                        Web.text(ctx, "document"),
                        Web.text(ctx, "why")));
    }

    private void decide(Context ctx) {
        answer(
                ctx,
                identifiers.decide(
                        clerk(ctx),
                        ctx.pathParam("change"),
                        Web.text(ctx, "answer").equals("yes")));
    }

    private static void answer(Context ctx, Optional<Reason> refusal) {
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/identifiers?done=1", HttpStatus.SEE_OTHER);
        }
    }
}
