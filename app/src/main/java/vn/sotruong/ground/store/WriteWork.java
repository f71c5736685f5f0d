package vn.sotruong.ground.store;

import org.jspecify.annotations.Nullable;

/** Việc ghi: all of it happens, or none of it. An exception undoes it; a returned refusal should precede any write. */
@FunctionalInterface
public interface WriteWork<T extends @Nullable Object> {
    T in(Tx tx);
}
