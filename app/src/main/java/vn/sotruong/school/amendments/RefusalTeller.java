package vn.sotruong.school.amendments;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;

/** Kể về những bước bị từ chối của các đề nghị sửa điểm. */
public final class RefusalTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REFUSED);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.all(
                handle,
                TraceTable.REFUSAL,
                "",
                (_, line) -> AmendmentTable.find(handle, Lines.text(line, "amendment"))
                        .flatMap(amendment -> Gradebook.findSheet(handle, amendment.sheet()))
                        .filter(sheet -> homerooms.contains(sheet.homeroom()))
                        .ifPresent(sheet -> told.add(Telling.of(
                                Kind.REFUSED,
                                line,
                                new Place(sheet.homeroom(), sheet.subject(), sheet.semester(), null),
                                Lines.text(line, "staff"),
                                new Change(
                                        Said.words("amendments.told"),
                                        Said.NOTHING,
                                        Said.words("amendments.reason." + Lines.text(line, "reason"))),
                                ""))));
        return told;
    }
}
