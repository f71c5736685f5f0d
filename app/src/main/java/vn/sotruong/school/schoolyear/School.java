package vn.sotruong.school.schoolyear;

import org.jspecify.annotations.Nullable;

/**
 * Trường.
 *
 * @param id mã trường
 * @param level cấp học, a name of {@link Level}
 * @param abbr chữ viết tắt, which ends every user name
 * @param district chữ viết tắt of the commune or district, which begins the administrator's user name; null where
 *     nobody has said
 */
public record School(
        String id,
        String name,
        String level,
        String abbr,
        @Nullable String address,
        @Nullable String district) {
    /** A school of which nobody has said where it lies. */
    public School(String id, String name, String level, String abbr, @Nullable String address) {
        this(id, name, level, abbr, address, null);
    }
}
