package vn.sotruong.school.gradebook;

import java.util.Arrays;
import java.util.Optional;

/** Lý do tự sửa: the list that a teacher picks from who corrects what they have just committed. */
public enum Slip {
    /** Gõ nhầm. */
    MISTYPED,
    /** Nhầm học sinh. */
    WRONG_PUPIL,
    /** Nhầm cột. */
    WRONG_COLUMN,
    /** Cộng sai điểm trên bài. */
    MISCOUNTED;

    static Optional<Slip> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }
}
