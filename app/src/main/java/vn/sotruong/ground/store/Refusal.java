package vn.sotruong.ground.store;

import org.jspecify.annotations.Nullable;

/** Lời từ chối: what a write answers, or throws, when it changed nothing. */
public interface Refusal {
    /** Why; null where nobody was refused. */
    @Nullable
    Enum<?> reason();
}
