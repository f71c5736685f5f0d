package vn.sotruong.ground.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Cấu trúc kho: where a house's migrations lie on the class path, and which of its tables are journalled.
 *
 * @param migrations folders of numbered {@code V0001__name.sql} files, one number line for all
 * @param journalled empty for a house that keeps no journal
 * @param checks what else the audit asks: of content that lies beside the journal
 * @param restores who tells which restores people stand behind
 */
public record Schema(List<String> migrations, List<Entity> journalled, List<Check> checks, Restores restores) {
    /** Điều kiểm toán hỏi thêm. */
    @FunctionalInterface
    public interface Check {
        /** What does not hold, a sentence each; empty when all is sound. */
        List<String> findings(Handle handle);
    }

    /** Ai đứng sau một lần khôi phục. */
    @FunctionalInterface
    public interface Restores {
        /** Every restore that people confirmed. */
        List<Audit.Confirmation> confirmed(Handle handle);
    }

    public Schema(List<String> migrations, List<Entity> journalled) {
        this(migrations, journalled, List.of(), _ -> List.of());
    }

    public Schema {
        migrations = List.copyOf(migrations);
        journalled = List.copyOf(journalled);
        checks = List.copyOf(checks);
    }
}
