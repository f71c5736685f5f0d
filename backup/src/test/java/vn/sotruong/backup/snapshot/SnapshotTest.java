package vn.sotruong.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

class SnapshotTest {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String MARKER = "Nguyen Thi Ngoc Anh Tuyet";

    @TempDir
    private Path folder;

    private final DatabaseKey key = DatabaseKey.random(new SecureRandom());
    private Path database = Path.of("");

    @BeforeEach
    void a_database_with_everything_in_it() throws Exception {
        database = folder.resolve("school.db");
        try (var db = Sqlite.openWriter(database, key);
                var statement = db.createStatement()) {
            for (var sql : """
                    PRAGMA user_version=17;
                    CREATE TABLE person(id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
                    CREATE TABLE account(id INTEGER PRIMARY KEY, person TEXT REFERENCES person(id), amount INTEGER NOT NULL) STRICT;
                    CREATE TABLE note(n INTEGER PRIMARY KEY AUTOINCREMENT, "odd ""name" TEXT, twice INTEGER AS (n * 2) STORED);
                    CREATE TABLE pair(a TEXT, b TEXT, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID;
                    CREATE INDEX by_person ON account(person);
                    CREATE UNIQUE INDEX by_name ON person(name);
                    CREATE VIEW rich AS SELECT * FROM account WHERE amount > 100;
                    CREATE VIRTUAL TABLE finder USING fts5(name, tokenize = 'unicode61 remove_diacritics 2');
                    INSERT INTO person VALUES('p1', '%s');
                    INSERT INTO note("odd ""name") VALUES('x'), ('y');
                    INSERT INTO pair VALUES('a', 'b');
                    INSERT INTO finder VALUES('Nguyễn Thị Ngọc Ánh Tuyết')""".formatted(MARKER).split(";\n", -1)) {
                statement.execute(sql);
            }
            for (var i = 1; i <= 40; i++) {
                statement.execute("INSERT INTO account VALUES(" + i + ", 'p1', 100)");
            }
            statement.execute("""
                    CREATE TRIGGER no_delete BEFORE DELETE ON person
                    BEGIN SELECT RAISE(ABORT, 'nobody is deleted'); END""");
        }
    }

    @Test
    void an_image_is_a_whole_plain_database() throws Exception {
        try (var image = Snapshot.take(database, key, MEMORY);
                var plain = image.open()) {
            assertThat(new String(Files.readAllBytes(image.file()), StandardCharsets.ISO_8859_1))
                    .startsWith("SQLite format 3\0")
                    .contains(MARKER);
            assertWhole(plain);
        }
    }

    @Test
    void an_image_becomes_an_encrypted_database_again() throws Exception {
        var again = folder.resolve("again.db");
        var other = DatabaseKey.random(new SecureRandom());
        try (var image = Snapshot.take(database, key, MEMORY)) {
            Snapshot.encrypt(image.file(), again, other);
        }
        assertNothingPlain(folder);
        try (var db = Sqlite.openWriter(again, other)) {
            assertWhole(db);
        }
        assertThatThrownBy(() -> Sqlite.openReader(again, key)).isInstanceOf(Sqlite.CannotOpen.class);
    }

    @Test
    void images_are_consistent_while_writers_go_on_and_no_plain_byte_leaves_memory() throws Exception {
        var stop = new AtomicBoolean();
        var commits = new AtomicLong();
        var refused = new AtomicReference<@Nullable SQLException>();
        var writer = Thread.ofPlatform().start(() -> move(stop, commits, refused));
        try {
            for (var round = 0; round < 12 || (commits.get() < 100 && refused.get() == null); round++) {
                var before = commits.get();
                try (var image = Snapshot.take(database, key, MEMORY);
                        var plain = image.open()) {
                    assertThat(number(plain, "SELECT sum(amount) FROM account")).isEqualTo(4000);
                    assertThat(number(plain, "SELECT max(n) FROM note")).isGreaterThanOrEqualTo(before);
                    assertNothingPlain(folder);
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
        assertThat(Optional.ofNullable(refused.get()))
                .as("a save never finds the writer's lock taken")
                .isEmpty();
        assertThat(commits.get()).isGreaterThan(20);
    }

    @Test
    void nothing_is_left_when_an_image_is_closed() throws Exception {
        var image = Snapshot.take(database, key, MEMORY);
        var where = image.file().getParent();
        assertThat(Files.getPosixFilePermissions(where)).hasToString("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
        image.close();
        assertThat(where).doesNotExist();
    }

    @Test
    void images_left_by_a_dead_process_are_cleared() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        var left = Files.createTempDirectory(MEMORY, "sotruong-" + dead.pid() + "-");
        Files.writeString(left.resolve("csdl.sqlite"), MARKER);
        Snapshot.take(database, key, MEMORY).close();
        assertThat(left).doesNotExist();
    }

    @Test
    void a_folder_on_a_disk_is_refused() {
        assertThatThrownBy(() -> Snapshot.take(database, key, folder))
                .isInstanceOf(Tmpfs.NotInMemory.class)
                .hasMessageContaining("only lie in memory");
    }

    @Test
    void a_wrong_key_leaves_nothing_behind() throws Exception {
        var wrong = DatabaseKey.random(new SecureRandom());
        assertThatThrownBy(() -> Snapshot.take(database, wrong, MEMORY)).isInstanceOf(Sqlite.CannotOpen.class);
        try (var all = Files.list(MEMORY)) {
            assertThat(all.filter(each -> each.toString()
                            .contains("sotruong-" + ProcessHandle.current().pid() + "-")))
                    .isEmpty();
        }
    }

    @Test
    void only_this_room_makes_plain_copies() throws Exception {
        var root = Path.of("").toAbsolutePath().resolveSibling(".");
        var plainCopy = Pattern.compile(
                "\\bATTACH\\s+['?:\"]|KEY ''|\\.serialize\\(|\\bbackup to\\b", Pattern.CASE_INSENSITIVE);
        var guilty = new ArrayList<Path>();
        for (var module : List.of("app", "sync-agent", "backup")) {
            try (var sources = Files.walk(root.resolve(module + "/src/main"))) {
                for (var source : sources.filter(each -> each.toString().endsWith(".java"))
                        .toList()) {
                    if (!source.toString().contains("/backup/snapshot/")
                            && plainCopy.matcher(Files.readString(source)).find()) {
                        guilty.add(source);
                    }
                }
            }
        }
        assertThat(guilty).isEmpty();
    }

    private void move(AtomicBoolean stop, AtomicLong commits, AtomicReference<@Nullable SQLException> refused) {
        try (var db = Sqlite.openWriter(database, key);
                var statement = db.createStatement()) {
            statement.execute("PRAGMA busy_timeout=0");
            for (var i = 0; !stop.get(); i++) {
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("UPDATE account SET amount = amount - 7 WHERE id = " + (i % 40 + 1));
                statement.execute("UPDATE account SET amount = amount + 7 WHERE id = " + ((i * 7 + 3) % 40 + 1));
                statement.execute("INSERT INTO note(\"odd \"\"name\") VALUES('" + MARKER + "')");
                statement.execute("COMMIT");
                commits.incrementAndGet();
            }
        } catch (SQLException e) {
            refused.set(e);
        }
    }

    private static void assertWhole(Connection db) throws SQLException {
        assertThat(number(db, "PRAGMA user_version")).isEqualTo(17);
        assertThat(number(db, "SELECT count(*) FROM account")).isEqualTo(40);
        assertThat(number(db, "SELECT sum(twice) FROM note")).isEqualTo(6);
        assertThat(number(db, "SELECT seq FROM sqlite_sequence WHERE name = 'note'"))
                .isEqualTo(2);
        assertThat(number(db, "SELECT count(*) FROM pair")).isEqualTo(1);
        assertThat(number(db, "SELECT count(*) FROM rich")).isZero();
        assertThat(number(db, "SELECT count(*) FROM finder WHERE finder MATCH 'tuyet'"))
                .isEqualTo(1);
        assertThat(number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"))
                .isEqualTo(2);
        assertThatThrownBy(() -> db.createStatement().execute("DELETE FROM person"))
                .hasMessageContaining("nobody is deleted");
    }

    private static void assertNothingPlain(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(MARKER)
                        .doesNotStartWith("SQLite format 3");
            }
        }
    }

    private static long number(Connection db, String sql) throws SQLException {
        try (var rows = db.createStatement().executeQuery(sql)) {
            return rows.getLong(1);
        }
    }
}
