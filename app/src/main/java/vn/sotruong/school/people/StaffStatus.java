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
    LEFT;

    /** Whether somebody still belongs to the school, at work or suspended. */
    public boolean worksHere() {
        return this == WORKING || this == SUSPENDED;
    }
}
