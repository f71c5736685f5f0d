package vn.sotruong.school.amendments;

import java.util.ArrayList;
import java.util.List;

/** Tư cách có mặt: as what somebody sits there. */
public enum Role {
    /** Đại diện lãnh đạo. */
    LEADER,
    /** Thành viên ban quản trị. */
    BOARD,
    /** Người đề nghị. */
    REQUESTER,
    /** Giáo viên chủ nhiệm. */
    HOMEROOM;

    /** Who must be there for a request. */
    static List<Role> of(Amendment amendment) {
        var roles = new ArrayList<>(List.of(LEADER, BOARD));
        if (amendment.homeroomSees()) {
            roles.add(HOMEROOM);
        }
        roles.add(REQUESTER);
        return roles;
    }
}
