package vn.sotruong.school.closing;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Việc còn treo: what other rooms still have open in the book of a class and term, so that it cannot be closed. */
@FunctionalInterface
public interface Obstacles {
    List<Obstacle> of(Handle handle, String homeroom, int semester);

    /**
     * Việc chưa xong.
     *
     * @param key of the sentence that says what is to be done
     * @param link to the page where it is listed; empty where there is none
     */
    record Obstacle(String key, int count, String link) {}
}
