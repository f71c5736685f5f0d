package vn.sotruong.office.intake;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Đọc gộp từ các bảng của phòng: what the overview shows of each school. */
final class StandingTable {
    private StandingTable() {}

    static List<Standing> list(Handle handle, String lateSince) {
        return handle.createQuery("""
                        SELECT s.school, s.last, s.head,
                               (SELECT max(b.received_at) FROM bundle b WHERE b.school = s.school) AS last_received,
                               (SELECT count(*) FROM bundle b WHERE b.school = s.school AND b.late = 'LATE'
                                   AND b.received_at >= :since) AS late,
                               (SELECT count(*) FROM bundle b WHERE b.school = s.school AND b.late = 'UNDETERMINED'
                                   AND b.received_at >= :since) AS undetermined,
                               (SELECT count(*) FROM hold h WHERE h.school = s.school AND h.released_at IS NULL) AS holds,
                               (SELECT count(*) FROM fork f WHERE f.school = s.school) AS forks,
                               (SELECT count(*) FROM alarm a WHERE a.school = s.school AND a.settled_at IS NULL) AS alarms
                          FROM stream_state s
                         WHERE s.born = (SELECT max(n.born) FROM stream_state n WHERE n.school = s.school)""")
                .bind("since", lateSince)
                .map((row, context) -> new Standing(
                        row.getString("school"),
                        Optional.ofNullable(row.getString("last_received")),
                        row.getLong("last"),
                        row.getString("head"),
                        row.getLong("late"),
                        row.getLong("undetermined"),
                        row.getLong("holds"),
                        row.getLong("forks"),
                        row.getLong("alarms")))
                .list();
    }

    static List<ReceivedBundle> listBundles(Handle handle, String school, int most) {
        return handle.createQuery("""
                        SELECT b.*, r.n FROM bundle b LEFT JOIN receipt r ON r.bundle = b.id
                         WHERE b.school = ? ORDER BY b.received_at DESC, r.n DESC LIMIT ?""")
                .bind(0, school)
                .bind(1, most)
                .map((row, context) -> new ReceivedBundle(
                        row.getString("id"),
                        row.getString("type"),
                        row.getLong("seq_from"),
                        row.getLong("seq_to"),
                        row.getString("received_at"),
                        row.getString("late"),
                        row.getString("status"),
                        row.getString("via"),
                        row.getLong("length"),
                        row.getLong("n")))
                .list();
    }
}
