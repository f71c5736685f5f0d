package vn.sotruong.school.conduct;

import java.util.Optional;

/** Quy tắc: who may do what with conduct, records, comments and notes; pure. */
final class ConductPolicy {
    /** Việc. */
    enum Deed {
        /** Reads results, comments and records of the class and its pupils. */
        READ_CLASS,
        /** Types, commits, corrects and confirms results and comments. */
        GRADE,
        /** Enters a reward, a discipline or a proposal. */
        RECORD,
        /** Enters a violation. */
        VIOLATION,
        /** Grants or declines a proposed reward. */
        ANSWER_PROPOSAL,
        /** Enters a weekly remark for a subject taught in the class. */
        REMARK,
        /** Reads notes and weekly remarks. */
        READ_NOTES,
        /** Posts a note to the subject teachers. */
        POST_NOTE
    }

    /**
     * Tư cách đối với một lớp.
     *
     * @param administers whether the session is one of administration, which carries no right of the classroom
     * @param leads chủ nhiệm of the class
     * @param teaches a subject of the class
     * @param governs hiệu trưởng, phó hiệu trưởng
     * @param inspects reads only
     */
    record Standing(boolean administers, boolean leads, boolean teaches, boolean governs, boolean inspects) {}

    private ConductPolicy() {}

    static Optional<Reason> refusal(Deed deed, Standing standing) {
        if (standing.administers) {
            return Optional.of(Reason.NOT_AS_ADMINISTRATOR);
        }
        return switch (deed) {
            case READ_CLASS -> unless(standing.leads || standing.governs || standing.inspects, Reason.NOT_YOUR_CLASS);
            case GRADE, RECORD, POST_NOTE -> unless(standing.leads, Reason.NOT_THE_HOMEROOM_TEACHER);
            case VIOLATION -> unless(standing.leads || standing.teaches, Reason.NOT_A_TEACHER_OF_THE_CLASS);
            case REMARK -> unless(standing.teaches, Reason.NOT_A_TEACHER_OF_THE_CLASS);
            case ANSWER_PROPOSAL -> unless(standing.governs, Reason.NOT_THE_PRINCIPAL);
            case READ_NOTES ->
                unless(
                        standing.leads || standing.teaches || standing.governs || standing.inspects,
                        Reason.NOT_YOUR_CLASS);
        };
    }

    private static Optional<Reason> unless(boolean allowed, Reason reason) {
        return allowed ? Optional.empty() : Optional.of(reason);
    }
}
