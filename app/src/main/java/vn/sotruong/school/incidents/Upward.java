package vn.sotruong.school.incidents;

/** Báo lên cấp trên: how far a line has come on its way, as the room that sends says. */
@FunctionalInterface
public interface Upward {
    /** Chặng. */
    enum State {
        /** Chưa nối với cơ quan nào: it stays here until the school is enrolled. */
        ALONE,
        /** Chờ đóng gói. */
        WAITING,
        /** Đã niêm phong, đang gửi. */
        SEALED,
        /** Nơi nhận đã ký nhận. */
        RECEIVED
    }

    State state(long seq);
}
