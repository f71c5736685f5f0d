package vn.sotruong.school.governance;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của việc đề nghị. */
public sealed interface Proposing {
    /** It waits for a decision. */
    record Waiting(String id) implements Proposing {}

    /** Nothing was written. */
    record Refused(Reason reason) implements Proposing, Refusal {}
}
