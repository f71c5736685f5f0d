package vn.sotruong.school.movements;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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
import vn.sotruong.sync.bundle.CanonicalJson;

/** Bảng đề nghị biến động. */
final class RequestTable {
    static final Entity REQUEST = Entity.of("movement_request", Audience.SCHOOL_ONLY, "id");

    private RequestTable() {}

    static Optional<Request> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM movement_request WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> request(row))
                .findOne();
    }

    /** What waits for the principal, the oldest first. */
    static List<Request> listWaiting(Handle handle) {
        return handle.createQuery("SELECT * FROM movement_request WHERE state = 'WAITING' ORDER BY asked_at, id")
                .map((row, context) -> request(row))
                .list();
    }

    static Optional<Request> findWaiting(Handle handle, String pupil) {
        return handle.createQuery("SELECT * FROM movement_request WHERE state = 'WAITING' AND pupil = :pupil")
                .bind("pupil", pupil)
                .map((row, context) -> request(row))
                .findOne();
    }

    /** The requests of a pupil, the newest first. */
    static List<Request> list(Handle handle, String pupil) {
        return handle.createQuery("SELECT * FROM movement_request WHERE pupil = :pupil ORDER BY asked_at DESC, id")
                .bind("pupil", pupil)
                .map((row, context) -> request(row))
                .list();
    }

    /** The request that a transfer file was taken by, waiting or done. */
    static Optional<Request> findSource(Handle handle, String source) {
        return handle.createQuery(
                        "SELECT * FROM movement_request WHERE source = :source AND state IN ('WAITING', 'DONE')")
                .bind("source", source)
                .map((row, context) -> request(row))
                .findOne();
    }

    static void create(Tx tx, Request request) {
        tx.create(REQUEST, row(request));
    }

    static void put(Tx tx, Request request, @Nullable String why) {
        tx.amend(REQUEST, row(request), why);
    }

    private static Map<String, @Nullable Object> row(Request request) {
        var words = request.words();
        var brought = request.record();
        var profile = request.profile();
        var decidedAt = request.decidedAt();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", request.id());
        row.put("kind", request.kind().name());
        row.put("pupil", request.pupil());
        row.put("date", request.date().toString());
        row.put("homeroom", request.homeroom());
        row.put("reason", words.reason());
        row.put("other_school", words.otherSchool());
        row.put("other_code", words.otherCode());
        row.put("document_no", words.documentNo());
        row.put("attachment", words.attachment());
        row.put(
                "profile",
                profile == null ? null : new String(CanonicalJson.write(profile.json()), StandardCharsets.UTF_8));
        row.put("record", brought == null ? null : brought.content().text());
        row.put("source", brought == null ? null : brought.content().source());
        row.put("signer", brought == null ? null : brought.signer());
        row.put("trusted", brought == null ? null : Long.valueOf(brought.trusted() ? 1 : 0));
        row.put("state", request.state().name());
        row.put("asked_by", request.askedBy());
        row.put("asked_at", Moments.text(request.askedAt()));
        row.put("decided_by", request.decidedBy());
        row.put("decided_at", decidedAt == null ? null : Moments.text(decidedAt));
        row.put("answer", request.answer());
        return row;
    }

    private static Request request(ResultSet row) throws SQLException {
        var profile = row.getString("profile");
        var record = row.getString("record");
        var decidedAt = row.getString("decided_at");
        return new Request(
                row.getString("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("pupil"),
                LocalDate.parse(row.getString("date")),
                row.getString("homeroom"),
                words(row),
                profile == null
                        ? null
                        : Profile.read(new Content(CanonicalJson.read(profile.getBytes(StandardCharsets.UTF_8)))),
                record == null
                        ? null
                        : new Request.Brought(
                                TransferRecord.parse(record), row.getString("signer"), row.getInt("trusted") == 1),
                Request.State.valueOf(row.getString("state")),
                row.getString("asked_by"),
                Instant.parse(row.getString("asked_at")),
                row.getString("decided_by"),
                decidedAt == null ? null : Instant.parse(decidedAt),
                row.getString("answer"));
    }

    static Request.Words words(ResultSet row) throws SQLException {
        return new Request.Words(
                row.getString("reason"),
                row.getString("other_school"),
                row.getString("other_code"),
                row.getString("document_no"),
                row.getString("attachment"));
    }
}
