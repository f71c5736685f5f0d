package vn.sotruong.backup.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

/**
 * Chụp kho: copies a live encrypted database into a plain image within one read transaction. Writers go on meanwhile
 * (WAL); the image shows the moment at which the copy began.
 *
 * <p>The copy is made by SQL into an attached plain file. SQLite's own ways do not serve here: its backup refuses to
 * change the key, {@code VACUUM INTO} keeps it, and {@code serialize} wants the whole image on the Java heap.
 */
public final class Snapshot {
    private Snapshot() {}

    /**
     * Takes an image of a live database.
     *
     * @param memory a folder on tmpfs
     * @throws Tmpfs.NotInMemory when it is not
     * @throws Unsound when the image does not pass SQLite's own check, or does not fit
     */
    public static PlainImage take(Path database, DatabaseKey key, Path memory) {
        var tmpfs = Tmpfs.in(memory);
        try {
            var file = tmpfs.folder().resolve("csdl.sqlite");
            try (var live = Sqlite.openReader(database, key);
                    var statement = live.createStatement()) {
                requireRoom(statement, tmpfs);
                statement.execute("PRAGMA query_only=OFF");
                attachPlain(statement, file, "image");
                statement.execute("PRAGMA image.journal_mode=OFF");
                statement.execute("PRAGMA image.synchronous=OFF");
                copy(live, "main", "image");
            }
            check(file);
            return new PlainImage(tmpfs, file);
        } catch (SQLException e) {
            tmpfs.close();
            throw new Unsound("the database could not be copied into memory (SQLite " + e.getErrorCode() + ")", e);
        } catch (RuntimeException e) {
            tmpfs.close();
            throw e;
        }
    }

    /**
     * The way back: makes a new encrypted database out of a plain image in memory.
     *
     * @throws Unsound when the image does not pass SQLite's own check
     */
    public static void encrypt(Path image, Path database, DatabaseKey key) {
        if (Files.exists(database)) {
            throw new IllegalArgumentException("there is a database already: " + database.getFileName());
        }
        check(image);
        try (var fresh = Sqlite.openWriter(database, key);
                var statement = fresh.createStatement()) {
            statement.execute("PRAGMA foreign_keys=OFF");
            attachPlain(statement, image, "image");
            copy(fresh, "image", "main");
            try (var answer = statement.executeQuery("PRAGMA main.integrity_check")) {
                requireOk(answer.getString(1));
            }
            statement.execute("DETACH image");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw new Unsound("the image could not be made into a database (SQLite " + e.getErrorCode() + ")", e);
        }
    }

    /** SQLite's integrity check and foreign keys, over a plain image. */
    public static void check(Path image) {
        try (var plain = Sqlite.openPlain(image.toString());
                var statement = plain.createStatement()) {
            try (var answer = statement.executeQuery("PRAGMA integrity_check")) {
                requireOk(answer.getString(1));
            }
            try (var broken = statement.executeQuery("PRAGMA foreign_key_check")) {
                if (broken.next()) {
                    throw new Unsound("a row of table " + broken.getString(1) + " points nowhere");
                }
            }
        } catch (SQLException e) {
            throw new Unsound("the image is no sound database (SQLite " + e.getErrorCode() + ")", e);
        }
    }

    private static void attachPlain(Statement statement, Path file, String name) throws SQLException {
        statement.execute("ATTACH '" + file.toString().replace("'", "''") + "' AS " + name + " KEY ''");
    }

    private static void requireRoom(Statement statement, Tmpfs tmpfs) throws SQLException {
        try (var size =
                statement.executeQuery("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")) {
            var needed = size.getLong(1) + size.getLong(1) / 10;
            if (tmpfs.free() < needed) {
                throw new Unsound("the image needs " + (needed >> 20) + " MiB of memory and " + (tmpfs.free() >> 20)
                        + " MiB are free");
            }
        }
    }

    /** What VACUUM does: tables and indexes first, then rows, then all that must not act while rows arrive. */
    private static void copy(Connection connection, String from, String to) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            for (var create : list(statement, """
                    SELECT sql FROM %s.sqlite_schema
                    WHERE type IN ('table', 'index') AND rootpage > 0 AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%%' ESCAPE '\\'
                    ORDER BY type = 'index', rowid""".formatted(from))) {
                statement.execute(in(to, create));
            }
            for (var table : list(statement, """
                    SELECT name FROM %s.sqlite_schema
                    WHERE type = 'table' AND rootpage > 0 AND (name NOT LIKE 'sqlite\\_%%' ESCAPE '\\' OR name = 'sqlite_sequence')
                    """.formatted(from))) {
                copyRows(statement, from, to, table);
            }
            copyTheRest(statement, from, to);
            statement.execute("COMMIT");
        }
    }

    private static void copyRows(Statement statement, String from, String to, String table) throws SQLException {
        var columns = list(
                statement,
                "SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_table_xinfo('"
                        + table.replace("'", "''") + "', '" + from + "') WHERE hidden = 0");
        var name = '"' + table.replace("\"", "\"\"") + '"';
        var all = String.join(", ", columns);
        statement.execute(
                "INSERT INTO " + to + "." + name + " (" + all + ") SELECT " + all + " FROM " + from + "." + name);
    }

    /** Views, triggers and virtual tables go over as rows of the schema, as VACUUM moves them. */
    private static void copyTheRest(Statement statement, String from, String to) throws SQLException {
        for (var pragma : List.of("user_version", "application_id")) {
            try (var value = statement.executeQuery("PRAGMA " + from + "." + pragma)) {
                statement.execute("PRAGMA " + to + "." + pragma + "=" + value.getLong(1));
            }
        }
        statement.execute("PRAGMA writable_schema=ON");
        statement.execute("""
                INSERT INTO %s.sqlite_schema SELECT * FROM %s.sqlite_schema
                WHERE type IN ('view', 'trigger') OR (type = 'table' AND rootpage = 0)""".formatted(to, from));
        statement.execute("PRAGMA writable_schema=OFF");
    }

    /** {@code CREATE TABLE x} as {@code CREATE TABLE image.x}; SQLite stores these statements with this beginning. */
    private static String in(String schema, String create) {
        return create.replaceFirst("(?i)^CREATE\\s+(TABLE|UNIQUE\\s+INDEX|INDEX)\\s+", "CREATE $1 " + schema + ".");
    }

    private static List<String> list(Statement statement, String sql) throws SQLException {
        var all = new ArrayList<String>();
        try (var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private static void requireOk(String answer) {
        if (!answer.equals("ok")) {
            throw new Unsound("SQLite's integrity check says: " + answer);
        }
    }

    /** Ảnh kho không lành lặn. */
    public static final class Unsound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsound(String message) {
            super(message);
        }

        Unsound(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
