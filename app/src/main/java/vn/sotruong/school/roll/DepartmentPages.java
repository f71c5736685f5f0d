package vn.sotruong.school.roll;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;

/** Trang tổ chuyên môn: the departments, their heads and members. Plain forms; nobody adds themselves. */
public final class DepartmentPages implements Pages {
    private static final int LONGEST = 100;

    private final Database db;
    private final Clock clock;

    public DepartmentPages(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Một tổ trên trang. */
    public record Card(Department department, List<Line> members) {
        public Card {
            members = List.copyOf(members);
        }
    }

    /** Một thành viên. */
    public record Line(String staff, String name, boolean head, LocalDate from) {}

    @Override
    public void routes(Routes at) {
        at.get(
                "/departments",
                this::show,
                Need.PRINCIPAL,
                Need.ADMIN,
                Need.CLERK,
                Need.PERSONNEL,
                Need.DEPARTMENT_HEAD,
                Need.INSPECTOR);
        at.post("/departments", this::open, Need.PRINCIPAL, Need.PERSONNEL);
        at.post("/departments/{department}/members", this::join, Need.PRINCIPAL, Need.PERSONNEL);
        at.post("/departments/{department}/members/{staff}/end", this::leave, Need.PRINCIPAL, Need.PERSONNEL);
        at.post("/departments/{department}/close", this::close, Need.PRINCIPAL, Need.PERSONNEL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                30,
                "roll.departments.title",
                "users",
                "/departments",
                Need.PRINCIPAL,
                Need.PERSONNEL,
                Need.DEPARTMENT_HEAD));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render("roll/departments.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            model.put("cards", cards(handle));
            model.put(
                    "people",
                    People.listStaff(handle).stream()
                            .filter(each -> each.status() == StaffStatus.WORKING)
                            .toList());
            model.put("edits", visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.PERSONNEL));
            model.put("done", Web.text(ctx, "done").equals("saved"));
            return model;
        }));
    }

    private List<Card> cards(Handle handle) {
        var members = Departments.listMembers(handle, today());
        var cards = new ArrayList<Card>();
        for (var department : Departments.list(handle)) {
            var lines = new ArrayList<Line>();
            for (var person : People.listStaff(handle)) {
                members.stream()
                        .filter(each -> each.department().equals(department.id())
                                && each.staff().equals(person.id()))
                        .findFirst()
                        .ifPresent(each ->
                                lines.add(new Line(person.id(), person.name().full(), each.head(), each.from())));
            }
            lines.sort(Comparator.comparing(line -> !line.head()));
            cards.add(new Card(department, lines));
        }
        return cards;
    }

    private void open(Context ctx) {
        var name = Web.text(ctx, "name");
        if (name.isEmpty() || name.length() > LONGEST) {
            Web.refuse(ctx, name.isEmpty() ? Reason.NAME_MISSING : Reason.TEXT_TOO_LONG);
            return;
        }
        answer(ctx, db.write(Web.actor(ctx), tx -> {
            if (Departments.named(tx.handle(), name)) {
                return new Outcome.Refused(Reason.NAME_TAKEN);
            }
            return new Outcome.Done(Departments.open(tx, name).id());
        }));
    }

    private void join(Context ctx) {
        var staff = Web.text(ctx, "staff");
        var head = Web.text(ctx, "head").equals("yes");
        var me = Web.visitor(ctx).person();
        answer(ctx, db.write(Web.actor(ctx), tx -> {
            var department = Departments.find(tx.handle(), ctx.pathParam("department"))
                    .filter(each -> each.state() == Department.State.OPEN);
            if (department.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_DEPARTMENT);
            }
            if (staff.equals(me)) {
                return new Outcome.Refused(Reason.TO_ONESELF);
            }
            if (People.findStaff(tx.handle(), staff)
                    .filter(each -> each.status() == StaffStatus.WORKING)
                    .isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_TEACHER);
            }
            return new Outcome.Done(Departments.join(tx, department.get().id(), staff, head, today())
                    .id());
        }));
    }

    private void leave(Context ctx) {
        var staff = ctx.pathParam("staff");
        answer(ctx, db.write(Web.actor(ctx), tx -> {
            var department = ctx.pathParam("department");
            if (!Departments.isMember(tx.handle(), department, staff)) {
                return new Outcome.Refused(Reason.NO_SUCH_MEMBER);
            }
            Departments.leave(tx, department, staff, today());
            return new Outcome.Done(department);
        }));
    }

    private void close(Context ctx) {
        answer(ctx, db.write(Web.actor(ctx), tx -> {
            var department = Departments.find(tx.handle(), ctx.pathParam("department"))
                    .filter(each -> each.state() == Department.State.OPEN);
            if (department.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_DEPARTMENT);
            }
            Departments.close(tx, department.get(), today());
            return new Outcome.Done(department.get().id());
        }));
    }

    private static void answer(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> ClassPages.go(ctx, "/departments?done=saved");
            case Outcome.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
