package vn.sotruong.school.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.governance.Proposal.Kind;
import vn.sotruong.school.governance.Proposal.Role;
import vn.sotruong.school.governance.Proposal.State;
import vn.sotruong.school.governance.ProposalPolicy.Deed;
import vn.sotruong.school.governance.ProposalPolicy.Person;

/** The whole table as a text that a principal can read and sign; rewritten only with {@code -Dgolden=write}. */
class ProposalPolicyTest {
    private static final Path GOLDEN =
            Path.of("src/test/java/vn/sotruong/school/governance/proposal-policy.golden.txt");

    @Test
    void the_whole_table_is_as_signed() throws IOException {
        var lines = new ArrayList<String>();
        for (var kind : Kind.values()) {
            for (var role : Role.values()) {
                lines.add("PROPOSE %s, %s: %s"
                        .formatted(kind, role, say(ProposalPolicy.propose(kind, Set.of(role), false, false))));
            }
        }
        for (var role : roles()) {
            for (var person : List.of("neither", "proposer", "concerned")) {
                for (var delegated : List.of(false, true)) {
                    for (var principals : List.of(false, true)) {
                        var who = new Person(role, delegated, person.equals("proposer"), person.equals("concerned"));
                        lines.add("APPROVE by %s, %s%s%s: %s"
                                .formatted(
                                        role,
                                        person,
                                        delegated ? ", delegated" : "",
                                        principals ? ", the principal's own" : "",
                                        say(ProposalPolicy.decide(Deed.APPROVE, who, State.PROPOSED, principals))));
                    }
                }
            }
        }
        if ("write".equals(System.getProperty("golden"))) {
            Files.write(GOLDEN, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void a_proposer_or_a_person_concerned_decides_nothing_whatever_their_posts() {
        for (var deed : List.of(Deed.APPROVE, Deed.REFUSE)) {
            for (var principals : List.of(false, true)) {
                var all = EnumSet.allOf(Role.class);
                assertThat(ProposalPolicy.decide(deed, new Person(all, true, true, false), State.PROPOSED, principals))
                        .contains(Reason.OWN_PROPOSAL);
                assertThat(ProposalPolicy.decide(deed, new Person(all, true, false, true), State.PROPOSED, principals))
                        .contains(Reason.OWN_MATTER);
            }
        }
        for (var kind : EnumSet.complementOf(EnumSet.of(Kind.WINDOW))) {
            assertThat(ProposalPolicy.propose(kind, EnumSet.allOf(Role.class), true, false))
                    .contains(Reason.OWN_MATTER);
        }
        assertThat(ProposalPolicy.propose(Kind.WINDOW, EnumSet.allOf(Role.class), false, false))
                .as("proposed in a room of its own")
                .contains(Reason.MAY_NOT_PROPOSE);
    }

    @Test
    void what_is_decided_is_decided_once_and_only_its_proposer_withdraws() {
        var principal = new Person(Set.of(Role.PRINCIPAL), false, false, false);
        var proposer = new Person(Set.of(Role.ADMIN), false, true, false);
        for (var state : EnumSet.complementOf(EnumSet.of(State.PROPOSED))) {
            assertThat(ProposalPolicy.decide(Deed.APPROVE, principal, state, false))
                    .contains(Reason.ALREADY_DECIDED);
            assertThat(ProposalPolicy.decide(Deed.REFUSE, principal, state, false))
                    .contains(Reason.ALREADY_DECIDED);
            assertThat(ProposalPolicy.decide(Deed.WITHDRAW, proposer, state, false))
                    .contains(Reason.ALREADY_DECIDED);
        }
        assertThat(ProposalPolicy.decide(Deed.WITHDRAW, principal, State.PROPOSED, false))
                .contains(Reason.NOT_THE_PROPOSER);
        assertThat(ProposalPolicy.decide(Deed.WITHDRAW, proposer, State.PROPOSED, false))
                .isEmpty();
    }

    private static List<Set<Role>> roles() {
        var sets = new ArrayList<Set<Role>>();
        sets.add(Set.of());
        for (var role : Role.values()) {
            sets.add(Set.of(role));
        }
        return sets;
    }

    private static String say(Optional<Reason> refusal) {
        return refusal.map(Enum::name).orElse("allowed");
    }
}
