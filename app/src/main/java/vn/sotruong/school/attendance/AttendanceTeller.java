package vn.sotruong.school.attendance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;

/** Kể về chuyên cần: what was changed after a month was confirmed, which goes by a request alone. */
public final class AttendanceTeller implements Teller {
    @Override
    public Set<vn.sotruong.school.told.Kind> kinds() {
        return Set.of(vn.sotruong.school.told.Kind.ATTENDANCE);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.changes(handle, AmendmentTable.AMENDMENT, "", (_, line) -> {
            if (homerooms.contains(Lines.text(line, "homeroom"))
                    && Lines.text(line, "state").equals(Amendment.State.EXECUTED.name())) {
                told.add(Telling.of(
                        vn.sotruong.school.told.Kind.ATTENDANCE,
                        line,
                        new Place(
                                Lines.text(line, "homeroom"),
                                Lines.text(line, "subject"),
                                SchoolYear.semester(LocalDate.parse(Lines.text(line, "day"))),
                                Lines.text(line, "pupil")),
                        Lines.text(line, "requested_by"),
                        new Change(
                                Said.words(
                                        "attendance.told",
                                        Said.words("attendance.slot." + Lines.text(line, "slot")),
                                        Formats.day(Lines.text(line, "day"))),
                                Said.words("attendance.kind." + Lines.text(line, "old_kind")),
                                Said.words("attendance.kind." + Lines.text(line, "new_kind"))),
                        Lines.text(line, "reason")));
            }
        });
        return told;
    }
}
