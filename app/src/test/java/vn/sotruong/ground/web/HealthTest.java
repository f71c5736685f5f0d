package vn.sotruong.ground.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.HealthPages.Health;
import vn.sotruong.ground.web.HealthPages.State;

/** What a machine is told that asks how we are, and what we hear when we ask ourselves. */
class HealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private final AtomicReference<Health> health = new AtomicReference<>(Health.without(State.LOCKED));

    @Test
    void it_is_well_only_while_a_store_that_is_open_reads_and_writes() {
        try (var door = open()) {
            assertThat(told(door)).isEqualTo("200 {\"state\":\"locked\",\"version\":\"2026.11.1\"}");
            health.set(Health.without(State.SETUP));
            assertThat(told(door)).isEqualTo("200 {\"state\":\"setup\",\"version\":\"2026.11.1\"}");
            assertThat(door.web().answers(PATIENCE)).isTrue();
            health.set(new Health(State.OPEN, true, true));
            assertThat(told(door)).startsWith("200 ").endsWith(",\"database\":\"reads\",\"writer\":\"writes\"}");
            assertThat(door.web().answers(PATIENCE)).isTrue();
            health.set(new Health(State.OPEN, false, true));
            assertThat(told(door)).startsWith("503 ").contains("\"database\":\"silent\"");
            assertThat(door.web().answers(PATIENCE)).isFalse();
            health.set(new Health(State.OPEN, true, false));
            assertThat(told(door)).startsWith("503 ").contains("\"writer\":\"stuck\"");
            assertThat(door.web().answers(PATIENCE)).isFalse();
        }
    }

    private TestDoor open() {
        return TestDoor.open(data, Doorkeeper.ofNobody(), List.of(new HealthPages("2026.11.1\"<\r\n", health::get)));
    }

    private static String told(TestDoor door) {
        var answer = door.browser().get("/health");
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    void a_door_that_is_shut_or_that_says_nothing_is_no_answer() throws IOException {
        var door = open();
        door.close();
        assertThat(door.web().answers(PATIENCE)).isFalse();
        try (var mute = new ServerSocket(0)) {
            var knock = new Knock(new java.security.SecureRandom());
            assertThat(knock.answered("127.0.0.1", mute.getLocalPort(), Duration.ofMillis(200)))
                    .isFalse();
        }
    }
}
