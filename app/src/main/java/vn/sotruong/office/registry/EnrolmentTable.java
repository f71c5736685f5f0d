package vn.sotruong.office.registry;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Bảng enrolment. */
final class EnrolmentTable {
    private static final RowMapper<Enrolment> ENROLMENT = (row, context) -> new Enrolment(
            row.getString("id"),
            row.getString("school"),
            row.getString("school_name"),
            row.getString("spoken"),
            row.getBytes("request"),
            Enrolment.State.valueOf(row.getString("state")),
            row.getString("received_at"),
            Optional.ofNullable(row.getBytes("answer")));

    private EnrolmentTable() {}

    static void add(Handle handle, Enrolment enrolment, String digest) {
        handle.createUpdate("""
                        INSERT INTO enrolment (id, school, school_name, digest, spoken, request, state, received_at)
                        VALUES (:id, :school, :schoolName, :digest, :spoken, :request, 'WAITING', :receivedAt)""").bindMethods(enrolment).bind("digest", digest).execute();
    }

    static Optional<Enrolment> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM enrolment WHERE id = ?")
                .bind(0, id)
                .map(ENROLMENT)
                .findOne();
    }

    static Optional<Enrolment> findByDigest(Handle handle, String digest) {
        return handle.createQuery("SELECT * FROM enrolment WHERE digest = ?")
                .bind(0, digest)
                .map(ENROLMENT)
                .findOne();
    }

    static List<Enrolment> list(Handle handle) {
        return handle.createQuery("SELECT * FROM enrolment ORDER BY state = 'WAITING' DESC, received_at DESC LIMIT 200")
                .map(ENROLMENT)
                .list();
    }

    static long countWaiting(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM enrolment WHERE state = 'WAITING'")
                .mapTo(Long.class)
                .one();
    }

    static void approve(Handle handle, String id, byte[] answer, String by, String now) {
        handle.createUpdate("""
                        UPDATE enrolment SET state = 'APPROVED', answer = :answer, decided_by = :by, decided_at = :now
                         WHERE id = :id AND state = 'WAITING'""")
                .bind("id", id)
                .bind("answer", answer)
                .bind("by", by)
                .bind("now", now)
                .execute();
    }

    static boolean refuse(Handle handle, String id, String by, String now) {
        return handle.createUpdate("""
                                UPDATE enrolment SET state = 'REFUSED', decided_by = :by, decided_at = :now
                                 WHERE id = :id AND state = 'WAITING'""")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("now", now)
                        .execute()
                == 1;
    }
}
