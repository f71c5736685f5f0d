package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;

/** What happens on the wire: cuts, stale connections, strangers, and clients that mean ill. */
class WireTest {
    @TempDir
    Path folder;

    private TrialOffice office;
    private TrialSchool school;
    private Sealed bundle;
    private byte[] bytes;

    @BeforeEach
    void open() throws Exception {
        office = TrialOffice.open(folder.resolve("office"));
        school = office.enrol("HOAMAI");
        school.openClass(10);
        school.noise(1500);
        bundle = school.bundle(1, school.last());
        bytes = bundle.bytes();
    }

    @AfterEach
    void close() {
        office.close();
    }

    private long offset() throws Exception {
        return Long.parseLong(
                office.head(bundle.id()).headers().firstValue("Upload-Offset").orElseThrow());
    }

    @Test
    void an_upload_cut_anywhere_goes_on_where_the_office_stands() throws Exception {
        TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
        var random = new Random(3);
        var sent = 0L;
        for (int i = 0; i < 40 && offset() < bytes.length; i++) {
            var from = (int) offset();
            var announced = Math.min(bytes.length - from, 64 * 1024);
            var really = random.nextInt(announced);
            if (from == 0 && i > 5) {
                really = Math.min(announced, 20_000);
            }
            cut(from, announced, really);
            sent += really;
            awaitOwnerless();
        }
        var left = (int) offset();
        if (left < bytes.length) {
            TrialOffice.patch(
                    office.client, office.address, bundle.id(), left, Arrays.copyOfRange(bytes, left, bytes.length));
        }
        assertThat(office.receipts(school)).hasSize(1);
        assertThat(sent).isPositive();
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    private static void awaitOwnerless() throws InterruptedException {
        Thread.sleep(30);
    }

    /** Announces so many bytes and breaks the connection after fewer. */
    private void cut(int offset, int announced, int really) throws Exception {
        try (var socket = socket()) {
            var out = socket.getOutputStream();
            begin(out, offset, announced);
            out.write(bytes, offset, really);
            out.flush();
            Thread.sleep(20);
        }
    }

    private SSLSocket socket() throws Exception {
        return (SSLSocket)
                TrialOffice.trust(office.data).getSocketFactory().createSocket("127.0.0.1", office.address.getPort());
    }

    private void begin(OutputStream out, int offset, int announced) throws Exception {
        out.write(("PATCH /v1/uploads/" + bundle.id() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\n"
                        + "Content-Type: application/offset+octet-stream\r\nUpload-Offset: " + offset
                        + "\r\nContent-Length: " + announced + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_stale_connection_is_evicted_and_never_answered_423() throws Exception {
        TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
        try (var stale = socket()) {
            var out = stale.getOutputStream();
            begin(out, 0, bytes.length);
            out.write(bytes, 0, 20_000);
            out.flush();
            Thread.sleep(200);
            var stands = (int) offset();
            assertThat(stands).isGreaterThan(0);

            var answer = TrialOffice.patch(
                    office.client,
                    office.address,
                    bundle.id(),
                    stands,
                    Arrays.copyOfRange(bytes, stands, bytes.length));
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Sotruong-Outcome")).contains("applied");

            out.write(bytes, 20_000, 10_000);
            out.flush();
            Thread.sleep(100);
        }
        assertThat(office.receipts(school)).hasSize(1);
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    @Test
    void a_wrong_checksum_keeps_nothing_of_the_chunk() throws Exception {
        TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
        var wrong = TrialOffice.chunk(office.address, bundle.id(), 0, bytes, TrialOffice.checksum(new byte[1]));
        assertThat(office.client.send(wrong, BodyHandlers.ofString()).statusCode())
                .isEqualTo(460);
        assertThat(offset()).isZero();
        assertThat(office.send(bundle)).isEqualTo("applied");
    }

    @Test
    void a_wrong_offset_is_told_the_right_one() throws Exception {
        TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
        var half = Arrays.copyOf(bytes, 20_000);
        assertThat(TrialOffice.patch(office.client, office.address, bundle.id(), 0, half)
                        .statusCode())
                .isEqualTo(204);
        var again = TrialOffice.patch(office.client, office.address, bundle.id(), 0, half);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Upload-Offset")).contains("20000");
        assertThat(office.send(bundle)).isEqualTo("applied");
    }

    @Test
    void a_bundle_damaged_on_the_way_is_forgotten_and_can_come_again() throws Exception {
        var damaged = bytes.clone();
        damaged[damaged.length - 2000] ^= 1;
        assertThat(TrialOffice.send(office.client, office.address, bundle.id(), damaged))
                .startsWith("422")
                .contains("container");
        assertThat(office.head(bundle.id()).statusCode()).isEqualTo(404);
        assertThat(office.send(bundle)).isEqualTo("applied");
    }

    @Test
    void a_half_upload_survives_a_restart() throws Exception {
        TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
        TrialOffice.patch(office.client, office.address, bundle.id(), 0, Arrays.copyOf(bytes, 20_000));
        office.close();
        office = TrialOffice.again(office.data, java.time.Clock.systemUTC());
        assertThat(offset()).isEqualTo(20_000);
        assertThat(office.send(bundle)).isEqualTo("applied");
    }

    @Test
    void a_stranger_who_speaks_tus_is_understood() throws Exception {
        var client = new TusClient() {
            @Override
            public void prepareConnection(HttpURLConnection connection) {
                super.prepareConnection(connection);
                ((HttpsURLConnection) connection)
                        .setSSLSocketFactory(TrialOffice.trust(office.data).getSocketFactory());
            }
        };
        client.setUploadCreationURL(office.address.resolve("/v1/uploads").toURL());
        var upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(bytes));
        upload.setSize(bytes.length);
        upload.setFingerprint(bundle.id());
        upload.setMetadata(Map.of("id", bundle.id()));
        var uploader = client.createUpload(upload);
        uploader.setChunkSize(8 * 1024);
        uploader.setRequestPayloadSize(64 * 1024);
        while (uploader.uploadChunk() > -1) {
            // the client cuts the chunks itself
        }
        uploader.finish();
        assertThat(office.receipts(school)).hasSize(1);
    }

    @Test
    void a_whole_small_bundle_may_come_with_its_creation() throws Exception {
        var answer = office.client.send(
                HttpRequest.newBuilder(office.address.resolve("/v1/uploads"))
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", Integer.toString(bytes.length))
                        .header("Upload-Metadata", "id " + base64(bundle.id()))
                        .header("Content-Type", "application/offset+octet-stream")
                        .POST(BodyPublishers.ofByteArray(bytes))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/uploads/" + bundle.id());
        assertThat(answer.headers().firstValue("Sotruong-Outcome")).contains("applied");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void malformed_requests_are_named_and_change_nothing() throws Exception {
        assertThat(status("POST", "/v1/uploads", Map.of())).isEqualTo(412);
        var tus = Map.of("Tus-Resumable", "1.0.0");
        assertThat(status("POST", "/v1/uploads", tus)).isEqualTo(400);
        assertThat(status("POST", "/v1/uploads", with(tus, "Upload-Length", "-1")))
                .isEqualTo(400);
        assertThat(status(
                        "POST",
                        "/v1/uploads",
                        with(
                                with(tus, "Upload-Length", "99999999999"),
                                "Upload-Metadata",
                                "id " + base64(bundle.id()))))
                .isEqualTo(413);
        assertThat(status(
                        "POST", "/v1/uploads", with(with(tus, "Upload-Length", "9"), "Upload-Metadata", "id ../../x")))
                .isEqualTo(400);
        assertThat(status("PATCH", "/v1/uploads/" + bundle.id(), with(tus, "Upload-Offset", "0")))
                .isEqualTo(415);
        assertThat(status("HEAD", "/v1/uploads/nichts", tus)).isEqualTo(404);
        assertThat(status("PATCH", "/v1/uploads/" + "f".repeat(64), chunk(tus, "0")))
                .isEqualTo(404);
        assertThat(status("PATCH", "/v1/uploads/" + bundle.id(), chunk(tus, "NaN")))
                .isEqualTo(400);
        TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
        var large = TrialOffice.chunk(office.address, bundle.id(), 0, new byte[(1 << 20) + 1], null);
        // the answer comes before the body, which is then never sent: without waiting, the closing of a line full of
        // unread bytes may overtake it
        var asking = HttpRequest.newBuilder(large, (name, value) -> true)
                .expectContinue(true)
                .build();
        assertThat(office.client.send(asking, BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var more = new java.util.TreeMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static Map<String, String> chunk(Map<String, String> tus, String offset) {
        return with(with(tus, "Content-Type", "application/offset+octet-stream"), "Upload-Offset", offset);
    }

    private int status(String method, String path, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(office.address.resolve(path)).method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return office.client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void a_school_may_leave_four_uploads_unfinished_and_no_more() throws Exception {
        var other = office.enrol("NGUYENDU");
        other.openClass(3);
        for (int i = 1; i <= 5; i++) {
            var each = school.bundle(1, 1000 + i);
            TrialOffice.create(office.client, office.address, each.id(), each.bytes().length);
            var answer =
                    TrialOffice.patch(office.client, office.address, each.id(), 0, Arrays.copyOf(each.bytes(), 17_000));
            assertThat(answer.statusCode()).isEqualTo(i <= 4 ? 204 : 429);
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(i == 5);
        }
        assertThat(office.send(other.bundle(1, other.last()))).isEqualTo("applied");
    }

    @Test
    void slow_connections_do_not_hinder_others() throws Exception {
        var slow = new ArrayList<SSLSocket>();
        try {
            TrialOffice.create(office.client, office.address, bundle.id(), bytes.length);
            for (int i = 0; i < 200; i++) {
                var socket = socket();
                begin(socket.getOutputStream(), 0, 10_000);
                socket.getOutputStream().write(new byte[] {'P', 'K'});
                socket.getOutputStream().flush();
                slow.add(socket);
            }
            assertThat(office.send(bundle)).isEqualTo("applied");
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }
}
