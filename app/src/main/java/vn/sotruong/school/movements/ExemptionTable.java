package vn.sotruong.school.movements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
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

/** Bảng miễn giảm môn học. */
final class ExemptionTable {
    static final Entity EXEMPTION = Entity.of("exemption", Audience.SCHOOL_ONLY, "id");

    private ExemptionTable() {}

    static Optional<Exemption> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM exemption WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> exemption(row))
                .findOne();
    }

    static List<Exemption> list(Handle handle, String pupil) {
        return handle.createQuery("SELECT * FROM exemption WHERE pupil = :pupil ORDER BY from_date DESC, id")
                .bind("pupil", pupil)
                .map((row, context) -> exemption(row))
                .list();
    }

    static List<Exemption> listWaiting(Handle handle) {
        return handle.createQuery("SELECT * FROM exemption WHERE state = 'WAITING' ORDER BY asked_at, id")
                .map((row, context) -> exemption(row))
                .list();
    }

    /** The approved ones of a subject, whoever's they are. */
    static List<Exemption> listApproved(Handle handle, String subject) {
        return handle.createQuery("SELECT * FROM exemption WHERE state = 'APPROVED' AND subject = :subject")
                .bind("subject", subject)
                .map((row, context) -> exemption(row))
                .list();
    }

    /** The approved ones of these pupils, whatever the subject. */
    static List<Exemption> listApproved(Handle handle, Collection<String> pupils) {
        return handle.createQuery("""
                        SELECT * FROM exemption
                         WHERE state = 'APPROVED' AND pupil IN (SELECT value FROM json_each(:pupils))
                         ORDER BY pupil, subject, from_date""")
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .map((row, context) -> exemption(row))
                .list();
    }

    static void create(Tx tx, Exemption exemption) {
        tx.create(EXEMPTION, row(exemption));
    }

    /** @param marks how many marks it leaves out, said in the journal */
    static void put(Tx tx, Exemption exemption, int marks) {
        var decision = exemption.decision();
        tx.amend(EXEMPTION, row(exemption), marks == 0 ? decision : decision + " (dù đã có " + marks + " điểm)");
    }

    private static Map<String, @Nullable Object> row(Exemption exemption) {
        var until = exemption.until();
        var decidedAt = exemption.decidedAt();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", exemption.id());
        row.put("pupil", exemption.pupil());
        row.put("subject", exemption.subject());
        row.put("kind", exemption.kind().name());
        row.put("from_date", exemption.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        row.put("reason", exemption.reason());
        row.put("decision", exemption.decision());
        row.put("attachment", exemption.attachment());
        row.put("state", exemption.state().name());
        row.put("asked_by", exemption.askedBy());
        row.put("asked_at", Moments.text(exemption.askedAt()));
        row.put("decided_by", exemption.decidedBy());
        row.put("decided_at", decidedAt == null ? null : Moments.text(decidedAt));
        return row;
    }

    private static Exemption exemption(ResultSet row) throws SQLException {
        var until = row.getString("until_date");
        var decidedAt = row.getString("decided_at");
        return new Exemption(
                row.getString("id"),
                row.getString("pupil"),
                row.getString("subject"),
                Exemption.Kind.valueOf(row.getString("kind")),
                LocalDate.parse(row.getString("from_date")),
                until == null ? null : LocalDate.parse(until),
                row.getString("reason"),
                row.getString("decision"),
                row.getString("attachment"),
                Exemption.State.valueOf(row.getString("state")),
                row.getString("asked_by"),
                Instant.parse(row.getString("asked_at")),
                row.getString("decided_by"),
                decidedAt == null ? null : Instant.parse(decidedAt));
    }
}
