package vn.sotruong.school;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.amendments.Seats;
import vn.sotruong.school.attendance.Amendments;
import vn.sotruong.school.audit.Restores;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.board.Posts;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.progress.Leading;
import vn.sotruong.school.timekeeping.Timekeeping;
import vn.sotruong.school.windows.Leadership;

/** Người giữ chức vụ: tells every room who leads, who deputises and who sits on the board on a day. */
final class PostHolders
        implements Leading,
                Leadership,
                Seats,
                Amendments.Seats,
                vn.sotruong.school.rectifications.Seats,
                Restores.Seats,
                Timekeeping.Seats {
    private final Database db;
    private final Board board;
    private final Proposals proposals;
    private final Clock clock;

    PostHolders(Database db, Board board, Proposals proposals, Clock clock) {
        this.db = db;
        this.board = board;
        this.proposals = proposals;
        this.clock = clock;
    }

    /** Seats on the board are what the decision in force says; before the first one, what posts say. */
    static List<Posts.Held> seated(Handle handle, LocalDate on) {
        var decided = Decisions.findInForce(handle, on).isPresent();
        var held = new ArrayList<>(decided ? Decisions.sitting(handle, on) : List.<Posts.Held>of());
        for (var post : Accounts.postsInForce(handle, on)) {
            if (!decided || post.kind() != Post.Kind.BOARD) {
                held.add(new Posts.Held(
                        post.staff(), Posts.Kind.valueOf(post.kind().name()), post.decision()));
            }
        }
        return held;
    }

    static boolean holds(Handle handle, String staff, Post.Kind kind, LocalDate on) {
        return Accounts.postsInForce(handle, on).stream()
                .anyMatch(post -> post.staff().equals(staff) && post.kind() == kind);
    }

    private static List<String> holders(Handle handle, Post.Kind kind, LocalDate on) {
        return Accounts.postsInForce(handle, on).stream()
                .filter(post -> post.kind() == kind)
                .map(Post::staff)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public boolean presides(Handle handle, String staff, LocalDate on) {
        return board.presides(handle, staff, on);
    }

    @Override
    public boolean assists(Handle handle, String staff, LocalDate on) {
        return holds(handle, staff, Post.Kind.VICE_PRINCIPAL, on);
    }

    @Override
    public boolean sits(Handle handle, String staff, LocalDate on) {
        return board.valid(handle, on) && board.sits(handle, staff, on);
    }

    /** Whether somebody presides today. */
    @Override
    public boolean presides(String staff) {
        return db.read(handle -> board.presides(handle, staff, today()));
    }

    /** Whether somebody sits on the board today, also on one that is too small: a clock is set right by it too. */
    @Override
    public boolean sits(String staff) {
        return db.read(handle -> board.sits(handle, staff, today()));
    }

    @Override
    public Optional<String> delegation(Handle handle, String staff, LocalDate on) {
        return proposals.delegation(handle, staff, Proposal.Kind.WINDOW, on).map(each -> each.id());
    }

    @Override
    public List<String> principals(Handle handle, LocalDate on) {
        return holders(handle, Post.Kind.PRINCIPAL, on);
    }

    @Override
    public List<String> vices(Handle handle, LocalDate on) {
        return holders(handle, Post.Kind.VICE_PRINCIPAL, on);
    }

    @Override
    public List<String> clerks(Handle handle, LocalDate on) {
        return holders(handle, Post.Kind.CLERK, on);
    }

    @Override
    public List<String> members(Handle handle, LocalDate on) {
        return board.valid(handle, on) ? board.list(handle, on) : List.of();
    }

    private LocalDate today() {
        return clock.instant().atZone(Formats.ZONE).toLocalDate();
    }
}
