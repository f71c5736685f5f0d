package vn.sotruong.school.regulation;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Một môn của học sinh tiểu học ở cuối năm.
 *
 * @param level empty while it is missing; a subject that does not count is not there at all
 * @param test the end-of-year test in tenths, which is a whole number
 */
public record PrimarySubject(String subject, Optional<PrimaryLevel> level, OptionalInt test) {
    private static final Scale WHOLE = new Scale(0, 100, 10);

    public PrimarySubject {
        test.ifPresent(WHOLE::check);
    }
}
