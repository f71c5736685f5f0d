package vn.sotruong.school.safekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;

/**
 * Người trực sao lưu: does the long work on a thread of its own, so that neither a page nor the clock waits. Every night
 * a set, at its hour or as soon as the box is on again; a drill once a month; and what the command line asks for.
 */
public final class Watchman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
    private static final Actor NIGHT = Actor.house("backup");
    private static final Duration BETWEEN_DRILLS = Duration.ofDays(30);
    private static final Duration AFTER_A_REFUSAL = Duration.ofHours(1);

    private final Database db;
    private final Safekeeping safekeeping;
    private final Requests requests;
    private final Clock clock;
    private final ExecutorService hands = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("safekeeping").daemon(true).factory());
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Instant refusedAt;
    private volatile @Nullable Taking last;

    public Watchman(Database db, Safekeeping safekeeping, DataFolder data, Clock clock) {
        this.db = db;
        this.safekeeping = safekeeping;
        this.requests = new Requests(data.spool());
        this.clock = clock;
        this.refusedAt = safekeeping.cutOffAt().orElse(null);
    }

    /** Looks whether something is to be done, and begins it. Returns at once. */
    public void tick() {
        if (!requests.list().isEmpty()) {
            begin(this::serve);
        } else if (nightlyDue()) {
            begin(this::night);
        }
    }

    /** Begins a set that somebody asked for on a page. @return whether it began; false while another is being made */
    boolean ask(Actor actor, Session session) {
        return begin(() -> last = safekeeping.take(actor, session));
    }

    /** Begins a drill. @return whether it began */
    boolean askRehearsal(Actor actor) {
        return begin(() -> {
            var _ = safekeeping.rehearse(actor);
        });
    }

    /** Whether something is being done. */
    boolean working() {
        return busy.get();
    }

    /** What became of the newest set that was asked for since the program started. */
    Optional<Taking> last() {
        return Optional.ofNullable(last);
    }

    private boolean nightlyDue() {
        var refused = refusedAt;
        var now = clock.instant();
        if (refused != null && !refused.isAfter(now) && now.isBefore(refused.plus(AFTER_A_REFUSAL))) {
            return false;
        }
        return db.<Boolean>read(handle -> safekeeping.due(handle, now));
    }

    private void night() {
        var taking = safekeeping.take(NIGHT, Session.NIGHTLY);
        last = taking;
        if (taking instanceof Taking.Refused(var reason, var detail)) {
            refusedAt = clock.instant();
            LOG.warn("no nightly set: {} {}", reason, detail);
            return;
        }
        refusedAt = null;
        var _ = safekeeping.prune(NIGHT);
        var drilled = db.<Optional<Rehearsal>>read(safekeeping::findLastRehearsal);
        if (drilled.isEmpty() || drilled.get().at().plus(BETWEEN_DRILLS).isBefore(clock.instant())) {
            var _ = safekeeping.rehearse(NIGHT);
        }
    }

    private void serve() {
        for (var request : requests.list()) {
            requests.answer(request, safekeeping.take(NIGHT, request.session()));
        }
    }

    private boolean begin(Runnable work) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            hands.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error failed) {
                    refusedAt = clock.instant();
                    LOG.error("safekeeping failed and will be tried again", failed);
                } finally {
                    busy.set(false);
                }
            });
            return true;
        } catch (RejectedExecutionException closing) {
            busy.set(false);
            return false;
        }
    }

    /** Stops; a set that is being made is cut off and leaves nothing behind that counts. */
    @Override
    public void close() {
        hands.shutdownNow();
        try {
            if (!hands.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.info("a backup set was cut off; the next start takes it anew");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
