package vn.sotruong.school.told;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Người kể: a room that tells what was done with what it keeps. */
public interface Teller {
    /** Of what kinds. */
    Set<Kind> kinds();

    /**
     * What was done in a school year, in any order.
     *
     * @param homerooms ids of the year's classes
     */
    List<Telling> tell(Handle handle, String year, Set<String> homerooms);
}
