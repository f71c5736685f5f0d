package vn.sotruong.school.closing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Bản in của một sổ.
 *
 * @param serial which print of that book it is, from 1
 * @param digest SHA-256 of what was printed, without the moment of printing
 * @param attachment where the file lies
 * @param sha256 of the file
 * @param staff who printed it
 * @param replaces the print that it takes the place of
 * @param supersededAt when it lost its force; null while it holds
 * @param why why it lost it
 */
public record Print(
        String id,
        String homeroom,
        int semester,
        int serial,
        String digest,
        String attachment,
        String sha256,
        int pages,
        String staff,
        Instant at,
        @Nullable String replaces,
        @Nullable Instant supersededAt,
        @Nullable String why) {
    /** Whether it still says what the book says. */
    public boolean valid() {
        return supersededAt == null;
    }

    Print superseded(Instant now, String reason) {
        return new Print(
                id, homeroom, semester, serial, digest, attachment, sha256, pages, staff, at, replaces, now, reason);
    }
}
