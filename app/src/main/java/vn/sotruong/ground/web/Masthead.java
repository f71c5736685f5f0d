package vn.sotruong.ground.web;

/**
 * Đầu trang: what the top bar says besides who is signed in.
 *
 * @param institution the school's or the office's name
 * @param period such as "Học kỳ I · 2026–2027"; empty shows nothing
 */
public record Masthead(String institution, String period) {}
