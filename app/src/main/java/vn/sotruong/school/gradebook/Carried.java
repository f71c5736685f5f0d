package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.roll.Roll;

/**
 * Điểm theo học sinh: a mark that a pupil brought to a sheet, from another class of this school or from another school.
 * It stands where it was given; here it is read.
 *
 * @param place the class or school it comes from
 * @param sheet the sheet of this school that it stands on; null for one of another school
 */
record Carried(CellState state, String place, @Nullable String sheet) {

    /**
     * Mang theo.
     *
     * @param averages averages of the term, in tenths, that came without their columns, by pupil
     */
    record Luggage(Map<Cell, Carried> marks, Map<String, Integer> averages) {}

    /** What the pupils of a sheet brought; a mark of this school goes before one of another. */
    static Luggage read(Handle handle, Sheet sheet, List<String> pupils) {
        var marks = new HashMap<Cell, Carried>();
        fromOtherClasses(handle, sheet, marks);
        var averages = new HashMap<String, Integer>();
        fromOtherSchools(handle, sheet, pupils, marks, averages);
        return new Luggage(marks, averages);
    }

    private static void fromOtherClasses(Handle handle, Sheet sheet, Map<Cell, Carried> into) {
        for (var place : Roll.listEarlierPlaces(handle, sheet.homeroom())) {
            var other = SheetTable.find(handle, place.homeroom(), sheet.subject(), sheet.semester());
            if (other.isPresent()) {
                var name = Roll.getHomeroom(handle, place.homeroom()).name();
                MarkTable.map(handle, other.get().id(), place.pupil())
                        .forEach((cell, state) -> into.put(
                                cell, new Carried(state, name, other.get().id())));
            }
        }
    }

    private static void fromOtherSchools(
            Handle handle, Sheet sheet, List<String> pupils, Map<Cell, Carried> into, Map<String, Integer> averages) {
        var year = Roll.getHomeroom(handle, sheet.homeroom()).schoolYear();
        var brought = new ArrayList<>(Movements.mapEarlierMarks(handle, pupils, year, sheet.semester(), sheet.subject())
                .values());
        for (var mark : brought.stream().flatMap(List::stream).toList()) {
            var tenths = mark.tenths();
            var column = Column.find(mark.col());
            var value = Entry.of(tenths, mark.level());
            if (value.isPresent() && column.isPresent()) {
                var state = new CellState(
                        CellState.Life.COMMITTED,
                        value,
                        0,
                        mark.enteredBy(),
                        vn.sotruong.ground.store.Moments.text(mark.enteredAt()));
                into.putIfAbsent(new Cell(mark.pupil(), column.get()), new Carried(state, mark.origin(), null));
            } else if (tenths != null) {
                averages.put(mark.pupil(), tenths);
            }
        }
    }
}
