package vn.sotruong.school.movements;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Bảng nào nhắc tới một bản quét. */
final class PaperTable {
    private PaperTable() {}

    /**
     * Một chỗ nhắc tới.
     *
     * @param pupil whom it is about; null for somebody who has not come yet
     * @param inspected whether an inspector reads it; papers of an exemption or a pause may tell of an illness
     */
    record Use(@Nullable String pupil, boolean inspected) {}

    static List<Use> list(Handle handle, String attachment) {
        return handle.createQuery("""
                        SELECT pupil, 0 AS inspected FROM movement_request WHERE attachment = :paper
                        UNION SELECT pupil, kind <> 'PAUSE' FROM status_event WHERE attachment = :paper
                        UNION SELECT pupil, 1 FROM earlier_mark WHERE attachment = :paper
                        UNION SELECT pupil, 0 FROM exemption WHERE attachment = :paper""")
                .bind("paper", attachment)
                .map((row, context) -> new Use(row.getString("pupil"), row.getInt("inspected") == 1))
                .list();
    }
}
