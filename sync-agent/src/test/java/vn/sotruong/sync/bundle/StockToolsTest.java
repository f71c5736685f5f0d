package vn.sotruong.sync.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Envelope;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.seal.Signatures;

/**
 * Java and a shell script of stock tools must say the same of good and of altered bundles. The script knows nothing of
 * this code; it was written from BUNDLE.md.
 */
class StockToolsTest {
    private static final Path SCRIPT = Path.of("src/test/java/vn/sotruong/sync/bundle/golden/kiemtra.sh");

    @TempDir
    Path folder;

    private final BundleWriter.Sealed good = Cast.first(12);
    private final Map<String, byte[]> cases = new LinkedHashMap<>();

    @BeforeEach
    void keys() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem(Cast.AUTHORITY));
        Files.writeString(folder.resolve("r.pem"), Certificates.pem(Cast.RECIPIENT.certificate()));
        Keys.writePrivate(folder.resolve("r.key"), Cast.RECIPIENT.key().getPrivate());
    }

    @Test
    void openssl_alone_verifies_the_label_and_opens_the_body() throws Exception {
        var head = Container.head(ByteBuffer.wrap(good.bytes()));
        Files.write(folder.resolve("label.json"), head.label());
        Files.write(folder.resolve("label.json.p7s"), head.signature());
        Files.write(folder.resolve("body.p7m"), body(good));
        assertThat(run("openssl cms -verify -cades -inform DER -binary -in label.json.p7s -content label.json"
                        + " -CAfile ca.pem -out /dev/null"))
                .endsWith("=0");
        assertThat(run("sha256sum body.p7m")).startsWith(good.label().bodySha256());
        assertThat(run("openssl cms -decrypt -inform DER -binary -in body.p7m -recip r.pem -inkey r.key -out body.zip"))
                .endsWith("=0");
        assertThat(run("python3 -m zipfile -l body.zip"))
                .contains("manifest.json")
                .contains("changes.jsonl");
    }

    @Test
    void openssl_alone_reads_a_receipt_and_an_enrolment() throws Exception {
        var receipt = Cast.receipt(1, good);
        Files.write(
                folder.resolve("receipt.p7m"),
                receipt.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate()));
        assertThat(run("openssl cms -verify -cades -inform DER -binary -in receipt.p7m -CAfile ca.pem"))
                .contains("\"purpose\":\"receipt\"")
                .endsWith("=0");
        var answer = Cast.answer(List.of(URI.create("https://127.0.0.1/")));
        Files.writeString(
                folder.resolve("enrol.pem"), answer.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate()));
        assertThat(run("openssl cms -verify -cades -inform PEM -in enrol.pem -CAfile enrol.pem"))
                .contains("Trường THCS Phước Kiển")
                .endsWith("=0");
    }

    @Test
    void both_say_the_same_of_every_bundle() throws Exception {
        cases.put("good", good.bytes());
        cases.put("good heartbeat", heartbeat());
        unsignedChanges();
        signedButWrongLabels();
        otherSigners();
        otherContainers();
        otherBodies();
        flippedBits(12);
        var differences = new ArrayList<String>();
        var accepted = new ArrayList<String>();
        for (var each : cases.entrySet()) {
            var file = Files.write(folder.resolve("case.zip"), each.getValue());
            var java = java(file);
            var script = run("'" + SCRIPT.toAbsolutePath() + "' case.zip ca.pem r.pem r.key")
                    .replaceAll("(?s)\\W.*", "");
            if (!java.equals(script)) {
                differences.add(each.getKey() + ": Java " + java + ", script " + script);
            }
            if (java.equals("ok")) {
                accepted.add(each.getKey());
            }
        }
        System.out.printf("bundles judged alike by Java and stock tools: %d%n", cases.size() - differences.size());
        assertThat(differences).isEmpty();
        assertThat(accepted).containsExactly("good", "good heartbeat");
    }

    private String java(Path file) throws Exception {
        try {
            Cast.open(file);
            return "ok";
        } catch (BundleRefused refused) {
            return refused.reason().word();
        }
    }

    private static byte[] heartbeat() {
        var stretch = new BundleWriter.Stretch(
                Cast.SCHOOL, Cast.UNIT, Cast.EPOCH, 1, Cast.genesis(), "a".repeat(64), "synced", Cast.NOW, List.of());
        return Cast.writer().seal(stretch).bytes();
    }

    /** Each field of the label altered, the signature left as it was. */
    private void unsignedChanges() throws Exception {
        for (var key : fields().keySet()) {
            var label = fields();
            label.put(key, other(label.get(key)));
            cases.put(
                    "unsigned " + key,
                    Container.write(CanonicalJson.write(label), head(good).signature(), body(good)));
        }
        cases.put("no signature", Container.write(head(good).label(), new byte[0], body(good)));
        cases.put(
                "another's signature",
                Container.write(head(good).label(), head(Cast.first(3)).signature(), body(good)));
    }

    /** Each field of the label altered and signed again by the device itself: a box that went wrong. */
    private void signedButWrongLabels() throws Exception {
        for (var key : fields().keySet()) {
            if (!List.of("clk", "made_at", "state_digest", "unit").contains(key)) {
                var label = fields();
                label.put(key, other(label.get(key)));
                cases.put("signed " + key, signed(CanonicalJson.write(label), body(good)));
            }
        }
        for (var wrong : Map.<String, Object>of(
                        "type",
                        "snapshot",
                        "v",
                        2L,
                        "prev_head",
                        "xyz",
                        "epoch",
                        "00C0FFEE00C0FFEE",
                        "clk",
                        "sure",
                        "made_at",
                        "2026-11-21",
                        "plain_len",
                        1L << 40,
                        "from",
                        0L,
                        "body_len",
                        0L,
                        "school",
                        "../x")
                .entrySet()) {
            var label = fields();
            label.put(wrong.getKey(), wrong.getValue());
            cases.put("wrong " + wrong, signed(CanonicalJson.write(label), body(good)));
        }
        var text = new String(head(good).label(), UTF_8);
        for (var wrong : List.of(
                text.replace("\"count\":12", "\"count\":12,\"count\":12"),
                "\uFEFF" + text,
                text + "\n",
                text.replace("{", "{ "),
                text.replace("\"v\":1", "\"v\":1,\"w\":1"),
                text.replace("\"count\":12", "\"count\":12.0"),
                text.replace("\"clk\"", "\"c\\u006ck\""),
                "[]",
                "")) {
            cases.put("text " + cases.size(), signed(wrong.getBytes(UTF_8), body(good)));
        }
    }

    private void otherSigners() {
        for (var signer : List.of(Cast.OTHER_DEVICE, Cast.COURIER, Cast.OFFICE)) {
            var label = fields();
            cases.put("signer " + cases.size(), signedBy(signer, CanonicalJson.write(label)));
            label.put("device", Certificates.fingerprint(signer.certificate()));
            cases.put("named signer " + cases.size(), signedBy(signer, CanonicalJson.write(label)));
        }
        var key = Keys.newSigningKey(new SecureRandom());
        var stranger = Certificates.selfSigned(
                Seat.DEVICE.commonName(Cast.SCHOOL),
                key,
                Certificates.Use.SIGNER,
                Cast.NOW.minusSeconds(999_999),
                Cast.NOW.plusSeconds(999_999_999));
        var label = fields();
        label.put("device", Certificates.fingerprint(stranger));
        cases.put("self-made device", signedBy(new Cast.Bearer(key, stranger), CanonicalJson.write(label)));
    }

    private void otherContainers() throws Exception {
        var head = head(good);
        var type = StrictZip.Slot.stored("mimetype", Container.TYPE);
        var label = StrictZip.Slot.stored("label.json", head.label());
        var signature = StrictZip.Slot.stored("label.json.p7s", head.signature());
        var body = StrictZip.Slot.stored("body.p7m", body(good));
        var extra = StrictZip.Slot.stored("extra", new byte[1]);
        cases.put("extra entry", StrictZip.write(List.of(type, label, signature, body, extra)));
        cases.put("extra entry within", StrictZip.write(List.of(type, label, extra, signature, body)));
        cases.put("order", StrictZip.write(List.of(type, signature, label, body)));
        cases.put("stripped signature", StrictZip.write(List.of(type, label, body)));
        cases.put("no body", StrictZip.write(List.of(type, label, signature)));
        cases.put("twice the body", StrictZip.write(List.of(type, label, signature, body, body)));
        cases.put(
                "zip-slip",
                StrictZip.write(List.of(type, label, signature, StrictZip.Slot.stored("../body.p7m", body(good)))));
        cases.put(
                "another mimetype",
                StrictZip.write(List.of(
                        StrictZip.Slot.stored("mimetype", "application/vnd.sotruong.bundle+zap".getBytes(UTF_8)),
                        label,
                        signature,
                        body)));
        cases.put(
                "deflated label",
                StrictZip.write(List.of(type, StrictZip.Slot.deflated("label.json", head.label()), signature, body)));
        var before = new byte[good.bytes().length + 1];
        System.arraycopy(good.bytes(), 0, before, 1, good.bytes().length);
        cases.put("a byte before", before);
        cases.put("a byte behind", Arrays.copyOf(good.bytes(), good.bytes().length + 1));
        cases.put("a byte less", Arrays.copyOf(good.bytes(), good.bytes().length - 1));
        cases.put("empty", new byte[0]);
        cases.put("half", Arrays.copyOf(good.bytes(), good.bytes().length / 2));
        var comment = good.bytes().clone();
        comment[comment.length - 2] = 1;
        cases.put("comment", Arrays.copyOf(comment, comment.length + 1));
    }

    /** Signed by the device, but what is inside does not hold. */
    private void otherBodies() throws Exception {
        var bundle = body(good);
        cases.put("tag cut", relabelled(Arrays.copyOf(bundle, bundle.length - 3), fields()));
        var tag = bundle.clone();
        tag[tagAt(tag)] ^= 1;
        cases.put("tag altered", relabelled(tag, fields()));
        var middle = bundle.clone();
        middle[tagAt(middle) - 40] ^= 1;
        cases.put("cipher text altered", relabelled(middle, fields()));
        cases.put("no envelope", relabelled("xin chào".getBytes(UTF_8), fields()));
        var plain = Envelope.openBytes(bundle, Cast.RECIPIENT.key().getPrivate(), Cast.RECIPIENT.certificate());
        cases.put("recipient absent", relabelled(Envelope.sealBytes(plain, List.of(Cast.SO.certificate())), fields()));
        var lines = new ArrayList<String>();
        Cast.entries(1, 12).forEach(entry -> lines.add(new String(entry.bytes(), UTF_8)));
        bodies(String.join("\n", lines) + "\n", lines);
    }

    /** The last OCTET STRING of 16 bytes. Behind it stand only the ends of the lists around it. */
    private static int tagAt(byte[] sealed) {
        for (int i = sealed.length - 18; i > 0; i--) {
            if (sealed[i] == 4 && sealed[i + 1] == 16) {
                return i + 2;
            }
        }
        throw new IllegalStateException("an envelope without a tag");
    }

    private void bodies(String right, List<String> lines) {
        var all = new TreeMap<String, String>();
        all.put("no line end", right.substring(0, right.length() - 1));
        all.put("empty line", right + "\n");
        all.put("a line less", right.substring(right.indexOf('\n') + 1));
        all.put(
                "lines exchanged",
                lines.get(1) + "\n" + lines.get(0)
                        + right.substring(
                                right.indexOf(lines.get(1)) + lines.get(1).length()));
        all.put("a hole", right.replace("\"seq\":3,", "\"seq\":30,"));
        all.put("a mark altered", right.replace("\"tenths\":3}", "\"tenths\":99}"));
        all.put(
                "a secret shown",
                right.replace("\"seq\":3,", "\"salt\":\"0123456789abcdef0123456789abcdef\",\"seq\":3,"));
        all.put("a hidden hash altered", right.replace("{\"hash\":\"", "{\"hash\":\"0"));
        all.put("a hidden line with more", right.replace("{\"hash\":\"", "{\"hash\":\"x\",\"has\":\""));
        all.put("a duplicate key", right.replace("\"seq\":3,", "\"seq\":3,\"seq\":3,"));
        all.put("an unknown op", right.replaceFirst("\"op\":\"create\"", "\"op\":\"delete\""));
        all.put("not NFC", right.replaceFirst("Ánh", "A\u0301nh"));
        all.put("blanks", right.replaceFirst("\"v\":(\\d)", "\"v\": $1"));
        all.put("time falls", right.replaceFirst("\"tx\":1,", "\"tx\":9,"));
        all.put("nothing", "");
        all.forEach((name, changes) -> cases.put(name, inside(manifest(changes), changes)));
        cases.put("manifest of another school", inside(manifest(right).replace("79761001", "79761002"), right));
        cases.put("manifest with another hash", inside(manifest(right + " "), right));
        var plain = StrictZip.Slot.deflated("changes.jsonl", right.getBytes(UTF_8));
        var manifest = StrictZip.Slot.deflated("manifest.json", manifest(right).getBytes(UTF_8));
        var slip = StrictZip.Slot.deflated("../../slip", new byte[9]);
        cases.put("zip-slip within", packed(List.of(manifest, plain, slip), 9));
        cases.put("order within", packed(List.of(plain, manifest), 0));
        cases.put("plain_len too small", packed(List.of(manifest, plain), -1));
        var bomb = StrictZip.Slot.deflated("changes.jsonl", new byte[20 << 20]);
        var header = bomb.header();
        var lying = new StrictZip.Header(
                header.name(),
                header.method(),
                header.crc(),
                header.packed(),
                plain.header().size());
        cases.put("bomb", packed(List.of(manifest, new StrictZip.Slot(lying, bomb.packed())), 0));
    }

    private byte[] inside(String manifest, String changes) {
        return packed(
                List.of(
                        StrictZip.Slot.deflated("manifest.json", manifest.getBytes(UTF_8)),
                        StrictZip.Slot.deflated("changes.jsonl", changes.getBytes(UTF_8))),
                0);
    }

    private byte[] packed(List<StrictZip.Slot> slots, int off) {
        var label = fields();
        label.put(
                "plain_len",
                slots.stream().mapToLong(slot -> slot.header().size()).sum() + off);
        return relabelled(Envelope.sealBytes(StrictZip.write(slots), List.of(Cast.RECIPIENT.certificate())), label);
    }

    private static String manifest(String changes) {
        Map<String, Object> file = Map.of(
                "path",
                "changes.jsonl",
                "sha256",
                Sha256.hex(changes.getBytes(UTF_8)),
                "size",
                changes.getBytes(UTF_8).length);
        return new String(CanonicalJson.write(Map.of("files", List.of(file), "school", Cast.SCHOOL, "v", 1)), UTF_8);
    }

    private static byte[] relabelled(byte[] body, Map<String, @Nullable Object> label) {
        label.put("body_len", (long) body.length);
        label.put("body_sha256", Sha256.hex(body));
        return signed(CanonicalJson.write(label), body);
    }

    private void flippedBits(int count) {
        var random = new Random(20261121);
        for (int i = 0; i < count; i++) {
            var changed = good.bytes().clone();
            var bit = random.nextInt(changed.length * 8);
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            cases.put("bit " + bit, changed);
        }
    }

    private Map<String, @Nullable Object> fields() {
        try {
            return new TreeMap<>(CanonicalJson.read(head(good).label()));
        } catch (BundleRefused broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Object other(@Nullable Object value) {
        return switch (value) {
            case null -> HexFormat.of().formatHex(new byte[32]);
            case Long number -> number + 1;
            case String text -> (text.startsWith("1") ? "2" : "1") + text.substring(1);
            default -> "x";
        };
    }

    private static Container.Head head(BundleWriter.Sealed bundle) throws BundleRefused {
        return Container.head(ByteBuffer.wrap(bundle.bytes()));
    }

    private static byte[] body(BundleWriter.Sealed bundle) throws BundleRefused {
        var body = Container.body(ByteBuffer.wrap(bundle.bytes()));
        var bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static byte[] signed(byte[] label, byte[] body) {
        var signature = Signatures.signDetached(label, Cast.DEVICE.key().getPrivate(), Cast.DEVICE.certificate());
        return Container.write(label, signature, body);
    }

    private byte[] signedBy(Cast.Bearer signer, byte[] label) {
        try {
            var signature = Signatures.signDetached(label, signer.key().getPrivate(), signer.certificate());
            return Container.write(label, signature, body(good));
        } catch (BundleRefused broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String run(String command) throws Exception {
        var process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return said + "=" + process.waitFor();
    }
}
