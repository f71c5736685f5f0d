package vn.sotruong.school.attendance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.attendance.Told.Conflict;
import vn.sotruong.school.attendance.Told.Kept;
import vn.sotruong.school.attendance.Told.Refused;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Trang điểm danh một buổi: P or K beside a name; whoever is there needs no tap. */
public final class AttendancePages implements Pages {
    private static final Messages WORDS = Messages.of(AttendancePages.class);
    private static final LocalTime NOON = LocalTime.of(12, 0);
    private static final Need[] READERS = {
        Need.ENTER_MARKS, Need.ATTENDANCE, Need.PRINCIPAL, Need.CLERK, Need.MEDICAL, Need.INSPECTOR
    };
    private static final Need[] WRITERS = {Need.ENTER_MARKS, Need.ATTENDANCE};

    private final Database db;
    private final Attendance attendance;
    private final Clock clock;
    private final Ids ids;

    public AttendancePages(Database db, Attendance attendance, Clock clock, Ids ids) {
        this.db = db;
        this.attendance = attendance;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void routes(Routes at) {
        at.get("/attendance", this::choose, Need.HOMEROOM, READERS);
        at.get("/classes/{id}/attendance", ctx -> show(ctx, ""), Need.HOMEROOM, READERS);
        at.get("/classes/{id}/attendance/state", this::state, Need.HOMEROOM, READERS);
        at.post("/classes/{id}/attendance/marks", this::mark, Need.HOMEROOM, WRITERS);
        at.post("/classes/{id}/attendance/called", this::call, Need.HOMEROOM, WRITERS);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK,
                20,
                "attendance.menu",
                "calendar-check",
                "/attendance",
                Need.HOMEROOM,
                Need.ENTER_MARKS,
                Need.ATTENDANCE,
                Need.PRINCIPAL,
                Need.CLERK,
                Need.INSPECTOR));
    }

    /** Straight to the class for whoever leads one; a list for the rest. */
    private void choose(Context ctx) {
        var visitor = Web.visitor(ctx);
        var led = db.read(handle -> Roll.listLed(handle, visitor.person(), attendance.today()));
        if (led.size() == 1 && visitor.holds(Need.HOMEROOM) && ctx.queryParam("all") == null) {
            ctx.redirect("/classes/" + led.getFirst().id() + "/attendance", HttpStatus.SEE_OTHER);
            return;
        }
        var today = attendance.today();
        var classes = db.read(handle -> Access.list(handle, visitor, today).stream()
                .map(each -> new Choice(
                        each,
                        called(handle, each, today),
                        DayOffTable.find(handle, each.id(), today).isPresent()))
                .toList());
        ctx.render(
                "attendance/choose.peb",
                Map.of(
                        "classes",
                        classes,
                        "leader",
                        visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR),
                        "today",
                        today,
                        "rests",
                        today.getDayOfWeek() == DayOfWeek.SUNDAY));
    }

    /**
     * Một lớp của trang chọn lớp.
     *
     * @param called half days of today that were called
     * @param off whether the class has no lessons today
     */
    public record Choice(Homeroom homeroom, List<Slot> called, boolean off) {
        public Choice {
            called = List.copyOf(called);
        }
    }

    private static List<Slot> called(Handle handle, Homeroom homeroom, LocalDate today) {
        return Slot.SESSIONS.stream()
                .filter(slot ->
                        RollCallTable.find(handle, homeroom.id(), today, slot).isPresent())
                .toList();
    }

    /**
     * Buổi đang xem.
     *
     * @param subject of a period; null for a half day
     */
    private record Place(LocalDate day, Slot slot, @Nullable String subject) {
        String address(String homeroom) {
            return "/classes/" + homeroom + "/attendance?date=" + day + "&slot=" + slot
                    + (subject == null ? "" : "&subject=" + subject);
        }
    }

    private Place place(Context ctx, Handle handle, Homeroom homeroom) {
        var day = date(Web.text(ctx, "date")).orElseGet(attendance::today);
        var person = Web.visitor(ctx).person();
        var subject = Web.text(ctx, "subject");
        var taught = Access.taught(handle, person, homeroom.id(), day);
        var leads = Roll.leads(handle, person, homeroom.id(), attendance.today());
        var usual = LocalTime.ofInstant(clock.instant(), Formats.ZONE).isBefore(NOON) ? Slot.MORNING : Slot.AFTERNOON;
        var slot = Slot.find(Web.text(ctx, "slot"))
                .orElse(leads || taught.isEmpty() || Web.visitor(ctx).holds(Need.ATTENDANCE) ? usual : Slot.P1);
        if (slot.session()) {
            return new Place(day, slot, null);
        }
        var known = SchoolYears.listSubjects(handle).stream().map(Subject::id).toList();
        return new Place(
                day, slot, known.contains(subject) ? subject : taught.isEmpty() ? known.getFirst() : taught.getFirst());
    }

    private void show(Context ctx, String problem) {
        var model = db.read(handle -> {
            var homeroom = homeroom(ctx, handle);
            var place = place(ctx, handle, homeroom);
            var view = Register.day(handle, homeroom, place.day(), place.slot());
            var visitor = Web.visitor(ctx);
            var today = attendance.today();
            var leads = Roll.leads(handle, visitor.person(), homeroom.id(), today);
            var taught = Access.taught(handle, visitor.person(), homeroom.id(), place.day());
            var subject = place.subject();
            var mayWrite = place.slot().session()
                    ? leads || (visitor.holds(Need.ATTENDANCE) && place.day().equals(today))
                    : subject != null && taught.contains(subject);
            var made = new HashMap<String, @Nullable Object>();
            made.put("view", view);
            made.put("day", place.day());
            made.put("weekday", "attendance.weekday." + place.day().getDayOfWeek());
            made.put("slot", place.slot().name());
            made.put("session", place.slot().session());
            made.put("subject", subject == null ? "" : subject);
            made.put(
                    "subjects",
                    SchoolYears.listSubjects(handle).stream()
                            .filter(each ->
                                    taught.contains(each.id()) || each.id().equals(subject))
                            .toList());
            made.put("periods", Slot.PERIODS);
            made.put("past", place.day().isBefore(today));
            made.put("today", place.day().equals(today));
            made.put("before", place.day().minusDays(1));
            made.put("after", place.day().plusDays(1));
            var lock = attendance.findLock(handle, homeroom.id(), place.day(), subject);
            made.put(
                    "locked",
                    lock.map(each -> attendance.sentence(handle, each, Web.language(ctx)))
                            .orElse(""));
            var closed = lock.filter(each -> each.kind() == Lock.Kind.CLOSE).isPresent();
            var opens = view.confirmed() == null
                    && lock.isEmpty()
                    && view.off() == null
                    && !place.day().isAfter(today)
                    && mayWrite;
            var rests = opens
                    && place.day().getDayOfWeek() == DayOfWeek.SUNDAY
                    && view.call() == null
                    && view.excused() + view.unexcused() == 0
                    && !Web.text(ctx, "anyway").equals("1");
            made.put("rests", rests);
            made.put("open", opens && !rests);
            made.put("latest", today);
            made.put(
                    "mayDeclare",
                    view.confirmed() == null && lock.isEmpty() && (leads || visitor.holds(Need.PRINCIPAL)));
            made.put(
                    "mayAsk",
                    (view.confirmed() != null || closed) && (place.slot().session() ? leads : mayWrite));
            made.put("teaches", !taught.isEmpty());
            made.put("month", place.day().toString().substring(0, "2026-11".length()));
            made.put("account", visitor.account());
            made.put("problem", problem);
            made.put("op", "form-" + ids.next() + "-");
            return made;
        });
        ctx.render("attendance/day.peb", model);
    }

    /** What stands now, for the script that shows what others do. */
    private void state(Context ctx) {
        var language = Web.language(ctx);
        var view = db.read(handle -> {
            var homeroom = homeroom(ctx, handle);
            var place = place(ctx, handle, homeroom);
            return Register.day(handle, homeroom, place.day(), place.slot());
        });
        ctx.json(Map.of(
                "rows",
                view.rows().stream()
                        .filter(row -> row.pause() == null)
                        .map(row -> Map.of(
                                "pupil", row.pupil(), "kind", row.kind().name(), "seq", row.seq(), "by", row.by()))
                        .toList(),
                "sum",
                WORDS.get(language, "attendance.sum", view.present(), view.size())));
    }

    private void mark(Context ctx) {
        var mark = mark(ctx, ctx.pathParam("id"));
        var told = mark.<Told>map(each -> attendance.mark(marker(ctx), each))
                .orElseGet(() -> new Refused(Reason.MALFORMED));
        if (String.valueOf(ctx.header("Accept")).startsWith("application/json")) {
            answer(ctx, mark, told);
            return;
        }
        switch (told) {
            case Kept _ -> ctx.redirect(back(ctx), HttpStatus.SEE_OTHER);
            case Conflict conflict -> {
                ctx.status(HttpStatus.CONFLICT);
                show(ctx, words(ctx, conflict));
            }
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, words(ctx, reason, mark));
            }
        }
    }

    private void answer(Context ctx, Optional<Mark> mark, Told told) {
        switch (told) {
            case Kept(var kind, var seq) -> ctx.json(Map.of("is", "kept", "kind", kind.name(), "seq", seq));
            case Conflict conflict -> {
                ctx.status(HttpStatus.CONFLICT);
                ctx.json(Map.of(
                        "is", "conflict",
                        "kind", conflict.kind().name(),
                        "seq", conflict.seq(),
                        "say", words(ctx, conflict)));
            }
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                ctx.json(Map.of("is", "refused", "reason", reason.name(), "say", words(ctx, reason, mark)));
            }
        }
    }

    /** What is said to whoever is refused; of a request that stands in the way: what it wants, whose, who decides. */
    private String words(Context ctx, Reason reason, Optional<Mark> mark) {
        var language = Web.language(ctx);
        return mark.filter(_ -> reason == Reason.ANOTHER_WAITS)
                .flatMap(each -> db.read(handle -> Amendments.findWaiting(handle, each)
                        .map(waiting -> WORDS.get(
                                language,
                                "attendance.another." + waiting.state(),
                                WORDS.get(language, "attendance.kind." + waiting.after()),
                                People.getStaff(handle, waiting.requestedBy())
                                        .name()
                                        .full()))))
                .orElseGet(() -> WORDS.get(language, "attendance.reason." + reason));
    }

    private String words(Context ctx, Conflict conflict) {
        var who = conflict.staff()
                .flatMap(staff -> db.read(handle -> People.findStaff(handle, staff)))
                .map(staff -> staff.name().full())
                .orElse("");
        return WORDS.get(Web.language(ctx), "attendance.conflict." + conflict.kind(), who);
    }

    private void call(Context ctx) {
        var place = db.read(handle -> place(ctx, handle, homeroom(ctx, handle)));
        var refusal = attendance.call(marker(ctx), ctx.pathParam("id"), place.day(), place.slot(), place.subject());
        if (refusal.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, WORDS.get(Web.language(ctx), "attendance.reason." + refusal.get()));
        } else {
            ctx.redirect(place.address(ctx.pathParam("id")), HttpStatus.SEE_OTHER);
        }
    }

    private String back(Context ctx) {
        return db.read(handle -> place(ctx, handle, homeroom(ctx, handle))).address(ctx.pathParam("id"));
    }

    private Homeroom homeroom(Context ctx, Handle handle) {
        return Access.find(handle, Web.visitor(ctx), ctx.pathParam("id"), attendance.today())
                .orElseThrow(NotFoundResponse::new);
    }

    private static Optional<Mark> mark(Context ctx, String homeroom) {
        var day = date(Web.text(ctx, "date"));
        var slot = Slot.find(Web.text(ctx, "slot"));
        var kind = Kind.find(Web.text(ctx, "kind"));
        var op = Web.text(ctx, "op");
        var base = Web.text(ctx, "base");
        var subject = Web.text(ctx, "subject");
        var why = Web.text(ctx, "why");
        var whole = day.isPresent()
                && slot.isPresent()
                && kind.isPresent()
                && op.matches("[A-Za-z0-9-]{8,40}")
                && base.matches("\\d{1,15}")
                && why.length() <= 300
                && (slot.get().session() || !subject.isEmpty());
        return whole
                ? Optional.of(new Mark(
                        op,
                        homeroom,
                        Web.text(ctx, "pupil"),
                        day.get(),
                        slot.get(),
                        slot.get().session() ? null : subject,
                        kind.get(),
                        Long.parseLong(base),
                        why))
                : Optional.empty();
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Marker marker(Context ctx) {
        return Marker.of(Web.actor(ctx), Web.visitor(ctx));
    }
}
