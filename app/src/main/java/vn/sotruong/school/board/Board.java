package vn.sotruong.school.board;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.board.Posts.Held;
import vn.sotruong.school.board.Posts.Kind;

/**
 * Ban quản trị: three to five members, each by a recorded decision. With fewer or more there is no board, and what only
 * a board may do stays closed.
 */
public final class Board {
    /** The fewest members that make a board. */
    static final int FEWEST = 3;

    /** The most members that make a board. */
    static final int MOST = 5;

    private final Posts posts;

    public Board(Posts posts) {
        this.posts = posts;
    }

    /** Whether a board is validly established on that day. */
    public boolean valid(Handle handle, LocalDate on) {
        var members = list(handle, on).size();
        return members >= FEWEST && members <= MOST;
    }

    /** Its members' staff ids, each once, in a fixed order; also when they are too few or too many. */
    public List<String> list(Handle handle, LocalDate on) {
        return holders(handle, Kind.BOARD, on);
    }

    /** Whether that person is a member. */
    public boolean sits(Handle handle, String staff, LocalDate on) {
        return list(handle, on).contains(staff);
    }

    /** Who on the board can witness what this person requests: every member but the requester. */
    public List<String> witnesses(Handle handle, String requester, LocalDate on) {
        return valid(handle, on)
                ? list(handle, on).stream()
                        .filter(member -> !member.equals(requester))
                        .toList()
                : List.of();
    }

    /** Whether that person is the principal. */
    public boolean presides(Handle handle, String staff, LocalDate on) {
        return holders(handle, Kind.PRINCIPAL, on).contains(staff);
    }

    /**
     * Whether an act for that person is the principal's: they preside, and do not act in administration. What the house
     * does at the founding counts.
     */
    public boolean decides(Handle handle, Actor actor, String staff, LocalDate on) {
        return actor.capacity() != Capacity.ADMINISTRATION && presides(handle, staff, on);
    }

    /** Whether an act for that person is a member's: they sit, and act in administration. */
    public boolean carriesOut(Handle handle, Actor actor, String staff, LocalDate on) {
        return actor.capacity() != Capacity.USE && sits(handle, staff, on);
    }

    /** Tay duyệt: whose word approves. */
    public enum Hand {
        PRINCIPAL,
        /** The principal made it: a deputy approves. */
        DEPUTY,
        /** Nobody here may: a member of the board records what the superior decided. */
        SUPERIOR
    }

    /** Whose word approves what these people have made themselves. */
    public Hand hand(Handle handle, Set<String> makers, LocalDate on) {
        var principals = holders(handle, Kind.PRINCIPAL, on);
        if (principals.isEmpty() || !makers.containsAll(principals)) {
            return Hand.PRINCIPAL;
        }
        return makers.containsAll(holders(handle, Kind.VICE_PRINCIPAL, on)) ? Hand.SUPERIOR : Hand.DEPUTY;
    }

    /** Whether an act for that person approves what these people have made themselves. */
    public boolean approves(Handle handle, Actor actor, String staff, Set<String> makers, LocalDate on) {
        return !makers.contains(staff)
                && switch (hand(handle, makers, on)) {
                    case PRINCIPAL -> decides(handle, actor, staff, on);
                    case DEPUTY ->
                        actor.capacity() != Capacity.ADMINISTRATION
                                && holders(handle, Kind.VICE_PRINCIPAL, on).contains(staff);
                    case SUPERIOR -> valid(handle, on) && carriesOut(handle, actor, staff, on);
                };
    }

    /** The principal among these people. */
    String presiding(Handle handle, Set<String> makers, LocalDate on) {
        return holders(handle, Kind.PRINCIPAL, on).stream()
                .filter(makers::contains)
                .findFirst()
                .orElseThrow();
    }

    private List<String> holders(Handle handle, Kind kind, LocalDate on) {
        return posts.inForce(handle, on).stream()
                .filter(held -> held.kind() == kind && !held.decision().isBlank())
                .map(Held::staff)
                .distinct()
                .sorted()
                .toList();
    }
}
