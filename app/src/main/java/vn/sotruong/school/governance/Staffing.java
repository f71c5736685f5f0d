package vn.sotruong.school.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.governance.Executor.Difference;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;

/**
 * Cấp tài khoản và giao chức vụ theo đề nghị. An approved account has no code yet: codes are made when their slips are
 * printed, shown once, and stored nowhere.
 */
public final class Staffing {
    private static final Messages WORDS = Messages.of(Staffing.class);

    /** The posts that a proposal may give: the principal's and the board's come by decisions of their own. */
    static final List<Role> POSTS = List.of(Role.VICE_PRINCIPAL, Role.ADMIN, Role.CLERK);

    private final Database db;
    private final Proposals proposals;
    private final Leaders leaders;
    private final AccountOffice accounts;
    private final PostOffice posts;
    private final Clock clock;

    /** Registers itself as the executor of accounts and posts. */
    public Staffing(
            Database db, Proposals proposals, Leaders leaders, AccountOffice accounts, PostOffice posts, Clock clock) {
        this.db = db;
        this.proposals = proposals;
        this.leaders = leaders;
        this.accounts = accounts;
        this.posts = posts;
        this.clock = clock;
        proposals.register(Kind.ACCOUNT, new Opening());
        proposals.register(Kind.POST, new Conferring());
    }

    /** Kết quả đề nghị nhiều tài khoản: how many wait now; or why none does. */
    public sealed interface Asked {
        /** Proposed. */
        record Waiting(int number) implements Asked {}

        /** Nothing was written. */
        record Refused(Enum<?> reason) implements Asked, Refusal {}
    }

    /** Whether this person proposes posts. */
    boolean proposesPosts(Handle handle, Visitor visitor) {
        return proposals.mayPropose(handle, visitor, Kind.POST);
    }

    /** Who works here without an account and without a proposal for one. */
    List<Staff> listWithout(Handle handle) {
        var asked = proposals.listWaiting(handle).stream()
                .filter(each -> each.kind() == Kind.ACCOUNT)
                .flatMap(each -> each.persons().stream())
                .collect(java.util.stream.Collectors.toSet());
        return People.listStaff(handle).stream()
                .filter(staff -> staff.status() == StaffStatus.WORKING)
                .filter(staff -> !asked.contains(staff.id()))
                .filter(staff -> accounts.refusal(handle, staff.id()).isEmpty())
                .toList();
    }

    /** How many people work here without an account and without a proposal for one. */
    public int countWithout(Handle handle) {
        return listWithout(handle).size();
    }

    /** Proposes an account for each of these people: one proposal a person, so that each can be refused alone. */
    public Asked proposeAccounts(Actor actor, List<String> staff) {
        if (staff.isEmpty()) {
            return new Asked.Refused(Reason.NOTHING_CHOSEN);
        }
        return db.write(actor, tx -> {
            var free = listWithout(tx.handle()).stream().map(Staff::id).toList();
            var wanted = List.copyOf(Set.copyOf(staff));
            for (var id : wanted) {
                var refusal = accounts.refusal(tx.handle(), id);
                if (refusal.isPresent()) {
                    return new Asked.Refused(refusal.get());
                }
            }
            int number = 0;
            for (var id : free) {
                if (wanted.contains(id)) {
                    var summary = WORDS.get(
                            Language.VI, "governance.summary.account", Rights.names(tx.handle(), List.of(id)));
                    var made = proposals.propose(tx, Kind.ACCOUNT, List.of(id), summary, java.util.Map.of());
                    if (made instanceof Proposing.Refused(var reason)) {
                        // refused alike for each of them: nothing has been written yet
                        return new Asked.Refused(reason);
                    }
                    number++;
                }
            }
            return new Asked.Waiting(number);
        });
    }

    /** Proposes a post for somebody. */
    public Proposing proposePost(Actor actor, String staff, Role post, LocalDate from, @Nullable LocalDate until) {
        return db.write(actor, tx -> proposePost(tx, staff, post, from, until));
    }

    /** Proposes a post as a part of something larger. */
    public Proposing proposePost(Tx tx, String staff, Role post, LocalDate from, @Nullable LocalDate until) {
        var refusal = postRefusal(tx.handle(), staff, post, from, until, day(tx.now()));
        if (refusal.isPresent()) {
            return new Proposing.Refused(refusal.get());
        }
        var payload = new LinkedHashMap<String, Object>();
        payload.put("staff", staff);
        payload.put("post", post.name());
        payload.put("from", from.toString());
        payload.put("until", until == null ? "" : until.toString());
        return proposals.propose(
                tx,
                Kind.POST,
                List.of(staff),
                WORDS.get(
                        Language.VI,
                        "governance.summary.post",
                        WORDS.get(Language.VI, "governance.role." + post),
                        Rights.names(tx.handle(), List.of(staff)),
                        Formats.day(from)),
                payload);
    }

    /** Whether somebody neither has this post on that day nor is proposed for it. */
    public boolean lacksPost(Handle handle, String staff, Role post, LocalDate on) {
        return !leaders.roles(handle, staff, on).contains(post)
                && proposals.listWaiting(handle).stream()
                        .noneMatch(each -> each.kind() == Kind.POST
                                && each.text("staff").equals(staff)
                                && each.text("post").equals(post.name()));
    }

    private Optional<Reason> postRefusal(
            Handle handle, String staff, Role post, LocalDate from, @Nullable LocalDate until, LocalDate today) {
        if (!POSTS.contains(post)) {
            return Optional.of(Reason.UNKNOWN_POST);
        }
        if (until != null && (!until.isAfter(from) || !until.isAfter(today))) {
            return Optional.of(Reason.BAD_DATES);
        }
        var day = from.isAfter(today) ? from : today;
        return leaders.roles(handle, staff, day).contains(post) ? Optional.of(Reason.HAS_POST) : Optional.empty();
    }

    /** How many approved accounts wait for their slip. */
    int unprinted(Handle handle) {
        return SlipTable.listUnprinted(handle).size();
    }

    /** What an administrator should know today. */
    public List<Notice> notices(Handle handle) {
        var waiting = unprinted(handle);
        return waiting == 0
                ? List.of()
                : List.of(new Notice(
                        Notice.Tone.WAITS, "governance.today.slips", List.of(String.valueOf(waiting)), "/slips"));
    }

    /**
     * Makes the first codes of all accounts that wait for one, and gives them out once.
     *
     * @return empty when the asker is no administrator today
     */
    Optional<List<AccountOffice.Slip>> print(Actor actor) {
        var codes = accounts.makeCodes(db.read(this::unprinted));
        return db.write(actor, tx -> {
            var admin = leaders.staff(tx.handle(), actor.account())
                    .filter(staff -> Proposals.acting(
                                    leaders.roles(tx.handle(), staff, day(tx.now())), actor.capacity())
                            .contains(Role.ADMIN));
            if (admin.isEmpty()) {
                return Optional.empty();
            }
            var slips = new ArrayList<AccountOffice.Slip>();
            var left = codes.iterator();
            for (var waiting : SlipTable.listUnprinted(tx.handle())) {
                if (left.hasNext()) {
                    SlipTable.printed(tx, waiting);
                    accounts.hand(tx, waiting.account(), left.next()).ifPresent(slips::add);
                }
            }
            return Optional.of(List.copyOf(slips));
        });
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** Thi hành việc cấp tài khoản. */
    private final class Opening implements Executor {
        @Override
        public Optional<? extends Enum<?>> carryOut(Tx tx, Proposal proposal) {
            for (var staff : proposal.persons()) {
                var refusal = accounts.refusal(tx.handle(), staff);
                if (refusal.isPresent()) {
                    return refusal;
                }
                SlipTable.create(tx, accounts.open(tx, staff), proposal.id());
            }
            return Optional.empty();
        }

        @Override
        public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
            return List.of(new Difference(
                    Rights.names(handle, proposal.persons()),
                    WORDS.get(language, "governance.account.none"),
                    WORDS.get(language, "governance.account.one")));
        }
    }

    /** Thi hành việc giao chức vụ. */
    private final class Conferring implements Executor {
        @Override
        public Optional<Reason> carryOut(Tx tx, Proposal proposal) {
            var post = POSTS.stream()
                    .filter(each -> each.name().equals(proposal.text("post")))
                    .findFirst();
            if (post.isEmpty()) {
                return Optional.of(Reason.UNKNOWN_POST);
            }
            var staff = proposal.text("staff");
            var from = LocalDate.parse(proposal.text("from"));
            var until = proposal.text("until").isEmpty() ? null : LocalDate.parse(proposal.text("until"));
            var refusal = postRefusal(tx.handle(), staff, post.get(), from, until, day(tx.now()));
            if (refusal.isPresent()) {
                return refusal;
            }
            posts.confer(tx, staff, post.get(), String.valueOf(proposal.decisionNumber()), from, until);
            return Optional.empty();
        }

        @Override
        public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
            var staff = proposal.text("staff");
            var held = leaders.roles(handle, staff, day(clock.instant())).stream()
                    .sorted()
                    .map(role -> WORDS.get(language, "governance.role." + role))
                    .toList();
            var days = Formats.day(proposal.text("from"))
                    + (proposal.text("until").isEmpty() ? "" : " – " + Formats.day(proposal.text("until")));
            return List.of(
                    new Difference(
                            Rights.names(handle, List.of(staff)),
                            String.join(", ", held),
                            WORDS.get(language, "governance.role." + proposal.text("post"))),
                    new Difference(WORDS.get(language, "governance.what.days"), "", days));
        }
    }
}
