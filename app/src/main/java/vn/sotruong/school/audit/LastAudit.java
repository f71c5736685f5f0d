package vn.sotruong.school.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;

/**
 * Lần kiểm tra gần nhất: begun in the background when the doors open and once a day after that, or by hand. It reads
 * line by line, on a thread of its own, and tells those who lead the school what it found.
 */
public final class LastAudit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastAudit.class);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Verification verification;
    private final Clock clock;
    private final AtomicReference<@Nullable Done> last = new AtomicReference<>();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit").daemon(true).factory());

    /** Việc kiểm tra. */
    @FunctionalInterface
    public interface Verification {
        Audit.Report run();
    }

    /** A run and when it ended. */
    public record Done(Audit.Report report, Instant at) {}

    public LastAudit(Verification verification, Clock clock) {
        this.verification = verification;
        this.clock = clock;
    }

    /** Begins the first run after {@code rest}, and goes on day by day. */
    public void begin(Duration rest) {
        var _ = background.scheduleWithFixedDelay(
                this::runQuietly, rest.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runQuietly() {
        try {
            var report = run().report();
            if (report.sound()) {
                LOG.info("the journal was verified and is sound: {} lines", report.lines());
            } else {
                LOG.error("the journal was verified and is NOT sound: {} findings", report.count());
            }
        } catch (RuntimeException failed) {
            if (!background.isShutdown()) {
                LOG.error("the journal could not be verified; it is tried again tomorrow or by hand", failed);
            }
        }
    }

    /** One at a time: each run holds a reader for as long as it lasts, and pages need them too. */
    synchronized Done run() {
        var done = new Done(verification.run(), clock.instant());
        last.set(done);
        return done;
    }

    /** The newest run since the program started. */
    public Optional<Done> find() {
        return Optional.ofNullable(last.get());
    }

    /** For those who lead the school: what the last run found, and restores that nobody has confirmed. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        if (!visitor.holds(Need.PRINCIPAL) && !visitor.holds(Need.BOARD)) {
            return List.of();
        }
        var found = find().map(done -> done.report().findings().size()).orElse(0) + Restores.countUnconfirmed(handle);
        return found == 0
                ? List.of()
                : List.of(new Notice(Notice.Tone.WRONG, "audit.notice", List.of(String.valueOf(found)), "/audit"));
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
