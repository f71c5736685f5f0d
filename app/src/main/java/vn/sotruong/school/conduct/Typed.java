package vn.sotruong.school.conduct;

/**
 * Đã gõ: what a form sends for one pupil.
 *
 * @param mark of what stood there when the page was made
 */
public record Typed(String pupil, String level, String text, String mark) {
    /** What one types where nothing stood. */
    public Typed(String pupil, String level, String text) {
        this(pupil, level, text, Entry.mark(null));
    }
}
