package vn.sotruong.school.roll;

/** Tổ chuyên môn: the teachers of related subjects. */
public record Department(String id, String name, State state) {
    /** Trạng thái. */
    public enum State {
        /** Đang hoạt động. */
        OPEN,
        /** Đã giải thể. */
        CLOSED
    }
}
