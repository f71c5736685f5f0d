package vn.sotruong.ground.web;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Người gác cửa: knows who holds a session. The room that keeps accounts is one; it also serves {@link #SIGN_IN},
 * {@link #SIGN_OUT} and {@link #PASSWORD}.
 */
public interface Doorkeeper {
    /** Where somebody without a session is sent; takes {@code ?next=}. */
    String SIGN_IN = "/sign-in";

    /** Ends the session (POST). */
    String SIGN_OUT = "/sign-out";

    /** Where somebody who still holds the first password is sent. */
    String PASSWORD = "/password";

    /** Locks the screen, and shows the page that opens it again; takes {@code ?next=}. */
    String LOCK = "/lock";

    /** Changes the capacity in which somebody who has both acts (POST). */
    String CAPACITY = "/capacity";

    /** The holder of a session that is neither ended nor expired; the visit counts as activity. */
    Optional<Visitor> find(SessionToken token);

    /**
     * The same for what a page's script asks by itself: nobody is there, and the session goes on to run out. A doorkeeper
     * that does not count activity need not tell the two apart.
     */
    default Optional<Visitor> glance(SessionToken token) {
        return find(token);
    }

    /** The same, as the state that {@code handle} reads says: asked by each write, in its transaction. No activity. */
    Optional<Visitor> findAgain(Handle handle, SessionToken token);

    /** Somebody who is signed in wanted to write where they may not. */
    default void turnedAway(Visitor visitor, Enum<?> reason) {}

    /** Who the same person would be in the capacity in which they do not act now; empty where they have one only. */
    default Optional<Visitor> elsewhere(SessionToken token) {
        return Optional.empty();
    }

    /** Knows nobody: for a house where nobody can sign in yet. */
    static Doorkeeper ofNobody() {
        return new Doorkeeper() {
            @Override
            public Optional<Visitor> find(SessionToken token) {
                return Optional.empty();
            }

            @Override
            public Optional<Visitor> findAgain(Handle handle, SessionToken token) {
                return Optional.empty();
            }
        };
    }
}
