package vn.sotruong.school.gradebook;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.locks.Order;
import vn.sotruong.school.movements.TransferRecord;
import vn.sotruong.school.roll.Roll;

/** Điểm đã ghi sổ, cho phòng khác đọc: all marks for an export, and how full the columns are. */
public final class CommittedMarks {
    private CommittedMarks() {}

    /**
     * Một điểm đã ghi sổ.
     *
     * @param enteredBy staff id of the teacher
     * @param enteredAt as the journal writes moments
     */
    public record Committed(
            String homeroom,
            String subject,
            int semester,
            String pupil,
            String col,
            Entry value,
            String enteredBy,
            String enteredAt) {
        /** As people write it: {@code 8,5}, {@code Đ}. */
        public String text() {
            return value.text();
        }
    }

    /** Every mark that stands, one after the other, class by class. */
    public static void forEach(Handle handle, Consumer<Committed> each) {
        CommittedTable.forEach(handle, each);
    }

    /** Every mark and verdict of one pupil, of every year, for a transfer file; its format knows no primary levels. */
    public static List<TransferRecord.Mark> listOf(Handle handle, String pupil) {
        return CommittedTable.list(handle, pupil).stream()
                .filter(mark -> !Scale.LEVEL.takes(mark.value()))
                .map(mark -> new TransferRecord.Mark(
                        Roll.getHomeroom(handle, mark.homeroom()).schoolYear(),
                        mark.semester(),
                        mark.subject(),
                        mark.col(),
                        mark.value().number(),
                        mark.value().word(),
                        null))
                .toList();
    }

    /** Những gì đã ghi của một học sinh trên một bảng điểm, by column. */
    public record OfPupil(String pupil, Sheet sheet, Map<Column, Entry> values) {}

    /**
     * What stands on the sheets of these classes for these pupils.
     *
     * @param subject null for all
     */
    public static List<OfPupil> list(
            Handle handle, Collection<String> homerooms, Collection<String> pupils, @Nullable String subject) {
        return CommittedTable.list(handle, homerooms, pupils, subject);
    }

    /** The sheets of these classes. */
    public static List<Sheet> listSheets(Handle handle, Collection<String> homerooms) {
        return SheetTable.list(handle, homerooms);
    }

    /** Whether any mark stands in a class. */
    public static boolean anyIn(Handle handle, String homeroom) {
        return CommittedTable.anyIn(handle, homeroom);
    }

    /** Per cent of pupils who have a mark, by class and column; a class without a sheet is left out. */
    public static Map<Order.Cell, Integer> percents(Handle handle, String subject, int semester) {
        var percents = new HashMap<Order.Cell, Integer>();
        for (var sheet : CommittedTable.listSheets(handle, subject, semester)) {
            var pupils = Roll.list(handle, sheet.homeroom()).size();
            var filled = CommittedTable.countByColumn(handle, sheet.id());
            for (var column : sheet.columns()) {
                var count = filled.getOrDefault(column.code(), 0);
                var percent = pupils == 0 ? 0 : Math.min(100, count * 100 / pupils);
                percents.put(new Order.Cell(sheet.homeroom(), column.code()), percent);
            }
        }
        return percents;
    }
}
