package vn.sotruong.school.conduct;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng khen thưởng, kỷ luật, and the one of violations and proposals, which stays in the school. */
final class RecordTable {
    private static final Entity PUPIL_DECISION = Entity.of("pupil_decision", Audience.RECEIVER, "id");
    private static final Entity PUPIL_MATTER = Entity.of("pupil_matter", Audience.SCHOOL_ONLY, "id");
    static final List<Entity> ENTITIES = List.of(PUPIL_DECISION, PUPIL_MATTER);

    private static final Comparator<PupilRecord> NEWEST_FIRST = Comparator.comparing(PupilRecord::on)
            .thenComparing(PupilRecord::enteredAt)
            .reversed();

    private RecordTable() {}

    /** What concerns a class from one day to another, the newest first. */
    static List<PupilRecord> listOfClass(Handle handle, String homeroom, LocalDate from, LocalDate to) {
        var found = new ArrayList<PupilRecord>();
        for (var sql : List.of(
                "SELECT * FROM pupil_decision WHERE homeroom = :homeroom AND on_date BETWEEN :first AND :last",
                "SELECT * FROM pupil_matter WHERE homeroom = :homeroom AND on_date BETWEEN :first AND :last")) {
            found.addAll(handle.createQuery(sql)
                    .bind("homeroom", homeroom)
                    .bind("first", from.toString())
                    .bind("last", to.toString())
                    .map((row, context) -> record(row))
                    .list());
        }
        found.sort(NEWEST_FIRST);
        return found;
    }

    static List<PupilRecord> listOfPupil(Handle handle, String pupil) {
        var found = new ArrayList<PupilRecord>();
        for (var sql : List.of(
                "SELECT * FROM pupil_decision WHERE pupil = :pupil",
                "SELECT * FROM pupil_matter WHERE pupil = :pupil")) {
            found.addAll(handle.createQuery(sql)
                    .bind("pupil", pupil)
                    .map((row, context) -> record(row))
                    .list());
        }
        found.sort(NEWEST_FIRST);
        return found;
    }

    /** Proposals that wait for the principal, the oldest first. */
    static List<PupilRecord> listProposed(Handle handle) {
        return handle.createQuery("SELECT * FROM pupil_matter WHERE state = 'PROPOSED' ORDER BY entered_at, id")
                .map((row, context) -> record(row))
                .list();
    }

    static Optional<PupilRecord> find(Handle handle, String id) {
        for (var sql :
                List.of("SELECT * FROM pupil_decision WHERE id = :id", "SELECT * FROM pupil_matter WHERE id = :id")) {
            var found = handle.createQuery(sql)
                    .bind("id", id)
                    .map((row, context) -> record(row))
                    .findOne();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static void create(Tx tx, PupilRecord record) {
        tx.create(entity(record), row(record));
    }

    static void put(Tx tx, PupilRecord record, String why) {
        tx.status(entity(record), row(record), why);
    }

    private static Entity entity(PupilRecord record) {
        return record.kind().decided() ? PUPIL_DECISION : PUPIL_MATTER;
    }

    private static Map<String, @Nullable Object> row(PupilRecord record) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", record.id());
        row.put("school_year", record.year());
        row.put("pupil", record.pupil());
        row.put("homeroom", record.homeroom());
        row.put("kind", record.kind().name());
        row.put("on_date", record.on().toString());
        row.put("form", record.form());
        row.put("body", record.body());
        row.put("decision", record.decision());
        row.put("authority", record.authority());
        row.put("subject", record.subject());
        row.put("state", record.state().name());
        row.put("answer", record.answer());
        row.put("answered_by", record.answeredBy());
        row.put("answered_at", record.answeredAt());
        row.put("entered_by", record.enteredBy());
        row.put("entered_at", record.enteredAt());
        return row;
    }

    private static PupilRecord record(ResultSet row) throws SQLException {
        return new PupilRecord(
                row.getString("id"),
                row.getString("school_year"),
                row.getString("pupil"),
                row.getString("homeroom"),
                PupilRecord.Kind.valueOf(row.getString("kind")),
                LocalDate.parse(row.getString("on_date")),
                row.getString("form"),
                row.getString("body"),
                row.getString("decision"),
                row.getString("authority"),
                row.getString("subject"),
                PupilRecord.State.valueOf(row.getString("state")),
                row.getString("answer"),
                row.getString("answered_by"),
                row.getString("answered_at"),
                row.getString("entered_by"),
                row.getString("entered_at"));
    }
}
