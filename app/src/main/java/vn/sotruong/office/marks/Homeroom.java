package vn.sotruong.office.marks;

/**
 * Lớp của một trường.
 *
 * @param pupils how many sit in it now
 */
public record Homeroom(String id, String name, long grade, String schoolYear, long pupils) {}
