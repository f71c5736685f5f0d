package vn.sotruong.office.intake;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.sync.bundle.Container;

/** Cửa nhận gói: tus 1.0 as the courier's PROTOCOL.md writes it out. */
public final class UploadPages implements Pages {
    private static final Logger LOG = LoggerFactory.getLogger(UploadPages.class);
    private static final String VERSION = "1.0.0";
    private static final String CHUNK = "application/offset+octet-stream";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final int LATER_SECONDS = 60;

    private final Uploads uploads;

    public UploadPages(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public void routes(Routes at) {
        at.on(HandlerType.OPTIONS, "/v1/uploads", 0, this::options, Need.MACHINE);
        at.on(HandlerType.POST, "/v1/uploads", Uploads.MOST_CHUNK, this::create, Need.MACHINE);
        at.on(HandlerType.HEAD, "/v1/uploads/{id}", 0, this::head, Need.MACHINE);
        at.on(HandlerType.PATCH, "/v1/uploads/{id}", Uploads.MOST_CHUNK, this::patch, Need.MACHINE);
    }

    private void options(Context ctx) {
        ctx.header("Tus-Resumable", VERSION);
        ctx.header("Tus-Version", VERSION);
        ctx.header("Tus-Extension", "creation,creation-with-upload,checksum,expiration");
        ctx.header("Tus-Max-Size", Long.toString(Container.MAX_BYTES));
        ctx.header("Tus-Checksum-Algorithm", "sha256");
        ctx.status(204);
    }

    private void create(Context ctx) throws IOException {
        if (!speaksTus(ctx)) {
            return;
        }
        var length = number(ctx.header("Upload-Length"));
        var id = metadataId(ctx.header("Upload-Metadata"));
        if (length.isEmpty() || length.get() == 0 || id.isEmpty()) {
            Refusals.malformed(ctx, "Upload-Length and the id in Upload-Metadata are needed");
            return;
        }
        if (length.get() > Container.MAX_BYTES) {
            Refusals.answer(ctx, 413, "too_large", "no bundle is that long");
            return;
        }
        var progress = uploads.create(id.get(), length.get());
        ctx.header("Location", "/v1/uploads/" + id.get());
        if (progress.created() && CHUNK.equals(ctx.contentType())) {
            append(ctx, id.get(), 0, 201);
            return;
        }
        ctx.header("Upload-Offset", Long.toString(progress.offset()));
        expires(ctx, progress);
        ctx.status(progress.created() ? 201 : 200);
    }

    private void head(Context ctx) {
        if (!speaksTus(ctx)) {
            return;
        }
        var progress = uploads.find(ctx.pathParam("id"));
        ctx.header("Cache-Control", "no-store");
        if (progress.isEmpty()) {
            ctx.status(404);
            return;
        }
        ctx.header("Upload-Offset", Long.toString(progress.get().offset()));
        ctx.header("Upload-Length", Long.toString(progress.get().length()));
        expires(ctx, progress.get());
        ctx.status(200);
    }

    private void patch(Context ctx) throws IOException {
        if (!speaksTus(ctx)) {
            return;
        }
        var offset = number(ctx.header("Upload-Offset"));
        if (!CHUNK.equals(ctx.contentType())) {
            Refusals.answer(ctx, 415, "content_type", "a chunk is " + CHUNK);
        } else if (offset.isEmpty()) {
            Refusals.malformed(ctx, "Upload-Offset is needed");
        } else {
            append(ctx, ctx.pathParam("id"), offset.get(), 204);
        }
    }

    private void append(Context ctx, String id, long offset, int done) throws IOException {
        if (ctx.req().getContentLengthLong() > Uploads.MOST_CHUNK) {
            Refusals.answer(ctx, 413, "too_large", "a chunk is at most 1 MiB");
            return;
        }
        var given = ctx.header("Upload-Checksum");
        var checksum = checksum(given);
        if (given != null && checksum.isEmpty()) {
            Refusals.malformed(ctx, "Upload-Checksum is sha256 and its base64");
            return;
        }
        Uploads.Step step;
        try {
            step = uploads.append(id, offset, ctx.req().getInputStream(), checksum);
        } catch (IOException broken) {
            LOG.info("{}: broke off: {}", id, broken.getMessage());
            later(ctx, 503, "broke_off", "the bytes did not come through, or could not be kept");
            return;
        }
        readOn(ctx);
        answer(ctx, step, done);
    }

    /** A refusal is heard only by a sender that could finish: what is left of a chunk is read and forgotten. */
    private static void readOn(Context ctx) {
        try {
            ctx.req().getInputStream().skip(Uploads.MOST_CHUNK);
        } catch (IOException gone) {
            LOG.debug("the sender of a refused chunk is gone: {}", gone.getMessage());
        }
    }

    private void answer(Context ctx, Uploads.Step step, int done) {
        switch (step) {
            case Uploads.Step.Kept(var now) -> {
                ctx.header("Upload-Offset", Long.toString(now));
                ctx.header("Upload-Expires", httpTime());
                ctx.status(done);
            }
            case Uploads.Step.Decided(var now, var outcome) -> {
                ctx.header("Upload-Offset", Long.toString(now));
                ctx.header("Sotruong-Outcome", outcome.word());
                ctx.status(done);
            }
            case Uploads.Step.Elsewhere(var now) -> {
                ctx.header("Upload-Offset", Long.toString(now));
                Refusals.answer(ctx, 409, "offset", "the upload stands elsewhere");
            }
            case Uploads.Step.Evicted evicted ->
                Refusals.answer(ctx, 409, "evicted", "another connection goes on with this upload");
            case Uploads.Step.OtherChecksum other ->
                Refusals.answer(ctx, 460, "checksum", "the chunk is not what its checksum says");
            case Uploads.Step.TooLarge large ->
                Refusals.answer(ctx, 413, "too_large", "more than was announced, or than a chunk may be");
            case Uploads.Step.NotAllowed(var reason, var detail) ->
                Refusals.answer(ctx, reason.forbidden() ? 403 : 422, reason.word(), detail);
            case Uploads.Step.OverQuota over -> later(ctx, 429, "quota", "this school has too many unfinished uploads");
            case Uploads.Step.Unknown unknown -> Refusals.answer(ctx, 404, "unknown", "no such upload");
        }
    }

    private static void later(Context ctx, int status, String reason, String detail) {
        ctx.header("Retry-After", Integer.toString(LATER_SECONDS));
        Refusals.answer(ctx, status, reason, detail);
    }

    private static boolean speaksTus(Context ctx) {
        ctx.header("Tus-Resumable", VERSION);
        if (VERSION.equals(ctx.header("Tus-Resumable"))) {
            return true;
        }
        ctx.header("Tus-Version", VERSION);
        ctx.status(412);
        return false;
    }

    private void expires(Context ctx, Uploads.Progress progress) {
        if (progress.offset() < progress.length()) {
            ctx.header("Upload-Expires", httpTime());
        }
    }

    private String httpTime() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(uploads.expires().atOffset(ZoneOffset.UTC));
    }

    private static Optional<Long> number(@Nullable String header) {
        return header != null && NUMBER.matcher(header).matches()
                ? Optional.of(Long.parseLong(header))
                : Optional.empty();
    }

    private static Optional<String> metadataId(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        for (var pair : header.split(",", -1)) {
            var parts = pair.strip().split(" ", -1);
            if (parts.length == 2 && parts[0].equals("id")) {
                return decode(parts[1])
                        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                        .filter(id -> ID.matcher(id).matches());
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> checksum(@Nullable String header) {
        return header != null && header.startsWith("sha256 ")
                ? decode(header.substring("sha256 ".length())).filter(hash -> hash.length == 32)
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Lời từ chối, as the protocol writes it. */
    static final class Refusals {
        private Refusals() {}

        static void malformed(Context ctx, String detail) {
            answer(ctx, 400, "malformed", detail);
        }

        static void answer(Context ctx, int status, String reason, String detail) {
            ctx.status(status);
            ctx.contentType("application/json");
            ctx.result(
                    vn.sotruong.sync.bundle.CanonicalJson.write(java.util.Map.of("reason", reason, "detail", detail)));
        }
    }
}
