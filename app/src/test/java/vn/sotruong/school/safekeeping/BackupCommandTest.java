package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.secrets.StoreKeys;

/** The command line, with and without a running school. */
class BackupCommandTest {
    @TempDir
    Path folder;

    @Test
    void take_asks_the_running_school_and_opens_a_stopped_one_itself_and_restore_builds_anew() throws Exception {
        var home = folder.resolve("box");
        var cards = folder.resolve("cards");
        try (var box = Box.found(home, 12)) {
            ArchiveKeys.writeCards(cards, box.cards);
            box.mark(3, "gk", 85);
            try (var watchman = new Watchman(box.db, box.safekeeping, box.data, Clock.systemUTC())) {
                var running = Thread.ofPlatform().daemon().start(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        watchman.tick();
                        sleep();
                    }
                });
                assertThat(run("take", "--data", home.toString())).isZero();
                running.interrupt();
                running.join();
                assertThat(home.resolve("spool/requests")).isEmptyDirectory();
                var sets = box.db.<List<BackupSet>>read(box.safekeeping::list);
                assertThat(sets).extracting(BackupSet::session).contains(Session.ASKED);
            }
        }
        assertThat(run("rehearse", "--data", home.toString())).isZero();
        assertThat(run("take", "--data", home.toString(), "--session", "HK1")).isZero();
        var set = newest(home);
        var target = folder.resolve("new");
        var command = new ArrayList<>(List.of("restore", "--from", set.toString(), "--data", target.toString()));
        command.addAll(List.of("--cards", cards.resolve("the-1-tren-3.txt").toString()));
        assertThat(run(command.toArray(String[]::new))).isEqualTo(1);
        assertThat(target).doesNotExist();
        command.add(cards.resolve("the-3-tren-3.txt").toString());
        command.addAll(List.of("--school", "12345678"));
        assertThat(run(command.toArray(String[]::new)))
                .as("another school's set")
                .isEqualTo(1);
        assertThat(target).doesNotExist();
        command.set(command.size() - 1, Box.SCHOOL);
        assertThat(run(command.toArray(String[]::new))).isZero();
        assertThat(run(command.toArray(String[]::new))).as("over a school").isEqualTo(1);
        try (var restored = Box.open(target)) {
            assertThat(restored.marks().values()).containsExactly("8,5");
        }
    }

    @Test
    void wrong_usage_is_said_and_exits_2() {
        assertThat(run("take", "--data", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(run("restore", "--data", folder.resolve("x").toString())).isEqualTo(2);
        assertThat(run("restore", "--data", folder.resolve("x").toString(), "--cards", "y"))
                .isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    private static Path newest(Path home) throws Exception {
        try (var all = Files.list(home.resolve("spool/sets"))) {
            return all.filter(each -> each.toString().contains("-HK1-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private int run(String... arguments) {
        return BackupCommand.line(
                        data -> Files.exists(running(data.root())) ? Optional.empty() : opened(data.root()),
                        Box.schema(),
                        List.of(),
                        StoreKeys::inFile,
                        Clock.systemUTC(),
                        new SecureRandom())
                .execute(arguments);
    }

    /** While the box of this test is open in this process, another would find it held. */
    private static Path running(Path home) {
        return home.resolve("db/so.db-wal");
    }

    private static Optional<BackupCommand.Opened> opened(Path home) {
        Box box;
        try {
            box = Box.open(home);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Optional.of(new BackupCommand.Opened() {
            @Override
            public Safekeeping safekeeping() {
                return box.safekeeping;
            }

            @Override
            public void close() {
                box.close();
            }
        });
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
