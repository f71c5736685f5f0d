package vn.sotruong.school.amendments;

import java.util.EnumSet;
import java.util.Set;

/** Lý do từ chối: each has its words in both languages. */
public enum Reason {
    /** No such request, or one that this visitor may not see. */
    NO_SUCH_REQUEST,
    /** The request has come to another state meanwhile. */
    NOT_NOW,
    /** The deed belongs to the other capacity. */
    NOT_IN_THIS_CAPACITY,
    /** An account that was reset and not confirmed in person yet. */
    NOT_IN_FULL_STANDING,
    /** The asker does not teach this subject in this class today. */
    NOT_YOUR_SHEET,
    /** No such sheet, pupil or column. */
    NO_SUCH_CELL,
    /** No words, or too many. */
    NO_WORDS,
    /** A value that the column does not take. */
    BAD_VALUE,
    /** A value that a test which knows no nought does not take. */
    FROM_ONE,
    /** A value that could mean two things. */
    DOUBTFUL,
    /** No value, and nobody said that it is to be deleted. */
    NO_VALUE,
    /** What is asked for stands there already. */
    NOTHING_NEW,
    /** The cell can still be typed into, or corrected, without asking. */
    NOT_NEEDED,
    /** A request about the cell waits already. */
    WAITS_ALREADY,
    /** The pupil brought a mark for this cell; it is corrected where it was given. */
    BROUGHT,
    /** No late drafts in this column. */
    NO_LATE_DRAFTS,
    /** The cell does not hold any more what the request names. */
    CHANGED,
    /** What was consented to is not what stands here. */
    NOT_WHAT_WAS_CONSENTED,
    /** Another value was typed than the one consented to. */
    OTHER_VALUE,
    /** A lock or the end of a window has come over it since: it needs more people. */
    STRICTER_NOW,
    /** Nobody decides on, directs or witnesses a request of their own. */
    OWN_REQUEST,
    /** Only the one whom the regulation names decides this. */
    NOT_THE_DECIDER,
    /** A deputy principal says what they think. */
    NOT_A_DEPUTY,
    /** A file that is no PDF, JPEG or PNG, is empty or too large. */
    BAD_PAPER,
    /** The superior's decision has neither number nor paper. */
    NO_DECISION_PAPER,
    /** Only who asked does this. */
    NOT_THE_REQUESTER,
    /** The consent is older than it may be. */
    LAPSED,
    /** Whoever consented does not hold that post any more. */
    CONSENT_NOT_VALID,
    /** The sitting has run out of time. */
    SITTING_OVER,
    /** The sitting is open at another machine. */
    SITTING_ELSEWHERE,
    /** Not everybody is there. */
    NOT_ALL_PRESENT,
    /** One person in two places. */
    SAME_PERSON,
    /** That place is taken. */
    ROLE_TAKEN,
    /** This person holds no post that sits there. */
    NOT_THIS_ROLE,
    /** Somebody who was there may not be any more. */
    WITNESS_NOT_VALID,
    /** A name or password that is not right. */
    WRONG_PASSWORD,
    /** Too many guesses. */
    TOO_MANY,
    /** The clerk, or a member of the board, keeps slips. */
    NOT_A_KEEPER;

    /** What a form lacks or holds wrongly is put right and sent again; nobody tried what they may not. */
    private static final Set<Reason> SLIPS = EnumSet.of(
            NO_WORDS,
            BAD_VALUE,
            FROM_ONE,
            DOUBTFUL,
            NO_VALUE,
            NOTHING_NEW,
            NOT_NEEDED,
            NO_LATE_DRAFTS,
            BAD_PAPER,
            NO_DECISION_PAPER);

    /** Whether it tells of an attempt that is to be kept. */
    boolean weighs() {
        return !SLIPS.contains(this);
    }
}
