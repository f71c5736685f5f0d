package vn.sotruong.ground.store;

import org.jdbi.v3.core.Handle;

/** Việc đọc: reads one consistent state. */
@FunctionalInterface
public interface ReadWork<T extends @org.jspecify.annotations.Nullable Object> {
    T in(Handle handle);
}
