package vn.sotruong.school.breach;

import java.sql.SQLException;
import vn.sotruong.backup.sqlite.Sqlite;

/** Breaks two rules on purpose: SQL outside of a table, and a plain image outside of the cellar. */
final class SpeaksSql {
    private SpeaksSql() {}

    static boolean open() throws SQLException {
        try (var connection = Sqlite.openPlain(":memory:")) {
            return connection.isValid(1);
        }
    }
}
