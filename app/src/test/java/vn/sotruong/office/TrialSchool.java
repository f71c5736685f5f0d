package vn.sotruong.office;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.sync.bundle.BundleWriter;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;
import vn.sotruong.sync.bundle.BundleWriter.Stretch;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.EnrolmentAnswer;
import vn.sotruong.sync.bundle.EnrolmentRequest;
import vn.sotruong.sync.bundle.Entry;
import vn.sotruong.sync.bundle.Epoch;
import vn.sotruong.sync.bundle.Op;
import vn.sotruong.sync.bundle.Request;
import vn.sotruong.sync.bundle.Seat;
import vn.sotruong.sync.bundle.StateDigest;

/** A school's side without a school: keys, a journal in memory, bundles cut from it at will. */
final class TrialSchool {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Making RSA keys takes longer than everything else here; no test depends on whose box opens what. */
    private static final KeyPair BOX = Keys.newRecipientKey(3072, RANDOM);

    final String code;
    final KeyPair device;
    final KeyPair courier;
    private @Nullable EnrolmentAnswer answer;
    private Epoch epoch = Epoch.random(RANDOM, null);
    private List<Entry> lines = new ArrayList<>();
    private List<String> heads = new ArrayList<>();
    private Map<String, Long> lastOf = new TreeMap<>();
    Instant clock = Instant.now();
    String clk = "synced";

    TrialSchool(String code) {
        this(code, Keys.newSigningKey(RANDOM), Keys.newSigningKey(RANDOM));
    }

    private TrialSchool(String code, KeyPair device, KeyPair courier) {
        this.code = code;
        this.device = device;
        this.courier = courier;
    }

    String request() {
        var now = Instant.now();
        var own = Certificates.selfSigned(
                Seat.DEVICE.commonName(code), device, Use.SIGNER, now, now.plus(Duration.ofDays(30)));
        return new EnrolmentRequest(
                        code,
                        "Trường THCS " + code,
                        EnrolmentRequest.csr(Seat.DEVICE, code, device),
                        EnrolmentRequest.csr(Seat.COURIER, code, courier),
                        EnrolmentRequest.csr(Seat.BOX, code, BOX),
                        EnrolmentRequest.at(now))
                .signed(device, own);
    }

    void enrolled(byte[] file) throws Exception {
        answer = EnrolmentAnswer.verify(new String(file, StandardCharsets.UTF_8));
    }

    EnrolmentAnswer answer() {
        if (answer == null) {
            throw new IllegalStateException("not enrolled");
        }
        return answer;
    }

    Epoch epoch() {
        return epoch;
    }

    long last() {
        return epoch.firstSeq() - 1 + lines.size();
    }

    String headAt(long seq) {
        var index = (int) (seq - epoch.firstSeq());
        return index < 0 ? HexFormat.of().formatHex(Chain.genesis(code, epoch)) : heads.get(index);
    }

    /** Adds a line of one row. */
    void write(String ent, String id, Map<String, @Nullable Object> row) {
        var seq = last() + 1;
        var base = lastOf.put(ent + "\0" + id, seq);
        var line = new ChangeLine(
                2,
                seq,
                seq,
                ChangeLine.time(clock),
                null,
                clk,
                "a1",
                "s1",
                "use",
                ent,
                id,
                base == null ? Op.CREATE : Op.AMEND,
                base,
                row,
                base == null ? null : "sửa",
                null);
        append(new Entry.Open(line.bytes()));
    }

    /** Adds a line that stays in the school. */
    void hide() {
        var seq = last() + 1;
        var hash = new byte[32];
        RANDOM.nextBytes(hash);
        append(new Entry.Hidden(seq, seq, HexFormat.of().formatHex(hash)));
    }

    /** A class of some pupils with one sheet. */
    void openClass(int pupils) {
        write("subject", "toan", row("id", "toan", "name", "Toán", "kind", "SCORED", "position", 1L));
        write("homeroom", "6a", row("id", "6a", "school_year", "2026-2027", "grade", 6L, "name", "6A"));
        write("sheet", "s1", row("id", "s1", "homeroom", "6a", "subject", "toan", "semester", 1L, "regular_count", 2L));
        for (int i = 1; i <= pupils; i++) {
            write(
                    "pupil",
                    "p" + i,
                    row("id", "p" + i, "code", null, "family_name", "Nguyễn Thị", "given_name", "An" + i)
                            .with("birth_date", "2015-02-03")
                            .with("status", "STUDYING"));
            write(
                    "enrolment",
                    "e" + i,
                    row("id", "e" + i, "pupil", "p" + i, "homeroom", "6a", "number", (long) i)
                            .with("until_date", null));
        }
    }

    void mark(int pupil, String col, long tenths) {
        write(
                "mark",
                "s1/p" + pupil + "/" + col,
                row("sheet", "s1", "pupil", "p" + pupil, "col", col, "tenths", tenths)
                        .with("entered_by", "t1")
                        .with("entered_at", ChangeLine.time(clock)));
    }

    void marks(int count) {
        for (int i = 1; i <= count; i++) {
            mark(i, "tx1", (i * 7L) % 101);
        }
    }

    /** Lines that no compression makes small. */
    void noise(int count) {
        for (int i = 1; i <= count; i++) {
            var text = new byte[100];
            RANDOM.nextBytes(text);
            write("note", "n" + last(), row("text", HexFormat.of().formatHex(text)));
        }
    }

    private void append(Entry entry) {
        var head = HexFormat.of().parseHex(headAt(last()));
        lines.add(entry);
        heads.add(HexFormat.of().formatHex(Chain.next(head, entry.lineHash())));
    }

    /** Cuts a bundle; {@code to} before {@code from} is a heartbeat. */
    Sealed bundle(long from, long to) {
        return writer().seal(stretch(answer().unit(), from, to));
    }

    Sealed bundleFor(String unit, long from, long to) {
        return writer().seal(stretch(unit, from, to));
    }

    /** A bundle under a certificate that nobody issued. */
    Sealed selfMade(long from, long to) {
        var now = Instant.now();
        var own = Certificates.selfSigned(
                Seat.DEVICE.commonName(code), device, Use.SIGNER, now, now.plus(Duration.ofDays(30)));
        return new BundleWriter(device.getPrivate(), own, answer().recipients())
                .seal(stretch(answer().unit(), from, to));
    }

    private BundleWriter writer() {
        return new BundleWriter(device.getPrivate(), answer().device(), answer().recipients());
    }

    Stretch stretch(String unit, long from, long to) {
        var first = epoch.firstSeq();
        return new Stretch(
                code,
                unit,
                epoch,
                from,
                headAt(from - 1),
                to < from ? digest() : null,
                clk,
                clock,
                List.copyOf(lines.subList((int) (from - first), (int) (to - first + 1))));
    }

    Sealed heartbeat() {
        return bundle(last() + 1, last());
    }

    private String digest() {
        var digest = new StateDigest();
        lastOf.forEach((key, seq) -> {
            var parts = key.split("\0", -1);
            digest.add(parts[0], parts[1], seq);
        });
        return HexFormat.of().formatHex(digest.finish());
    }

    /** Goes back to a backup that ended at {@code seq}, as a restore does: a new epoch with a parent. */
    void restoreTo(long seq) {
        var parent = new Epoch.Parent(epoch.id(), seq, headAt(seq));
        var kept = lines.subList(0, (int) (seq - epoch.firstSeq() + 1));
        lastOf = new TreeMap<>();
        for (var entry : kept) {
            if (entry instanceof Entry.Open(var bytes)) {
                var line = ChangeLine.parse(bytes);
                lastOf.put(line.ent() + "\0" + line.id(), line.seq());
            }
        }
        epoch = Epoch.random(RANDOM, parent);
        lines = new ArrayList<>();
        heads = new ArrayList<>();
    }

    /** Forgets that a row ever was, as a broken box might. */
    void forgetRow(String ent, String id) {
        lastOf.remove(ent + "\0" + id);
    }

    /** A box with the same keys and an empty journal of its own beginning. */
    TrialSchool(String code, TrialSchool keys) {
        this(code, keys.device, keys.courier);
        this.answer = keys.answer;
    }

    /** Another box with the same history up to now, as a cloned disk would be. */
    TrialSchool twin() {
        var twin = new TrialSchool(code, device, courier);
        twin.answer = answer;
        twin.epoch = epoch;
        twin.lines = new ArrayList<>(lines);
        twin.heads = new ArrayList<>(heads);
        twin.lastOf = new TreeMap<>(lastOf);
        return twin;
    }

    byte[] ask(Request.Purpose purpose, long after) {
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return new Request(
                        purpose,
                        code,
                        answer().unit(),
                        HexFormat.of().formatHex(nonce),
                        ChangeLine.time(Instant.now()),
                        after)
                .signed(courier.getPrivate(), answer().courier());
    }

    static Columns row(@Nullable Object... pairs) {
        var row = new Columns();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }

    /** Các cột của một hàng. */
    static final class Columns extends HashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1;

        Columns with(String column, @Nullable Object value) {
            put(column, value);
            return this;
        }
    }
}
