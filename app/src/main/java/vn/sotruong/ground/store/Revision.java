package vn.sotruong.ground.store;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Số hiệu trạng thái: a number that grows whenever anything but some quiet tables changes, so that what was worked out
 * from the rest need not be worked out again.
 *
 * <p>It grows when a line is written and again when its commit is durable. Whoever asks for the number <em>before</em>
 * reading therefore never keeps, under a number that still holds, what an older state said; and a write that stands
 * behind another one in the same commit already sees the new number.
 */
public final class Revision {
    private final Set<String> quiet;
    private final AtomicLong number = new AtomicLong();
    private boolean open;

    Revision(Set<Entity> quiet) {
        this.quiet = quiet.stream().map(Entity::table).collect(Collectors.toUnmodifiableSet());
    }

    public long number() {
        return number.get();
    }

    /** A line was written; by the writer's thread. */
    void line(Entity entity) {
        if (!quiet.contains(entity.table())) {
            open = true;
            number.incrementAndGet();
        }
    }

    /** The commit is durable, or everything was undone; by the writer's thread. */
    void settle() {
        if (open) {
            open = false;
            number.incrementAndGet();
        }
    }
}
