package vn.sotruong.school.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.State;

/** Proposing and deciding against the real store, with an executor that writes a row of its own. */
class ProposalsTest {
    @TempDir
    Path folder;

    private Council council;
    private final List<String> carriedOut = new ArrayList<>();

    /** What the trial executor may answer. */
    enum Trouble {
        FULL
    }

    @BeforeEach
    void open() {
        council = new Council(folder);
        council.proposals.register(Kind.STATUS, (tx, proposal) -> {
            carriedOut.add(proposal.id());
            if (proposal.text("what").equals("too much")) {
                // a row is written before the refusal: nothing of it may be kept
                DelegationTable.create(tx, Council.delegation(tx.newId(), council, proposal.id()));
                return Optional.of(Trouble.FULL);
            }
            return Optional.empty();
        });
    }

    @AfterEach
    void close() {
        council.close();
    }

    private String propose(Actor by, String... persons) {
        var made = council.db.write(
                by,
                tx -> council.proposals.propose(
                        tx, Kind.STATUS, List.of(persons), "Thử một việc", Map.of("what", "x")));
        return ((Proposing.Waiting) made).id();
    }

    private Proposal get(String id) {
        return council.db.read(handle -> council.proposals.find(handle, id).orElseThrow());
    }

    @Test
    void the_administrator_proposes_and_the_principal_approves_and_it_is_carried_out_once() {
        var id = propose(council.admin, council.teacher);
        assertThat(carriedOut).isEmpty();
        assertThat(council.proposals.approve(council.principal, id, "15/QĐ-THCS"))
                .isEqualTo(new Deciding.Done());
        assertThat(carriedOut).containsExactly(id);
        assertThat(get(id).state()).isEqualTo(State.APPROVED);
        assertThat(get(id).decisionNumber()).isEqualTo("15/QĐ-THCS");
        assertThat(get(id).text("what")).isEqualTo("x");
        // a replayed approval
        assertThat(council.proposals.approve(council.principal, id, "15/QĐ-THCS"))
                .isEqualTo(new Deciding.Refused(Reason.ALREADY_DECIDED));
        assertThat(carriedOut).hasSize(1);
    }

    @Test
    void nobody_decides_a_proposal_of_their_own_or_about_themselves() {
        var id = propose(council.admin, council.teacher);
        assertThat(council.proposals.approve(council.admin, id, "1")).isEqualTo(refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(council.proposals.approve(council.vice, id, "1")).isEqualTo(refused(Reason.NOT_DELEGATED));
        assertThat(council.proposals.approve(Actor.house("x"), id, "1")).isEqualTo(refused(Reason.NOT_THE_PRINCIPAL));
        // even somebody who is both, by whatever mistake
        council.give(council.admin, Proposal.Role.PRINCIPAL);
        var otherCapacity = new Actor(council.admin.account(), "s");
        assertThat(council.proposals.approve(otherCapacity, id, "1")).isEqualTo(refused(Reason.OWN_PROPOSAL));
        // nor does administration decide, whoever is in it
        var administering = new Actor(council.principal.account(), "s", Capacity.ADMINISTRATION);
        assertThat(council.proposals.approve(administering, id, "1")).isEqualTo(refused(Reason.NOT_THE_PRINCIPAL));
        var own = council.db.write(
                council.admin,
                tx -> council.proposals.propose(
                        tx, Kind.STATUS, List.of(council.staff(council.admin)), "Của mình", Map.of()));
        assertThat(own).isEqualTo(new Proposing.Refused(Reason.OWN_MATTER));
        assertThat(carriedOut).isEmpty();
    }

    @Test
    void the_principals_own_matter_is_the_vice_principals() {
        var id = propose(council.admin, council.staff(council.principal));
        assertThat(council.proposals.approve(council.principal, id, "1")).isEqualTo(refused(Reason.OWN_MATTER));
        assertThat(council.proposals.approve(council.vice, id, "1")).isEqualTo(new Deciding.Done());
        var mixed = council.db.write(
                council.admin,
                tx -> council.proposals.propose(
                        tx,
                        Kind.STATUS,
                        List.of(council.teacher, council.staff(council.principal)),
                        "Cả hai",
                        Map.of()));
        assertThat(mixed).isEqualTo(new Proposing.Refused(Reason.PRINCIPAL_APART));
    }

    @Test
    void an_approver_who_was_demoted_meanwhile_approves_nothing() {
        var id = propose(council.admin, council.teacher);
        council.take(council.principal, Proposal.Role.PRINCIPAL);
        assertThat(council.proposals.approve(council.principal, id, "1")).isEqualTo(refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(get(id).state()).isEqualTo(State.PROPOSED);
    }

    @Test
    void an_executor_that_refuses_leaves_nothing_but_the_note_of_it() {
        var made = council.db.write(
                council.admin,
                tx -> council.proposals.propose(
                        tx, Kind.STATUS, List.of(council.teacher), "Quá nhiều", Map.of("what", "too much")));
        var id = ((Proposing.Waiting) made).id();
        assertThat(council.proposals.approve(council.principal, id, "1")).isEqualTo(new Deciding.Failed(Trouble.FULL));
        assertThat(get(id).state()).isEqualTo(State.FAILED);
        assertThat(get(id).reason()).isEqualTo("governance.reason.FULL");
        assertThat(council.db.read(DelegationTable::list)).isEmpty();
    }

    @Test
    void many_are_approved_by_one_act_and_one_that_fails_stops_no_other() {
        var first = propose(council.admin, council.teacher);
        var bad = council.db.write(
                council.admin,
                tx -> council.proposals.propose(
                        tx, Kind.STATUS, List.of(council.teacher), "Quá nhiều", Map.of("what", "too much")));
        var last = propose(council.admin, council.teacher);
        var ids = List.of(first, ((Proposing.Waiting) bad).id(), last);
        var results = council.proposals.approveAll(council.principal, ids, "16/QĐ");
        assertThat(results.values())
                .containsExactly(new Deciding.Done(), new Deciding.Failed(Trouble.FULL), new Deciding.Done());
    }

    @Test
    void a_refusal_and_a_withdrawal_say_why() {
        var refused = propose(council.admin, council.teacher);
        assertThat(council.proposals.refuse(council.principal, refused, " ")).isEqualTo(refused(Reason.REASON_MISSING));
        assertThat(council.proposals.refuse(council.principal, refused, "chưa cần"))
                .isEqualTo(new Deciding.Done());
        assertThat(get(refused).reason()).isEqualTo("chưa cần");
        var withdrawn = propose(council.admin, council.teacher);
        assertThat(council.proposals.withdraw(council.principal, withdrawn, "x"))
                .isEqualTo(refused(Reason.NOT_THE_PROPOSER));
        assertThat(council.proposals.withdraw(council.admin, withdrawn, "nhầm")).isEqualTo(new Deciding.Done());
        assertThat(council.proposals.approve(council.principal, withdrawn, "1"))
                .isEqualTo(refused(Reason.ALREADY_DECIDED));
    }

    @Test
    void sql_on_the_open_database_neither_approves_nor_rewrites() {
        var id = propose(council.admin, council.teacher);
        for (var sql : List.of(
                "UPDATE proposal SET state = 'APPROVED', decided_by = proposed_by WHERE id = ?",
                "UPDATE proposal SET payload = '{}' WHERE id = ?",
                "DELETE FROM proposal WHERE id = ?")) {
            assertThatThrownBy(() -> council.db.write(
                            council.admin,
                            tx -> tx.handle().createUpdate(sql).bind(0, id).execute()))
                    .as(sql)
                    .hasStackTraceContaining("proposal");
        }
        assertThat(get(id).state()).isEqualTo(State.PROPOSED);
    }

    private static Deciding refused(Reason reason) {
        return new Deciding.Refused(reason);
    }
}
