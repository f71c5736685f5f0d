package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;

/** Whatever a regulation can answer or ask has words in both languages. */
class WordsTest {
    private static final Messages MESSAGES = Messages.of(Circular22.class);

    @Test
    void every_answer_has_words() {
        Stream.of(
                        Arrays.stream(PromotionOutcome.values()).map(PromotionOutcome::key),
                        Arrays.stream(Ground.values()).map(Ground::key),
                        Arrays.stream(Title.values()).map(Title::key),
                        Arrays.stream(Observation.values()).map(Observation::key),
                        Arrays.stream(ContinuingClause.Fault.values()).map(ContinuingClause.Fault::key),
                        Arrays.stream(IndicatorSet.Fault.values()).map(IndicatorSet.Fault::key),
                        Arrays.stream(Explanation.Why.values())
                                .map(why -> new Explanation(why, LearningLevel.GOOD, List.of(), 0, 0, 0, "").key()))
                .flatMap(each -> each)
                .forEach(WordsTest::inBothLanguages);
    }

    @Test
    void every_open_question_is_asked_and_answered_in_words() {
        Rulebook.list().stream().flatMap(each -> each.switches().stream()).forEach(each -> {
            inBothLanguages(each.question());
            each.options().forEach(option -> inBothLanguages(each.answer(option)));
        });
    }

    @Test
    void every_level_has_a_word_under_its_circular() {
        for (var ruleset : Rulebook.list()) {
            switch (ruleset.family()) {
                case CIRCULAR_22, CONTINUING -> {
                    Stream.of(LearningLevel.values())
                            .filter(level -> level != LearningLevel.POOR)
                            .forEach(level -> inBothLanguages(ruleset.label(level)));
                    Stream.of(ConductLevel.values()).forEach(level -> inBothLanguages(ruleset.label(level)));
                }
                case CIRCULAR_58 -> {
                    Stream.of(LearningLevel.values()).forEach(level -> inBothLanguages(ruleset.label(level)));
                    Stream.of(ConductLevel.values()).forEach(level -> inBothLanguages(ruleset.label(level)));
                }
                case CIRCULAR_27 -> {
                    Stream.of(PrimaryLevel.values()).forEach(level -> inBothLanguages(ruleset.label(level)));
                    Stream.of(TraitLevel.values()).forEach(level -> inBothLanguages(ruleset.label(level)));
                    Stream.of(PrimaryResult.values()).forEach(level -> inBothLanguages(ruleset.label(level)));
                }
                case PRESCHOOL, BY_HAND -> assertThat(ruleset.switches()).isEmpty();
            }
        }
    }

    private static void inBothLanguages(String key) {
        for (var language : Language.values()) {
            assertThat(MESSAGES.get(language, key)).as(key).isNotBlank();
        }
    }
}
