package vn.sotruong.school.people;

import org.jspecify.annotations.Nullable;

/**
 * Giáo viên, nhân viên.
 *
 * @param code mã định danh của ngành; null until the upper database has given one
 */
public record Staff(String id, @Nullable String code, VietnameseName name, StaffStatus status) {
    public Staff {
        if (code != null && !Identifier.isCode(code)) {
            throw new IllegalArgumentException("not a staff code");
        }
    }

    Staff identified(String newCode) {
        return new Staff(id, newCode, name, status);
    }

    Staff as(StaffStatus newStatus) {
        return new Staff(id, code, name, newStatus);
    }
}
