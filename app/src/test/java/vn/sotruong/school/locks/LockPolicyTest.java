package vn.sotruong.school.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.locks.LockPolicy.Deed;
import vn.sotruong.school.locks.LockPolicy.Person;

class LockPolicyTest {
    private static final String GOLDEN = "lock-policy.golden.txt";

    @Test
    void who_may_do_what_with_a_lock_is_the_table_a_principal_signed() throws IOException {
        var table = table();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/test/java/vn/sotruong/school/locks", GOLDEN), table);
        }
        try (var golden = LockPolicyTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(golden).as("run once with -Dgolden=write").isNotNull();
            assertThat(table).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void nobody_executes_alone_what_he_decided_himself() {
        var both = new Person(true, true);
        for (var deed : List.of(Deed.EXECUTE, Deed.EXECUTE_REOPENING)) {
            for (var state : states()) {
                assertThat(LockPolicy.refusal(deed, both, state, true, true)).isPresent();
            }
        }
    }

    private static String table() {
        var lines = new ArrayList<String>();
        lines.add("Deed | Person | The lock | a valid board, another's decision | a valid board, one's own decision"
                + " | no valid board");
        for (var deed : Deed.values()) {
            for (var person : List.of(
                    new Person(false, false),
                    new Person(true, false),
                    new Person(false, true),
                    new Person(true, true))) {
                for (var state : states()) {
                    lines.add(String.join(
                            " | ",
                            deed.name(),
                            name(person),
                            state.map(Enum::name).orElse("NONE"),
                            word(LockPolicy.refusal(deed, person, state, true, false)),
                            word(LockPolicy.refusal(deed, person, state, true, true)),
                            word(LockPolicy.refusal(deed, person, state, false, false))));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<Optional<Lock.State>> states() {
        var states = new ArrayList<Optional<Lock.State>>();
        states.add(Optional.empty());
        for (var state : Lock.State.values()) {
            states.add(Optional.of(state));
        }
        return states;
    }

    private static String name(Person person) {
        if (person.principal()) {
            return person.member() ? "principal on the board" : "principal";
        }
        return person.member() ? "board member" : "anybody else";
    }

    private static String word(Optional<Reason> refusal) {
        return refusal.map(Enum::name).orElse("may");
    }
}
