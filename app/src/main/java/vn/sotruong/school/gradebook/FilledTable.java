package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.school.gradebook.FilledCells.Filled;
import vn.sotruong.school.gradebook.FilledCells.Valued;

/** Bảng {@code mark} và {@code sheet}, đếm cho nhiều sổ một lượt. */
final class FilledTable {
    // with a moment: what had been committed by then, also where it was deleted since
    private static final String THEN =
            "(:until IS NULL AND (m.tenths IS NOT NULL OR m.word IS NOT NULL) OR coalesce(m.first_at, m.entered_at) < :until)";

    private FilledTable() {}

    static List<Sheet> list(Handle handle, Collection<String> homerooms, int semester) {
        return SheetTable.list(handle, homerooms).stream()
                .filter(sheet -> sheet.semester() == semester)
                .toList();
    }

    /** By sheet, how many cells of each column are filled, in the order of {@link Column}. */
    static Map<String, int[]> count(
            Handle handle, Collection<String> sheets, Collection<String> without, @Nullable Instant until) {
        var sums = new StringBuilder();
        for (var column : Column.values()) {
            sums.append(", sum(m.col = '").append(column.code()).append("')");
        }
        var counts = new HashMap<String, int[]>();
        handle.createQuery("SELECT m.sheet" + sums + " FROM mark m"
                        + " WHERE m.sheet IN (SELECT value FROM json_each(:sheets)) AND " + THEN
                        + " AND m.pupil NOT IN (SELECT value FROM json_each(:without)) GROUP BY m.sheet")
                .bind("sheets", json(sheets))
                .bind("without", json(without))
                .bind("until", text(until))
                .map((row, context) -> {
                    var each = new int[Column.values().length];
                    for (var i = 0; i < each.length; i++) {
                        each[i] = row.getInt(i + 2);
                    }
                    return Map.entry(row.getString(1), each);
                })
                .forEach(each -> counts.put(each.getKey(), each.getValue()));
        return counts;
    }

    /** Which cells of some sheets are filled. */
    static Set<Filled> list(Handle handle, Collection<String> sheets, @Nullable Instant until) {
        var filled = new HashSet<Filled>();
        handle.createQuery("SELECT m.sheet, m.pupil, m.col FROM mark m"
                        + " WHERE m.sheet IN (SELECT value FROM json_each(:sheets)) AND " + THEN)
                .bind("sheets", json(sheets))
                .bind("until", text(until))
                .map((row, context) -> new Filled(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(filled::add);
        return filled;
    }

    /** Which cells of some pupils are filled; {@code pairs} are of sheet and pupil. */
    static Set<Filled> listOf(Handle handle, Collection<List<String>> pairs, @Nullable Instant until) {
        var filled = new HashSet<Filled>();
        handle.createQuery("SELECT m.sheet, m.pupil, m.col FROM json_each(:pairs) p CROSS JOIN mark m"
                        + " ON m.sheet = json_extract(p.value, '$[0]') AND m.pupil = json_extract(p.value, '$[1]')"
                        + " WHERE " + THEN)
                .bind(
                        "pairs",
                        "[" + String.join(",", pairs.stream().map(FilledTable::json).toList()) + "]")
                .bind("until", text(until))
                .map((row, context) -> new Filled(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(filled::add);
        return filled;
    }

    /** Every mark of some sheets, pupil by pupil within a sheet. */
    static void forEach(Handle handle, Collection<String> sheets, Consumer<Valued> each) {
        try (var marks = handle.createQuery("""
                        SELECT m.sheet, m.pupil, m.col, m.tenths FROM mark m
                         WHERE m.sheet IN (SELECT value FROM json_each(:sheets)) AND m.tenths IS NOT NULL
                         ORDER BY m.sheet, m.pupil, m.col""")
                .bind("sheets", json(sheets))
                .map((row, context) ->
                        new Valued(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .iterator()) {
            marks.forEachRemaining(each);
        }
    }

    private static String json(Collection<String> ids) {
        return ids.isEmpty() ? "[]" : "[\"" + String.join("\",\"", ids) + "\"]";
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : Moments.text(moment);
    }
}
