package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Một điều trong hồ sơ công tác.
 *
 * @param year the school year that a rating is of
 * @param number of the decision or certificate
 * @param level of a rating; the status of a change of status
 * @param scan id of an attachment; empty without one
 * @param withdrawn why it was taken back; empty while it stands
 */
public record StaffEntry(
        String id,
        String staff,
        Sort sort,
        LocalDate day,
        String year,
        String number,
        String text,
        String level,
        String scan,
        String byStaff,
        String withdrawn) {
    /** Loại. */
    public enum Sort {
        /** Quyết định nhân sự. */
        DECISION,
        /** Đào tạo, bồi dưỡng. */
        TRAINING,
        /** Khen thưởng. */
        REWARD,
        /** Kỷ luật. */
        DISCIPLINE,
        /** Đánh giá theo chuẩn nghề nghiệp. */
        STANDARD,
        /** Xếp loại viên chức hằng năm. */
        CLASSIFICATION,
        /** Thay đổi trạng thái. */
        STATUS;

        static Optional<Sort> find(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.name().equals(name))
                    .findFirst();
        }

        /** The levels of a rating; empty for what is no rating. */
        public List<String> levels() {
            return this == STANDARD || this == CLASSIFICATION ? Codes.list(name()) : List.of();
        }

        /** Whether what this kind needs was said. */
        boolean accepts(StaffRecords.Draft draft) {
            if (!levels().isEmpty()) {
                return levels().contains(draft.level()) && draft.year().matches("20\\d\\d-20\\d\\d");
            }
            return draft.level().isEmpty()
                    && draft.year().isEmpty()
                    && !draft.text().isBlank()
                    && (this != DECISION || !draft.number().isBlank());
        }
    }

    StaffEntry withdrawnBecause(String why) {
        return new StaffEntry(id, staff, sort, day, year, number, text, level, scan, byStaff, why);
    }
}
