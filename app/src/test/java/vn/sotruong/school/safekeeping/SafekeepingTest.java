package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.disc.Burning;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Outcome;
import vn.sotruong.backup.disc.UsbFolder;
import vn.sotruong.backup.seal.Cards;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Epochs;
import vn.sotruong.ground.store.Migrations;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.safekeeping.Restoring.Reason;
import vn.sotruong.school.safekeeping.Restoring.Refused;
import vn.sotruong.school.safekeeping.Restoring.Restored;
import vn.sotruong.school.safekeeping.Taking.Made;
import vn.sotruong.school.secrets.StoreKeys;

/** One box, its set, two media, and empty machines: real files, a real xorriso, real keys. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SafekeepingTest {
    private static final int PUPILS = 24;
    private static final List<String> COLUMNS = List.of("tx1", "tx2", "tx3", "gk");

    private static final Entity MEDAL = Entity.of("medal", Audience.SCHOOL_ONLY, "id");

    /** The next release: one migration further, with a column and a table more. */
    private static final Schema LATER = new Schema(
            with("later"),
            Stream.concat(Box.schema().journalled().stream(), Stream.of(MEDAL)).toList());

    private static List<String> with(String migrations) {
        return Stream.concat(
                        Box.schema().migrations().stream(), Stream.of("vn/sotruong/school/safekeeping/" + migrations))
                .toList();
    }

    @TempDir
    static Path folder;

    private static Box box;
    private static Path set;
    private static Path stick;
    private static Path disc;

    @BeforeAll
    static void take_a_set_while_eight_teachers_write() throws Exception {
        box = Box.found(folder.resolve("box"), PUPILS);
        var stop = new AtomicBoolean();
        var written = new AtomicInteger();
        var teachers = new ArrayList<Thread>();
        for (var i = 0; i < 8; i++) {
            var teacher = i;
            teachers.add(Thread.ofPlatform().start(() -> {
                for (var n = 0; !stop.get(); n++) {
                    box.mark(teacher * 3 + n % 3, COLUMNS.get(n / 3 % COLUMNS.size()), n % 101);
                    written.incrementAndGet();
                }
            }));
        }
        while (written.get() < 100) {
            Thread.sleep(5);
        }
        var before = written.get();
        var taken = box.safekeeping.take(Box.BOARD, Session.HK1);
        var during = written.get() - before;
        stop.set(true);
        for (var teacher : teachers) {
            teacher.join();
        }
        assertThat(taken).isInstanceOf(Made.class);
        assertThat(during).as("marks written while the set was taken").isPositive();
        set = box.safekeeping.tray().resolve(((Made) taken).set().name());
        stick = Files.createDirectories(folder.resolve("stick"));
        disc = folder.resolve("disc.iso");
    }

    @AfterAll
    static void close() {
        box.close();
    }

    @Test
    @Order(1)
    void the_set_is_whole_and_says_nothing_personal_outside_its_seals() throws IOException {
        assertThat(Checkup.of(set).findings()).isEmpty();
        try (var all = Files.walk(set)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                        .as(file.toString())
                        .doesNotContain("Nguyễn Văn");
            }
        }
        assertThat(box.audit().findings()).isEmpty();
    }

    @Test
    @Order(2)
    void it_lands_on_a_stick_and_on_a_disc_and_is_read_back() {
        var burning =
                new Burning(box.data.spool().resolve("media"), folder.resolve("work"), Clock.systemUTC(), line -> {});
        assertThat(burning.burn(set, new UsbFolder(stick)).state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(burning.burn(set, new Dvd("stdio:" + disc)).state()).isEqualTo(Outcome.State.VERIFIED);
        var results = new MediaResults(box.data.spool().resolve("media")).list();
        assertThat(results).extracting(MediaResults.Result::kind).containsExactlyInAnyOrder("usb", "dvd");
        assertThat(results).allMatch(MediaResults.Result::verified);

        // from now on somebody outside holds the chain up to that line
        var kept = box.db.<Safekeeping.Kept>read(
                handle -> box.safekeeping.findVerified(handle).orElseThrow());
        assertThat(kept.set().name()).isEqualTo(set.getFileName().toString());
        var anchor = MediumAnchor.read(set).orElseThrow();
        assertThat(anchor.seq()).isEqualTo(kept.set().seq());
        assertThat(Audit.verify(box.db, Box.schema(), List.of(anchor)).anchored())
                .isEqualTo(kept.set().seq());
        var other = new Audit.Anchor(anchor.epoch(), anchor.seq(), "00".repeat(32), anchor.where());
        assertThat(Audit.verify(box.db, Box.schema(), List.of(other)).findings())
                .singleElement()
                .asString()
                .contains("differs from what bộ sao lưu " + kept.set().name());
        assertThat(MediumAnchor.read(folder.resolve("work"))).isEmpty();
    }

    @Test
    @Order(3)
    void a_drill_opens_the_newest_set_and_finds_it_sound() {
        var drill = box.safekeeping.rehearse(Box.BOARD).orElseThrow();
        assertThat(drill.finding()).isNull();
        assertThat(drill.lines()).isPositive();
        assertThat(drill.marks()).isPositive();
        assertThat(box.db.<Rehearsal>read(
                        handle -> box.safekeeping.findLastRehearsal(handle).orElseThrow()))
                .isEqualTo(drill);
    }

    @Test
    @Order(4)
    void from_the_stick_an_empty_machine_gets_the_school_back_and_writes_on() throws IOException {
        restoresFrom(restoration().from(stick, some(2), folder.resolve("second")));
    }

    @Test
    @Order(5)
    void from_the_disc_alone_it_does_too_with_other_cards() throws IOException {
        var others = List.of(box.cards.get(2), box.cards.get(0));
        restoresFrom(restoration().from(disc, others, folder.resolve("third")));
        restoresFrom(restoration().fromDrive("stdio:" + disc, others, folder.resolve("fourth")));
    }

    private static void restoresFrom(Restoring answer) throws IOException {
        assertThat(answer).isInstanceOf(Restored.class);
        var restored = (Restored) answer;
        try (var second = Box.open(restored.data())) {
            assertThat(second.audit().findings()).isEmpty();
            // the image is of a moment while teachers wrote: the school's own journal says what stood at that line
            assertThat(second.marks()).isNotEmpty().isEqualTo(box.marksAt(restored.seq()));
            var lineage = second.db.<Epochs.Lineage>read(ChangeLog::lineage);
            assertThat(lineage.epoch().id()).isEqualTo(restored.epoch());
            assertThat(lineage.firstSeq()).isEqualTo(restored.seq() + 1);
            assertThat(second.data.keys().resolve("drill.key")).doesNotExist();
            second.safekeeping.schedule(Box.BOARD, LocalTime.of(21, 30));
            assertThat(second.db.<Long>read(ChangeLog::lastSeq)).isEqualTo(restored.seq() + 1);
            assertThat(second.audit().findings()).isEmpty();
            assertThat(second.safekeeping.take(Box.BOARD, Session.ASKED)).isInstanceOf(Made.class);
        }
        assertThat(Files.readString(restored.data().resolve("keys/db.key")))
                .isNotEqualTo(Files.readString(box.data.databaseKey()));
    }

    @Test
    @Order(6)
    void too_few_or_foreign_cards_open_nothing() {
        var target = folder.resolve("fifth");
        assertThat(reason(restoration().from(stick, some(1), target))).isEqualTo(Reason.CARDS);
        var doubled = List.of(box.cards.getFirst(), box.cards.getFirst());
        assertThat(reason(restoration().from(stick, doubled, target))).isEqualTo(Reason.CARDS);
        var foreign = Cards.split(new byte[32], 2, 3, box.cards.getFirst().fingerprint(), new SecureRandom());
        assertThat(reason(restoration().from(stick, foreign.subList(0, 2), target)))
                .isEqualTo(Reason.CARDS);
        assertThat(target).doesNotExist();
    }

    @Test
    @Order(7)
    void a_target_that_holds_anything_is_refused_untouched() throws IOException {
        var target = Files.createDirectories(folder.resolve("sixth"));
        Files.writeString(target.resolve("x"), "x");
        assertThat(reason(restoration().from(stick, some(2), target))).isEqualTo(Reason.TARGET_NOT_EMPTY);
        assertThat(target.resolve("x")).hasContent("x");
        assertThat(reason(restoration().from(folder.resolve("work"), some(2), folder.resolve("seventh"))))
                .isEqualTo(Reason.NO_SET);
    }

    @Test
    @Order(8)
    void flipped_bits_on_a_medium_are_repaired_and_a_lost_set_is_refused() throws IOException {
        var damaged = folder.resolve("damaged");
        UsbFolder.copyFolderIn(set, damaged);
        var image = find(damaged, "csdl-001.zip.p7m");
        flip(image, Files.size(image) / 2, 64);
        var answer = restoration().from(damaged, some(2), folder.resolve("eighth"));
        assertThat(answer).isInstanceOf(Restored.class);
        assertThat(((Restored) answer).healed()).isNotEmpty();
        flip(image, 0, Files.size(image));
        flip(find(damaged, "mo-001.zip.p7m"), 0, 2000);
        flip(find(damaged, "log-001.zip.p7m"), 0, Files.size(find(damaged, "log-001.zip.p7m")));
        assertThat(reason(restoration().from(damaged, some(2), folder.resolve("ninth"))))
                .isEqualTo(Reason.SET_LOST);
        assertThat(folder.resolve("ninth")).doesNotExist();
    }

    @Test
    @Order(9)
    void a_drill_over_a_damaged_set_says_so() throws IOException {
        var taken = (Made) box.safekeeping.take(Box.BOARD, Session.ASKED);
        var image = find(box.safekeeping.tray().resolve(taken.set().name()), "csdl-001.zip.p7m");
        flip(image, Files.size(image) / 2, 1);
        var drill = box.safekeeping.rehearse(Box.BOARD).orElseThrow();
        assertThat(drill.sound()).isFalse();
        assertThat(drill.finding()).contains("csdl-001.zip.p7m");
    }

    @Test
    @Order(10)
    void a_set_outlives_its_release_and_a_newer_ones_is_refused_by_name() throws Exception {
        var target = folder.resolve("tenth");
        assertThat(restoration(LATER).from(stick, some(2), target)).isInstanceOf(Restored.class);
        var restored = new DataFolder(target);
        var key = DatabaseKey.readFrom(restored.databaseKey());
        try (var db = Database.open(restored.database(), key, Clock.systemUTC(), new SecureRandom(), LATER)) {
            assertThat(Audit.verify(db, LATER, List.of()).findings()).isEmpty();
            db.<@Nullable Void>write(Box.BOARD, tx -> {
                tx.create(MEDAL, Map.of("id", "m1", "what", "bơi"));
                return null;
            });
            assertThat(Audit.verify(db, LATER, List.of()).findings()).isEmpty();
        }
        try (var later = Box.open(target, LATER)) {
            var taken = (Made) later.safekeeping.take(Box.BOARD, Session.ASKED);
            var made = later.safekeeping.tray().resolve(taken.set().name());
            assertThat(reason(restoration().from(made, some(2), folder.resolve("eleventh"))))
                    .isEqualTo(Reason.OTHER_RELEASE);
            assertThat(folder.resolve("eleventh")).doesNotExist();
        }
    }

    @Test
    @Order(11)
    void a_drill_after_an_update_opens_the_set_from_before_it() throws Exception {
        var place = folder.resolve("updated");
        try (var before = Box.found(place, 2)) {
            before.mark(0, "tx1", 85);
            assertThat(before.safekeeping.take(Box.BOARD, Session.ASKED)).isInstanceOf(Made.class);
        }
        try (var after = Box.open(place, LATER)) {
            assertThat(after.safekeeping.rehearse(Box.BOARD).orElseThrow().finding())
                    .isNull();
        }
    }

    @Test
    @Order(12)
    void a_machine_with_too_little_memory_for_the_upgrade_says_that_and_nothing_else() {
        var larger = new Schema(with("full"), Box.schema().journalled());
        var target = folder.resolve("twelfth");
        assertThat(reason(restoration(larger).from(stick, some(2), target))).isEqualTo(Reason.NO_ROOM);
        assertThat(target).doesNotExist();
    }

    @Test
    @Order(13)
    void an_image_whose_tables_say_more_than_ours_is_not_restored() throws IOException {
        var image = folder.resolve("image.sqlite");
        var schema = Box.schema();
        // what it compares with is a new store of this release
        assertThat(Migrations.strange(folder.resolve("empty"), image, schema)).isNotEmpty();
        assertThat(Migrations.strange(image, folder.resolve("one"), schema)).isEmpty();
        // refuses every mark from a day on
        try (var db = Sqlite.openImage(image);
                var statement = db.createStatement()) {
            statement.execute("PRAGMA writable_schema=ON");
            statement.execute("UPDATE sqlite_schema SET sql = replace(sql, 'seq ', 'later TEXT CHECK (1), seq ')"
                    + " WHERE name = 'mark'");
            statement.execute("CREATE TABLE extra (x)");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        assertThat(Migrations.strange(image, folder.resolve("two"), schema))
                .containsExactly("table extra", "table mark");
    }

    private static Restoration restoration() {
        return restoration(Box.schema());
    }

    private static Restoration restoration(Schema schema) {
        return new Restoration(
                schema,
                Box.SCHOOL,
                Box.MEMORY,
                List.of(),
                StoreKeys::inFile,
                Clock.systemUTC(),
                new SecureRandom(),
                line -> {});
    }

    private static List<Card> some(int howMany) {
        return box.cards.subList(0, howMany).stream()
                .map(card -> Card.parse(card.text()))
                .toList();
    }

    private static Reason reason(Restoring answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).reason();
    }

    private static Path find(Path folder, String name) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(each -> each.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static void flip(Path file, long from, long count) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (var at = from; at < from + count; at++) {
                bytes.seek(at);
                var value = bytes.read();
                bytes.seek(at);
                bytes.write(value ^ 1);
            }
        }
    }
}
