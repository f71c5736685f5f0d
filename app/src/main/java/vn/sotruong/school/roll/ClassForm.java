package vn.sotruong.school.roll;

/**
 * Phiếu lớp, as somebody filled it in.
 *
 * @param campus id; empty for none
 * @param twoSessions {@code yes}, {@code no} or empty
 * @param inclusive a number, or empty
 * @param base the journal number of what the page was filled from; 0 for a new class
 */
public record ClassForm(
        String grade,
        String name,
        String campus,
        String twoSessions,
        String foreignLanguage,
        String inclusive,
        long base) {}
