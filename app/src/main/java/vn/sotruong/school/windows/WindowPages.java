package vn.sotruong.school.windows;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;
import vn.sotruong.school.windows.WindowPolicy.Deed;

/** Trang đợt nhập: what is open and until when, for everybody; publishing, proposing and extending, for whoever may. */
public final class WindowPages implements Pages {
    private static final String HOME = "/windows";
    private static final Need[] READERS = {
        Need.BOARD, Need.ENTER_MARKS, Need.HOMEROOM, Need.DEPARTMENT_HEAD, Need.CLERK, Need.INSPECTOR
    };
    private static final Set<String> DEEDS = Set.of(
            "published", "proposed", "approved", "refused", "taken-back", "withdrawn", "extended", "given", "declined");
    private static final List<String> TYPED =
            List.of("semester", "name", "scope", "subject", "opens", "closes", "document");
    private static final List<String> SECONDARY = List.of("tx1", "tx2", "tx3", "tx4", "gk", "ck");
    private static final List<String> PRIMARY = List.of("mgk", "gk", "pcgk", "mck", "ck", "pcck");
    private static final List<String> PRESCHOOL = List.of("qsdn", "qsgn", "qscn");
    private static final LocalTime EVENING = LocalTime.of(17, 0);
    private static final int SECOND_BEGINS = 1;
    private static final int YEAR_BEGINS = 8;
    private static final int MOST_PAST = 30;
    private static final Messages WORDS = Messages.of(WindowPages.class);

    private final Windows windows;

    public WindowPages(Windows windows) {
        this.windows = windows;
    }

    /**
     * Một dòng: one window as the page shows it.
     *
     * @param extensions what was done with its end, the oldest first
     */
    public record Line(
            Window window,
            String phase,
            String scope,
            String cols,
            String by,
            String proposer,
            String ender,
            List<Extension> extensions,
            Set<String> may) {}

    /** Một lần gia hạn, hay một quyết định không gia hạn. */
    public record Extension(String kind, @Nullable Instant until, String reason, String by, Instant at) {}

    /** Một đề xuất bù giờ. */
    public record Offer(Pause pause, String scope, long minutes, Instant until) {}

    /** Một sự cố với mọi đợt nhập mà nó làm gián đoạn; the first stands for them where all are decided at once. */
    public record Loss(String what, boolean lasts, List<Offer> offers) {
        public Offer first() {
            return offers.getFirst();
        }
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.PRINCIPAL, READERS);
        at.post(HOME + "/publish", this::publish, Need.PRINCIPAL);
        at.post(HOME + "/propose", this::propose, Need.PRINCIPAL, Need.BOARD);
        at.post(HOME + "/{window}/approve", this::approve, Need.PRINCIPAL);
        at.post(HOME + "/{window}/refuse", this::refuse, Need.PRINCIPAL);
        at.post(HOME + "/{window}/take-back", this::takeBack, Need.PRINCIPAL, Need.BOARD);
        at.post(HOME + "/{window}/withdraw", this::withdraw, Need.PRINCIPAL);
        at.post(HOME + "/{window}/extend", this::extend, Need.PRINCIPAL);
        at.post(HOME + "/{window}/give-back", this::giveBack, Need.PRINCIPAL);
        at.post(HOME + "/{window}/decline", this::decline, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(MenuEntry.Group.WORK, 45, "windows.menu", "clock", HOME, Need.PRINCIPAL, READERS));
    }

    private void show(Context ctx) {
        show(ctx, null);
    }

    private void show(Context ctx, @Nullable Reason trouble) {
        ctx.render("windows/windows.peb", windows.db().read(handle -> model(ctx, handle, trouble)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle, @Nullable Reason trouble) {
        var visitor = Web.visitor(ctx);
        var model = new HashMap<String, @Nullable Object>();
        var year = SchoolYears.findOpenYear(handle);
        var homerooms = year.map(open -> Roll.listHomerooms(handle, open.id())).orElse(List.of());
        var subjects = SchoolYears.listSubjects(handle);
        var offers = windows.offers(handle, visitor.actor(), visitor.person(), null);
        model.put("year", year.orElse(null));
        model.put("ended", SchoolYears.findLastEnded(handle).orElse(null));
        model.put("publishes", offers.contains(Deed.PUBLISH));
        model.put("proposes", offers.contains(Deed.PROPOSE) && !offers.contains(Deed.PUBLISH));
        model.put(
                "grades",
                homerooms.stream().map(Homeroom::grade).distinct().sorted().toList());
        model.put("homerooms", homerooms);
        model.put("subjects", subjects);
        model.put("columns", columns(handle));
        model.put("done", DEEDS.contains(Web.text(ctx, "done")) ? Web.text(ctx, "done") : "");
        model.put("trouble", trouble == null ? "" : trouble.key());
        model.put("typed", typed(ctx, trouble != null, year));
        var extended = trouble == null || !ctx.path().endsWith("/extend") ? "" : id(ctx);
        model.put("extended", extended);
        model.put("until", extended.isEmpty() ? "" : Web.text(ctx, "until"));
        model.put("reason", extended.isEmpty() ? "" : Web.text(ctx, "reason"));
        model.put("ticked", trouble == null ? List.of() : ctx.formParams("col"));
        var words = new Words(handle, homerooms, subjects, Web.language(ctx));
        var lines = year.map(open -> lines(handle, visitor, open, words)).orElse(List.of());
        model.put("waiting", of(lines, Window.Phase.PROPOSED));
        model.put("open", of(lines, Window.Phase.OPEN));
        model.put("coming", of(lines, Window.Phase.COMING));
        model.put("past", past(lines));
        model.put("losses", offers.contains(Deed.PUBLISH) ? losses(handle, words) : List.of());
        return model;
    }

    private static List<String> columns(Handle handle) {
        return SchoolYears.findSchool(handle)
                .flatMap(school -> Level.find(school.level()))
                .map(level -> level == Level.TH ? PRIMARY : level == Level.MN ? PRESCHOOL : SECONDARY)
                .orElse(SECONDARY);
    }

    private static List<Line> of(List<Line> lines, Window.Phase phase) {
        return lines.stream().filter(each -> each.phase().equals(phase.name())).toList();
    }

    private static List<Line> past(List<Line> lines) {
        return lines.stream()
                .filter(each -> each.window().state() != Window.State.PROPOSED
                        && (each.phase().equals(Window.Phase.ENDED.name())
                                || each.window().ending() != null))
                .sorted(Comparator.comparing((Line each) -> each.window().closes())
                        .reversed())
                .limit(MOST_PAST)
                .toList();
    }

    private List<Line> lines(Handle handle, Visitor visitor, SchoolYear year, Words words) {
        var now = windows.now();
        var ended = SchoolYears.findLastEnded(handle);
        var deeds = Stream.concat(
                        ended.stream().flatMap(each -> Windows.listDeeds(handle, each.id()).stream()),
                        Windows.listDeeds(handle, year.id()).stream())
                .collect(Collectors.groupingBy(WindowDeed::window));
        var summers = ended.stream()
                .flatMap(each -> Windows.list(handle, each.id()).stream())
                .filter(each ->
                        each.semester() == Windows.SUMMER && each.closes().isAfter(now));
        var lines = new ArrayList<Line>();
        for (var window :
                Stream.concat(summers, Windows.list(handle, year.id()).stream()).toList()) {
            // what was not published yet is nobody's but those who decide it
            var open = window.publication() != null;
            if (!open && !visitor.holds(Need.PRINCIPAL) && !visitor.holds(Need.BOARD)) {
                continue;
            }
            lines.add(new Line(
                    window,
                    window.phase(now).name(),
                    words.scope(window),
                    words.columns(window),
                    words.name(window.publication()),
                    words.name(window.proposal()),
                    words.name(window.ending()),
                    deeds.getOrDefault(window.id(), List.of()).stream()
                            .map(deed -> new Extension(
                                    deed.kind().name(), deed.until(), deed.reason(), words.name(deed.by()), deed.at()))
                            .toList(),
                    windows.offers(handle, visitor.actor(), visitor.person(), window).stream()
                            .map(Enum::name)
                            .collect(Collectors.toSet())));
        }
        return lines;
    }

    private List<Loss> losses(Handle handle, Words words) {
        var now = windows.now();
        var byIncident = Windows.pauses(handle, now).stream()
                .collect(Collectors.groupingBy(Pause::incident, LinkedHashMap::new, Collectors.toList()));
        return byIncident.values().stream()
                .map(pauses -> new Loss(
                        pauses.getFirst().what(), pauses.stream().anyMatch(Pause::lasts), offers(words, pauses, now)))
                .toList();
    }

    private static List<Offer> offers(Words words, List<Pause> pauses, Instant now) {
        return pauses.stream()
                .map(pause -> new Offer(
                        pause,
                        words.scope(pause.window()),
                        pause.lost().toMinutes(),
                        (pause.ended() ? now : pause.window().closes()).plus(pause.lost())))
                .toList();
    }

    /** Cách nói: scope, columns and names in the visitor's language. */
    private record Words(
            Handle handle, Map<String, String> homerooms, Map<String, String> subjects, Language language) {
        Words(Handle handle, List<Homeroom> homerooms, List<Subject> subjects, Language language) {
            this(
                    handle,
                    homerooms.stream().collect(Collectors.toMap(Homeroom::id, Homeroom::name)),
                    subjects.stream().collect(Collectors.toMap(Subject::id, Subject::name)),
                    language);
        }

        String scope(Window window) {
            var grade = window.grade();
            var homeroom = window.homeroom();
            var subject = window.subject();
            var where = homeroom != null
                    ? WORDS.get(language, "windows.scope.homeroom", homerooms.getOrDefault(homeroom, ""))
                    : grade != null
                            ? WORDS.get(language, "windows.scope.grade", grade)
                            : WORDS.get(language, "windows.scope.school");
            var what = subject == null
                    ? WORDS.get(language, "windows.scope.subjects")
                    : subjects.getOrDefault(subject, subject);
            return where + ", " + what;
        }

        String columns(Window window) {
            return window.cols().isEmpty()
                    ? WORDS.get(language, "windows.col.all")
                    : window.columns().stream()
                            .map(col -> WORDS.get(language, "windows.col." + col))
                            .collect(Collectors.joining(", "));
        }

        String name(Window.@Nullable Deed deed) {
            return deed == null ? "" : name(deed.by());
        }

        String name(String staff) {
            return People.findStaff(handle, staff)
                    .map(each -> each.name().full())
                    .orElse("");
        }
    }

    /** What was typed stands again where it was refused; a fresh form proposes the rest of this term. */
    private Map<String, String> typed(Context ctx, boolean again, Optional<SchoolYear> year) {
        var typed = new LinkedHashMap<String, String>();
        TYPED.forEach(field -> typed.put(field, again ? Web.text(ctx, field) : ""));
        if (again || year.isEmpty()) {
            return typed;
        }
        var now = LocalDateTime.ofInstant(windows.now(), Formats.ZONE);
        var second = now.getMonthValue() >= SECOND_BEGINS && now.getMonthValue() < YEAR_BEGINS;
        var end = second ? year.get().ends() : year.get().starts().plusDays(130);
        typed.put("semester", second ? "2" : "1");
        typed.put("opens", Typed.field(windows.now()));
        var last = end.isAfter(now.toLocalDate()) ? end : now.toLocalDate().plusDays(14);
        typed.put(
                "closes", Typed.field(last.atTime(EVENING).atZone(Formats.ZONE).toInstant()));
        return typed;
    }

    private void publish(Context ctx) {
        plan(ctx)
                .ifPresentOrElse(
                        plan -> answer(ctx, windows.publish(Web.actor(ctx), person(ctx), plan), "published"),
                        () -> refused(ctx, Reason.BAD_TIME));
    }

    private void propose(Context ctx) {
        plan(ctx)
                .ifPresentOrElse(
                        plan -> answer(ctx, windows.propose(Web.actor(ctx), person(ctx), plan), "proposed"),
                        () -> refused(ctx, Reason.BAD_TIME));
    }

    private static Optional<Plan> plan(Context ctx) {
        var opens = Typed.moment(Web.text(ctx, "opens"));
        var closes = Typed.moment(Web.text(ctx, "closes"));
        if (opens.isEmpty() || closes.isEmpty()) {
            return Optional.empty();
        }
        var scope = Web.text(ctx, "scope");
        var grade = scope.matches("g-?[0-9]{1,2}") ? Integer.valueOf(scope.substring(1)) : null;
        var homeroom = scope.isEmpty() || grade != null ? null : scope;
        var subject = Web.text(ctx, "subject");
        return Optional.of(new Plan(
                semester(Web.text(ctx, "semester").replaceAll("^3/.*", "3")),
                Web.text(ctx, "semester").startsWith("3/")
                        ? Web.text(ctx, "semester").substring(2)
                        : null,
                Web.text(ctx, "name"),
                grade,
                homeroom,
                subject.isEmpty() ? null : subject,
                new HashSet<>(ctx.formParams("col")),
                opens.get(),
                closes.get(),
                Web.text(ctx, "document")));
    }

    private static int semester(String text) {
        return text.matches("[123]") ? Integer.parseInt(text) : 0;
    }

    private void approve(Context ctx) {
        answer(ctx, windows.approve(Web.actor(ctx), person(ctx), id(ctx)), "approved");
    }

    private void refuse(Context ctx) {
        answer(ctx, windows.refuse(Web.actor(ctx), person(ctx), id(ctx), Web.text(ctx, "reason")), "refused");
    }

    private void takeBack(Context ctx) {
        answer(ctx, windows.takeBack(Web.actor(ctx), person(ctx), id(ctx), Web.text(ctx, "reason")), "taken-back");
    }

    private void withdraw(Context ctx) {
        answer(ctx, windows.withdraw(Web.actor(ctx), person(ctx), id(ctx), Web.text(ctx, "reason")), "withdrawn");
    }

    private void extend(Context ctx) {
        var until = Typed.moment(Web.text(ctx, "until"));
        var base = Web.text(ctx, "base");
        if (until.isEmpty() || !base.matches("[0-9]{1,15}")) {
            refused(ctx, Reason.BAD_TIME);
            return;
        }
        answer(
                ctx,
                windows.extend(
                        Web.actor(ctx),
                        person(ctx),
                        id(ctx),
                        Long.parseLong(base),
                        until.get(),
                        Web.text(ctx, "reason")),
                "extended");
    }

    private void giveBack(Context ctx) {
        var incident = Web.text(ctx, "incident");
        answer(
                ctx,
                all(ctx)
                        ? windows.giveBackAll(Web.actor(ctx), person(ctx), incident)
                        : windows.giveBack(Web.actor(ctx), person(ctx), id(ctx), incident),
                "given");
    }

    private void decline(Context ctx) {
        var incident = Web.text(ctx, "incident");
        var why = Web.text(ctx, "reason");
        answer(
                ctx,
                all(ctx)
                        ? windows.declineAll(Web.actor(ctx), person(ctx), incident, why)
                        : windows.decline(Web.actor(ctx), person(ctx), id(ctx), incident, why),
                "declined");
    }

    /** Whether the decision is about every window of that incident. */
    private static boolean all(Context ctx) {
        return Web.text(ctx, "all").equals("1");
    }

    private void answer(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Outcome.Done _ -> ctx.redirect(HOME + "?done=" + deed, HttpStatus.SEE_OTHER);
            case Outcome.Refused(var reason) -> refused(ctx, reason);
        }
    }

    private void refused(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        show(ctx, reason);
    }

    private static String id(Context ctx) {
        return ctx.pathParam("window");
    }

    private static String person(Context ctx) {
        return Web.visitor(ctx).person();
    }
}
