package vn.sotruong.school.remarks;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code subject_remark}. */
final class RemarkTable {
    static final Entity SUBJECT_REMARK = Entity.of("subject_remark", Audience.RECEIVER, "sheet", "pupil");

    private RemarkTable() {}

    /** The remarks of a sheet, by pupil. */
    static Map<String, Remark> map(Handle handle, String sheet) {
        return handle
                .createQuery("SELECT * FROM subject_remark WHERE sheet = :sheet")
                .bind("sheet", sheet)
                .map((row, context) -> {
                    var body = row.getString("body");
                    return new Remark(
                            row.getString("sheet"),
                            row.getString("pupil"),
                            body == null ? "" : body,
                            row.getString("written_by"),
                            Instant.parse(row.getString("written_at")),
                            row.getLong("seq"));
                })
                .stream()
                .collect(Collectors.toMap(Remark::pupil, each -> each));
    }

    static void put(Tx tx, String sheet, String pupil, String body, String staff, boolean first, @Nullable String why) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet);
        row.put("pupil", pupil);
        row.put("body", body.isEmpty() ? null : body);
        row.put("written_by", staff);
        row.put("written_at", Moments.text(tx.now()));
        if (first) {
            tx.create(SUBJECT_REMARK, row);
        } else {
            tx.amend(SUBJECT_REMARK, row, why);
        }
    }
}
