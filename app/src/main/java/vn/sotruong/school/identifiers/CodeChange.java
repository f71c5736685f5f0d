package vn.sotruong.school.identifiers;

/**
 * Thay mã gắn nhầm: asked for by one, decided by another; the old code stays to be seen.
 *
 * @param newCode empty when the right code is not known yet
 * @param document of the office that issues codes
 * @param decidedBy empty while it waits
 */
record CodeChange(
        String id,
        Kind kind,
        String subject,
        String oldCode,
        String newCode,
        String document,
        String why,
        String askedBy,
        String askedAt,
        State state,
        String decidedBy,
        String decidedAt) {
    /** Trạng thái. */
    enum State {
        ASKED,
        DONE,
        REFUSED
    }

    CodeChange decided(State to, String by, String at) {
        return new CodeChange(id, kind, subject, oldCode, newCode, document, why, askedBy, askedAt, to, by, at);
    }
}
