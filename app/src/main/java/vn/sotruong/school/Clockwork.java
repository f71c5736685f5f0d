package vn.sotruong.school;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Đồng hồ việc: does each job again and again, one at a time. A job that fails is logged and tried at its next turn. */
final class Clockwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** Việc theo giờ. */
    record Job(String name, Duration every, Runnable work) {}

    private final ScheduledExecutorService hands = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("clockwork").daemon(true).factory());

    Clockwork(List<Job> jobs) {
        for (var job : jobs) {
            var every = job.every().toMillis();
            var _ = hands.scheduleWithFixedDelay(() -> run(job), Math.min(every, 2_000), every, TimeUnit.MILLISECONDS);
        }
    }

    private static void run(Job job) {
        try {
            job.work().run();
        } catch (RuntimeException | Error failed) {
            LOG.error("job {} failed and will be tried again", job.name(), failed);
        }
    }

    @Override
    public void close() {
        hands.shutdown();
        try {
            if (!hands.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                hands.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
