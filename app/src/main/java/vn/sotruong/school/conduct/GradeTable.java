package vn.sotruong.school.conduct;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.ConductLevel;

/** Các bảng đã ghi sổ: results by term, comments by period, and the terms that are confirmed. */
final class GradeTable {
    static final Entity CONDUCT_GRADE =
            Entity.of("conduct_grade", Audience.RECEIVER, "school_year", "pupil", "semester");
    static final Entity HOMEROOM_COMMENT =
            Entity.of("homeroom_comment", Audience.RECEIVER, "school_year", "pupil", "period");
    static final Entity CONDUCT_CONFIRMATION =
            Entity.of("conduct_confirmation", Audience.RECEIVER, "homeroom", "semester");

    private GradeTable() {}

    static Entity entity(Slot slot) {
        return slot.grades() ? CONDUCT_GRADE : HOMEROOM_COMMENT;
    }

    static String id(String year, String pupil, Slot slot) {
        return year + "/" + pupil + "/" + slot.period();
    }

    /** What is committed in a period, by pupil. */
    static Map<String, Entry> map(Handle handle, String year, Slot slot) {
        var entries = new HashMap<String, Entry>();
        handle.createQuery(
                        slot.grades()
                                ? "SELECT * FROM conduct_grade WHERE school_year = :year AND semester = :period"
                                : "SELECT * FROM homeroom_comment WHERE school_year = :year AND period = :period")
                .bind("year", year)
                .bind("period", period(slot))
                .map((row, context) -> entries.put(row.getString("pupil"), entry(row, slot.grades())))
                .list();
        return entries;
    }

    static Optional<Entry> find(Handle handle, String year, Slot slot, String pupil) {
        return handle.createQuery(
                        slot.grades()
                                ? "SELECT * FROM conduct_grade WHERE school_year = :year AND semester = :period AND pupil = :pupil"
                                : "SELECT * FROM homeroom_comment WHERE school_year = :year AND period = :period AND pupil = :pupil")
                .bind("year", year)
                .bind("period", period(slot))
                .bind("pupil", pupil)
                .map((row, context) -> entry(row, slot.grades()))
                .findOne();
    }

    /** The committed levels of these pupils, by pupil and term. */
    static Map<String, Map<Integer, ConductLevel>> mapLevels(Handle handle, String year, Collection<String> pupils) {
        var levels = new HashMap<String, Map<Integer, ConductLevel>>();
        handle.createQuery("""
                        SELECT pupil, semester, level FROM conduct_grade
                         WHERE school_year = :year AND level IS NOT NULL
                           AND pupil IN (SELECT value FROM json_each(:pupils))""")
                .bind("year", year)
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .map((row, context) -> levels.computeIfAbsent(row.getString(1), _ -> new HashMap<>())
                        .put(row.getInt(2), ConductLevel.find(row.getString(3)).orElseThrow()))
                .list();
        return levels;
    }

    /** How many pupils have a committed comment, by period and pupil: for the list of what is due. */
    static Map<String, List<String>> pupilsByPeriod(Handle handle, String year) {
        var found = new HashMap<String, List<String>>();
        handle.createQuery("SELECT period, pupil FROM homeroom_comment WHERE school_year = :year")
                .bind("year", year)
                .map((row, context) -> found.computeIfAbsent(row.getString(1), _ -> new java.util.ArrayList<>())
                        .add(row.getString(2)))
                .list();
        return found;
    }

    /** Results of one pupil in all years: year, term, entry. */
    static List<Told> listGrades(Handle handle, String pupil) {
        return handle.createQuery(
                        "SELECT * FROM conduct_grade WHERE pupil = :pupil ORDER BY school_year DESC, semester")
                .bind("pupil", pupil)
                .map((row, context) ->
                        new Told(row.getString("school_year"), row.getString("semester"), entry(row, true)))
                .list();
    }

    /** Comments on one pupil in all years, the newest year first. */
    static List<Told> listComments(Handle handle, String pupil) {
        return handle.createQuery(
                        "SELECT * FROM homeroom_comment WHERE pupil = :pupil ORDER BY school_year DESC, entered_at")
                .bind("pupil", pupil)
                .map((row, context) ->
                        new Told(row.getString("school_year"), row.getString("period"), entry(row, false)))
                .list();
    }

    /** Một nội dung cùng năm học và đợt của nó. */
    record Told(String year, String period, Entry entry) {}

    static Map<String, @Nullable Object> row(
            Tx tx,
            String year,
            Slot slot,
            String pupil,
            String homeroom,
            @Nullable ConductLevel level,
            String text,
            String staff) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("school_year", year);
        row.put("pupil", pupil);
        row.put("homeroom", homeroom);
        if (slot.grades()) {
            row.put("semester", (long) slot.semester());
            row.put("level", level == null ? null : level.code());
            row.put("reason", text);
        } else {
            row.put("period", slot.period());
            row.put("body", text);
        }
        row.put("entered_by", staff);
        row.put("entered_at", Moments.text(tx.now()));
        return row;
    }

    /** Who confirmed a term of a class, and when; empty while it can be corrected. */
    static Optional<Confirmation> findConfirmation(Handle handle, String homeroom, int semester) {
        return handle.createQuery(
                        "SELECT * FROM conduct_confirmation WHERE homeroom = :homeroom AND semester = :semester")
                .bind("homeroom", homeroom)
                .bind("semester", semester)
                .map((row, context) -> new Confirmation(row.getString("confirmed_by"), row.getString("confirmed_at")))
                .findOne();
    }

    /** The terms that are confirmed, by class. */
    static Map<String, Set<Integer>> mapConfirmed(Handle handle) {
        var found = new HashMap<String, Set<Integer>>();
        handle.createQuery("SELECT homeroom, semester FROM conduct_confirmation")
                .map((row, context) -> found.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                        .add(row.getInt(2)))
                .list();
        return found;
    }

    /** Xác nhận học kỳ. */
    record Confirmation(String by, String at) {}

    static void confirm(Tx tx, String homeroom, int semester, String staff) {
        tx.create(
                CONDUCT_CONFIRMATION,
                Map.of(
                        "homeroom",
                        homeroom,
                        "semester",
                        (long) semester,
                        "confirmed_by",
                        staff,
                        "confirmed_at",
                        Moments.text(tx.now())));
    }

    private static Object period(Slot slot) {
        return slot.grades() ? (Object) slot.semester() : slot.period();
    }

    private static Entry entry(ResultSet row, boolean grade) throws SQLException {
        return new Entry(
                grade ? DraftTable.level(row.getString("level")) : null,
                row.getString(grade ? "reason" : "body"),
                row.getString("entered_by"),
                row.getString("entered_at"),
                row.getLong("seq"));
    }
}
