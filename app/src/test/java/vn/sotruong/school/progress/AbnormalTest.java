package vn.sotruong.school.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.gradebook.FilledCells.Valued;
import vn.sotruong.school.progress.Abnormal.Kind;
import vn.sotruong.school.progress.Abnormal.Rule;

class AbnormalTest {
    private static Map<Kind, Rule> proposed() {
        var rules = new EnumMap<Kind, Rule>(Kind.class);
        for (var kind : Kind.values()) {
            rules.put(kind, kind.proposed());
        }
        return rules;
    }

    private static List<Integer> marks(int count, int tenths, int... others) {
        return IntStream.concat(IntStream.generate(() -> tenths).limit(count), IntStream.of(others))
                .boxed()
                .toList();
    }

    @Test
    void a_column_is_named_by_the_first_rule_that_it_breaks_and_an_ordinary_one_by_none() {
        assertThat(Abnormal.kindOf(proposed(), marks(12, 75))).contains(Kind.ALL_EQUAL);
        assertThat(Abnormal.kindOf(proposed(), marks(9, 75)))
                .as("too few to say")
                .isEmpty();
        assertThat(Abnormal.kindOf(proposed(), marks(9, 100, 95))).contains(Kind.TENS);
        assertThat(Abnormal.kindOf(proposed(), marks(10, 85, 80, 90))).contains(Kind.HIGH);
        assertThat(Abnormal.kindOf(proposed(), marks(5, 45, 60, 60, 70, 50, 80)))
                .contains(Kind.LOW);
        assertThat(Abnormal.kindOf(proposed(), List.of(45, 60, 65, 70, 50, 80, 85, 90, 55, 75)))
                .isEmpty();
        var off = new EnumMap<>(proposed());
        off.put(Kind.ALL_EQUAL, new Rule(Kind.ALL_EQUAL, 100, 10, false));
        assertThat(Abnormal.kindOf(off, marks(12, 75))).isEmpty();
    }

    private static List<Valued> pupil(int... tenths) {
        return IntStream.range(0, tenths.length)
                .mapToObj(at -> new Valued("s", "p", "tx" + at, tenths[at]))
                .toList();
    }

    @Test
    void a_mark_four_points_from_the_average_of_the_others_is_named_and_nearly_four_is_not() {
        var rule = Kind.JUMP.proposed();
        assertThat(Abnormal.jumps(rule, pupil(80, 80, 40)))
                .hasSize(1)
                .allSatisfy((mark, others) -> assertThat(others).isEqualTo(80));
        assertThat(Abnormal.jumps(rule, pupil(80, 80, 41))).isEmpty();
        assertThat(Abnormal.jumps(rule, pupil(80, 30))).as("one other mark").isEmpty();
        assertThat(Abnormal.jumps(
                        rule,
                        Collections.nCopies(6, 50).stream()
                                .map(each -> new Valued("s", "p", "x", each))
                                .toList()))
                .isEmpty();
        assertThat(Abnormal.jumps(rule, pupil(30, 33, 100)).values()).containsExactly(32);
    }
}
