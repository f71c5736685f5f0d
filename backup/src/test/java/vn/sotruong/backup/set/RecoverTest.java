package vn.sotruong.backup.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Cards;
import vn.sotruong.backup.seal.Run;

/** The Python script and our own cards must agree, for the day when only one of them is left. */
class RecoverTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void the_script_as_shipped() throws Exception {
        try (var in = Objects.requireNonNull(SetBuilder.class.getResourceAsStream("recover.py"))) {
            Files.copy(in, folder.resolve("recover.py"));
        }
    }

    @Test
    void every_quorum_gives_the_passphrase() throws Exception {
        for (var board : List.of(List.of(2, 3), List.of(3, 4), List.of(3, 5))) {
            var secret = new SecureRandom().generateSeed(32);
            int k = board.get(0);
            int n = board.get(1);
            var cards = Cards.split(secret, k, n, "91af03c2d4e5f607", new SecureRandom());
            for (var mask = 1; mask < 1 << n; mask++) {
                var some = new ArrayList<Cards.Card>();
                for (var i = 0; i < n; i++) {
                    if ((mask & 1 << i) != 0) {
                        some.add(cards.get(i));
                    }
                }
                if (some.size() == k || some.size() == k - 1 || some.size() == n) {
                    var typed = some.stream().map(Cards.Card::text).collect(Collectors.joining("\n"));
                    var run = run(typed);
                    if (some.size() >= k) {
                        assertThat(run.exit()).as(run.out()).isZero();
                        assertThat(run.out().strip()).isEqualTo(new String(Cards.passphrase(secret)));
                    } else {
                        assertThat(run.exit()).isEqualTo(1);
                        assertThat(run.out()).contains("cards are needed");
                    }
                }
            }
        }
    }

    @Test
    void mistyped_mixed_and_doubled_cards_are_refused_as_in_java() throws Exception {
        var one = Cards.split(new SecureRandom().generateSeed(32), 2, 3, "91af03c2d4e5f607", new SecureRandom());
        var other = Cards.split(new SecureRandom().generateSeed(32), 2, 3, "91af03c2d4e5f607", new SecureRandom());
        var first = one.get(0).text();
        assertThat(run(first + other.get(1).text()).out()).contains("different keys");
        assertThat(run(first + first).out()).contains("given twice");
        var letter = first.charAt(first.indexOf("MA ") + 3);
        var wrong = first.replace("MA " + letter, "MA " + (letter == '7' ? '8' : '7'));
        assertThat(run(wrong + one.get(1).text()).out()).contains("mistyped");
        assertThat(run("").out()).contains("no key card was given");
        assertThat(run("SOTRUONG THE-1 nonsense").out()).contains("no key card");
    }

    private Run run(String typed) throws Exception {
        return Run.of(folder, List.of("python3", "recover.py"), typed);
    }
}
