package vn.sotruong.school.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every state of a review leads to an end, whatever people do on the way. */
class StateTest {
    private static Set<State> reach(State from, boolean summer) {
        var seen = EnumSet.of(from);
        var waiting = new ArrayDeque<>(List.of(from));
        while (!waiting.isEmpty()) {
            var state = waiting.removeFirst();
            for (var deed : Deed.values()) {
                state.after(deed, summer).filter(seen::add).ifPresent(waiting::add);
            }
        }
        return seen;
    }

    @Test
    @Tag("art:002-12.7")
    void every_state_leads_to_an_end_with_and_without_the_summer() {
        for (var summer : List.of(true, false)) {
            var reached = reach(State.READY, summer);
            for (var state : reached) {
                assertThat(reach(state, summer))
                        .as(state + (summer ? " in summer" : ""))
                        .contains(State.FINAL);
            }
            var never = summer
                    ? EnumSet.of(State.INCOMPLETE)
                    : EnumSet.of(State.INCOMPLETE, State.SUMMER_PENDING, State.SUMMER_RESULT, State.APPROVED_2);
            assertThat(reached).isEqualTo(EnumSet.complementOf(never));
        }
    }

    @Test
    void nothing_is_final_that_was_not_approved_and_no_summer_is_passed_over() {
        for (var summer : List.of(true, false)) {
            var before = Arrays.stream(State.values())
                    .filter(state -> state != State.FINAL
                            && Arrays.stream(Deed.values())
                                    .anyMatch(deed -> state.after(deed, summer)
                                            .filter(State.FINAL::equals)
                                            .isPresent()))
                    .collect(Collectors.toSet());
            assertThat(before)
                    .isEqualTo(summer ? Set.of(State.APPROVED_2) : Set.of(State.APPROVED_1, State.APPROVED_2));
        }
        assertThat(State.INCOMPLETE.after(Deed.LIST, false)).isEmpty();
        assertThat(State.SUBMITTED.after(Deed.ISSUE, false)).isEmpty();
    }

    /** Any deeds whatever, then the plain way: it always ends. */
    @Property(tries = 300)
    void after_any_deeds_the_plain_way_leads_to_the_end(
            @ForAll @Size(max = 40) List<Deed> deeds, @ForAll boolean summer) {
        var state = State.READY;
        for (var deed : deeds) {
            state = state.after(deed, summer).orElse(state);
        }
        for (var i = 0; i < State.values().length && state != State.FINAL; i++) {
            for (var deed :
                    List.of(Deed.LIST, Deed.SUBMIT, Deed.APPROVE, Deed.ISSUE, Deed.LIST_AGAIN, Deed.APPROVE_AGAIN)) {
                state = state.after(deed, summer).orElse(state);
            }
        }
        assertThat(state).isEqualTo(State.FINAL);
    }
}
