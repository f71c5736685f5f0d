package vn.sotruong.office.intake;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.regex.Pattern;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.office.intake.UploadPages.Refusals;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.Request;

/** Đưa bản cập nhật cho người đưa thư: a signed note of the newest, and its file piece by piece. */
public final class SystemUpdatePages implements Pages {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,15})-([0-9]{1,15})");
    private static final int LARGEST_PIECE = 1 << 20;

    private final SystemUpdates updates;
    private final Registry registry;
    private final OfficeKeys keys;
    private final QuestionPages questions;
    private final Clock clock;

    public SystemUpdatePages(SystemUpdates updates, Registry registry, OfficeKeys keys, Clock clock) {
        this.updates = updates;
        this.registry = registry;
        this.keys = keys;
        this.questions = new QuestionPages(registry, keys.authority());
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.on(HandlerType.GET, "/v1/updates/newest", 0, this::newest, Need.MACHINE);
        at.on(HandlerType.GET, "/v1/updates/{name}", 0, this::piece, Need.MACHINE);
    }

    private void newest(Context ctx) {
        if (questions.inHeader(ctx, Request.Purpose.ASK_UPDATE).isEmpty()) {
            return;
        }
        var offer = updates.newest();
        if (offer.isEmpty()) {
            Refusals.answer(ctx, 404, "no_update", "this office offers none");
            return;
        }
        ctx.contentType("application/cms");
        ctx.result(offer.get().note(keys, registry.unit().code(), clock));
    }

    private void piece(Context ctx) throws IOException {
        if (questions.inHeader(ctx, Request.Purpose.ASK_UPDATE).isEmpty()) {
            return;
        }
        var file = updates.find(ctx.pathParam("name"));
        if (file.isEmpty()) {
            Refusals.answer(ctx, 404, "no_update", "another one is offered, or none");
            return;
        }
        var range = RANGE.matcher(String.valueOf(ctx.header("Range")));
        if (!range.matches()) {
            Refusals.malformed(ctx, "a piece is asked for: Range: bytes=A-B");
            return;
        }
        var from = Long.parseLong(range.group(1));
        var last = Long.parseLong(range.group(2));
        try (var channel = FileChannel.open(file.get(), StandardOpenOption.READ)) {
            var size = channel.size();
            if (from > last || last >= size || last - from >= LARGEST_PIECE) {
                ctx.header("Content-Range", "bytes */" + size);
                Refusals.answer(ctx, 416, "range", "a piece within the file, of 1 MiB at most");
                return;
            }
            var piece = ByteBuffer.allocate((int) (last - from + 1));
            while (piece.hasRemaining()) {
                if (channel.read(piece, from + piece.position()) < 0) {
                    throw new IOException("the update ends too early");
                }
            }
            ctx.status(206)
                    .contentType("application/octet-stream")
                    .header("Content-Range", "bytes " + from + "-" + last + "/" + size)
                    .header("Cache-Control", "no-store")
                    .result(piece.array());
        }
    }
}
