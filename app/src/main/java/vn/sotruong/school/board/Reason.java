package vn.sotruong.school.board;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối: why a board is not established, or a principal not changed. */
public enum Reason {
    TOO_FEW,
    TOO_MANY,
    TWICE,
    TASK_MISSING,
    TEXT_TOO_LONG,
    NUMBER_MISSING,
    NO_SUCH_PERSON,
    NOT_WORKING,
    PRINCIPAL_AMONG,
    BAD_DATES,
    NEEDS_TWO_MEMBERS,
    PAPER_MISSING,
    AUTHORITY_MISSING,
    ALREADY_PREPARED,
    NOTHING_PREPARED,
    @Weighty
    SAME_PERSON,
    @Weighty
    OWN_APPOINTMENT,
    ALREADY_PRINCIPAL,
    @Weighty
    CHANGED_MEANWHILE,
    @Weighty
    OTHER_PRINCIPAL_NOW,
    NOTHING_NEW,
    NOT_READ_AGAIN,
    SUPERIOR_DECIDES,
    DECISION_DAY,
    WORDS_OR_SCAN,
    WORDS_TOO_LONG,
    NOTHING_WAITS
}
