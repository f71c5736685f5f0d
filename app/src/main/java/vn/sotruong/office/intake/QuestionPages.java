package vn.sotruong.office.intake;

import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.office.intake.UploadPages.Refusals;
import vn.sotruong.office.registry.Device;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Request;

/** Xét câu hỏi của người đưa thư: signed for this office, for this purpose, by a key that is enrolled and not revoked. */
final class QuestionPages {
    private static final String SCHEME = "Sotruong ";

    private final Registry registry;
    private final X509Certificate authority;

    QuestionPages(Registry registry, X509Certificate authority) {
        this.registry = registry;
        this.authority = authority;
    }

    /** The question in the header; empty when it was answered with a refusal. */
    Optional<Request> inHeader(Context ctx, Request.Purpose purpose) {
        var header = ctx.header("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            Refusals.answer(ctx, 401, "signature", "a signed question is needed");
            return Optional.empty();
        }
        try {
            return judge(ctx, Base64.getDecoder().decode(header.substring(SCHEME.length())), purpose);
        } catch (IllegalArgumentException e) {
            Refusals.answer(ctx, 401, "signature", "the question is not base64");
            return Optional.empty();
        }
    }

    /** The question; empty when it was answered with a refusal. */
    Optional<Request> judge(Context ctx, byte[] signed, Request.Purpose purpose) {
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
