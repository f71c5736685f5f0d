package vn.sotruong.ground.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.ground.kernel.ClockDoubtful;
import vn.sotruong.ground.kernel.Ids;

/**
 * Người ghi duy nhất: the one thread that writes. Works that arrive together share one commit (one fsync); each has its
 * own savepoint, so one that fails takes nothing with it, and each caller is answered only when the commit is durable.
 */
final class Writer implements AutoCloseable {
    private static final int WORKS_A_COMMIT = 64;

    private final Handle handle;
    private final Connection connection;
    private final Clock clock;
    private final LongSupplier ticks;
    private final Ids ids;
    private final @Nullable Journal journal;
    private final boolean tellsRefusals;
    private final LinkedBlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;
    private volatile long begun;
    private volatile boolean busy;

    /**
     * @param ticks nanoseconds of a counter that nobody sets
     * @param tellsRefusals whether whoever is refused leaves a line
     */
    Writer(Handle handle, Clock clock, LongSupplier ticks, Ids ids, @Nullable Journal journal, boolean tellsRefusals)
            throws SQLException {
        this.handle = handle;
        this.ticks = ticks;
        this.connection = handle.getConnection();
        this.clock = clock;
        this.ids = ids;
        this.journal = journal;
        this.tellsRefusals = tellsRefusals;
        connection.setAutoCommit(true);
        thread = Thread.ofPlatform().name("writer").daemon(true).start(this::serve);
    }

    /** Trust: how much a work asks of the clock. */
    enum Trust {
        /** An honest clock, or the work is refused. */
        NEEDED,
        /** The work is done whatever the clock says, and its lines say so. */
        WAIVED,
        /** The work vouches for the clock as it stands. */
        GIVEN
    }

    /** What is wrong with the clock, if anything. */
    Optional<ClockDoubt> doubt() {
        return journal == null ? Optional.empty() : journal.doubt(Moments.toMilliseconds(clock.instant()));
    }

    Revision watch(Set<Entity> quiet) {
        if (journal == null) {
            throw new IllegalStateException("this house keeps no journal");
        }
        return journal.watch(quiet);
    }

    /** How long the commit that is being made has taken until now; nothing while none is. */
    Duration writing() {
        var since = begun;
        return busy ? Duration.ofNanos(Math.max(0, ticks.getAsLong() - since)) : Duration.ZERO;
    }

    <T extends @Nullable Object> T write(Actor actor, Trust trust, WriteWork<T> work) {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("a write inside a write");
        }
        if (closing) {
            throw new IllegalStateException("the store is closing");
        }
        var waiting = new Waiting<>(
                actor,
                trust,
                Admission.current().orElse(null),
                tellsRefusals ? Occasion.current().orElse(null) : null,
                work);
        queue.add(waiting);
        if (closed) {
            refuseTheRest(); // the thread has looked for the last time
        }
        try {
            return waiting.answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private void serve() {
        var batch = new ArrayList<Waiting<?>>();
        while (true) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                closed = true;
                refuseTheRest();
                return;
            }
            queue.drainTo(batch, WORKS_A_COMMIT - 1);
            begun = ticks.getAsLong();
            busy = true;
            commit(batch);
            busy = false;
            batch.clear();
        }
    }

    private void commit(List<Waiting<?>> batch) {
        var before = journal == null ? null : journal.place();
        try {
            execute("BEGIN IMMEDIATE");
            for (var each : batch) {
                run(each);
            }
            if (journal != null) {
                journal.end();
            }
            execute("COMMIT");
            if (journal != null) {
                journal.settle();
            }
        } catch (SQLException | RuntimeException | Error failed) {
            undo(before);
            var failure = new StoreFailed("the commit failed, nothing was kept", failed);
            batch.forEach(each -> each.answer.completeExceptionally(failure));
            return;
        }
        batch.forEach(Waiting::settle);
    }

    private <T extends @Nullable Object> void run(Waiting<T> waiting) throws SQLException {
        var before = journal == null ? null : journal.place();
        execute("SAVEPOINT work");
        try {
            if (waiting.admission != null) {
                waiting.admission.confirm(handle);
            }
            var wall = Moments.toMilliseconds(clock.instant());
            var time = journal == null ? new Tx.Reading(wall, wall, false) : time(journal, wall, waiting.trust);
            var number = journal == null ? 0 : journal.begin();
            var tx = new Tx(handle, waiting.actor, time, ids, number, journal);
            var answer = waiting.work.in(tx);
            var occasion = waiting.occasion;
            if (occasion != null) {
                Refusals.of(answer).ifPresent(why -> Refusals.keep(tx, occasion, why));
            }
            waiting.keep(answer);
        } catch (RuntimeException | Error failed) {
            execute("ROLLBACK TO work");
            if (journal != null && before != null) {
                journal.backTo(before);
            }
            waiting.failed = failed;
            tell(waiting, failed);
        }
        execute("RELEASE work");
    }

    /** Of a work that was undone because somebody may not, or because the clock is in doubt, that alone is kept. */
    private void tell(Waiting<?> waiting, Throwable failed) throws SQLException {
        var occasion = waiting.occasion;
        var why = Refusals.of(failed);
        if (occasion == null || journal == null || why.isEmpty()) {
            return;
        }
        var before = journal.place();
        try {
            var time = time(journal, Moments.toMilliseconds(clock.instant()), Trust.WAIVED);
            var number = journal.begin();
            Refusals.keep(new Tx(handle, waiting.actor, time, ids, number, journal), occasion, why.get());
        } catch (RuntimeException untold) {
            execute("ROLLBACK TO work");
            journal.backTo(before);
            failed.addSuppressed(untold);
        }
    }

    private static Tx.Reading time(Journal journal, Instant wall, Trust trust) {
        if (trust == Trust.GIVEN) {
            journal.accept(wall);
        }
        var doubt = journal.doubt(wall);
        if (doubt.isPresent() && trust == Trust.NEEDED) {
            throw new ClockDoubtful(doubt.get());
        }
        return doubt.isPresent()
                ? new Tx.Reading(journal.notBeforeLast(doubt.get().last()), wall, true)
                : new Tx.Reading(journal.notBeforeLast(wall), wall, false);
    }

    private void undo(Journal.@Nullable Place before) {
        try {
            execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // SQLite ends the transaction itself after some failures; either way nothing of it remains
        }
        if (journal != null && before != null) {
            journal.backTo(before);
            journal.settle();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void refuseTheRest() {
        var failure = new IllegalStateException("the store is closed");
        for (var each = queue.poll(); each != null; each = queue.poll()) {
            each.answer.completeExceptionally(failure);
        }
    }

    /** Lets the works that wait finish, then stops. */
    @Override
    public void close() {
        closing = true;
        var last = new Waiting<@Nullable Void>(Actor.house("close"), Trust.WAIVED, null, null, tx -> null);
        queue.add(last);
        last.answer.exceptionally(failed -> null).join();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handle.close();
    }

    /** A work that waits for its commit. */
    private static final class Waiting<T extends @Nullable Object> {
        private final Actor actor;
        private final Trust trust;
        private final @Nullable Admission admission;
        private final @Nullable Occasion occasion;
        private final WriteWork<T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failed;

        Waiting(
                Actor actor,
                Trust trust,
                @Nullable Admission admission,
                @Nullable Occasion occasion,
                WriteWork<T> work) {
            this.actor = actor;
            this.trust = trust;
            this.admission = admission;
            this.occasion = occasion;
            this.work = work;
        }

        void keep(T result) {
            this.result = result;
        }

        @SuppressWarnings("NullAway") // T itself may be nullable
        void settle() {
            if (failed != null) {
                answer.completeExceptionally(failed);
            } else {
                answer.complete(result);
            }
        }
    }
}
