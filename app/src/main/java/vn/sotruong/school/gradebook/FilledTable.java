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
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.school.gradebook.FilledCells.Filled;
import vn.sotruong.school.gradebook.FilledCells.Valued;

/** Bảng {@code mark} và {@code sheet}, đếm cho nhiều sổ một lượt. */
final class FilledTable {
    private static final String NOW = "(m.tenths IS NOT NULL OR m.word IS NOT NULL)";

    // what had been committed by a moment, also where it was deleted since
    private static final String THEN = "(coalesce(m.first_at, m.entered_at) < :until)";

    private FilledTable() {}

    static List<Sheet> list(Handle handle, Collection<String> homerooms, int semester) {
        return SheetTable.list(handle, homerooms).stream()
                .filter(sheet -> sheet.semester() == semester)
                .toList();
    }

    /** Pupils of whom some mark was deleted. */
    static Set<String> listDeleted(Handle handle) {
        return Set.copyOf(handle.createQuery("SELECT DISTINCT pupil FROM mark WHERE tenths IS NULL AND word IS NULL")
                .mapTo(String.class)
                .list());
    }

    /** By sheet and column, how many cells were ever filled; {@code without} names also those of {@link #listDeleted}. */
    static Map<String, Map<String, Integer>> count(
            Handle handle, Collection<String> sheets, Collection<String> without, @Nullable Instant until) {
        var counts = new HashMap<String, Map<String, Integer>>();
        moment(
                        handle.createQuery("SELECT m.sheet, m.col, count(*) FROM mark m"
                                + " WHERE m.sheet IN (SELECT value FROM json_each(:sheets))"
                                + (until == null ? "" : " AND " + THEN)
                                + " AND m.pupil NOT IN (SELECT value FROM json_each(:without))"
                                + " GROUP BY m.sheet, m.col"),
                        until)
                .bind("sheets", json(sheets))
                .bind("without", json(without))
                .map((row, context) -> {
                    counts.computeIfAbsent(row.getString(1), key -> new HashMap<>())
                            .put(row.getString(2), row.getInt(3));
                    return true;
                })
                .list();
        return counts;
    }

    private static String filled(@Nullable Instant until) {
        return until == null ? NOW : THEN;
    }

    private static Query moment(Query query, @Nullable Instant until) {
        return until == null ? query : query.bind("until", Moments.text(until));
    }

    /** Which cells of some sheets are filled. */
    static Set<Filled> list(Handle handle, Collection<String> sheets, @Nullable Instant until) {
        var filled = new HashSet<Filled>();
        moment(
                        handle.createQuery("SELECT m.sheet, m.pupil, m.col FROM mark m"
                                + " WHERE m.sheet IN (SELECT value FROM json_each(:sheets)) AND " + filled(until)),
                        until)
                .bind("sheets", json(sheets))
                .map((row, context) -> new Filled(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(filled::add);
        return filled;
    }

    /** Which cells of some pupils are filled; {@code pairs} are of sheet and pupil. */
    static Set<Filled> listOf(Handle handle, Collection<List<String>> pairs, @Nullable Instant until) {
        var filled = new HashSet<Filled>();
        moment(
                        handle.createQuery("SELECT m.sheet, m.pupil, m.col FROM json_each(:pairs) p CROSS JOIN mark m"
                                + " ON m.sheet = json_extract(p.value, '$[0]')"
                                + " AND m.pupil = json_extract(p.value, '$[1]') WHERE " + filled(until)),
                        until)
                .bind(
                        "pairs",
                        "["
                                + String.join(
                                        ",",
                                        pairs.stream().map(FilledTable::json).toList()) + "]")
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
                .map((row, context) -> new Valued(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .iterator()) {
            marks.forEachRemaining(each);
        }
    }

    private static String json(Collection<String> ids) {
        return ids.isEmpty() ? "[]" : "[\"" + String.join("\",\"", ids) + "\"]";
    }
}
