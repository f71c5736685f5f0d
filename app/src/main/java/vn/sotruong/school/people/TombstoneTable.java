package vn.sotruong.school.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng hồ sơ đã gộp: each points to the record that is kept. */
final class TombstoneTable {
    static final Entity PUPIL_TOMBSTONE = Entity.of("pupil_tombstone", Audience.RECEIVER, "gone");

    private TombstoneTable() {}

    static void create(Tx tx, String gone, String kept, String change) {
        tx.create(PUPIL_TOMBSTONE, Map.of("gone", gone, "kept", kept, "change", change));
    }

    /** The record that stands in the end, along every pointer. */
    static Optional<String> findKept(Handle handle, String gone) {
        return handle.createQuery("""
                        WITH RECURSIVE way (id, far) AS (
                            SELECT kept, 1 FROM pupil_tombstone WHERE gone = :gone
                            UNION ALL
                            SELECT t.kept, far + 1 FROM pupil_tombstone t JOIN way ON t.gone = way.id)
                        SELECT id FROM way ORDER BY far DESC LIMIT 1""").bind("gone", gone).mapTo(String.class).findOne();
    }

    /** The records that point here, straight or along others, the oldest merge first. */
    static List<String> listGone(Handle handle, String kept) {
        return handle.createQuery("""
                        WITH RECURSIVE way (id, seq) AS (
                            SELECT gone, seq FROM pupil_tombstone WHERE kept = :kept
                            UNION ALL
                            SELECT t.gone, t.seq FROM pupil_tombstone t JOIN way ON t.kept = way.id)
                        SELECT id FROM way ORDER BY seq""").bind("kept", kept).mapTo(String.class).list();
    }
}
