package vn.sotruong.school.attendance;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng lệnh đã làm: a command that comes again within a week is known. */
final class OpTable {
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private OpTable() {}

    static Optional<String> findHash(Handle handle, String op) {
        return handle.createQuery("SELECT hash FROM attendance_op WHERE op = ?")
                .bind(0, op)
                .mapTo(String.class)
                .findOne();
    }

    static void remember(Tx tx, String op, String hash) {
        var handle = tx.handle();
        handle.execute(
                "DELETE FROM attendance_op WHERE at < ?", Moments.text(tx.now().minus(REMEMBERED)));
        handle.execute("INSERT INTO attendance_op (op, hash, at) VALUES (?, ?, ?)", op, hash, Moments.text(tx.now()));
    }
}
