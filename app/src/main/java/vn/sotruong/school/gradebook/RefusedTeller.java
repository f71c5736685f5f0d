package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;

/** Kể về những lần ghi bị từ chối: who wanted to write over what is committed, or on a sheet of somebody else. */
public final class RefusedTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REFUSED);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        var sheets = CommittedMarks.listSheets(handle, homerooms).stream()
                .collect(Collectors.toMap(Sheet::id, Function.identity()));
        Lines.all(handle, RefusedTable.REFUSED_WRITE, "", (_, line) -> {
            var sheet = sheets.get(Lines.text(line, "sheet"));
            if (sheet != null) {
                var col = Lines.text(line, "col");
                var pupil = Lines.text(line, "pupil");
                told.add(Telling.of(
                        Kind.REFUSED,
                        line,
                        new Place(sheet.homeroom(), sheet.subject(), sheet.semester(), pupil.isEmpty() ? null : pupil),
                        Lines.text(line, "staff"),
                        new Change(
                                col.isEmpty() ? Said.words("gradebook.told") : Said.words("gradebook.col." + col),
                                Said.NOTHING,
                                Said.words("gradebook.reason." + Lines.text(line, "reason"))),
                        ""));
            }
        });
        return told;
    }
}
