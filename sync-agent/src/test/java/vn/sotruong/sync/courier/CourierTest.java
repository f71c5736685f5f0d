package vn.sotruong.sync.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.sync.bundle.BundleWriter;
import vn.sotruong.sync.bundle.Cast;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Entry;
import vn.sotruong.sync.bundle.Op;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.SchoolState;
import vn.sotruong.sync.bundle.StateNote;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

class CourierTest {
    private static final Pattern ANY = Pattern.compile(".*");

    @TempDir
    Path folder;

    private TestOffice office;
    private Spool spool;
    private final Clock clock = Clock.fixed(Cast.NOW, ZoneOffset.UTC);
    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void open() throws Exception {
        office = new TestOffice(Files.createDirectory(folder.resolve("office")), "127.0.0.1");
        spool = new Spool(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void what_waits_is_delivered_and_its_receipts_come_home() throws Exception {
        var row = put(Cast.row(5, 10));
        try (var courier = courier(office.port())) {
            var trip = courier.go();
            assertThat(trip.sent())
                    .containsExactlyElementsOf(row.stream()
                            .map(bundle -> bundle.label().fileName())
                            .toList());
            assertThat(trip.receipts()).isEqualTo(5);
            assertThat(courier.go()).isEqualTo(new Courier.Trip(List.of(), 0, List.of(), false));
        }
        assertThat(office.seqs)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(receipts()).hasSize(5).allMatch(Path::isAbsolute);
        var receipt = Receipt.verify(Files.readAllBytes(receipts().getLast()), Cast.AUTHORITY, null);
        assertThat(receipt.bundle()).isEqualTo(row.getLast().id());
        assertThat(states()).hasSize(1);
    }

    @Test
    void a_heartbeat_is_delivered_once() throws Exception {
        var stretch = new BundleWriter.Stretch(
                Cast.SCHOOL, Cast.UNIT, Cast.EPOCH, 1, Cast.genesis(), "a".repeat(64), "synced", Cast.NOW, List.of());
        put(List.of(Cast.writer().seal(stretch)));
        try (var courier = courier(office.port())) {
            assertThat(courier.go().sent()).hasSize(1);
            assertThat(courier.go().sent()).isEmpty();
        }
        try (var courier = courier(office.port())) {
            courier.go();
            assertThat(courier.bytesSent()).isZero();
        }
        assertThat(office.bundles()).isEqualTo(1);
    }

    @Test
    void two_hundred_cuts_lose_nothing_and_double_nothing() throws Exception {
        var row = put(heavy(14, 1_500_000));
        var bytes = row.stream().mapToLong(bundle -> bundle.bytes().length).sum();
        office.loseAnswers(0.02);
        try (var line = new CutProxy(office.port(), 200, 200_000)) {
            var trips = 0;
            while (line.cuts.get() < 200
                    || office.bundles() < row.size()
                    || receipts().size() < row.size()) {
                try (var courier = courier(line.port())) {
                    tryAFewTimes(courier);
                }
                assertThat(trips++).isLessThan(2000);
                if (line.cuts.get() < 200 && office.bundles() == row.size()) {
                    break;
                }
            }
            assertThat(line.cuts.get()).isGreaterThanOrEqualTo(100);
            assertThat((double) line.passed.get() / bytes).isLessThanOrEqualTo(1.3);
            System.out.printf(
                    "cuts %d, bytes on the line / bytes of bundles %.3f%n",
                    line.cuts.get(), (double) line.passed.get() / bytes);
        }
        try (var courier = courier(office.port())) {
            courier.go();
        }
        var last = row.getLast().label().to();
        assertThat(office.seqs)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(receipts()).hasSize(row.size());
    }

    @Test
    void an_office_that_fell_back_gets_everything_again() throws Exception {
        var row = put(Cast.row(6, 4));
        try (var courier = courier(office.port())) {
            courier.go();
            var kept = row.get(1).label();
            office.fallBackTo(new SchoolState.Stream(kept.epoch().id(), kept.to(), kept.head()), 2);
            var trip = courier.go();
            assertThat(trip.officeFellBack()).isTrue();
            assertThat(trip.sent()).hasSize(4);
            assertThat(courier.go().officeFellBack()).isFalse();
        }
        assertThat(office.seqs)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 24).boxed().toList());
    }

    @Test
    void a_refused_bundle_is_left_alone_and_does_not_hold_up_the_others() throws Exception {
        var row = put(Cast.row(2, 4));
        office.refuse.add(row.get(1).id());
        try (var courier = courier(office.port())) {
            var trip = courier.go();
            assertThat(trip.sent()).hasSize(1);
            assertThat(trip.refused()).singleElement().asString().contains("không nhận");
            assertThat(courier.go().refused()).isEmpty();
        }
    }

    @Test
    void a_file_that_is_no_bundle_is_named_and_not_sent() throws Exception {
        put(Cast.row(1, 4));
        spool.put(Tray.OUTBOX, "x-1-2.sotruong.zip", new byte[] {1, 2, 3});
        try (var courier = courier(office.port())) {
            var trip = courier.go();
            assertThat(trip.sent()).hasSize(1);
            assertThat(trip.refused()).singleElement().asString().startsWith("x-1-2.sotruong.zip");
        }
    }

    @Test
    void a_busy_office_is_given_the_time_it_asks_for() throws Exception {
        office.busyFor(1);
        try (var courier = courier(office.port())) {
            assertThatThrownBy(courier::go)
                    .isInstanceOfSatisfying(
                            Outage.class, outage -> assertThat(outage.atLeast()).isEqualTo(Duration.ofSeconds(7)));
        }
    }

    @Test
    void a_server_outside_the_pinned_authority_is_not_spoken_to() throws Exception {
        var stranger = new CourierHome.Enrolled(
                Cast.SCHOOL,
                Cast.UNIT,
                List.of(),
                Cast.COURIER.key().getPrivate(),
                Cast.COURIER.certificate(),
                Cast.BOX.certificate());
        try (var courier = new Courier(stranger, url(office.port()), spool, clock, random)) {
            assertThatThrownBy(courier::go).isInstanceOf(Outage.class);
        }
        try (var elsewhere = new TestOffice(folder, "192.0.2.1");
                var courier = courier(elsewhere.port())) {
            assertThatThrownBy(courier::go).isInstanceOf(Outage.class);
        }
    }

    @Test
    void waiting_doubles_with_jitter_up_to_a_quarter_of_an_hour() {
        var backoff = new Backoff(new Random(1));
        var ceiling = 5000L;
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.failed(Duration.ZERO).toMillis()).isBetween(0L, Math.min(ceiling, 900_000L));
            ceiling = Math.min(ceiling * 2, 900_000L);
        }
        assertThat(backoff.failed(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
        backoff.succeeded();
        assertThat(backoff.failed(Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    private static void tryAFewTimes(Courier courier) throws Exception {
        for (int i = 0; i < 10; i++) {
            try {
                courier.go();
                return;
            } catch (Outage cut) {
                assertThat(cut.detail()).isNotEmpty();
            }
        }
    }

    private Courier courier(int port) {
        return new Courier(enrolled(port), url(port), spool, clock, random);
    }

    static CourierHome.Enrolled enrolled(int port) {
        return new CourierHome.Enrolled(
                Cast.SCHOOL,
                Cast.UNIT,
                List.of(url(port)),
                Cast.COURIER.key().getPrivate(),
                Cast.COURIER.certificate(),
                Cast.AUTHORITY);
    }

    private static URI url(int port) {
        return URI.create("https://127.0.0.1:" + port + "/");
    }

    private List<BundleWriter.Sealed> put(List<BundleWriter.Sealed> row) {
        row.forEach(bundle -> spool.put(Tray.OUTBOX, bundle.label().fileName(), bundle.bytes()));
        return row;
    }

    private List<Path> receipts() {
        return spool.list(Tray.INBOX, Pattern.compile("receipt-.*"));
    }

    private List<Path> states() throws Exception {
        var states = spool.list(Tray.INBOX, Pattern.compile("state-.*"));
        for (var state : states) {
            StateNote.verify(Files.readAllBytes(state), Cast.AUTHORITY, null);
        }
        assertThat(spool.list(Tray.INBOX, ANY))
                .hasSize(states.size() + receipts().size());
        return states;
    }

    /** Bundles that do not compress, each about so many bytes. */
    private static List<BundleWriter.Sealed> heavy(int bundles, int size) {
        var noise = new Random(7);
        var row = new ArrayList<BundleWriter.Sealed>();
        var head = Cast.genesis();
        var seq = 1L;
        for (int i = 0; i < bundles; i++) {
            var entries = new ArrayList<Entry>();
            for (int j = 0; j < 50; j++) {
                var bytes = new byte[size / 50];
                noise.nextBytes(bytes);
                entries.add(new Entry.Open(
                        noisy(seq + j, HexFormat.of().formatHex(bytes)).bytes()));
            }
            var bundle = Cast.writer().seal(Cast.stretch(seq, head, entries));
            row.add(bundle);
            head = bundle.label().head();
            seq += 50;
        }
        return row;
    }

    private static ChangeLine noisy(long seq, String noise) {
        return new ChangeLine(
                2,
                seq,
                seq,
                ChangeLine.time(Cast.NOW),
                null,
                "synced",
                "lan.nt",
                "",
                "use",
                "note",
                "n" + seq,
                Op.CREATE,
                null,
                Map.of("text", noise),
                null,
                null);
    }
}
