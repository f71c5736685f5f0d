package vn.sotruong.school.governance;

import java.util.Optional;
import vn.sotruong.ground.web.Need;

/**
 * Chức năng được giao: what a grant may give. Leading, the board, administration, teaching and marks are never among
 * them: those come with a post, a decision of their own or an assignment.
 */
public enum Right {
    /** Văn thư, giáo vụ. */
    CLERK,
    /** Nhân sự. */
    PERSONNEL,
    /** Y tế. */
    MEDICAL,
    /** Điểm danh thay. */
    ATTENDANCE,
    /** Công việc được giao, with no function of the program behind it. */
    TASK;

    /** What it lets its holder open; empty for a mere task. */
    public Optional<Need> need() {
        return switch (this) {
            case CLERK -> Optional.of(Need.CLERK);
            case PERSONNEL -> Optional.of(Need.PERSONNEL);
            case MEDICAL -> Optional.of(Need.MEDICAL);
            case ATTENDANCE -> Optional.of(Need.ATTENDANCE);
            case TASK -> Optional.empty();
        };
    }
}
