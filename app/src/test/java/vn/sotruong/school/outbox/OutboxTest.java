package vn.sotruong.school.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.device.Device;
import vn.sotruong.school.outbox.Enrolment.Answered;
import vn.sotruong.sync.bundle.BundleReader;
import vn.sotruong.sync.bundle.EnrolmentAnswer;
import vn.sotruong.sync.bundle.EnrolmentRequest;
import vn.sotruong.sync.bundle.Entry;
import vn.sotruong.sync.bundle.Epoch;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.SchoolState;
import vn.sotruong.sync.bundle.Seat;
import vn.sotruong.sync.spool.Spool;

class OutboxTest {
    private static final String SCHOOL = "79760512";
    private static final Entity SUBJECT = Entity.of("subject", Audience.RECEIVER, "id");
    private static final Schema SCHEMA = new Schema(
            List.of("vn/sotruong/ground/store/migrations", "vn/sotruong/school/migrations"),
            Stream.concat(Stream.of(SUBJECT), Outbox.ENTITIES.stream()).toList(),
            List.of(Outbox::findings),
            _ -> List.of());
    private static final Pattern BUNDLES = Pattern.compile(".*\\.sotruong\\.zip");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final DatabaseKey key = DatabaseKey.random(random);
    private DataFolder data;
    private Database db;
    private AtomicReference<Device> device;
    private Enrolment enrolment;
    private Spool spool;
    private Outbox outbox;
    private Office office;

    @BeforeEach
    void open() throws Exception {
        data = new DataFolder(folder);
        Files.createDirectories(data.database().getParent());
        db = Database.create(data.database(), key, clock, random, SCHEMA, SCHOOL);
        spool = new Spool(data.root());
        furnish();
        office = new Office(random);
    }

    private void furnish() {
        device = new AtomicReference<>(Device.open(KeyDrawer.plain(data.keys()), SCHOOL, clock, random));
        enrolment = new Enrolment(db, data, device::get, device::set);
        outbox = new Outbox(
                db, clock, new Sealer(db, clock, device::get, spool), new ReceiptTray(db, spool), Duration.ZERO);
    }

    /** As on another machine: the store with a new lineage, no keys and nothing in the spool. */
    private void restore() throws Exception {
        var parent = db.read(handle -> new Epoch.Parent(
                ChangeLog.lineage(handle).epoch().id(),
                ChangeLog.lastSeq(handle),
                Audit.verify(handle, SCHEMA, List.of()).head()));
        db.close();
        for (var each : bundles()) {
            Files.delete(each);
        }
        for (var each : List.of("device.key", "device.pem", "device-own.pem", "box.key", "box.pem")) {
            Files.delete(data.keys().resolve(each));
        }
        Database.beginEpoch(data.database(), key, SCHOOL, Epoch.random(random, parent), clock);
        db = Database.open(data.database(), key, clock, random, SCHEMA);
        furnish();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void addSubject(String id) {
        db.write(
                new Actor("lan", "s"),
                tx -> tx.create(SUBJECT, Map.of("id", id, "name", "Môn " + id, "kind", "SCORED", "position", 1L)));
    }

    private Answered enrol() throws Exception {
        var courier = Keys.newSigningKey(random);
        var request = enrolment.request("Trường THCS Hoa Mai", EnrolmentRequest.csr(Seat.COURIER, SCHOOL, courier));
        return enrolment.accept(new Actor("board", "s"), office.answer(request), Certificates.spoken(office.ca));
    }

    private List<Path> bundles() {
        return spool.list(Spool.Tray.OUTBOX, BUNDLES);
    }

    @Test
    void an_urgent_line_is_sealed_at_the_next_tick_and_takes_what_waits_along() throws Exception {
        outbox = new Outbox(
                db,
                clock,
                new Sealer(db, clock, device::get, spool),
                new ReceiptTray(db, spool),
                Duration.ofDays(1),
                new Outbox.Urgency(Set.of(), Set.of(SUBJECT)));
        enrol();
        addSubject("toan");
        outbox.tick();
        assertThat(bundles()).isEmpty();
        db.write(
                new Actor("lan", "s"),
                tx -> tx.status(
                        SUBJECT, Map.of("id", "toan", "name", "Môn toan", "kind", "SCORED", "position", 2L), "đổi"));
        assertThat(outbox.progress().sealed()).isLessThan(db.read(ChangeLog::lastSeq));
        outbox.tick();
        assertThat(bundles()).hasSize(1);
        assertThat(outbox.progress().sealed()).isEqualTo(db.read(ChangeLog::lastSeq));
    }

    @Test
    void nothing_is_sealed_before_enrolment() {
        addSubject("toan");
        assertThat(outbox.sealAll()).isEmpty();
        assertThat(bundles()).isEmpty();
        assertThat(outbox.status().office()).isNull();
    }

    @Test
    void an_authority_that_was_not_compared_is_refused_and_changes_nothing() throws Exception {
        var request =
                enrolment.request("Trường", EnrolmentRequest.csr(Seat.COURIER, SCHOOL, Keys.newSigningKey(random)));
        var before = device.get();
        var answered = enrolment.accept(
                new Actor("board", "s"), office.answer(request), "0000 0000 0000 0000 0000 0000 0000 0000");
        assertThat(answered).isEqualTo(new Answered.Refused(Enrolment.Reason.AUTHORITY_NOT_COMPARED));
        assertThat(enrolment.find()).isEmpty();
        assertThat(device.get()).isEqualTo(before);
    }

    @Test
    void a_change_is_sealed_for_the_office_and_school_only_lines_go_as_hashes() throws Exception {
        assertThat(enrol()).isInstanceOf(Answered.Enrolled.class);
        addSubject("toan");
        addSubject("van");
        outbox.tick();

        assertThat(bundles()).hasSize(1);
        var opened = new BundleReader(office.ca).open(bundles().getFirst(), office.key, office.recipient, null);
        assertThat(opened.label().from()).isEqualTo(1);
        assertThat(opened.label().to()).isEqualTo(3);
        assertThat(opened.entries().getFirst()).isInstanceOf(Entry.Hidden.class);
        assertThat(new String(((Entry.Open) opened.entries().get(1)).line(), StandardCharsets.UTF_8))
                .contains("Môn toan");
        assertThat(outbox.sealAll()).contains(0);
    }

    @Test
    void a_bundle_written_just_before_a_power_cut_is_adopted_not_made_twice() throws Exception {
        enrol();
        addSubject("toan");
        outbox.tick();
        var file = bundles().getFirst();
        db.write(Actor.house("test"), tx -> tx.handle().execute("DELETE FROM bundle"));

        addSubject("van");
        outbox.tick();
        assertThat(bundles()).hasSize(2).contains(file);
        var second = bundles().stream()
                .filter(each -> !each.equals(file))
                .findFirst()
                .orElseThrow();
        assertThat(new BundleReader(office.ca).check(second, null).label().from())
                .isEqualTo(3);
    }

    @Test
    void a_restored_box_with_new_keys_seals_nothing_until_it_is_enrolled_anew() throws Exception {
        enrol();
        addSubject("toan");
        device.set(Device.open(KeyDrawer.plain(folder.resolve("new-keys")), SCHOOL, clock, random));
        outbox.tick();
        assertThat(bundles()).isEmpty();
        assertThat(outbox.status().office()).isNull();

        data = new DataFolder(folder.resolve("anew"));
        Files.createDirectories(data.keys());
        enrolment = new Enrolment(db, data, device::get, device::set);
        assertThat(enrol()).isInstanceOf(Answered.Enrolled.class);
        outbox.tick();
        assertThat(bundles()).hasSize(1);
    }

    @Test
    void a_bundle_that_the_office_would_refuse_is_sealed_anew() throws Exception {
        enrol();
        addSubject("toan");
        var epoch = db.read(ChangeLog::lineage).epoch().id();
        spool.put(Spool.Tray.OUTBOX, SCHOOL + "-" + epoch + "-1-2.sotruong.zip", new byte[99]);
        outbox.tick();
        assertThat(new BundleReader(office.ca)
                        .check(bundles().getFirst(), null)
                        .label()
                        .to())
                .isEqualTo(2);
    }

    @Test
    void a_restored_school_first_seals_what_its_office_never_got() throws Exception {
        enrol();
        addSubject("toan");
        outbox.tick();
        var got = new BundleReader(office.ca).check(bundles().getFirst(), null);
        spool.put(Spool.Tray.INBOX, "receipt-000000000001.p7m", office.receipt(got.label(), got.id()));
        outbox.tick();
        addSubject("van");
        outbox.tick();
        addSubject("su");
        restore();
        addSubject("dia");

        outbox.tick();
        assertThat(bundles()).as("nobody has certified the new keys").isEmpty();

        assertThat(enrol()).isInstanceOf(Answered.Enrolled.class);
        outbox.tick();
        var ranges = new ArrayList<String>();
        for (var each : bundles()) {
            var label = new BundleReader(office.ca).check(each, null).label();
            ranges.add((label.epoch().parent() == null ? "old " : "new ") + label.from() + "-" + label.to());
        }
        assertThat(ranges).containsExactlyInAnyOrder("old 3-5", "new 6-7");
        assertThat(outbox.sealAll()).contains(0);
        assertThat(outbox.status().deadline().waiting()).isEqualTo(3);
        assertThat(outbox.status().unsealed()).isZero();
    }

    @Test
    void a_receipt_stops_the_clock_and_anchors_the_journal() throws Exception {
        enrol();
        addSubject("toan");
        outbox.tick();
        assertThat(outbox.status().deadline().waiting()).isEqualTo(1);

        var label = new BundleReader(office.ca).check(bundles().getFirst(), null);
        spool.put(Spool.Tray.INBOX, "receipt-000000000001.p7m", office.receipt(label.label(), label.id()));
        outbox.tick();

        var status = outbox.status();
        assertThat(status.received()).isNotNull();
        assertThat(status.deadline().waiting()).isZero();
        assertThat(status.level()).isEqualTo(Deadline.Level.NOTHING_WAITS);
        assertThat(bundles()).as("kept for an office that falls back").hasSize(1);
        assertThat(outbox.anchors()).hasSize(1);
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).findings()).isEmpty();
    }

    @Test
    void columns_beside_a_signed_receipt_can_be_rewritten_but_not_believed() throws Exception {
        enrol();
        addSubject("toan");
        outbox.tick();
        var label = new BundleReader(office.ca).check(bundles().getFirst(), null);
        spool.put(Spool.Tray.INBOX, "receipt-000000000001.p7m", office.receipt(label.label(), label.id()));
        outbox.tick();
        var other = "ab".repeat(32);
        db.write(Actor.house("thief"), tx -> tx.handle().execute("UPDATE receipt SET head = ?", other));
        assertThat(outbox.anchors())
                .extracting(Audit.Anchor::head)
                .containsExactly(label.label().head());

        db.write(Actor.house("thief"), tx -> tx.handle().execute("UPDATE receipt SET signed = x'00'"));
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).findings())
                .anyMatch(each -> each.contains("có chữ ký đã hỏng"));
    }

    @Test
    void a_receipt_that_was_taken_away_is_missed() throws Exception {
        enrol();
        addSubject("toan");
        outbox.tick();
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).findings())
                .as("there never was one")
                .isEmpty();
        var label = new BundleReader(office.ca).check(bundles().getFirst(), null);
        spool.put(Spool.Tray.INBOX, "receipt-000000000001.p7m", office.receipt(label.label(), label.id()));
        outbox.tick();
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).findings()).isEmpty();

        db.write(Actor.house("thief"), tx -> tx.handle().execute("DELETE FROM receipt"));
        spool.prune(Spool.Tray.INBOX, "receipt-000000000001.p7m");
        assertThat(outbox.anchors()).isEmpty();
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).findings())
                .containsExactly("receipt 1: it vouched for the lines up to 2, as line 3 tells, and is gone");
        db.write(Actor.house("thief"), tx -> tx.handle().execute("DELETE FROM bundle"));
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).sound()).isFalse();
    }

    @Test
    void every_flipped_bit_of_a_receipt_is_refused() throws Exception {
        enrol();
        addSubject("toan");
        outbox.tick();
        var label = new BundleReader(office.ca).check(bundles().getFirst(), null);
        var good = office.receipt(label.label(), label.id());
        for (var i = 0; i < 500; i++) {
            var bad = good.clone();
            bad[i * 7919 % bad.length] ^= (byte) (1 << (i % 8));
            spool.put(Spool.Tray.INBOX, "receipt-%012d.p7m".formatted(i + 1), bad);
        }
        outbox.tick();
        var received = outbox.anchors();
        assertThat(received).allMatch(each -> each.head().equals(label.label().head()) && each.seq() == 2);
        assertThat(outbox.strange()).hasSizeGreaterThan(400);
    }

    @Test
    void a_receipt_for_a_line_that_was_cut_off_is_kept_and_the_audit_names_it() throws Exception {
        enrol();
        addSubject("toan");
        var lineage = db.read(ChangeLog::lineage);
        var head = HexFormat.of().formatHex(new byte[32]);
        var receipt = new Receipt(
                1,
                SCHOOL,
                Office.UNIT,
                head,
                Label.Type.CHANGES,
                lineage.epoch().id(),
                1,
                99,
                head,
                EnrolmentRequest.at(Instant.now(clock)),
                null,
                Receipt.Status.APPLIED,
                Receipt.Late.ON_TIME,
                SchoolState.empty());
        spool.put(
                Spool.Tray.INBOX,
                "receipt-000000000001.p7m",
                receipt.signed(office.signer.getPrivate(), office.signing));
        outbox.tick();
        assertThat(Audit.verify(db, SCHEMA, outbox.anchors()).findings())
                .anyMatch(each -> each.startsWith("change 99: biên nhận số 1 holds this line"));
        assertThat(outbox.status().received()).isNull();
        assertThat(outbox.status().deadline().waiting())
                .as("a receipt for other lines stops no clock")
                .isEqualTo(1);
    }

    /** A small office: a CA with a signing key and one recipient. */
    private static final class Office {
        static final String UNIT = "xa_hoa_mai";

        final KeyPair authority;
        final X509Certificate ca;
        final KeyPair signer;
        final X509Certificate signing;
        final java.security.PrivateKey key;
        final X509Certificate recipient;

        private final Instant from = Instant.now(Clock.systemUTC()).minusSeconds(60);
        private final Instant until = from.plus(Duration.ofDays(30));
        private int serial = 1;

        Office(SecureRandom random) {
            authority = Keys.newAuthorityKey(random);
            ca = Certificates.selfSigned("CA", authority, Use.AUTHORITY, from, until);
            signer = Keys.newSigningKey(random);
            signing = issue(EnrolmentRequest.csr(Seat.OFFICE, UNIT, signer), Use.SIGNER);
            var pair = Keys.newRecipientKey(3072, random);
            key = pair.getPrivate();
            recipient = issue(EnrolmentRequest.csr(Seat.RECIPIENT, UNIT, pair), Use.RECIPIENT);
        }

        private X509Certificate issue(String csr, Use use) {
            return Certificates.issue(
                    csr.getBytes(StandardCharsets.US_ASCII),
                    use,
                    authority.getPrivate(),
                    ca,
                    BigInteger.valueOf(serial++),
                    from,
                    until);
        }

        String answer(String request) throws Exception {
            var verified = EnrolmentRequest.verify(request);
            var asked = verified.request();
            return new EnrolmentAnswer(
                            asked.school(),
                            asked.schoolName(),
                            UNIT,
                            "UBND xã Hoa Mai",
                            verified.hash(),
                            issue(asked.deviceCsr(), Use.SIGNER),
                            issue(asked.courierCsr(), Use.SIGNER),
                            issue(asked.boxCsr(), Use.RECIPIENT),
                            ca,
                            List.of(recipient),
                            List.of(URI.create("https://127.0.0.1:9999")),
                            asked.at())
                    .signed(signer.getPrivate(), signing);
        }

        byte[] receipt(Label label, String identity) {
            return new Receipt(
                            1,
                            label.school(),
                            UNIT,
                            identity,
                            label.type(),
                            label.epoch().id(),
                            label.from(),
                            label.to(),
                            label.head(),
                            label.madeAt(),
                            label.oldestAt(),
                            Receipt.Status.APPLIED,
                            Receipt.Late.ON_TIME,
                            SchoolState.empty())
                    .signed(signer.getPrivate(), signing);
        }
    }
}
