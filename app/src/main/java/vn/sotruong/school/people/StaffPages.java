package vn.sotruong.school.people;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.PupilPages.Sent;
import vn.sotruong.school.people.Reply.Fault;
import vn.sotruong.school.people.Saving.Asked;
import vn.sotruong.school.people.Saving.Faulty;
import vn.sotruong.school.people.Saving.Refused;
import vn.sotruong.school.people.Saving.Saved;
import vn.sotruong.school.people.StaffEntry.Sort;

/** Trang nhân sự: the list, one staff record, its lines and the status. */
public final class StaffPages implements Pages {
    private static final List<Sort> WRITABLE =
            Arrays.stream(Sort.values()).filter(sort -> sort != Sort.STATUS).toList();

    private final Database db;
    private final StaffRecords records;

    public StaffPages(Database db, StaffRecords records) {
        this.db = db;
        this.records = records;
    }

    @Override
    public void routes(Routes at) {
        at.get("/staff", this::list, Need.PERSONNEL, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/staff/me", ctx -> show(ctx, Web.visitor(ctx).person()), Need.SIGNED_IN);
        at.get("/staff/{staff}", ctx -> show(ctx, ctx.pathParam("staff")), Need.SIGNED_IN);
        at.get("/staff/{staff}/edit", this::form, Need.PERSONNEL);
        at.post("/staff/{staff}/edit", this::save, Need.PERSONNEL);
        at.upload("/staff/{staff}/entries", this::add, Need.PERSONNEL);
        at.post("/staff/{staff}/entries/{entry}/withdraw", this::withdraw, Need.PERSONNEL);
        at.post("/staff/{staff}/status", this::status, Need.PERSONNEL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(
                        MenuEntry.Group.RECORDS,
                        30,
                        "people.staff.menu",
                        "user",
                        "/staff",
                        Need.PERSONNEL,
                        Need.PRINCIPAL,
                        Need.INSPECTOR),
                MenuEntry.of(MenuEntry.Group.MINE, 30, "people.staff.mine", "user", "/staff/me", Need.SIGNED_IN)
                        .except(Need.INSPECTOR));
    }

    private void list(Context ctx) {
        var typed = Web.text(ctx, "q");
        var status = Web.text(ctx, "status");
        var rows = db.read(handle -> records.listWithPosts(handle, typed, status));
        ctx.render(
                "people/staff.peb",
                Map.of("rows", rows, "typed", typed, "status", status, "statuses", StaffStatus.values()));
    }

    private void show(Context ctx, String id) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var record = records.find(viewer, id);
        if (record.isEmpty()) {
            notFound(ctx);
            return;
        }
        var keeps = RecordPolicy.keepsStaff(viewer, id);
        var model = new HashMap<String, @Nullable Object>();
        model.put("staff", record.get().staff());
        model.put(
                "groups",
                FormField.groups(record.get().parts(), Map.of(), record.get().values(), Map.of()));
        model.put("entries", record.get().entries());
        model.put("keeps", keeps);
        model.put("sorts", WRITABLE);
        model.put("statuses", StaffStatus.values());
        model.put("done", Web.text(ctx, "done").equals("1"));
        ctx.render("people/member.peb", model);
    }

    private static void notFound(Context ctx) {
        Web.refuse(ctx, Reason.NOT_FOUND);
        ctx.status(HttpStatus.NOT_FOUND);
    }

    private void form(Context ctx) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var id = ctx.pathParam("staff");
        var record = records.find(viewer, id);
        if (record.isEmpty()) {
            notFound(ctx);
        } else if (!RecordPolicy.keepsStaff(viewer, id)) {
            Web.refuse(ctx, Reason.OWN_RECORD);
        } else {
            form(ctx, record.get(), Map.of(), record.get().values(), Map.of(), "");
        }
    }

    private static void form(
            Context ctx,
            StaffRecords.Dossier record,
            Map<String, String> typed,
            Map<String, String> was,
            Map<String, Fault> faults,
            String trouble) {
        var model = new HashMap<String, @Nullable Object>();
        var id = record.staff().id();
        model.put("name", record.staff().name().full());
        model.put("action", "/staff/" + id + "/edit");
        model.put("back", "/staff/" + id);
        model.put("groups", FormField.groups(StaffRecords.editable(record), typed, was, faults));
        model.put("why", typed.getOrDefault("why", ""));
        model.put("asksWhy", true);
        model.put("trouble", trouble);
        ctx.render("people/edit.peb", model);
    }

    private void save(Context ctx) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var id = ctx.pathParam("staff");
        var sent = Sent.of(ctx);
        switch (records.save(Web.actor(ctx), viewer, id, sent.was(), sent.typed(), Web.text(ctx, "why"))) {
            case Saved done -> done(ctx, id);
            case Faulty(var faults) -> again(ctx, viewer, id, sent, faults, "FAULTS");
            case Refused(var reason)
            when reason == Reason.WHY_MISSING -> again(ctx, viewer, id, sent, Map.of(), reason.name());
            case Refused(var reason) when reason == Reason.NOT_FOUND -> notFound(ctx);
            case Refused(var reason) -> Web.refuse(ctx, reason);
            case Asked asked -> {
                var staff = db.read(handle -> People.getStaff(handle, id));
                ctx.status(HttpStatus.CONFLICT);
                ctx.render(
                        "people/clash.peb",
                        sent.question(asked, staff.name().full(), "/staff/" + id + "/edit", "/staff/" + id));
            }
        }
    }

    private void again(Context ctx, Viewer viewer, String id, Sent sent, Map<String, Fault> faults, String trouble) {
        var record = records.find(viewer, id);
        if (record.isEmpty()) {
            notFound(ctx);
            return;
        }
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        form(ctx, record.get(), sent.typed(), sent.was(), faults, trouble);
    }

    private void add(Context ctx) {
        var id = ctx.pathParam("staff");
        var draft = new StaffRecords.Draft(
                Web.text(ctx, "sort"),
                Web.text(ctx, "day"),
                Web.text(ctx, "year"),
                Web.text(ctx, "number"),
                Web.text(ctx, "text"),
                Web.text(ctx, "level"));
        var scan = ctx.uploadedFile("scan");
        byte[] content = new byte[0];
        if (scan != null) {
            try (var in = scan.content()) {
                content = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        answer(
                ctx,
                id,
                records.add(
                        Web.actor(ctx),
                        Viewer.of(Web.visitor(ctx)),
                        id,
                        draft,
                        scan == null ? "" : scan.filename(),
                        content));
    }

    private void withdraw(Context ctx) {
        var id = ctx.pathParam("staff");
        answer(
                ctx,
                id,
                records.withdraw(
                        Web.actor(ctx), Viewer.of(Web.visitor(ctx)), id, ctx.pathParam("entry"), Web.text(ctx, "why")));
    }

    private void status(Context ctx) {
        var id = ctx.pathParam("staff");
        answer(
                ctx,
                id,
                records.changeStatus(
                        Web.actor(ctx),
                        Viewer.of(Web.visitor(ctx)),
                        id,
                        Web.text(ctx, "status"),
                        Web.text(ctx, "day"),
                        Web.text(ctx, "number"),
                        Web.text(ctx, "why")));
    }

    private static void answer(Context ctx, String id, Optional<? extends Enum<?>> refusal) {
        if (refusal.isEmpty()) {
            done(ctx, id);
        } else if (refusal.get() == Reason.NOT_FOUND) {
            notFound(ctx);
        } else {
            Web.refuse(ctx, refusal.get());
        }
    }

    private static void done(Context ctx, String id) {
        ctx.redirect("/staff/" + id + "?done=1", HttpStatus.SEE_OTHER);
    }
}
