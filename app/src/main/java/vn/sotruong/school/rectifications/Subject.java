package vn.sotruong.school.rectifications;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;

/** Phòng giữ nội dung: what the room that keeps a record knows of it, and how it writes it. */
public interface Subject {
    /** Which record. */
    Kind kind();

    /** Why this person may not ask for a change of it: not theirs, no such record, no such period. */
    Optional<? extends Enum<?>> refusal(Handle handle, Asker who, Item item);

    /** Whether the book still takes a change of it from this person alone, so that nobody needs to be asked. */
    boolean takes(Handle handle, Asker who, Item item);

    /** What the book holds; empty where nothing is committed. */
    Optional<Content> find(Handle handle, Item item);

    /** What may be asked for, with what stands there. */
    List<Field> fields(Handle handle, Language language, Item item, Optional<Content> there);

    /** Reads what was asked for. */
    Reading read(Handle handle, Item item, Optional<Content> there, Map<String, String> typed);

    /** Kết quả đọc. */
    sealed interface Reading {
        /** A content. */
        record Read(Content content) implements Reading {}

        /** None that the record could hold. */
        record Refused(Enum<?> reason) implements Reading {}
    }

    /**
     * Whether what a content is told in still means what it meant at that moment: a set of indicators may be published
     * anew, and its codes then name others.
     */
    default boolean means(Handle handle, Item item, Instant since) {
        return true;
    }

    /** Writes it, in the transaction of the people who agreed. */
    void write(Tx tx, Item item, Optional<Content> before, Content after, String staff, String why);

    /** The term whose book it changes. */
    int semester(Item item);

    /** Whether what was decided by it, as a promotion, is to be decided again. */
    boolean weighs(Item item);

    /** What the record is called. */
    String title(Handle handle, Language language, Item item);

    /** A content in words, one line each. */
    List<String> words(Handle handle, Language language, Item item, Content content);

    /** The page from which it is asked for. */
    String page(Item item);
}
