package vn.sotruong.school.roll;

/**
 * Dòng của trang các lớp, in the words of its template.
 *
 * @param teacher the homeroom teacher's name; empty where nobody is
 * @param campus name; empty where nobody said
 * @param list how its list stands: none, numbered, signed
 */
public record ClassRow(Homeroom homeroom, int size, String teacher, String campus, String list) {}
