package vn.sotruong.school.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.governance.Deciding.Done;
import vn.sotruong.school.governance.Deciding.Refused;
import vn.sotruong.school.governance.Executor.Difference;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;
import vn.sotruong.school.people.People;

/**
 * Giao quyền và giao việc: functions that a decision gives to a person, a group, a department or the holders of a post,
 * from a day to a day. Each comes from an approved proposal; ending one early needs no second person.
 */
public final class Rights {
    private static final Messages WORDS = Messages.of(Rights.class);
    private static final int LONGEST = 500;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_YEARS = 2;
    private static final int SHOWN = 200;

    /** The posts whose holders a grant may name: not the principal, who needs none. */
    static final List<Role> POSTS = List.of(Role.VICE_PRINCIPAL, Role.CLERK, Role.ADMIN);

    private final Database db;
    private final Proposals proposals;
    private final Leaders leaders;
    private final Departments departments;
    private final Clock clock;

    /** Registers itself as the executor of grants and groups. */
    public Rights(Database db, Proposals proposals, Leaders leaders, Departments departments, Clock clock) {
        this.db = db;
        this.proposals = proposals;
        this.leaders = leaders;
        this.departments = departments;
        this.clock = clock;
        proposals.register(Kind.GRANT, new Granting());
        proposals.register(Kind.GROUP, new Grouping());
    }

    /** Lời đề nghị giao quyền: what a form asks for. */
    public record Wish(Right right, Holder holder, String task, LocalDate from, LocalDate until) {}

    /** What grants in force let this person open on that day. */
    public Set<Need> of(Handle handle, String staff, LocalDate on) {
        var needs = EnumSet.noneOf(Need.class);
        for (var grant : GrantTable.listInForce(handle, on)) {
            var need = grant.right().need();
            if (need.isPresent() && !needs.contains(need.get()) && holds(handle, grant.holder(), staff, on)) {
                needs.add(need.get());
            }
        }
        return needs;
    }

    /** The grants in force that reach this person, with their tasks. */
    public List<Grant> listOf(Handle handle, String staff, LocalDate on) {
        return GrantTable.listInForce(handle, on).stream()
                .filter(grant -> holds(handle, grant.holder(), staff, on))
                .toList();
    }

    List<Grant> list(Handle handle) {
        return GrantTable.list(handle, SHOWN);
    }

    private boolean holds(Handle handle, Holder holder, String staff, LocalDate on) {
        return switch (holder.kind()) {
            case PERSON -> holder.id().equals(staff);
            case GROUP -> GroupTable.holds(handle, holder.id(), staff, on);
            case DEPARTMENT -> departments.members(handle, holder.id(), on).contains(staff);
            case POST ->
                post(holder.id())
                        .filter(role -> leaders.roles(handle, staff, on).contains(role))
                        .isPresent();
        };
    }

    /** Everybody whom a holder stands for on that day. */
    List<String> members(Handle handle, Holder holder, LocalDate on) {
        return switch (holder.kind()) {
            case PERSON -> List.of(holder.id());
            case GROUP ->
                GroupTable.listMembers(handle, holder.id(), on).stream()
                        .map(GroupTable.Membership::staff)
                        .toList();
            case DEPARTMENT -> departments.members(handle, holder.id(), on);
            case POST ->
                People.listStaff(handle).stream()
                        .map(each -> each.id())
                        .filter(staff -> holds(handle, holder, staff, on))
                        .toList();
        };
    }

    /** What a holder is called; empty when there is none such. */
    Optional<String> name(Handle handle, Holder holder, Language language) {
        return switch (holder.kind()) {
            case PERSON ->
                People.findStaff(handle, holder.id()).map(staff -> staff.name().full());
            case GROUP -> GroupTable.find(handle, holder.id()).map(GroupTable.Group::name);
            case DEPARTMENT ->
                departments.list(handle, today()).stream()
                        .filter(each -> each.id().equals(holder.id()))
                        .map(Departments.Department::name)
                        .findFirst();
            case POST -> post(holder.id()).map(role -> WORDS.get(language, "governance.role." + role));
        };
    }

    private static Optional<Role> post(String name) {
        return POSTS.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    /** Proposes a grant; it gives nothing until it is approved. */
    public Proposing propose(Actor actor, Wish wish) {
        return db.write(actor, tx -> {
            var refusal = refusal(tx.handle(), wish, day(tx.now()));
            if (refusal.isPresent()) {
                return new Proposing.Refused(refusal.get());
            }
            var name = name(tx.handle(), wish.holder(), Language.VI).orElseThrow();
            var payload = new LinkedHashMap<String, Object>();
            payload.put("right", wish.right().name());
            payload.put("holder", wish.holder().text());
            payload.put("task", wish.task().strip());
            payload.put("from", wish.from().toString());
            payload.put("until", wish.until().toString());
            return proposals.propose(
                    tx,
                    Kind.GRANT,
                    members(tx.handle(), wish.holder(), day(tx.now())),
                    WORDS.get(
                            Language.VI,
                            "governance.summary.grant",
                            WORDS.get(Language.VI, "governance.right." + wish.right()),
                            name,
                            Formats.day(wish.from()),
                            Formats.day(wish.until())),
                    payload);
        });
    }

    /** Whether this person proposes grants and groups. */
    boolean proposes(Handle handle, Visitor visitor) {
        return proposals.mayPropose(handle, visitor, Kind.GRANT);
    }

    private Optional<Reason> refusal(Handle handle, Wish wish, LocalDate today) {
        if (wish.until().isBefore(wish.from())
                || wish.until().isBefore(today)
                || wish.until().isAfter(wish.from().plusYears(LONGEST_YEARS))) {
            return Optional.of(Reason.BAD_DATES);
        }
        if (name(handle, wish.holder(), Language.VI).isEmpty()) {
            return Optional.of(Reason.UNKNOWN_HOLDER);
        }
        if (wish.right() == Right.TASK && wish.task().isBlank()) {
            return Optional.of(Reason.TASK_MISSING);
        }
        return wish.task().length() > LONGEST ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    /** Proposes a group, or who is in it from now on. */
    public Proposing proposeGroup(Actor actor, Optional<String> group, String name, List<String> members) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var called = name.strip();
            if (called.isEmpty() || called.length() > LONGEST_NAME) {
                return new Proposing.Refused(Reason.NAME_MISSING);
            }
            if (group.isPresent() && GroupTable.find(handle, group.get()).isEmpty()) {
                return new Proposing.Refused(Reason.UNKNOWN_HOLDER);
            }
            if (taken(handle, called, group)) {
                return new Proposing.Refused(Reason.NAME_TAKEN);
            }
            var payload = new LinkedHashMap<String, Object>();
            payload.put("group", group.orElse(""));
            payload.put("name", called);
            payload.put("members", List.copyOf(members));
            return proposals.propose(
                    tx,
                    Kind.GROUP,
                    members,
                    WORDS.get(Language.VI, "governance.summary.group", called, String.valueOf(members.size())),
                    payload);
        });
    }

    private static boolean taken(Handle handle, String name, Optional<String> group) {
        return GroupTable.list(handle).stream()
                .anyMatch(each -> each.name().equals(name) && !group.equals(Optional.of(each.id())));
    }

    /** Ends a grant at once. The principal or the administrator alone may: taking a right away endangers nobody. */
    public Deciding end(Actor actor, String id, String why) {
        var reason = why.strip();
        if (reason.isEmpty()) {
            return new Refused(Reason.REASON_MISSING);
        }
        if (reason.length() > LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var staff = leaders.staff(tx.handle(), actor.account());
            var roles = staff.map(
                            each -> Proposals.acting(leaders.roles(tx.handle(), each, day(tx.now())), actor.capacity()))
                    .orElse(Set.of());
            if (!roles.contains(Role.PRINCIPAL) && !roles.contains(Role.ADMIN)) {
                return new Refused(Reason.NOT_YOURS_TO_END);
            }
            var grant = GrantTable.find(tx.handle(), id).filter(each -> each.endedAt() == null);
            if (grant.isEmpty()) {
                return new Refused(Reason.NO_SUCH_GRANT);
            }
            GrantTable.put(tx, grant.get().ended(tx.now(), staff.orElseThrow(), reason));
            return new Done();
        });
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    LocalDate today() {
        return day(clock.instant());
    }

    /** Thi hành việc giao quyền. */
    private final class Granting implements Executor {
        @Override
        public Optional<Reason> carryOut(Tx tx, Proposal proposal) {
            var wish = wish(proposal);
            if (wish.isEmpty()) {
                return Optional.of(Reason.UNKNOWN_RIGHT);
            }
            var today = day(tx.now());
            // the group may have changed since: nobody is to have proposed or approved what they now get
            var reached = members(tx.handle(), wish.get().holder(), today);
            if (reached.contains(proposal.proposedBy()) || reached.contains(String.valueOf(proposal.decidedBy()))) {
                return Optional.of(Reason.OWN_MATTER);
            }
            var refusal = refusal(tx.handle(), wish.get(), today);
            if (refusal.isPresent()) {
                return refusal;
            }
            GrantTable.create(
                    tx,
                    new Grant(
                            tx.newId(),
                            wish.get().right(),
                            wish.get().holder(),
                            wish.get().task().isEmpty() ? null : wish.get().task(),
                            wish.get().from(),
                            wish.get().until(),
                            String.valueOf(proposal.decisionNumber()),
                            proposal.id(),
                            null,
                            null,
                            null));
            return Optional.empty();
        }

        @Override
        public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
            var wish = wish(proposal);
            if (wish.isEmpty()) {
                return List.of();
            }
            var lines = new ArrayList<Difference>();
            var holder = wish.get().holder();
            lines.add(
                    line(language, "holder", "", name(handle, holder, language).orElse(holder.id())));
            if (holder.kind() != Holder.Kind.PERSON) {
                lines.add(line(language, "members", "", names(handle, members(handle, holder, today()))));
            }
            lines.add(line(
                    language,
                    "right",
                    before(handle, holder, language),
                    WORDS.get(language, "governance.right." + wish.get().right())));
            if (!wish.get().task().isEmpty()) {
                lines.add(line(language, "task", "", wish.get().task()));
            }
            lines.add(line(
                    language,
                    "days",
                    "",
                    Formats.day(wish.get().from()) + " – "
                            + Formats.day(wish.get().until())));
            return lines;
        }

        private String before(Handle handle, Holder holder, Language language) {
            return String.join(
                    ", ",
                    GrantTable.listInForce(handle, today()).stream()
                            .filter(grant -> grant.holder().equals(holder))
                            .map(grant -> WORDS.get(language, "governance.right." + grant.right()))
                            .toList());
        }

        private static Optional<Wish> wish(Proposal proposal) {
            var right = java.util.Arrays.stream(Right.values())
                    .filter(each -> each.name().equals(proposal.text("right")))
                    .findFirst();
            var holder = Holder.parse(proposal.text("holder"));
            if (right.isEmpty() || holder.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Wish(
                    right.get(),
                    holder.get(),
                    proposal.text("task"),
                    LocalDate.parse(proposal.text("from")),
                    LocalDate.parse(proposal.text("until"))));
        }
    }

    /** Thi hành việc lập nhóm. */
    private final class Grouping implements Executor {
        @Override
        public Optional<Reason> carryOut(Tx tx, Proposal proposal) {
            var handle = tx.handle();
            var today = day(tx.now());
            var given = Optional.of(proposal.text("group")).filter(id -> !id.isEmpty());
            if (taken(handle, proposal.text("name"), given)) {
                return Optional.of(Reason.NAME_TAKEN);
            }
            var id = given.orElseGet(tx::newId);
            if (given.isEmpty()) {
                GroupTable.create(tx, new GroupTable.Group(id, proposal.text("name")));
            } else if (!GroupTable.find(handle, id)
                    .map(GroupTable.Group::name)
                    .equals(Optional.of(proposal.text("name")))) {
                GroupTable.rename(tx, new GroupTable.Group(id, proposal.text("name")));
            }
            var wanted = new HashSet<>(proposal.texts("members"));
            for (var member : GroupTable.listMembers(handle, id, today)) {
                if (!wanted.remove(member.staff())) {
                    GroupTable.leave(tx, member, today, String.valueOf(proposal.decisionNumber()));
                }
            }
            for (var staff : wanted.stream().sorted().toList()) {
                GroupTable.join(tx, new GroupTable.Membership(tx.newId(), id, staff, today, proposal.id()));
            }
            return Optional.empty();
        }

        @Override
        public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
            var group = proposal.text("group");
            var before =
                    GroupTable.find(handle, group).map(GroupTable.Group::name).orElse("");
            var members = GroupTable.listMembers(handle, group, today()).stream()
                    .map(GroupTable.Membership::staff)
                    .toList();
            return List.of(
                    line(language, "group", before, proposal.text("name")),
                    line(language, "members", names(handle, members), names(handle, proposal.texts("members"))));
        }
    }

    /** Một nhóm như trang hiện ra. */
    public record GroupLine(String id, String name, List<String> staff, String names) {}

    List<GroupLine> listGroups(Handle handle) {
        return GroupTable.list(handle).stream()
                .map(group -> {
                    var staff = members(handle, new Holder(Holder.Kind.GROUP, group.id()), today());
                    return new GroupLine(group.id(), group.name(), staff, names(handle, staff));
                })
                .toList();
    }

    /** Every holder that a grant may name, for a form, part by part. */
    Map<Holder.Kind, List<Choice>> choices(Handle handle, Language language) {
        var choices = new LinkedHashMap<Holder.Kind, List<Choice>>();
        choices.put(
                Holder.Kind.PERSON,
                People.listStaff(handle).stream()
                        .filter(staff -> staff.status() == vn.sotruong.school.people.StaffStatus.WORKING)
                        .map(staff ->
                                new Choice("PERSON:" + staff.id(), staff.name().full()))
                        .toList());
        choices.put(
                Holder.Kind.GROUP,
                GroupTable.list(handle).stream()
                        .map(group -> new Choice("GROUP:" + group.id(), group.name()))
                        .toList());
        choices.put(
                Holder.Kind.DEPARTMENT,
                departments.list(handle, today()).stream()
                        .map(each -> new Choice("DEPARTMENT:" + each.id(), each.name()))
                        .toList());
        choices.put(
                Holder.Kind.POST,
                POSTS.stream()
                        .map(role -> new Choice("POST:" + role, WORDS.get(language, "governance.role." + role)))
                        .toList());
        return choices;
    }

    /** Một lựa chọn trong biểu mẫu. */
    public record Choice(String value, String name) {}

    private static Difference line(Language language, String what, String before, String after) {
        return new Difference(WORDS.get(language, "governance.what." + what), before, after);
    }

    static String names(Handle handle, List<String> staff) {
        return String.join(
                ", ",
                staff.stream()
                        .map(id -> People.findStaff(handle, id)
                                .map(each -> each.name().full())
                                .orElse(""))
                        .toList());
    }
}
