package vn.sotruong.school.accounts;

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

/** Bảng đặt lại mật khẩu. */
final class ResetTable {
    static final Entity RESET = Entity.of("password_reset", Audience.SCHOOL_ONLY, "id");

    private ResetTable() {}

    static Optional<Reset> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM password_reset WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> reset(row))
                .findOne();
    }

    static List<Reset> list(Handle handle) {
        return handle.createQuery("SELECT * FROM password_reset ORDER BY requested_at DESC, seq DESC")
                .map((row, context) -> reset(row))
                .list();
    }

    static List<Reset> listOf(Handle handle, String account) {
        return handle.createQuery("SELECT * FROM password_reset WHERE account = ? ORDER BY requested_at DESC, id")
                .bind(0, account)
                .map((row, context) -> reset(row))
                .list();
    }

    /** The newest reset of which the code was printed. */
    static Optional<Reset> findNewestPrinted(Handle handle, String account) {
        return handle.createQuery("""
                        SELECT * FROM password_reset WHERE account = ? AND code_at IS NOT NULL
                         ORDER BY code_at DESC, id LIMIT 1""")
                .bind(0, account)
                .map((row, context) -> reset(row))
                .findOne();
    }

    static void create(Tx tx, Reset reset) {
        tx.create(RESET, row(reset));
    }

    static void put(Tx tx, Reset reset, String why) {
        tx.status(RESET, row(reset), why);
    }

    private static Map<String, @Nullable Object> row(Reset reset) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", reset.id());
        row.put("account", reset.account());
        row.put("why", reset.why());
        row.put("requested_by", reset.requestedBy());
        row.put("requested_at", Moments.text(reset.requestedAt()));
        row.put("confirmed_by", reset.confirmedBy());
        row.put("confirmed_at", text(reset.confirmedAt()));
        row.put("seconded_by", reset.secondedBy());
        row.put("seconded_at", text(reset.secondedAt()));
        row.put("code_at", text(reset.codeAt()));
        row.put("replaced_at", text(reset.replacedAt()));
        row.put("seen_at", text(reset.seenAt()));
        row.put("attested_by", reset.attestedBy());
        row.put("attested_at", text(reset.attestedAt()));
        row.put("withdrawn_at", text(reset.withdrawnAt()));
        return row;
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : Moments.text(moment);
    }

    private static Reset reset(ResultSet row) throws SQLException {
        return new Reset(
                row.getString("id"),
                row.getString("account"),
                row.getString("why"),
                row.getString("requested_by"),
                Instant.parse(row.getString("requested_at")),
                row.getString("confirmed_by"),
                moment(row, "confirmed_at"),
                row.getString("seconded_by"),
                moment(row, "seconded_at"),
                moment(row, "code_at"),
                moment(row, "replaced_at"),
                moment(row, "seen_at"),
                row.getString("attested_by"),
                moment(row, "attested_at"),
                moment(row, "withdrawn_at"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }
}
