package vn.sotruong.school.amendments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Quota;
import vn.sotruong.school.regulation.Rulebook;

/** Điểm trung bình môn trước và sau: what a change does to the subject's average of the term, by the regulation alone. */
public final class TermAverages implements Effects {
    private static final String AVERAGE = "amendments.effect.average";
    private static final Circular22 CIRCULAR =
            Circular22.of(Rulebook.find("TT22", 1).orElseThrow());

    @Override
    public List<Effect> of(Handle handle, Sheet sheet, List<Wanted> cells) {
        var effects = new ArrayList<Effect>();
        if (sheet.form() == Sheet.Form.SCORED) {
            cells.stream()
                    .collect(Collectors.groupingBy(each -> each.cell().pupil()))
                    .forEach((pupil, changes) -> effects.add(effect(handle, sheet, pupil, changes)));
        }
        return effects;
    }

    private static Effect effect(Handle handle, Sheet sheet, String pupil, List<Wanted> changes) {
        var held = new HashMap<Column, Optional<Entry>>();
        for (var column : sheet.columns()) {
            held.put(column, Gradebook.findCommitted(handle, sheet.id(), new Cell(pupil, column)));
        }
        changes.forEach(each -> held.put(each.cell().column(), each.before()));
        var before = average(sheet, held);
        changes.forEach(each -> held.put(each.cell().column(), each.after()));
        return new Effect(pupil, AVERAGE, before, average(sheet, held));
    }

    private static String average(Sheet sheet, Map<Column, Optional<Entry>> held) {
        var regular = new ArrayList<Integer>();
        var middle = new ArrayList<Integer>();
        Integer last = null;
        for (var column : sheet.columns()) {
            var tenths = tenths(held.getOrDefault(column, Optional.empty()));
            if (tenths == null) {
                continue;
            }
            if (column.regular()) {
                regular.add(tenths);
            } else if (column == Column.GK) {
                middle.add(tenths);
            } else {
                last = tenths;
            }
        }
        var average = CIRCULAR.termAverage(regular, middle, last, new Quota(sheet.regularCount(), 1));
        return average.isPresent() ? new Score(average.getAsInt()).text() : "–";
    }

    private static @Nullable Integer tenths(Optional<Entry> entry) {
        return entry.map(Entry::number).orElse(null);
    }
}
