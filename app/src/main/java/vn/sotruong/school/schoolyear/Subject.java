package vn.sotruong.school.schoolyear;

/**
 * Môn học.
 *
 * @param id a short word that never changes, such as {@code toan}
 * @param position its place on every form, from 1
 */
public record Subject(String id, String name, Kind kind, int position) {
    /** Hình thức đánh giá (Thông tư 22/2021/TT-BGDĐT, Điều 5). */
    public enum Kind {
        /** Nhận xét kết hợp điểm số. */
        SCORED,
        /** Chỉ nhận xét: Đạt, Chưa đạt. */
        COMMENT
    }
}
