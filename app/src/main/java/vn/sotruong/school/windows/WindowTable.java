package vn.sotruong.school.windows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
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

/** Bảng đợt nhập. */
final class WindowTable {
    static final Entity WINDOW = Entity.of("entry_window", Audience.SCHOOL_ONLY, "id");

    private WindowTable() {}

    static Optional<Window> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM entry_window WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> window(row))
                .findOne();
    }

    /** Every window of a school year, by beginning. */
    static List<Window> list(Handle handle, String schoolYear) {
        return handle.createQuery("SELECT * FROM entry_window WHERE school_year = :year ORDER BY opens, closes, id")
                .bind("year", schoolYear)
                .map((row, context) -> window(row))
                .list();
    }

    /** The published windows of a term, by beginning. */
    static List<Window> listPublished(Handle handle, String schoolYear, int semester) {
        return handle.createQuery("""
                        SELECT * FROM entry_window
                         WHERE school_year = :year AND semester = :semester AND state = 'PUBLISHED'
                         ORDER BY opens, closes, id""")
                .bind("year", schoolYear)
                .bind("semester", semester)
                .map((row, context) -> window(row))
                .list();
    }

    /** Whether some window that runs at {@code now} ends at {@code until} the latest. */
    static boolean ends(Handle handle, Instant now, Instant until) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM entry_window
                         WHERE state = 'PUBLISHED' AND opens <= :now AND closes > :now AND closes <= :until)""")
                .bind("now", Moments.text(now))
                .bind("until", Moments.text(until))
                .mapTo(Boolean.class)
                .one();
    }

    static void create(Tx tx, Window window) {
        tx.create(WINDOW, row(window));
    }

    static void put(Tx tx, Window window, @Nullable String why) {
        tx.status(WINDOW, row(window), why);
    }

    private static Map<String, @Nullable Object> row(Window window) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", window.id());
        row.put("school_year", window.schoolYear());
        row.put("semester", (long) window.semester());
        row.put("name", window.name());
        var grade = window.grade();
        row.put("grade", grade == null ? null : Long.valueOf(grade));
        row.put("homeroom", window.homeroom());
        row.put("subject", window.subject());
        row.put("cols", window.cols().isEmpty() ? "" : String.join(" ", window.columns()));
        row.put("opens", Moments.text(window.opens()));
        row.put("closes", Moments.text(window.closes()));
        row.put("document", window.document());
        row.put("state", window.state().name());
        put(row, "proposed", window.proposal());
        put(row, "published", window.publication());
        row.put("delegation", window.delegation());
        put(row, "ended", window.ending());
        row.put("end_reason", window.endingReason());
        return row;
    }

    private static void put(Map<String, @Nullable Object> row, String name, Window.@Nullable Deed deed) {
        row.put(name + "_by", deed == null ? null : deed.by());
        row.put(name + "_at", deed == null ? null : Moments.text(deed.at()));
    }

    private static Window window(ResultSet row) throws SQLException {
        var grade = row.getInt("grade");
        return new Window(
                row.getString("id"),
                row.getString("school_year"),
                row.getInt("semester"),
                row.getString("name"),
                row.getObject("grade") == null ? null : Integer.valueOf(grade),
                row.getString("homeroom"),
                row.getString("subject"),
                cols(row.getString("cols")),
                Instant.parse(row.getString("opens")),
                Instant.parse(row.getString("closes")),
                row.getString("document"),
                Window.State.valueOf(row.getString("state")),
                deed(row, "proposed"),
                deed(row, "published"),
                row.getString("delegation"),
                deed(row, "ended"),
                row.getString("end_reason"),
                row.getLong("seq"));
    }

    private static Set<String> cols(String text) {
        return text.isEmpty() ? Set.of() : Arrays.stream(text.split(" ")).collect(Collectors.toSet());
    }

    private static Window.@Nullable Deed deed(ResultSet row, String name) throws SQLException {
        var by = row.getString(name + "_by");
        return by == null ? null : new Window.Deed(by, Instant.parse(row.getString(name + "_at")));
    }
}
