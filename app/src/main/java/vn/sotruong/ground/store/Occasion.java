package vn.sotruong.ground.store;

import java.util.Optional;

/**
 * Dịp: on which somebody asks for a write from outside. Who lets them in names it; the program's own work has none.
 *
 * @param deed the form's address, with the names of its places in place of ids
 * @param record ids of what the address names; empty where it names nothing
 */
public record Occasion(String deed, String record) {
    private static final ScopedValue<Occasion> CURRENT = ScopedValue.newInstance();

    /** Does this work on that occasion. */
    public static <E extends Exception> void during(Occasion occasion, Admission.Admitted<E> work) throws E {
        ScopedValue.where(CURRENT, occasion).<Boolean, E>call(() -> {
            work.run();
            return true;
        });
    }

    /** Of this thread; empty for the program's own work. */
    static Optional<Occasion> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
