package vn.sotruong.office.marks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Điểm của một học sinh trong một bảng.
 *
 * @param marks by column, where there is one, as people write it
 */
public record PupilMarks(long number, String familyName, String givenName, Map<String, String> marks) {
    public PupilMarks {
        marks = Map.copyOf(marks);
    }

    /** A mark as people write it, or nothing. */
    public String mark(String column) {
        return marks.getOrDefault(column, "");
    }

    /** A number of tenths, or else a word, as people write it. */
    static String text(long tenths, @Nullable String word) {
        return switch (word) {
            case null -> tenths / 10 + "," + tenths % 10;
            case "D" -> "Đ";
            case "CD" -> "CĐ";
            default -> word;
        };
    }
}
