package vn.sotruong.school.locks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quyết định khóa: what the principal orders. Each cell becomes a lock of its own.
 *
 * @param decision number of the written decision
 */
public record Order(Lock.Kind kind, String subject, int semester, List<Cell> cells, String decision, String reason) {
    /** Longest decision number and reason that are taken. */
    static final int LONGEST = 500;

    public Order {
        cells = List.copyOf(cells);
    }

    /**
     * Ô của bảng khóa.
     *
     * @param col null for every column of the class
     */
    public record Cell(String homeroom, @Nullable String col) {}

    /**
     * Quyết định mở khóa.
     *
     * @param until when the lock falls back by itself
     */
    public record Reopening(String decision, String reason, Instant until) {}

    /**
     * Quyết định khóa rộng hơn một ô: one lock on all that its scope says, in the open school year.
     *
     * @param function what a FUNCTION lock shuts; null for every other kind
     * @param from before which it does not begin, or null
     * @param until when it ends by itself, or null
     */
    public record Wide(
            Lock.Kind kind,
            Lock.@Nullable Function function,
            Scope scope,
            @Nullable Instant from,
            @Nullable Instant until,
            String decision,
            String reason) {
        /** One that shuts no other function than that of marks. */
        public Wide(
                Lock.Kind kind,
                Scope scope,
                @Nullable Instant from,
                @Nullable Instant until,
                String decision,
                String reason) {
            this(kind, kind == Lock.Kind.FUNCTION ? Lock.Function.MARKS : null, scope, from, until, decision, reason);
        }
    }
}
