package vn.sotruong.school.governance;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của việc quyết định một đề nghị. */
public sealed interface Deciding {
    /** It is decided, and if approved, carried out. */
    record Done() implements Deciding {}

    /** This person may not, or no longer; the proposal stands as it was. */
    record Refused(Reason reason) implements Deciding, Refusal {}

    /**
     * Approved, but its executor could not carry it out: nothing was changed but the note of it.
     *
     * @param reason a constant of the executor's room
     */
    record Failed(Enum<?> reason) implements Deciding, Refusal {}
}
