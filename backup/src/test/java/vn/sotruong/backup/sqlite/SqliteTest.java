package vn.sotruong.backup.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {
    @TempDir
    private Path folder;

    private final DatabaseKey key = DatabaseKey.random(new SecureRandom());

    @Test
    void what_is_written_is_nowhere_in_the_files() throws Exception {
        var file = folder.resolve("a.db");
        try (var db = Sqlite.openWriter(file, key);
                var statement = db.createStatement()) {
            statement.execute("CREATE TABLE t(v TEXT) STRICT");
            statement.execute("INSERT INTO t VALUES('Nguyen Thi Ngoc Anh')");
            try (var files = Files.list(folder)) {
                for (var each : files.toList()) {
                    assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                            .doesNotContain("Ngoc Anh")
                            .doesNotStartWith("SQLite format 3");
                }
            }
        }
        try (var db = Sqlite.openReader(file, key);
                var rows = db.createStatement().executeQuery("SELECT v FROM t")) {
            assertThat(rows.getString(1)).isEqualTo("Nguyen Thi Ngoc Anh");
        }
    }

    @Test
    void a_wrong_key_is_refused_and_named_nowhere() throws Exception {
        var file = folder.resolve("a.db");
        try (var db = Sqlite.openWriter(file, key)) {
            db.createStatement().execute("CREATE TABLE t(v TEXT) STRICT");
        }
        var wrong = DatabaseKey.random(new SecureRandom());
        assertThatThrownBy(() -> Sqlite.openReader(file, wrong))
                .isInstanceOf(Sqlite.CannotOpen.class)
                .hasMessageContaining("wrong key")
                .hasMessageNotContaining(wrong.hex());
    }

    @Test
    void a_plain_file_is_refused() throws Exception {
        var file = folder.resolve("plain.db");
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            db.createStatement().execute("CREATE TABLE t(v TEXT)");
        }
        assertThatThrownBy(() -> Sqlite.openWriter(file, key))
                .isInstanceOf(Sqlite.CannotOpen.class)
                .hasMessageContaining("plain text");
    }

    @Test
    void a_reader_cannot_write() throws Exception {
        var file = folder.resolve("a.db");
        try (var db = Sqlite.openWriter(file, key)) {
            db.createStatement().execute("CREATE TABLE t(v TEXT) STRICT");
        }
        try (var db = Sqlite.openReader(file, key)) {
            assertThatThrownBy(() -> db.createStatement().execute("INSERT INTO t VALUES('x')"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void the_key_file_is_for_its_owner_alone() throws Exception {
        var file = folder.resolve("db.key");
        key.writeTo(file);
        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
        assertThat(DatabaseKey.readFrom(file).hex()).isEqualTo(key.hex());
    }
}
