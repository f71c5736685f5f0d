package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.List;

/**
 * Dự kiến phân công: a whole list of wishes, sorted into what may be proposed and what may not. Nothing is written by
 * making one.
 *
 * @param parts each becomes one proposal: the principal's own stand apart
 * @param left what is not proposed
 */
public record AssignmentDraft(LocalDate from, List<List<AssignmentChange>> parts, List<Left> left) {
    public AssignmentDraft {
        parts = parts.stream().map(List::copyOf).toList();
        left = List.copyOf(left);
    }

    /**
     * Mong muốn: who is to teach a subject of a class, or to lead it.
     *
     * @param subject empty for the homeroom teacher
     */
    public record Wish(String homeroom, String subject, String staff, TeachingAssignment.Role role) {}

    /**
     * Việc không đề nghị.
     *
     * @param subject empty for the homeroom teacher
     * @param staff whom it names
     */
    public record Left(String homeroom, String subject, List<String> staff, Why why) {
        public Left {
            staff = List.copyOf(staff);
        }
    }

    /** Vì sao không đề nghị. */
    public enum Why {
        /** It is so already. */
        UNCHANGED,
        /** Who is wished for does not work here. */
        NOT_WORKING,
        /** It gives the asker something, or takes it from them: somebody else must propose it. */
        OWN,
        /** It touches the principal and somebody else at once. */
        WITH_PRINCIPAL
    }

    /** How many changes would be proposed. */
    public int proposed() {
        return parts.stream().mapToInt(List::size).sum();
    }
}
