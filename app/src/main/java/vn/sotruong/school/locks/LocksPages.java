package vn.sotruong.school.locks;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.locks.Outcome.Done;
import vn.sotruong.school.locks.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Campus;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Trang khóa sổ điểm: the matrix, the principal's decision, the board member's execution. All of it plain forms. */
public final class LocksPages implements Pages {
    private static final Messages WORDS = Messages.of(LocksPages.class);
    private static final String REOPEN = "/locks/reopen";
    private static final List<String> TYPED =
            List.of("kind", "classes", "lesson", "term", "col", "decision", "reason", "from", "until");
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
        at.post("/locks/decide/wide", this::decideWide, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/withdraw", this::withdraw, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/execute", this::execute, Need.PRINCIPAL, Need.BOARD);
        at.post(REOPEN, this::reopen, Need.PRINCIPAL, Need.BOARD);
        at.post("/locks/reopen/execute", this::executeReopening, Need.PRINCIPAL, Need.BOARD);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK, 20, "locks.menu", "lock", "/locks", Need.PRINCIPAL, Need.BOARD, Need.INSPECTOR));
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        ctx.render("locks/locks.peb", db.read(handle -> model(ctx, handle, trouble)));
    }

    /** The same page again, with what was typed. */
    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, reason);
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle, @Nullable Reason trouble) {
        var again = trouble == null ? "" : ctx.path();
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
        model.put("columns", Locks.columns(handle));
        model.put("wideColumns", Locks.wideColumns(handle));
        model.put("primary", Locks.primary(handle));
        model.put("decides", locks.decides(handle, Web.actor(ctx), staff));
        model.put("boardSits", locks.boardSits(handle));
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put(
                "board",
                subject == null ? null : board(handle, Web.visitor(ctx), subject, semester, homerooms, language, now));
        model.put("homerooms", homerooms);
        model.put(
                "grades",
                homerooms.stream().map(Homeroom::grade).distinct().sorted().toList());
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("again", again);
        var typed = new HashMap<String, String>();
        TYPED.forEach(field -> typed.put(field, trouble == null ? "" : Web.text(ctx, field)));
        model.put("typed", typed);
        var ticked = new ArrayList<String>();
        if (trouble != null) {
            List.of("cell", "column", "lock").forEach(field -> ticked.addAll(ctx.formParams(field)));
        }
        model.put("ticked", ticked);
        model.put("campuses", SchoolYears.listCampuses(handle));
        model.put("until", again.equals(REOPEN) ? Web.text(ctx, "until") : Typed.field(now.plusSeconds(1800)));
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
        var order = homerooms.stream().map(Homeroom::id).toList();
        var campuses = new HashMap<String, String>();
        for (var homeroom : homerooms) {
            var campus = Locks.place(handle, homeroom);
            if (campus != null) {
                campuses.put(homeroom.id(), campus);
            }
        }
        var columns = Locks.columns(handle);
        var all = locks.list(handle, subject.id(), semester).stream()
                .filter(lock -> homerooms.stream().anyMatch(each -> lock.scope().holds(each, campuses.get(each.id()))))
                .sorted(Comparator.comparingInt((Lock lock) ->
                                order.indexOf(String.valueOf(lock.scope().homeroom())))
                        .thenComparingInt(lock ->
                                columns.indexOf(String.valueOf(lock.scope().col()))))
                .toList();
        return new LockBoard(
                LockBoard.rows(
                        homerooms,
                        columns,
                        each -> campuses.get(each.id()),
                        all,
                        filling.percents(handle, subject.id(), semester),
                        now),
                LockBoard.waiting(
                        locks.listWaiting(handle),
                        now,
                        lock -> place(handle, lock, language),
                        person -> name(handle, person),
                        lock -> locks.offers(handle, visitor.actor(), visitor.person(), lock)),
                LockBoard.held(all, now, lock -> place(handle, lock, language), person -> name(handle, person)));
    }

    private static String place(Handle handle, Lock lock, Language language) {
        var scope = lock.scope();
        var subject = scope.subject();
        return WORDS.get(
                language,
                "locks.place",
                classes(handle, scope, language),
                subject == null
                        ? WORDS.get(language, "locks.wide.subject.all")
                        : SchoolYears.getSubject(handle, subject).name(),
                column(handle, lock, language),
                WORDS.get(language, "locks.term." + (scope.semester() == null ? "all" : scope.semester())));
    }

    private static String classes(Handle handle, Scope scope, Language language) {
        if (scope.homeroom() != null) {
            return Roll.getHomeroom(handle, scope.homeroom()).name();
        }
        var grade = scope.grade() == null
                ? WORDS.get(language, "locks.wide.school")
                : WORDS.get(language, "locks.wide.grade.of", scope.grade());
        return scope.campus() == null
                ? grade
                : grade + ", "
                        + SchoolYears.findCampus(handle, scope.campus())
                                .map(Campus::name)
                                .orElse("");
    }

    private static String column(Handle handle, Lock lock, Language language) {
        var named = lock.scope().col();
        var col = named == null ? "all" : named;
        if (Locks.primary(handle) && col.equals("gk")) {
            return WORDS.get(language, "locks.test.gk");
        }
        return Locks.primary(handle) && col.equals("ck")
                ? WORDS.get(language, "locks.test.ck")
                : WORDS.get(language, "locks.col." + col);
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

    /** One lock over a class, a grade, a campus or the whole school. */
    private void decideWide(Context ctx) {
        var scope = wideScope(ctx);
        if (scope.isEmpty()) {
            refused(ctx, Reason.UNKNOWN_SCOPE);
            return;
        }
        var from = Typed.moment(Web.text(ctx, "from"));
        var until = Typed.moment(Web.text(ctx, "until"));
        if ((from.isEmpty() && !Web.text(ctx, "from").isEmpty())
                || (until.isEmpty() && !Web.text(ctx, "until").isEmpty())) {
            refused(ctx, Reason.BAD_TIME);
            return;
        }
        var attendance = Web.text(ctx, "kind").equals(Lock.Function.ATTENDANCE.name());
        var kind = Arrays.stream(Lock.Kind.values())
                .filter(each -> each.name().equals(Web.text(ctx, "kind")))
                .findFirst()
                .orElse(attendance ? Lock.Kind.FUNCTION : Lock.Kind.ENTRY);
        var function = attendance ? Lock.Function.ATTENDANCE : kind == Lock.Kind.FUNCTION ? Lock.Function.MARKS : null;
        var order = new Order.Wide(
                kind,
                function,
                attendance ? scope.get().ofAnyColumn() : scope.get(),
                from.orElse(null),
                until.orElse(null),
                Web.text(ctx, "decision"),
                Web.text(ctx, "reason"));
        answer(ctx, locks.decide(Web.actor(ctx), Web.visitor(ctx).person(), order), "decided");
    }

    /** What a form says of a scope: the classes in one word, such as {@code grade:9}; the rest empty for all of it. */
    private static Optional<Scope> wideScope(Context ctx) {
        var classes = Web.text(ctx, "classes");
        var colon = classes.indexOf(':');
        var what = colon < 0 ? classes : classes.substring(0, colon);
        var which = classes.substring(colon + 1);
        var semester = Web.text(ctx, "term");
        if (!semester.isEmpty() && semester(semester, 0) == 0) {
            return Optional.empty();
        }
        var term = semester.isEmpty() ? null : Integer.valueOf(semester(semester, 0));
        var subject = said(ctx, "lesson");
        var col = said(ctx, "col");
        return switch (what) {
            case "school" -> Optional.of(new Scope(null, null, null, null, subject, term, col));
            case "campus" -> Optional.of(new Scope(null, which, null, null, subject, term, col));
            case "class" -> Optional.of(new Scope(null, null, null, which, subject, term, col));
            case "grade" ->
                which.matches("[0-9]{1,2}")
                        ? Optional.of(new Scope(null, null, Integer.valueOf(which), null, subject, term, col))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static @Nullable String said(Context ctx, String field) {
        var text = Web.text(ctx, field);
        return text.isEmpty() ? null : text;
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
        var until = Typed.moment(Web.text(ctx, "until"));
        if (until.isEmpty()) {
            refused(ctx, Reason.BAD_TIME);
            return;
        }
        var order = new Order.Reopening(Web.text(ctx, "decision"), Web.text(ctx, "reason"), until.get());
        answer(
                ctx,
                locks.decideReopening(Web.actor(ctx), Web.visitor(ctx).person(), ctx.formParams("lock"), order),
                "reopening");
    }

    private void executeReopening(Context ctx) {
        answer(
                ctx,
                locks.executeReopening(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.formParams("lock"), Web.text(ctx, "decided")),
                "reopened");
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Done done ->
                ctx.redirect(
                        "/locks?subject=" + id(Web.text(ctx, "subject")) + "&semester="
                                + semester(Web.text(ctx, "semester"), 1) + "&done=" + deed,
                        HttpStatus.SEE_OTHER);
            case Refused(var reason) -> refused(ctx, reason);
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
}
