package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.locks.Lock;

/**
 * Trang nhập điểm: everything that a teacher sees of a sheet.
 *
 * @param requests those that wait, by cell
 * @param writes whether they may write it today; whoever taught it before only reads
 * @param news number of the newest event, from where other people's changes are asked for
 * @param now the moment that all of it shows
 */
public record SheetView(
        Sheet sheet,
        String homeroomName,
        String subjectName,
        List<Tab> tabs,
        List<ColumnHead> columns,
        List<Row> rows,
        Map<Cell, OpenRequests.Request> requests,
        boolean writes,
        long news,
        Instant now) {
    public SheetView {
        tabs = List.copyOf(tabs);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        requests = Map.copyOf(requests);
    }

    /** Một lớp của giáo viên: a sheet of the same subject and term in another class. */
    public record Tab(String sheet, String homeroomName, int semester) {}

    /**
     * Đầu cột.
     *
     * @param filled cells of those in the class with a mark, committed or a draft that may still be
     * @param drafts those of them that this teacher has not committed
     * @param late drafts whose time has ended, which count as neither
     * @param unasked those of them that no request names yet
     * @param locks those that refuse a write to an empty cell of it
     * @param frozen those that refuse a write to a committed cell of it
     * @param hours whether its time runs
     */
    public record ColumnHead(
            Column column,
            Scale scale,
            int filled,
            int drafts,
            int late,
            int unasked,
            List<Lock> locks,
            List<Lock> frozen,
            Hours hours) {
        public boolean locked() {
            return !locks.isEmpty();
        }

        /** Whether ordinary typing is taken, be it as a late draft. */
        public boolean takes() {
            return !locked() && (hours.open() || hours.ended());
        }
    }

    /**
     * Một học sinh.
     *
     * @param theoryOnly whether the practical part is excused and theory assessed in its place
     * @param average of the committed marks; empty while one is missing
     * @param verdict of the committed words of a subject with comments alone; null while one is missing
     */
    public record Row(
            String pupil,
            int number,
            String name,
            LocalDate birthDate,
            Standing standing,
            boolean theoryOnly,
            List<SheetCell> cells,
            OptionalInt average,
            @Nullable Word verdict) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Một ô trên trang.
     *
     * @param mine whether the teacher wrote what it holds
     * @param open whether ordinary typing is taken here now
     * @param own whether the teacher may correct what is committed here alone
     * @param doubtful whether a draft must be looked at again
     * @param owed the assessment that was missed; null where none was
     * @param makeUp whether it is made up now
     */
    public record SheetCell(
            Column column,
            Optional<Entry> value,
            long rev,
            boolean draft,
            boolean committed,
            boolean mine,
            boolean open,
            boolean own,
            boolean doubtful,
            @Nullable Origin origin,
            @Nullable MissingTest owed,
            boolean makeUp) {}

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

    /** When the first of the columns that hold drafts of this teacher closes; empty while none of them is open. */
    public Optional<Instant> closes() {
        return columns.stream()
                .filter(head -> head.drafts() > 0 && head.hours().open())
                .flatMap(head -> Optional.ofNullable(head.hours().at()).stream())
                .min(Comparator.naturalOrder());
    }

    /** How many drafts of this teacher wait for "Ghi sổ". */
    public int drafts() {
        return columns.stream().mapToInt(ColumnHead::drafts).sum();
    }

    /** How many of them are late. */
    public int late() {
        return columns.stream().mapToInt(ColumnHead::late).sum();
    }
}
