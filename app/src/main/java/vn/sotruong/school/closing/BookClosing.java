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
     * @param round how many prints there had been with it; 1 before the first
     * @param said the reason, the decision's number or the place in the archive
     * @param known what was missing when it was decided all the same; null where nothing was
     */
    record Step(
            Deed deed,
            String staff,
            Instant at,
            @Nullable String subject,
            @Nullable String said,
            int round,
            Gaps.@Nullable Known known) {}

    /** The newest step of a kind. */
    Optional<Step> find(Deed deed) {
        return steps.stream().filter(step -> step.deed == deed).reduce((_, later) -> later);
    }

    /** How many prints there have been; 1 before the first. */
    int round() {
        return Math.max(
                1, (int) steps.stream().filter(step -> step.deed == Deed.PRINT).count());
    }

    /** Whether the homeroom teacher has signed the newest print. */
    boolean classSigned() {
        return steps.stream().anyMatch(step -> step.deed == Deed.SIGN_CLASS && step.round == round());
    }

    /** The subjects whose teachers have signed the newest print. */
    Set<String> signed() {
        return steps.stream()
                .filter(step -> step.deed == Deed.SIGN && step.round == round())
                .map(step -> String.valueOf(step.subject))
                .collect(Collectors.toSet());
    }
}
