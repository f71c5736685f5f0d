package vn.sotruong.school.gradebook;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Schedule;
import vn.sotruong.school.windows.Windows;

/**
 * Học sinh đã rời lớp: which of their assessments still belong into the book that they left.
 *
 * <p>The book keeps no day of a test; what it knows of an assessment's time are the windows in which its column takes
 * marks. An assessment of a column is therefore dated while the pupil was in the class when some published window of that
 * column ran on a day on which they were: it had opened before the day of leaving, and had not ended before they came.
 */
final class Leavers {
    private Leavers() {}

    /** Who was in a class and is no longer, with the days, by pupil. */
    static Map<String, List<Enrolment>> map(Handle handle, String homeroom) {
        var ever = Roll.listEver(handle, homeroom).stream()
                .filter(each -> each.ended() != Enrolment.Ended.TAKEN_BACK)
                .toList();
        var here = ever.stream()
                .filter(each -> each.until() == null || each.ended() == Enrolment.Ended.YEAR)
                .map(Enrolment::pupil)
                .collect(Collectors.toSet());
        return ever.stream()
                .filter(each -> !here.contains(each.pupil()))
                .collect(Collectors.groupingBy(Enrolment::pupil));
    }

    /** Whether the assessment of a column is dated on one of these days. */
    static boolean dated(Schedule schedule, Column column, List<Enrolment> places) {
        return places.stream().anyMatch(place -> {
            var until = place.until();
            return until != null
                    && until.isAfter(place.from())
                    && schedule.ran(
                            column.code(),
                            place.from().atStartOfDay(Formats.ZONE).toInstant(),
                            until.atStartOfDay(Formats.ZONE).toInstant());
        });
    }

    /** Whether a pupil has left the class of a sheet, and the assessment of that cell is dated before. */
    static boolean dated(Handle handle, Sheet sheet, Cell cell) {
        var places = map(handle, sheet.homeroom()).get(cell.pupil());
        return places != null
                && dated(
                        Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester()),
                        cell.column(),
                        places);
    }
}
