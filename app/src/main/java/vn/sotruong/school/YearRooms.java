package vn.sotruong.school;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.merging.Merging;
import vn.sotruong.school.merging.MergingPages;
import vn.sotruong.school.rollover.Rollover;
import vn.sotruong.school.rollover.RolloverPages;
import vn.sotruong.school.rollover.YearEnd;

/** Chuyển năm và gộp hồ sơ: the rooms that ask most others, wired together. */
final class YearRooms {
    final Rollover rollover;
    final Merging merging;

    private final Database db;
    private final Clock clock;

    YearRooms(Database db, Board board, YearEnd end, Clock clock) {
        this.db = db;
        this.clock = clock;
        rollover = new Rollover(db, board, end, clock);
        merging = new Merging(db, board, YearRooms::cells);
    }

    List<Pages> pages() {
        return List.of(new RolloverPages(db, rollover), new MergingPages(db, merging, clock));
    }

    List<Notice> reminders(Handle handle, Visitor visitor) {
        var notices = new ArrayList<>(rollover.reminders(handle, visitor));
        notices.addAll(merging.reminders(handle, visitor));
        return notices;
    }

    private static Set<String> cells(Handle handle, String pupil) {
        return CommittedMarks.listOf(handle, pupil).stream()
                .map(each -> String.join("/", each.year(), each.subject(), String.valueOf(each.semester()), each.col()))
                .collect(Collectors.toSet());
    }
}
