package vn.sotruong.school.gradebook;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.locks.Lock;

/**
 * Trang nhập điểm: everything that a teacher sees of a sheet.
 *
 * @param writes whether they may write it today; whoever taught it before only reads
 * @param news number of the newest event, from where other people's changes are asked for
 */
public record SheetView(
        Sheet sheet,
        String homeroomName,
        String subjectName,
        List<Tab> tabs,
        List<ColumnHead> columns,
        List<Row> rows,
        boolean writes,
        long news) {
    public SheetView {
        tabs = List.copyOf(tabs);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Một lớp của giáo viên: a sheet of the same subject and term in another class. */
    public record Tab(String sheet, String homeroomName, int semester) {}

    /**
     * Đầu cột.
     *
     * @param filled cells with a mark, draft or committed
     * @param locks those that refuse a write to an empty cell of it
     */
    public record ColumnHead(Column column, int filled, int drafts, List<Lock> locks) {
        public boolean locked() {
            return !locks.isEmpty();
        }
    }

    /**
     * Một học sinh.
     *
     * @param average of the committed marks; empty while one is missing
     */
    public record Row(
            String pupil,
            int number,
            String name,
            LocalDate birthDate,
            Standing standing,
            List<SheetCell> cells,
            OptionalInt average) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Một ô trên trang.
     *
     * @param mine whether the teacher wrote what it holds
     * @param open whether ordinary typing is taken here now
     */
    public record SheetCell(
            Column column,
            Optional<Score> value,
            long rev,
            boolean draft,
            boolean committed,
            boolean mine,
            boolean open,
            @Nullable Origin origin) {}

    /**
     * Nguồn của một điểm mang theo.
     *
     * @param place the class or school
     * @param otherSchool whether it is another school
     */
    public record Origin(String place, boolean otherSchool) {}

    /** Học sinh đang ở đâu. */
    public enum Standing {
        /** Đang học trong lớp. */
        STUDYING,
        /** Tạm nghỉ. */
        PAUSED,
        /** Đã rời lớp: their marks stay to be read. */
        LEFT,
        /** Được miễn môn này. */
        EXEMPT
    }

    /** How many are in the class now. */
    public int pupils() {
        return (int)
                rows.stream().filter(row -> row.standing() != Standing.LEFT).count();
    }

    /** How many drafts of this teacher wait for "Ghi sổ". */
    public int drafts() {
        return columns.stream().mapToInt(ColumnHead::drafts).sum();
    }
}
