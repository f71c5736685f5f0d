package vn.sotruong.school.windows;

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

/** Kể về đợt nhập: what was proposed, published, taken back and given more time. */
public final class WindowTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.WINDOW);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.all(handle, WindowTable.WINDOW, "", (before, line) -> {
            if (Lines.text(line, "school_year").equals(year)
                    && before.filter(each -> Lines.same(each, line, "state")).isEmpty()) {
                told.add(turned(before, line));
            }
        });
        Lines.all(
                handle,
                WindowDeedTable.WINDOW_DEED,
                "",
                (_, line) -> WindowTable.find(handle, Lines.text(line, "entry_window"))
                        .filter(window -> window.schoolYear().equals(year))
                        .ifPresent(window -> told.add(lengthened(window, line))));
        return told;
    }

    private static Telling turned(Optional<ChangeLine> before, ChangeLine line) {
        var state = Lines.text(line, "state");
        var by = switch (Window.State.valueOf(state)) {
            case PROPOSED -> Lines.text(line, "proposed_by");
            case PUBLISHED -> Lines.text(line, "published_by");
            case REFUSED, WITHDRAWN -> Lines.text(line, "ended_by");
        };
        return Telling.of(
                Kind.WINDOW,
                line,
                new Place(
                        Lines.text(line, "homeroom"),
                        Lines.text(line, "subject"),
                        Lines.number(line, "semester"),
                        null),
                by,
                new Change(
                        Said.words(
                                "windows.trace",
                                Lines.text(line, "name"),
                                Formats.moment(Lines.text(line, "opens")),
                                Formats.moment(Lines.text(line, "closes"))),
                        before.<Said>map(each -> Said.words("windows.trace." + Lines.text(each, "state")))
                                .orElse(Said.NOTHING),
                        Said.words("windows.trace." + state)),
                Lines.text(line, "end_reason"));
    }

    private static Telling lengthened(Window window, ChangeLine line) {
        var homeroom = window.homeroom();
        var subject = window.subject();
        var until = Lines.text(line, "until");
        return Telling.of(
                Kind.WINDOW,
                line,
                new Place(homeroom == null ? "" : homeroom, subject == null ? "" : subject, window.semester(), null),
                Lines.text(line, "by_staff"),
                new Change(
                        Said.words("windows.trace.end", window.name()),
                        Said.text(Formats.moment(Lines.text(line, "was"))),
                        until.isEmpty() ? Said.words("windows.trace.DECLINED") : Said.text(Formats.moment(until))),
                Lines.text(line, "reason"));
    }
}
