package vn.sotruong.school.results;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối. */
public enum Reason {
    @Weighty
    NOT_YOUR_CLASS,
    @Weighty
    NOT_YOUR_PUPIL,
    @Weighty
    NOT_IN_THIS_CAPACITY,
    @Weighty
    RESET_UNCONFIRMED,
    @Weighty
    NOT_THE_TEACHER,
    @Weighty
    NOT_THE_HOMEROOM_TEACHER,
    @Weighty
    NOT_THE_PRINCIPAL,
    @Weighty
    OWN_CLASS,
    @Weighty
    NOT_YOURS,
    @Weighty
    YEAR_CLOSED,
    NO_RULES,
    UNKNOWN_STEP,
    UNCHECKED,
    RESULTS_MISSING,
    CONDUCT_MISSING,
    TRAITS_MISSING,
    CLAUSE_MISSING,
    SUBJECTS_UNCONFIRMED,
    HOMEROOM_UNCONFIRMED,
    TERMS_UNCONFIRMED,
    ALREADY_CONFIRMED,
    @Weighty
    CHANGED_MEANWHILE,
    NO_OPEN_YEAR,
    NO_SUCH_QUESTION,
    NO_SUCH_ANSWER,
    SAME_ANSWER,
    DECISION_MISSING,
    TEXT_TOO_LONG,
    WAITS_ALREADY,
    NO_SUCH_CHOICE,
    @Weighty
    ALREADY_DECIDED,
    @Weighty
    NOT_ON_THE_BOARD,
    @Weighty
    NO_VALID_BOARD,
    @Weighty
    OWN_DECISION,
    CLAUSE_MALFORMED,
    NO_DECISION,
    LEVELS_MISSING,
    NOT_FALLING,
    BOUND_UNDER_FLOOR,
    BAD_COUNT;

    /** The key of its sentence. */
    public String key() {
        return "results.reason." + name();
    }
}
