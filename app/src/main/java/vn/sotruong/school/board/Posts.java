package vn.sotruong.school.board;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Chức vụ: who holds which post on a day, as the room that keeps the posts says. */
@FunctionalInterface
public interface Posts {
    /** The posts in force. */
    List<Held> inForce(Handle handle, LocalDate on);

    /**
     * A post that somebody holds.
     *
     * @param staff the holder's id
     * @param decision number of the decision that gave it
     */
    record Held(String staff, Kind kind, String decision) {}

    /** Loại chức vụ. */
    enum Kind {
        /** Hiệu trưởng. */
        PRINCIPAL,
        /** Phó hiệu trưởng. */
        VICE_PRINCIPAL,
        /** Thành viên ban quản trị. */
        BOARD,
        /** Quản trị viên. */
        ADMIN,
        /** Văn thư. */
        CLERK,
        /** Nhân sự. */
        PERSONNEL,
        /** Y tế. */
        MEDICAL
    }
}
