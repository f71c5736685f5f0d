package vn.sotruong.school.told;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.ChangeLine;

/**
 * Một việc được kể.
 *
 * @param seq the journal's line
 * @param account whose session wrote it
 * @param author staff id, in whose name it was done; empty for whoever wrote it
 * @param homeroom its id; empty where it is of no class
 * @param subject its id; empty where it is of no subject
 * @param semester 1, 2 or 3; 0 for the whole year
 * @param pupil null where it is of nobody
 * @param what of them it was
 * @param why in the words of whoever did it
 */
public record Telling(
        Kind kind,
        long seq,
        Instant at,
        String account,
        String author,
        String homeroom,
        String subject,
        int semester,
        @Nullable String pupil,
        Said what,
        Said before,
        Said after,
        String why) {

    /** About what that line wrote. */
    public static Telling of(Kind kind, ChangeLine line, Place place, String author, Change change, String why) {
        return new Telling(
                kind,
                line.seq(),
                Instant.parse(line.at()),
                line.act(),
                author,
                place.homeroom,
                place.subject,
                place.semester,
                place.pupil,
                change.what,
                change.before,
                change.after,
                why);
    }

    /** Nơi: the class, the subject, the term and the pupil. */
    public record Place(
            String homeroom,
            String subject,
            int semester,
            @Nullable String pupil) {}

    /** Thay đổi: of what, from what, to what. */
    public record Change(Said what, Said before, Said after) {}
}
