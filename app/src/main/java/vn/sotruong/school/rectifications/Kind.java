package vn.sotruong.school.rectifications;

import java.util.Optional;

/** Loại nội dung: which record of the book a request is about. */
public enum Kind {
    /** Rèn luyện và nhận xét của giáo viên chủ nhiệm. */
    CONDUCT,
    /** Phẩm chất, năng lực. */
    TRAITS,
    /** Quan sát trẻ. */
    OBSERVATION,
    /** Nhận xét môn. */
    REMARK,
    /** Điểm trường cũ. */
    EARLIER_MARK;

    static Optional<Kind> find(String name) {
        for (var kind : values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
