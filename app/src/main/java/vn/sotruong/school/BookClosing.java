package vn.sotruong.school;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.attendance.Amendments;
import vn.sotruong.school.board.StandInPages;
import vn.sotruong.school.closing.ClosingPages;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.closing.Gaps;
import vn.sotruong.school.closing.Obstacles;
import vn.sotruong.school.gradebook.LateDrafts;
import vn.sotruong.school.people.People;
import vn.sotruong.school.promotion.SuperiorRoom;
import vn.sotruong.school.results.Confirmations;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Đóng sổ: what keeps the book of a class and term open is asked of every room. */
final class BookClosing {
    /** So many of the cells that a book lacks are named. */
    private static final int NAMED = 10;

    private final House house;

    BookClosing(House house) {
        this.house = house;
    }

    ClosingPages pages() {
        return new ClosingPages(house.db, closings());
    }

    private Closings closings() {
        return new Closings(
                house.db, house.board, house.locks, this::keepsPapers, this::unfinished, this::gap, house.clock);
    }

    /** Approvals that are not the principal's, since the work is. */
    StandInPages standIns() {
        return new StandInPages(
                house.db,
                List.of(
                        new SuperiorRoom(house.promotion),
                        new Confirmations(house.db, house.board, house.clock).superior(),
                        closings().superior()),
                (handle, homeroom) -> Roll.getHomeroom(handle, homeroom).name());
    }

    private boolean keepsPapers(Handle handle, String staff, LocalDate on) {
        return PostHolders.holds(handle, staff, Post.Kind.CLERK, on)
                || house.rights.of(handle, staff, on).contains(Need.CLERK);
    }

    /** What keeps the book of a class and term from being closed. */
    private List<Obstacles.Obstacle> unfinished(Handle handle, String homeroom, int semester) {
        var drafts = LateDrafts.countOf(handle, homeroom, semester);
        var requests = vn.sotruong.school.amendments.Amendments.waiting(handle, homeroom, semester)
                .size();
        var rectified = house.rectifications.countWaiting(handle, homeroom, semester);
        var attended = Amendments.countWaiting(handle, homeroom, semester);
        return Stream.of(
                        new Obstacles.Obstacle("closing.obstacle.drafts", drafts, ""),
                        new Obstacles.Obstacle("closing.obstacle.amendments", requests, "/amendments"),
                        new Obstacles.Obstacle("closing.obstacle.rectifications", rectified, "/rectifications"),
                        new Obstacles.Obstacle("closing.obstacle.attendance", attended, "/attendance/requests"))
                .filter(each -> each.count() > 0)
                .toList();
    }

    /** What the book of a class and term lacks, the first of it by name. */
    private Gaps.Gap gap(Handle handle, String homeroom, int semester) {
        var missing = house.results.incomplete(handle, homeroom).stream()
                .filter(each -> each.semester() == semester)
                .toList();
        var cells =
                (int) missing.stream().filter(each -> !each.subject().isEmpty()).count();
        return new Gaps.Gap(
                cells,
                missing.size() - cells,
                Confirmations.countMissing(handle, homeroom, semester),
                missing.stream()
                        .limit(NAMED)
                        .map(each -> new Gaps.Cell(
                                People.getPupil(handle, each.pupil()).name().full(),
                                SchoolYears.findSubject(handle, each.subject())
                                        .map(Subject::name)
                                        .orElse(""),
                                each.col(),
                                each.teacher()
                                        .flatMap(staff -> People.findStaff(handle, staff))
                                        .map(staff -> staff.name().full())
                                        .orElse("")))
                        .toList(),
                LateDrafts.listVoid(handle, homeroom, semester).stream()
                        .map(each -> new Gaps.Cell(
                                People.getPupil(handle, each.pupil()).name().full(),
                                SchoolYears.getSubject(handle, each.subject()).name(),
                                "",
                                People.getStaff(handle, each.staff()).name().full()))
                        .distinct()
                        .toList());
    }
}
