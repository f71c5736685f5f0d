package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Thông tư 27/2020/TT-BGDĐT: assessment of primary pupils. Regular assessment is in words; four times a year each subject
 * and each quality and competency gets a level, and some subjects a test in whole numbers, which compares nobody.
 */
public final class Circular27 implements Regulation {
    private final Ruleset ruleset;
    private final Rules.PrimaryRules rules;

    private Circular27(Ruleset ruleset, Rules.PrimaryRules rules) {
        this.ruleset = ruleset;
        this.rules = rules;
    }

    /** The circular with the numbers of that ruleset. */
    public static Circular27 of(Ruleset ruleset) {
        return new Circular27(ruleset, Regulation.rules(ruleset, Rules.PrimaryRules.class));
    }

    /** Thời điểm đánh giá định kỳ. */
    public enum Moment {
        /** Giữa học kỳ I. */
        MID_FIRST,
        /** Cuối học kỳ I. */
        END_FIRST,
        /** Giữa học kỳ II. */
        MID_SECOND,
        /** Cuối năm học. */
        END_YEAR
    }

    @Override
    public Ruleset ruleset() {
        return ruleset;
    }

    /** Điều 7 khoản 1: scale of ten, whole numbers; whether nought is a mark is open. */
    public Scale scale() {
        return ruleset.chose("test-zero", "yes")
                ? new Scale(0, rules.scale().highest(), rules.scale().step())
                : rules.scale();
    }

    /** Điều 7 khoản 1: the subjects that have a test then. */
    public List<String> tests(int grade, Moment moment) {
        var ends = moment == Moment.END_FIRST || moment == Moment.END_YEAR;
        return rules.tests().stream()
                .filter(each -> (ends ? each.grades() : each.midterm()).contains(grade))
                .map(Rules.TestRule::subject)
                .toList();
    }

    /** Điều 5: the qualities and competencies that a grade is assessed in. */
    public List<Trait> traits(int grade) {
        return rules.traits().stream()
                .filter(each -> each.grades().contains(grade))
                .toList();
    }

    /** What is still missing before the year has a result: subjects, tests and traits, by id. */
    public List<String> missing(PrimaryYear year) {
        var tested = tests(year.grade(), Moment.END_YEAR);
        var missing = new ArrayList<String>();
        for (var each : year.subjects()) {
            if (each.level().isEmpty() || (each.test().isEmpty() && tested.contains(each.subject()))) {
                missing.add(each.subject());
            }
        }
        for (var each : traits(year.grade())) {
            if (!year.traits().containsKey(each.id())) {
                missing.add(each.id());
            }
        }
        return missing;
    }

    /** Điều 9 khoản 2 điểm a: the year's result; empty while anything is missing. */
    public Optional<PrimaryResult> result(PrimaryYear year) {
        if (year.subjects().isEmpty() || !missing(year).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(rules.results().stream()
                .filter(rule -> hindrances(year, rule).isEmpty())
                .map(Rules.PrimaryRule::result)
                .findFirst()
                .orElse(PrimaryResult.NOT_DONE));
    }

    /** Which subjects and traits keep that result away. */
    public List<String> hindrances(PrimaryYear year, PrimaryResult wanted) {
        return rules.results().stream()
                .filter(rule -> rule.result() == wanted)
                .findFirst()
                .map(rule -> hindrances(year, rule))
                .orElse(List.of());
    }

    private List<String> hindrances(PrimaryYear year, Rules.PrimaryRule rule) {
        var tested = tests(year.grade(), Moment.END_YEAR);
        var found = new ArrayList<String>();
        for (var each : year.subjects()) {
            var weak = each.level()
                    .filter(level -> level.compareTo(rule.subject()) > 0)
                    .isPresent();
            if (weak || (tested.contains(each.subject()) && each.test().orElse(rule.test()) < rule.test())) {
                found.add(each.subject());
            }
        }
        for (var each : traits(year.grade())) {
            var level = year.traits().get(each.id());
            if (level != null && level.compareTo(rule.trait()) > 0) {
                found.add(each.id());
            }
        }
        return found;
    }

    /** Điều 13: the first by result alone; the second also needs what people say. */
    public Optional<Title> title(PrimaryYear year, Recognition recognition) {
        return result(year).flatMap(result -> switch (result) {
            case EXCELLENT -> Optional.of(Title.EXCELLENT);
            case WELL ->
                recognition.outstanding() && recognition.byTheClass() ? Optional.of(Title.EXEMPLARY) : Optional.empty();
            case DONE, NOT_DONE -> Optional.empty();
        });
    }

    /** Điều 11: who completes the programme of the grade; absence is no condition. The others are helped first. */
    public Review review(PrimaryYear year) {
        return result(year)
                .map(result -> result == PrimaryResult.NOT_DONE
                        ? new Review(
                                PromotionOutcome.KIEM_TRA_LAI,
                                List.of(Ground.NEEDS_HELP),
                                hindrances(year, PrimaryResult.DONE),
                                false)
                        : Review.of(PromotionOutcome.LEN_LOP, Ground.ALL_MET))
                .orElseGet(() -> Review.of(PromotionOutcome.CHUA_DU_DU_LIEU, Ground.RESULT_MISSING));
    }

    /** Điều 11 khoản 2: after help and another assessment; whoever is still short, the principal decides on. */
    public Review reviewAgain(PrimaryYear afterHelp) {
        return switch (review(afterHelp).outcome()) {
            case LEN_LOP -> Review.of(PromotionOutcome.LEN_LOP, Ground.AFTER_SUMMER);
            case KIEM_TRA_LAI -> Review.of(PromotionOutcome.CAN_QUYET_DINH, Ground.STILL_LEARNING);
            default -> Review.of(PromotionOutcome.CHUA_DU_DU_LIEU, Ground.RESULT_MISSING);
        };
    }
}
