package vn.sotruong.school.admission;

import java.util.List;

/**
 * Bên lề danh sách: what a file holds beside the list, told before anything is written.
 *
 * @param taken headings that go into the pupils' records where those are still empty
 * @param unused headings that mean nothing to us
 * @param footers what stands below the list
 * @param unread addresses of cells of those records that could not be read
 */
public record Aside(List<String> taken, List<String> unused, List<String> footers, List<String> unread) {
    public Aside {
        taken = List.copyOf(taken);
        unused = List.copyOf(unused);
        footers = List.copyOf(footers);
        unread = List.copyOf(unread);
    }
}
