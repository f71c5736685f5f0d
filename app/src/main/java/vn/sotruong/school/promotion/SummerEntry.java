package vn.sotruong.school.promotion;

import java.util.Optional;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.Result;

/**
 * Một kết quả trong hè: of a subject that was assessed again, or of training.
 *
 * @param subject empty for training
 * @param value tenths, D or C of a subject; T, K, D or C of training
 */
public record SummerEntry(String pupil, String subject, String value, String by, String at) {
    /** Rèn luyện: no subject. */
    static final String TRAINING = "";

    Result result() {
        return switch (value) {
            case "D" -> Result.Verdict.PASSED;
            case "C" -> Result.Verdict.NOT_YET;
            default -> new Result.Score(Integer.parseInt(value));
        };
    }

    Optional<ConductLevel> level() {
        return ConductLevel.find(value);
    }
}
