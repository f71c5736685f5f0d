package vn.sotruong.ground.store;

import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.sync.bundle.Op;

/**
 * Giao dịch ghi: one actor, one moment, one handle. Rows of journalled tables are written here and nowhere else; each
 * write is a journal line and the row itself, which commit together.
 *
 * <p>Row maps hold every column but {@code seq}, with values String, Long or null.
 */
public final class Tx {
    private final Handle handle;
    private final Actor actor;
    private final Instant now;
    private final Instant wall;
    private final boolean suspect;
    private final Ids ids;
    private final long number;
    private final @Nullable Journal journal;
    private String about = "";

    Tx(Handle handle, Actor actor, Reading time, Ids ids, long number, @Nullable Journal journal) {
        this.handle = handle;
        this.actor = actor;
        this.now = time.now();
        this.wall = time.wall();
        this.suspect = time.suspect();
        this.ids = ids;
        this.number = number;
        this.journal = journal;
    }

    /**
     * Giờ của giao dịch.
     *
     * @param now for the lines: never before the newest one
     * @param wall what the clock said
     * @param suspect whether it said what no honest clock can say
     */
    record Reading(Instant now, Instant wall, boolean suspect) {}

    /** The handle for reading, and for writing to tables that keep no journal. */
    public Handle handle() {
        return handle;
    }

    public Actor actor() {
        return actor;
    }

    /** The one moment of this transaction: never before the newest line's. */
    public Instant now() {
        return now;
    }

    /** A new identifier. */
    public String newId() {
        return ids.next();
    }

    /** Says which record it is about, where the address of the form does not: should it be refused, the line names it. */
    public void about(String record) {
        about = record;
    }

    String about() {
        return about;
    }

    /** Adds a row. @return its journal number */
    public long create(Entity entity, Map<String, @Nullable Object> row) {
        return create(entity, row, null);
    }

    /** Adds a row, and says why it comes when it does. @return its journal number */
    public long create(Entity entity, Map<String, @Nullable Object> row, @Nullable String why) {
        return journal().write(this, entity, Op.CREATE, row, why);
    }

    /** Replaces the row of the same key by {@code row}, whole. @return its new journal number */
    public long amend(Entity entity, Map<String, @Nullable Object> row, @Nullable String why) {
        return journal().write(this, entity, Op.AMEND, row, why);
    }

    /** As {@link #amend}, for a change of status with its reason. */
    public long status(Entity entity, Map<String, @Nullable Object> row, @Nullable String why) {
        return journal().write(this, entity, Op.STATUS, row, why);
    }

    Instant wall() {
        return wall;
    }

    boolean suspect() {
        return suspect;
    }

    long number() {
        return number;
    }

    private Journal journal() {
        if (journal == null) {
            throw new IllegalStateException("this house keeps no journal");
        }
        return journal;
    }
}
