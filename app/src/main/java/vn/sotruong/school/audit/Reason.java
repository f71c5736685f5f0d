package vn.sotruong.school.audit;

import vn.sotruong.ground.store.Weighty;

/** Vì sao không nhận lời xác nhận khôi phục. */
public enum Reason {
    /** Neither principal nor member of the board. */
    @Weighty
    NOT_ALLOWED,
    /** The number of the decision by which the school restored. */
    NO_DECISION,
    /** What had happened. */
    NO_REASON,
    /** No such restore, or it was confirmed already. */
    NOTHING_TO_CONFIRM,
    /** Somebody has asked already; that is read, and confirmed or withdrawn. */
    ANOTHER_WAITS,
    /** Whoever asks does not confirm. */
    @Weighty
    SAME_PERSON,
    /** One of the two is the principal, the other a member of the board. */
    @Weighty
    NOT_THE_TWO
}
