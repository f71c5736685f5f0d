package vn.sotruong.school.closing;

/** Việc đóng sổ: what somebody does towards closing a book. */
enum Deed {
    PROPOSE(Stage.PROPOSED),
    RETURN(Stage.OPEN),
    DECIDE(Stage.DECIDED),
    CLOSE(Stage.CLOSED),
    PRINT(Stage.PRINTED),
    SIGN(Stage.PRINTED),
    SIGN_CLASS(Stage.SIGNED),
    APPROVE(Stage.APPROVED),
    ARCHIVE(Stage.ARCHIVED);

    private final Stage after;

    Deed(Stage after) {
        this.after = after;
    }

    /** How far the book has come by it. */
    Stage after() {
        return after;
    }

    /** Whether something must be said with it: a reason, a number, a place. */
    boolean says() {
        return switch (this) {
            case PROPOSE, RETURN, DECIDE, ARCHIVE -> true;
            case CLOSE, PRINT, SIGN, SIGN_CLASS, APPROVE -> false;
        };
    }
}
