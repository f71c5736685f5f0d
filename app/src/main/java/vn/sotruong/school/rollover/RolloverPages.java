package vn.sotruong.school.rollover;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.rollover.Outcome.Done;
import vn.sotruong.school.rollover.Outcome.Refused;
import vn.sotruong.school.rollover.RolloverPolicy.Deed;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang chuyển năm học: the steps, what is missing, the trial, the decision and its undoing; and who waits. */
public final class RolloverPages implements Pages {
    static final String HOME = "/year-end";
    static final String HELD = "/year-end/held";

    private static final Set<String> DEEDS =
            Set.of("proposed", "withdrawn", "refused", "rolled", "asked", "kept", "undone", "placed");
    private static final int SHOWN = 12;

    private final Database db;
    private final Rollover rollover;

    public RolloverPages(Database db, Rollover rollover) {
        this.db = db;
        this.rollover = rollover;
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.BOARD, Need.PRINCIPAL, Need.ADMIN, Need.INSPECTOR);
        at.get(HOME + "/plan", this::plan, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
        at.post(HOME + "/propose", this::propose, Need.BOARD);
        at.post(HOME + "/{roll}/withdraw", ctx -> close(ctx, Deed.WITHDRAW), Need.BOARD);
        at.post(HOME + "/{roll}/refuse", ctx -> close(ctx, Deed.REFUSE), Need.PRINCIPAL);
        at.post(HOME + "/{roll}/confirm", this::confirm, Need.PRINCIPAL);
        at.post(HOME + "/{roll}/ask-undo", this::askUndo, Need.BOARD);
        at.post(HOME + "/{roll}/keep", this::keep, Need.PRINCIPAL);
        at.post(HOME + "/{roll}/undo", this::undo, Need.PRINCIPAL);
        at.get(HELD, this::held, Need.CLERK, Need.ADMIN, Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
        at.post(HELD, this::place, Need.CLERK, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                6,
                "rollover.menu",
                "calendar-check",
                HOME,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.ADMIN,
                Need.INSPECTOR));
    }

    /** Một bước. */
    public record StepLine(String name, String look) {}

    /** Một dòng của bản chạy thử. */
    public record PlanLine(
            String id,
            String name,
            boolean last,
            String up,
            String stay,
            int goesUp,
            int stays,
            int finishes,
            int held,
            int leaves,
            int undecided) {}

    /** Một lớp của năm mới. */
    public record RoomLine(String name, int grade, int pupils) {}

    /** Một em. */
    public record PupilLine(String id, String name, LocalDate birth, String homeroom, String way) {}

    /** Một em chờ kết quả hè. */
    public record HeldLine(
            String year,
            String pupil,
            String name,
            LocalDate birth,
            String from,
            String fate,
            String state,
            String place,
            boolean finishes,
            List<Homeroom> rooms) {
        /** Whether somebody can place this pupil now. */
        public boolean ready() {
            return state.equals("HELD") && (fate.equals("UP") || fate.equals("STAYS"));
        }
    }

    /** Who reads the pages of pupils, of their promotion and of their movements; to others no link leads there. */
    private static final Set<Need> READERS =
            Collections.unmodifiableSet(EnumSet.of(Need.PRINCIPAL, Need.CLERK, Need.INSPECTOR));

    private static boolean reads(Visitor visitor) {
        return READERS.stream().anyMatch(visitor::holds);
    }

    private static List<Check> linked(List<Check> checks, Visitor visitor) {
        if (visitor.holds(Need.INSPECTOR)) {
            return checks.stream()
                    .map(each -> each.unlinked(Set.of("outbox", "backups")))
                    .toList();
        }
        if (reads(visitor)) {
            return checks;
        }
        var shut = visitor.holds(Need.BOARD)
                ? Set.of("pupils", "promotion", "movements")
                : Set.of("pupils", "promotion", "movements", "closing");
        return checks.stream().map(each -> each.unlinked(shut)).toList();
    }

    private void show(Context ctx) {
        var outside = rollover.outside();
        ctx.render("rollover/year-end.peb", db.read(handle -> model(ctx, handle, outside)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle, YearEnd.Outside outside) {
        var model = new HashMap<String, @Nullable Object>();
        var year = SchoolYears.findOpenYear(handle);
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("year", year.orElse(null));
        for (var optional : List.of("roll", "lines")) {
            model.put(optional, null);
        }
        model.put("same", false);
        model.put("past", "");
        if (year.isEmpty()) {
            return model;
        }
        var visitor = Web.visitor(ctx);
        var into = Rollover.findInto(handle, year.get().id());
        var out = Rollover.findOf(handle, year.get().id());
        // a year that has just begun tells how it began, until somebody works towards its end
        var begun = into.isPresent() && out.isEmpty() && Roll.listYears(handle).size() > 1;
        var roll = begun ? into : out;
        var checks = rollover.checks(
                handle, year.get(), outside, out.map(YearRoll::handed).orElse(null));
        model.put("begun", begun);
        model.put("steps", steps(rollover.reached(handle, year.get(), checks, roll)));
        model.put("checks", linked(checks, visitor));
        model.put("met", checks.stream().allMatch(Check::met));
        model.put("missing", checks.stream().filter(each -> !each.met()).count());
        model.put("shown", SHOWN);
        var offers = rollover.offers(handle, visitor.actor(), visitor.person(), roll);
        var deeds = new ArrayList<String>();
        offers.forEach(each -> deeds.add(each.name()));
        model.put("deeds", deeds);
        model.put("mayLook", !visitor.holds(Need.INSPECTOR));
        model.put("reads", reads(visitor));
        model.put(
                "mayPlan",
                rollover.offers(handle, visitor.actor(), visitor.person(), out).contains(Deed.PROPOSE));
        roll.ifPresent(each -> {
            var names = Rollover.names(handle, each);
            model.put("roll", view(each, names));
            model.put(
                    "past",
                    each.state() == YearRoll.State.ROLLED
                            ? rollover.past(handle, each).map(Enum::name).orElse("")
                            : "");
            if (each.state() == YearRoll.State.PROPOSED) {
                var typed = new HashMap<String, Course>();
                each.courses().forEach(course -> typed.put(course.homeroom(), course));
                var forecast = rollover.forecast(handle, year.get(), each.next(), typed);
                model.put("same", forecast.seal().equals(each.seal()));
                fill(handle, model, forecast);
            }
        });
        var held = rollover.listHeld(handle);
        model.put(
                "held",
                held.stream()
                        .filter(each -> each.held().state() == HeldPupil.State.HELD)
                        .count());
        return model;
    }

    /** Lần chuyển năm học, as the page tells it. */
    public record RollView(
            String id,
            String state,
            SchoolYear next,
            String from,
            int moves,
            String handed,
            String proposer,
            Instant proposedAt,
            String decider,
            @Nullable Instant decidedAt,
            String number,
            String answer,
            String asker,
            @Nullable Instant askedAt,
            String why,
            String undoer,
            @Nullable Instant undoneAt,
            String undoNumber) {}

    private static RollView view(YearRoll roll, Map<String, String> names) {
        var decided = roll.decided();
        var asked = roll.asked();
        var undone = roll.undone();
        return new RollView(
                roll.id(),
                roll.state().name(),
                roll.next(),
                roll.fromYear().replace('-', '–'),
                roll.moves(),
                Objects.requireNonNullElse(roll.handed(), ""),
                names.getOrDefault(roll.proposedBy(), ""),
                roll.proposedAt(),
                decided == null ? "" : names.getOrDefault(decided.by(), ""),
                decided == null ? null : decided.at(),
                decided == null ? "" : Objects.requireNonNullElse(decided.number(), ""),
                Objects.requireNonNullElse(roll.answer(), ""),
                asked == null ? "" : names.getOrDefault(asked.by(), ""),
                asked == null ? null : asked.at(),
                asked == null ? "" : asked.why(),
                undone == null ? "" : names.getOrDefault(undone.by(), ""),
                undone == null ? null : undone.at(),
                undone == null ? "" : Objects.requireNonNullElse(undone.number(), ""));
    }

    private static List<StepLine> steps(Set<Step> reached) {
        var next = Arrays.stream(Step.values())
                .filter(each -> !reached.contains(each))
                .findFirst();
        return Arrays.stream(Step.values())
                .map(each -> new StepLine(
                        each.name(),
                        reached.contains(each) ? "done" : next.equals(Optional.of(each)) ? "next" : "later"))
                .toList();
    }

    private static void fill(Handle handle, Map<String, @Nullable Object> model, Forecast forecast) {
        var names = new HashMap<String, String>();
        Roll.listHomerooms(handle, forecast.year().id()).forEach(each -> names.put(each.id(), each.name()));
        model.put(
                "lines",
                forecast.lines().stream()
                        .map(each -> new PlanLine(
                                each.homeroom().id(),
                                each.homeroom().name(),
                                each.last(),
                                each.course().up(),
                                each.course().stay(),
                                each.count(Way.UP),
                                each.count(Way.STAYS),
                                each.count(Way.FINISHES),
                                each.count(Way.HELD),
                                each.count(Way.LEAVES),
                                each.count(Way.UNDECIDED)))
                        .toList());
        var seats = forecast.seats();
        var rooms = new ArrayList<RoomLine>();
        forecast.rooms()
                .forEach((name, grade) -> rooms.add(new RoomLine(
                        name, grade, seats.getOrDefault(name, List.<Pupil>of()).size())));
        model.put("rooms", rooms);
        var apart = new ArrayList<PupilLine>();
        for (var way : List.of(Way.STAYS, Way.HELD, Way.LEAVES, Way.UNDECIDED)) {
            forecast.all(way)
                    .forEach(each -> apart.add(new PupilLine(
                            each.pupil().id(),
                            each.pupil().name().full(),
                            each.pupil().birthDate(),
                            names.getOrDefault(each.place().homeroom(), ""),
                            way.name())));
        }
        model.put("apart", apart);
        model.put("goesUp", forecast.count(Way.UP));
        model.put("stays", forecast.count(Way.STAYS));
        model.put("finishes", forecast.count(Way.FINISHES));
        model.put("waits", forecast.count(Way.HELD));
        model.put("leaves", forecast.count(Way.LEAVES));
        model.put("undecided", forecast.count(Way.UNDECIDED));
        model.put("next", forecast.next());
    }

    /** Đề nghị đã gõ; faulty where a date cannot be read. */
    private record Typed(
            @Nullable LocalDate starts, @Nullable LocalDate ends, Map<String, Course> courses) {}

    private static Typed typed(Context ctx) {
        var courses = new HashMap<String, Course>();
        var names = ctx.method().name().equals("GET")
                ? ctx.queryParamMap().keySet()
                : ctx.formParamMap().keySet();
        for (var name : names) {
            if (name.startsWith("stay.")) {
                var homeroom = name.substring("stay.".length());
                courses.put(homeroom, new Course(homeroom, Web.text(ctx, "up." + homeroom), Web.text(ctx, name)));
            }
        }
        return new Typed(day(Web.text(ctx, "starts")), day(Web.text(ctx, "ends")), courses);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }

    private void plan(Context ctx) {
        plan(ctx, "");
    }

    private void plan(Context ctx, String trouble) {
        var outside = rollover.outside();
        var handed = Web.text(ctx, "handed");
        var typed = typed(ctx);
        var model = db.read(handle -> {
            var shown = new HashMap<String, @Nullable Object>();
            var open = SchoolYears.findOpenYear(handle);
            if (open.isEmpty()) {
                return shown;
            }
            var year = open.get();
            var usual = Rollover.following(year);
            var starts = typed.starts() == null ? usual.starts() : typed.starts();
            var ends = typed.ends() == null ? usual.ends() : typed.ends();
            var next = new SchoolYear(SchoolYear.idOf(starts), starts, ends, SchoolYear.State.OPEN);
            var forecast = rollover.forecast(handle, year, next, typed.courses());
            fill(handle, shown, forecast);
            var checks = rollover.checks(handle, year, outside, handed);
            var visitor = Web.visitor(ctx);
            var roll = Rollover.findOf(handle, year.id());
            shown.put("year", year);
            shown.put("seal", forecast.seal());
            shown.put("handed", handed);
            shown.put("reads", reads(visitor));
            shown.put("checks", linked(checks, visitor));
            shown.put("met", checks.stream().allMatch(Check::met));
            shown.put("fault", forecast.fault(handle).map(Enum::name).orElse(""));
            shown.put(
                    "proposes",
                    rollover.offers(handle, visitor.actor(), visitor.person(), roll)
                            .contains(Deed.PROPOSE));
            return shown;
        });
        if (!model.containsKey("year")) {
            Web.refuse(ctx, Reason.NO_YEAR);
            return;
        }
        model.put("trouble", trouble);
        ctx.render("rollover/plan.peb", model);
    }

    private void propose(Context ctx) {
        var typed = typed(ctx);
        var starts = typed.starts();
        var ends = typed.ends();
        var outcome = starts == null || ends == null
                ? new Refused(Reason.BAD_DATES)
                : rollover.propose(
                        Web.actor(ctx),
                        Web.visitor(ctx).person(),
                        new Rollover.Wish(
                                starts, ends, typed.courses(), Web.text(ctx, "handed"), Web.text(ctx, "seal")));
        switch (outcome) {
            case Done done -> ctx.redirect(HOME + "?done=proposed", HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                plan(ctx, "rollover.reason." + reason.name());
            }
        }
    }

    private void close(Context ctx, Deed deed) {
        answer(
                ctx,
                rollover.close(
                        Web.actor(ctx),
                        Web.visitor(ctx).person(),
                        ctx.pathParam("roll"),
                        deed,
                        Web.text(ctx, "reason")),
                HOME + "?done=" + (deed == Deed.WITHDRAW ? "withdrawn" : "refused"));
    }

    private void confirm(Context ctx) {
        answer(
                ctx,
                rollover.confirm(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("roll"), Web.text(ctx, "decision")),
                HOME + "?done=rolled");
    }

    private void askUndo(Context ctx) {
        answer(
                ctx,
                rollover.askUndo(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("roll"), Web.text(ctx, "reason")),
                HOME + "?done=asked");
    }

    private void keep(Context ctx) {
        answer(
                ctx,
                rollover.refuseUndo(Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("roll")),
                HOME + "?done=kept");
    }

    private void undo(Context ctx) {
        answer(
                ctx,
                rollover.undo(
                        Web.actor(ctx), Web.visitor(ctx).person(), ctx.pathParam("roll"), Web.text(ctx, "decision")),
                HOME + "?done=undone");
    }

    private void held(Context ctx) {
        var visitor = Web.visitor(ctx);
        var lines = db.read(handle -> rollover.listHeld(handle).stream()
                .map(each -> line(handle, each))
                .toList());
        var model = new HashMap<String, @Nullable Object>();
        model.put("lines", lines);
        model.put("reads", reads(visitor));
        model.put("places", visitor.holds(Need.CLERK) || visitor.holds(Need.ADMIN));
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        ctx.render("rollover/held.peb", model);
    }

    private static HeldLine line(Handle handle, Rollover.Waiting each) {
        return new HeldLine(
                each.held().schoolYear(),
                each.pupil().id(),
                each.pupil().name().full(),
                each.pupil().birthDate(),
                each.from().name(),
                each.fate().name(),
                each.held().state().name(),
                Roll.findHomeroom(handle, each.held().place())
                        .map(Homeroom::name)
                        .orElse(""),
                each.last() && each.fate() == YearEnd.Fate.UP,
                each.rooms());
    }

    private void place(Context ctx) {
        answer(
                ctx,
                rollover.place(
                        Web.visitor(ctx), Web.text(ctx, "year"), Web.text(ctx, "pupil"), Web.text(ctx, "homeroom")),
                HELD + "?done=placed");
    }

    private static void answer(Context ctx, Outcome outcome, String next) {
        switch (outcome) {
            case Done done -> ctx.redirect(next, HttpStatus.SEE_OTHER);
            case Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
