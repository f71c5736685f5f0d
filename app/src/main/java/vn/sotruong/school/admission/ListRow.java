package vn.sotruong.school.admission;

import java.util.Map;
import java.util.Optional;
import vn.sotruong.school.workbook.ExcelCell;

/**
 * Dòng trong danh sách: what the file says of one pupil.
 *
 * @param tab the sheet's name; empty when the file has one list only
 * @param number the row's number in the sheet
 * @param found what stands under each heading, with its address
 * @param fallbackHomeroom the sheet's name, where the list has no column for the class
 */
record ListRow(String tab, int number, Map<Field, Found> found, Optional<String> fallbackHomeroom) {
    ListRow {
        found = Map.copyOf(found);
    }

    /** A cell and its address. */
    record Found(String address, ExcelCell cell) {}

    Found get(Field field) {
        var here = found.get(field);
        return here == null ? new Found(String.valueOf(number), new ExcelCell.Blank()) : here;
    }

    boolean has(Field field) {
        return found.containsKey(field);
    }

    String shown(Field field) {
        return get(field).cell().shown();
    }

    /** The name as a person would read it in the file. */
    String shownName() {
        return has(Field.FULL_NAME)
                ? shown(Field.FULL_NAME)
                : (shown(Field.FAMILY_NAME) + " " + shown(Field.GIVEN_NAME)).strip();
    }
}
