package vn.sotruong.school.safekeeping;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.safekeeping.PluggedIn.Thing;

/** Trang thẻ nhớ và đĩa: what is plugged in, also when nothing on it can be read; which sticks are the school's; what became of each writing. */
public final class StickPages implements Pages {
    private static final int SHOWN = 20;
    private static final Set<String> SAID = Set.of("ordered", "withdrawn");

    private final Database db;
    private final Sticks sticks;
    private final MediaResults media;

    public StickPages(Database db, Sticks sticks, DataFolder data) {
        this.db = db;
        this.sticks = sticks;
        this.media = new MediaResults(data.spool().resolve(MediaResults.FOLDER));
    }

    @Override
    public void routes(Routes at) {
        at.get("/media", this::show, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
        at.get("/media/enrol/{dev}", this::ask, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
        at.post("/media/enrol/{dev}", this::enrol, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
        at.get("/media/sticks/{stick}", this::one, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
        at.post("/media/sticks/{stick}/withdraw", this::withdraw, Need.BOARD, Need.PRINCIPAL, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                        MenuEntry.Group.WORK,
                        41,
                        "safekeeping.media.menu",
                        "usb",
                        "/media",
                        Need.BOARD,
                        Need.PRINCIPAL,
                        Need.ADMIN)
                .counting(visitor -> sticks.waiting()));
    }

    /**
     * Một dòng đang cắm hay đã rút.
     *
     * @param name what the school calls it, or empty
     * @param head the key of what it is
     * @param more the key of what to do, or empty
     */
    public record Line(Thing thing, String look, String name, String head, String more) {
        public String sign() {
            return signOf(look);
        }
    }

    /**
     * Một thẻ của trường.
     *
     * @param last the newest set that was found whole on it
     * @param why the key of the reason why it was refused, or empty
     */
    public record Own(Stick stick, boolean present, MediaResults.@Nullable Result last, String why) {
        public String sizeText() {
            return PluggedIn.sizeText(stick.bytes());
        }
    }

    /**
     * Một lần ghi.
     *
     * @param why the key of the reason, or empty
     */
    public record Writing(MediaResults.Result result, String look, String name, String why) {
        public String sign() {
            return signOf(look);
        }
    }

    private static String signOf(String look) {
        return switch (look) {
            case "ok" -> "circle-check";
            case "run" -> "refresh-cw";
            case "warn" -> "clock";
            case "off" -> "info";
            default -> "triangle-alert";
        };
    }

    /** The words for a code; a newer machine may tell one that this page does not know. */
    private static String codeKey(Context ctx, String code) {
        var key = "safekeeping.media.code." + code;
        return code.isEmpty() ? "" : Web.knows(ctx, key) ? key : "safekeeping.media.code.OTHER";
    }

    private static Line line(Context ctx, Thing thing, List<Stick> known) {
        var state = "safekeeping.media.state." + thing.state();
        var more = "safekeeping.media.more." + thing.state();
        return new Line(
                thing,
                look(thing),
                nameOf(known, thing),
                Web.knows(ctx, state) ? state : "safekeeping.media.state.OTHER",
                thing.disc() || thing.state().equals("PULLED") || thing.state().equals("FULL")
                        ? Web.knows(ctx, more) ? more : ""
                        : codeKey(ctx, thing.code()));
    }

    private void show(Context ctx) {
        sticks.tick();
        ctx.render("safekeeping/media.peb", db.read(handle -> model(ctx, handle)));
    }

    private Map<String, @Nullable Object> model(Context ctx, Handle handle) {
        var things = sticks.plugged().list();
        var known = sticks.list(handle);
        var results = media.list();
        var lines = things.stream().map(thing -> line(ctx, thing, known)).toList();
        var model = new HashMap<String, @Nullable Object>();
        model.put("box", sticks.plugged().isBox());
        model.put(
                "present", lines.stream().filter(line -> line.thing().present()).toList());
        model.put("gone", lines.stream().filter(line -> !line.thing().present()).toList());
        model.put("drive", things.stream().anyMatch(thing -> thing.disc() && thing.present()));
        model.put(
                "own",
                known.stream()
                        .filter(stick -> isShown(known, stick))
                        .limit(SHOWN)
                        .map(stick -> new Own(
                                stick,
                                isPresent(things, stick),
                                last(results, stick),
                                codeKey(ctx, stick.code() == null ? "" : stick.code())))
                        .toList());
        model.put(
                "writings",
                results.stream()
                        .limit(SHOWN)
                        .map(result -> new Writing(
                                result, look(result), nameOf(known, uuidOf(result)), codeKey(ctx, result.reason())))
                        .toList());
        model.put(
                "working",
                things.stream().anyMatch(Thing::busy)
                        || known.stream().anyMatch(stick -> stick.state() == Stick.State.ORDERED));
        model.put("said", SAID.contains(Web.text(ctx, "said")) ? Web.text(ctx, "said") : "");
        return model;
    }

    /** A refusal is news until the same stick was tried again. */
    private static boolean isShown(List<Stick> known, Stick stick) {
        return switch (stick.state()) {
            case ORDERED, ENROLLED -> true;
            case WITHDRAWN -> false;
            case REFUSED ->
                known.stream()
                        .noneMatch(other -> other.serial().equals(stick.serial())
                                && other.orderedAt().isAfter(stick.orderedAt()));
        };
    }

    private static boolean isPresent(List<Thing> things, Stick stick) {
        return things.stream()
                .anyMatch(thing -> thing.present()
                        && !thing.state().equals("UNKNOWN")
                        && !stick.uuid().isEmpty()
                        && thing.uuid().equals(stick.uuid()));
    }

    private static MediaResults.@Nullable Result last(List<MediaResults.Result> results, Stick stick) {
        return results.stream()
                .filter(result -> stick.state() == Stick.State.ENROLLED
                        && result.verified()
                        && uuidOf(result).equals(stick.uuid()))
                .findFirst()
                .orElse(null);
    }

    /** A stick is mounted under the name of its file system. */
    private static String uuidOf(MediaResults.Result result) {
        return result.kind().equals("usb") ? result.place().replaceFirst("^.*/", "") : "";
    }

    /** A copy of a stick is not that stick. */
    private static String nameOf(List<Stick> known, Thing thing) {
        return thing.state().equals("UNKNOWN") ? "" : nameOf(known, thing.uuid());
    }

    private static String nameOf(List<Stick> known, String uuid) {
        return known.stream()
                .filter(stick -> !uuid.isEmpty() && stick.uuid().equals(uuid) && stick.state() != Stick.State.REFUSED)
                .map(Stick::label)
                .findFirst()
                .orElse("");
    }

    private static String look(Thing thing) {
        return switch (thing.state()) {
            case "DONE" -> "ok";
            case "KNOWN", "WRITING", "VERIFYING" -> "run";
            case "UNKNOWN", "NO_WRITER" -> "warn";
            case "BLANK", "CLOSED", "ABSENT" -> "off";
            default -> "bad";
        };
    }

    private static String look(MediaResults.Result result) {
        return switch (result.state()) {
            case "VERIFIED" -> "ok";
            case "WAITING", "WRITTEN" -> "warn";
            default -> "bad";
        };
    }

    private void ask(Context ctx) {
        var thing = sticks.plugged().find(ctx.pathParam("dev"));
        if (thing.isEmpty()) {
            Web.refuse(ctx, sticks.plugged().isBox() ? Sticks.Reason.GONE : Sticks.Reason.NO_BOX);
        } else if (!thing.get().enrollable()) {
            Web.refuse(ctx, Sticks.Reason.NOT_FOR_US);
        } else {
            ask(ctx, thing.get(), null);
        }
    }

    private static void ask(Context ctx, Thing thing, Sticks.@Nullable Reason trouble) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("thing", thing);
        model.put("trouble", trouble == null ? "" : "safekeeping.reason." + trouble.name());
        model.put("label", Web.text(ctx, "label"));
        model.put("keeper", Web.text(ctx, "keeper"));
        model.put("format", thing.needsFormatting() || Web.text(ctx, "format").equals("yes"));
        model.put("confirmed", Web.text(ctx, "confirmed"));
        ctx.render("safekeeping/enrol.peb", model);
    }

    private void enrol(Context ctx) {
        var wish = new Sticks.Wish(
                ctx.pathParam("dev"),
                Web.text(ctx, "uuid"),
                Web.text(ctx, "serial"),
                Web.text(ctx, "label"),
                Web.text(ctx, "keeper"),
                Web.text(ctx, "format").equals("yes"),
                Web.text(ctx, "confirmed"));
        switch (sticks.enrol(Web.actor(ctx), wish)) {
            case Sticks.Ordering.Given() -> back(ctx, "ordered");
            case Sticks.Ordering.Refused(var reason) -> {
                var thing = sticks.plugged().find(wish.dev()).filter(Thing::enrollable);
                if (thing.isEmpty() || reason == Sticks.Reason.CHANGED) {
                    Web.refuse(ctx, reason);
                } else {
                    ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                    ask(ctx, thing.get(), reason);
                }
            }
        }
    }

    private void one(Context ctx) {
        one(ctx, null);
    }

    private void one(Context ctx, Sticks.@Nullable Reason trouble) {
        var stick = db.read(handle -> sticks.find(handle, ctx.pathParam("stick")))
                .filter(each -> each.state() == Stick.State.ENROLLED);
        if (stick.isEmpty()) {
            Web.refuse(ctx, Sticks.Reason.NO_STICK);
            return;
        }
        var model = new HashMap<String, @Nullable Object>();
        model.put("stick", stick.get());
        model.put("last", last(media.list(), stick.get()));
        model.put("trouble", trouble == null ? "" : "safekeeping.reason." + trouble.name());
        model.put("why", Web.text(ctx, "why"));
        ctx.render("safekeeping/stick.peb", model);
    }

    private void withdraw(Context ctx) {
        switch (sticks.withdraw(Web.actor(ctx), ctx.pathParam("stick"), Web.text(ctx, "why"))) {
            case Sticks.Ordering.Given() -> back(ctx, "withdrawn");
            case Sticks.Ordering.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                one(ctx, reason);
            }
        }
    }

    private static void back(Context ctx, String said) {
        ctx.redirect("/media?said=" + said, HttpStatus.SEE_OTHER);
    }
}
