package vn.sotruong.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.set.SmallSet;

/** What root does with sticks and discs, as the box runs it, with this program behind it; a script of its own checks it. */
class SticksAndDiscsTest {
    @TempDir
    private Path folder;

    @Test
    void sticks_and_discs_are_looked_at_served_and_told() throws Exception {
        var sets = Files.createDirectories(folder.resolve("sets"));
        new SmallSet(folder, "HOAMAI", 60).build(sets);
        var said = folder.resolve("said");
        var exit = new ProcessBuilder(List.of(
                        "bash",
                        "../appliance-image/check/media.sh",
                        folder.resolve("work").toString(),
                        sets.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        var lines = Files.readAllLines(said);
        assertThat(exit).as(String.join("\n", lines)).isZero();
        assertThat(lines).noneMatch(line -> line.startsWith("FAILED"));
        if (lines.stream().noneMatch(line -> line.startsWith("NOT RUN sticks and discs"))) {
            assertThat(lines).contains("ok a full stick is told", "ok a folder that is a link is refused");
        }
        lines.stream().filter(line -> line.startsWith("NOT RUN")).forEach(System.out::println);
    }
}
