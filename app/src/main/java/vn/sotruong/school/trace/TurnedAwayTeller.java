package vn.sotruong.school.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Refusals;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về những lần bị từ chối ở mọi phòng: of all that the store keeps by itself. */
public final class TurnedAwayTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REFUSED);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        SchoolYears.findYear(handle, year)
                .ifPresent(found -> Lines.all(handle, Refusals.REFUSAL, "", (_, line) -> {
                    var day = LocalDate.ofInstant(Instant.parse(line.at()), Formats.ZONE);
                    if (!day.isBefore(found.starts())
                            && day.isBefore(found.starts().plusYears(1))) {
                        told.add(telling(line));
                    }
                }));
        return told;
    }

    private static Telling telling(ChangeLine line) {
        var room = Lines.text(line, "room");
        var reason = Lines.text(line, "reason");
        var record = Lines.text(line, "record");
        return Telling.of(
                Kind.REFUSED,
                line,
                new Place("", "", 0, null),
                "",
                new Change(
                        Said.words("trace.deed", Lines.text(line, "deed") + (record.isEmpty() ? "" : ", " + record)),
                        Said.NOTHING,
                        Said.words(
                                room.equals(Refusals.DOOR)
                                        ? "web.trouble." + reason + ".what"
                                        : room + ".reason." + reason)),
                "");
    }
}
