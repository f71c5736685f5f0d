package vn.sotruong.school.schoolyear;

import org.jspecify.annotations.Nullable;

/**
 * Điểm trường: a place where the school teaches.
 *
 * @param main whether it is the main one (cơ sở chính); there is one at most
 */
public record Campus(String id, String name, @Nullable String address, boolean main, State state) {
    /** Trạng thái. */
    public enum State {
        /** Đang hoạt động. */
        OPEN,
        /** Đã ngừng; classes of earlier years still name it. */
        CLOSED
    }

    /** As it is from now on. */
    public Campus as(State newState) {
        return new Campus(id, name, address, main && newState == State.OPEN, newState);
    }
}
