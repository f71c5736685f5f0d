package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Đánh giá bằng điểm số và nhận xét: what the circulars on secondary and continuing education have in common. They
 * differ in their numbers, which the ruleset holds, and in how a level is found, which is each circular's own.
 */
public abstract sealed class MarkedRegulation implements Regulation
        permits Circular22, Circular58, ContinuingEducation {
    private final Ruleset ruleset;
    private final Scale scale;
    private final Rules.Arithmetic arithmetic;
    private final List<Rules.TitleRule> titles;
    private final Rules.PromotionRule promotion;

    MarkedRegulation(
            Ruleset ruleset,
            Scale scale,
            Rules.Arithmetic arithmetic,
            List<Rules.TitleRule> titles,
            Rules.PromotionRule promotion) {
        this.ruleset = ruleset;
        this.scale = scale;
        this.arithmetic = arithmetic;
        this.titles = titles;
        this.promotion = promotion;
    }

    @Override
    public final Ruleset ruleset() {
        return ruleset;
    }

    /** Which marks there are (Thông tư 22 Điều 5 khoản 3; Thông tư 58 Điều 6). */
    public final Scale scale() {
        return scale;
    }

    /**
     * How many assessments a term asks for in a subject of so many periods a year (Thông tư 22 Điều 6; Thông tư 58
     * Điều 8).
     */
    public final Quota quota(int periodsAYear) {
        return new Quota(arithmetic.regularCount(periodsAYear), arithmetic.periodicCount());
    }

    /** The same for a comment subject (Thông tư 22 Điều 6; Thông tư 58 Điều 8). */
    public final Quota commentQuota(int periodsAYear) {
        return arithmetic.commentCount() == 0
                ? quota(periodsAYear)
                : new Quota(arithmetic.commentCount(), arithmetic.periodicCount());
    }

    /**
     * ĐTBmhk (Thông tư 22 Điều 9 khoản 1; Thông tư 58 Điều 10): regular marks once, periodic ones twice, the last three
     * times; one decimal, half up.
     *
     * @param regular the regular marks that stand, in any order
     * @param periodic the midterm mark; in older years the one-period tests
     * @return empty while any assessment is missing
     */
    public final OptionalInt termAverage(
            List<Integer> regular, List<Integer> periodic, @Nullable Integer last, Quota quota) {
        return last == null || isShort(regular, periodic, quota)
                ? OptionalInt.empty()
                : OptionalInt.of(arithmetic.term(regular, periodic, last));
    }

    /** ĐTBmcn (Thông tư 22 Điều 9 khoản 1; Thông tư 58 Điều 10): the second term twice, both as they were recorded. */
    public final int yearAverage(int first, int second) {
        return arithmetic.year(first, second);
    }

    /**
     * The verdict of a comment subject for a term (Thông tư 22 Điều 9 khoản 1; Thông tư 58 Điều 10): pending while any
     * assessment is missing.
     */
    public final Result commentTerm(
            List<Result.Verdict> regular, List<Result.Verdict> periodic, Result.@Nullable Verdict last, Quota quota) {
        if (last == null || isShort(regular, periodic, quota)) {
            return Result.Gap.PENDING;
        }
        var all = new ArrayList<>(regular);
        all.addAll(periodic);
        all.add(last);
        var passed = (int) all.stream().filter(Result.Verdict.PASSED::equals).count();
        return passes(passed, all.size(), last) ? Result.Verdict.PASSED : Result.Verdict.NOT_YET;
    }

    private static boolean isShort(Collection<?> regular, Collection<?> periodic, Quota quota) {
        return regular.size() < quota.regular() || periodic.size() < quota.periodic();
    }

    /**
     * The year of one subject (Thông tư 22 Điều 9 khoản 1; Thông tư 58 Điều 10): of a scored one the average of both
     * terms, of a comment one the second term; a subject of one term has that term's result.
     */
    public final Result yearResult(SubjectResult subject) {
        if (subject.second() == Result.Gap.LEFT_OUT) {
            return subject.first();
        }
        if (subject.first() == Result.Gap.LEFT_OUT || subject.kind() == SubjectResult.Kind.COMMENT) {
            return subject.second();
        }
        return subject.first() instanceof Result.Score(var first)
                        && subject.second() instanceof Result.Score(var second)
                ? new Result.Score(yearAverage(first, second))
                : Result.Gap.PENDING;
    }

    /** Every subject's result of that period. */
    public final List<SubjectMark> results(PupilYear year, Period period) {
        var results = new ArrayList<SubjectMark>(year.subjects().size());
        for (var each : year.subjects()) {
            var result = switch (period) {
                case FIRST -> each.first();
                case SECOND -> each.second();
                case YEAR -> yearResult(each);
            };
            results.add(new SubjectMark(each.subject(), each.kind(), result));
        }
        return results;
    }

    /** Kết quả học tập, học lực (Thông tư 22 Điều 9; Thông tư 58 Điều 13) of a term or the year. */
    public final LearningResult level(PupilYear year, Period period) {
        return level(results(year, period), year.specialised());
    }

    /** The same after the summer: each new result replaces the year's (Thông tư 22 Điều 14; Thông tư 58 Điều 16). */
    public final LearningResult levelAgain(PupilYear year, Summer summer) {
        var eligible = Set.copyOf(eligible(year));
        var results = new ArrayList<SubjectMark>(year.subjects().size());
        for (var each : results(year, Period.YEAR)) {
            var again = eligible.contains(each.subject()) ? summer.retests().get(each.subject()) : null;
            if (again != null && !SubjectResult.fits(each.kind(), again)) {
                throw new IllegalArgumentException(each.subject() + " is assessed otherwise");
            }
            results.add(again == null ? each : new SubjectMark(each.subject(), each.kind(), again));
        }
        return level(results, year.specialised());
    }

    /** The subjects that may be assessed again (Thông tư 22 Điều 14; Thông tư 58 Điều 16). */
    public final List<String> eligible(PupilYear year) {
        return results(year, Period.YEAR).stream()
                .filter(each -> each.result() == Result.Verdict.NOT_YET
                        || (each.result() instanceof Result.Score(var tenths) && tenths < promotion.retestBelow()))
                .map(SubjectMark::subject)
                .toList();
    }

    /** Danh hiệu (Thông tư 22 Điều 15, for the year only; Thông tư 58 Điều 18, for terms too). */
    public final Optional<Title> title(PupilYear year, Period period) {
        var conduct = conduct(year, period);
        var learning = level(year, period);
        if (conduct.isEmpty()) {
            return Optional.empty();
        }
        return titles.stream()
                .filter(each -> period == Period.YEAR || each.terms())
                .filter(each -> learning.reaches(each.learning()) && reaches(conduct.get(), each.conduct()))
                .filter(each -> SubjectMark.from(results(year, period), each.bound()) >= each.count())
                .map(Rules.TitleRule::title)
                .findFirst();
    }

    /** Xét lên lớp, the first time (Thông tư 22 Điều 12 to 14; Thông tư 58 Điều 15 to 17; Thông tư 43 Điều 11 to 13). */
    public final Review review(PupilYear year) {
        var learning = level(year, Period.YEAR);
        var conduct = conduct(year, Period.YEAR);
        if (learning instanceof LearningResult.Open(var ground, var _) && ground != Ground.TOO_FEW_SUBJECTS) {
            return Review.of(PromotionOutcome.CHUA_DU_DU_LIEU, ground);
        }
        if (conduct.isEmpty()) {
            return Review.of(PromotionOutcome.CHUA_DU_DU_LIEU, Ground.CONDUCT_MISSING);
        }
        if (year.disabled()) {
            return Review.of(PromotionOutcome.CAN_QUYET_DINH, Ground.OWN_PLAN);
        }
        if (year.absences() > promotion.absences()) {
            return Review.of(PromotionOutcome.O_LAI_LOP, Ground.ABSENT_TOO_OFTEN);
        }
        if (!(learning instanceof LearningResult.Known known)) {
            return Review.of(PromotionOutcome.CAN_QUYET_DINH, Ground.TOO_FEW_SUBJECTS);
        }
        if (known.level() == LearningLevel.POOR) {
            return Review.of(PromotionOutcome.O_LAI_LOP, Ground.LEARNING_POOR);
        }
        var learns = known.reaches(promotion.learning());
        var behaves = reaches(conduct.get(), promotion.conduct());
        if (learns) {
            return behaves
                    ? Review.of(PromotionOutcome.LEN_LOP, Ground.ALL_MET)
                    : Review.of(PromotionOutcome.REN_LUYEN_HE, Ground.CONDUCT_NOT_YET);
        }
        if (behaves) {
            return new Review(PromotionOutcome.KIEM_TRA_LAI, List.of(Ground.LEARNING_NOT_YET), eligible(year), false);
        }
        return bothNotYet(year);
    }

    /** Neither is reached: the circular grants a second assessment to good conduct only, and says no more. */
    private Review bothNotYet(PupilYear year) {
        if (ruleset.chose("both-fail", "both")) {
            return new Review(PromotionOutcome.CA_HAI, List.of(Ground.BOTH_NOT_YET), eligible(year), true);
        }
        return new Review(
                ruleset.chose("both-fail", "principal") ? PromotionOutcome.CAN_QUYET_DINH : PromotionOutcome.O_LAI_LOP,
                List.of(Ground.BOTH_NOT_YET),
                List.of(),
                ruleset.choices().containsKey("both-fail"));
    }

    /** Xét lên lớp sau hè: only for whom the first review gave something to do. */
    public final Review reviewAgain(PupilYear year, Summer summer) {
        var before = review(year);
        var outcome = before.outcome();
        if (outcome != PromotionOutcome.KIEM_TRA_LAI
                && outcome != PromotionOutcome.REN_LUYEN_HE
                && outcome != PromotionOutcome.CA_HAI) {
            return before;
        }
        var learns = levelAgain(year, summer).reaches(promotion.learning());
        var trained = outcome == PromotionOutcome.KIEM_TRA_LAI ? Optional.<ConductLevel>empty() : summer.conduct();
        var behaves = trained.or(() -> conduct(year, Period.YEAR))
                .filter(each -> reaches(each, promotion.conduct()))
                .isPresent();
        if (learns && behaves) {
            return Review.of(PromotionOutcome.LEN_LOP, Ground.AFTER_SUMMER);
        }
        var waits = (!learns && !summer.retests().keySet().containsAll(before.eligible()))
                || (!behaves && summer.conduct().isEmpty());
        if (waits && !summer.closed()) {
            return new Review(PromotionOutcome.CHUA_DU_DU_LIEU, List.of(Ground.SUMMER_OPEN), before.eligible(), false);
        }
        var still = new ArrayList<Ground>();
        if (!learns) {
            still.add(Ground.STILL_LEARNING);
        }
        if (!behaves) {
            still.add(Ground.STILL_CONDUCT);
        }
        return new Review(PromotionOutcome.O_LAI_LOP, still, List.of(), false);
    }

    private static boolean reaches(ConductLevel level, ConductLevel wanted) {
        return level.compareTo(wanted) <= 0;
    }

    /** The conduct that counts for that period. */
    public abstract Optional<ConductLevel> conduct(PupilYear year, Period period);

    /** Whether so many passes of so many assessments make the term's verdict Đạt. */
    abstract boolean passes(int passed, int all, Result.Verdict last);

    /** The level that these results make. */
    abstract LearningResult level(List<SubjectMark> results, Set<String> specialised);
}
