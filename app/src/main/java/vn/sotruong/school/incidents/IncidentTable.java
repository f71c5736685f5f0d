package vn.sotruong.school.incidents;

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

/** Bảng sự cố. */
final class IncidentTable {
    static final Entity INCIDENT = Entity.of("incident", Audience.RECEIVER, "id");

    private IncidentTable() {}

    static List<Incident> list(Handle handle) {
        return handle.createQuery("SELECT * FROM incident ORDER BY pause_start DESC, id")
                .map((row, context) -> incident(row))
                .list();
    }

    /** Pauses that last, and those that ended after {@code since}. */
    static List<Incident> listRecent(Handle handle, Instant since) {
        return handle.createQuery(
                        "SELECT * FROM incident WHERE resumed_at IS NULL OR resumed_at >= :since ORDER BY pause_start, id")
                .bind("since", Moments.text(since))
                .map((row, context) -> incident(row))
                .list();
    }

    static Optional<Incident> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM incident WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> incident(row))
                .findOne();
    }

    static void create(Tx tx, Incident incident) {
        tx.create(INCIDENT, row(incident));
    }

    static void put(Tx tx, Incident incident, @Nullable String why) {
        tx.status(INCIDENT, row(incident), why);
    }

    private static Map<String, @Nullable Object> row(Incident incident) {
        var ending = incident.ending();
        var closing = incident.closing();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", incident.id());
        row.put("body", incident.body());
        row.put("pause_start", Moments.text(incident.pauseStart()));
        row.put("expected", text(incident.expected()));
        row.put("declared_by", incident.declaredBy());
        row.put("declared_at", Moments.text(incident.declaredAt()));
        row.put("resumed_by", ending == null ? null : ending.by());
        row.put("resumed_at", ending == null ? null : Moments.text(ending.at()));
        row.put("cause", closing == null ? null : closing.cause());
        row.put("remedy", closing == null ? null : closing.remedy());
        row.put("closed_by", closing == null ? null : closing.by());
        row.put("closed_at", closing == null ? null : Moments.text(closing.at()));
        return row;
    }

    private static Incident incident(ResultSet row) throws SQLException {
        var resumed = moment(row, "resumed_at");
        var closed = moment(row, "closed_at");
        return new Incident(
                row.getString("id"),
                row.getString("body"),
                Instant.parse(row.getString("pause_start")),
                moment(row, "expected"),
                row.getString("declared_by"),
                Instant.parse(row.getString("declared_at")),
                resumed == null ? null : new Incident.Ending(row.getString("resumed_by"), resumed),
                closed == null
                        ? null
                        : new Incident.Closing(
                                row.getString("cause"), row.getString("remedy"), row.getString("closed_by"), closed),
                row.getLong("seq"));
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : Moments.text(moment);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }
}
