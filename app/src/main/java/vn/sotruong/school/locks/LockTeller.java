package vn.sotruong.school.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về khoá: what was decided, carried out, taken back and opened for a while. */
public final class LockTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LOCK);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.all(handle, LockTable.LOCK, "", (before, line) -> {
            if (homerooms.contains(Lines.text(line, "homeroom"))
                    || Lines.text(line, "school_year").equals(year)) {
                told.add(telling(before, line));
            }
        });
        return told;
    }

    private static Telling telling(Optional<ChangeLine> before, ChangeLine line) {
        var deed = deed(before, line);
        var col = Lines.text(line, "col");
        var kind = Said.words("locks.short."
                + (Lines.text(line, "function").equals(Lock.Function.ATTENDANCE.name())
                        ? Lock.Function.ATTENDANCE
                        : Lines.text(line, "kind")));
        var reopens = deed.equals("REOPEN") || deed.equals("REOPENED");
        return Telling.of(
                Kind.LOCK,
                line,
                new Place(
                        Lines.text(line, "homeroom"),
                        Lines.text(line, "subject"),
                        Lines.number(line, "semester"),
                        null),
                Lines.text(line, by(deed)),
                new Change(
                        col.isEmpty() ? kind : Said.words("locks.trace", kind, Said.words("locks.col." + col)),
                        Said.NOTHING,
                        Said.words(
                                "locks.trace." + deed,
                                Lines.text(line, reopens ? "end_decision" : "decision"),
                                reopens ? Formats.moment(Lines.text(line, "ended_until")) : "")),
                Lines.text(line, reopens ? "end_reason" : "reason"));
    }

    private static String deed(Optional<ChangeLine> before, ChangeLine line) {
        if (before.isEmpty()) {
            return "DECIDED";
        }
        for (var each : List.of("withdrawn_at", "executed_at", "ended_at")) {
            if (!Lines.text(line, each).isEmpty() && !Lines.same(before.get(), line, each)) {
                return switch (each) {
                    case "withdrawn_at" -> "WITHDRAWN";
                    case "executed_at" -> "EXECUTED";
                    default -> "REOPENED";
                };
            }
        }
        return "REOPEN";
    }

    private static String by(String deed) {
        return switch (deed) {
            case "EXECUTED" -> "executed_by";
            case "REOPEN" -> "end_decided_by";
            case "REOPENED" -> "ended_by";
            default -> "decided_by";
        };
    }
}
