package vn.sotruong.school.demo;

import java.time.LocalDate;
import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.governance.Deciding;
import vn.sotruong.school.governance.Delegations;
import vn.sotruong.school.governance.Holder;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.governance.Right;
import vn.sotruong.school.governance.Rights;

/** Việc quản trị: a delegation that holds and a right that waits for the principal, made as people make them. */
final class Governing {
    private static final int DAYS = 60;

    private final HoaMai school;
    private final Actor principal;
    private final Actor clerk;
    private final Actor admin;

    /** @param accounts who acts, found by staff id */
    Governing(HoaMai school, java.util.List<DemoAccount> accounts) {
        this.school = school;
        principal = actor(accounts, school.principal().id(), Capacity.USE);
        clerk = actor(accounts, school.clerk().id(), Capacity.USE);
        admin = actor(accounts, school.admin().id(), Capacity.ADMINISTRATION);
    }

    private static Actor actor(java.util.List<DemoAccount> accounts, String staff, Capacity capacity) {
        return accounts.stream()
                .filter(each -> each.staff().equals(staff))
                .map(each -> new Actor(each.account(), "hoamai", capacity))
                .findFirst()
                .orElseThrow();
    }

    void govern(Proposals proposals, Delegations delegations, Rights rights, LocalDate today) {
        var scope = Set.of(Kind.GRANT, Kind.GROUP, Kind.ASSIGNMENT);
        var asked = delegations.propose(clerk, school.vicePrincipal().id(), scope, today, today.plusDays(DAYS));
        var decided = proposals.approve(principal, id(asked), "31/QĐ-THCSHM");
        if (!(decided instanceof Deciding.Done)) {
            throw new IllegalStateException("the demo's principal could not delegate: " + decided);
        }
        var holder = new Holder(Holder.Kind.PERSON, school.newcomer().id());
        id(rights.propose(
                admin,
                new Rights.Wish(
                        Right.ATTENDANCE, holder, "Điểm danh thay khi chủ nhiệm vắng", today, today.plusDays(DAYS))));
    }

    private static String id(Proposing asked) {
        return switch (asked) {
            case Proposing.Waiting(var id) -> id;
            case Proposing.Refused(var reason) ->
                throw new IllegalStateException("the demo could not propose: " + reason);
        };
    }
}
