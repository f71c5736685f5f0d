package vn.sotruong.school.identifiers;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Identifier;
import vn.sotruong.school.people.Sex;

/**
 * Một dòng của tệp.
 *
 * @param number as the file's edge shows it
 * @param code as it stands in the file
 * @param flaw what a spreadsheet has done to it
 */
record CodeRow(
        int number,
        String code,
        Identifier.Flaw flaw,
        String name,
        @Nullable LocalDate birthDate,
        @Nullable Sex sex) {}
