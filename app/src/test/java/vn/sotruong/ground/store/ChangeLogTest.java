package vn.sotruong.ground.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;

class ChangeLogTest {
    @TempDir
    private Path folder;

    @Test
    void a_stretch_never_splits_a_transaction() {
        var random = new SecureRandom();
        try (var db = Database.create(
                folder.resolve("so.db"),
                DatabaseKey.random(random),
                Clock.systemUTC(),
                random,
                DatabaseTest.SCHEMA,
                "79000001")) {
            for (var size : new int[] {1, 3, 2, 5}) {
                db.write(DatabaseTest.LAN, tx -> {
                    for (var i = 0; i < size; i++) {
                        tx.create(DatabaseTest.MARK, Map.of("pupil", tx.newId(), "col", "tx1", "tenths", 50L));
                    }
                    return size;
                });
            }
            db.read(handle -> {
                assertThat(ChangeLog.lastSeq(handle)).isEqualTo(11);
                assertThat(ChangeLog.listFrom(handle, 1, 2)).hasSize(1);
                assertThat(ChangeLog.listFrom(handle, 1, 4)).hasSize(4);
                assertThat(ChangeLog.listFrom(handle, 1, 5)).hasSize(4);
                assertThat(ChangeLog.listFrom(handle, 7, 2)).hasSize(5);
                assertThat(ChangeLog.listFrom(handle, 2, 100)).hasSize(10);
                assertThat(ChangeLog.listFrom(handle, 12, 100)).isEmpty();
                assertThat(ChangeLog.waitingAfter(handle, 4).count()).isEqualTo(7);
                assertThat(ChangeLog.lineage(handle).school()).isEqualTo("79000001");
                return true;
            });
        }
    }
}
