package vn.sotruong.school.safekeeping;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.board.ArchiveKeys;

/** Trang sao lưu: the sets, the media they lie on, the last drill; and two buttons whose work goes on by itself. */
public final class BackupPages implements Pages {
    private static final int SHOWN = 30;
    private static final int NIGHTS = 14;
    private static final Duration STALE = Duration.ofDays(7);
    private static final Set<String> SAID = Set.of("began", "busy", "hour");

    private final Database db;
    private final Safekeeping safekeeping;
    private final Watchman watchman;
    private final ArchiveKeys archive;
    private final MediaResults media;
    private final Clock clock;

    public BackupPages(
            Database db,
            Safekeeping safekeeping,
            Watchman watchman,
            ArchiveKeys archive,
            DataFolder data,
            Clock clock) {
        this.db = db;
        this.safekeeping = safekeeping;
        this.watchman = watchman;
        this.archive = archive;
        this.media = new MediaResults(data.spool().resolve(MediaResults.FOLDER));
        this.clock = clock;
    }

    /** Lý do từ chối của trang này. */
    public enum Reason {
        BAD_HOUR,
        NO_VALID_BOARD
    }

    /**
     * Một dòng của bảng.
     *
     * @param megabytes with one decimal
     * @param where {@code inside} this machine, {@code pruned} from it, or {@code elsewhere}: on the machine before it
     */
    public record Line(
            String name, Session session, Instant madeAt, double megabytes, String where, List<Place> places) {}

    /** Nơi đã ghi. */
    public record Place(String kind, String look, Instant at) {}

    /** Ô của dải ngày. */
    public record Night(String day, String look) {}

    @Override
    public void routes(Routes at) {
        at.get("/backups", this::show, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
        at.post("/backups/take", this::take, Need.BOARD, Need.PRINCIPAL);
        at.post("/backups/rehearse", this::rehearse, Need.BOARD, Need.PRINCIPAL);
        at.post("/backups/hour", this::hour, Need.BOARD, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK,
                40,
                "safekeeping.menu",
                "database-backup",
                "/backups",
                Need.BOARD,
                Need.PRINCIPAL,
                Need.ADMIN));
    }

    private void show(Context ctx) {
        ctx.render("safekeeping/backups.peb", db.read(handle -> model(ctx, handle)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle) {
        var sets = safekeeping.list(handle);
        var here = sets.stream().filter(safekeeping::holds).toList();
        var results = media.list();
        var now = clock.instant();
        var model = new HashMap<String, @Nullable Object>();
        model.put(
                "lines",
                sets.stream()
                        .limit(SHOWN)
                        .map(set -> line(set, here.contains(set), results))
                        .toList());
        var nights = nights(sets, safekeeping.findLastRehearsal(handle), now);
        model.put("nights", nights);
        model.put("firstNight", nights.getFirst().day());
        model.put("newest", here.isEmpty() ? null : here.getFirst());
        model.put(
                "fresh", !here.isEmpty() && here.getFirst().madeAt().plus(STALE).isAfter(now));
        model.put("usb", verified(results, "usb", now));
        model.put("dvd", verified(results, "dvd", now));
        model.put("drill", safekeeping.findOwnRehearsal(handle).orElse(null));
        model.put("hour", safekeeping.hour(handle).toString());
        model.put("working", watchman.working());
        model.put("refusal", refusal());
        model.put("hasKey", archive.find(handle).isPresent());
        model.put(
                "mayAct", Web.visitor(ctx).holds(Need.BOARD) || Web.visitor(ctx).holds(Need.PRINCIPAL));
        model.put("said", SAID.contains(Web.text(ctx, "said")) ? Web.text(ctx, "said") : "");
        return model;
    }

    private @Nullable String refusal() {
        return watchman.last()
                .filter(Taking.Refused.class::isInstance)
                .map(taking -> ((Taking.Refused) taking).reason().name())
                .orElse(null);
    }

    private static Line line(BackupSet set, boolean here, List<MediaResults.Result> results) {
        var places = new ArrayList<Place>();
        var kinds = new HashSet<String>();
        for (var result : results) {
            if (result.set().equals(set.name()) && kinds.add(result.kind())) {
                places.add(new Place(result.kind(), look(result), result.at()));
            }
        }
        return new Line(
                set.name(),
                set.session(),
                set.madeAt(),
                Math.round(set.bytes() / 100_000.0) / 10.0,
                set.pruned() ? "pruned" : here ? "inside" : "elsewhere",
                places);
    }

    private static String look(MediaResults.Result result) {
        return switch (result.state()) {
            case "VERIFIED" -> "ok";
            case "WAITING", "WRITTEN" -> "warn";
            default -> "bad";
        };
    }

    /** The newest medium of a kind that was read back, with the days since. */
    private static @Nullable Map<String, Object> verified(List<MediaResults.Result> results, String kind, Instant now) {
        return results.stream()
                .filter(result -> result.kind().equals(kind) && result.verified())
                .findFirst()
                .map(result -> Map.<String, Object>of(
                        "at",
                        result.at(),
                        "days",
                        Duration.between(result.at(), now).toDays()))
                .orElse(null);
    }

    /** The last fortnight: a set that night, a set that was drilled, or none. */
    private static List<Night> nights(List<BackupSet> sets, Optional<Rehearsal> drill, Instant now) {
        var nights = new ArrayList<Night>();
        for (var back = NIGHTS - 1; back >= 0; back--) {
            var until = now.minus(Duration.ofDays(back));
            var from = until.minus(Duration.ofDays(1));
            var made = sets.stream()
                    .filter(set -> set.madeAt().isAfter(from) && !set.madeAt().isAfter(until))
                    .toList();
            var drilled = drill.isPresent()
                    && drill.get().sound()
                    && made.stream().anyMatch(set -> set.id().equals(drill.get().set()));
            nights.add(new Night(
                    until.atZone(Formats.ZONE).toLocalDate().toString(),
                    made.isEmpty() ? "none" : drilled ? "drilled" : "made"));
        }
        return nights;
    }

    private void take(Context ctx) {
        if (!db.<Boolean>read(safekeeping::boardSits)) {
            Web.refuse(ctx, Reason.NO_VALID_BOARD);
            return;
        }
        var session = switch (Web.text(ctx, "session")) {
            case "HK1" -> Session.HK1;
            case "NAM" -> Session.NAM;
            default -> Session.ASKED;
        };
        back(ctx, watchman.ask(Web.actor(ctx), session) ? "began" : "busy");
    }

    private void rehearse(Context ctx) {
        back(ctx, watchman.askRehearsal(Web.actor(ctx)) ? "began" : "busy");
    }

    private void hour(Context ctx) {
        if (!db.<Boolean>read(safekeeping::boardSits)) {
            Web.refuse(ctx, Reason.NO_VALID_BOARD);
            return;
        }
        try {
            var hour = LocalTime.parse(Web.text(ctx, "at")).withSecond(0).withNano(0);
            safekeeping.schedule(Web.actor(ctx), hour);
            back(ctx, "hour");
        } catch (DateTimeParseException e) {
            Web.refuse(ctx, Reason.BAD_HOUR);
        }
    }

    private static void back(Context ctx, String said) {
        ctx.redirect("/backups?said=" + said, HttpStatus.SEE_OTHER);
    }
}
