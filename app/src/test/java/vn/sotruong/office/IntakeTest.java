package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.office.intake.Alarm;
import vn.sotruong.office.intake.Outcome;
import vn.sotruong.office.intake.Via;
import vn.sotruong.office.registry.Device;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.Request;
import vn.sotruong.sync.bundle.SchoolState;

/** What the office takes in, holds, finds in conflict and refuses; over real HTTPS and a real database. */
class IntakeTest {
    @TempDir
    Path folder;

    private TrialOffice office;
    private TrialSchool school;

    @BeforeEach
    void open() throws Exception {
        office = TrialOffice.open(folder.resolve("office"));
        school = office.enrol("HOAMAI");
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void a_bundle_is_taken_in_and_signed_for() throws Exception {
        school.openClass(3);
        school.hide();
        school.marks(3);
        var bundle = school.bundle(1, school.last());

        assertThat(office.send(bundle)).isEqualTo("applied");

        var receipt = office.receipts(school).getFirst();
        assertThat(receipt.n()).isEqualTo(1);
        assertThat(receipt.bundle()).isEqualTo(bundle.id());
        assertThat(receipt.to()).isEqualTo(school.last());
        assertThat(receipt.head()).isEqualTo(school.headAt(school.last()));
        assertThat(receipt.status()).isEqualTo(Receipt.Status.APPLIED);
        assertThat(receipt.late()).isEqualTo(Receipt.Late.ON_TIME);
        assertThat(receipt.state().streams()).containsExactly(stream());
        assertThat(office.state(school).state()).isEqualTo(receipt.state());
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    private SchoolState.Stream stream() {
        return new SchoolState.Stream(school.epoch().id(), school.last(), school.headAt(school.last()));
    }

    @Test
    void the_same_bundle_again_gives_the_same_receipt() throws Exception {
        school.openClass(2);
        var bundle = school.bundle(1, school.last());
        assertThat(office.send(bundle)).isEqualTo("applied");
        var first = office.house.intake().listReceipts("HOAMAI", 0, 10);

        assertThat(office.send(bundle)).isEqualTo("known");
        assertThat(office.head(bundle.id()).headers().firstValue("Upload-Offset"))
                .contains(Integer.toString(bundle.bytes().length));
        assertThat(office.house.intake().take(file(bundle.bytes()), Via.USB)).isEqualTo(new Outcome.Taken(true));

        var again = office.house.intake().listReceipts("HOAMAI", 0, 10);
        assertThat(again).hasSize(1);
        assertThat(again.getFirst().p7m()).isEqualTo(first.getFirst().p7m());
    }

    @Test
    void an_original_left_over_by_a_kill_is_decided_on_and_stays() throws Exception {
        school.openClass(2);
        var first = school.bundle(1, 3);
        var third = school.bundle(5, school.last());
        office.send(first);
        var shelf = shelf();
        for (var bundle : List.of(third, school.bundle(4, 4))) {
            Files.write(shelf.resolve(bundle.id() + ".sotruong.zip"), bundle.bytes());
            office.house.intake().resume();
            assertThat(shelf.resolve(bundle.id() + ".sotruong.zip")).exists();
        }
        Files.write(shelf.resolve("0".repeat(64) + ".sotruong.zip"), new byte[99]);
        office.house.intake().resume();

        assertThat(office.receipts(school)).hasSize(3);
        assertThat(office.house.intake().verify().findings()).isEmpty();
        try (var kept = Files.list(shelf)) {
            assertThat(kept).hasSize(3);
        }
    }

    @Test
    void a_bundle_that_could_not_be_recorded_is_taken_when_it_comes_again() throws Exception {
        school.openClass(2);
        var bundle = school.bundle(1, school.last());
        var db = office.house.database();
        db.write(Actor.house("trial"), tx -> tx.handle().execute("""
                        CREATE TRIGGER refuse BEFORE INSERT ON bundle BEGIN SELECT RAISE(ABORT, 'as on a full disk'); END"""));
        assertThat(office.send(bundle)).startsWith("500");
        db.write(Actor.house("trial"), tx -> tx.handle().execute("DROP TRIGGER refuse"));

        assertThat(office.send(bundle)).isEqualTo("applied");
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    private Path shelf() throws Exception {
        try (var all = Files.walk(folder)) {
            return all.filter(each -> each.endsWith("originals/HOAMAI"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void bundles_in_any_order_end_in_one_whole_chain() throws Exception {
        school.openClass(10);
        school.marks(10);
        var bundles = new ArrayList<Sealed>();
        for (long from = 1; from <= school.last(); from += 4) {
            bundles.add(school.bundle(from, Math.min(from + 3, school.last())));
        }
        var order = new Random(7);
        Collections.shuffle(bundles, order);
        for (var bundle : bundles) {
            assertThat(office.send(bundle)).isIn("applied", "held");
            assertThat(office.send(bundle)).isEqualTo("known");
        }

        assertThat(office.state(school).state()).isEqualTo(new SchoolState(List.of(stream()), List.of(), List.of()));
        assertThat(office.receipts(school)).hasSize(bundles.size());
        assertThat(office.send(school.heartbeat())).isEqualTo("applied");
        assertThat(office.house.intake().listAlarms("HOAMAI")).isEmpty();
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    @Test
    void a_gap_is_held_named_and_healed() throws Exception {
        school.openClass(4);
        var first = school.bundle(1, 3);
        var second = school.bundle(4, 6);
        var third = school.bundle(7, school.last());
        office.send(first);

        assertThat(office.send(third)).isEqualTo("held");
        var state = office.state(school).state();
        assertThat(state.streams().getFirst().last()).isEqualTo(3);
        assertThat(state.holds())
                .containsExactly(new SchoolState.Piece(school.epoch().id(), 7, school.last(), third.id()));
        assertThat(office.receipts(school)).hasSize(1);

        assertThat(office.send(second)).isEqualTo("applied");
        assertThat(office.state(school).state().holds()).isEmpty();
        assertThat(office.receipts(school))
                .extracting(Receipt::bundle)
                .containsExactly(first.id(), second.id(), third.id());
    }

    @Test
    void overlapping_bundles_add_each_line_once() throws Exception {
        school.openClass(4);
        office.send(school.bundle(1, 6));
        assertThat(office.send(school.bundle(3, 9))).isEqualTo("applied");
        assertThat(office.send(school.bundle(2, 5))).isEqualTo("applied");
        assertThat(office.send(school.bundle(1, school.last()))).isEqualTo("applied");

        assertThat(office.state(school).state().streams()).containsExactly(stream());
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    @Test
    void two_histories_are_a_fork_and_neither_is_touched() throws Exception {
        school.openClass(2);
        office.send(school.bundle(1, school.last()));
        var twin = school.twin();
        school.mark(1, "tx1", 85);
        twin.mark(1, "tx1", 100);
        office.send(school.bundle(school.last(), school.last()));

        var forged = twin.bundle(twin.last(), twin.last());
        assertThat(office.send(forged)).isEqualTo("fork");
        twin.mark(2, "tx1", 100);
        assertThat(office.send(twin.bundle(twin.last(), twin.last()))).isEqualTo("fork");

        var state = office.state(school).state();
        assertThat(state.streams()).containsExactly(stream());
        assertThat(state.forks()).hasSize(2);
        assertThat(office.house.intake().listAlarms("HOAMAI")).isNotEmpty();
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    @Test
    void a_restored_box_goes_on_in_a_new_epoch() throws Exception {
        school.openClass(3);
        school.marks(3);
        office.send(school.bundle(1, school.last()));
        var old = school.twin();
        school.restoreTo(school.last() - 2);
        school.mark(2, "tx1", 50);
        assertThat(office.send(school.bundle(school.epoch().firstSeq(), school.last())))
                .isEqualTo("applied");
        assertThat(office.send(school.heartbeat())).isEqualTo("applied");
        var restored = office.house.intake().listAlarms("HOAMAI");
        assertThat(restored).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.RESTORED);
            assertThat(alarm.lines()).isEqualTo(2);
            assertThat(alarm.detail()).startsWith(old.epoch().id() + "/");
        });
        office.house
                .intake()
                .settleAlarm(new Actor("officer", "s"), restored.getFirst().n());
        school.mark(2, "gk", 55);
        assertThat(office.send(school.bundle(school.last(), school.last()))).isEqualTo("applied");
        assertThat(office.house.intake().listAlarms("HOAMAI"))
                .as("settled once")
                .isEmpty();

        // what the old box still had to send is kept, but is not what is true now
        old.mark(1, "gk", 30);
        assertThat(office.send(old.bundle(old.last(), old.last()))).isEqualTo("stored");
        assertThat(office.house.intake().listAlarms("HOAMAI"))
                .extracting(Alarm::lines)
                .containsExactly(3L);
        assertThat(office.send(school.heartbeat())).isIn("known", "applied");
        assertThat(office.state(school).state().streams()).hasSize(2);
        assertThat(office.house.intake().rebuild()).isPositive();
        assertThat(office.house.intake().verify().findings()).isEmpty();
    }

    @Test
    void an_epoch_whose_parent_is_not_here_waits_for_it() throws Exception {
        school.openClass(3);
        var all = school.bundle(1, school.last());
        school.restoreTo(school.last() - 1);
        school.marks(2);
        var child = school.bundle(school.epoch().firstSeq(), school.last());

        assertThat(office.send(child)).isEqualTo("held");
        assertThat(office.send(all)).isEqualTo("applied");
        assertThat(office.state(school).state().holds()).isEmpty();
        assertThat(office.state(school).state().streams()).hasSize(2);
    }

    @Test
    void a_second_beginning_without_a_parent_is_a_fork() throws Exception {
        school.openClass(1);
        office.send(school.bundle(1, school.last()));
        var fresh = new TrialSchool("HOAMAI", school);
        fresh.openClass(1);
        assertThat(office.send(fresh.bundle(1, fresh.last()))).isEqualTo("fork");
    }

    @Test
    void strangers_are_refused_before_a_byte_is_kept() throws Exception {
        school.openClass(1);
        assertThat(office.send(school.bundleFor("KHAC", 1, 3)))
                .startsWith("403")
                .contains("wrong_unit");

        try (var other = TrialOffice.open(folder.resolve("other"))) {
            var foreign = other.enrol("HOAMAI");
            foreign.openClass(1);
            assertThat(office.send(foreign.bundleFor(TrialOffice.UNIT, 1, 3)))
                    .startsWith("403")
                    .contains("unknown_device");
        }
        assertThat(office.send(school.selfMade(1, 3))).startsWith("422").contains("label_signature");
        var bundle = school.bundle(1, 2);
        var wrongPlace = "0".repeat(64);
        TrialOffice.create(office.client, office.address, wrongPlace, bundle.bytes().length);
        var answer = TrialOffice.patch(office.client, office.address, wrongPlace, 0, bundle.bytes());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("label_id");
        assertThat(office.data.resolve("spool/uploads")).isEmptyDirectory();
    }

    @Test
    void a_revoked_device_is_refused_and_its_last_word_is_flagged() throws Exception {
        school.openClass(1);
        office.send(school.bundle(1, 2));
        var device = office.house.registry().listDevices("HOAMAI").stream()
                .filter(each -> each.kind() == Device.Kind.DEVICE)
                .findFirst()
                .orElseThrow();
        var since = java.time.Clock.systemUTC().instant().minus(Duration.ofHours(1));
        assertThat(office.house.registry().revoke(Actor.house("trial"), device.fingerprint(), Optional.of(since)))
                .isTrue();
        office.house
                .intake()
                .doubt(office.house.registry().findDevice(device.fingerprint()).orElseThrow());

        assertThat(office.send(school.bundle(3, 3))).startsWith("403").contains("revoked_device");
        assertThat(office.house.intake().listAlarms("HOAMAI"))
                .extracting(alarm -> alarm.kind().name())
                .containsExactlyInAnyOrder("DOUBTFUL_KEY", "REVOKED_KEY");
    }

    @Test
    void no_flipped_bit_gets_in() throws Exception {
        school.openClass(6);
        school.marks(6);
        var bytes = school.bundle(1, school.last()).bytes();
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            var flipped = bytes.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(office.house.intake().take(file(flipped), Via.USB)).isInstanceOf(Outcome.Refused.class);
        }
        for (int length = 0; length < bytes.length; length += 97) {
            assertThat(office.house.intake().take(file(java.util.Arrays.copyOf(bytes, length)), Via.USB))
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(office.receipts(school)).isEmpty();
        assertThat(office.house.intake().take(file(bytes), Via.USB)).isEqualTo(new Outcome.Taken(true));
    }

    @Test
    void the_48_hours_count_from_the_oldest_new_change() throws Exception {
        var now = school.clock;
        school.clock = now.minus(Duration.ofHours(49));
        school.openClass(1);
        office.send(school.bundle(1, school.last()));
        school.clock = now;
        school.mark(1, "tx1", 80);
        office.send(school.bundle(1, school.last()));
        school.clk = "suspect";
        school.mark(1, "tx1", 85);
        office.send(school.bundle(school.last(), school.last()));

        assertThat(office.receipts(school))
                .extracting(Receipt::late)
                .containsExactly(Receipt.Late.LATE, Receipt.Late.ON_TIME, Receipt.Late.UNDETERMINED);
    }

    @Test
    void rows_that_differ_are_noticed_by_the_heartbeat() throws Exception {
        school.openClass(2);
        office.send(school.bundle(1, school.last()));
        var twin = school.twin();
        twin.forgetRow("pupil", "p1");
        assertThat(office.send(twin.heartbeat())).isEqualTo("applied");
        assertThat(office.house.intake().listAlarms("HOAMAI"))
                .extracting(alarm -> alarm.kind().name())
                .containsExactly("DIVERGED");
    }

    @Test
    void a_line_that_fits_no_table_is_kept_and_shown() throws Exception {
        school.write("pupil", "p1", TrialSchool.row("id", "p1", "name", "một cột lạ"));
        assertThat(office.send(school.bundle(1, 1))).isEqualTo("stored");
        assertThat(office.receipts(school).getFirst().status()).isEqualTo(Receipt.Status.STORED);
        assertThat(office.house.intake().listAlarms("HOAMAI"))
                .extracting(alarm -> alarm.kind().name())
                .containsExactly("NOT_APPLIED");
    }

    @Test
    void questions_are_answered_to_the_school_alone() throws Exception {
        school.openClass(1);
        for (long seq = 1; seq <= school.last(); seq++) {
            office.send(school.bundle(seq, seq));
        }
        var asked = school.ask(Request.Purpose.ASK_RECEIPTS, 2);
        var answer = get("/v1/receipts?after=2", asked);
        assertThat(answer).startsWith("200").contains("\"more\":0", "\"n\":3").doesNotContain("\"n\":2,");

        assertThat(get("/v1/receipts?after=0", asked)).startsWith("400");
        assertThat(get("/v1/receipts?after=2", school.ask(Request.Purpose.ASK_STATE, 2)))
                .startsWith("401");
        asked[asked.length / 2] ^= 1;
        assertThat(get("/v1/receipts?after=2", asked)).startsWith("401");
    }

    private String get(String path, byte[] question) throws Exception {
        var answer = office.client.send(
                HttpRequest.newBuilder(office.address.resolve(path))
                        .header(
                                "Authorization",
                                "Sotruong " + Base64.getEncoder().encodeToString(question))
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(Files.createTempFile(folder, "b", ".zip"), bytes);
    }
}
