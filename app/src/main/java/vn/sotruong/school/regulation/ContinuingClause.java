package vn.sotruong.school.regulation;

import java.util.List;
import java.util.Optional;

/**
 * Điều khoản do người nhập: the thresholds of levels that the released rules leave empty, with the number of the decision
 * by which the school took them from the signed text.
 *
 * @param fewest under so many scored subjects a person decides
 * @param levels Tốt, Khá, Đạt, in this order
 */
public record ContinuingClause(String decision, int fewest, List<Rules.LevelRule> levels) {
    private static final List<LearningLevel> ORDER =
            List.of(LearningLevel.GOOD, LearningLevel.FAIR, LearningLevel.PASSED);

    public ContinuingClause {
        decision = decision.strip();
        levels = List.copyOf(levels);
        refuse(decision, fewest, levels).ifPresent(fault -> {
            throw new IllegalArgumentException(fault.name());
        });
    }

    /** Vì sao chưa dùng được. */
    public enum Fault {
        /** Thiếu số quyết định. */
        NO_DECISION,
        /** Thiếu mức. */
        LEVELS_MISSING,
        /** Mức sau cao hơn mức trước. */
        NOT_FALLING,
        /** Ngưỡng chung thấp hơn ngưỡng thấp nhất. */
        BOUND_UNDER_FLOOR,
        /** Số môn không hợp lẽ. */
        BAD_COUNT;

        /** The key of its sentence. */
        public String key() {
            return "regulation.clause." + name();
        }
    }

    /** What is wrong with such a clause, if anything is. */
    public static Optional<Fault> refuse(String decision, int fewest, List<Rules.LevelRule> levels) {
        if (decision.isBlank()) {
            return Optional.of(Fault.NO_DECISION);
        }
        if (!levels.stream().map(Rules.LevelRule::level).toList().equals(ORDER)) {
            return Optional.of(Fault.LEVELS_MISSING);
        }
        for (var i = 0; i < levels.size(); i++) {
            var rule = levels.get(i);
            if (rule.bound() < rule.floor()) {
                return Optional.of(Fault.BOUND_UNDER_FLOOR);
            }
            if (rule.count() < 1 || rule.count() > fewest) {
                return Optional.of(Fault.BAD_COUNT);
            }
            if (i > 0
                    && (rule.floor() > levels.get(i - 1).floor()
                            || rule.bound() > levels.get(i - 1).bound())) {
                return Optional.of(Fault.NOT_FALLING);
            }
        }
        return Optional.empty();
    }

    /** As it is stored. */
    public String text() {
        return RulesReader.write(this);
    }

    /** The clause that was stored. */
    public static ContinuingClause read(String text) {
        try {
            return RulesReader.read(text, ContinuingClause.class);
        } catch (RulesReader.Unreadable e) {
            throw new IllegalArgumentException("no clause was stored here", e);
        }
    }
}
