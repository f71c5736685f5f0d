package vn.sotruong.school.amendments;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Buổi sửa: the people of one request before one machine. From the first who proves who they are ten minutes run for all
 * the others, and from the last thirty minutes for typing.
 *
 * @param opened the step that opened it
 * @param roles who must be there
 */
public record Sitting(Step opened, List<Role> roles, List<Witness> present) {
    static final Duration TOGETHER = Duration.ofMinutes(10);
    static final Duration TYPING = Duration.ofMinutes(30);

    public Sitting {
        roles = List.copyOf(roles);
        present = List.copyOf(present);
    }

    /** Whether everybody is there. */
    public boolean complete() {
        return present.size() == roles.size();
    }

    /** When it ends by itself. */
    public Instant ends() {
        if (complete()) {
            return present.stream()
                    .map(Witness::at)
                    .max(Comparator.naturalOrder())
                    .orElse(opened.at())
                    .plus(TYPING);
        }
        return present.stream()
                .map(Witness::at)
                .min(Comparator.naturalOrder())
                .map(first -> first.plus(TOGETHER))
                .orElse(opened.at().plus(TYPING));
    }

    boolean over(Instant now) {
        return now.isAfter(ends());
    }

    /** Who sits there as that. */
    public Optional<Witness> find(Role role) {
        return present.stream().filter(each -> each.role() == role).findFirst();
    }

    boolean has(String staff) {
        return present.stream().anyMatch(each -> each.staff().equals(staff));
    }
}
