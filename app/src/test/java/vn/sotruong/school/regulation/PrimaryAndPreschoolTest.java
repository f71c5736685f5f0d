package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.IndicatorSet.Indicator;
import vn.sotruong.school.regulation.IndicatorSet.Reading;

class PrimaryAndPreschoolTest {
    private static final Circular27 PRIMARY =
            Circular27.of(Rulebook.find("TT27", 1).orElseThrow());
    private static final Preschool PRESCHOOL =
            Preschool.of(Rulebook.find("MN", 2).orElseThrow());

    @Test
    void each_grade_has_its_tests() {
        assertThat(PRIMARY.tests(1, Moment.END_YEAR)).containsExactly("tiengviet", "toan");
        assertThat(PRIMARY.tests(3, Moment.END_FIRST)).containsExactly("tiengviet", "toan", "ngoaingu", "tinhocconghe");
        assertThat(PRIMARY.tests(4, Moment.END_YEAR)).hasSize(6).contains("lsdl", "khoahoc");
        assertThat(PRIMARY.tests(3, Moment.MID_FIRST)).isEmpty();
        assertThat(PRIMARY.tests(5, Moment.MID_SECOND)).containsExactly("tiengviet", "toan");
    }

    @Test
    void tests_are_marked_in_whole_numbers_and_nought_is_a_choice() {
        assertThat(List.of(90, 100, 10)).allMatch(PRIMARY.scale()::accepts);
        assertThat(List.of(85, 95, 0, 110)).noneMatch(PRIMARY.scale()::accepts);
        var other = Circular27.of(PRIMARY.ruleset().choosing("test-zero", "yes"));
        assertThat(other.scale().accepts(0)).isTrue();
        assertThatThrownBy(() -> new PrimarySubject("toan", Optional.empty(), OptionalInt.of(95)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void small_children_have_no_technology() {
        assertThat(PRIMARY.traits(1)).hasSize(13);
        assertThat(PRIMARY.traits(3)).hasSize(15);
    }

    @Test
    void a_year_with_something_missing_has_no_result_and_says_what() {
        var traits = PRIMARY.traits(1).stream().collect(Collectors.toMap(Trait::id, _ -> TraitLevel.GOOD));
        traits.remove("pc-nhanai");
        var year = new PrimaryYear(
                1,
                List.of(
                        new PrimarySubject("toan", Optional.of(PrimaryLevel.WELL), OptionalInt.empty()),
                        new PrimarySubject("daoduc", Optional.empty(), OptionalInt.empty())),
                traits);
        assertThat(PRIMARY.missing(year)).containsExactly("toan", "daoduc", "pc-nhanai");
        assertThat(PRIMARY.result(year)).isEmpty();
        assertThat(PRIMARY.review(year).outcome()).isEqualTo(PromotionOutcome.CHUA_DU_DU_LIEU);
        assertThat(PRIMARY.title(year, Recognition.NONE)).isEmpty();
        assertThat(InputsHash.of(PRIMARY, year)).hasSize(64);
    }

    @Test
    void the_programme_has_its_domains() {
        assertThat(PRESCHOOL.domains(Preschool.AgeGroup.NURSERY)).hasSize(4);
        assertThat(PRESCHOOL.domains(Preschool.AgeGroup.KINDERGARTEN)).hasSize(5);
        assertThat(PRESCHOOL.indicators())
                .returns(70, IndicatorSet::indicators)
                .returns(22, IndicatorSet::standards)
                .satisfies(set -> assertThat(set.domains()).hasSize(6));
        assertThat(Preschool.of(Rulebook.find("MN", 1).orElseThrow()).indicators())
                .returns(120, IndicatorSet::indicators)
                .satisfies(set -> assertThat(set.domains()).hasSize(4));
    }

    @Test
    void a_school_words_its_own_indicators_and_sees_how_far_a_child_has_come() {
        var extended = PRESCHOOL
                .indicators()
                .extended(
                        "HOAMAI",
                        1,
                        List.of(
                                new Indicator("1.1", "thechat", "Ném trúng đích đứng"),
                                new Indicator("1.2", "thechat", "Nhảy lò cò"),
                                new Indicator("3.1", "ngonngu", "Kể lại một câu chuyện")));
        assertThat(extended).isInstanceOfSatisfying(Reading.Read.class, read -> {
            assertThat(IndicatorSet.read(read.set().text())).isEqualTo(extended);
            var tally =
                    Preschool.tally(read.set(), Map.of("1.1", Observation.ACHIEVED, "3.1", Observation.NEEDS_EFFORT));
            assertThat(tally)
                    .hasSize(6)
                    .containsEntry("thechat", new Preschool.Tally(1, 0, 1))
                    .containsEntry("ngonngu", new Preschool.Tally(0, 1, 0));
        });
    }

    @Test
    void a_set_that_contradicts_itself_is_refused() {
        var set = PRESCHOOL.indicators();
        var one = new Indicator("1.1", "thechat", "Nhảy lò cò");
        assertThat(set.extended("A", 1, List.of(one, one))).isEqualTo(refused(IndicatorSet.Fault.CODE_TWICE));
        assertThat(set.extended("A", 1, List.of(new Indicator("1", "toan", "x"))))
                .isEqualTo(refused(IndicatorSet.Fault.UNKNOWN_DOMAIN));
        assertThat(set.extended("A", 1, List.of(new Indicator("1", "thechat", " "))))
                .isEqualTo(refused(IndicatorSet.Fault.EMPTY));
        var many = java.util.stream.IntStream.range(0, 71)
                .mapToObj(i -> new Indicator("c" + i, "thechat", "x"))
                .toList();
        assertThat(set.extended("A", 1, many)).isEqualTo(refused(IndicatorSet.Fault.TOO_MANY));
        assertThat(IndicatorSet.read("{}")).isEqualTo(refused(IndicatorSet.Fault.UNREADABLE));
        assertThat(IndicatorSet.read("chỉ số")).isEqualTo(refused(IndicatorSet.Fault.UNREADABLE));
    }

    private static Reading refused(IndicatorSet.Fault fault) {
        return new Reading.Refused(fault);
    }
}
