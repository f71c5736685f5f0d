package vn.sotruong.school.rectifications;

import java.util.Optional;

/** Tư cách có mặt: as what somebody stands before the machine. */
public enum Role {
    /** Đại diện lãnh đạo. */
    LEADER,
    /** Thành viên ban quản trị. */
    BOARD,
    /** Người đề nghị. */
    REQUESTER;

    static Optional<Role> find(String name) {
        for (var role : values()) {
            if (role.name().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
