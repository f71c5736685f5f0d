package vn.sotruong.ground.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Người canh: whoever started this program and wants to hear how it is, by systemd's protocol: that it is ready, what it
 * does, that it stops, and again and again that it is alive. Where nobody asked for that, nothing is said.
 */
public final class Supervisor {
    /** A probe that failed is tried again so soon: of the time in which the supervisor wants to hear, this part. */
    private static final int AGAIN = 10;

    private final @Nullable NotifySocket socket;
    private final Duration deadline;

    private Supervisor(@Nullable NotifySocket socket, Duration deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * Reads what the supervisor left in the environment.
     *
     * @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID}
     * @param own the id of this process
     */
    public static Supervisor of(Map<String, String> environment, long own) {
        var name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!name.startsWith("/") && !name.startsWith("@")) {
            return new Supervisor(null, Duration.ZERO);
        }
        return new Supervisor(new NotifySocket(name), deadline(environment, own));
    }

    private static Duration deadline(Map<String, String> environment, long own) {
        var watched = environment.getOrDefault("WATCHDOG_PID", String.valueOf(own));
        var microseconds = environment.getOrDefault("WATCHDOG_USEC", "");
        return watched.equals(String.valueOf(own)) && microseconds.matches("[1-9][0-9]{0,15}")
                ? Duration.of(Long.parseLong(microseconds), java.time.temporal.ChronoUnit.MICROS)
                : Duration.ZERO;
    }

    /** The doors are open. */
    public void ready(String status) {
        tell("READY=1\n" + status(status));
    }

    /** What it does now, in a few words for whoever looks after the machine. */
    public void says(String status) {
        tell(status(status));
    }

    /** It was told to stop and does so. */
    public void stopping(String status) {
        tell("STOPPING=1\n" + status(status));
    }

    private static String status(String words) {
        return "STATUS=" + words.replaceAll("\\s+", " ");
    }

    /**
     * Says at once, and twice in the time in which the supervisor wants to hear, that the program is alive, as long as
     * {@code sound} tells so; one that hangs says nothing. Ends when closed.
     */
    public Watch watch(BooleanSupplier sound) {
        var watch = new Watch();
        if (!deadline.isZero()) {
            var _ = Thread.ofPlatform().name("watchdog").daemon(true).start(() -> watch(sound, watch.over));
        }
        return watch;
    }

    private void watch(BooleanSupplier sound, CountDownLatch over) {
        try {
            var next = Duration.ZERO;
            while (!over.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
                var alive = soundly(sound);
                if (alive) {
                    tell("WATCHDOG=1");
                }
                next = deadline.dividedBy(alive ? 2 : AGAIN);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean soundly(BooleanSupplier sound) {
        try {
            return sound.getAsBoolean();
        } catch (RuntimeException broken) {
            return false;
        }
    }

    /** A supervisor that is gone is no reason to stop serving. */
    private void tell(String text) {
        if (socket != null) {
            try {
                socket.send(text);
            } catch (IOException deaf) {
                System.err.println("sotruong: the supervisor does not hear us: " + deaf.getMessage());
            }
        }
    }

    /** Một lượt canh. */
    public static final class Watch implements AutoCloseable {
        private final CountDownLatch over = new CountDownLatch(1);

        private Watch() {}

        @Override
        public void close() {
            over.countDown();
        }
    }
}
