package vn.sotruong.school.gradebook;

/** Đường sửa điểm: by which way the value of a cell may change now, the freest first. */
public enum Lane {
    /** Nháp: nothing was ever committed here, so its author types freely and commits. */
    DRAFT,
    /** Tự sửa ngay trong phiên: who committed it corrects it alone, with a reason, until they leave. */
    OWN,
    /** Phó hiệu trưởng chỉ đạo: the window is open, and a deputy principal directs the correction. */
    DIRECTED,
    /** Hiệu trưởng đồng ý, ba người cùng có mặt: a window has ended over it, or a lock. */
    WITNESSED,
    /** Sổ đã khóa: as the one before, and the book is printed again. */
    CLOSED
}
