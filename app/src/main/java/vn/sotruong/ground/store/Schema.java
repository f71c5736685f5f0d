package vn.sotruong.ground.store;

import java.util.List;

/**
 * Cấu trúc kho: where a house's migrations lie on the class path, and which of its tables are journalled.
 *
 * @param migrations folders of numbered {@code V0001__name.sql} files, one number line for all
 * @param journalled empty for a house that keeps no journal
 */
public record Schema(List<String> migrations, List<Entity> journalled) {
    public Schema {
        migrations = List.copyOf(migrations);
        journalled = List.copyOf(journalled);
    }
}
