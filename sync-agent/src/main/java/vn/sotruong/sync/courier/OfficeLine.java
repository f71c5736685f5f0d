package vn.sotruong.sync.courier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.NotCanonical;

/** Đường dây tới nơi nhận: one request, one answer, sorted into good, wait and refused (PROTOCOL.md). */
final class OfficeLine implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(30);
    private static final long SLOWEST_BYTES_PER_SECOND = 1000;
    private static final int MOST_ANSWER = 4 << 20;

    private final HttpClient http;
    private final URI office;

    OfficeLine(CourierHome.Enrolled enrolled, URI office) {
        this.office = office;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(PinnedAuthority.context(enrolled.authority()))
                .build();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(office.resolve(path)).timeout(LEAST);
    }

    HttpRequest.Builder tus(String path) {
        return to(path).header("Tus-Resumable", "1.0.0");
    }

    HttpRequest.Builder tus(String path, byte[] chunk, int length) {
        return tus(path)
                .timeout(LEAST.plusSeconds(length / SLOWEST_BYTES_PER_SECOND))
                .method("PATCH", BodyPublishers.ofByteArray(chunk, 0, length));
    }

    /** The answer, whose status the caller expects or that is neither a wait nor a refusal. */
    HttpResponse<byte[]> ask(HttpRequest request, Integer... expected) throws Outage, Unwelcome {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER));
        } catch (IOException cut) {
            throw new Outage("the office cannot be reached: " + cut, cut);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Outage("stopped", stopped);
        }
        for (var status : expected) {
            if (answer.statusCode() == status) {
                return answer;
            }
        }
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new Outage("the office asks to wait, status " + answer.statusCode(), retryAfter(answer));
        }
        throw refusal(answer);
    }

    private static long retryAfter(HttpResponse<byte[]> answer) {
        try {
            return answer.headers().firstValueAsLong("Retry-After").orElse(0);
        } catch (NumberFormatException date) {
            return 0;
        }
    }

    private static Unwelcome refusal(HttpResponse<byte[]> answer) {
        var reason = "";
        var detail = "the office answered " + answer.statusCode();
        try {
            var said = CanonicalJson.read(answer.body());
            reason = said.get("reason") instanceof String word ? word : "";
            detail += said.get("detail") instanceof String sentence ? ": " + sentence : "";
        } catch (NotCanonical wordless) {
            // an answer in no form of ours says no more than its status
        }
        return new Unwelcome(answer.statusCode(), reason, detail);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
