package vn.sotruong.school.regulation;

import java.util.List;

/**
 * Nội dung của một bộ quy định: thresholds, weights, counts, titles and limits, as its file has them. Bounds are in
 * tenths. How they are used is the business of the circular's class.
 */
public sealed interface Rules {
    /** Thông tư 22. */
    record SecondaryRules(
            Scale scale,
            Arithmetic arithmetic,
            int fewest,
            List<LevelRule> levels,
            List<Adjustment> adjustments,
            List<TitleRule> titles,
            PromotionRule promotion)
            implements Rules {
        public SecondaryRules {
            levels = List.copyOf(levels);
            adjustments = List.copyOf(adjustments);
            titles = List.copyOf(titles);
        }
    }

    /** Thông tư 58, in either form. */
    record MeanRules(
            Scale scale,
            Arithmetic arithmetic,
            List<String> keySubjects,
            List<MeanRule> levels,
            List<Adjustment> adjustments,
            List<TitleRule> titles,
            PromotionRule promotion)
            implements Rules {
        public MeanRules {
            keySubjects = List.copyOf(keySubjects);
            levels = List.copyOf(levels);
            adjustments = List.copyOf(adjustments);
            titles = List.copyOf(titles);
        }
    }

    /** Thông tư 43: the levels stand in a clause that a person enters. */
    record ContinuingRules(
            Scale scale,
            Arithmetic arithmetic,
            List<Adjustment> adjustments,
            List<TitleRule> titles,
            PromotionRule promotion)
            implements Rules {
        public ContinuingRules {
            adjustments = List.copyOf(adjustments);
            titles = List.copyOf(titles);
        }
    }

    /** Thông tư 27. */
    record PrimaryRules(Scale scale, List<TestRule> tests, List<Trait> traits, List<PrimaryRule> results)
            implements Rules {
        public PrimaryRules {
            tests = List.copyOf(tests);
            traits = List.copyOf(traits);
            results = List.copyOf(results);
        }
    }

    /** Giáo dục mầm non. */
    record PreschoolRules(List<Domain> nursery, List<Domain> kindergarten, String indicators) implements Rules {
        public PreschoolRules {
            nursery = List.copyOf(nursery);
            kindergarten = List.copyOf(kindergarten);
        }
    }

    /** Quy định cũ: named, so that a year can say what governed it; its results are typed. */
    record ByHandRules() implements Rules {}

    /**
     * Một mức theo số môn.
     *
     * @param floor what every scored subject reaches
     * @param bound what {@code count} scored subjects reach
     * @param failures how many comment subjects may be Chưa đạt
     */
    record LevelRule(LearningLevel level, int floor, int bound, int count, int failures) {
        public LevelRule {
            Scale.OF_TEN.check(floor);
            Scale.OF_TEN.check(bound);
            if (count < 0 || failures < 0) {
                throw new IllegalArgumentException("a count is no debt");
            }
        }
    }

    /**
     * Một loại theo ĐTB các môn.
     *
     * @param key what one of the key subjects reaches; 0 for no such condition
     * @param passed whether every comment subject must be Đ
     */
    record MeanRule(LearningLevel level, int mean, int key, int floor, boolean passed) {}

    /**
     * Điều chỉnh vì một môn.
     *
     * @param reached the level without that one subject's result
     * @param fell the level with it
     * @param given the level after the adjustment
     */
    record Adjustment(LearningLevel reached, LearningLevel fell, LearningLevel given) {}

    /**
     * Một danh hiệu, best first.
     *
     * @param bound what {@code count} scored subjects reach
     * @param terms whether it is given each term too
     */
    record TitleRule(Title title, LearningLevel learning, ConductLevel conduct, int bound, int count, boolean terms) {}

    /**
     * Điều kiện lên lớp.
     *
     * @param absences the most that still allow it
     * @param retestBelow a year average under this may be assessed again
     */
    record PromotionRule(LearningLevel learning, ConductLevel conduct, int absences, int retestBelow) {}

    /**
     * Bài kiểm tra định kỳ.
     *
     * @param midterm the grades that also take it in the middle of both terms
     */
    record TestRule(String subject, List<Integer> grades, List<Integer> midterm) {
        public TestRule {
            grades = List.copyOf(grades);
            midterm = List.copyOf(midterm);
        }
    }

    /** Kết quả giáo dục cuối năm: the least subject, the least trait and the least test of it. */
    record PrimaryRule(PrimaryResult result, PrimaryLevel subject, TraitLevel trait, int test) {}

    /** Lĩnh vực phát triển. */
    record Domain(String id, String name) {}

    /**
     * Cách tính điểm trung bình.
     *
     * @param periodBounds periods a year up to which each of {@code regularCounts} holds; the last count has no bound
     * @param periodicCount how many periodic assessments a term has
     * @param commentCount regular assessments of a comment subject; 0 if by periods too
     */
    record Arithmetic(
            List<Integer> periodBounds,
            List<Integer> regularCounts,
            int periodicCount,
            int commentCount,
            int regularWeight,
            int periodicWeight,
            int finalWeight,
            int firstWeight,
            int secondWeight) {
        public Arithmetic {
            periodBounds = List.copyOf(periodBounds);
            regularCounts = List.copyOf(regularCounts);
            if (regularCounts.size() != periodBounds.size() + 1
                    || Math.min(Math.min(regularWeight, periodicWeight), Math.min(finalWeight, firstWeight)) < 1
                    || secondWeight < 1) {
                throw new IllegalArgumentException("no arithmetic");
            }
        }

        int regularCount(int periodsAYear) {
            if (periodsAYear <= 0) {
                throw new IllegalArgumentException("a subject has periods");
            }
            var step = 0;
            while (step < periodBounds.size() && periodsAYear > periodBounds.get(step)) {
                step++;
            }
            return regularCounts.get(step);
        }

        int term(List<Integer> regular, List<Integer> periodic, int last) {
            var sum = regularWeight * sum(regular) + periodicWeight * sum(periodic) + finalWeight * checked(last);
            return halfUp(sum, regularWeight * regular.size() + periodicWeight * periodic.size() + finalWeight);
        }

        int year(int first, int second) {
            return halfUp(firstWeight * checked(first) + secondWeight * checked(second), firstWeight + secondWeight);
        }

        private static int sum(List<Integer> marks) {
            var sum = 0;
            for (int mark : marks) {
                sum += checked(mark);
            }
            return sum;
        }

        private static int checked(int tenths) {
            return Scale.OF_TEN.check(tenths);
        }

        /** One decimal, half up, with whole numbers only. */
        static int halfUp(int sum, int count) {
            return Math.floorDiv(2 * sum + count, 2 * count);
        }
    }
}
