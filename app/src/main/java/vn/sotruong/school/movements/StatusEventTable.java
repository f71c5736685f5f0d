package vn.sotruong.school.movements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng biến động đã thực hiện. */
final class StatusEventTable {
    static final Entity STATUS_EVENT = Entity.of("status_event", Audience.RECEIVER, "id");

    private StatusEventTable() {}

    static Optional<StatusEvent> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM status_event WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> event(row))
                .findOne();
    }

    /** What happened to a pupil, the oldest first. */
    static List<StatusEvent> list(Handle handle, String pupil) {
        return handle.createQuery("SELECT * FROM status_event WHERE pupil = :pupil ORDER BY date, at, id")
                .bind("pupil", pupil)
                .map((row, context) -> event(row))
                .list();
    }

    /** What happened to each of these pupils, the oldest first. */
    static Map<String, List<StatusEvent>> map(Handle handle, List<String> pupils) {
        if (pupils.isEmpty()) {
            return Map.of();
        }
        return handle
                .createQuery("SELECT * FROM status_event WHERE pupil IN (<pupils>) ORDER BY date, at, id")
                .bindList("pupils", pupils)
                .map((row, context) -> event(row))
                .stream()
                .collect(Collectors.groupingBy(StatusEvent::pupil));
    }

    /** What happened in a period, both days included. */
    static List<StatusEvent> list(Handle handle, LocalDate from, LocalDate to) {
        return handle.createQuery(
                        "SELECT * FROM status_event WHERE date BETWEEN :first AND :last ORDER BY date, at, id")
                .bind("first", from.toString())
                .bind("last", to.toString())
                .map((row, context) -> event(row))
                .list();
    }

    static void create(Tx tx, StatusEvent event) {
        tx.create(STATUS_EVENT, row(event));
    }

    private static Map<String, @Nullable Object> row(StatusEvent event) {
        var words = event.words();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", event.id());
        row.put("pupil", event.pupil());
        row.put("kind", event.kind().name());
        row.put("date", event.date().toString());
        row.put("from_homeroom", event.fromHomeroom());
        row.put("to_homeroom", event.toHomeroom());
        row.put("reason", words.reason());
        row.put("other_school", words.otherSchool());
        row.put("other_code", words.otherCode());
        row.put("document_no", words.documentNo());
        row.put("attachment", words.attachment());
        row.put("requested_by", event.requestedBy());
        row.put("approved_by", event.approvedBy());
        row.put("at", Moments.text(event.at()));
        return row;
    }

    private static StatusEvent event(ResultSet row) throws SQLException {
        return new StatusEvent(
                row.getString("id"),
                row.getString("pupil"),
                Kind.valueOf(row.getString("kind")),
                LocalDate.parse(row.getString("date")),
                row.getString("from_homeroom"),
                row.getString("to_homeroom"),
                RequestTable.words(row),
                row.getString("requested_by"),
                row.getString("approved_by"),
                Instant.parse(row.getString("at")));
    }
}
