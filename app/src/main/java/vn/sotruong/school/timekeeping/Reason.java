package vn.sotruong.school.timekeeping;

import vn.sotruong.ground.store.Weighty;

/** Vì sao không nhận lời xác nhận giờ. */
public enum Reason {
    /** Neither principal nor member of the board. */
    @Weighty
    NOT_ALLOWED,
    /** A moment as people write it: 22/11/2026 09:15. */
    NO_TIME,
    /** Why the clock is wrong is part of the record. */
    NO_REASON,
    /** Nobody has said what time it is, or that was too long ago. */
    NOTHING_STATED,
    /** Somebody else has said another time since; it is read first. */
    ANOTHER_WAITS,
    /** The one who says it cannot also confirm it. */
    @Weighty
    SAME_PERSON,
    /** One of the two must be a member of the board. */
    @Weighty
    NO_MEMBER
}
