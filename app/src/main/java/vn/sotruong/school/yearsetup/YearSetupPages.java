package vn.sotruong.school.yearsetup;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.Subject;
import vn.sotruong.school.yearsetup.YearSetup.Outcome;

/** Trang mở năm học: the steps, what each would make, and how far the year has come. */
public final class YearSetupPages implements Pages {
    private static final String HOME = "/year-setup";
    private static final Messages WORDS = Messages.of(YearSetupPages.class);

    private final YearSetup setup;

    public YearSetupPages(YearSetup setup) {
        this.setup = setup;
    }

    /** Một ô số tiết: what stands there now, or what is proposed. */
    public record Box(int grade, int periods, boolean kept) {}

    /** Một dòng số tiết. */
    public record Line(String subject, String name, String kind, List<Box> boxes) {
        public Line {
            boxes = List.copyOf(boxes);
        }
    }

    /** Các sổ sẽ mở của một lớp. */
    public record Books(String homeroom, int count, String words) {}

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::overview, Need.ADMIN, Need.PRINCIPAL);
        at.get(HOME + "/subjects", this::subjects, Need.ADMIN);
        at.post(HOME + "/subjects", this::openSubjects, Need.ADMIN);
        at.get(HOME + "/periods", this::periods, Need.ADMIN);
        at.post(HOME + "/periods", this::plan, Need.ADMIN);
        at.get(HOME + "/copy", this::copy, Need.ADMIN);
        at.post(HOME + "/copy", this::copyAll, Need.ADMIN);
        at.get(HOME + "/books", this::books, Need.ADMIN);
        at.post(HOME + "/books", this::openBooks, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS, 5, "yearsetup.menu", "calendar-check", HOME, Need.ADMIN, Need.PRINCIPAL));
    }

    private void overview(Context ctx) {
        var read = setup.state();
        if (read.isEmpty()) {
            Web.refuse(ctx, Reason.NO_YEAR);
            return;
        }
        var state = read.get();
        var assigned = setup.assigned(state);
        var model = new HashMap<String, Object>();
        model.put("year", state.year());
        model.put("admin", Web.visitor(ctx).holds(Need.ADMIN));
        model.put("taught", state.level().hasSubjects());
        model.put("booked", state.hasBooks());
        model.put("subjects", state.subjects().size());
        model.put("left", state.proposed().size());
        model.put("classes", state.homerooms().size());
        model.put("planned", state.isPlanned());
        model.put("missing", setup.missing(state).size());
        model.put("assigned", assigned[0]);
        model.put("wanted", assigned[1]);
        model.put("unplaced", setup.unplaced());
        model.put("waiting", setup.waiting(state));
        model.put("decides", Web.visitor(ctx).holds(Need.PRINCIPAL));
        model.put("staff", setup.staff());
        model.put("pupils", setup.pupils());
        model.put("without", setup.withoutAccount());
        model.put("ready", setup.isReady(state));
        model.put("last", setup.hasYearBefore());
        model.put("copied", Web.text(ctx, "done").equals("copied"));
        model.put("principal", Web.visitor(ctx).holds(Need.PRINCIPAL));
        model.put("windows", setup.windows(state));
        ctx.render("yearsetup/overview.peb", model);
    }

    private void subjects(Context ctx) {
        var state = setup.state().orElse(null);
        if (state == null) {
            Web.refuse(ctx, Reason.NO_YEAR);
            return;
        }
        ctx.render("yearsetup/subjects.peb", Map.of("open", state.subjects(), "proposed", state.proposed()));
    }

    private void openSubjects(Context ctx) {
        answer(ctx, setup.openSubjects(Web.actor(ctx), new HashSet<>(ctx.formParams("subject"))), "/periods");
    }

    private void periods(Context ctx) {
        var state = setup.state().orElse(null);
        if (state == null) {
            Web.refuse(ctx, Reason.NO_YEAR);
            return;
        }
        var last = setup.lastYear(state);
        var fromLast = "last".equals(ctx.queryParam("from")) && !last.isEmpty();
        var lines = new ArrayList<Line>();
        for (var subject : state.subjects()) {
            var boxes = new ArrayList<Box>();
            for (var grade : state.grades()) {
                var proposed = fromLast
                        ? last.getOrDefault(grade, Map.of())
                                .getOrDefault(subject.id(), state.proposed(grade, subject.id()))
                        : state.proposed(grade, subject.id());
                var planned = state.planned(grade, subject.id());
                boxes.add(new Box(grade, planned.orElse(proposed), planned.isPresent()));
            }
            lines.add(new Line(subject.id(), subject.name(), subject.kind().name(), boxes));
        }
        ctx.render(
                "yearsetup/periods.peb",
                Map.of("lines", lines, "grades", state.grades(), "last", !last.isEmpty(), "fromLast", fromLast));
    }

    private void plan(Context ctx) {
        var periods = new LinkedHashMap<Integer, Map<String, Integer>>();
        for (var name : ctx.formParamMap().keySet()) {
            var parts = name.split("\\.", 3);
            if (parts.length != 3 || !parts[0].equals("p") || !parts[1].matches("[0-9]{1,2}")) {
                continue;
            }
            var text = Web.text(ctx, name);
            if (!text.matches("[0-9]{1,3}")) {
                Web.refuse(ctx, Reason.PERIODS_ODD);
                return;
            }
            periods.computeIfAbsent(Integer.valueOf(parts[1]), key -> new HashMap<>())
                    .put(parts[2], Integer.valueOf(text));
        }
        answer(ctx, setup.plan(Web.actor(ctx), periods), "/books");
    }

    private void books(Context ctx) {
        var state = setup.state().orElse(null);
        if (state == null) {
            Web.refuse(ctx, Reason.NO_YEAR);
            return;
        }
        var missing = setup.missing(state);
        var byClass = new LinkedHashMap<String, List<String>>();
        for (var each : missing) {
            var words = byClass.computeIfAbsent(each.homeroom().name(), key -> new ArrayList<>());
            if (each.semester() == 1 || words.isEmpty()) {
                words.add(each.subject().name()
                        + (each.subject().kind() == Subject.Kind.SCORED
                                        && !state.level().equals(Level.TH)
                                ? " (" + each.regular() + ")"
                                : ""));
            }
        }
        var books = byClass.entrySet().stream()
                .map(each -> new Books(
                        each.getKey(),
                        (int) missing.stream()
                                .filter(one -> one.homeroom().name().equals(each.getKey()))
                                .count(),
                        String.join(", ", each.getValue())))
                .toList();
        ctx.render(
                "yearsetup/books.peb",
                Map.of(
                        "books",
                        books,
                        "count",
                        missing.size(),
                        "planned",
                        state.isPlanned(),
                        "booked",
                        state.hasBooks()));
    }

    private void openBooks(Context ctx) {
        var shown = Web.text(ctx, "count");
        answer(ctx, setup.openBooks(Web.actor(ctx), shown.matches("[0-9]{1,6}") ? Integer.parseInt(shown) : -1), "");
    }

    /** Một lớp trong bản chép. */
    public record CopyLine(String homeroom, String source, String periods, int books, String duties) {}

    /** Một lý do bỏ qua, and all that it is the reason of. */
    public record SkipLine(String why, int count, String which) {}

    private void copy(Context ctx) {
        var follow = follow(ctx);
        var read = setup.copy(Web.actor(ctx), follow);
        if (read.isEmpty()) {
            Web.refuse(ctx, Reason.NO_YEAR_BEFORE);
            return;
        }
        var copy = read.get();
        var words = setup.words(WORDS.get(Web.language(ctx), "yearsetup.copy.leads"));
        var model = new HashMap<String, Object>();
        model.put("last", copy.last());
        model.put("follow", follow.name());
        model.put("seal", copy.seal());
        model.put("empty", copy.isEmpty());
        model.put("lines", lines(copy, words));
        model.put("skips", skips(copy, words));
        model.put(
                "periods",
                copy.rooms().stream().mapToInt(each -> each.plan().size()).sum());
        model.put(
                "books",
                copy.rooms().stream().mapToInt(each -> each.books().size()).sum());
        model.put("duties", copy.duties().proposed());
        ctx.render("yearsetup/copy.peb", model);
    }

    private static YearCopy.Follow follow(Context ctx) {
        return Web.text(ctx, "follow").equals(YearCopy.Follow.UP.name()) ? YearCopy.Follow.UP : YearCopy.Follow.SAME;
    }

    private static List<CopyLine> lines(YearCopy copy, YearSetup.Names words) {
        var duties = new HashMap<String, List<String>>();
        copy.duties()
                .parts()
                .forEach(part -> part.forEach(each -> duties.computeIfAbsent(each.homeroom(), key -> new ArrayList<>())
                        .add(words.subject(each.subject()) + ": " + words.staff(each.after()))));
        var lines = new ArrayList<CopyLine>();
        for (var room : copy.rooms()) {
            var own = duties.getOrDefault(room.homeroom().id(), List.of());
            if (room.plan().isEmpty() && room.books().isEmpty() && own.isEmpty()) {
                continue;
            }
            var periods = room.plan().stream()
                    .filter(each -> each.yearPeriods() > 0)
                    .map(each ->
                            words.subject(each.subject()) + " " + each.yearPeriods() + " (" + each.regularCount() + ")")
                    .toList();
            var from = room.planFrom();
            lines.add(new CopyLine(
                    room.homeroom().name(),
                    from == null ? "" : from.name(),
                    String.join("; ", periods),
                    room.books().size(),
                    String.join("; ", own)));
        }
        return lines;
    }

    private static List<SkipLine> skips(YearCopy copy, YearSetup.Names words) {
        var byWhy = new EnumMap<YearCopy.Why, List<String>>(YearCopy.Why.class);
        for (var skip : copy.skips()) {
            var whole = skip.subject().isEmpty() && skip.staff().isEmpty();
            var text = new StringBuilder(skip.homeroom());
            if (!whole) {
                text.append(' ').append(words.subject(skip.subject()));
            }
            if (!skip.staff().isEmpty()) {
                text.append(" (")
                        .append(words.staff(List.of(skip.staff().split(" "))))
                        .append(')');
            }
            byWhy.computeIfAbsent(skip.why(), key -> new ArrayList<>()).add(text.toString());
        }
        return byWhy.entrySet().stream()
                .map(each ->
                        new SkipLine(each.getKey().name(), each.getValue().size(), String.join("; ", each.getValue())))
                .toList();
    }

    private void copyAll(Context ctx) {
        answer(ctx, setup.copyAll(Web.actor(ctx), follow(ctx), Web.text(ctx, "seal")), "?done=copied");
    }

    private static void answer(Context ctx, Outcome outcome, String next) {
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect(HOME + next, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
