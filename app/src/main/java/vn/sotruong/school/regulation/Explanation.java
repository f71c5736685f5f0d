package vn.sotruong.school.regulation;

import java.util.List;

/**
 * Vì sao: one sentence of why a level is what it is.
 *
 * @param level the level that was missed, or given
 * @param subjects whose results made it so
 * @param bound what was asked, in tenths; 0 where nothing was
 * @param count how many there are, where numbers count
 * @param needed how many were asked
 * @param article where it is written
 */
public record Explanation(
        Why why, LearningLevel level, List<String> subjects, int bound, int count, int needed, String article) {
    public Explanation {
        subjects = List.copyOf(subjects);
    }

    /** Lý do. */
    public enum Why {
        /** Đủ mọi điều kiện. */
        REACHED,
        /** Có môn dưới ngưỡng thấp nhất. */
        BELOW_FLOOR,
        /** Chưa đủ số môn ở ngưỡng cao. */
        TOO_FEW_HIGH,
        /** Môn nhận xét Chưa đạt. */
        COMMENT_NOT_PASSED,
        /** ĐTB các môn chưa tới. */
        MEAN_BELOW,
        /** Không môn nào trong các môn chính tới ngưỡng. */
        KEY_BELOW,
        /** Môn chuyên chưa tới ngưỡng. */
        SPECIALISED_BELOW,
        /** Điều chỉnh vì chỉ một môn kéo xuống. */
        ADJUSTED
    }

    /**
     * The key of its sentence, whose places are the level's word, the subjects' names, the bound as a mark, the count,
     * the number that was needed, and the article.
     */
    public String key() {
        return "regulation.why." + why.name();
    }
}
