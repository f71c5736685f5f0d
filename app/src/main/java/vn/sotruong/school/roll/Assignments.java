package vn.sotruong.school.roll;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.governance.Executor;
import vn.sotruong.school.governance.Leaders;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.roll.AssignmentDraft.Left;
import vn.sotruong.school.roll.AssignmentDraft.Why;
import vn.sotruong.school.roll.AssignmentDraft.Wish;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Phân công: a list of who teaches and leads what, as of a day. The administrator prepares it, the principal approves
 * it, and nobody assigns themselves. Also the direct way for a few days: dạy thay.
 */
public final class Assignments implements Executor {
    /** More changes than one proposal takes. */
    static final int MOST = 1_000;

    private static final Messages WORDS = ClassPages.WORDS;

    private final Database db;
    private final Proposals proposals;
    private final Leaders leaders;
    private final Clock clock;

    public Assignments(Database db, Proposals proposals, Leaders leaders, Clock clock) {
        this.db = db;
        this.proposals = proposals;
        this.leaders = leaders;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Kết quả trình phân công. */
    sealed interface Proposed {
        /** It waits for the principal. */
        record Waiting(String proposal) implements Proposed {}

        /** Nothing was written; the reason is this room's or that of the room of proposals. */
        record Refused(Enum<?> reason) implements Proposed, Refusal {}
    }

    /** Who holds a class-subject from a day on, or leads a class, as {@link AssignmentChange} writes it. */
    static List<String> holders(Handle handle, String homeroom, String subject, LocalDate from) {
        var holders = new TreeSet<String>();
        if (subject.isEmpty()) {
            Stream.concat(
                            HomeroomTeacherTable.find(handle, homeroom, from).stream(),
                            HomeroomTeacherTable.findPresent(handle, homeroom).stream())
                    .forEach(each -> holders.add(each.staff()));
        } else {
            TeachingAssignmentTable.listOpen(handle, homeroom, subject, from)
                    .forEach(each -> holders.add(AssignmentChange.holder(each.staff(), each.role())));
        }
        return List.copyOf(holders);
    }

    /** Whether this person prepares assignments: as administrator, or as vice-principal. */
    boolean prepares(Handle handle, Visitor visitor) {
        var roles = leaders.roles(handle, visitor.person(), today());
        return (visitor.holds(Need.ADMIN) && roles.contains(Proposal.Role.ADMIN))
                || (visitor.holds(Need.PRINCIPAL) && roles.contains(Proposal.Role.VICE_PRINCIPAL));
    }

    /** Proposes a list, whole, as of a day. */
    Proposed propose(Actor actor, String staff, LocalDate from, List<AssignmentChange> changes) {
        return db.write(actor, tx -> propose(tx, staff, from, changes));
    }

    private Proposed propose(Tx tx, String staff, LocalDate from, List<AssignmentChange> changes) {
        var handle = tx.handle();
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return new Proposed.Refused(Reason.NO_OPEN_YEAR);
        }
        if (changes.isEmpty()) {
            return new Proposed.Refused(Reason.NOTHING_CHANGED);
        }
        if (changes.size() > MOST) {
            return new Proposed.Refused(Reason.TOO_MANY);
        }
        var persons = new TreeSet<String>();
        for (var change : changes) {
            var refusal = refusal(handle, year.get(), change, from);
            if (refusal.isPresent()) {
                return new Proposed.Refused(refusal.get());
            }
            persons.addAll(change.persons());
        }
        if (persons.contains(staff)) {
            return new Proposed.Refused(Reason.TO_ONESELF);
        }
        // who has left still stands as the holder until this is carried out, but is nobody's person in a proposal
        persons.removeIf(each -> !works(handle, each));
        var summary =
                WORDS.get(Language.VI, "roll.assignments.summary", changes.size(), persons.size(), Formats.day(from));
        var payload = Map.of(
                "from", from.toString(),
                "changes", changes.stream().map(AssignmentChange::payload).toList());
        return switch (proposals.propose(tx, Proposal.Kind.ASSIGNMENT, List.copyOf(persons), summary, payload)) {
            case Proposing.Waiting(var id) -> new Proposed.Waiting(id);
            case Proposing.Refused(var reason) -> new Proposed.Refused(reason);
        };
    }

    /**
     * What a whole list would come to, were this account to propose it. Whoever holds a class-subject now and is not
     * wished for gives it up; who is only named to enter stays.
     */
    public AssignmentDraft draft(Handle handle, String account, LocalDate from, List<Wish> wishes) {
        var asker = leaders.staff(handle, account).orElse("");
        var left = new ArrayList<Left>();
        var cells = new LinkedHashMap<List<String>, TreeSet<String>>();
        for (var wish : wishes) {
            if (works(handle, wish.staff())) {
                cells.computeIfAbsent(List.of(wish.homeroom(), wish.subject()), key -> new TreeSet<>())
                        .add(AssignmentChange.holder(wish.staff(), wish.role()));
            } else {
                left.add(new Left(wish.homeroom(), wish.subject(), List.of(wish.staff()), Why.NOT_WORKING));
            }
        }
        var ordinary = new ArrayList<AssignmentChange>();
        var principals = new TreeMap<String, List<AssignmentChange>>();
        cells.forEach((cell, wished) -> {
            var change = change(handle, cell.getFirst(), cell.getLast(), wished, from);
            var touched = change.persons().stream()
                    .filter(each -> works(handle, each))
                    .toList();
            var principal = touched.stream()
                    .filter(each -> leaders.roles(handle, each, today()).contains(Proposal.Role.PRINCIPAL))
                    .findFirst();
            var why = change.persons().isEmpty()
                    ? Why.UNCHANGED
                    : change.persons().contains(asker)
                            ? Why.OWN
                            : principal.isPresent() && touched.size() > 1 ? Why.WITH_PRINCIPAL : null;
            if (why != null) {
                left.add(new Left(
                        cell.getFirst(),
                        cell.getLast(),
                        wished.stream().map(AssignmentChange::staff).toList(),
                        why));
            } else if (principal.isPresent()) {
                principals
                        .computeIfAbsent(principal.get(), key -> new ArrayList<>())
                        .add(change);
            } else {
                ordinary.add(change);
            }
        });
        var parts = new ArrayList<List<AssignmentChange>>();
        for (var start = 0; start < ordinary.size(); start += MOST) {
            parts.add(ordinary.subList(start, Math.min(ordinary.size(), start + MOST)));
        }
        parts.addAll(principals.values());
        return new AssignmentDraft(from, parts, left);
    }

    private static AssignmentChange change(
            Handle handle, String homeroom, String subject, Set<String> wished, LocalDate from) {
        var before = holders(handle, homeroom, subject, from);
        var after = new TreeSet<>(wished);
        if (wished.stream().allMatch(each -> AssignmentChange.role(each) == TeachingAssignment.Role.TEACHER)) {
            before.stream()
                    .filter(each -> AssignmentChange.role(each) == TeachingAssignment.Role.OTHER)
                    .filter(each -> works(handle, AssignmentChange.staff(each)))
                    .filter(each -> !wished.contains(AssignmentChange.staff(each)))
                    .forEach(after::add);
        }
        return new AssignmentChange(homeroom, subject, before, List.copyOf(after));
    }

    /** Proposes what a draft may; a reason ends the matter, and the caller's transaction with it. */
    public Optional<Enum<?>> send(Tx tx, AssignmentDraft draft) {
        var asker = leaders.staff(tx.handle(), tx.actor().account()).orElse("");
        for (var part : draft.parts()) {
            if (propose(tx, asker, draft.from(), part) instanceof Proposed.Refused(var reason)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** The classes and subjects, as {@code class/subject}, of which a change waits for its decision. */
    public Set<String> waiting(Handle handle) {
        var waiting = new HashSet<String>();
        proposals.listWaiting(handle).stream()
                .filter(each -> each.kind() == Proposal.Kind.ASSIGNMENT)
                .flatMap(each -> each.records("changes").stream())
                .map(AssignmentChange::of)
                .forEach(each -> waiting.add(each.homeroom() + "/" + each.subject()));
        return waiting;
    }

    private static boolean works(Handle handle, String staff) {
        return People.findStaff(handle, staff)
                .filter(each -> each.status() == StaffStatus.WORKING)
                .isPresent();
    }

    private static Optional<Reason> refusal(Handle handle, SchoolYear year, AssignmentChange change, LocalDate from) {
        if (from.isBefore(year.starts()) || from.isAfter(year.ends())) {
            return Optional.of(Reason.OUTSIDE_YEAR);
        }
        var homeroom = Roll.findHomeroom(handle, change.homeroom());
        if (homeroom.isEmpty() || !homeroom.get().schoolYear().equals(year.id())) {
            return Optional.of(Reason.NO_SUCH_CLASS);
        }
        if (!change.ofHomeroom()
                && SchoolYears.findSubject(handle, change.subject()).isEmpty()) {
            return Optional.of(Reason.NO_SUCH_SUBJECT);
        }
        if (change.ofHomeroom() && change.after().size() > 1) {
            return Optional.of(Reason.MALFORMED);
        }
        for (var holder : change.after()) {
            if (!works(handle, AssignmentChange.staff(holder))) {
                return Optional.of(Reason.NO_SUCH_TEACHER);
            }
            if (AssignmentChange.role(holder) == TeachingAssignment.Role.OTHER
                    && (change.ofHomeroom() || homeroom.get().grade() > Roll.PRIMARY)) {
                return Optional.of(Reason.ONLY_PRIMARY);
            }
        }
        return holders(handle, change.homeroom(), change.subject(), from).equals(change.before())
                ? Optional.empty()
                : Optional.of(Reason.CHANGED_MEANWHILE);
    }

    @Override
    public Optional<Reason> carryOut(Tx tx, Proposal proposal) {
        var handle = tx.handle();
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return Optional.of(Reason.NO_OPEN_YEAR);
        }
        var from = LocalDate.parse(proposal.text("from"));
        for (var record : proposal.records("changes")) {
            var change = AssignmentChange.of(record);
            var refusal = refusal(handle, year.get(), change, from);
            if (refusal.isPresent()) {
                return refusal;
            }
            var own = change.persons();
            if (own.contains(proposal.proposedBy()) || own.contains(String.valueOf(proposal.decidedBy()))) {
                return Optional.of(Reason.TO_ONESELF);
            }
            carryOut(tx, change, from);
        }
        return Optional.empty();
    }

    private static void carryOut(Tx tx, AssignmentChange change, LocalDate from) {
        if (change.ofHomeroom()) {
            lead(tx, change, from);
            return;
        }
        for (var held : TeachingAssignmentTable.listOpen(tx.handle(), change.homeroom(), change.subject(), from)) {
            if (!change.after().contains(AssignmentChange.holder(held.staff(), held.role()))) {
                tx.status(Roll.TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(held.endingOn(from)), null);
            }
        }
        for (var holder : change.after()) {
            if (!change.before().contains(holder)) {
                begin(tx, change, AssignmentChange.staff(holder), AssignmentChange.role(holder), from);
            }
        }
    }

    /** One who had begun on the same day and was taken off again gets the same row back. */
    private static void begin(
            Tx tx, AssignmentChange change, String staff, TeachingAssignment.Role role, LocalDate from) {
        var ended = TeachingAssignmentTable.findBegun(tx.handle(), change.homeroom(), change.subject(), staff, from);
        if (ended.isEmpty()) {
            Roll.assign(tx, change.homeroom(), change.subject(), staff, from, role);
        } else {
            var again = new TeachingAssignment(
                    ended.get().id(), change.homeroom(), change.subject(), staff, from, null, role);
            tx.status(Roll.TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(again), null);
        }
    }

    private static void lead(Tx tx, AssignmentChange change, LocalDate from) {
        if (change.after().isEmpty()) {
            HomeroomTeacherTable.findPresent(tx.handle(), change.homeroom())
                    .ifPresent(held -> tx.status(
                            Roll.HOMEROOM_TEACHER,
                            HomeroomTeacherTable.row(held.endingOn(from.isBefore(held.from()) ? held.from() : from)),
                            null));
        } else {
            Roll.lead(tx, change.homeroom(), change.after().getFirst(), from);
        }
    }

    @Override
    public List<Difference> differences(Handle handle, Proposal proposal, Language language) {
        var names = ClassPage.staffNames(handle);
        var differences = new ArrayList<Difference>();
        for (var record : proposal.records("changes")) {
            var change = AssignmentChange.of(record);
            var homeroom = Roll.findHomeroom(handle, change.homeroom())
                    .map(Homeroom::name)
                    .orElse("");
            var what = change.ofHomeroom()
                    ? WORDS.get(language, "roll.teacher")
                    : SchoolYears.findSubject(handle, change.subject())
                            .map(each -> each.name())
                            .orElse("");
            differences.add(new Difference(
                    homeroom + ", " + what,
                    named(names, change.before(), language),
                    named(names, change.after(), language)));
        }
        return differences;
    }

    static String named(Map<String, String> names, List<String> holders, Language language) {
        return String.join(
                "; ",
                holders.stream()
                        .map(each -> names.getOrDefault(AssignmentChange.staff(each), "")
                                + (AssignmentChange.role(each) == TeachingAssignment.Role.OTHER
                                        ? " " + WORDS.get(language, "roll.role.other")
                                        : ""))
                        .toList());
    }

    // --- dạy thay

    /** Whether this person may name substitutes: hiệu trưởng, phó hiệu trưởng. */
    boolean directs(Handle handle, String staff) {
        var roles = leaders.roles(handle, staff, today());
        return roles.contains(Proposal.Role.PRINCIPAL) || roles.contains(Proposal.Role.VICE_PRINCIPAL);
    }

    /** Lets somebody write subjects of a class for some days, the last one included. */
    public Outcome substitute(
            Actor actor,
            String staff,
            String homeroom,
            List<String> subjects,
            String substitute,
            LocalDate from,
            LocalDate last) {
        return db.write(actor, tx -> {
            var refusal = substituting(tx.handle(), staff, homeroom, subjects, substitute, from, last);
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            for (var subject : subjects) {
                var each = new Substitution(tx.newId(), homeroom, subject, substitute, staff, from, last.plusDays(1));
                tx.create(SubstitutionTable.SUBSTITUTION, SubstitutionTable.row(each));
            }
            return new Outcome.Done(homeroom);
        });
    }

    private Optional<Reason> substituting(
            Handle handle,
            String staff,
            String homeroom,
            List<String> subjects,
            String substitute,
            LocalDate from,
            LocalDate last) {
        if (!directs(handle, staff)) {
            return Optional.of(Reason.NOT_A_LEADER);
        }
        if (substitute.equals(staff)) {
            return Optional.of(Reason.TO_ONESELF);
        }
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return Optional.of(Reason.NO_OPEN_YEAR);
        }
        var found = Roll.findHomeroom(handle, homeroom);
        if (found.isEmpty() || !found.get().schoolYear().equals(year.get().id())) {
            return Optional.of(Reason.NO_SUCH_CLASS);
        }
        if (!works(handle, substitute)) {
            return Optional.of(Reason.NO_SUCH_TEACHER);
        }
        if (subjects.isEmpty()
                || subjects.stream()
                        .anyMatch(each -> SchoolYears.findSubject(handle, each).isEmpty())) {
            return Optional.of(Reason.NO_SUCH_SUBJECT);
        }
        if (from.isBefore(year.get().starts()) || last.isAfter(year.get().ends())) {
            return Optional.of(Reason.OUTSIDE_YEAR);
        }
        if (last.isBefore(from) || last.isBefore(today())) {
            return Optional.of(Reason.ENDS_BEFORE_IT_BEGINS);
        }
        var has = subjects.stream()
                .anyMatch(each -> Roll.teaches(handle, substitute, homeroom, each, from)
                        && Roll.teaches(handle, substitute, homeroom, each, last));
        return has ? Optional.of(Reason.TEACHES_ALREADY) : Optional.empty();
    }

    /** Ends a substitution as of today: from here on the substitute reads only what they entered. */
    Outcome endSubstitution(Actor actor, String staff, String homeroom, String id) {
        return db.write(actor, tx -> {
            if (!directs(tx.handle(), staff)) {
                return new Outcome.Refused(Reason.NOT_A_LEADER);
            }
            var held = SubstitutionTable.find(tx.handle(), id)
                    .filter(each -> each.homeroom().equals(homeroom) && today().isBefore(each.until()));
            if (held.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_SUBSTITUTION);
            }
            if (held.get().staff().equals(staff)) {
                return new Outcome.Refused(Reason.TO_ONESELF);
            }
            tx.status(
                    SubstitutionTable.SUBSTITUTION,
                    SubstitutionTable.row(held.get().endingOn(today())),
                    null);
            return new Outcome.Done(id);
        });
    }
}
