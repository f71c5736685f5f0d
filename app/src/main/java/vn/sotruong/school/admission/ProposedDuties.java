package vn.sotruong.school.admission;

import java.util.List;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.roll.AssignmentDraft.Why;
import vn.sotruong.school.roll.AssignmentDraft.Wish;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.TeachingAssignment;

/** Giao việc theo đề nghị: the assignments of a list go the way of all assignments, to the principal. */
public final class ProposedDuties implements Duties {
    private final Assignments assignments;

    public ProposedDuties(Assignments assignments) {
        this.assignments = assignments;
    }

    @Override
    public Proposed propose(Tx tx, List<Duty> duties) {
        if (duties.isEmpty()) {
            return new Proposed(0, 0);
        }
        var wishes = duties.stream().map(ProposedDuties::wish).toList();
        var draft = assignments.draft(
                tx.handle(), tx.actor().account(), duties.getFirst().from(), wishes);
        assignments.send(tx, draft).ifPresent(reason -> {
            throw new NotProposed(reason);
        });
        var own = draft.left().stream()
                .filter(each -> each.why() == Why.OWN || each.why() == Why.WITH_PRINCIPAL)
                .count();
        return new Proposed(draft.proposed(), (int) own);
    }

    private static Wish wish(Duty duty) {
        var subject = duty.subject();
        return new Wish(duty.homeroom(), subject == null ? "" : subject, duty.staff(), TeachingAssignment.Role.TEACHER);
    }
}
