package vn.sotruong.school.locks;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.locks.Outcome.Done;
import vn.sotruong.school.locks.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Trang khóa sổ điểm: the matrix, the principal's decision, the board member's execution. All of it plain forms. */
public final class LocksPages implements Pages {
    private static final Messages WORDS = Messages.of(LocksPages.class);
    private static final Set<String> DEEDS = Set.of("decided", "withdrawn", "executed", "reopening", "reopened");

    private final Database db;
    private final Locks locks;
    private final Filling filling;
    private final Clock clock;

    public LocksPages(Database db, Locks locks, Filling filling, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.filling = filling;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get("/locks", this::show, Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR);
        at.post("/locks/decide", this::decide, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/withdraw", this::withdraw, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/execute", this::execute, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/reopen", this::reopen, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/reopen/execute", this::executeReopening, Need.PRINCIPAL, Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK, 20, "locks.menu", "lock", "/locks", Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR));
    }

    private void show(Context ctx) {
        var model = db.read(handle -> model(ctx, handle));
        ctx.render("locks/locks.peb", model);
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle) {
        var model = new HashMap<String, @Nullable Object>();
        var year = SchoolYears.findOpenYear(handle);
        var subjects = SchoolYears.listSubjects(handle);
        var subject = chosen(subjects, Web.text(ctx, "subject"));
        var semester = semester(Web.text(ctx, "semester"), 1);
        var homerooms = year.map(open -> Roll.listHomerooms(handle, open.id())).orElse(List.of());
        var now = clock.instant();
        var staff = Web.visitor(ctx).person();
        var language = Web.language(ctx);
        model.put("subjects", subjects);
        model.put("subject", subject);
        model.put("semester", semester);
        model.put("columns", Locks.COLUMNS);
        model.put("decides", locks.decides(handle, Web.actor(ctx), staff));
        model.put("boardSits", locks.boardSits(handle));
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put(
                "board",
                subject == null ? null : board(handle, Web.visitor(ctx), subject, semester, homerooms, language, now));
        model.put("until", inputTime(now.plusSeconds(1800)));
        return model;
    }

    private LockBoard board(
            Handle handle,
            Visitor visitor,
            Subject subject,
            int semester,
            List<Homeroom> homerooms,
            Language language,
            Instant now) {
        var names = new HashMap<String, String>();
        homerooms.forEach(homeroom -> names.put(homeroom.id(), homeroom.name()));
        var order = homerooms.stream().map(Homeroom::id).toList();
        var all = locks.list(handle, subject.id(), semester).stream()
                .sorted(Comparator.comparingInt((Lock lock) -> order.indexOf(lock.homeroom()))
                        .thenComparingInt(lock -> Locks.COLUMNS.indexOf(String.valueOf(lock.col()))))
                .toList();
        return new LockBoard(
                LockBoard.rows(homerooms, all, filling.percents(handle, subject.id(), semester), now),
                LockBoard.waiting(
                        locks.listWaiting(handle),
                        now,
                        lock -> place(handle, lock, language),
                        person -> name(handle, person),
                        lock -> locks.offers(handle, visitor.actor(), visitor.person(), lock)),
                LockBoard.held(
                        all,
                        now,
                        lock -> names.getOrDefault(lock.homeroom(), "") + " " + column(lock, language),
                        person -> name(handle, person)));
    }

    private static String place(Handle handle, Lock lock, Language language) {
        return WORDS.get(
                language,
                "locks.place",
                Roll.getHomeroom(handle, lock.homeroom()).name(),
                SchoolYears.getSubject(handle, lock.subject()).name(),
                column(lock, language),
                lock.semester() == 1 ? "I" : "II");
    }

    private static String column(Lock lock, Language language) {
        return WORDS.get(language, "locks.col." + (lock.col() == null ? "all" : lock.col()));
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private static @Nullable Subject chosen(List<Subject> subjects, String id) {
        return subjects.stream()
                .filter(subject -> subject.id().equals(id))
                .findFirst()
                .orElse(subjects.isEmpty() ? null : subjects.getFirst());
    }

    private void decide(Context ctx) {
        var order = new Order(
                Web.text(ctx, "kind").equals("VALUES") ? Lock.Kind.VALUES : Lock.Kind.ENTRY,
                Web.text(ctx, "subject"),
                semester(Web.text(ctx, "semester"), 0),
                cells(ctx),
                Web.text(ctx, "decision"),
                Web.text(ctx, "reason"));
        answer(ctx, locks.decide(Web.actor(ctx), Web.visitor(ctx).person(), order), "decided");
    }

    /** Cells come one by one, or by their column: then every class that has no such lock yet. */
    private List<Order.Cell> cells(Context ctx) {
        var cells = new ArrayList<Order.Cell>();
        for (var value : ctx.formParams("cell")) {
            var slash = value.indexOf('/');
            var col = value.substring(slash + 1);
            cells.add(new Order.Cell(slash < 0 ? value : value.substring(0, slash), col.equals("all") ? null : col));
        }
        var columns = ctx.formParams("column");
        if (!columns.isEmpty()) {
            var kind = Web.text(ctx, "kind").equals("VALUES") ? Lock.Kind.VALUES : Lock.Kind.ENTRY;
            cells.addAll(db.read(handle -> locks.unlocked(
                    handle, kind, Web.text(ctx, "subject"), semester(Web.text(ctx, "semester"), 0), columns)));
        }
        return cells.stream().distinct().toList();
    }

    private void withdraw(Context ctx) {
        answer(ctx, locks.withdraw(Web.actor(ctx), Web.visitor(ctx).person(), ctx.formParams("lock")), "withdrawn");
    }

    private void execute(Context ctx) {
        answer(ctx, locks.execute(Web.actor(ctx), Web.visitor(ctx).person(), ctx.formParams("lock")), "executed");
    }

    private void reopen(Context ctx) {
        Instant until;
        try {
            until = LocalDateTime.parse(Web.text(ctx, "until"))
                    .atZone(Formats.ZONE)
                    .toInstant();
        } catch (DateTimeParseException e) {
            Web.refuse(ctx, Reason.BAD_TIME);
            return;
        }
        var order = new Order.Reopening(Web.text(ctx, "decision"), Web.text(ctx, "reason"), until);
        answer(
                ctx,
                locks.decideReopening(Web.actor(ctx), Web.visitor(ctx).person(), ctx.formParams("lock"), order),
                "reopening");
    }

    private void executeReopening(Context ctx) {
        answer(
                ctx,
                locks.executeReopening(Web.actor(ctx), Web.visitor(ctx).person(), ctx.formParams("lock")),
                "reopened");
    }

    private static void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Done done ->
                ctx.redirect(
                        "/locks?subject=" + id(Web.text(ctx, "subject")) + "&semester="
                                + semester(Web.text(ctx, "semester"), 1) + "&done=" + deed,
                        HttpStatus.SEE_OTHER);
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private static String id(String text) {
        return text.matches("[a-z0-9_-]{1,20}") ? text : "";
    }

    private static int semester(String text, int otherwise) {
        return switch (text) {
            case "1" -> 1;
            case "2" -> 2;
            default -> otherwise;
        };
    }

    private static String inputTime(Instant moment) {
        return LocalDateTime.ofInstant(moment, Formats.ZONE).toString().substring(0, 16);
    }
}
