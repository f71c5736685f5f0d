package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    @TempDir
    private Path folder;

    @Test
    void the_newest_seven_nights_and_every_other_set_stay() throws IOException {
        try (var box = Box.found(folder, 1, false)) {
            for (var night = 1; night <= 9; night++) {
                record(box, "night-" + night, Session.NIGHTLY, night);
            }
            record(box, "asked", Session.ASKED, 0);

            assertThat(box.safekeeping.prune(Box.BOARD)).containsExactly("night-2", "night-1");
            assertThat(lying(box)).hasSize(8).contains("asked", "night-3", "night-9");

            Files.createDirectories(box.safekeeping.tray().resolve("night-1/data")); // as a kill would leave it
            assertThat(box.safekeeping.prune(Box.BOARD)).isEmpty();
            assertThat(lying(box)).hasSize(8).doesNotContain("night-1");
            assertThat(box.audit().findings()).isEmpty();
        }
    }

    private static void record(Box box, String name, Session session, int day) throws IOException {
        var made = Instant.parse("2026-10-01T15:00:00Z").plus(Duration.ofDays(day));
        Files.writeString(
                Files.createDirectories(box.safekeeping.tray().resolve(name)).resolve("bagit.txt"), "");
        box.db.<@Nullable Void>write(Box.BOARD, tx -> {
            BackupSetTable.put(
                    tx,
                    new BackupSet(tx.newId(), name, session, made, "0".repeat(16), 1, "0".repeat(64), 1, false),
                    true);
            return null;
        });
    }

    private static List<String> lying(Box box) throws IOException {
        try (var all = Files.list(box.safekeeping.tray())) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }
}
