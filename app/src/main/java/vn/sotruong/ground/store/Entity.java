package vn.sotruong.ground.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Bảng có nhật ký: a table whose every row change is a journal line.
 *
 * @param table its name, in the database and in the lines ({@code ent})
 * @param key its key columns; the row's id in the journal is their values, joined by {@code /}
 */
public record Entity(String table, Audience audience, List<String> key) {
    private static final String NAME = "[a-z][a-z0-9_]*";

    public Entity {
        key = List.copyOf(key);
        if (!table.matches(NAME) || key.isEmpty() || !key.stream().allMatch(each -> each.matches(NAME))) {
            throw new IllegalArgumentException("not a table with a key: " + table);
        }
    }

    public static Entity of(String table, Audience audience, String... key) {
        return new Entity(table, audience, List.of(key));
    }

    /** The id of a row, as its journal lines name it. */
    public String idOf(Map<String, ?> row) {
        return key.stream().map(column -> String.valueOf(row.get(column))).collect(Collectors.joining("/"));
    }

    /** The same id as an SQL expression over the row {@code alias}. */
    String idExpression(String alias) {
        return key.stream().map(column -> alias + "." + column).collect(Collectors.joining(" || '/' || "));
    }

    /**
     * The triggers that guard the table: no row without its line in the open transaction, no other key, no deletion.
     */
    List<String> guards() {
        var id = idExpression("NEW");
        var backed = """
                NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = '%s' AND id = %s)
                  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)""".formatted(table, id);
        var moved = key.stream()
                .map(column -> "OLD." + column + " IS NOT NEW." + column)
                .collect(Collectors.joining(" OR "));
        return List.of("""
                CREATE TRIGGER guard_%1$s_insert BEFORE INSERT ON %1$s
                WHEN %2$s
                BEGIN
                    SELECT RAISE(ABORT, '%1$s: a row needs its journal line');
                END""".formatted(table, backed), """
                CREATE TRIGGER guard_%1$s_update BEFORE UPDATE ON %1$s
                WHEN %2$s
                  OR NEW.seq <= OLD.seq OR %3$s
                BEGIN
                    SELECT RAISE(ABORT, '%1$s: a row needs its newer journal line and keeps its key');
                END""".formatted(table, backed, moved), """
                CREATE TRIGGER guard_%1$s_delete BEFORE DELETE ON %1$s
                BEGIN
                    SELECT RAISE(ABORT, '%1$s: a row is never deleted');
                END""".formatted(table));
    }
}
