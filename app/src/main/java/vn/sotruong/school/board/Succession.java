package vn.sotruong.school.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.attachments.Referrer;

/**
 * Việc đổi hiệu trưởng: one member of the board enters the upper authority's decision with its scan, another carries it
 * out; the old post ends and the new one begins in the same transaction, and the line travels upward. It asks for two
 * members and not for a whole board, since a school that lost both would otherwise never get either back.
 */
public final class Succession implements Referrer {
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_AUTHORITY = 200;
    private static final int FARTHEST_DAYS = 92;

    private final Database db;
    private final Board board;

    public Succession(Database db, Board board) {
        this.db = db;
        this.board = board;
    }

    /** Quyết định của cấp trên, as a form gives it. */
    public record Appointment(String coming, String authority, String number, LocalDate decidedOn, LocalDate from) {}

    /** Kết quả. */
    public sealed interface Result {
        /** Entered, or carried out, or withdrawn. */
        record Done() implements Result {}

        /** Nothing was written. */
        record Refused(Enum<?> reason) implements Result, Refusal {}
    }

    /** A member of the board enters the decision with its scan. */
    public Result prepare(Actor actor, Appointment wish, String fileName, byte[] content) {
        if (content.length == 0) {
            return new Result.Refused(Reason.PAPER_MISSING);
        }
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var today = day(tx.now());
            var member = member(handle, actor, today);
            var refusal = member.isEmpty()
                    ? Optional.of(Reason.NEEDS_TWO_MEMBERS)
                    : malformed(wish, today).or(() -> refusal(handle, wish.coming(), member.get(), today));
            if (refusal.isPresent()) {
                return new Result.Refused(refusal.get());
            }
            if (PrincipalChangeTable.findPrepared(handle).isPresent()) {
                return new Result.Refused(Reason.ALREADY_PREPARED);
            }
            return switch (Attachments.keep(tx, fileName, content, Need.BOARD, Need.ADMIN)) {
                case Kept.Refused(var reason) -> new Result.Refused(reason);
                case Kept.As(var paper) -> {
                    PrincipalChangeTable.create(
                            tx,
                            new PrincipalChange(
                                    tx.newId(),
                                    PrincipalChange.State.PREPARED,
                                    principal(handle, today).map(Post::staff).orElse(null),
                                    wish.coming(),
                                    wish.authority().strip(),
                                    wish.number().strip(),
                                    wish.decidedOn(),
                                    wish.from(),
                                    paper,
                                    member.get(),
                                    tx.now(),
                                    null,
                                    null));
                    yield new Result.Done();
                }
            };
        });
    }

    private static Optional<Reason> malformed(Appointment wish, LocalDate today) {
        if (wish.authority().isBlank() || wish.authority().length() > LONGEST_AUTHORITY) {
            return Optional.of(Reason.AUTHORITY_MISSING);
        }
        if (wish.number().isBlank() || wish.number().length() > LONGEST_NUMBER) {
            return Optional.of(Reason.NUMBER_MISSING);
        }
        var sound = !wish.decidedOn().isAfter(today)
                && !wish.from().isBefore(wish.decidedOn())
                && !wish.from().isAfter(today.plusDays(FARTHEST_DAYS));
        return sound ? Optional.empty() : Optional.of(Reason.BAD_DATES);
    }

    private static Optional<Reason> refusal(Handle handle, String coming, String member, LocalDate today) {
        if (!Decisions.works(handle, coming)) {
            return Optional.of(Reason.NOT_WORKING);
        }
        if (coming.equals(member)) {
            return Optional.of(Reason.OWN_APPOINTMENT);
        }
        return principal(handle, today)
                        .filter(post -> post.staff().equals(coming))
                        .isPresent()
                ? Optional.of(Reason.ALREADY_PRINCIPAL)
                : Optional.empty();
    }

    /**
     * Another member of the board carries it out.
     *
     * @param id the change that they read
     */
    public Result execute(Actor actor, String id) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var today = day(tx.now());
            var found = PrincipalChangeTable.findPrepared(handle);
            if (found.isEmpty()) {
                return new Result.Refused(Reason.NOTHING_PREPARED);
            }
            var change = found.get();
            if (!change.id().equals(id)) {
                return new Result.Refused(Reason.CHANGED_MEANWHILE);
            }
            var member = member(handle, actor, today);
            if (member.isEmpty() || !board.sits(handle, change.first(), today)) {
                return new Result.Refused(Reason.NEEDS_TWO_MEMBERS);
            }
            if (member.get().equals(change.first())) {
                return new Result.Refused(Reason.SAME_PERSON);
            }
            var refusal = refusal(handle, change.coming(), member.get(), today);
            if (refusal.isPresent()) {
                return new Result.Refused(refusal.get());
            }
            if (!principal(handle, today).map(Post::staff).equals(Optional.ofNullable(change.leaving()))) {
                return new Result.Refused(Reason.OTHER_PRINCIPAL_NOW);
            }
            PrincipalChangeTable.put(tx, change.closed(PrincipalChange.State.DONE, member.get(), tx.now()));
            hand(tx, change);
            return new Result.Done();
        });
    }

    /** The old post ends and the new begins; the new principal gives up the posts that stand under it. */
    private static void hand(Tx tx, PrincipalChange change) {
        var why = change.number();
        for (var post : Accounts.postsOf(tx.handle(), Post.Kind.PRINCIPAL)) {
            end(tx, post, change.from(), why);
        }
        for (var kind : List.of(Post.Kind.VICE_PRINCIPAL, Post.Kind.BOARD)) {
            for (var post : Accounts.postsOf(tx.handle(), kind)) {
                if (post.staff().equals(change.coming())) {
                    end(tx, post, change.from(), why);
                }
            }
        }
        Accounts.create(tx, change.coming(), Post.Kind.PRINCIPAL, why, change.from(), null);
    }

    private static void end(Tx tx, Post post, LocalDate on, String why) {
        var until = post.until();
        if (until == null || until.isAfter(on)) {
            Accounts.end(tx, post, on.isBefore(post.from()) ? post.from() : on, why);
        }
    }

    /**
     * A member of the board takes back what was entered by mistake.
     *
     * @param id the change that they read
     */
    public Result withdraw(Actor actor, String id) {
        return db.write(actor, tx -> {
            var found = PrincipalChangeTable.findPrepared(tx.handle());
            if (found.isEmpty()) {
                return new Result.Refused(Reason.NOTHING_PREPARED);
            }
            if (!found.get().id().equals(id)) {
                return new Result.Refused(Reason.CHANGED_MEANWHILE);
            }
            var member = member(tx.handle(), actor, day(tx.now()));
            if (member.isEmpty()) {
                return new Result.Refused(Reason.NEEDS_TWO_MEMBERS);
            }
            PrincipalChangeTable.put(tx, found.get().closed(PrincipalChange.State.WITHDRAWN, member.get(), tx.now()));
            return new Result.Done();
        });
    }

    /** A change of principal that waits: for a second member to carry out, for everybody else on the board to know. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var prepared = PrincipalChangeTable.findPrepared(handle);
        if (prepared.isEmpty() || !(visitor.holds(Need.BOARD) || visitor.holds(Need.PRINCIPAL))) {
            return List.of();
        }
        var change = prepared.get();
        var staff = visitor.person();
        var acts = visitor.holds(Need.BOARD) && !staff.equals(change.first()) && !staff.equals(change.coming());
        return List.of(new Notice(
                acts ? Notice.Tone.WAITS : Notice.Tone.TOLD,
                acts ? "board.today.change" : "board.today.change-told",
                List.of(Decisions.name(handle, change.coming())),
                "/board/principal"));
    }

    /** What waits for a second member. */
    public Optional<PrincipalChange> findPrepared(Handle handle) {
        return PrincipalChangeTable.findPrepared(handle);
    }

    /** All changes, the newest first. */
    public List<PrincipalChange> list(Handle handle) {
        return PrincipalChangeTable.list(handle);
    }

    @Override
    public boolean shows(Handle handle, String attachment, Visitor visitor) {
        var reads = visitor.holds(Need.BOARD)
                || visitor.holds(Need.ADMIN)
                || visitor.holds(Need.PRINCIPAL)
                || visitor.holds(Need.INSPECTOR);
        return reads
                && PrincipalChangeTable.list(handle).stream().anyMatch(each -> attachment.equals(each.attachment()));
    }

    private Optional<String> member(Handle handle, Actor actor, LocalDate today) {
        return Accounts.findStaff(handle, actor.account())
                .filter(staff -> board.carriesOut(handle, actor, staff, today));
    }

    static Optional<Post> principal(Handle handle, LocalDate on) {
        return Accounts.postsInForce(handle, on).stream()
                .filter(post -> post.kind() == Post.Kind.PRINCIPAL)
                .findFirst();
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }
}
