package vn.sotruong.ground.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Điều kiện được ghi: what must still be true at the moment of a write. Whoever lets somebody in names it around what is
 * done for them; each write inside asks it again, in its own transaction and before anything else. So a right that ended
 * while a long form was on its way writes nothing, whichever room the write belongs to.
 */
@FunctionalInterface
public interface Admission {
    /** Throws when it does not hold any more, as the state that {@code handle} reads says; then nothing is written. */
    void confirm(Handle handle);

    /** Does this work; every write that its thread asks for in it first asks the admission. */
    static <E extends Exception> void during(Admission admission, Admitted<E> work) throws E {
        ScopedValue.where(Current.ADMISSION, admission).<@Nullable Void, E>call(() -> {
            work.run();
            return null;
        });
    }

    /** What the writes of this thread must ask now; empty for the program's own work. */
    static Optional<Admission> current() {
        return Current.ADMISSION.isBound() ? Optional.of(Current.ADMISSION.get()) : Optional.empty();
    }

    /** Việc làm sau khi được vào. */
    @FunctionalInterface
    interface Admitted<E extends Exception> {
        void run() throws E;
    }

    /** Where it is kept while the work goes on. */
    final class Current {
        private static final ScopedValue<Admission> ADMISSION = ScopedValue.newInstance();

        private Current() {}
    }
}
