package vn.sotruong.office.officers;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Bảng officer, officer_session. */
final class OfficerTable {
    private static final RowMapper<Officer> OFFICER = (row, context) -> new Officer(
            row.getString("id"),
            row.getString("username"),
            row.getString("name"),
            row.getInt("may_admin") == 1,
            row.getString("hash"),
            row.getInt("must_change") == 1);

    /** Một phiên còn mở. */
    record Session(String id, Officer officer, String begunAt, String seenAt) {}

    private OfficerTable() {}

    static void add(Handle handle, Officer officer) {
        handle.createUpdate("""
                        INSERT INTO officer (id, username, name, may_admin, hash, must_change, state)
                        VALUES (:id, :username, :name, :mayAdmin, :hash, :mustChange, 'ACTIVE')""")
                .bind("id", officer.id())
                .bind("username", officer.username())
                .bind("name", officer.name())
                .bind("mayAdmin", officer.mayAdmin())
                .bind("hash", officer.hash())
                .bind("mustChange", officer.mustChange())
                .execute();
    }

    static Optional<Officer> findByUsername(Handle handle, String username) {
        return handle.createQuery("SELECT * FROM officer WHERE username = ? AND state = 'ACTIVE'")
                .bind(0, username)
                .map(OFFICER)
                .findOne();
    }

    static Optional<Officer> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM officer WHERE id = ? AND state = 'ACTIVE'")
                .bind(0, id)
                .map(OFFICER)
                .findOne();
    }

    static void setPassword(Handle handle, String officer, String hash) {
        handle.createUpdate("UPDATE officer SET hash = :hash, must_change = 0 WHERE id = :officer")
                .bind("hash", hash)
                .bind("officer", officer)
                .execute();
    }

    static void begin(Handle handle, String id, String hash, String officer, String now) {
        handle.createUpdate("""
                        INSERT INTO officer_session (id, hash, officer, begun_at, seen_at)
                        VALUES (:id, :hash, :officer, :now, :now)""")
                .bind("id", id)
                .bind("hash", hash)
                .bind("officer", officer)
                .bind("now", now)
                .execute();
    }

    static Optional<Session> findSession(Handle handle, String hash) {
        return handle.createQuery("""
                        SELECT s.id AS session, s.begun_at, s.seen_at, o.* FROM officer_session s
                          JOIN officer o ON o.id = s.officer AND o.state = 'ACTIVE'
                         WHERE s.hash = ? AND s.ended_at IS NULL""")
                .bind(0, hash)
                .map((row, context) -> new Session(
                        row.getString("session"),
                        OFFICER.map(row, context),
                        row.getString("begun_at"),
                        row.getString("seen_at")))
                .findOne();
    }

    static void see(Handle handle, String session, String now) {
        handle.createUpdate("UPDATE officer_session SET seen_at = :now WHERE id = :session")
                .bind("now", now)
                .bind("session", session)
                .execute();
    }

    static void end(Handle handle, String hash, String now) {
        handle.createUpdate("UPDATE officer_session SET ended_at = :now WHERE hash = :hash AND ended_at IS NULL")
                .bind("now", now)
                .bind("hash", hash)
                .execute();
    }

    /** Ends the other sessions of somebody who changed the password. */
    static void endOthers(Handle handle, String officer, String session, String now) {
        handle.createUpdate("""
                        UPDATE officer_session SET ended_at = :now
                         WHERE officer = :officer AND id <> :session AND ended_at IS NULL""")
                .bind("now", now)
                .bind("officer", officer)
                .bind("session", session)
                .execute();
    }
}
