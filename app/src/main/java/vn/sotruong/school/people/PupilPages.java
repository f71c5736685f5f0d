package vn.sotruong.school.people;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import vn.sotruong.school.people.PupilList.Filter;
import vn.sotruong.school.people.PupilList.Order;
import vn.sotruong.school.people.Reply.Fault;
import vn.sotruong.school.people.Saving.Asked;
import vn.sotruong.school.people.Saving.Faulty;
import vn.sotruong.school.people.Saving.Refused;
import vn.sotruong.school.people.Saving.Saved;

/** Trang học sinh: the list, one record, and the form that keeps it. */
public final class PupilPages implements Pages {
    static final Need[] READERS = {
        Need.ENTER_MARKS, Need.HOMEROOM, Need.PRINCIPAL, Need.ADMIN, Need.MEDICAL, Need.INSPECTOR
    };

    private final Database db;
    private final PupilRecords records;
    private final PupilList list;
    private final Classrooms rooms;
    private final Health health;
    private final PastYears past;

    public PupilPages(Database db, PupilRecords records, PupilList list, Classrooms rooms, Health health) {
        this.db = db;
        this.records = records;
        this.list = list;
        this.rooms = rooms;
        this.health = health;
        this.past = new PastYears(db);
    }

    @Override
    public void routes(Routes at) {
        at.get("/pupils", this::list, Need.CLERK, READERS);
        at.get("/pupils/{pupil}", this::show, Need.CLERK, READERS);
        at.get("/pupils/{pupil}/edit", this::form, Need.CLERK, Need.HOMEROOM);
        at.post("/pupils/{pupil}/edit", this::save, Need.CLERK, Need.HOMEROOM);
        at.post("/pupils/{pupil}/past", this::addPast, Need.CLERK);
        at.post("/pupils/{pupil}/past/{year}/withdraw", this::withdrawPast, Need.CLERK);
        at.post("/pupils/{pupil}/health", this::saveHealth, Need.MEDICAL);
        at.post("/pupils/{pupil}/measures", this::measure, Need.MEDICAL);
        at.post("/pupils/{pupil}/measures/{measure}/withdraw", this::withdrawMeasure, Need.MEDICAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(MenuEntry.Group.WORK, 40, "people.menu", "users", "/pupils", Need.CLERK, READERS));
    }

    private void list(Context ctx) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var filter = new Filter(
                Web.text(ctx, "q"),
                Web.text(ctx, "class"),
                Web.text(ctx, "status"),
                Web.text(ctx, "incomplete").equals("1") && RecordPolicy.seesEveryRecord(viewer),
                order(Web.text(ctx, "sort")),
                number(Web.text(ctx, "page")));
        var model = new HashMap<String, @Nullable Object>();
        var found = db.read(handle -> {
            var extras = RecordPolicy.seesEveryRecord(viewer)
                    ? ExtraFields.list(handle, ExtraField.Owner.PUPIL)
                    : List.<ExtraField>of();
            var shown = extras.stream()
                    .filter(each -> each.id().equals(Web.text(ctx, "extra")))
                    .findFirst();
            model.put("extras", extras);
            model.put("extra", shown.orElse(null));
            var rows = list.find(handle, viewer, filter);
            var column = shown.map(each -> ExtraFields.column(handle, each)).orElse(Map.of());
            var answers = new HashMap<String, String>();
            for (var row : rows.rows()) {
                answers.put(row.pupil().id(), column.getOrDefault(row.pupil().id(), ""));
            }
            model.put("answers", answers);
            return rows;
        });
        model.put("found", found);
        model.put("filter", filter);
        model.put("statuses", PupilStatus.values());
        model.put("orders", Order.values());
        model.put("judges", RecordPolicy.seesEveryRecord(viewer));
        model.put("mayImport", viewer.holds(Need.CLERK) || viewer.holds(Need.ADMIN));
        model.put("mayCompare", viewer.holds(Need.CLERK) || viewer.holds(Need.PRINCIPAL));
        model.put("mayReview", viewer.holds(Need.PRINCIPAL) || viewer.holds(Need.HOMEROOM) || viewer.holds(Need.CLERK));
        ctx.render("people/pupils.peb", model);
    }

    private static Order order(String text) {
        return Arrays.stream(Order.values())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElse(Order.CLASS);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 1;
    }

    private void show(Context ctx) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var id = ctx.pathParam("pupil");
        var kept = db.read(handle -> People.findKept(handle, id));
        if (kept.isPresent()) {
            ctx.redirect("/pupils/" + kept.get(), HttpStatus.SEE_OTHER);
            return;
        }
        var model = new HashMap<String, @Nullable Object>();
        var record = db.read(handle -> {
            var found = records.find(handle, viewer, id);
            found.ifPresent(each -> {
                model.put("stays", each.sight() == Sight.WHOLE ? rooms.stays(handle, id) : List.of());
                model.put("merged", each.sight() == Sight.WHOLE ? merged(handle, id) : List.of());
                model.put("past", each.sight() == Sight.WHOLE ? PastYears.list(handle, id) : List.of());
                model.put(
                        "health",
                        RecordPolicy.seesHealth(viewer, each.leads())
                                ? Health.of(handle, id, RecordPolicy.keepsHealth(viewer))
                                : null);
            });
            return found;
        });
        if (record.isEmpty()) {
            notFound(ctx);
            return;
        }
        var shown = record.get();
        model.put("record", shown);
        model.put("pupil", shown.pupil());
        model.put("whole", shown.sight() == Sight.WHOLE);
        model.put("conduct", RecordPolicy.seesConduct(viewer, shown.leads()));
        model.put("groups", FormField.groups(shown.parts(), Map.of(), shown.values(), Map.of()));
        model.put("mayEdit", !PupilRecords.editable(viewer, shown).isEmpty());
        model.put("clerk", viewer.holds(Need.CLERK));
        model.put("medical", RecordPolicy.keepsHealth(viewer));
        model.put("bloodGroups", Codes.list("blood_group"));
        model.put("done", Web.text(ctx, "done").equals("1"));
        ctx.render("people/pupil.peb", model);
    }

    /** Một hồ sơ đã gộp, with the classes that it was in. */
    public record Merged(Pupil pupil, List<Classrooms.Stay> stays) {}

    private List<Merged> merged(Handle handle, String id) {
        return People.listMerged(handle, id).stream()
                .map(each -> new Merged(each, rooms.stays(handle, each.id())))
                .toList();
    }

    private static void notFound(Context ctx) {
        Web.refuse(ctx, Reason.NOT_FOUND);
        ctx.status(HttpStatus.NOT_FOUND);
    }

    private void form(Context ctx) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var record = records.find(viewer, ctx.pathParam("pupil"));
        if (record.isEmpty()) {
            notFound(ctx);
            return;
        }
        if (PupilRecords.editable(viewer, record.get()).isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOURS);
            return;
        }
        form(ctx, viewer, record.get(), Map.of(), record.get().values(), Map.of(), "");
    }

    private static void form(
            Context ctx,
            Viewer viewer,
            PupilRecords.Dossier record,
            Map<String, String> typed,
            Map<String, String> was,
            Map<String, Fault> faults,
            String trouble) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("name", record.pupil().name().full());
        model.put("action", "/pupils/" + record.pupil().id() + "/edit");
        model.put("back", "/pupils/" + record.pupil().id());
        model.put("groups", FormField.groups(PupilRecords.editable(viewer, record), typed, was, faults));
        model.put("why", typed.getOrDefault("why", ""));
        model.put("asksWhy", viewer.holds(Need.CLERK));
        model.put("trouble", trouble);
        ctx.render("people/edit.peb", model);
    }

    private void save(Context ctx) {
        var viewer = Viewer.of(Web.visitor(ctx));
        var id = ctx.pathParam("pupil");
        var sent = Sent.of(ctx);
        var saving = records.save(Web.actor(ctx), viewer, id, sent.was(), sent.typed(), Web.text(ctx, "why"));
        switch (saving) {
            case Saved done -> ctx.redirect("/pupils/" + id + "?done=1", HttpStatus.SEE_OTHER);
            case Faulty(var faults) -> again(ctx, viewer, id, sent, faults, "FAULTS");
            case Refused(var reason)
            when reason == Reason.WHY_MISSING -> again(ctx, viewer, id, sent, Map.of(), reason.name());
            case Refused(var reason) when reason == Reason.NOT_FOUND -> notFound(ctx);
            case Refused(var reason) -> Web.refuse(ctx, reason);
            case Asked asked -> {
                var pupil = db.read(handle -> People.getPupil(handle, id));
                ctx.status(HttpStatus.CONFLICT);
                ctx.render(
                        "people/clash.peb",
                        sent.question(asked, pupil.name().full(), "/pupils/" + id + "/edit", "/pupils/" + id));
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
        form(ctx, viewer, record.get(), sent.typed(), sent.was(), faults, trouble);
    }

    private void addPast(Context ctx) {
        var id = ctx.pathParam("pupil");
        answer(
                ctx,
                id,
                past.add(
                        Web.actor(ctx),
                        id,
                        Web.text(ctx, "year"),
                        Web.text(ctx, "school"),
                        Web.text(ctx, "class"),
                        Web.text(ctx, "result")));
    }

    private void withdrawPast(Context ctx) {
        var id = ctx.pathParam("pupil");
        answer(ctx, id, past.withdraw(Web.actor(ctx), id, ctx.pathParam("year"), Web.text(ctx, "why")));
    }

    private void saveHealth(Context ctx) {
        var id = ctx.pathParam("pupil");
        answer(
                ctx,
                id,
                health.note(
                        Web.actor(ctx),
                        id,
                        Web.text(ctx, "seen"),
                        Web.text(ctx, "blood"),
                        Web.text(ctx, "conditions")));
    }

    private void measure(Context ctx) {
        var id = ctx.pathParam("pupil");
        answer(
                ctx,
                id,
                health.measure(
                        Web.actor(ctx),
                        Web.visitor(ctx).person(),
                        id,
                        Web.text(ctx, "day"),
                        Web.text(ctx, "height"),
                        Web.text(ctx, "weight")));
    }

    private void withdrawMeasure(Context ctx) {
        var id = ctx.pathParam("pupil");
        answer(ctx, id, health.withdraw(Web.actor(ctx), id, ctx.pathParam("measure"), Web.text(ctx, "why")));
    }

    private static void answer(Context ctx, String id, Optional<Reason> refusal) {
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/pupils/" + id + "?done=1", HttpStatus.SEE_OTHER);
        }
    }

    /** Biểu mẫu gửi về: what was typed and what was seen, by key. */
    record Sent(Map<String, String> was, Map<String, String> typed) {
        static Sent of(Context ctx) {
            var was = new HashMap<String, String>();
            var typed = new HashMap<String, String>();
            for (var name : ctx.formParamMap().keySet()) {
                var text = Web.text(ctx, name);
                if (name.startsWith("was.")) {
                    was.put(name.substring("was.".length()), text);
                } else {
                    typed.put(name, text);
                }
            }
            return new Sent(was, typed);
        }

        /** The page that asks which of two values shall stand; everything else that was typed goes along. */
        Map<String, Object> question(Asked asked, String name, String action, String back) {
            var asks = asked.clashes().stream()
                    .map(clash -> new ClashRow(
                            clash.question(),
                            Answers.shown(clash.question(), clash.theirs()),
                            Answers.shown(clash.question(), clash.mine())))
                    .toList();
            var clashing = asks.stream().map(each -> each.question().key()).toList();
            var rest = new ArrayList<Map.Entry<String, String>>();
            typed.forEach((key, value) -> {
                if (!clashing.contains(key) && !key.equals("csrf")) {
                    rest.add(Map.entry(key, value));
                }
            });
            was.forEach((key, value) -> rest.add(Map.entry(
                    "was." + key,
                    clashing.contains(key)
                            ? Objects.requireNonNullElse(asked.now().get(key), "")
                            : value)));
            for (var key : clashing) {
                if (!was.containsKey(key)) {
                    rest.add(Map.entry(
                            "was." + key, Objects.requireNonNullElse(asked.now().get(key), "")));
                }
            }
            return Map.of("name", name, "action", action, "back", back, "asks", asks, "rest", rest);
        }
    }

    /** Một câu hỏi của trang so hai giá trị. */
    public record ClashRow(Question question, String theirs, String mine) {
        /** The last part of the key, for its label. */
        public String label() {
            return question.key().substring(question.key().lastIndexOf('.') + 1);
        }
    }
}
