package vn.sotruong.school.amendments;

import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.gradebook.Sheet;

/** Ảnh hưởng: what results are, and what they would be with other values in the book. */
public interface Effects {
    /**
     * Một kết quả trước và sau.
     *
     * @param pupil the pupil's id
     * @param what a message key
     * @param before in words; a dash for none
     * @param after likewise
     */
    record Effect(String pupil, String what, String before, String after) {}

    /** What these cells change for each of their pupils. */
    List<Effect> of(Handle handle, Sheet sheet, List<Wanted> cells);
}
