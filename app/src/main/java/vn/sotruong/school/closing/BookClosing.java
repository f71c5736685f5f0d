package vn.sotruong.school.closing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hồ sơ đóng sổ: how far the book of a class and term has come, and by whom. */
record BookClosing(String id, String homeroom, int semester, Stage stage, List<Step> steps) {
    BookClosing {
        steps = List.copyOf(steps);
    }

    /**
     * Một việc đã làm.
     *
     * @param subject whose teacher signed
     * @param said the reason, the decision's number or the place in the archive
     */
    record Step(
            Deed deed,
            String staff,
            Instant at,
            @Nullable String subject,
            @Nullable String said) {}

    /** The newest step of a kind. */
    Optional<Step> find(Deed deed) {
        return steps.stream().filter(step -> step.deed == deed).reduce((_, later) -> later);
    }

    /** The subjects whose teachers have signed. */
    Set<String> signed() {
        return steps.stream()
                .filter(step -> step.deed == Deed.SIGN)
                .map(step -> String.valueOf(step.subject))
                .collect(Collectors.toSet());
    }
}
