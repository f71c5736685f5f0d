package vn.sotruong.sync.courier.breach;

import java.nio.file.Path;
import java.sql.SQLException;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

/** Breaks a rule on purpose: a courier that opens the database. */
final class Reads {
    private Reads() {}

    static boolean open(Path file, DatabaseKey key) throws SQLException {
        try (var connection = Sqlite.openReader(file, key)) {
            return connection.isReadOnly();
        }
    }
}
