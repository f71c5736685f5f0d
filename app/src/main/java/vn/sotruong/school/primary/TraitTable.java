package vn.sotruong.school.primary;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.Circular27.Moment;

/** Bảng {@code trait_level} và {@code trait_draft}. */
final class TraitTable {
    static final Entity TRAIT_LEVEL = Entity.of("trait_level", Audience.RECEIVER, "school_year", "pupil", "moment");

    private TraitTable() {}

    static String id(String year, String pupil, Moment moment) {
        return year + "/" + pupil + "/" + moment;
    }

    /** What is committed at a moment, by pupil. */
    static Map<String, Kept> map(Handle handle, String year, Moment moment, Collection<String> pupils) {
        return map(handle, "trait_level", year, moment, pupils);
    }

    /** What is typed at a moment, by pupil. */
    static Map<String, Kept> mapDrafts(Handle handle, String year, Moment moment, Collection<String> pupils) {
        return map(handle, "trait_draft", year, moment, pupils);
    }

    private static Map<String, Kept> map(
            Handle handle, String table, String year, Moment moment, Collection<String> pupils) {
        var found = new HashMap<String, Kept>();
        handle.createQuery("SELECT t.* FROM json_each(:pupils) p CROSS JOIN " + table
                        + " t ON t.school_year = :year AND t.pupil = p.value AND t.moment = :moment")
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .bind("year", year)
                .bind("moment", moment.name())
                .map((row, context) -> found.put(row.getString("pupil"), kept(row, table.equals("trait_level"))))
                .list();
        return found;
    }

    static Optional<Kept> find(Handle handle, String year, Moment moment, String pupil) {
        return handle.createQuery(
                        "SELECT * FROM trait_level WHERE school_year = :year AND pupil = :pupil AND moment = :moment")
                .bind("year", year)
                .bind("pupil", pupil)
                .bind("moment", moment.name())
                .map((row, context) -> kept(row, true))
                .findOne();
    }

    private static Kept kept(ResultSet row, boolean committed) throws SQLException {
        return new Kept(
                Levels.map(row.getString("levels")),
                row.getString(committed ? "entered_by" : "staff"),
                row.getString(committed ? "entered_at" : "at"),
                committed ? row.getString("first_at") : "",
                committed ? row.getLong("seq") : 0);
    }

    static void putDraft(Tx tx, String year, String pupil, Moment moment, Map<String, String> levels, String staff) {
        var text = Levels.text(levels);
        if (text.isEmpty()) {
            tx.handle()
                    .createUpdate(
                            "DELETE FROM trait_draft WHERE school_year = :year AND pupil = :pupil AND moment = :moment")
                    .bind("year", year)
                    .bind("pupil", pupil)
                    .bind("moment", moment.name())
                    .execute();
            return;
        }
        tx.handle()
                .createUpdate("""
                        INSERT INTO trait_draft (school_year, pupil, moment, levels, staff, at)
                        VALUES (:year, :pupil, :moment, :levels, :staff, :at)
                        ON CONFLICT (school_year, pupil, moment) DO UPDATE SET levels = excluded.levels,
                            staff = excluded.staff, at = excluded.at""")
                .bind("year", year)
                .bind("pupil", pupil)
                .bind("moment", moment.name())
                .bind("levels", text)
                .bind("staff", staff)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    /** Writes what is committed of a pupil: the first time, or over what stands. */
    static void put(Tx tx, Row row, @Nullable Kept before, @Nullable String why) {
        var now = Moments.text(tx.now());
        var values = new HashMap<String, @Nullable Object>();
        values.put("school_year", row.year());
        values.put("pupil", row.pupil());
        values.put("moment", row.moment().name());
        values.put("homeroom", row.homeroom());
        values.put("levels", Levels.text(row.levels()));
        values.put("entered_by", row.staff());
        values.put("entered_at", now);
        values.put("first_at", before == null ? now : before.firstAt());
        if (before == null) {
            tx.create(TRAIT_LEVEL, values);
        } else {
            tx.amend(TRAIT_LEVEL, values, why);
        }
    }

    /** Một dòng để ghi. */
    record Row(String year, String pupil, Moment moment, String homeroom, Map<String, String> levels, String staff) {}
}
