package vn.sotruong.school.amendments;

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
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.OpenRequests;

/** Bảng đề nghị và các ô của nó. */
final class AmendmentTable {
    static final Entity AMENDMENT = Entity.of("amendment", Audience.RECEIVER, "id");
    static final Entity CELL = Entity.of("amendment_cell", Audience.RECEIVER, "amendment", "pupil", "col");

    private AmendmentTable() {}

    static void create(Tx tx, Amendment amendment, List<Wanted> cells) {
        tx.create(AMENDMENT, row(amendment));
        cells.forEach(each -> tx.create(CELL, row(amendment.id(), each)));
    }

    static void put(Tx tx, Amendment amendment, @Nullable String why) {
        tx.status(AMENDMENT, row(amendment), why);
    }

    static Optional<Amendment> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM amendment WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> amendment(row))
                .findOne();
    }

    /** Those that wait first, then the newest. */
    static List<Amendment> list(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT * FROM amendment
                         ORDER BY state NOT IN ('SUBMITTED', 'OPINION', 'CONSENTED', 'DIRECTED', 'SESSION_OPEN'),
                                  state NOT IN ('EXECUTED', 'SLIP_SIGNED'), requested_at DESC, id LIMIT ?""")
                .bind(0, most)
                .map((row, context) -> amendment(row))
                .list();
    }

    /** Those that wait for somebody. */
    static List<Amendment> listWaiting(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM amendment
                         WHERE state IN ('SUBMITTED', 'OPINION', 'CONSENTED', 'DIRECTED', 'SESSION_OPEN')
                         ORDER BY requested_at, id""").map((row, context) -> amendment(row)).list();
    }

    /** Those whose slip waits for a signature, or for the archive. */
    static List<Amendment> listFiling(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM amendment WHERE state IN ('EXECUTED', 'SLIP_SIGNED') ORDER BY slip""").map((row, context) -> amendment(row)).list();
    }

    /** What one person asked for and was answered since then, the newest first. */
    static List<Amendment> listRefused(Handle handle, String staff, Instant since) {
        return handle.createQuery("""
                        SELECT DISTINCT a.* FROM amendment a JOIN amendment_step s ON s.amendment = a.id
                         WHERE a.requested_by = :staff AND a.state IN ('REFUSED', 'LAPSED')
                           AND s.step IN ('REFUSED', 'LAPSED') AND s.at >= :since
                         ORDER BY a.requested_at DESC, a.id""")
                .bind("staff", staff)
                .bind("since", Moments.text(since))
                .map((row, context) -> amendment(row))
                .list();
    }

    /** Those carried out in a time, by slip. */
    static List<Amendment> listExecuted(Handle handle, Instant from, Instant until) {
        return handle.createQuery("""
                        SELECT * FROM amendment WHERE executed_at >= :since AND executed_at < :until ORDER BY slip""")
                .bind("since", Moments.text(from))
                .bind("until", Moments.text(until))
                .map((row, context) -> amendment(row))
                .list();
    }

    static long nextSlip(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(slip), 0) + 1 FROM amendment")
                .mapTo(Long.class)
                .one();
    }

    /** Whether another request about a cell waits. */
    static boolean waits(Handle handle, String sheet, Cell cell, String except) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM amendment a JOIN amendment_cell c ON c.amendment = a.id
                         WHERE a.sheet = :sheet AND c.pupil = :pupil AND c.col = :col AND a.id <> :except
                           AND a.state IN ('SUBMITTED', 'OPINION', 'CONSENTED', 'DIRECTED', 'SESSION_OPEN'))""")
                .bind("sheet", sheet)
                .bind("pupil", cell.pupil())
                .bind("col", cell.column().code())
                .bind("except", except)
                .mapTo(Boolean.class)
                .one();
    }

    /** The requests about cells of a sheet that wait. */
    static Map<Cell, OpenRequests.Request> mapWaiting(Handle handle, String sheet) {
        return handle.createQuery("""
                        SELECT a.id, a.requested_by, c.pupil, c.col FROM amendment a
                          JOIN amendment_cell c ON c.amendment = a.id
                         WHERE a.sheet = :sheet
                           AND a.state IN ('SUBMITTED', 'OPINION', 'CONSENTED', 'DIRECTED', 'SESSION_OPEN')""")
                .bind("sheet", sheet)
                .reduceRows(new HashMap<Cell, OpenRequests.Request>(), (all, row) -> {
                    Column.find(row.getColumn("col", String.class))
                            .ifPresent(column -> all.put(
                                    new Cell(row.getColumn("pupil", String.class), column),
                                    new OpenRequests.Request(
                                            row.getColumn("id", String.class),
                                            row.getColumn("requested_by", String.class))));
                    return all;
                });
    }

    /** The cells of a request, in a fixed order. */
    static List<Wanted> listCells(Handle handle, String amendment) {
        return handle.createQuery("SELECT * FROM amendment_cell WHERE amendment = ? ORDER BY pupil, col")
                .bind(0, amendment)
                .map((row, context) -> wanted(row))
                .list();
    }

    private static Map<String, @Nullable Object> row(Amendment amendment) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", amendment.id());
        row.put("kind", amendment.kind().name());
        row.put("lane", amendment.lane().name());
        row.put("homeroom_sees", amendment.homeroomSees() ? 1L : 0L);
        row.put("upward", amendment.upward() ? 1L : 0L);
        row.put("sheet", amendment.sheet());
        row.put("reason", amendment.reason());
        row.put("state", amendment.state().name());
        row.put("requested_by", amendment.requestedBy());
        row.put("requested_at", Moments.text(amendment.requestedAt()));
        row.put("consented_at", text(amendment.consentedAt()));
        row.put("executed_at", text(amendment.executedAt()));
        row.put("slip", amendment.slip());
        return row;
    }

    private static Map<String, @Nullable Object> row(String amendment, Wanted wanted) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("amendment", amendment);
        row.put("pupil", wanted.cell().pupil());
        row.put("col", wanted.col());
        row.put("committed", wanted.committed() ? 1L : 0L);
        row.put("old_tenths", tenths(wanted.before()));
        row.put("old_word", wanted.before().map(Entry::word).orElse(null));
        row.put("new_tenths", tenths(wanted.after()));
        row.put("new_word", wanted.after().map(Entry::word).orElse(null));
        row.put("author", wanted.author());
        return row;
    }

    private static @Nullable Long tenths(Optional<Entry> entry) {
        var number = entry.map(Entry::number).orElse(null);
        return number == null ? null : number.longValue();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : Moments.text(at);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static Amendment amendment(ResultSet row) throws SQLException {
        var slip = row.getLong("slip");
        var numbered = !row.wasNull();
        return new Amendment(
                row.getString("id"),
                Amendment.Kind.valueOf(row.getString("kind")),
                Lane.valueOf(row.getString("lane")),
                row.getBoolean("homeroom_sees"),
                row.getBoolean("upward"),
                row.getString("sheet"),
                row.getString("reason"),
                Amendment.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Instant.parse(row.getString("requested_at")),
                moment(row.getString("consented_at")),
                moment(row.getString("executed_at")),
                numbered ? slip : null);
    }

    private static Wanted wanted(ResultSet row) throws SQLException {
        return new Wanted(
                new Cell(
                        row.getString("pupil"),
                        Column.find(row.getString("col")).orElseThrow()),
                row.getBoolean("committed"),
                entry(row, "old_"),
                entry(row, "new_"),
                row.getString("author"));
    }

    private static Optional<Entry> entry(ResultSet row, String which) throws SQLException {
        var tenths = row.getInt(which + "tenths");
        return row.wasNull() ? Entry.of(null, row.getString(which + "word")) : Entry.of(tenths, null);
    }
}
