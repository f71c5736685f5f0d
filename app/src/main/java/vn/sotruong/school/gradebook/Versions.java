package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.sync.bundle.ChangeLine;

/** Các phiên bản của ô điểm, for whoever reads what was changed: told by the journal, whose chain others vouch for. */
public final class Versions {
    private static final Map<String, Lane> LANES =
            Stream.of(Lane.values()).collect(Collectors.toUnmodifiableMap(Lane::name, lane -> lane));

    private Versions() {}

    /** What was changed on these sheets after it was committed, or came later by a request; the newest first. */
    public static List<Version> list(Handle handle, Collection<String> sheets) {
        var corrected = MarkTable.mapCorrected(handle, sheets);
        var reader = new Reader();
        ChangeLog.forEachOf(handle, MarkTable.MARK, corrected.keySet(), reader::read);
        return reader.versions.stream()
                .filter(each -> each.kind() != Version.Kind.COMMITTED)
                .sorted((a, b) -> Long.compare(b.seq(), a.seq()))
                .toList();
    }

    /** Every version of one cell, the newest first. */
    public static List<Version> of(Handle handle, String sheet, Cell cell) {
        var reader = new Reader();
        ChangeLog.historyOf(handle, MarkTable.MARK, MarkTable.id(sheet, cell)).forEach(reader::read);
        return reader.versions.reversed();
    }

    /** Reads lines cell by cell, each cell's oldest first. */
    private static final class Reader {
        private final List<Version> versions = new ArrayList<>();
        private String cell = "";
        private Optional<Entry> held = Optional.empty();
        private @Nullable String author;

        void read(ChangeLine line) {
            var first = !line.id().equals(cell);
            var before = first ? Optional.<Entry>empty() : held;
            var after = Entry.ofLine(line.row().get("tenths"), line.row().get("word"));
            var by = String.valueOf(line.row().get("entered_by"));
            var said = Said.of(line.why());
            versions.add(new Version(
                    String.valueOf(line.row().get("sheet")),
                    new Cell(
                            String.valueOf(line.row().get("pupil")),
                            Column.get(String.valueOf(line.row().get("col")))),
                    line.seq(),
                    Instant.parse(line.at()),
                    Version.Kind.of(first, said.lane(), before, after),
                    before,
                    after,
                    by,
                    first ? null : author,
                    line.act(),
                    said.lane(),
                    said.request(),
                    said.why()));
            cell = line.id();
            held = after;
            author = by;
        }
    }

    /** Lời của một dòng, as a {@link Correction} writes it. */
    private record Said(
            @Nullable Lane lane,
            @Nullable String request,
            @Nullable String why) {
        static Said of(@Nullable String line) {
            var why = Correction.said(line);
            if (line == null || why == null) {
                return new Said(null, null, null);
            }
            var head = line.substring(0, line.length() - why.length() - 2).split(" ", 2);
            return new Said(LANES.get(head[0]), head.length > 1 ? head[1] : null, why);
        }
    }
}
