package vn.sotruong.school.gradebook;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Roll;
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

    /** Một ô nháp, and whose it is. */
    public record Held(String sheet, String subject, Cell cell, String staff) {
        public String pupil() {
            return cell.pupil();
        }
    }

    /** How many cells of a class and term hold a draft that its author could still commit, or ask for. */
    public static int countOf(Handle handle, String homeroom, int semester) {
        return DraftTable.list(handle, homeroom, semester).size()
                - listVoid(handle, homeroom, semester).size();
    }

    /**
     * The drafts of those who left, pause or are exempt: nobody can commit them, and nothing waits for them. One of a test
     * that took place before the pupil left can still be committed or asked for.
     */
    public static List<Held> listVoid(Handle handle, String homeroom, int semester) {
        var studying = Roll.list(handle, homeroom).stream()
                .filter(each -> each.pupil().status() == PupilStatus.STUDYING)
                .map(each -> each.pupil().id())
                .collect(Collectors.toSet());
        var year = Roll.getHomeroom(handle, homeroom).schoolYear();
        var exempt = new HashMap<String, Set<String>>();
        return DraftTable.list(handle, homeroom, semester).stream()
                .filter(each -> (!studying.contains(each.pupil())
                                && SheetTable.find(handle, each.sheet())
                                        .filter(sheet -> Leavers.dated(handle, sheet, each.cell()))
                                        .isEmpty())
                        || exempt.computeIfAbsent(
                                        each.subject(),
                                        subject -> Movements.listLeftOut(handle, year, semester, subject))
                                .contains(each.pupil()))
                .toList();
    }
}
