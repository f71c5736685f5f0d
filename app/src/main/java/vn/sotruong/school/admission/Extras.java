package vn.sotruong.school.admission;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.workbook.ExcelCell;

/**
 * Phần thêm của một dòng: what a list says beside what a pupil must have. It goes into the record where that is still
 * empty; what cannot be read is named and keeps nothing from being written.
 *
 * @param said by the keys of the pupil's record
 * @param unread addresses of cells that could not be read
 */
record Extras(Map<String, String> said, List<String> unread) {
    private static final int LONGEST = 300;
    private static final int LONGEST_NAME = 100;
    private static final Pattern PHONE = Pattern.compile("0[0-9]{9,10}");
    private static final Pattern LOST_ZERO = Pattern.compile("[1-9][0-9]{8}");
    private static final Map<Field, String> KEYS = keys();

    Extras {
        said = Map.copyOf(said);
        unread = List.copyOf(unread);
    }

    private static Map<Field, String> keys() {
        var keys = new EnumMap<Field, String>(Field.class);
        keys.put(Field.BIRTH_PLACE, "birth_place");
        keys.put(Field.HOMETOWN, "hometown");
        keys.put(Field.ADDRESS, "current_address");
        keys.put(Field.PERMANENT_ADDRESS, "permanent_address");
        keys.put(Field.PHONE, "phone");
        keys.put(Field.FATHER, "father.name");
        keys.put(Field.FATHER_PHONE, "father.phone");
        keys.put(Field.MOTHER, "mother.name");
        keys.put(Field.MOTHER_PHONE, "mother.phone");
        keys.put(Field.GUARDIAN, "guardian.name");
        keys.put(Field.GUARDIAN_PHONE, "guardian.phone");
        return keys;
    }

    /** Whether a column goes into the record. */
    static boolean takes(Field field) {
        return KEYS.containsKey(field);
    }

    static Extras of(ListRow row) {
        var said = new TreeMap<String, String>();
        var unread = new ArrayList<String>();
        KEYS.forEach((field, key) -> {
            var at = row.get(field);
            if (at.cell() instanceof ExcelCell.Blank) {
                return;
            }
            var text = key.endsWith("phone") ? phone(at.cell()) : text(at.cell());
            var longest = key.endsWith(".name") ? LONGEST_NAME : LONGEST;
            if (text.isEmpty() || text.length() > longest) {
                unread.add(at.address());
            } else {
                said.put(key, text);
            }
        });
        for (var kind : List.of("father", "mother", "guardian")) {
            if (!said.containsKey(kind + ".name")) {
                said.remove(kind + ".phone");
            }
        }
        return new Extras(said, unread);
    }

    private static String text(ExcelCell cell) {
        return cell instanceof ExcelCell.Text(var text) ? VietnameseName.tidy(text) : "";
    }

    /** Excel takes the first zero of a number of ten digits; nine digits that do not begin with one had it. */
    private static String phone(ExcelCell cell) {
        var raw = switch (cell) {
            case ExcelCell.Text(var text) -> text.replaceAll("[ .()-]", "").replaceFirst("^\\+84", "0");
            case ExcelCell.Numeral(var number) -> LOST_ZERO.matcher(number).matches() ? "0" + number : number;
            default -> "";
        };
        return PHONE.matcher(raw).matches() ? raw : "";
    }
}
