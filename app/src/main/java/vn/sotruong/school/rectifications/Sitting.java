package vn.sotruong.school.rectifications;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Buổi đính chính: those who are before one machine now. From the first who proves who they are ten minutes run for the
 * others, and from the last thirty minutes for writing; after that everybody begins again.
 */
public record Sitting(List<Witness> present) {
    static final Duration TOGETHER = Duration.ofMinutes(10);
    static final Duration WRITING = Duration.ofMinutes(30);

    public Sitting {
        present = List.copyOf(present);
    }

    /**
     * Who is there now.
     *
     * @param all that ever proved who they are for a request, in one session at one machine, the first one first
     */
    static Sitting of(List<Witness> all, Instant now) {
        var here = new Sitting(List.of());
        for (var each : all) {
            var next = new ArrayList<>(here.over(each.at()) ? List.<Witness>of() : here.present);
            next.add(each);
            here = new Sitting(next);
        }
        return here.over(now) ? new Sitting(List.of()) : here;
    }

    /** Whether everybody is there. */
    public boolean complete() {
        return present.size() == Role.values().length;
    }

    /** When it ends by itself; null while nobody is there. */
    public @Nullable Instant ends() {
        if (present.isEmpty()) {
            return null;
        }
        return complete()
                ? present.getLast().at().plus(WRITING)
                : present.getFirst().at().plus(TOGETHER);
    }

    private boolean over(Instant now) {
        var ends = ends();
        return ends != null && now.isAfter(ends);
    }

    /** Who is there as that. */
    public Optional<Witness> find(Role role) {
        return present.stream().filter(each -> each.role() == role).findFirst();
    }

    boolean has(String staff) {
        return present.stream().anyMatch(each -> each.staff().equals(staff));
    }
}
