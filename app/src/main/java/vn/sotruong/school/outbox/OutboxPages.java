package vn.sotruong.school.outbox;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang đồng bộ 48 giờ: what was received, what waits and for how long, and the enrolment with the office. */
public final class OutboxPages implements Pages {
    private static final int LARGEST_ANSWER = 64 * 1024;

    private static final Pattern STATE_NOTE = Pattern.compile("[A-Za-z0-9_]{1,32}-state-\\d{14}\\.p7m");

    private final Outbox outbox;
    private final Enrolment enrolment;
    private final Supplier<String> schoolName;
    private final Supplier<String> courierCsr;
    private final Supplier<String> courierInit;

    /**
     * As a House wires it.
     *
     * @param courierCsr what the courier asks for its key; empty while there is none
     * @param courierInit the line that makes the courier's key on this machine
     */
    public OutboxPages(
            Outbox outbox,
            Enrolment enrolment,
            Supplier<String> schoolName,
            Supplier<String> courierCsr,
            Supplier<String> courierInit) {
        this.outbox = outbox;
        this.enrolment = enrolment;
        this.schoolName = schoolName;
        this.courierCsr = courierCsr;
        this.courierInit = courierInit;
    }

    @Override
    public void routes(Routes at) {
        at.get("/outbox", this::show, Need.PRINCIPAL, Need.BOARD, Need.ADMIN);
        at.post("/outbox/seal", this::seal, Need.BOARD, Need.ADMIN);
        at.get("/outbox/enrolment-request", this::request, Need.BOARD);
        at.upload("/outbox/enrolment-answer", this::answer, Need.BOARD);
        at.post("/outbox/carry", this::carry, Need.BOARD, Need.ADMIN);
        at.upload("/outbox/receipts", this::receipts, Need.BOARD, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                20,
                "outbox.menu",
                "refresh-cw",
                "/outbox",
                Need.PRINCIPAL,
                Need.BOARD,
                Need.ADMIN));
    }

    private void show(Context ctx) {
        show(ctx, "", null);
    }

    private void show(Context ctx, String done, @Nullable Brought brought) {
        var status = outbox.status();
        var visitor = Web.visitor(ctx);
        var model = new HashMap<String, Object>();
        model.put("status", status);
        model.put("level", status.level().name());
        model.put("enrolled", status.office() != null);
        model.put("spoken", enrolment.spokenOwn());
        model.put("canSeal", visitor.holds(Need.BOARD) || visitor.holds(Need.ADMIN));
        model.put("courierReady", !courierCsr.get().isEmpty());
        model.put("courierInit", courierInit.get());
        model.put("strange", outbox.strange());
        model.put("done", done);
        model.put("brought", brought == null ? "" : brought);
        ctx.render("outbox/outbox.peb", model);
    }

    /** What waits, sealed to the last line, as one file for a stick. */
    private void carry(Context ctx) throws IOException {
        if (outbox.sealAll().isEmpty()) {
            show(ctx, "NOT_ENROLLED", null);
            return;
        }
        var bundles = outbox.byHand().waiting();
        if (bundles.isEmpty()) {
            show(ctx, "NOTHING_TO_CARRY", null);
            return;
        }
        ctx.contentType("application/zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + outbox.byHand().fileName() + "\"");
        outbox.byHand().write(bundles, ctx.outputStream());
    }

    /**
     * Biên nhận vừa mang về.
     *
     * @param fresh how many are new
     * @param known how many were here already
     * @param strange what was not believed, by the name of its file
     */
    public record Brought(int fresh, int known, List<String> strange) {
        public Brought {
            strange = List.copyOf(strange);
        }
    }

    private void receipts(Context ctx) throws IOException {
        var fresh = 0;
        var known = 0;
        var strange = new ArrayList<String>();
        for (var file : ctx.uploadedFiles("receipts")) {
            if (file.size() == 0 || STATE_NOTE.matcher(file.filename()).matches()) {
                continue; // the courier's affair, and of no use without a line
            }
            try (var in = file.content()) {
                switch (outbox.takeReceipt(in.readNBytes(ReceiptTray.LARGEST))) {
                    case ReceiptTray.Taken.In(var isFresh) when isFresh -> fresh++;
                    case ReceiptTray.Taken.In _ -> known++;
                    case ReceiptTray.Taken.Strange _ -> strange.add(file.filename());
                }
            }
        }
        show(ctx, "", new Brought(fresh, known, strange));
    }

    private void seal(Context ctx) {
        var sealed = outbox.sealAll();
        show(ctx, sealed.isEmpty() ? "NOT_ENROLLED" : sealed.get() == 0 ? "NOTHING_TO_SEAL" : "SEALED", null);
    }

    private void request(Context ctx) {
        var csr = courierCsr.get();
        if (csr.isEmpty()) {
            Web.refuse(ctx, Enrolment.Reason.COURIER_NOT_READY);
            return;
        }
        ctx.header("Content-Disposition", "attachment; filename=\"dang-ky.pem\"")
                .contentType("application/x-pem-file")
                .result(enrolment.request(schoolName.get(), csr));
    }

    private void answer(Context ctx) {
        var file = ctx.uploadedFile("answer");
        if (file == null || file.size() > LARGEST_ANSWER) {
            Web.refuse(ctx, Enrolment.Reason.ANSWER_UNREADABLE);
            return;
        }
        String text;
        try (var in = file.content()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        switch (enrolment.accept(Web.actor(ctx), text, Web.text(ctx, "spoken"))) {
            case Enrolment.Answered.Enrolled done -> ctx.redirect("/outbox");
            case Enrolment.Answered.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
