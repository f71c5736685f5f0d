package vn.sotruong.school.admission;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;

/** Học sinh chờ nhập: a row whose every cell could be read. */
public record Candidate(
        VietnameseName name,
        LocalDate birthDate,
        Sex sex,
        @Nullable String ethnicity,
        @Nullable String code,
        @Nullable String citizenNumber,
        Homeroom homeroom) {
    /** Whether the same person may be meant: same name, same birth date, and no identifier that says otherwise. */
    boolean mayBe(VietnameseName otherName, LocalDate born, @Nullable String otherCode, @Nullable String otherNumber) {
        return birthDate.equals(born)
                && name.sortKey().equals(otherName.sortKey())
                && !differ(code, otherCode)
                && !differ(citizenNumber, otherNumber);
    }

    boolean mayBe(Pupil pupil) {
        return mayBe(pupil.name(), pupil.birthDate(), pupil.code(), pupil.citizenNumber());
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }
}
