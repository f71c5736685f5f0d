package vn.sotruong.school.closing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng bản in. */
final class PrintTable {
    static final Entity PRINTED = Entity.of("printed", Audience.SCHOOL_ONLY, "id");

    private PrintTable() {}

    static void create(Tx tx, Print print) {
        tx.create(PRINTED, row(print));
    }

    static void supersede(Tx tx, Print print) {
        tx.status(PRINTED, row(print), String.valueOf(print.why()));
    }

    /** The prints of a book, the newest first. */
    static List<Print> list(Handle handle, String homeroom, int semester) {
        return handle.createQuery(
                        "SELECT * FROM printed WHERE homeroom = :homeroom AND semester = :semester ORDER BY serial DESC")
                .bind("homeroom", homeroom)
                .bind("semester", semester)
                .map((row, context) -> read(row))
                .list();
    }

    /** Books whose newest print is superseded, and since when. */
    static List<Print> listSuperseded(Handle handle) {
        return handle.createQuery("SELECT p.* FROM printed p WHERE p.state = 'SUPERSEDED' AND NOT EXISTS"
                        + " (SELECT 1 FROM printed n WHERE n.homeroom = p.homeroom AND n.semester = p.semester"
                        + " AND n.serial > p.serial) ORDER BY p.superseded_at")
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<Print> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM printed WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static Map<String, @Nullable Object> row(Print print) {
        var supersededAt = print.supersededAt();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", print.id());
        row.put("homeroom", print.homeroom());
        row.put("semester", (long) print.semester());
        row.put("serial", (long) print.serial());
        row.put("digest", print.digest());
        row.put("attachment", print.attachment());
        row.put("sha256", print.sha256());
        row.put("pages", (long) print.pages());
        row.put("printed_by", print.staff());
        row.put("printed_at", Moments.text(print.at()));
        row.put("replaces", print.replaces());
        row.put("state", print.valid() ? "VALID" : "SUPERSEDED");
        row.put("superseded_at", supersededAt == null ? null : Moments.text(supersededAt));
        row.put("why", print.why());
        return row;
    }

    private static Print read(ResultSet row) throws SQLException {
        var supersededAt = row.getString("superseded_at");
        return new Print(
                row.getString("id"),
                row.getString("homeroom"),
                row.getInt("semester"),
                row.getInt("serial"),
                row.getString("digest"),
                row.getString("attachment"),
                row.getString("sha256"),
                row.getInt("pages"),
                row.getString("printed_by"),
                Instant.parse(row.getString("printed_at")),
                row.getString("replaces"),
                supersededAt == null ? null : Instant.parse(supersededAt),
                row.getString("why"));
    }
}
