package vn.sotruong.school.movements;

import vn.sotruong.ground.store.Tx;

/** Sau khi quyết định: a room that computes from a pupil's marks hears of what changes them, in its transaction. */
@FunctionalInterface
public interface AfterDecision {
    /** An exemption holds, earlier marks count, or the pupil sits in another class from now on. */
    void decided(Tx tx, String pupil);
}
