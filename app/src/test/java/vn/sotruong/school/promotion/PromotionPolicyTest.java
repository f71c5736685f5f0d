package vn.sotruong.school.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.sotruong.ground.kernel.Capacity;

class PromotionPolicyTest {
    private static final String GOLDEN = "promotion-policy.golden.txt";

    @Test
    @Tag("art:002-12.7")
    @Tag("art:002-13.6")
    void who_may_do_what_with_a_review_is_the_table_a_principal_signed() throws IOException {
        var table = table();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/test/java/vn/sotruong/school/promotion", GOLDEN), table);
        }
        try (var golden = PromotionPolicyTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(golden).as("run once with -Dgolden=write").isNotNull();
            assertThat(table).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String table() {
        var lines = new ArrayList<String>();
        lines.add("Deed | Person | Capacity | " + String.join(" | ", names()));
        for (var deed : Deed.values()) {
            for (var who : List.of(
                    "anybody else",
                    "subject teacher",
                    "homeroom teacher",
                    "principal",
                    "principal of their own class",
                    "deputy of the principal's own class",
                    "board member with the superior's decision")) {
                for (var capacity : List.of(Capacity.USE, Capacity.ADMINISTRATION)) {
                    var person = new PromotionPolicy.Person(
                            who.equals("homeroom teacher") || who.equals("principal of their own class"),
                            who.equals("subject teacher"),
                            who.startsWith("principal"),
                            who.equals("homeroom teacher") || who.equals("principal of their own class"),
                            who.equals("principal")
                                    || (who.startsWith("deputy") && capacity == Capacity.USE)
                                    || (who.startsWith("board") && capacity == Capacity.ADMINISTRATION),
                            capacity);
                    var words = new ArrayList<>(List.of(deed.name(), who, capacity.name()));
                    for (var state : State.values()) {
                        words.add(PromotionPolicy.refusal(deed, person, state)
                                .map(Enum::name)
                                .orElse("may"));
                    }
                    lines.add(String.join(" | ", words));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> names() {
        return java.util.Arrays.stream(State.values()).map(Enum::name).toList();
    }
}
