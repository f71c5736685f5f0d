package vn.sotruong.ground.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.Epoch;

/** Đời nhật ký: the lineages of the chain. A new one begins with the data directory and at each restore. */
public final class Epochs {
    private Epochs() {}

    /**
     * One lineage.
     *
     * @param firstSeq the number of its first line: the parent's last plus one
     */
    public record Lineage(String school, Epoch epoch, long firstSeq) {}

    /** Every lineage, the oldest first. */
    public static List<Lineage> list(Connection connection) throws SQLException {
        var all = new ArrayList<Lineage>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT first_seq, id, school, parent, parent_seq, parent_head"
                        + " FROM epoch ORDER BY first_seq, born_at")) {
            while (found.next()) {
                all.add(lineage(found));
            }
        }
        return all;
    }

    static byte[] genesis(ResultSet row) throws SQLException {
        var lineage = lineage(row);
        return Chain.genesis(lineage.school(), lineage.epoch());
    }

    static void begin(Connection connection, String school, Epoch epoch, Instant at) throws SQLException {
        var parent = epoch.parent();
        try (var insert = connection.prepareStatement(
                "INSERT INTO epoch (id, school, parent, parent_seq, parent_head, first_seq, born_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, epoch.id());
            insert.setString(2, school);
            insert.setString(3, parent == null ? null : parent.epoch());
            insert.setObject(4, parent == null ? null : parent.seq());
            insert.setString(5, parent == null ? null : parent.head());
            insert.setLong(6, epoch.firstSeq());
            insert.setString(7, Moments.text(at));
            insert.executeUpdate();
        }
    }

    private static Lineage lineage(ResultSet row) throws SQLException {
        var parent = row.getString("parent");
        return new Lineage(
                row.getString("school"),
                new Epoch(
                        row.getString("id"),
                        parent == null
                                ? null
                                : new Epoch.Parent(parent, row.getLong("parent_seq"), row.getString("parent_head"))),
                row.getLong("first_seq"));
    }
}
