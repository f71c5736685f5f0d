package vn.sotruong.school.movements;

import java.util.Set;
import vn.sotruong.school.people.PupilStatus;

/** Loại biến động. */
public enum Kind {
    /** Chuyển lớp: another class of the same grade; marks stay where they were given. */
    CLASS_MOVE,
    /** Chuyển đi trường khác. */
    TRANSFER_OUT,
    /** Chuyển đến từ trường khác. */
    TRANSFER_IN,
    /** Thôi học, at the family's request. */
    WITHDRAWAL,
    /** Bỏ học. */
    DROP_OUT,
    /** Bảo lưu, nghỉ dài: keeps the place in the class. */
    PAUSE,
    /** Học lại: the same record goes on. */
    RETURN;

    /** Whether a pupil of that status can be moved so. */
    boolean fits(PupilStatus status) {
        return switch (this) {
            case CLASS_MOVE, PAUSE -> status == PupilStatus.STUDYING;
            case TRANSFER_OUT, WITHDRAWAL, DROP_OUT -> status == PupilStatus.STUDYING || status == PupilStatus.PAUSED;
            case RETURN ->
                Set.of(PupilStatus.PAUSED, PupilStatus.TRANSFERRED, PupilStatus.DROPPED_OUT)
                        .contains(status);
            case TRANSFER_IN ->
                Set.of(PupilStatus.TRANSFERRED, PupilStatus.DROPPED_OUT).contains(status);
        };
    }

    /** Whether the form names another school. */
    boolean namesSchool() {
        return this == TRANSFER_OUT || this == TRANSFER_IN;
    }

    /** Whether the form names a class. */
    boolean namesHomeroom() {
        return this == CLASS_MOVE || this == TRANSFER_IN || this == RETURN;
    }

    /** What the pupil is to the school afterwards. */
    PupilStatus status() {
        return switch (this) {
            case CLASS_MOVE, TRANSFER_IN, RETURN -> PupilStatus.STUDYING;
            case TRANSFER_OUT -> PupilStatus.TRANSFERRED;
            case WITHDRAWAL, DROP_OUT -> PupilStatus.DROPPED_OUT;
            case PAUSE -> PupilStatus.PAUSED;
        };
    }
}
