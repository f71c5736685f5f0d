package vn.sotruong.school.closing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về đóng sổ: each step towards closing a book, and back. */
public final class ClosingTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.BOOK);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var books = new HashMap<String, ChangeLine>();
        Lines.all(handle, ClosingTable.BOOK_CLOSING, "", (_, line) -> books.put(line.id(), line));
        var told = new ArrayList<Telling>();
        Lines.all(handle, ClosingTable.CLOSING_STEP, "", (_, line) -> {
            var book = books.get(Lines.text(line, "closing"));
            if (book != null && homerooms.contains(Lines.text(book, "homeroom"))) {
                told.add(Telling.of(
                        Kind.BOOK,
                        line,
                        new Place(
                                Lines.text(book, "homeroom"),
                                Lines.text(line, "subject"),
                                Lines.number(book, "semester"),
                                null),
                        Lines.text(line, "staff"),
                        new Change(
                                Said.words("closing.title"),
                                Said.NOTHING,
                                Said.words("closing.did." + Lines.text(line, "deed"))),
                        Lines.text(line, "said")));
            }
        });
        return told;
    }
}
