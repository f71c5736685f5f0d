package vn.sotruong.school.appliance;

/** Vì sao không được. */
public enum Reason {
    /** This machine is no appliance. */
    NO_BOX,
    /** The file is no longer there, or another one lies in its place. */
    GONE,
    NOT_LET_IN,
    NOT_ADMIN,
    /** The one who asks does not confirm. */
    OWN_WISH,
    NOT_CONFIRMING,
    /** One update after the other. */
    ANOTHER_WAITS,
    NO_SUCH_WISH,
    ALREADY_DECIDED;

    /** The sentence about it. */
    public String key() {
        return "appliance.reason." + name();
    }
}
