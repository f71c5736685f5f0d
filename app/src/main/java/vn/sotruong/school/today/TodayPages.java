package vn.sotruong.school.today;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.gradebook.SheetViews.ClassSubject;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.outbox.Outbox;

/** Trang đầu sau khi đăng nhập. */
public final class TodayPages implements Pages {
    private static final int SHOWN = 8;
    private static final Duration COUNTED_ANEW = Duration.ofMinutes(1);
    private static final int MANY = 3;
    /** What has words for several of it. */
    private static final Map<String, String> SEVERAL = Map.of(
            "windows.told.open", "windows.told.open.several",
            "windows.told.coming", "windows.told.coming.several",
            "progress.told.missing", "progress.told.missing.several",
            "progress.told.late", "progress.told.late.several");

    private static final int FIRST_SEMESTER = 1;
    private static final int SECOND_SEMESTER = 2;
    private static final int SECOND_BEGINS = 1;
    private static final int YEAR_BEGINS = 8;

    private final Database db;
    private final SheetViews sheets;
    private final Locks locks;
    private final Outbox outbox;
    private final List<Reminders> reminders;
    private final Clock clock;
    private final Map<List<String>, Waits> waits = new ConcurrentHashMap<>();

    /** Số việc chờ ở tư cách kia, as it was counted a moment ago: every page shows it. */
    private record Waits(int count, Instant at) {}

    public TodayPages(
            Database db, SheetViews sheets, Locks locks, Outbox outbox, List<Reminders> reminders, Clock clock) {
        this.db = db;
        this.sheets = sheets;
        this.locks = locks;
        this.outbox = outbox;
        this.reminders = List.copyOf(reminders);
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get("/", this::show, Need.SIGNED_IN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(MenuEntry.Group.WORK, 0, "today.menu", "house", "/", Need.SIGNED_IN));
    }

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        var leads = visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD);
        var teaches = visitor.holds(Need.ENTER_MARKS);
        var status = outbox.status();
        var model = new HashMap<String, Object>();
        model.put("teaches", teaches);
        model.put("leads", leads);
        var semester = semester(status.now().atZone(Formats.ZONE).toLocalDate());
        model.put("semester", semester);
        model.put("term", "I".repeat(semester));
        model.put(
                "subjects",
                (teaches ? sheets.list(new Teacher(visitor.actor(), visitor.person())) : List.<ClassSubject>of())
                        .stream()
                                .collect(Collectors.groupingBy(
                                        ClassSubject::subjectName, LinkedHashMap::new, Collectors.toList())));
        model.put("drafts", teaches ? sheets.waiting(new Teacher(visitor.actor(), visitor.person())) : List.of());
        model.put("status", status);
        model.put("level", status.level().name());
        model.put("enrolled", status.office() != null);
        model.put("waitingLocks", leads ? db.read(locks::listWaiting).size() : 0);
        var told = grouped(reminders(visitor));
        model.put("reminders", told.stream().limit(SHOWN).toList());
        model.put("rest", told.stream().skip(SHOWN).toList());
        ctx.render("today/today.peb", model);
    }

    /** What is wrong comes first, what is merely told last; many of one kind that lead to one page are one line. */
    static List<Notice> grouped(List<Notice> notices) {
        return notices.stream()
                .sorted(Comparator.comparing(Notice::tone, Comparator.reverseOrder()))
                .collect(Collectors.groupingBy(
                        each -> List.of(each.key(), each.path()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(TodayPages::together)
                .toList();
    }

    private static Stream<Notice> together(List<Notice> same) {
        var first = same.getFirst();
        var several = SEVERAL.get(first.key());
        return several == null || same.size() < MANY
                ? same.stream()
                : Stream.of(new Notice(
                        first.tone(),
                        several,
                        List.of(String.valueOf(same.size()), about(same)),
                        first.path(),
                        first.needs()));
    }

    private static String about(List<Notice> same) {
        return same.stream().flatMap(each -> each.given().stream().limit(1)).collect(Collectors.joining(", "));
    }

    @Override
    public int waits(Visitor elsewhere) {
        var now = clock.instant();
        return waits.compute(
                        List.of(elsewhere.account(), elsewhere.capacity().name()),
                        (_, known) -> known != null
                                        && now.isBefore(known.at().plus(COUNTED_ANEW))
                                        && !now.isBefore(known.at())
                                ? known
                                : new Waits(count(elsewhere), now))
                .count();
    }

    private int count(Visitor elsewhere) {
        return (int) reminders(elsewhere).stream()
                .filter(each -> each.tone() != Notice.Tone.TOLD)
                .count();
    }

    private List<Notice> reminders(Visitor visitor) {
        return db.read(handle -> reminders.stream()
                .flatMap(each -> each.of(handle, visitor).stream())
                .toList());
    }

    /** The second term of a school year runs from January to July. */
    private static int semester(LocalDate day) {
        var month = day.getMonthValue();
        return month >= SECOND_BEGINS && month < YEAR_BEGINS ? SECOND_SEMESTER : FIRST_SEMESTER;
    }
}
