package vn.sotruong.school.roll;

/**
 * Lớp, in one school year.
 *
 * @param grade khối
 * @param name such as {@code 7A}
 */
public record Homeroom(String id, String schoolYear, int grade, String name) {}
