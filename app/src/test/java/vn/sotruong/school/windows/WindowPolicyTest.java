package vn.sotruong.school.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.windows.WindowPolicy.Deed;
import vn.sotruong.school.windows.WindowPolicy.Person;

class WindowPolicyTest {
    private static final String GOLDEN = "window-policy.golden.txt";

    @Test
    @Tag("art:002-15.3")
    void who_may_do_what_with_a_window_is_the_table_a_principal_signed() throws IOException {
        var table = table();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/test/java/vn/sotruong/school/windows", GOLDEN), table);
        }
        try (var golden = WindowPolicyTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(golden).as("run once with -Dgolden=write").isNotNull();
            assertThat(table).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String table() {
        var lines = new ArrayList<String>();
        lines.add("Deed | Person | The window | proposed by another | proposed by oneself | administering");
        for (var deed : Deed.values()) {
            for (var who : List.of("anybody else", "board member", "vice-principal", "principal or delegate")) {
                for (var phase : phases()) {
                    lines.add(String.join(
                            " | ",
                            deed.name(),
                            who,
                            phase.map(Enum::name).orElse("NONE"),
                            word(deed, person(who, false, Capacity.USE), phase),
                            word(deed, person(who, true, Capacity.USE), phase),
                            word(deed, person(who, false, Capacity.ADMINISTRATION), phase)));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static Person person(String who, boolean proposer, Capacity capacity) {
        return new Person(
                who.startsWith("principal"),
                who.equals("vice-principal"),
                who.equals("board member"),
                proposer,
                capacity);
    }

    private static List<Optional<Window.Phase>> phases() {
        var phases = new ArrayList<Optional<Window.Phase>>();
        phases.add(Optional.empty());
        for (var phase : Window.Phase.values()) {
            phases.add(Optional.of(phase));
        }
        return phases;
    }

    private static String word(Deed deed, Person person, Optional<Window.Phase> phase) {
        return WindowPolicy.refusal(deed, person, phase).map(Enum::name).orElse("may");
    }
}
