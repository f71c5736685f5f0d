package vn.sotruong.school.gradebook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code refused_write}. */
final class RefusedTable {
    static final Entity REFUSED_WRITE = Entity.of("refused_write", Audience.SCHOOL_ONLY, "id");

    private static final Duration ONCE_IN = Duration.ofMinutes(10);
    private static final int MOST_IN_THAT_TIME = 30;
    private static final int LONGEST = 40;

    private RefusedTable() {}

    /** Keeps an attempt, unless the same one was kept a moment ago or very many were. */
    static void keep(
            Tx tx, Teacher teacher, String sheet, @Nullable Cell cell, String wanted, int cells, Reason reason) {
        var since = Moments.text(tx.now().minus(ONCE_IN));
        var pupil = cell == null ? null : cell.pupil();
        var col = cell == null ? null : cell.column().code();
        var recent = tx.handle()
                .createQuery("""
                        SELECT count(*), count(*) FILTER (
                               WHERE sheet = :sheet AND reason = :reason AND pupil IS :pupil AND col IS :col)
                          FROM refused_write WHERE staff = :staff AND at > :since""")
                .bind("staff", teacher.staff())
                .bind("since", since)
                .bind("sheet", sheet)
                .bind("reason", reason.name())
                .bind("pupil", pupil)
                .bind("col", col)
                .map((row, context) -> row.getInt(2) > 0 || row.getInt(1) >= MOST_IN_THAT_TIME)
                .one();
        if (recent) {
            return;
        }
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("sheet", sheet);
        row.put("pupil", pupil);
        row.put("col", col);
        row.put("wanted", wanted.length() > LONGEST ? wanted.substring(0, LONGEST) : wanted);
        row.put("cells", (long) cells);
        row.put("reason", reason.name());
        row.put("staff", teacher.staff());
        row.put("at", Moments.text(tx.now()));
        tx.create(REFUSED_WRITE, row);
    }

    static List<RefusedWrite> list(Handle handle, String sheet) {
        return handle.createQuery("SELECT * FROM refused_write WHERE sheet = :sheet ORDER BY seq")
                .bind("sheet", sheet)
                .map((row, context) -> new RefusedWrite(
                        row.getString("pupil"),
                        row.getString("col"),
                        row.getString("wanted"),
                        row.getInt("cells"),
                        Reason.valueOf(row.getString("reason")),
                        row.getString("staff"),
                        Instant.parse(row.getString("at"))))
                .list();
    }
}
