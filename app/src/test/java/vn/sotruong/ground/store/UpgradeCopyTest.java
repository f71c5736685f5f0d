package vn.sotruong.ground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.ground.store.DatabaseTest.LAN;
import static vn.sotruong.ground.store.DatabaseTest.MARK;
import static vn.sotruong.ground.store.DatabaseTest.SCHEMA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

/** A box that was updated and fell back: the older release meets the store of the newer one. */
class UpgradeCopyTest {
    private static final Schema LATER = new Schema(
            Stream.concat(SCHEMA.migrations().stream(), Stream.of("vn/sotruong/ground/store/later"))
                    .toList(),
            SCHEMA.journalled());

    private final SecureRandom random = new SecureRandom();
    private final DatabaseKey key = DatabaseKey.random(random);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void found() {
        file = folder.resolve("so.db");
        try (var db = Database.create(file, key, Clock.systemUTC(), random, SCHEMA, "79000001")) {
            mark(db, "an", 85);
        }
    }

    private Database open(Schema schema) {
        return Database.open(file, key, Clock.systemUTC(), random, schema);
    }

    private static void mark(Database db, String pupil, long tenths) {
        db.write(LAN, tx -> tx.create(MARK, Map.of("pupil", pupil, "col", "tx1", "tenths", tenths)));
    }

    private static List<String> pupils(Database db) {
        return db.read(handle -> handle.createQuery("SELECT pupil FROM mark ORDER BY pupil")
                .mapTo(String.class)
                .list());
    }

    private void attack(String... sql) throws Exception {
        try (var connection = Sqlite.openWriter(file, key);
                var statement = connection.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }

    private List<String> names() throws IOException {
        try (var beside = Files.list(folder)) {
            return beside.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void before_an_upgrade_a_copy_is_kept_that_only_the_key_opens() throws Exception {
        open(LATER).close();
        var copy = folder.resolve("so.db.before-upgrade-from-0002");
        assertThat(new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1))
                .doesNotContain("SQLite format", "CREATE TABLE");
        try (var connection = Sqlite.openReader(copy, key);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM mark")) {
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
        assertThatThrownBy(() -> Sqlite.openReader(copy, DatabaseKey.random(random)))
                .isInstanceOf(Sqlite.CannotOpen.class);
        assertThat(names()).noneMatch(each -> each.endsWith(".unfinished"));
    }

    @Test
    void an_older_release_goes_back_when_not_a_row_was_written_and_keeps_the_newer_file() throws Exception {
        open(LATER).close();
        try (var db = open(SCHEMA)) {
            assertThat(pupils(db)).containsExactly("an");
            mark(db, "binh", 60);
            assertThat(Audit.verify(db, SCHEMA, List.of()).findings()).isEmpty();
        }
        var aside = Migrations.aside(file);
        assertThat(aside).extracting(each -> each.getFileName().toString()).containsExactly("so.db.newer-9001");
        try (var newer = Sqlite.openReader(aside.getFirst(), key);
                var rows = newer.createStatement().executeQuery("SELECT count(*) FROM later_draft")) {
            assertThat(rows.getInt(1)).isZero();
        }
        // the next update begins from what the school wrote meanwhile, and may fall back once more
        try (var db = open(LATER)) {
            assertThat(pupils(db)).containsExactly("an", "binh");
        }
        try (var db = open(SCHEMA)) {
            assertThat(pupils(db)).containsExactly("an", "binh");
        }
        assertThat(Migrations.aside(file))
                .extracting(each -> each.getFileName().toString())
                .containsExactly("so.db.newer-9001", "so.db.newer-9001-2");
    }

    @Test
    void a_mark_that_was_written_since_stays_where_it_is_until_the_next_update() throws Exception {
        try (var db = open(LATER)) {
            mark(db, "binh", 60);
        }
        var before = names();
        assertThatThrownBy(() -> open(SCHEMA))
                .isInstanceOfSatisfying(
                        Migrations.Refused.class,
                        refused -> assertThat(refused.newer()).isTrue());
        assertThat(names()).isEqualTo(before);
        try (var db = open(LATER)) {
            assertThat(pupils(db)).containsExactly("an", "binh");
        }
    }

    @Test
    void a_draft_without_a_line_counts_as_written() throws Exception {
        attack("CREATE TABLE draft (one TEXT PRIMARY KEY, text TEXT) STRICT");
        open(LATER).close();
        attack("INSERT INTO draft VALUES ('an', 'chưa gửi')");
        assertThatThrownBy(() -> open(SCHEMA))
                .isInstanceOfSatisfying(
                        Migrations.Refused.class,
                        refused -> assertThat(refused.newer()).isTrue());
    }

    @Test
    void without_a_copy_or_with_a_damaged_one_nothing_is_changed() throws Exception {
        open(LATER).close();
        var copy = folder.resolve("so.db.before-upgrade-from-0002");
        var bytes = Files.readAllBytes(copy);
        for (var at = 8192; at < bytes.length; at += 4096) {
            bytes[at + 99] ^= 1;
        }
        Files.write(copy, bytes);
        assertThatThrownBy(() -> open(SCHEMA)).isInstanceOf(RuntimeException.class);
        Files.delete(copy);
        assertThatThrownBy(() -> open(SCHEMA)).isInstanceOf(Migrations.Refused.class);
        assertThat(Migrations.aside(file)).isEmpty();
        try (var db = open(LATER)) {
            assertThat(pupils(db)).containsExactly("an");
        }
    }

    @Test
    void a_copy_of_another_lineage_is_not_taken() throws Exception {
        open(LATER).close();
        var other = folder.resolve("other.db");
        try (var db = Database.create(other, key, Clock.systemUTC(), random, SCHEMA, "79000001")) {
            mark(db, "nguoi khac", 10);
        }
        try (var connection = Sqlite.openWriter(other, key);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=DELETE");
        }
        Files.delete(folder.resolve("so.db.before-upgrade-from-0002"));
        Files.copy(other, folder.resolve("so.db.before-upgrade-from-0002"));
        assertThatThrownBy(() -> open(SCHEMA)).isInstanceOf(Migrations.Refused.class);
        assertThat(Migrations.aside(file)).isEmpty();
    }

    @Test
    void a_going_back_that_the_power_cut_short_is_done_again() throws Exception {
        open(LATER).close();
        Files.writeString(folder.resolve("so.db.going-back"), "half");
        Files.createLink(folder.resolve("so.db.newer-9001"), file);
        try (var db = open(SCHEMA)) {
            assertThat(pupils(db)).containsExactly("an");
        }
        assertThat(names()).doesNotContain("so.db.going-back");
    }
}
