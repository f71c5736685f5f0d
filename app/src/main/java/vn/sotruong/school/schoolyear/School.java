package vn.sotruong.school.schoolyear;

import org.jspecify.annotations.Nullable;

/**
 * Trường.
 *
 * @param id mã trường
 * @param level cấp học, a name of {@link Level}
 * @param abbr chữ viết tắt, which ends every user name
 */
public record School(
        String id,
        String name,
        String level,
        String abbr,
        @Nullable String address) {}
