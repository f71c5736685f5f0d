package vn.sotruong.school.gradebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.gradebook.MissingTest.Act;
import vn.sotruong.school.gradebook.MissingTest.Grant;
import vn.sotruong.school.gradebook.MissingTest.State;

/** Bảng {@code missing_test}. */
final class MissingTestTable {
    static final Entity MISSING_TEST = Entity.of("missing_test", Audience.SCHOOL_ONLY, "id");

    private static final String WAITING = "state IN ('OWED', 'GRANTED', 'PROPOSED')";

    private MissingTestTable() {}

    static Optional<MissingTest> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM missing_test WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> test(row))
                .findOne();
    }

    /** Those of a sheet, the newest first. */
    static List<MissingTest> list(Handle handle, String sheet) {
        return handle.createQuery("SELECT * FROM missing_test WHERE sheet = :sheet ORDER BY seq DESC")
                .bind("sheet", sheet)
                .map((row, context) -> test(row))
                .list();
    }

    /** All that wait for something, by when they were set. */
    static List<MissingTest> listOpen(Handle handle) {
        return handle.createQuery("SELECT * FROM missing_test WHERE " + WAITING + " ORDER BY set_at, id")
                .map((row, context) -> test(row))
                .list();
    }

    /** Those of a sheet that wait for something. */
    static Map<Cell, MissingTest> mapOpen(Handle handle, String sheet) {
        return handle
                .createQuery("SELECT * FROM missing_test WHERE sheet = :sheet AND " + WAITING)
                .bind("sheet", sheet)
                .map((row, context) -> test(row))
                .stream()
                .collect(Collectors.toMap(MissingTest::cell, each -> each));
    }

    /** Whatever has a committed value now is no longer owed. */
    static void settle(Tx tx, String sheet, Collection<String> pupils) {
        mapOpen(tx.handle(), sheet).forEach((cell, test) -> {
            if (pupils.contains(cell.pupil())
                    && MarkTable.find(tx.handle(), sheet, cell)
                            .flatMap(CellState::value)
                            .isPresent()) {
                tx.amend(MISSING_TEST, row(test.with(State.MADE_UP)), null);
            }
        });
    }

    static void create(Tx tx, MissingTest test) {
        tx.create(MISSING_TEST, row(test));
    }

    static void put(Tx tx, MissingTest test, String why) {
        tx.amend(MISSING_TEST, row(test), why);
    }

    private static Map<String, @Nullable Object> row(MissingTest test) {
        var grant = test.grant();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", test.id());
        row.put("sheet", test.sheet());
        row.put("pupil", test.cell().pupil());
        row.put("col", test.cell().column().code());
        row.put("reason", test.reason());
        row.put("set_by", test.setBy());
        row.put("set_at", Moments.text(test.setAt()));
        row.put("state", test.state().name());
        row.put("opens", grant == null ? null : Moments.text(grant.opens()));
        row.put("closes", grant == null ? null : Moments.text(grant.closes()));
        row.put("granted_by", grant == null ? null : grant.by());
        row.put("granted_at", grant == null ? null : Moments.text(grant.at()));
        act(row, "proposed_by", "proposed_at", "proposal", test.proposal());
        act(row, "decided_by", "decided_at", "decision", test.decision());
        return row;
    }

    private static void act(Map<String, @Nullable Object> row, String by, String at, String words, @Nullable Act act) {
        row.put(by, act == null ? null : act.by());
        row.put(at, act == null ? null : Moments.text(act.at()));
        row.put(words, act == null ? null : act.words());
    }

    private static MissingTest test(ResultSet row) throws SQLException {
        var opens = row.getString("opens");
        return new MissingTest(
                row.getString("id"),
                row.getString("sheet"),
                new Cell(row.getString("pupil"), Column.get(row.getString("col"))),
                row.getString("reason"),
                row.getString("set_by"),
                Instant.parse(row.getString("set_at")),
                State.valueOf(row.getString("state")),
                opens == null
                        ? null
                        : new Grant(
                                Instant.parse(opens),
                                Instant.parse(row.getString("closes")),
                                row.getString("granted_by"),
                                Instant.parse(row.getString("granted_at"))),
                act(row, "proposed_by", "proposed_at", "proposal"),
                act(row, "decided_by", "decided_at", "decision"));
    }

    private static @Nullable Act act(ResultSet row, String by, String at, String words) throws SQLException {
        var who = row.getString(by);
        return who == null ? null : new Act(who, Instant.parse(row.getString(at)), row.getString(words));
    }

    /** Cells of some sheets that are owed. */
    static Set<FilledCells.Filled> listOwed(Handle handle, Collection<String> sheets) {
        return listOpen(handle).stream()
                .filter(each -> sheets.contains(each.sheet()))
                .map(each -> new FilledCells.Filled(
                        each.sheet(), each.cell().pupil(), each.cell().column().code()))
                .collect(Collectors.toSet());
    }
}
