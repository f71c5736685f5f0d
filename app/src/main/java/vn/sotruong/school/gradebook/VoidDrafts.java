package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Bản nháp không còn hiệu lực: typed for somebody who has left, pauses or is exempt; nobody can commit it. */
public final class VoidDrafts {
    private VoidDrafts() {}

    /** Vì sao. */
    public enum Why {
        LEFT,
        PAUSED,
        EXEMPT
    }

    /** Một ô nháp không ghi sổ được nữa. */
    public record Line(
            String sheet,
            Cell cell,
            Entry value,
            String subjectName,
            String homeroomName,
            int semester,
            String name,
            Why why) {}

    /** Những bản nháp như thế của một người. */
    static List<Line> list(Handle handle, String staff) {
        var sheets = new HashMap<String, Sheet>();
        var classes = new HashMap<String, Map<String, PupilStatus>>();
        var leftOut = new HashMap<String, Set<String>>();
        var found = new ArrayList<Line>();
        for (var each : DraftTable.listOf(handle, staff)) {
            var sheet = sheets.computeIfAbsent(
                    each.sheet(), id -> SheetTable.find(handle, id).orElseThrow());
            var statuses = classes.computeIfAbsent(
                    sheet.homeroom(),
                    id -> Roll.list(handle, id).stream()
                            .collect(Collectors.toMap(
                                    line -> line.pupil().id(),
                                    line -> line.pupil().status())));
            var exempt = leftOut.computeIfAbsent(
                    sheet.id(),
                    _ -> Movements.listLeftOut(
                            handle,
                            Roll.getHomeroom(handle, sheet.homeroom()).schoolYear(),
                            sheet.semester(),
                            sheet.subject()));
            why(handle, sheet, each.cell(), statuses, exempt)
                    .ifPresent(why -> found.add(new Line(
                            sheet.id(),
                            each.cell(),
                            each.value(),
                            SchoolYears.getSubject(handle, sheet.subject()).name(),
                            Roll.getHomeroom(handle, sheet.homeroom()).name(),
                            sheet.semester(),
                            People.getPupil(handle, each.cell().pupil()).name().full(),
                            why)));
        }
        return found;
    }

    /** As {@link LateDrafts#listVoid} has it: a test that took place before the pupil left is none of them. */
    private static Optional<Why> why(
            Handle handle, Sheet sheet, Cell cell, Map<String, PupilStatus> statuses, Set<String> exempt) {
        if (exempt.contains(cell.pupil())) {
            return Optional.of(Why.EXEMPT);
        }
        var status = statuses.get(cell.pupil());
        if (status == PupilStatus.STUDYING || Leavers.dated(handle, sheet, cell)) {
            return Optional.empty();
        }
        return Optional.of(status == null ? Why.LEFT : Why.PAUSED);
    }

    /** How many of a person's drafts on a sheet are such, by column. */
    static Map<Column, Integer> count(List<Line> all, String sheet) {
        return all.stream()
                .filter(each -> each.sheet().equals(sheet))
                .collect(Collectors.toMap(each -> each.cell().column(), _ -> 1, Integer::sum));
    }
}
