package vn.sotruong.office.intake;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.office.intake.UploadPages.Refusals;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.Request;

/** Trả lời câu hỏi của người đưa thư: signed state notes and receipts, for signed questions. */
public final class NotePages implements Pages {
    private static final int MOST_BYTES = 8192;
    private static final int A_PAGE = 100;

    private final Intake intake;
    private final QuestionPages questions;

    public NotePages(Intake intake, Registry registry, X509Certificate authority) {
        this.intake = intake;
        this.questions = new QuestionPages(registry, authority);
    }

    @Override
    public void routes(Routes at) {
        at.on(HandlerType.POST, "/v1/state", MOST_BYTES, this::state, Need.MACHINE);
        at.on(HandlerType.GET, "/v1/receipts", 0, this::receipts, Need.MACHINE);
    }

    private void state(Context ctx) throws java.io.IOException {
        var body = ctx.req().getInputStream().readNBytes(MOST_BYTES + 1);
        var request = questions.judge(ctx, body, Request.Purpose.ASK_STATE);
        if (request.isPresent()) {
            ctx.contentType("application/cms");
            ctx.result(intake.stateNote(request.get().school(), request.get().nonce()));
        }
    }

    private void receipts(Context ctx) {
        var request = questions.inHeader(ctx, Request.Purpose.ASK_RECEIPTS);
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
}
