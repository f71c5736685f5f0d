package vn.sotruong.sync.courier;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import vn.sotruong.sync.bundle.Sha256;

/**
 * Gửi một gói theo tus 1.0: the office is asked how far it is, and gets the rest in chunks that grow while all is well and
 * shrink when the link breaks.
 */
final class TusUpload {
    static final int LEAST_CHUNK = 64 * 1024;
    static final int MOST_CHUNK = 1024 * 1024;

    private final OfficeLine line;
    private int chunk = LEAST_CHUNK;
    private long sent;

    TusUpload(OfficeLine line) {
        this.line = line;
    }

    /** Bytes of bundles handed to the network so far, sent twice counted twice. */
    long sent() {
        return sent;
    }

    /** After a cut: the next chunks are smaller. */
    void linkBroke() {
        chunk = Math.max(LEAST_CHUNK, chunk / 2);
    }

    /** Brings the office to have the whole bundle; what it makes of it, its receipt tells. */
    void send(Path bundle, String id) throws Outage, Unwelcome, IOException {
        try (var file = FileChannel.open(bundle, StandardOpenOption.READ)) {
            var path = "/v1/uploads/" + id;
            var length = file.size();
            var offset = create(id, path, length);
            while (offset < length) {
                offset = patch(file, path, offset, length);
            }
        }
    }

    private long create(String id, String path, long length) throws Outage, Unwelcome {
        var metadata = Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
        var request = line.tus("/v1/uploads")
                .header("Upload-Length", Long.toString(length))
                .header("Upload-Metadata", "id " + metadata)
                .POST(BodyPublishers.noBody())
                .build();
        var answer = line.ask(request, 200, 201);
        var location = answer.headers().firstValue("Location").orElse("");
        if (!location.endsWith(path)) {
            throw new Unwelcome(answer.statusCode(), "location", "the office gives the bundle another place");
        }
        return answer.statusCode() == 201 ? 0 : offset(answer, length);
    }

    private long patch(FileChannel file, String path, long offset, long length) throws Outage, Unwelcome, IOException {
        var size = (int) Math.min(chunk, length - offset);
        var bytes = read(file, offset, size);
        sent += size;
        var request = line.tus(path, bytes, size)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Long.toString(offset))
                .header("Upload-Checksum", "sha256 " + checksum(bytes))
                .build();
        var answer = line.ask(request, 204, 409, 460);
        if (answer.statusCode() == 204) {
            chunk = Math.min(MOST_CHUNK, chunk * 2);
            return advanced(answer, offset, length);
        }
        if (answer.statusCode() == 460) {
            throw new Outage("a chunk arrived altered", 0);
        }
        return head(path, length);
    }

    private long head(String path, long length) throws Outage, Unwelcome {
        return offset(line.ask(line.tus(path).HEAD().build(), 200), length);
    }

    private static long advanced(HttpResponse<byte[]> answer, long before, long length) throws Unwelcome {
        var offset = offset(answer, length);
        if (offset <= before) {
            throw new Unwelcome(answer.statusCode(), "offset", "the office does not advance");
        }
        return offset;
    }

    private static long offset(HttpResponse<byte[]> answer, long length) throws Unwelcome {
        try {
            var offset = answer.headers().firstValueAsLong("Upload-Offset").orElse(-1);
            if (offset >= 0 && offset <= length) {
                return offset;
            }
        } catch (NumberFormatException garbled) {
            // falls through to the one sentence about it
        }
        throw new Unwelcome(answer.statusCode(), "offset", "the office names an impossible offset");
    }

    private static byte[] read(FileChannel file, long offset, int size) throws IOException {
        var bytes = new byte[size];
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the bundle became shorter while it was sent");
            }
        }
        return bytes;
    }

    private static String checksum(byte[] bytes) {
        return Base64.getEncoder().encodeToString(Sha256.of(bytes));
    }
}
