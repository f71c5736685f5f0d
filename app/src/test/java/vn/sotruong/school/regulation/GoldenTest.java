package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.sotruong.school.regulation.WorkedExamples.Example;

/** Every worked example, by hand and by the circulars' classes. */
class GoldenTest {
    static Stream<Example> examples() {
        return WorkedExamples.list().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_worked_example_holds(Example example) {
        var computed = new HashMap<>(
                switch (example.regulation()) {
                    case MarkedRegulation marked -> computed(marked, example);
                    case Circular27 primary -> computed(primary, example);
                    case Preschool _, TypedByHand _ -> throw new AssertionError("nothing to compute");
                });
        computed.keySet().retainAll(example.expected().keySet());
        assertThat(computed).isEqualTo(example.expected());
    }

    @Test
    void the_table_has_every_kind_of_question_and_no_row_twice() {
        var all = WorkedExamples.list();
        assertThat(all).hasSizeGreaterThan(75);
        assertThat(all.stream().map(Example::id)).doesNotHaveDuplicates();
        assertThat(all.stream()
                        .flatMap(each -> Stream.of(
                                each.expected().get("outcome"), each.expected().get("again"))))
                .as("every way a year can end")
                .contains(Stream.of(PromotionOutcome.values()).map(Enum::name).toArray(String[]::new));
    }

    private static Map<String, String> computed(MarkedRegulation rules, Example example) {
        return switch (example.question()) {
            case "term" -> Map.of("average", text(term(rules, example)));
            case "year" -> {
                var second = example.inputs().containsKey("hk2")
                        ? example.numbers("hk2").getFirst()
                        : term(rules, example).orElseThrow();
                yield Map.of(
                        "average",
                        String.valueOf(rules.yearAverage(example.numbers("hk1").getFirst(), second)));
            }
            case "comment" ->
                Map.of(
                        "verdict",
                        text(rules.commentTerm(
                                verdicts(example.list("tx")),
                                verdicts(example.list("periodic")),
                                verdicts(example.list("ck")).getFirst(),
                                quota(example))));
            case "comment-year" -> {
                var terms = new SubjectResult(
                        "gdtc",
                        SubjectResult.Kind.COMMENT,
                        WorkedExamples.result(example.list("hk1").getFirst()),
                        WorkedExamples.result(example.list("hk2").getFirst()));
                yield Map.of("verdict", text(rules.yearResult(terms)));
            }
            case "conduct" -> {
                var terms = new PupilYear(
                        List.of(),
                        Map.of(
                                Period.FIRST, conduct(example.list("hk1").getFirst()),
                                Period.SECOND, conduct(example.list("hk2").getFirst())),
                        0,
                        false,
                        java.util.Set.of());
                yield Map.of(
                        "conduct",
                        rules.conduct(terms, Period.YEAR).orElseThrow().code());
            }
            case "level", "review" -> reviewed(rules, example);
            default -> throw new AssertionError(example.question());
        };
    }

    private static Map<String, String> reviewed(MarkedRegulation rules, Example example) {
        var pupil = example.pupil();
        var computed = new LinkedHashMap<String, String>();
        computed.put("level", text(rules.level(pupil, Period.YEAR)));
        if (rules.level(pupil, Period.YEAR) instanceof LearningResult.Known known) {
            computed.put("base", known.base().name());
            computed.put("mean", text(known.mean()));
        }
        computed.put("title", text(rules.title(pupil, Period.YEAR)));
        var review = rules.review(pupil);
        computed.put("outcome", review.outcome().name());
        computed.put("eligible", String.join(" ", review.eligible()));
        computed.put("flagged", review.flagged() ? "yes" : "no");
        computed.put("level again", text(rules.levelAgain(pupil, example.summer())));
        computed.put(
                "again", rules.reviewAgain(pupil, example.summer()).outcome().name());
        return computed;
    }

    private static Map<String, String> computed(Circular27 rules, Example example) {
        var grade = example.numbers("grade").getFirst();
        var subjects = example.list("subjects").stream()
                .map(each -> each.split(":", -1))
                .map(each -> new PrimarySubject(
                        each[0],
                        Optional.of(level(each[1])),
                        each.length > 2 ? OptionalInt.of(Integer.parseInt(each[2])) : OptionalInt.empty()))
                .toList();
        var traits = new HashMap<String, TraitLevel>();
        var letters = example.list("traits").iterator();
        rules.traits(grade).forEach(trait -> traits.put(trait.id(), trait(letters.next())));
        var year = new PrimaryYear(grade, subjects, traits);
        var said = example.list("recognition");
        var review = rules.review(year);
        return Map.of(
                "result", rules.result(year).orElseThrow().name(),
                "title", text(rules.title(year, new Recognition(said.contains("outstanding"), said.contains("class")))),
                "outcome", review.outcome().name(),
                "eligible", String.join(" ", review.eligible()),
                "again", rules.reviewAgain(year).outcome().name());
    }

    private static OptionalInt term(MarkedRegulation rules, Example example) {
        return rules.termAverage(
                example.numbers("tx"),
                example.numbers("periodic"),
                example.numbers("ck").getFirst(),
                quota(example));
    }

    private static Quota quota(Example example) {
        return new Quota(
                example.numbers("quota").getFirst(), example.numbers("quota").getLast());
    }

    private static List<Result.Verdict> verdicts(List<String> letters) {
        return letters.stream()
                .map(each -> (Result.Verdict) WorkedExamples.result(each))
                .toList();
    }

    private static ConductLevel conduct(String letter) {
        return ConductLevel.find(letter).orElseThrow();
    }

    private static PrimaryLevel level(String letter) {
        return Stream.of(PrimaryLevel.values())
                .filter(each -> each.code().equals(letter))
                .findFirst()
                .orElseThrow();
    }

    private static TraitLevel trait(String letter) {
        return Stream.of(TraitLevel.values())
                .filter(each -> each.code().equals(letter))
                .findFirst()
                .orElseThrow();
    }

    private static String text(OptionalInt average) {
        return average.isPresent() ? String.valueOf(average.getAsInt()) : "PENDING";
    }

    private static String text(Result result) {
        return result == Result.Verdict.PASSED ? "D" : result == Result.Verdict.NOT_YET ? "C" : result.toString();
    }

    private static String text(Optional<Title> title) {
        return title.map(Enum::name).orElse("");
    }

    private static String text(LearningResult level) {
        return switch (level) {
            case LearningResult.Known known -> known.level().name();
            case LearningResult.Open open -> open.ground().name();
        };
    }
}
