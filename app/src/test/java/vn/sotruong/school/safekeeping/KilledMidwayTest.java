package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.school.safekeeping.Taking.Made;

/** A child process takes a set and is killed at each step in turn, as a power cut would. */
class KilledMidwayTest {
    private static final List<String> STEPS =
            List.of("copying", "open export", "change lines", "database image", "parity");

    @TempDir
    Path folder;

    @Test
    void a_take_that_is_killed_leaves_no_half_set_and_the_next_one_works() throws Exception {
        var home = folder.resolve("box");
        Box.found(home, 24).close();
        for (var step : STEPS) {
            killAt(step, home);
            try (var box = Box.open(home)) {
                var tray = box.safekeeping.tray();
                if (Files.isDirectory(tray)) {
                    try (var all = Files.list(tray)) {
                        assertThat(all.filter(
                                        each -> !each.getFileName().toString().startsWith(".")))
                                .as("after a kill at: " + step)
                                .isEmpty();
                    }
                }
                assertThat(box.audit().findings()).isEmpty();
                assertThat(box.db.<List<BackupSet>>read(box.safekeeping::list)).isEmpty();
            }
        }
        try (var box = Box.open(home)) {
            var made = (Made) box.safekeeping.take(Box.BOARD, Session.ASKED);
            var tray = box.safekeeping.tray();
            assertThat(Checkup.of(tray.resolve(made.set().name())).findings()).isEmpty();
            try (var all = Files.list(tray)) {
                assertThat(all).hasSize(1);
            }
            assertThat(leftInMemory()).isEmpty();
        }
    }

    @Test
    void a_set_that_was_whole_before_the_kill_but_not_yet_recorded_is_recorded_by_the_next_take() throws Exception {
        var home = folder.resolve("box");
        Box.found(home, 12).close();
        var database = home.resolve("db/so.db");
        var before = Files.readAllBytes(database);
        String first;
        try (var box = Box.open(home)) {
            first = ((Made) box.safekeeping.take(Box.BOARD, Session.HK1)).set().name();
        }
        Files.write(database, before);
        Files.deleteIfExists(home.resolve("db/so.db-wal"));
        Files.deleteIfExists(home.resolve("db/so.db-shm"));
        try (var box = Box.open(home)) {
            var second = ((Made) box.safekeeping.take(Box.BOARD, Session.ASKED))
                    .set()
                    .name();
            assertThat(box.db.<List<BackupSet>>read(box.safekeeping::list))
                    .extracting(BackupSet::name)
                    .containsExactly(second, first);
            assertThat(box.audit().findings()).isEmpty();
        }
    }

    private static void killAt(String step, Path home) throws Exception {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.lib.path=" + System.getProperty("org.sqlite.lib.path"),
                        "-Dorg.sqlite.lib.name=" + System.getProperty("org.sqlite.lib.name"),
                        "-cp",
                        classPath(),
                        TakingMain.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.contains(step)) {
                    break;
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as("killed at: " + step).isNotZero();
    }

    /** What the killed children left on tmpfs is swept by whoever takes an image next. */
    private static List<Path> leftInMemory() throws Exception {
        try (var all = Files.list(Box.MEMORY)) {
            return all.filter(each -> each.getFileName().toString().matches("sotruong-[0-9]+-.*"))
                    .filter(each -> ProcessHandle.of(
                                    Long.parseLong(each.getFileName().toString().split("-", 3)[1]))
                            .isEmpty())
                    .toList();
        }
    }

    private static String classPath() {
        var surefire = System.getProperty("surefire.test.class.path");
        return surefire != null ? surefire : System.getProperty("java.class.path");
    }
}
