package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulebookTest {
    @ParameterizedTest(name = "{0} {1} to {2}")
    @CsvSource({
        "THCS,2010,2010,QD40 QD40 QD40 QD40",
        "THCS,2011,2019,TT58 TT58 TT58 TT58",
        "THCS,2020,2020,TT58_TT26 TT58_TT26 TT58_TT26 TT58_TT26",
        "THCS,2021,2021,TT22 TT58_TT26 TT58_TT26 TT58_TT26",
        "THCS,2022,2022,TT22 TT22 TT58_TT26 TT58_TT26",
        "THCS,2023,2023,TT22 TT22 TT22 TT58_TT26",
        "THCS,2024,2030,TT22 TT22 TT22 TT22",
        "THPT,2021,2021,TT58_TT26 TT58_TT26 TT58_TT26",
        "THPT,2022,2022,TT22 TT58_TT26 TT58_TT26",
        "THPT,2023,2023,TT22 TT22 TT58_TT26",
        "THPT,2024,2030,TT22 TT22 TT22",
        "TH,2013,2013,- - - - -",
        "TH,2019,2019,TT30 TT30 TT30 TT30 TT30",
        "TH,2020,2020,TT27 TT30 TT30 TT30 TT30",
        "TH,2022,2022,TT27 TT27 TT27 TT30 TT30",
        "TH,2024,2030,TT27 TT27 TT27 TT27 TT27",
        "GDTX,2020,2020,QD02 QD02 QD02 QD02 QD02 QD02 QD02",
        "GDTX,2021,2021,TT43 QD02 QD02 QD02 QD02 QD02 QD02",
        "GDTX,2022,2022,TT43 TT43 QD02 QD02 TT43 QD02 QD02",
        "GDTX,2023,2023,TT43 TT43 TT43 QD02 TT43 TT43 QD02",
        "GDTX,2024,2030,TT43 TT43 TT43 TT43 TT43 TT43 TT43",
    })
    @Tag("art:002-8.3")
    void every_grade_of_every_year_has_its_circular(Programme programme, int from, int to, String expected) {
        var first = switch (programme) {
            case TH, MN -> 1;
            case THCS, GDTX -> 6;
            case THPT -> 10;
        };
        var grades = expected.split(" ", -1).length;
        for (var year = from; year <= to; year++) {
            var start = year;
            assertThat(IntStream.range(first, first + grades)
                            .mapToObj(grade -> Rulebook.find(programme, start, grade)
                                    .map(Ruleset::id)
                                    .orElse("-"))
                            .collect(Collectors.joining(" ")))
                    .as("%d", year)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_kindergarten_changes_its_standards_and_keeps_the_old_ones() {
        assertThat(Rulebook.find(Programme.MN, 2024, 5).orElseThrow().version()).isEqualTo(1);
        assertThat(Rulebook.find(Programme.MN, 2026, 5).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void every_ruleset_makes_a_regulation_and_has_a_name_of_its_own() {
        assertThat(Rulebook.list())
                .extracting(each -> each.id() + each.version())
                .doesNotHaveDuplicates();
        assertThat(Rulebook.list())
                .allSatisfy(each -> assertThat(Regulation.of(each).ruleset()).isEqualTo(each));
        assertThat(Regulation.of(Rulebook.find("TT30", 1).orElseThrow())).isInstanceOf(TypedByHand.class);
    }

    /** A released file is for ever: results of closed years name it. Whoever changes one makes a new version instead. */
    @Test
    void a_released_file_never_changes() throws Exception {
        var pinned = read("released.golden.csv");
        var found = new StringBuilder();
        for (var file : Rulebook.files()) {
            var text = RulesReader.shipped(file);
            var ruleset = RulesReader.ruleset(text);
            pin(found, file, ruleset.id(), ruleset.version(), text);
            if (ruleset.rules() instanceof Rules.PreschoolRules preschool) {
                var set = IndicatorSet.shipped(preschool.indicators());
                pin(
                        found,
                        preschool.indicators(),
                        set.id(),
                        set.version(),
                        RulesReader.shipped(preschool.indicators()));
            }
        }
        assertThat(found).hasToString(pinned);
    }

    private static void pin(StringBuilder pins, String file, String id, int version, String text) throws Exception {
        assertThat(file).endsWith("-" + version);
        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        pins.append("%s;%s;%d;%s\n".formatted(file, id, version, HexFormat.of().formatHex(hash)));
    }

    private static String read(String name) throws Exception {
        try (var in = RulebookTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"fewest\": 6, => ", // a field is missing
                "\"fewest\": 6, => \"fewest\": 6, \"most\": 9,", // one too many
                "\"fewest\": 6, => \"fewest\": 6, \"fewest\": 5,", // twice
                "\"fewest\": 6, => \"fewest\": null,",
                "\"fewest\": 6, => \"fewest\": 6.5,",
                "\"fewest\": 6, => \"fewest\": \"6\",",
                "\"floor\": 65, => \"floor\": 650,", // off the scale
                "\"level\": \"GOOD\" => \"level\": \"BEST\"",
                "\"level\": \"GOOD\" => \"level\": 0",
                "\"version\": 1, => ",
                "\"preset\": \"yes\" => \"preset\": \"maybe\"",
                "\"regularCounts\": [2, 3, 4] => \"regularCounts\": [2, 3]",
            })
    void a_file_that_says_too_little_or_too_much_is_refused(String change) {
        var good = RulesReader.shipped("tt22-1");
        var parts = change.split(" => ", -1);
        assertThat(good).contains(parts[0]);
        assertThatThrownBy(() -> RulesReader.ruleset(good.replace(parts[0], parts[1])))
                .isInstanceOf(RulesReader.Unreadable.class);
        assertThatThrownBy(() -> RulesReader.ruleset(good + "{}")).isInstanceOf(RulesReader.Unreadable.class);
    }

    @Test
    void a_school_answers_an_open_question_and_no_other() {
        var ruleset = Rulebook.find("TT22", 1).orElseThrow();
        assertThat(ruleset.choice("both-fail")).isEqualTo("retained");
        var chosen = ruleset.choosing("both-fail", "both");
        assertThat(chosen.choice("both-fail")).isEqualTo("both");
        assertThat(ruleset.choice("both-fail")).isEqualTo("retained");
        assertThatThrownBy(() -> ruleset.choosing("both-fail", "promoted"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ruleset.choosing("fewest", "5")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_presets_are_the_stated_ones() {
        assertThat(Rulebook.list().stream()
                        .flatMap(each ->
                                each.switches().stream().map(one -> each.id() + " " + one.key() + " " + one.preset()))
                        .sorted())
                .containsExactly(
                        "TT22 adjust-comment yes",
                        "TT22 adjust-how substitute",
                        "TT22 both-fail retained",
                        "TT22 topic-mark regular",
                        "TT27 test-zero no",
                        "TT43 adjust-comment yes",
                        "TT43 adjust-how substitute",
                        "TT43 both-fail retained",
                        "TT58 poor-after-good yes",
                        "TT58_TT26 poor-after-good yes");
    }

    @Test
    void topics_are_one_of_the_regular_assessments_or_one_more() {
        var ruleset = Rulebook.find("TT22", 1).orElseThrow();
        assertThat(Circular22.of(ruleset).quotaWithTopics(70)).isEqualTo(new Quota(3, 1));
        assertThat(Circular22.of(ruleset.choosing("topic-mark", "extra")).quotaWithTopics(70))
                .isEqualTo(new Quota(4, 1));
    }

    @Test
    void one_circulars_class_does_not_compute_by_another() {
        assertThatThrownBy(() -> Circular58.of(Rulebook.find("TT22", 1).orElseThrow()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
