package vn.sotruong.school.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Học sinh.
 *
 * @param code mã học sinh (mã định danh của ngành); null until the upper database has given one
 * @param citizenNumber số định danh cá nhân, 12 digits
 */
public record Pupil(
        String id,
        @Nullable String code,
        @Nullable String citizenNumber,
        VietnameseName name,
        LocalDate birthDate,
        Sex sex,
        @Nullable String ethnicity,
        PupilStatus status) {
    public Pupil {
        if (code != null && !Identifier.isCode(code)) {
            throw new IllegalArgumentException("not a pupil's code");
        }
        if (citizenNumber != null && !Identifier.isCitizenNumber(citizenNumber)) {
            throw new IllegalArgumentException("not a citizen number");
        }
    }

    Pupil identified(String newCode) {
        return new Pupil(id, newCode, citizenNumber, name, birthDate, sex, ethnicity, status);
    }

    Pupil as(PupilStatus newStatus) {
        return new Pupil(id, code, citizenNumber, name, birthDate, sex, ethnicity, newStatus);
    }
}
