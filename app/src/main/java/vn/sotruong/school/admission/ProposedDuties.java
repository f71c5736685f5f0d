package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.governance.Leaders;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Giao việc theo đề nghị: the assignments of a list become one proposal for the principal; the principal's own stand
 * apart, and nobody proposes their own.
 */
public final class ProposedDuties implements Duties {
    private static final int MOST = 1_000;

    private final Proposals proposals;
    private final Leaders leaders;

    public ProposedDuties(Proposals proposals, Leaders leaders) {
        this.proposals = proposals;
        this.leaders = leaders;
    }

    private record Change(Duty duty, String before, TreeSet<String> persons) {}

    @Override
    public Proposed propose(Tx tx, List<Duty> duties) {
        var handle = tx.handle();
        var asker = leaders.staff(handle, tx.actor().account()).orElse("");
        var on = LocalDate.ofInstant(tx.now(), Formats.ZONE);
        var ordinary = new ArrayList<Change>();
        var principals = new ArrayList<Change>();
        var own = 0;
        for (var duty : duties) {
            var change = change(handle, duty);
            if (change.persons().contains(asker)) {
                own++;
            } else if (change.persons().stream()
                    .anyMatch(each -> leaders.roles(handle, each, on).contains(Proposal.Role.PRINCIPAL))) {
                principals.add(change);
            } else {
                ordinary.add(change);
            }
        }
        for (var start = 0; start < ordinary.size(); start += MOST) {
            send(tx, ordinary.subList(start, Math.min(ordinary.size(), start + MOST)));
        }
        for (var change : principals) {
            if (change.persons().size() == 1) {
                send(tx, List.of(change));
            } else {
                own++;
            }
        }
        return new Proposed(duties.size() - own, own);
    }

    private static Change change(Handle handle, Duty duty) {
        var before = new TreeSet<String>();
        var subject = duty.subject();
        if (subject == null) {
            Roll.findHomeroomTeacher(handle, duty.homeroom(), duty.from()).ifPresent(each -> before.add(each.staff()));
        } else {
            var year = SchoolYears.getOpenYear(handle).id();
            Roll.listYearAssignments(handle, year, duty.from()).stream()
                    .filter(each -> each.homeroom().equals(duty.homeroom())
                            && each.subject().equals(subject))
                    .forEach(each -> before.add(each.staff()));
        }
        var persons = new TreeSet<>(before);
        persons.add(duty.staff());
        // who has left still stands as the holder until this is carried out, but is nobody's person in a proposal
        persons.removeIf(each -> !works(handle, each));
        return new Change(duty, String.join(" ", before), persons);
    }

    private static boolean works(Handle handle, String staff) {
        return People.findStaff(handle, staff)
                .filter(each -> each.status() == StaffStatus.WORKING)
                .isPresent();
    }

    private void send(Tx tx, List<Change> changes) {
        var persons = new TreeSet<String>();
        changes.forEach(each -> persons.addAll(each.persons()));
        var from = changes.getFirst().duty().from();
        var summary = "Phân công theo danh sách: %d việc, %d thầy cô, từ %s"
                .formatted(changes.size(), persons.size(), Formats.day(from));
        var payload = Map.of(
                "from",
                from.toString(),
                "changes",
                changes.stream().map(ProposedDuties::row).toList());
        var made = proposals.propose(tx, Proposal.Kind.ASSIGNMENT, List.copyOf(persons), summary, payload);
        if (made instanceof Proposing.Refused(var reason)) {
            throw new NotProposed(reason);
        }
    }

    private static Map<String, String> row(Change change) {
        var subject = change.duty().subject();
        return Map.of(
                "homeroom", change.duty().homeroom(),
                "subject", subject == null ? "" : subject,
                "before", change.before(),
                "after", change.duty().staff());
    }
}
