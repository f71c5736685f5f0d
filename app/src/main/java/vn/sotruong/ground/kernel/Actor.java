package vn.sotruong.ground.kernel;

/**
 * Người thực hiện: whose act a write is. Never a name: the account's id and a short mark of the session, as they stand
 * in every journal line.
 *
 * @param account id of the account, or {@code house} for the program's own work
 * @param session short mark of the session (not its secret), or the name of the job
 * @param capacity in what capacity it is done
 */
public record Actor(String account, String session, Capacity capacity) {
    public Actor {
        if (account.isBlank() || session.isBlank()) {
            throw new IllegalArgumentException("an actor has an account and a session");
        }
    }

    /** Somebody at their ordinary work. */
    public Actor(String account, String session) {
        this(account, session, Capacity.USE);
    }

    /** The program itself, at work on the named job. */
    public static Actor house(String job) {
        return new Actor("house", job, Capacity.HOUSE);
    }
}
