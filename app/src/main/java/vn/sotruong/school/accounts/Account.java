package vn.sotruong.school.accounts;

/**
 * Tài khoản của một người.
 *
 * @param staff whose it is, for good; an inspector's own id where {@code inspector}
 * @param inspector whether it is somebody's who inspects here and works elsewhere
 */
public record Account(String id, String staff, boolean inspector, String username, State state) {
    /** Trạng thái tài khoản. */
    public enum State {
        /** Its one-time code has been printed and not yet replaced by a password. */
        ISSUED,
        ACTIVE,
        LOCKED,
        /** The person has left; the name is never given again. */
        RETIRED
    }

    Account as(State next) {
        return new Account(id, staff, inspector, username, next);
    }
}
