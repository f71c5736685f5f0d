package vn.sotruong.office.intake;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Phần làm lại được của giao dịch: what can be undone without losing the lines that stand before it. */
final class ProjectionTable {
    private ProjectionTable() {}

    /** Does the work; when a line does not fit, undoes this work alone and does {@code instead}. */
    static <T> T undoing(Handle handle, Supplier<T> work, Function<IllegalArgumentException, T> instead) {
        handle.execute("SAVEPOINT projection");
        try {
            var result = work.get();
            handle.execute("RELEASE projection");
            return result;
        } catch (IllegalArgumentException unfit) {
            handle.execute("ROLLBACK TO projection");
            handle.execute("RELEASE projection");
            return instead.apply(unfit);
        }
    }
}
