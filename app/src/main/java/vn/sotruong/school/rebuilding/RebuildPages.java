package vn.sotruong.school.rebuilding;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.founding.Door;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.safekeeping.Bringing;
import vn.sotruong.school.safekeeping.Restoring.Step;

/** Trang dựng lại trường: a set from the browser's own machine or from a stick or disc in the box, the cards, what came of them. */
public final class RebuildPages implements Pages {
    /** A board of five needs three cards. */
    private static final int CARDS = 3;

    private static final String SETUP = "/setup";
    private static final String HOME = SETUP + "/restore";
    private static final List<String> NO_CARDS = Collections.nCopies(CARDS, "");

    private final Door door;
    private final Founding founding;
    private final Rebuild rebuild;
    private final Bringing bringing;

    /**
     * As a House wires it.
     *
     * @param restorer what opens a set and builds a data folder of it
     * @param bringing sticks and discs in the box itself
     */
    public RebuildPages(Founding founding, Door door, Rebuild.Restorer restorer, Bringing bringing) {
        this.founding = founding;
        this.door = door;
        this.bringing = bringing;
        this.rebuild = new Rebuild(founding, restorer, bringing);
    }

    @Override
    public void routes(Routes at) {
        at.get(HOME, this::show, Need.ANYONE);
        at.post(HOME, this::begin, Need.ANYONE);
        at.on(HandlerType.POST, HOME + "/file", ReceivedSet.PIECE, this::take, Need.ANYONE);
        at.post(HOME + "/fetch", this::fetch, Need.ANYONE);
        at.post(HOME + "/clear", this::clear, Need.ANYONE);
        at.post(HOME + "/open", this::open, Need.ANYONE);
    }

    private boolean admits(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        if (door.knows(Web.token(ctx)) && !founding.stands()) {
            return true;
        }
        ctx.redirect(SETUP, HttpStatus.SEE_OTHER);
        return false;
    }

    private static void home(Context ctx) {
        ctx.redirect(HOME, HttpStatus.SEE_OTHER);
    }

    /** Một ô thẻ trên trang. */
    public record CardField(int n, String typed, String fault) {}

    /** Một bước trên trang. */
    public record StepLine(Step step, boolean done, boolean now) {}

    private void show(Context ctx) throws IOException {
        if (!admits(ctx)) {
            return;
        }
        switch (rebuild.state()) {
            case Rebuild.State.Waiting(var refused) -> form(ctx, NO_CARDS, Map.of(), refused);
            case Rebuild.State.Fetching _ -> ctx.render("rebuilding/fetching.peb", Map.of());
            case Rebuild.State.Working(var step) ->
                ctx.render(
                        "rebuilding/working.peb",
                        Map.of(
                                "steps",
                                Arrays.stream(Step.values())
                                        .map(each -> new StepLine(each, each.compareTo(step) < 0, each == step))
                                        .toList()));
            case Rebuild.State.Built(var school) ->
                ctx.render(
                        "rebuilding/built.peb",
                        Map.of("school", school, "signer", Certificates.grouped(school.signer())));
        }
    }

    private void form(Context ctx, List<String> typed, Map<Integer, TypedCards.Fault> faults, @Nullable Failure refused)
            throws IOException {
        var cards = new ArrayList<CardField>();
        for (var i = 0; i < CARDS; i++) {
            var fault = faults.get(i);
            cards.add(new CardField(i + 1, typed.get(i), fault == null ? "" : "rebuilding.fault." + fault));
        }
        var there = rebuild.there();
        var model = new HashMap<String, @Nullable Object>();
        model.put("cards", cards);
        model.put("wrong", faults.size());
        model.put("refused", refused == null ? "" : "rebuilding.refused." + refused);
        model.put("there", there);
        model.put("kilobytes", there ? (Folders.bytes(rebuild.set()) + 999) / 1000 : 0);
        model.put("says", there ? Checkup.said(rebuild.set()).orElse(null) : null);
        model.put("box", bringing.possible());
        model.put("sources", bringing.sources());
        model.put("piece", ReceivedSet.PIECE);
        ctx.render("rebuilding/restore.peb", model);
    }

    private void begin(Context ctx) throws IOException {
        if (!admits(ctx)) {
            return;
        }
        if (!rebuild.takes()) {
            home(ctx);
            return;
        }
        var typed = typed(ctx);
        var read = TypedCards.read(typed, rebuild.set());
        if (!rebuild.there()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(ctx, typed, read.faults(), Failure.NO_SET);
        } else if (!read.faults().isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(ctx, typed, read.faults(), null);
        } else {
            rebuild.begin(read.cards());
            home(ctx);
        }
    }

    /** As they were typed, with their lines: whoever mistyped one letter finds the rest again. */
    private static List<String> typed(Context ctx) {
        var typed = new ArrayList<String>();
        for (var n = 1; n <= CARDS; n++) {
            var text = ctx.formParam("card." + n);
            typed.add(text == null ? "" : text.strip());
        }
        return typed;
    }

    /** A piece of a file, which the page's script sends; it hears what to do next. */
    private void take(Context ctx) throws IOException {
        if (!door.knows(Web.token(ctx)) || !rebuild.takes()) {
            answer(ctx, HttpStatus.CONFLICT, "rebuilding.piece.CLOSED");
            return;
        }
        var at = ctx.queryParamAsClass("at", Long.class).getOrDefault(-1L);
        var name = ctx.queryParam("name");
        if (name == null || at < 0) {
            answer(ctx, HttpStatus.UNPROCESSABLE_CONTENT, "rebuilding.piece.STRANGE_NAME");
            return;
        }
        var taken = rebuild.received().take(name, at, ctx.bodyInputStream());
        switch (taken) {
            case WRITTEN -> ctx.status(HttpStatus.NO_CONTENT);
            case OUT_OF_ORDER -> answer(ctx, HttpStatus.RANGE_NOT_SATISFIABLE, "rebuilding.piece." + taken);
            case STRANGE_NAME, TOO_LARGE, NO_ROOM ->
                answer(ctx, HttpStatus.UNPROCESSABLE_CONTENT, "rebuilding.piece." + taken);
        }
    }

    /** A browser shows an answer only once all that it sends was read. */
    private static void answer(Context ctx, HttpStatus status, String key) {
        try {
            ctx.bodyInputStream().skipNBytes(ReceivedSet.PIECE);
        } catch (IOException ended) {
            // all of it was read, or its sender has left
        }
        ctx.status(status).contentType("text/plain; charset=utf-8").result(Web.say(ctx, key));
    }

    private void fetch(Context ctx) throws IOException {
        if (admits(ctx)) {
            rebuild.fetch(Web.text(ctx, "dev"));
            home(ctx);
        }
    }

    private void clear(Context ctx) throws IOException {
        if (admits(ctx)) {
            rebuild.clear();
            home(ctx);
        }
    }

    private void open(Context ctx) {
        if (!admits(ctx)) {
            return;
        }
        if (rebuild.moveIn()) {
            ctx.render("rebuilding/open.peb", Map.of());
        } else {
            home(ctx);
        }
    }
}
