package vn.sotruong.school.closing;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Chỗ còn trống: what the book of a class and term still lacks, as the rooms that keep it say. */
@FunctionalInterface
public interface Gaps {
    Gap of(Handle handle, String homeroom, int semester);

    /**
     * Còn thiếu, of those who study.
     *
     * @param cells of marks and tests
     * @param conduct results of conduct, or of qualities and competencies
     * @param confirmations of subject teachers, the homeroom teacher and the principal
     * @param first the first of what is missing, by name
     * @param voided drafts of those who left, pause or are exempt, with their authors; they hold nothing back
     */
    record Gap(int cells, int conduct, int confirmations, List<Cell> first, List<Cell> voided) {
        public Gap {
            first = List.copyOf(first);
            voided = List.copyOf(voided);
        }

        /** How much is missing, all in all. */
        public int total() {
            return cells + conduct + confirmations;
        }
    }

    /**
     * Một ô còn thiếu, by names.
     *
     * @param subject empty for conduct
     * @param teacher whose work it is; empty where nobody is assigned
     */
    record Cell(String pupil, String subject, String col, String teacher) {}

    /**
     * Biết là còn thiếu: what the principal knew to be missing.
     *
     * @param despite why the book is closed all the same
     */
    record Known(int cells, int conduct, int confirmations, String despite) {
        /** Whether nothing is missing that was not known. */
        public boolean covers(Gap gap) {
            return gap.cells() <= cells && gap.conduct() <= conduct && gap.confirmations() <= confirmations;
        }
    }
}
