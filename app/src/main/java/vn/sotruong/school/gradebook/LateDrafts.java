package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.windows.Windows;

/** Bản nháp muộn: what was typed for a column and stood uncommitted when its time ended, or came after it. */
public final class LateDrafts {
    private LateDrafts() {}

    /**
     * Một ô nháp muộn.
     *
     * @param receivedAt when it reached the server
     * @param claimedAt when the author's computer says that it was typed; nobody has verified it
     */
    public record Late(
            String pupil,
            Entry value,
            Instant receivedAt,
            @Nullable Instant claimedAt) {}

    /** An author's late drafts in a column, by pupil; none while the column is open or before it opens. */
    public static List<Late> list(Handle handle, Sheet sheet, Column column, String staff, Instant now) {
        var schedule = Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester());
        var owed = MissingTestTable.mapOpen(handle, sheet.id());
        return Hours.of(schedule, column, now).ended()
                ? DraftTable.list(handle, sheet.id(), column, staff).stream()
                        .filter(each -> Optional.ofNullable(owed.get(new Cell(each.pupil(), column)))
                                .flatMap(test -> test.runsUntil(now))
                                .isEmpty())
                        .toList()
                : List.of();
    }

    /** How many cells of a class and term hold a draft that nobody committed, late or not. */
    public static int countOf(Handle handle, String homeroom, int semester) {
        return DraftTable.count(handle, homeroom, semester);
    }
}
