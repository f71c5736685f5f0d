package vn.sotruong.ground.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor hears of us on a socket of its own kind. */
class SupervisorTest {
    private final long own = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private String path() {
        return folder.resolve("notify").toString();
    }

    @Test
    void it_hears_from_the_process_itself_that_it_is_ready_what_it_does_and_that_it_stops() {
        try (var listener = new Listener(path())) {
            var supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", path()), own);
            supervisor.says("đang mở\nsổ");
            supervisor.ready("đang phục vụ");
            supervisor.stopping("đang dừng");
            assertThat(listener.await(heard -> heard.size() == 3))
                    .containsExactly(
                            own + " STATUS=đang mở sổ",
                            own + " READY=1|STATUS=đang phục vụ",
                            own + " STOPPING=1|STATUS=đang dừng");
        }
    }

    @Test
    void a_socket_whose_name_stands_in_no_file_system_hears_it_too() {
        var name = "@sotruong-" + own + "-" + System.nanoTime();
        try (var listener = new Listener(name)) {
            Supervisor.of(Map.of("NOTIFY_SOCKET", name), own).ready("x");
            assertThat(listener.await(heard -> !heard.isEmpty())).containsExactly(own + " READY=1|STATUS=x");
        }
    }

    @Test
    void it_hears_that_the_program_is_alive_only_while_it_is() throws InterruptedException {
        var asked = new AtomicInteger();
        try (var listener = new Listener(path())) {
            var environment = Map.of("NOTIFY_SOCKET", path(), "WATCHDOG_USEC", "200000");
            // sound three times, then broken, then in pain, and well again
            try (var _ = Supervisor.of(environment, own).watch(() -> {
                var n = asked.incrementAndGet();
                if (n == 5) {
                    throw new IllegalStateException("in pain");
                }
                return n <= 3 || n >= 6;
            })) {
                listener.await(heard -> heard.size() >= 5);
            }
            assertThat(asked.get()).isGreaterThanOrEqualTo(7);
            assertThat(listener.heard()).allMatch(each -> each.equals(own + " WATCHDOG=1"));
            var then = asked.get();
            Thread.sleep(400);
            assertThat(asked.get()).as("a watch that was closed asks no more").isBetween(then, then + 1);
        }
    }

    @Test
    void a_program_that_hangs_says_nothing() throws InterruptedException {
        try (var listener = new Listener(path())) {
            var environment = Map.of("NOTIFY_SOCKET", path(), "WATCHDOG_USEC", "50000", "WATCHDOG_PID", "" + own);
            try (var _ = Supervisor.of(environment, own).watch(SupervisorTest::hang)) {
                Thread.sleep(300);
            }
            assertThat(listener.heard()).isEmpty();
        }
    }

    private static boolean hang() {
        try {
            Thread.sleep(600);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    @Test
    void where_nobody_asked_nothing_is_said_and_nobody_is_watched() throws InterruptedException {
        var asked = new AtomicInteger();
        for (var environment : java.util.List.of(
                Map.<String, String>of(),
                Map.of("NOTIFY_SOCKET", "vsock:2:1"),
                Map.of("WATCHDOG_USEC", "1000"),
                Map.of("NOTIFY_SOCKET", path(), "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1"),
                Map.of("NOTIFY_SOCKET", path(), "WATCHDOG_USEC", "soon"))) {
            try (var _ = Supervisor.of(environment, own).watch(() -> asked.incrementAndGet() > 0)) {
                Thread.sleep(20);
            }
        }
        assertThat(asked).hasValue(0);
        Supervisor.of(Map.of(), own).ready("x");
    }

    @Test
    void a_supervisor_that_is_gone_stops_nobody() {
        Supervisor.of(Map.of("NOTIFY_SOCKET", path()), own).ready("x");
        assertThatThrownBy(() -> new NotifySocket(path()).send("x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new NotifySocket("/" + "x".repeat(107))).isInstanceOf(IllegalArgumentException.class);
    }
}
