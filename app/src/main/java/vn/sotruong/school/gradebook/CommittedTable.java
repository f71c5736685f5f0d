package vn.sotruong.school.gradebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.CommittedMarks.Committed;

/** Bảng {@code mark} và {@code sheet} cùng nhau: marks with the sheet they stand on. */
final class CommittedTable {
    private CommittedTable() {}

    static boolean anyIn(Handle handle, String homeroom) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM mark m JOIN sheet s ON s.id = m.sheet
                             WHERE s.homeroom = :homeroom AND (m.tenths IS NOT NULL OR m.word IS NOT NULL))""")
                .bind("homeroom", homeroom)
                .mapTo(Boolean.class)
                .one();
    }

    static void forEach(Handle handle, Consumer<Committed> each) {
        try (var marks =
                handle.createQuery("""
                        SELECT s.homeroom, s.subject, s.semester, m.pupil, m.col, m.tenths, m.word, m.entered_by, m.entered_at
                          FROM mark m JOIN sheet s ON s.id = m.sheet
                         WHERE (m.tenths IS NOT NULL OR m.word IS NOT NULL)
                         ORDER BY s.homeroom, s.subject, s.semester, m.pupil, m.col""").map((row, context) -> committed(row)).iterator()) {
            marks.forEachRemaining(each);
        }
    }

    static List<Committed> list(Handle handle, String pupil) {
        return handle.createQuery("""
                        SELECT s.homeroom, s.subject, s.semester, m.pupil, m.col, m.tenths, m.word, m.entered_by, m.entered_at
                          FROM sheet s CROSS JOIN mark m ON m.sheet = s.id AND m.pupil = :pupil
                         WHERE (m.tenths IS NOT NULL OR m.word IS NOT NULL)
                         ORDER BY s.homeroom, s.subject, s.semester, m.col""")
                .bind("pupil", pupil)
                .map((row, context) -> committed(row))
                .list();
    }

    /** Sheet by sheet and pupil by pupil, each as one text that the store puts together: a class has thousands of marks. */
    static List<CommittedMarks.OfPupil> list(
            Handle handle, Collection<String> homerooms, Collection<String> pupils, @Nullable String subject) {
        var sheets = new HashMap<String, Sheet>();
        SheetTable.list(handle, homerooms).stream()
                .filter(sheet -> subject == null || sheet.subject().equals(subject))
                .forEach(sheet -> sheets.put(sheet.id(), sheet));
        if (sheets.isEmpty() || pupils.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                        SELECT s.value, p.value,
                               (SELECT group_concat(m.col || ':' || coalesce(m.tenths, m.word), ' ') FROM mark m
                                 WHERE m.sheet = s.value AND m.pupil = p.value
                                   AND (m.tenths IS NOT NULL OR m.word IS NOT NULL)) AS own
                          FROM json_each(:sheets) s CROSS JOIN json_each(:pupils) p
                         WHERE own IS NOT NULL""")
                .bind("sheets", "[\"" + String.join("\",\"", sheets.keySet()) + "\"]")
                .bind("pupils", "[\"" + String.join("\",\"", pupils) + "\"]")
                .map((row, context) -> new CommittedMarks.OfPupil(
                        row.getString(2),
                        Objects.requireNonNull(sheets.get(row.getString(1))),
                        values(row.getString(3))))
                .list();
    }

    private static Map<Column, Entry> values(String text) {
        var values = new EnumMap<Column, Entry>(Column.class);
        for (var each : text.split(" ", -1)) {
            var colon = each.indexOf(':');
            var value = each.substring(colon + 1);
            values.put(
                    Column.get(each.substring(0, colon)),
                    Character.isDigit(value.charAt(0)) ? new Score(Integer.parseInt(value)) : Word.valueOf(value));
        }
        return values;
    }

    private static Committed committed(ResultSet row) throws SQLException {
        return new Committed(
                row.getString("homeroom"),
                row.getString("subject"),
                row.getInt("semester"),
                row.getString("pupil"),
                row.getString("col"),
                MarkTable.entry(row, row.findColumn("tenths"), row.findColumn("word"))
                        .orElseThrow(),
                row.getString("entered_by"),
                row.getString("entered_at"));
    }

    static List<Sheet> listSheets(Handle handle, String subject, int semester) {
        return handle.createQuery("""
                        SELECT * FROM sheet
                         WHERE subject = :subject AND semester = :semester""")
                .bind("subject", subject)
                .bind("semester", semester)
                .map(SheetTable.MAPPER)
                .map(sheet -> SheetTable.governed(handle, sheet))
                .list();
    }

    static Map<String, Integer> countByColumn(Handle handle, String sheet) {
        var counts = new HashMap<String, Integer>();
        handle.createQuery("""
                        SELECT col, count(*) FROM mark
                         WHERE sheet = :sheet AND (tenths IS NOT NULL OR word IS NOT NULL) GROUP BY col""")
                .bind("sheet", sheet)
                .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
