package vn.sotruong.office.marks;

import java.util.Map;

/**
 * Điểm của một học sinh trong một bảng.
 *
 * @param tenths by column, where there is a mark
 */
public record PupilMarks(long number, String familyName, String givenName, Map<String, Long> tenths) {
    /** A mark as people write it, or nothing. */
    public String mark(String column) {
        var value = tenths.get(column);
        return value == null ? "" : value / 10 + "," + value % 10;
    }
}
