package vn.sotruong.school.conduct;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
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
import vn.sotruong.school.conduct.ConductPolicy.Deed;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang ghi chú lớp, nhận xét tuần và kho mẫu nhận xét. */
public final class NotePages implements Pages {
    private final Conduct conduct;
    private final ClassNotes notes;

    public NotePages(Conduct conduct) {
        this.conduct = conduct;
        notes = new ClassNotes(conduct);
    }

    @Override
    public void routes(Routes at) {
        at.get(
                "/classes/{homeroom}/notes",
                this::show,
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.PRINCIPAL,
                Need.INSPECTOR);
        at.post("/classes/{homeroom}/notes", this::post, Need.HOMEROOM);
        at.post("/classes/{homeroom}/notes/{note}/withdraw", this::withdrawNote, Need.HOMEROOM);
        at.post("/classes/{homeroom}/notes/{note}/read", this::read, Need.HOMEROOM, Need.ENTER_MARKS);
        at.post("/classes/{homeroom}/remarks", this::remark, Need.ENTER_MARKS);
        at.post("/classes/{homeroom}/remarks/{remark}/withdraw", this::withdrawRemark, Need.ENTER_MARKS);
        at.get("/phrases", this::phrases, Need.HOMEROOM, Need.ENTER_MARKS, Need.DEPARTMENT_HEAD, Need.PRINCIPAL);
        at.post("/phrases", this::keep, Need.HOMEROOM, Need.ENTER_MARKS, Need.DEPARTMENT_HEAD, Need.PRINCIPAL);
        at.post(
                "/phrases/{phrase}/drop",
                this::drop,
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.DEPARTMENT_HEAD,
                Need.PRINCIPAL);
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        var author = ConductPages.author(ctx);
        var id = ConductPages.homeroom(ctx);
        var homeroom = conduct.db()
                .read(handle -> Circle.allows(handle, Deed.READ_NOTES, author, id, conduct.today())
                        ? Roll.findHomeroom(handle, id)
                        : Optional.<Homeroom>empty());
        if (homeroom.isEmpty()) {
            Web.refuse(ctx, trouble == null ? Reason.NOT_YOUR_CLASS : trouble);
            return;
        }
        var model = ConductPages.frame(conduct, ctx, homeroom.get(), "notes");
        conduct.db().<@Nullable Void>read(handle -> {
            var leads = Roll.leads(handle, author.staff(), id, conduct.today());
            model.put("leads", leads);
            model.put("notes", notes(handle, author, id));
            model.put("remarks", remarks(handle, author, id));
            model.put(
                    "taught",
                    Circle.taught(handle, author.staff(), id, conduct.today()).stream()
                            .map(subject -> SchoolYears.getSubject(handle, subject))
                            .toList());
            model.put("pupils", Roll.list(handle, id));
            return null;
        });
        model.put("today", conduct.today());
        model.put("trouble", trouble == null ? "" : trouble.key());
        for (var field : List.of("body", "remark", "pupil", "subject", "on")) {
            model.put("typed_" + field, trouble == null ? "" : Web.text(ctx, field));
        }
        model.put("most", Conduct.LONGEST);
        model.put("mostNote", ClassNotes.LONGEST_NOTE);
        ctx.render("conduct/notes.peb", model);
    }

    private List<Map<String, Object>> notes(Handle handle, Author author, String homeroom) {
        var teachers =
                Roll.listYearAssignments(
                                handle, Roll.getHomeroom(handle, homeroom).schoolYear(), conduct.today())
                        .stream()
                        .filter(each -> each.homeroom().equals(homeroom))
                        .map(each -> each.staff())
                        .distinct()
                        .toList();
        return NoteTable.listNotes(handle, homeroom).stream()
                .map(note -> {
                    var readers = NoteTable.mapReaders(handle, note.id());
                    var told = new HashMap<String, Object>();
                    told.put("note", note);
                    told.put("by", ConductPages.name(handle, note.enteredBy()));
                    told.put("own", note.enteredBy().equals(author.staff()));
                    told.put("read", readers.containsKey(author.staff()));
                    told.put(
                            "readers",
                            readers.keySet().stream()
                                    .map(staff -> ConductPages.name(handle, staff))
                                    .sorted()
                                    .toList());
                    told.put(
                            "waiting",
                            teachers.stream()
                                    .filter(staff -> !readers.containsKey(staff) && !staff.equals(note.enteredBy()))
                                    .map(staff -> ConductPages.name(handle, staff))
                                    .sorted()
                                    .toList());
                    return (Map<String, Object>) told;
                })
                .toList();
    }

    private static List<Map<String, Object>> remarks(Handle handle, Author author, String homeroom) {
        return NoteTable.listRemarks(handle, homeroom).stream()
                .map(remark -> {
                    var told = new HashMap<String, Object>();
                    var pupil = remark.pupil();
                    told.put("remark", remark);
                    told.put("by", ConductPages.name(handle, remark.enteredBy()));
                    told.put("own", remark.enteredBy().equals(author.staff()));
                    told.put(
                            "subject",
                            SchoolYears.getSubject(handle, remark.subject()).name());
                    told.put(
                            "pupil",
                            pupil == null
                                    ? ""
                                    : People.getPupil(handle, pupil).name().full());
                    return (Map<String, Object>) told;
                })
                .toList();
    }

    private void post(Context ctx) {
        answer(ctx, notes.post(ConductPages.author(ctx), ConductPages.homeroom(ctx), Web.text(ctx, "body")), "posted");
    }

    private void withdrawNote(Context ctx) {
        answer(
                ctx,
                notes.withdrawNote(
                        ConductPages.author(ctx),
                        ConductPages.homeroom(ctx),
                        ctx.pathParam("note"),
                        Web.text(ctx, "why")),
                "withdrawn");
    }

    private void read(Context ctx) {
        answer(ctx, notes.read(ConductPages.author(ctx), ConductPages.homeroom(ctx), ctx.pathParam("note")), "read");
    }

    private void remark(Context ctx) {
        var day = RecordPages.day(Web.text(ctx, "on"));
        if (day.isEmpty()) {
            refused(ctx, Reason.BAD_DATE);
            return;
        }
        var pupil = Web.text(ctx, "pupil");
        answer(
                ctx,
                notes.remark(
                        ConductPages.author(ctx),
                        ConductPages.homeroom(ctx),
                        Web.text(ctx, "subject"),
                        day.get(),
                        pupil.isEmpty() ? null : pupil,
                        Web.text(ctx, "remark")),
                "remarked");
    }

    private void withdrawRemark(Context ctx) {
        answer(
                ctx,
                notes.withdrawRemark(
                        ConductPages.author(ctx),
                        ConductPages.homeroom(ctx),
                        ctx.pathParam("remark"),
                        Web.text(ctx, "why")),
                "withdrawn");
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ ->
                ctx.redirect("/classes/" + ConductPages.homeroom(ctx) + "/notes?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> refused(ctx, reason);
        }
    }

    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, reason);
    }

    private void phrases(Context ctx) {
        phrases(ctx, null);
    }

    private void phrases(Context ctx, @Nullable Reason trouble) {
        var author = ConductPages.author(ctx);
        var model = new HashMap<String, Object>();
        conduct.db().<@Nullable Void>read(handle -> {
            var subjects = SchoolYears.listSubjects(handle);
            var names = new HashMap<String, String>();
            subjects.forEach(each -> names.put(each.id(), each.name()));
            model.put("subjects", subjects);
            model.put("names", names);
            model.put(
                    "phrases",
                    NoteTable.listPhrases(handle, author.staff()).stream()
                            .map(each -> Map.of(
                                    "phrase", each,
                                    "by", ConductPages.name(handle, each.owner()),
                                    "own", each.owner().equals(author.staff())))
                            .toList());
            model.put(
                    "grades",
                    Circle.classes(handle).stream()
                            .map(Homeroom::grade)
                            .distinct()
                            .toList());
            return null;
        });
        model.put("heads", author.may().contains(Need.PRINCIPAL) || author.may().contains(Need.DEPARTMENT_HEAD));
        model.put("done", List.of("kept", "dropped").contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("typed_body", trouble == null ? "" : Web.text(ctx, "body"));
        model.put("most", ClassNotes.LONGEST_PHRASE);
        ctx.render("conduct/phrases.peb", model);
    }

    private void keep(Context ctx) {
        var grade = Web.text(ctx, "grade");
        var outcome = notes.keep(
                ConductPages.author(ctx),
                Web.text(ctx, "topic"),
                grade.matches("[1-9]|1[0-2]") ? Integer.valueOf(grade) : null,
                Web.text(ctx, "body"),
                Web.text(ctx, "shared").equals("yes"));
        settle(ctx, outcome, "kept");
    }

    private void drop(Context ctx) {
        settle(ctx, notes.drop(ConductPages.author(ctx), ctx.pathParam("phrase")), "dropped");
    }

    private void settle(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect("/phrases?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                phrases(ctx, reason);
            }
        }
    }
}
