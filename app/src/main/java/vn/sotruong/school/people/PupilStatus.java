package vn.sotruong.school.people;

/** Trạng thái học sinh. Whoever goes changes status only; the record stays. */
public enum PupilStatus {
    /** Đang học. */
    STUDYING,
    /** Bảo lưu, tạm nghỉ dài. */
    PAUSED,
    /** Đã chuyển trường. */
    TRANSFERRED,
    /** Thôi học. */
    DROPPED_OUT,
    /** Hoàn thành cấp học. */
    FINISHED
}
