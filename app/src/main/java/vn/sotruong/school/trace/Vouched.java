package vn.sotruong.school.trace;

import java.time.Instant;

/**
 * Mốc neo: somebody outside of this machine holds the chain up to a line.
 *
 * @param name the receipt's number, or the medium's set
 * @param seq the last line that is covered
 */
public record Vouched(Kind kind, String name, Instant at, long seq) {
    /** Loại. */
    public enum Kind {
        /** Biên nhận của cơ quan quản lý. */
        RECEIPT,
        /** USB hoặc đĩa đã kiểm lại sau khi ghi. */
        MEDIUM
    }
}
