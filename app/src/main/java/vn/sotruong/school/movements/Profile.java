package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Identifier;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;

/** Lý lịch tóm tắt: who a pupil is, as a transfer file or a paper says. */
public record Profile(
        VietnameseName name,
        LocalDate birthDate,
        Sex sex,
        @Nullable String ethnicity,
        @Nullable String code,
        @Nullable String citizenNumber) {
    private static final int OLDEST = 99;
    private static final int YOUNGEST = 0;

    static Profile of(Pupil pupil) {
        return new Profile(
                pupil.name(), pupil.birthDate(), pupil.sex(), pupil.ethnicity(), pupil.code(), pupil.citizenNumber());
    }

    /** What is wrong with it, on a day. */
    Optional<Reason> fault(LocalDate today) {
        if (birthDate.isAfter(today.minusYears(YOUNGEST)) || birthDate.isBefore(today.minusYears(OLDEST))) {
            return Optional.of(Reason.BIRTH_DATE_WRONG);
        }
        if (code != null && !Identifier.isCode(code)) {
            return Optional.of(Reason.CODE_MALFORMED);
        }
        return citizenNumber != null && !Identifier.isCitizenNumber(citizenNumber)
                ? Optional.of(Reason.CITIZEN_NUMBER_MALFORMED)
                : Optional.empty();
    }

    /** Whether this can be that pupil: born the same day, and the name the same but for its diacritics. */
    boolean isLike(Pupil pupil) {
        return pupil.birthDate().equals(birthDate) && pupil.name().searchKey().equals(name.searchKey());
    }

    Map<String, @Nullable Object> json() {
        var json = new HashMap<String, @Nullable Object>();
        json.put("family_name", name.family());
        json.put("given_name", name.given());
        json.put("birth_date", birthDate.toString());
        json.put("sex", sex.name());
        json.put("ethnicity", ethnicity);
        json.put("code", code);
        json.put("citizen_number", citizenNumber);
        return json;
    }

    /** Reads what {@link #json} wrote; throws IllegalArgumentException. */
    static Profile read(Content content) {
        content.exactly("birth_date", "citizen_number", "code", "ethnicity", "family_name", "given_name", "sex");
        try {
            return new Profile(
                    new VietnameseName(content.text("family_name"), content.text("given_name")),
                    LocalDate.parse(content.text("birth_date")),
                    Sex.valueOf(content.text("sex")),
                    content.findText("ethnicity"),
                    content.findText("code"),
                    content.findText("citizen_number"));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no date", e);
        }
    }
}
