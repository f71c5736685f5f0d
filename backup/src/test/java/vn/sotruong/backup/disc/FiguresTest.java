package vn.sotruong.backup.disc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.restore.Recovery;
import vn.sotruong.backup.set.SetBuilder;
import vn.sotruong.backup.set.SmallSet;

/** How large a set of a school year's marks is, and how long its way takes. */
@Tag("long")
class FiguresTest {
    @TempDir
    private Path folder;

    @Test
    void thirty_thousand_marks() throws Exception {
        var school = new SmallSet(folder, "HOAMAI", 30_000);
        var began = System.nanoTime();
        var set = new SetBuilder(step -> System.out.printf("  %d ms: %s%n", millisSince(began), step))
                .into(school.plan(), Files.createDirectories(folder.resolve("sets")));
        var built = millisSince(began);
        var burning = new Burning(folder.resolve("media"), folder.resolve("work"), Clock.systemUTC(), step -> {});
        var stick = new UsbFolder(Files.createDirectories(folder.resolve("stick")));
        for (var medium : List.of(stick, new Dvd("stdio:" + folder.resolve("disc.iso")))) {
            var outcome = burning.burn(set, medium);
            assertThat(outcome.details()).isEmpty();
            System.out.printf(
                    "%s: %d kB, written in %d ms, read back in %d ms%n",
                    outcome.kind(), outcome.bytes() / 1000, outcome.writeMillis(), outcome.readMillis());
        }
        var opening = System.nanoTime();
        try (var opened = Recovery.open(set, SmallSet.CARDS, "HOAMAI", SmallSet.MEMORY)) {
            opened.eachLine(line -> assertThat(line).isNotEmpty());
        }
        System.out.printf(
                "set with parity: %d kB; built in %d ms, opened with cards in %d ms%n",
                Folders.bytes(set) / 1000, built, millisSince(opening));
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
