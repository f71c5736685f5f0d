package vn.sotruong.school.rollover;

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

/** Bảng học sinh chờ kết quả hè. */
final class HeldTable {
    static final Entity HELD_PUPIL = Entity.of("held_pupil", Audience.RECEIVER, "school_year", "pupil");

    private HeldTable() {}

    static Optional<HeldPupil> find(Handle handle, String schoolYear, String pupil) {
        return handle.createQuery("SELECT * FROM held_pupil WHERE school_year = :year AND pupil = :pupil")
                .bind("year", schoolYear)
                .bind("pupil", pupil)
                .map((row, context) -> held(row))
                .findOne();
    }

    /** Everybody who waits or waited, by year and class; whoever was taken back is left out. */
    static List<HeldPupil> list(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM held_pupil WHERE state <> 'TAKEN_BACK'
                         ORDER BY school_year DESC, homeroom, pupil""").map((row, context) -> held(row)).list();
    }

    /** Writes a row; a pupil held again after a roll-over was taken back has one already. */
    static void put(Tx tx, HeldPupil held) {
        if (find(tx.handle(), held.schoolYear(), held.pupil()).isEmpty()) {
            tx.create(HELD_PUPIL, row(held));
        } else {
            tx.status(HELD_PUPIL, row(held), null);
        }
    }

    private static Map<String, @Nullable Object> row(HeldPupil held) {
        var at = held.placedAt();
        var row = new HashMap<String, @Nullable Object>();
        row.put("school_year", held.schoolYear());
        row.put("pupil", held.pupil());
        row.put("homeroom", held.homeroom());
        row.put("state", held.state().name());
        row.put("place", held.place());
        row.put("placed_by", held.placedBy());
        row.put("placed_at", at == null ? null : Moments.text(at));
        return row;
    }

    private static HeldPupil held(ResultSet row) throws SQLException {
        var at = row.getString("placed_at");
        return new HeldPupil(
                row.getString("school_year"),
                row.getString("pupil"),
                row.getString("homeroom"),
                HeldPupil.State.valueOf(row.getString("state")),
                row.getString("place"),
                row.getString("placed_by"),
                at == null ? null : Instant.parse(at));
    }
}
