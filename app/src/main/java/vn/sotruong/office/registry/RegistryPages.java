package vn.sotruong.office.registry;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.WrongPassphrase;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.office.keys.OfficeKeys;

/** Trang đăng ký trường: take a request in, compare its fingerprint by telephone, approve, hand the answer back. */
public final class RegistryPages implements Pages {
    private static final int MOST_BYTES = 256 * 1024;

    private final Registry registry;
    private final OfficeKeys keys;
    private final Clock clock;
    private final SecureRandom random;

    public RegistryPages(Registry registry, OfficeKeys keys, Clock clock, SecureRandom random) {
        this.registry = registry;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void routes(Routes at) {
        at.get("/enrolments", this::list, Need.OFFICE);
        at.upload("/enrolments", this::submit, Need.OFFICE_ADMIN);
        at.get("/enrolments/{id}", ctx -> show(ctx, ""), Need.OFFICE);
        at.get("/enrolments/{id}/answer", this::answer, Need.OFFICE);
        at.post("/enrolments/{id}/approve", this::approve, Need.OFFICE_ADMIN);
        at.post("/enrolments/{id}/refuse", this::refuse, Need.OFFICE_ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                MenuEntry.of(MenuEntry.Group.SETTINGS, 20, "registry.menu", "school", "/enrolments", Need.OFFICE));
    }

    private void list(Context ctx) {
        ctx.render(
                "registry/enrolments.peb",
                Map.of(
                        "enrolments", registry.listEnrolments(),
                        "authority", Certificates.spoken(keys.authority()),
                        "mayDecide", Web.visitor(ctx).holds(Need.OFFICE_ADMIN)));
    }

    private void submit(Context ctx) throws IOException {
        var file = ctx.uploadedFile("request");
        var bytes = file == null ? new byte[0] : file.content().readNBytes(MOST_BYTES);
        switch (registry.submit(actor(ctx), new String(bytes, StandardCharsets.UTF_8))) {
            case Registry.Result.Kept(var enrolment) ->
                ctx.redirect("/enrolments/" + enrolment.id(), HttpStatus.SEE_OTHER);
            case Registry.Result.Refused(var reason) -> Web.refuse(ctx, reason);
        }
    }

    private void show(Context ctx, String problem) {
        ctx.render(
                "registry/enrolment.peb",
                Map.of(
                        "enrolment", requireEnrolment(ctx),
                        "problem", problem,
                        "address", registry.unit().address(),
                        "authority", Certificates.spoken(keys.authority()),
                        "mayDecide", Web.visitor(ctx).holds(Need.OFFICE_ADMIN)));
    }

    private void approve(Context ctx) {
        var passphrase = ctx.formParam("passphrase");
        var id = requireEnrolment(ctx).id();
        try {
            var authority = keys.unlock((passphrase == null ? "" : passphrase).toCharArray(), clock, random);
            var address = URI.create(registry.unit().address());
            settle(ctx, registry.approve(actor(ctx), id, Web.text(ctx, "fingerprint"), authority, address));
        } catch (WrongPassphrase wrong) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, "WRONG_PASSPHRASE");
        }
    }

    private void refuse(Context ctx) {
        settle(ctx, registry.refuse(actor(ctx), requireEnrolment(ctx).id()));
    }

    private void settle(Context ctx, Registry.Result result) {
        switch (result) {
            case Registry.Result.Kept(var enrolment) ->
                ctx.redirect("/enrolments/" + enrolment.id(), HttpStatus.SEE_OTHER);
            case Registry.Result.Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, reason.name());
            }
        }
    }

    private void answer(Context ctx) {
        var enrolment = requireEnrolment(ctx);
        var answer = enrolment.answer().orElseThrow(NotFoundResponse::new);
        ctx.contentType("application/x-pem-file");
        ctx.header("Content-Disposition", "attachment; filename=\"enrol-" + enrolment.school() + ".pem\"");
        ctx.result(answer);
    }

    private Enrolment requireEnrolment(Context ctx) {
        return registry.findEnrolment(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
    }

    private static Actor actor(Context ctx) {
        var visitor = Web.visitor(ctx);
        return visitor.actor();
    }
}
