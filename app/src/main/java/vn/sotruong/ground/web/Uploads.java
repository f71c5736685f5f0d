package vn.sotruong.ground.web;

import io.javalin.http.Context;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Nhận tệp: a file lies in memory until its page has handled it, so only a few are taken in at a time, one from each
 * account, and none for longer than the slowest radio link of a school needs.
 */
final class Uploads {
    /** So many files of {@link Routes#UPLOAD} bytes lie in memory at most. */
    static final int AT_ONCE = 4;

    private static final Duration WAIT = Duration.ofSeconds(15);
    private final Duration longest;
    private final Semaphore seats = new Semaphore(AT_ONCE, true);
    private final Set<String> sending = ConcurrentHashMap.newKeySet();

    /** @param longest how long a file may take to come in */
    Uploads(Duration longest) {
        this.longest = longest;
    }

    /** What is done with the file, from its first byte on. */
    @FunctionalInterface
    interface Handling {
        void run() throws Exception;
    }

    /** @throws Stop when this account sends another file already, or no seat gets free in time */
    void take(Context ctx, String account, Handling handling) throws Exception {
        if (!sending.add(account)) {
            throw new Stop(Trouble.BUSY);
        }
        try {
            if (!seats.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Stop(Trouble.BUSY);
            }
            try {
                inTime(ctx, handling);
            } finally {
                seats.release();
            }
        } finally {
            sending.remove(account);
        }
    }

    private void inTime(Context ctx, Handling handling) throws Exception {
        var request = ServletContextRequest.getServletContextRequest(ctx.req());
        var handled = new CompletableFuture<@Nullable Void>();
        var watched = handled.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(slow -> {
                    request.fail(slow);
                    return null;
                });
        try {
            handling.run();
        } catch (ServletException cut) {
            if (cut.getCause() instanceof HttpException) {
                throw new Stop(Trouble.UNREADABLE);
            }
            throw cut;
        } finally {
            handled.complete(null);
            watched.join();
        }
    }
}
