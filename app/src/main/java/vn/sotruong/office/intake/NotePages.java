package vn.sotruong.office.intake;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.office.intake.UploadPages.Refusals;
import vn.sotruong.office.registry.Device;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Request;

/** Trả lời câu hỏi của người đưa thư: signed state notes and receipts, for signed questions. */
public final class NotePages implements Pages {
    private static final int MOST_BYTES = 8192;
    private static final int A_PAGE = 100;
    private static final String SCHEME = "Sotruong ";

    private final Intake intake;
    private final Registry registry;
    private final X509Certificate authority;

    public NotePages(Intake intake, Registry registry, X509Certificate authority) {
        this.intake = intake;
        this.registry = registry;
        this.authority = authority;
    }

    @Override
    public void routes(Routes at) {
        at.on(HandlerType.POST, "/v1/state", MOST_BYTES, this::state, Need.MACHINE);
        at.on(HandlerType.GET, "/v1/receipts", 0, this::receipts, Need.MACHINE);
    }

    private void state(Context ctx) throws java.io.IOException {
        var body = ctx.req().getInputStream().readNBytes(MOST_BYTES + 1);
        var request = ask(ctx, body, Request.Purpose.ASK_STATE);
        if (request.isPresent()) {
            ctx.contentType("application/cms");
            ctx.result(intake.stateNote(request.get().school(), request.get().nonce()));
        }
    }

    private void receipts(Context ctx) {
        var header = ctx.header("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            Refusals.answer(ctx, 401, "signature", "a signed question is needed");
            return;
        }
        byte[] signed;
        try {
            signed = Base64.getDecoder().decode(header.substring(SCHEME.length()));
        } catch (IllegalArgumentException e) {
            Refusals.answer(ctx, 401, "signature", "the question is not base64");
            return;
        }
        var request = ask(ctx, signed, Request.Purpose.ASK_RECEIPTS);
        if (request.isEmpty()) {
            return;
        }
        if (!Long.toString(request.get().after()).equals(ctx.queryParam("after"))) {
            Refusals.malformed(ctx, "after is not what was signed");
            return;
        }
        var found = intake.listReceipts(request.get().school(), request.get().after(), A_PAGE + 1);
        List<Map<String, Object>> page = found.stream()
                .limit(A_PAGE)
                .map(each -> Map.<String, Object>of(
                        "n", each.n(), "p7m", Base64.getEncoder().encodeToString(each.p7m())))
                .toList();
        ctx.contentType("application/json");
        ctx.result(CanonicalJson.write(Map.of("more", found.size() > A_PAGE ? 1L : 0L, "receipts", page)));
    }

    private Optional<Request> ask(Context ctx, byte[] signed, Request.Purpose purpose) {
        Request.Verified verified;
        try {
            verified = Request.verify(signed, authority, null);
        } catch (NoteRefused refused) {
            Refusals.answer(ctx, 401, "signature", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
        var request = verified.request();
        if (request.purpose() != purpose) {
            Refusals.answer(ctx, 401, "signature", "the question was signed for another purpose");
            return Optional.empty();
        }
        if (!request.unit().equals(registry.unit().code())) {
            Refusals.answer(ctx, 403, Refusal.WRONG_UNIT.word(), "the question is for another office");
            return Optional.empty();
        }
        var device = registry.findDevice(Certificates.fingerprint(verified.signer()));
        if (device.isEmpty()
                || device.get().kind() == Device.Kind.BOX
                || !device.get().school().equals(request.school())) {
            Refusals.answer(ctx, 403, Refusal.UNKNOWN_DEVICE.word(), "no such key is enrolled here");
            return Optional.empty();
        }
        if (device.get().revokedAt().isPresent()) {
            Refusals.answer(ctx, 403, Refusal.REVOKED_DEVICE.word(), "the key was revoked");
            return Optional.empty();
        }
        return Optional.of(request);
    }
}
