package vn.sotruong.office.overview;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.office.intake.Intake;
import vn.sotruong.office.intake.Standing;
import vn.sotruong.office.marks.SchoolMarks;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.office.registry.School;

/** Trang tổng quan, trang một trường, và bảng điểm chỉ để xem. */
public final class OverviewPages implements Pages {
    private static final int BUNDLES_SHOWN = 50;

    private final Database db;
    private final Registry registry;
    private final Intake intake;
    private final Clock clock;

    public OverviewPages(Database db, Registry registry, Intake intake, Clock clock) {
        this.db = db;
        this.registry = registry;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get("/", this::overview, Need.OFFICE);
        at.get("/schools/{school}", this::school, Need.OFFICE);
        at.get("/schools/{school}/receipts/{n}", this::receipt, Need.OFFICE);
        at.get("/schools/{school}/classes/{homeroom}", this::homeroom, Need.OFFICE);
        at.post("/schools/{school}/alarms/{n}/settle", this::settle, Need.OFFICE_ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(MenuEntry.Group.WORK, 10, "overview.menu", "house", "/", Need.OFFICE));
    }

    private void overview(Context ctx) {
        var now = clock.instant();
        var standings =
                intake.listStandings().stream().collect(Collectors.toMap(Standing::school, Function.identity()));
        var lines = registry.listSchools().stream()
                .map(school -> SchoolLine.of(
                        school, standings.getOrDefault(school.code(), Standing.nothing(school.code())), now))
                .sorted(Comparator.comparing(SchoolLine::level)
                        .thenComparing(
                                Comparator.comparingLong(SchoolLine::hours).reversed()))
                .toList();
        ctx.render(
                "overview/overview.peb",
                Map.of(
                        "schools", lines,
                        "fine", count(lines, SchoolLine.Level.FINE),
                        "quiet", count(lines, SchoolLine.Level.QUIET),
                        "silent", count(lines, SchoolLine.Level.SILENT),
                        "never", count(lines, SchoolLine.Level.NEVER),
                        "trouble", count(lines, SchoolLine.Level.TROUBLE)));
    }

    private static long count(List<SchoolLine> lines, SchoolLine.Level level) {
        return lines.stream().filter(line -> line.level() == level).count();
    }

    private void school(Context ctx) {
        var school = requireSchool(ctx);
        var standing = intake.listStandings().stream()
                .filter(each -> each.school().equals(school.code()))
                .findFirst()
                .orElse(Standing.nothing(school.code()));
        ctx.render(
                "overview/school.peb",
                Map.of(
                        "line", SchoolLine.of(school, standing, clock.instant()),
                        "alarms", intake.listAlarms(school.code()),
                        "holds", intake.listHolds(school.code()),
                        "bundles", intake.listBundles(school.code(), BUNDLES_SHOWN),
                        "homerooms", db.read(handle -> SchoolMarks.listHomerooms(handle, school.code())),
                        "maySettle", Web.visitor(ctx).holds(Need.OFFICE_ADMIN)));
    }

    private void receipt(Context ctx) {
        var school = requireSchool(ctx);
        var n = ctx.pathParam("n");
        var receipt = n.matches("[0-9]{1,15}")
                ? intake.findReceipt(school.code(), Long.parseLong(n)).orElseThrow(NotFoundResponse::new)
                : notFound();
        ctx.contentType("application/cms");
        ctx.header("Content-Disposition", "attachment; filename=\"" + school.code() + "-receipt-" + n + ".p7m\"");
        ctx.result(receipt.p7m());
    }

    private static Intake.SignedReceipt notFound() {
        throw new NotFoundResponse();
    }

    private void homeroom(Context ctx) {
        var school = requireSchool(ctx);
        var asked = Web.text(ctx, "sheet");
        var id = ctx.pathParam("homeroom");
        ctx.render("overview/homeroom.peb", db.read(handle -> {
            var homeroom = SchoolMarks.findHomeroom(handle, school.code(), id).orElseThrow(NotFoundResponse::new);
            var sheets = SchoolMarks.listSheets(handle, school.code(), id);
            var shown = sheets.stream()
                    .filter(each -> asked.isEmpty() || each.id().equals(asked))
                    .limit(1)
                    .toList();
            var pupils = shown.isEmpty()
                    ? List.of()
                    : SchoolMarks.listMarks(
                            handle, school.code(), id, shown.getFirst().id());
            return Map.of(
                    "school", school,
                    "homeroom", homeroom,
                    "sheets", sheets,
                    "shown", shown,
                    "pupils", pupils);
        }));
    }

    private void settle(Context ctx) {
        var school = requireSchool(ctx);
        var visitor = Web.visitor(ctx);
        var n = ctx.pathParam("n");
        if (n.matches("[0-9]{1,15}")) {
            intake.settleAlarm(visitor.actor(), Long.parseLong(n));
        }
        ctx.redirect("/schools/" + school.code(), HttpStatus.SEE_OTHER);
    }

    private School requireSchool(Context ctx) {
        return registry.findSchool(ctx.pathParam("school")).orElseThrow(NotFoundResponse::new);
    }
}
