package vn.sotruong.school.primary;

import java.util.Optional;

/** Quy tắc: who may do what with qualities and competencies; pure. */
final class PrimaryPolicy {
    /**
     * Tư cách đối với một lớp.
     *
     * @param administers whether the session is one of administration, which carries no right of the classroom
     * @param leads chủ nhiệm of the class
     * @param governs hiệu trưởng, phó hiệu trưởng
     * @param inspects reads only
     */
    record Standing(boolean administers, boolean leads, boolean governs, boolean inspects) {}

    private PrimaryPolicy() {}

    static Optional<Reason> reading(Standing standing) {
        if (standing.administers) {
            return Optional.of(Reason.NOT_AS_ADMINISTRATOR);
        }
        return standing.leads || standing.governs || standing.inspects
                ? Optional.empty()
                : Optional.of(Reason.NOT_YOUR_CLASS);
    }

    static Optional<Reason> writing(Standing standing) {
        if (standing.administers) {
            return Optional.of(Reason.NOT_AS_ADMINISTRATOR);
        }
        return standing.leads ? Optional.empty() : Optional.of(Reason.NOT_THE_HOMEROOM_TEACHER);
    }
}
