package vn.sotruong.ground.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Kín tiếng: what failed is told without the values it was given, for exceptions end in the log and values are names. */
public final class Discreet {
    private Discreet() {}

    /** Keeps statements and their arguments out of the texts of exceptions. */
    public static Jdbi of(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }
}
