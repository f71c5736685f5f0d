package vn.sotruong.ground.web;

import java.util.List;

/**
 * Đầu trang: what the top of every page says besides who is signed in.
 *
 * @param institution the school's or the office's name
 * @param year the school year, such as "2026–2027"; empty shows nothing
 * @param notices what everybody should know now, such as a pause
 */
public record Masthead(String institution, String year, List<Notice> notices) {
    public Masthead {
        notices = List.copyOf(notices);
    }

    /** A masthead on a day with nothing to tell. */
    public Masthead(String institution, String year) {
        this(institution, year, List.of());
    }
}
