package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Circular22Test {
    private static final Circular22 RULES =
            Circular22.of(Rulebook.find("TT22", 1).orElseThrow());

    @Test
    void the_table_of_worked_examples_holds() throws Exception {
        try (var in = Circular22Test.class.getResourceAsStream("circular22.golden.csv")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"));
            assertThat(lines).hasSizeGreaterThan(10).allSatisfy(Circular22Test::holds);
        }
    }

    private static void holds(String line) {
        var cells = line.split(";", -1);
        var regular = Arrays.stream(cells[1].split(" ")).map(Integer::valueOf).toList();
        var midterm = Stream.of(cells[2])
                .filter(c -> !c.isEmpty())
                .map(Integer::valueOf)
                .toList();
        var average =
                RULES.termAverage(regular, midterm, markOrNull(cells[3]), new Quota(Integer.parseInt(cells[4]), 1));
        var expected = cells[5].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cells[5]));
        assertThat(average).as(cells[0]).isEqualTo(expected);
    }

    private static @Nullable Integer markOrNull(String cell) {
        return cell.isEmpty() ? null : Integer.valueOf(cell);
    }

    @Test
    void the_year_counts_the_second_term_twice_and_both_as_recorded() {
        assertThat(RULES.yearAverage(79, 81)).as("A11").isEqualTo(80);
        assertThat(RULES.yearAverage(64, 65)).as("A12, A16").isEqualTo(65);
        assertThat(RULES.yearAverage(65, 64)).as("A13").isEqualTo(64);
        assertThat(RULES.yearAverage(88, 91)).as("A15").isEqualTo(90);
    }

    @Test
    @Tag("art:tt22-6")
    void periods_a_year_decide_how_many_regular_assessments_a_term_has() {
        assertThat(List.of(35, 36, 52, 70, 71, 140))
                .map(periods -> RULES.quota(periods).regular())
                .containsExactly(2, 3, 3, 3, 4, 4);
    }

    @Test
    void a_mark_off_the_scale_is_a_bug_and_is_not_averaged() {
        assertThatThrownBy(() -> RULES.termAverage(List.of(101, 80), List.of(80), 80, new Quota(2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RULES.yearAverage(-1, 80)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void it_agrees_with_decimal_arithmetic(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(max = 100) Integer> regular,
            @ForAll @IntRange(max = 100) int midterm,
            @ForAll @IntRange(max = 100) int last) {
        var sum = regular.stream().mapToInt(Integer::intValue).sum() + 2 * midterm + 3 * last;
        var exact = BigDecimal.valueOf(sum, 1).divide(BigDecimal.valueOf(regular.size() + 5), 20, RoundingMode.HALF_UP);
        assertThat(average(regular, midterm, last))
                .isEqualTo(exact.setScale(1, RoundingMode.HALF_UP)
                        .movePointRight(1)
                        .intValueExact());
    }

    @Property
    void it_lies_between_the_lowest_and_the_highest_mark(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(max = 100) Integer> regular,
            @ForAll @IntRange(max = 100) int midterm,
            @ForAll @IntRange(max = 100) int last) {
        var all = new ArrayList<>(regular);
        all.add(midterm);
        all.add(last);
        assertThat(average(regular, midterm, last)).isBetween(Collections.min(all), Collections.max(all));
    }

    @Property
    void the_order_of_regular_marks_does_not_matter(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(max = 100) Integer> regular, @ForAll Random random) {
        var shuffled = new ArrayList<>(regular);
        Collections.shuffle(shuffled, random);
        assertThat(average(shuffled, 60, 70)).isEqualTo(average(regular, 60, 70));
    }

    @Property
    void a_better_mark_never_lowers_it(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(max = 99) Integer> regular,
            @ForAll @IntRange(max = 99) int midterm,
            @ForAll @IntRange(max = 99) int last) {
        var better = new ArrayList<>(regular);
        better.set(0, better.getFirst() + 1);
        var now = average(regular, midterm, last);
        assertThat(average(better, midterm, last)).isGreaterThanOrEqualTo(now);
        assertThat(average(regular, midterm + 1, last)).isGreaterThanOrEqualTo(now);
        assertThat(average(regular, midterm, last + 1)).isGreaterThanOrEqualTo(now);
    }

    private static int average(List<Integer> regular, int midterm, int last) {
        return RULES.termAverage(regular, List.of(midterm), last, new Quota(regular.size(), 1))
                .orElseThrow();
    }
}
