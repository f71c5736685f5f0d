package vn.sotruong.school.rollover;

/** Đường đi của một học sinh khi năm học kết thúc. */
public enum Way {
    /** Lên lớp. */
    UP,
    /** Ở lại lớp. */
    STAYS,
    /** Hoàn thành cấp học. */
    FINISHES,
    /** Vào danh sách chờ kết quả hè. */
    HELD,
    /** Không xét, không xếp lớp. */
    LEAVES,
    /** Chưa xét xong: nothing can be rolled. */
    UNDECIDED
}
