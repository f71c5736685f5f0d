package vn.sotruong.school.breach;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.sqlite.Sqlite;

/** Breaks two rules on purpose: SQL outside of a table, and a plain image outside of the cellar. */
final class SpeaksSql {
    private SpeaksSql() {}

    static boolean ask(Handle handle) {
        return handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1;
    }

    static boolean open() throws SQLException {
        try (var connection = Sqlite.openPlain(":memory:")) {
            return connection.isValid(1);
        }
    }
}
