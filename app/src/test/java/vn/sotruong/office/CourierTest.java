package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.office.intake.Outcome;
import vn.sotruong.office.intake.Stick.Line;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.courier.Courier;
import vn.sotruong.sync.courier.CourierHome;
import vn.sotruong.sync.courier.Stick;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** The real courier against the real office, by network and by stick. */
class CourierTest {
    private static final Pattern RECEIPT = Pattern.compile("receipt-[0-9]{12}\\.p7m");

    @TempDir
    Path folder;

    private TrialOffice office;
    private TrialSchool school;
    private Spool spool;
    private CourierHome home;

    @BeforeEach
    void open() throws Exception {
        office = TrialOffice.open(folder.resolve("office"));
        school = office.enrol("HOAMAI");
        var data = Files.createDirectory(folder.resolve("box"));
        spool = new Spool(data);
        home = new CourierHome(data);
        var own = Files.createDirectories(data.resolve("courier"));
        Keys.writePrivate(own.resolve("courier.key"), school.courier.getPrivate());
        Files.writeString(
                own.resolve("courier.pem"), Certificates.pem(school.answer().courier()));
        assertThat(home.enrol(school.answer())).isTrue();
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Courier courier() throws Exception {
        return new Courier(home.enrolled(), office.address, spool, Clock.systemUTC(), new SecureRandom());
    }

    private void put(Sealed bundle) {
        spool.put(Tray.OUTBOX, bundle.label().fileName(), bundle.bytes());
    }

    @Test
    void bundles_go_out_and_receipts_come_home() throws Exception {
        school.openClass(30);
        put(school.bundle(1, 20));
        put(school.bundle(21, school.last()));
        school.marks(30);
        try (var courier = courier()) {
            var first = courier.go();
            assertThat(first.sent()).hasSize(2);
            assertThat(first.receipts()).isEqualTo(2);
            put(school.bundle(64, school.last()));
            put(school.heartbeat());
            assertThat(courier.go().refused()).isEmpty();
            assertThat(courier.go().sent()).isEmpty();
        }
        var receipts = spool.list(Tray.INBOX, RECEIPT);
        assertThat(receipts).hasSize(4);
        var last = Receipt.verify(
                Files.readAllBytes(receipts.getLast()), school.answer().authority(), null);
        assertThat(last.state().streams().getFirst().last()).isEqualTo(school.last());
        assertThat(office.house.intake().listAlarms("HOAMAI")).isEmpty();
    }

    @Test
    void an_office_whose_database_fell_back_is_whole_again_without_a_person() throws Exception {
        office.close();
        var old = folder.resolve("old");
        TrialOffice.copy(office.data.resolve("db"), old);
        office = TrialOffice.again(office.data, Clock.systemUTC());
        school.openClass(5);
        put(school.bundle(1, 5));
        put(school.bundle(6, school.last()));
        try (var courier = courier()) {
            courier.go();
        }

        // the originals lie beside, and are worked in again at the start
        fallBackTo(old);
        assertThat(office.state(school).state().streams().getFirst().last()).isEqualTo(school.last());

        // without them the courier sees it, and sends everything once more
        TrialOffice.delete(office.data.resolve("spool/originals"));
        fallBackTo(old);
        try (var courier = courier()) {
            var trip = courier.go();
            assertThat(trip.officeFellBack()).isTrue();
            assertThat(trip.sent()).hasSize(2);
        }
        assertThat(office.state(school).state().streams().getFirst().last()).isEqualTo(school.last());
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    private void fallBackTo(Path old) {
        office.close();
        TrialOffice.delete(office.data.resolve("db"));
        TrialOffice.copy(old, office.data.resolve("db"));
        office = TrialOffice.again(office.data, Clock.systemUTC());
    }

    @Test
    void a_stick_carries_the_same_bytes_both_ways() throws Exception {
        school.openClass(4);
        put(school.bundle(1, 6));
        put(school.bundle(7, school.last()));
        var stick = Files.createDirectory(folder.resolve("stick"));
        assertThat(new Stick(home, home.enrolled(), spool).export(stick).done()).hasSize(2);
        var folderOfSchool = stick.resolve("SOTRUONG-GUI/HOAMAI");
        Files.writeString(folderOfSchool.resolve("autorun.inf"), "x");
        Files.createSymbolicLink(
                folderOfSchool.resolve("HOAMAI-0000000000000000-1-1.sotruong.zip"),
                office.data.resolve("keys/database.key"));
        Files.writeString(folderOfSchool.resolve("HOAMAI-0000000000000000-2-2.sotruong.zip"), "không phải gói");

        var lines = office.house.stick().takeFrom(stick);
        assertThat(lines)
                .extracting(Line::outcome)
                .filteredOn(each -> each instanceof Outcome.Taken)
                .hasSize(2);
        assertThat(lines)
                .extracting(Line::outcome)
                .filteredOn(each -> each instanceof Outcome.Refused)
                .hasSize(1);
        assertThat(lines).hasSize(3);

        assertThat(office.house.stick().giveTo(stick)).isEqualTo(3);
        assertThat(new Stick(home, home.enrolled(), spool).take(stick).refused())
                .isEmpty();
        assertThat(spool.list(Tray.INBOX, RECEIPT)).hasSize(2);
        assertThat(office.house.stick().takeFrom(stick)).hasSize(3);
        assertThat(office.receipts(school)).hasSize(2);
    }
}
