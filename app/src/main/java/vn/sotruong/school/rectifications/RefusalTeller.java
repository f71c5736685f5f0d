package vn.sotruong.school.rectifications;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;

/** Kể về những bước bị từ chối của các đề nghị đính chính. */
public final class RefusalTeller implements Teller {
    private final Rectifications rectifications;

    public RefusalTeller(Rectifications rectifications) {
        this.rectifications = rectifications;
    }

    @Override
    public Set<vn.sotruong.school.told.Kind> kinds() {
        return Set.of(vn.sotruong.school.told.Kind.REFUSED);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.all(
                handle,
                WitnessTable.REFUSAL,
                "",
                (_, line) -> RectificationTable.find(handle, Lines.text(line, "request"))
                        .map(Rectification::item)
                        .filter(item -> homerooms.contains(item.homeroom()))
                        .ifPresent(item -> told.add(Telling.of(
                                vn.sotruong.school.told.Kind.REFUSED,
                                line,
                                new Place(
                                        item.homeroom(),
                                        "",
                                        rectifications.subject(item.kind()).semester(item),
                                        null),
                                Lines.text(line, "staff"),
                                new Change(
                                        Said.words("rectifications.title"),
                                        Said.NOTHING,
                                        reason(Lines.text(line, "reason"))),
                                ""))));
        return told;
    }

    /** The words of a reason; one of the room that keeps the record has none here. */
    private static Said reason(String name) {
        return Said.words(
                Arrays.stream(Reason.values()).anyMatch(each -> each.name().equals(name))
                        ? "rectifications.reason." + name
                        : "rectifications.told");
    }
}
