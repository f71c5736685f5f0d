package vn.sotruong.sync.courier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import vn.sotruong.sync.bundle.BundleRefused;
import vn.sotruong.sync.bundle.Cast;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Container;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.ReceiptPage;
import vn.sotruong.sync.bundle.Request;
import vn.sotruong.sync.bundle.SchoolState;
import vn.sotruong.sync.bundle.Sha256;
import vn.sotruong.sync.bundle.SignedLabel;
import vn.sotruong.sync.bundle.StateNote;

/** Nơi nhận để thử: a strict tus server on loopback, with TLS, that follows PROTOCOL.md and keeps all in memory. */
final class TestOffice implements AutoCloseable {
    private static final int CHUNK_MOST = 1 << 20;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path folder;
    private final Map<String, ByteArrayOutputStream> partial = new HashMap<>();
    private final Map<String, Long> lengths = new HashMap<>();
    private final Map<String, byte[]> taken = new LinkedHashMap<>();
    private final Map<String, SchoolState.Stream> streams = new TreeMap<>();
    private final List<byte[]> receipts = new ArrayList<>();
    final List<Long> seqs = new ArrayList<>();
    final Set<String> refuse = new HashSet<>();
    final List<Integer> chunks = new ArrayList<>();
    private double lostAnswers;
    private int busy;
    private final Random random = new Random(20261121);

    TestOffice(Path folder, String... names) throws Exception {
        this.folder = folder;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(Cast.tls(names))));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on some answers are lost after the work was done. */
    void loseAnswers(double share) {
        lostAnswers = share;
    }

    /** The next requests are told to come again. */
    void busyFor(int requests) {
        busy = requests;
    }

    synchronized int bundles() {
        return taken.size();
    }

    /** As if an old copy of the office were put back: the newest bundles and their receipts are gone. */
    synchronized void fallBackTo(SchoolState.Stream stream, int receiptsKept) {
        streams.put(stream.epoch(), stream);
        taken.clear();
        seqs.removeIf(seq -> seq > stream.last());
        receipts.subList(receiptsKept, receipts.size()).clear();
    }

    private static SSLContext tls(Cast.Bearer bearer) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = new Certificate[] {bearer.certificate()};
        store.setKeyEntry("office", bearer.key().getPrivate(), new char[0], chain);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            synchronized (this) {
                if (busy > 0) {
                    busy--;
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    answer(exchange, 503, new byte[0]);
                    return;
                }
            }
            var path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod() + " " + path.replaceAll("[0-9a-f]{64}", "ID")) {
                case "POST /v1/state" -> state(exchange);
                case "GET /v1/receipts" -> receipts(exchange);
                case "POST /v1/uploads" -> create(exchange);
                case "HEAD /v1/uploads/ID" -> head(exchange, path.substring(12));
                case "PATCH /v1/uploads/ID" -> patch(exchange, path.substring(12));
                default -> answer(exchange, 404, new byte[0]);
            }
        }
    }

    private synchronized void state(HttpExchange exchange) throws IOException {
        try {
            var request = Request.verify(exchange.getRequestBody().readAllBytes(), Cast.AUTHORITY, Cast.NOW)
                    .request();
            var note = new StateNote(
                    Cast.SCHOOL, Cast.UNIT, request.nonce(), ChangeLine.time(Cast.NOW), receipts.size(), state());
            answer(exchange, 200, note.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate()));
        } catch (NoteRefused refused) {
            answer(exchange, 401, new byte[0]);
        }
    }

    private SchoolState state() {
        return new SchoolState(List.copyOf(streams.values()), List.of(), List.of());
    }

    private synchronized void receipts(HttpExchange exchange) throws IOException {
        var header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        try {
            var request = Request.verify(
                            Base64.getDecoder().decode(header.replace("Sotruong ", "")), Cast.AUTHORITY, Cast.NOW)
                    .request();
            if (!exchange.getRequestURI().getQuery().equals("after=" + request.after())) {
                answer(exchange, 401, new byte[0]);
                return;
            }
            var after = (int) request.after();
            var page = new ArrayList<ReceiptPage.Numbered>();
            for (int n = after + 1; n <= receipts.size() && page.size() < 3; n++) {
                page.add(new ReceiptPage.Numbered(n, receipts.get(n - 1)));
            }
            answer(exchange, 200, new ReceiptPage(after + page.size() < receipts.size(), page).bytes());
        } catch (NoteRefused refused) {
            answer(exchange, 401, new byte[0]);
        }
    }

    private synchronized void create(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var metadata = String.valueOf(headers.getFirst("Upload-Metadata"));
        if (!tus(exchange) || !metadata.startsWith("id ")) {
            answer(exchange, 400, new byte[0]);
            return;
        }
        var id = new String(Base64.getDecoder().decode(metadata.substring(3)), StandardCharsets.US_ASCII);
        var length = Long.parseLong(headers.getFirst("Upload-Length"));
        if (refuse.contains(id)) {
            answer(
                    exchange,
                    403,
                    "{\"detail\":\"không nhận\",\"reason\":\"revoked_device\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("Location", "/v1/uploads/" + id);
        if (taken.containsKey(id)) {
            exchange.getResponseHeaders().set("Upload-Offset", Long.toString(length));
            answer(exchange, 200, new byte[0]);
            return;
        }
        var known = partial.putIfAbsent(id, new ByteArrayOutputStream());
        lengths.put(id, length);
        exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(known == null ? 0 : known.size()));
        answer(exchange, known == null ? 201 : 200, new byte[0]);
    }

    private synchronized void head(HttpExchange exchange, String id) throws IOException {
        var done = taken.get(id);
        var part = partial.get(id);
        if (!tus(exchange) || (done == null && part == null)) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        long offset = done == null && part != null ? part.size() : lengths.getOrDefault(id, 0L);
        exchange.getResponseHeaders().set("Upload-Offset", Long.toString(offset));
        answer(exchange, 200, new byte[0]);
    }

    private void patch(HttpExchange exchange, String id) throws IOException {
        var chunk = new ByteArrayOutputStream();
        IOException cut = null;
        try {
            exchange.getRequestBody().transferTo(chunk);
        } catch (IOException e) {
            cut = e;
        }
        synchronized (this) {
            var headers = exchange.getRequestHeaders();
            var part = partial.get(id);
            var offset = Long.parseLong(headers.getFirst("Upload-Offset"));
            if (!tus(exchange) || chunk.size() > CHUNK_MOST) {
                answer(exchange, 400, new byte[0]);
                return;
            }
            if (part == null || part.size() != offset) {
                answer(exchange, taken.containsKey(id) || part != null ? 409 : 404, new byte[0]);
                return;
            }
            if (cut == null) {
                var sum = "sha256 " + Base64.getEncoder().encodeToString(Sha256.of(chunk.toByteArray()));
                if (!sum.equals(headers.getFirst("Upload-Checksum"))) {
                    answer(exchange, 460, new byte[0]);
                    return;
                }
            }
            if (offset == 0 && !labelHolds(id, chunk.toByteArray())) {
                answer(exchange, 422, new byte[0]);
                return;
            }
            chunk.writeTo(part);
            chunks.add(chunk.size());
            if (part.size() == lengths.getOrDefault(id, -1L)) {
                finish(id, part.toByteArray());
            }
            if (cut != null || random.nextDouble() < lostAnswers) {
                return;
            }
            exchange.getResponseHeaders().set("Upload-Offset", Long.toString(offset + chunk.size()));
            answer(exchange, 204, new byte[0]);
        }
    }

    private static boolean labelHolds(String id, byte[] chunk) {
        try {
            var label = SignedLabel.verify(Container.head(ByteBuffer.wrap(chunk)), Cast.AUTHORITY, Cast.NOW);
            return label.id().equals(id);
        } catch (BundleRefused refused) {
            return false;
        }
    }

    private void finish(String id, byte[] bytes) {
        try {
            var opened = Cast.open(Files.write(folder.resolve(id), bytes));
            partial.remove(id);
            if (taken.put(id, bytes) != null) {
                throw new IllegalStateException("a bundle was taken in twice");
            }
            var label = opened.label();
            var stream = streams.get(label.epoch().id());
            var last = stream == null ? label.epoch().firstSeq() - 1 : stream.last();
            if (label.type() == Label.Type.CHANGES && label.to() > last) {
                if (label.from() != last + 1) {
                    throw new IllegalStateException("a bundle came before its predecessor");
                }
                streams.put(
                        label.epoch().id(), new SchoolState.Stream(label.epoch().id(), label.to(), label.head()));
                for (long seq = label.from(); seq <= label.to(); seq++) {
                    seqs.add(seq);
                }
            }
            receipts.add(receipt(id, label).signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Receipt receipt(String id, Label label) {
        return new Receipt(
                receipts.size() + 1L,
                Cast.SCHOOL,
                Cast.UNIT,
                id,
                label.type(),
                label.epoch().id(),
                label.from(),
                label.to(),
                label.head(),
                ChangeLine.time(Cast.NOW),
                label.oldestAt(),
                Receipt.Status.APPLIED,
                Receipt.Late.ON_TIME,
                state());
    }

    private static boolean tus(HttpExchange exchange) {
        return "1.0.0".equals(exchange.getRequestHeaders().getFirst("Tus-Resumable"));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Tus-Resumable", "1.0.0");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
