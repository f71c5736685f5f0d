package vn.sotruong.school.people;

/** Trạng thái giáo viên, nhân viên. */
public enum StaffStatus {
    /** Đang làm việc. */
    WORKING,
    /** Tạm đình chỉ. */
    SUSPENDED,
    /** Đã chuyển công tác. */
    TRANSFERRED,
    /** Đã nghỉ việc. */
    LEFT
}
