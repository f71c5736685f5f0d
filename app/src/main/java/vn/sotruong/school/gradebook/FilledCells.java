package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Ô đã ghi sổ, cho phòng khác đếm: how many cells of which sheets hold a committed result, now or at a moment that is past. */
public final class FilledCells {
    private FilledCells() {}

    /**
     * Sổ của một lớp, một môn.
     *
     * @param cols codes of its columns, in the order of the book
     */
    public record Book(String id, String homeroom, String subject, List<String> cols) {
        public Book {
            cols = List.copyOf(cols);
        }
    }

    /** Một ô đã có kết quả. */
    public record Filled(String sheet, String pupil, String col) {}

    /** Một điểm. */
    public record Valued(String sheet, String pupil, String col, int tenths) {}

    /** The open books of some classes in a term. */
    public static List<Book> books(Handle handle, Collection<String> homerooms, int semester) {
        return FilledTable.list(handle, homerooms, semester).stream()
                .map(sheet -> new Book(
                        sheet.id(),
                        sheet.homeroom(),
                        sheet.subject(),
                        sheet.columns().stream().map(Column::code).toList()))
                .toList();
    }

    /** Pupils of whom some mark was deleted: their cells are looked at one by one. */
    public static Set<String> listDeleted(Handle handle) {
        return FilledTable.listDeleted(handle);
    }

    /**
     * By sheet and column, how many cells are filled.
     *
     * @param without pupils who are looked at one by one: whoever had a mark deleted must be among them
     * @param until what had been committed before that moment; null for what stands now
     */
    public static Map<String, Map<String, Integer>> count(
            Handle handle, Collection<String> sheets, Collection<String> without, @Nullable Instant until) {
        return FilledTable.count(handle, sheets, without, until);
    }

    /** Which cells of some sheets hold a missed test that waits to be made up or settled. */
    public static Set<Filled> listOwed(Handle handle, Collection<String> sheets) {
        return MissingTestTable.listOwed(handle, sheets);
    }

    /** Which cells of some sheets are filled. */
    public static Set<Filled> list(Handle handle, Collection<String> sheets, @Nullable Instant until) {
        return FilledTable.list(handle, sheets, until);
    }

    /** Which cells are filled of some pupils in some sheets; {@code pairs} are of a sheet's and a pupil's id. */
    public static Set<Filled> listOf(Handle handle, Collection<List<String>> pairs, @Nullable Instant until) {
        return FilledTable.listOf(handle, pairs, until);
    }

    /** Every mark that stands on some sheets, pupil by pupil within a sheet; words are left out. */
    public static void forEach(Handle handle, Collection<String> sheets, Consumer<Valued> each) {
        FilledTable.forEach(handle, sheets, each);
    }
}
