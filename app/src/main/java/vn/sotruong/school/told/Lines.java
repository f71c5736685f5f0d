package vn.sotruong.school.told;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.sync.bundle.ChangeLine;

/** Đọc các dòng của một bảng, each beside the one before it of the same row. */
public final class Lines {
    private Lines() {}

    /**
     * Every line but the first of each row, with the one before it.
     *
     * @param prefix with which the ids of the rows begin
     */
    public static void changes(Handle handle, Entity entity, String prefix, BiConsumer<ChangeLine, ChangeLine> each) {
        var held = new Held();
        ChangeLog.forEachRow(handle, entity, prefix, 2, line -> {
            var before = held.next(line);
            if (before != null) {
                each.accept(before, line);
            }
        });
    }

    /** Every line, with the one before it of the same row; none before a row's first. */
    public static void all(
            Handle handle, Entity entity, String prefix, BiConsumer<Optional<ChangeLine>, ChangeLine> each) {
        var held = new Held();
        ChangeLog.forEachRow(
                handle, entity, prefix, 1, line -> each.accept(Optional.ofNullable(held.next(line)), line));
    }

    /** What a line says in a column; empty where that is nothing. */
    public static String text(ChangeLine line, String column) {
        var value = line.row().get(column);
        return value == null ? "" : String.valueOf(value);
    }

    /** Whether both say the same in that column. */
    public static boolean same(ChangeLine one, ChangeLine other, String column) {
        return text(one, column).equals(text(other, column));
    }

    /** A whole number in a column; 0 where nothing is said. */
    public static int number(ChangeLine line, String column) {
        return line.row().get(column) instanceof Long number ? number.intValue() : 0;
    }

    /** Why a line was written; empty where it does not say. */
    public static String why(ChangeLine line) {
        var why = line.why();
        return why == null ? "" : why;
    }

    /** Dòng liền trước. */
    private static final class Held {
        private @Nullable ChangeLine last;

        private @Nullable ChangeLine next(ChangeLine line) {
            var before = last != null && last.id().equals(line.id()) ? last : null;
            last = line;
            return before;
        }
    }
}
