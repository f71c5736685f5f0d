package vn.sotruong.office.marks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Bảng sheet, mark_current. */
final class MarkTable {
    private MarkTable() {}

    static void putSheet(Handle handle, String school, Projection.Row row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO sheet (school, id, homeroom, subject, semester, regular_count, form, tests)
                        VALUES (:school, :id, :homeroom, :subject, :semester, :regular, :form, :tests)""")
                .bind("school", school)
                .bind("id", row.id())
                .bind("homeroom", row.text("homeroom"))
                .bind("subject", row.text("subject"))
                .bind("semester", row.number("semester"))
                .bind("regular", row.number("regular_count"))
                .bind("form", row.find("form"))
                .bind("tests", row.findNumber("tests"))
                .execute();
    }

    static void putMark(Handle handle, String school, String epoch, Projection.Row row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO mark_current
                            (school, sheet, pupil, col, tenths, word, entered_at, epoch, seq)
                        VALUES (:school, :sheet, :pupil, :col, :tenths, :word, :at, :epoch, :seq)""")
                .bind("school", school)
                .bind("sheet", row.text("sheet"))
                .bind("pupil", row.text("pupil"))
                .bind("col", row.text("col"))
                .bind("tenths", row.findNumber("tenths"))
                .bind("word", row.find("word"))
                .bind("at", row.text("entered_at"))
                .bind("epoch", epoch)
                .bind("seq", row.line().seq())
                .execute();
    }

    static List<Sheet> listSheets(Handle handle, String school, String homeroom) {
        return handle.createQuery("""
                        SELECT s.id, coalesce(u.name, s.subject) AS subject, s.semester, s.regular_count, s.form, s.tests,
                               (SELECT count(*) FROM mark_current m
                                 WHERE m.school = s.school AND m.sheet = s.id
                                   AND (m.tenths IS NOT NULL OR m.word IS NOT NULL)) AS marks
                          FROM sheet s LEFT JOIN subject u ON u.school = s.school AND u.id = s.subject
                         WHERE s.school = ? AND s.homeroom = ?
                         ORDER BY s.semester, u.position, s.subject""")
                .bind(0, school)
                .bind(1, homeroom)
                .map((row, context) -> new Sheet(
                        row.getString("id"),
                        row.getString("subject"),
                        row.getInt("semester"),
                        row.getInt("regular_count"),
                        "PRIMARY".equals(row.getString("form")),
                        row.getInt("tests"),
                        row.getLong("marks")))
                .list();
    }

    static Optional<Sheet> find(Handle handle, String school, String homeroom, String sheet) {
        return listSheets(handle, school, homeroom).stream()
                .filter(each -> each.id().equals(sheet))
                .findFirst();
    }

    /** The pupils of a class in their order, each with the marks of one sheet. */
    static List<PupilMarks> listMarks(Handle handle, String school, String homeroom, String sheet) {
        var marks = new HashMap<String, Map<String, String>>();
        handle.createQuery("""
                        SELECT pupil, col, tenths, word FROM mark_current
                         WHERE school = ? AND sheet = ? AND (tenths IS NOT NULL OR word IS NOT NULL)""")
                .bind(0, school)
                .bind(1, sheet)
                .map((row, context) -> marks.computeIfAbsent(row.getString(1), pupil -> new HashMap<>())
                        .put(row.getString(2), PupilMarks.text(row.getLong(3), row.getString(4))))
                .list();
        return handle.createQuery("""
                        SELECT e.number, p.id, p.family_name, p.given_name FROM enrolled e
                          JOIN pupil p ON p.school = e.school AND p.id = e.pupil
                         WHERE e.school = ? AND e.homeroom = ? AND e.until_date IS NULL ORDER BY e.number, p.id""")
                .bind(0, school)
                .bind(1, homeroom)
                .map((row, context) -> new PupilMarks(
                        row.getLong("number"),
                        row.getString("family_name"),
                        row.getString("given_name"),
                        marks.getOrDefault(row.getString("id"), Map.of())))
                .list();
    }

    static void clear(Handle handle, String school) {
        for (var table : List.of("sheet", "mark_current")) {
            handle.createUpdate("DELETE FROM <table> WHERE school = :school")
                    .define("table", table)
                    .bind("school", school)
                    .execute();
        }
    }
}
