package vn.sotruong.school.remarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;

/** Kể về nhận xét của giáo viên bộ môn: what was written anew after it was written. */
public final class RemarkTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REMARK);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        var sheets = CommittedMarks.listSheets(handle, homerooms).stream()
                .collect(Collectors.toMap(Sheet::id, Function.identity()));
        Lines.changes(handle, RemarkTable.SUBJECT_REMARK, "", (before, line) -> {
            var sheet = sheets.get(Lines.text(line, "sheet"));
            if (sheet != null && !Lines.same(before, line, "body")) {
                told.add(Telling.of(
                        Kind.REMARK,
                        line,
                        new Place(sheet.homeroom(), sheet.subject(), sheet.semester(), Lines.text(line, "pupil")),
                        Lines.text(line, "written_by"),
                        new Change(
                                Said.words("remarks.text"),
                                Said.text(Lines.text(before, "body")),
                                Said.text(Lines.text(line, "body"))),
                        Lines.why(line)));
            }
        });
        return told;
    }
}
