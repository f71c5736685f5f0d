package vn.sotruong.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.office.registry.Unit;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.Request;
import vn.sotruong.sync.bundle.StateNote;

/** A real office in a folder of its own, on a free loopback port, and a plain HTTP client that speaks to it. */
final class TrialOffice implements AutoCloseable {
    static final String UNIT = "HOABINH";
    static final String PASSWORD = "một câu dài dễ nhớ";
    private static final SecureRandom RANDOM = new SecureRandom();
    /** One founded office for all tests; each gets a copy, since founding makes RSA keys. */
    private static final Path PATTERN = found();

    final Path data;
    final House house;
    final URI address;
    final HttpClient client;

    private TrialOffice(Path data, Clock clock) {
        this.data = data;
        this.house = House.open(new Settings(data, "127.0.0.1", 0), clock, RANDOM);
        this.address = house.serve();
        this.client = client(data);
    }

    /** A new office. */
    static TrialOffice open(Path data) {
        copyTo(data);
        return again(data, Clock.systemUTC());
    }

    /** The office that lies in the folder, started once more. */
    static TrialOffice again(Path data, Clock clock) {
        return new TrialOffice(data, clock);
    }

    /** A founded office's folder, not started. */
    static void copyTo(Path data) {
        copy(PATTERN, data);
    }

    /** Copies a whole folder to a place where there is none yet. */
    static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path found() {
        try {
            var folder = Files.createTempDirectory("office");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            var settings = new Settings(folder, "127.0.0.1", 0);
            new Founding(settings, Clock.systemUTC(), RANDOM)
                    .found(new Founding.Wish(
                            new Unit(UNIT, "Phòng Văn hoá – Xã hội phường Hoà Bình", "https://127.0.0.1:8444/"),
                            Optional.of("trial"),
                            Optional.empty(),
                            "tam",
                            "Phạm Thanh Tâm",
                            Optional.of(PASSWORD)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpClient client(Path data) {
        return HttpClient.newBuilder()
                .sslContext(trust(data))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    static SSLContext trust(Path data) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var pem = Files.readString(data.resolve("keys/office-ca.pem"));
            store.setCertificateEntry("ca", Certificates.readPem(pem).getFirst());
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Enrols a school as an officer would. */
    TrialSchool enrol(String code) throws Exception {
        var school = new TrialSchool(code);
        school.enrolled(approve(house, school.request()));
        return school;
    }

    static byte[] approve(House house, String request) {
        var actor = Actor.house("trial");
        if (!(house.registry().submit(actor, request) instanceof Registry.Result.Kept(var waiting))) {
            throw new IllegalStateException("not submitted");
        }
        var authority = house.keys().unlock("trial".toCharArray(), Clock.systemUTC(), RANDOM);
        var result = house.registry()
                .approve(actor, waiting.id(), waiting.spoken(), authority, URI.create("https://127.0.0.1:8444/"));
        if (!(result instanceof Registry.Result.Kept(var approved))) {
            throw new IllegalStateException("not approved: " + result);
        }
        return approved.answer().orElseThrow();
    }

    /** Uploads a whole bundle as a careful courier does: create, then chunks with checksums. */
    String send(Sealed bundle) throws Exception {
        return send(client, address, bundle.id(), bundle.bytes());
    }

    static String send(HttpClient client, URI address, String id, byte[] bytes) throws Exception {
        var created = create(client, address, id, bytes.length);
        if (created.statusCode() >= 400) {
            return Integer.toString(created.statusCode());
        }
        var offset =
                Long.parseLong(created.headers().firstValue("Upload-Offset").orElseThrow());
        if (offset == bytes.length) {
            return "known";
        }
        while (true) {
            var to = (int) Math.min(bytes.length, offset + 256 * 1024);
            var answer = patch(client, address, id, offset, Arrays.copyOfRange(bytes, (int) offset, to));
            if (answer.statusCode() != 204) {
                return answer.statusCode() + " " + answer.body();
            }
            offset = Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
            if (offset == bytes.length) {
                return answer.headers().firstValue("Sotruong-Outcome").orElseThrow();
            }
        }
    }

    static HttpResponse<String> create(HttpClient client, URI address, String id, long length) throws Exception {
        var metadata = "id " + Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
        return client.send(
                HttpRequest.newBuilder(address.resolve("/v1/uploads"))
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", Long.toString(length))
                        .header("Upload-Metadata", metadata)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    static HttpResponse<String> patch(HttpClient client, URI address, String id, long offset, byte[] chunk)
            throws Exception {
        return client.send(chunk(address, id, offset, chunk, checksum(chunk)), BodyHandlers.ofString());
    }

    static HttpRequest chunk(URI address, String id, long offset, byte[] chunk, @Nullable String checksum) {
        var request = HttpRequest.newBuilder(address.resolve("/v1/uploads/" + id))
                .header("Tus-Resumable", "1.0.0")
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Long.toString(offset));
        if (checksum != null) {
            request.header("Upload-Checksum", checksum);
        }
        return request.method("PATCH", BodyPublishers.ofByteArray(chunk)).build();
    }

    static String checksum(byte[] chunk) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(chunk);
        return "sha256 " + Base64.getEncoder().encodeToString(hash);
    }

    HttpResponse<String> head(String id) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address.resolve("/v1/uploads/" + id))
                        .header("Tus-Resumable", "1.0.0")
                        .HEAD()
                        .build(),
                BodyHandlers.ofString());
    }

    /** Asks for the state note and verifies it. */
    StateNote state(TrialSchool school) throws Exception {
        return state(client, address, school);
    }

    static StateNote state(HttpClient client, URI address, TrialSchool school) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(address.resolve("/v1/state"))
                        .header("Content-Type", "application/cms")
                        .POST(BodyPublishers.ofByteArray(school.ask(Request.Purpose.ASK_STATE, 0)))
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return StateNote.verify(answer.body(), school.answer().authority(), null);
    }

    /** All receipts of a school, verified. */
    List<Receipt> receipts(TrialSchool school) {
        return house.intake().listReceipts(school.code, 0, 10_000).stream()
                .map(each -> {
                    try {
                        return Receipt.verify(each.p7m(), school.answer().authority(), null);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        house.close();
    }
}
