package vn.sotruong.school.board;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.attachments.Referrer;
import vn.sotruong.school.board.BoardDecision.Seat;
import vn.sotruong.school.governance.Executor;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;

/**
 * Các quyết định thành lập ban quản trị: three to five people who work here, each with a task, under the principal and
 * without the principal. Somebody proposes, the principal approves; a member who leaves is not replaced by anything but
 * a new decision.
 */
public final class Decisions implements Executor, Referrer {
    /** The tables of decisions that this room journals. */
    public static final List<Entity> ENTITIES =
            List.of(DecisionTable.BOARD_DECISION, DecisionTable.BOARD_MEMBER, PrincipalChangeTable.PRINCIPAL_CHANGE);

    private static final Messages WORDS = Messages.of(Decisions.class);
    private static final int LONGEST_TASK = 500;
    private static final int FARTHEST_DAYS = 366;

    private final Database db;
    private final Proposals proposals;
    private final Clock clock;

    /** Registers itself as the executor of board decisions. */
    public Decisions(Database db, Proposals proposals, Clock clock) {
        this.db = db;
        this.proposals = proposals;
        this.clock = clock;
        proposals.register(Proposal.Kind.BOARD, this);
    }

    /** Kết quả đề nghị thành lập. */
    public sealed interface Asked {
        /** It waits for the principal. */
        record Waiting(String proposal) implements Asked {}

        /** Nothing was written. */
        record Refused(Enum<?> reason) implements Asked, Refusal {}
    }

    /**
     * Proposes a decision; nothing changes until the principal approves it with its number.
     *
     * @param content of the scanned paper; empty when there is none
     */
    public Asked propose(Actor actor, LocalDate validFrom, List<Seat> seats, String fileName, byte[] content) {
        try {
            return db.write(actor, tx -> {
                var refusal = refusal(tx.handle(), validFrom, seats, day(tx.now()));
                if (refusal.isPresent()) {
                    return new Asked.Refused(refusal.get());
                }
                var paper = "";
                if (content.length > 0) {
                    switch (Attachments.keep(tx, fileName, content, Need.ADMIN, Need.BOARD, Need.CLERK)) {
                        case Kept.As(var id) -> paper = id;
                        case Kept.Refused(var reason) -> {
                            return new Asked.Refused(reason);
                        }
                    }
                }
                var payload = new LinkedHashMap<String, Object>();
                payload.put("from", validFrom.toString());
                payload.put("paper", paper);
                payload.put(
                        "seats",
                        seats.stream()
                                .map(seat -> Map.of("staff", seat.staff(), "task", seat.task()))
                                .toList());
                var summary = WORDS.get(
                        Language.VI, "board.decision.summary", String.valueOf(seats.size()), Formats.day(validFrom));
                var persons = seats.stream().map(Seat::staff).toList();
                return switch (proposals.propose(tx, Proposal.Kind.BOARD, persons, summary, payload)) {
                    case Proposing.Waiting(var id) -> new Asked.Waiting(id);
                    // the paper that was kept a moment ago goes with the rest
                    case Proposing.Refused(var reason) -> throw new Undone(reason);
                };
            });
        } catch (Undone undone) {
            return new Asked.Refused(undone.reason);
        }
    }

    /** Why these people make no board; empty when they do. */
    public static Optional<Reason> refusal(Handle handle, LocalDate validFrom, List<Seat> seats, LocalDate today) {
        if (seats.size() < Board.FEWEST) {
            return Optional.of(Reason.TOO_FEW);
        }
        if (seats.size() > Board.MOST) {
            return Optional.of(Reason.TOO_MANY);
        }
        var seen = new HashSet<String>();
        for (var seat : seats) {
            var staff = People.findStaff(handle, seat.staff());
            if (staff.isEmpty()) {
                return Optional.of(Reason.NO_SUCH_PERSON);
            }
            if (staff.get().status() != StaffStatus.WORKING) {
                return Optional.of(Reason.NOT_WORKING);
            }
            if (!seen.add(seat.staff())) {
                return Optional.of(Reason.TWICE);
            }
            if (seat.task().isBlank()) {
                return Optional.of(Reason.TASK_MISSING);
            }
            if (seat.task().length() > LONGEST_TASK) {
                return Optional.of(Reason.TEXT_TOO_LONG);
            }
            if (presides(handle, seat.staff(), today)) {
                return Optional.of(Reason.PRINCIPAL_AMONG);
            }
        }
        var newest = DecisionTable.list(handle).stream().findFirst().map(BoardDecision::validFrom);
        var tooEarly = newest.isPresent() && validFrom.isBefore(newest.get());
        return tooEarly || validFrom.isAfter(today.plusDays(FARTHEST_DAYS))
                ? Optional.of(Reason.BAD_DATES)
                : Optional.empty();
    }

    /**
     * Records a decision and seats its members; those of the one before give up their seats. For an approved proposal,
     * and for the first board of a school.
     */
    public static BoardDecision establish(
            Tx tx,
            String number,
            LocalDate decidedOn,
            LocalDate validFrom,
            String decidedBy,
            @Nullable String attachment,
            @Nullable String proposal,
            List<Seat> seats) {
        var decision =
                new BoardDecision(tx.newId(), number, decidedOn, validFrom, decidedBy, attachment, proposal, seats);
        for (var post : Accounts.postsOf(tx.handle(), Post.Kind.BOARD)) {
            var until = post.until();
            if (until == null || until.isAfter(validFrom)) {
                Accounts.end(tx, post, validFrom.isBefore(post.from()) ? post.from() : validFrom, number);
            }
        }
        DecisionTable.create(tx, decision);
        for (var seat : seats) {
            Accounts.create(tx, seat.staff(), Post.Kind.BOARD, number, validFrom, null);
        }
        return decision;
    }

    /** Whether the board of today has just these people with these tasks. */
    boolean stands(List<Seat> seats) {
        return db.read(handle -> findInForce(handle, day(clock.instant())))
                .filter(now -> Set.copyOf(now.seats()).equals(Set.copyOf(seats)))
                .isPresent();
    }

    /** Whether this person proposes a board. */
    boolean proposes(Handle handle, Visitor visitor) {
        return proposals.mayPropose(handle, visitor, Proposal.Kind.BOARD);
    }

    /** The decision in force on that day. */
    public static Optional<BoardDecision> findInForce(Handle handle, LocalDate on) {
        return DecisionTable.findInForce(handle, on);
    }

    /** Every decision, the newest first. */
    public static List<BoardDecision> list(Handle handle) {
        return DecisionTable.list(handle);
    }

    /** Who sits by the decision in force: its members who still work here and do not preside themselves. */
    public static List<Posts.Held> sitting(Handle handle, LocalDate on) {
        return findInForce(handle, on).stream()
                .flatMap(decision -> decision.seats().stream()
                        .filter(seat -> works(handle, seat.staff()) && !presides(handle, seat.staff(), on))
                        .map(seat -> new Posts.Held(seat.staff(), Posts.Kind.BOARD, decision.number())))
                .toList();
    }

    /** Whose requests no two other people could witness if these people sat: to be told before it is decided. */
    public static List<String> unserved(Handle handle, List<String> members, LocalDate on) {
        var leaders = Accounts.postsInForce(handle, on).stream()
                .filter(post -> post.kind() == Post.Kind.PRINCIPAL || post.kind() == Post.Kind.VICE_PRINCIPAL)
                .map(Post::staff)
                .distinct()
                .toList();
        return People.listStaff(handle).stream()
                .filter(staff -> staff.status() == StaffStatus.WORKING)
                .map(staff -> staff.id())
                .filter(requester -> !Witnesses.enough(requester, leaders, members))
                .toList();
    }

    static boolean works(Handle handle, String staff) {
        return People.findStaff(handle, staff)
                .filter(each -> each.status() == StaffStatus.WORKING)
                .isPresent();
    }

    private static boolean presides(Handle handle, String staff, LocalDate on) {
        return Accounts.postsInForce(handle, on).stream()
                .anyMatch(post ->
                        post.kind() == Post.Kind.PRINCIPAL && post.staff().equals(staff));
    }

    @Override
    public Optional<Reason> carryOut(Tx tx, Proposal proposal) {
        var seats = seats(proposal);
        var from = LocalDate.parse(proposal.text("from"));
        var refusal = refusal(tx.handle(), from, seats, day(tx.now()));
        if (refusal.isPresent()) {
            return refusal;
        }
        var paper = proposal.text("paper");
        establish(
                tx,
                String.valueOf(proposal.decisionNumber()),
                day(tx.now()),
                from,
                String.valueOf(proposal.decidedBy()),
                paper.isEmpty() ? null : paper,
                proposal.id(),
                seats);
        return Optional.empty();
    }

    @Override
    public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
        var today = day(clock.instant());
        var lines = new ArrayList<Difference>();
        var before = findInForce(handle, today).map(BoardDecision::seats).orElse(List.of()).stream()
                .collect(Collectors.toMap(Seat::staff, Seat::task, (one, other) -> one, LinkedHashMap::new));
        for (var seat : seats(proposal)) {
            var task = before.remove(seat.staff());
            lines.add(new Difference(name(handle, seat.staff()), task == null ? "" : task, seat.task()));
        }
        before.forEach((staff, task) ->
                lines.add(new Difference(name(handle, staff), task, WORDS.get(language, "board.decision.leaves"))));
        lines.add(new Difference(WORDS.get(language, "board.decision.from"), "", Formats.day(proposal.text("from"))));
        var unserved =
                unserved(handle, seats(proposal).stream().map(Seat::staff).toList(), today);
        if (!unserved.isEmpty()) {
            var names = unserved.stream().map(staff -> name(handle, staff)).collect(Collectors.joining(", "));
            lines.add(new Difference(WORDS.get(language, "board.decision.unserved"), "", names));
        }
        return lines;
    }

    /** A paper that waits is for those who prepare and decide; that of a decision also for inspectors. */
    @Override
    public boolean shows(Handle handle, String attachment, Visitor visitor) {
        var insider = visitor.holds(Need.ADMIN)
                || visitor.holds(Need.BOARD)
                || visitor.holds(Need.CLERK)
                || visitor.holds(Need.PRINCIPAL);
        if ((insider || visitor.holds(Need.INSPECTOR))
                && DecisionTable.list(handle).stream().anyMatch(each -> attachment.equals(each.attachment()))) {
            return true;
        }
        return insider
                && proposals.listWaiting(handle).stream()
                        .anyMatch(each -> each.kind() == Proposal.Kind.BOARD && attachment.equals(each.text("paper")));
    }

    private static List<Seat> seats(Proposal proposal) {
        return proposal.records("seats").stream()
                .map(seat -> new Seat(seat.getOrDefault("staff", ""), seat.getOrDefault("task", "")))
                .toList();
    }

    static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** Ends a transaction of which nothing is to be kept. */
    private static final class Undone extends RuntimeException implements Refusal {
        private static final long serialVersionUID = 1;
        private final Enum<?> reason;

        Undone(Enum<?> reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        @Override
        public Enum<?> reason() {
            return reason;
        }
    }
}
