package vn.sotruong.sync.courier;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** Các chuyến đi: goes until the office has everything, waits after outages, tries the office's next address. */
public final class Rounds implements AutoCloseable {
    /** What happens on the way, for whoever watches. */
    public interface Telling {
        void trip(Courier.Trip trip);

        void outage(Outage outage, Duration wait);
    }

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final CourierHome.Enrolled enrolled;
    private final Spool spool;
    private final Clock clock;
    private final RandomGenerator random;
    private final Telling telling;
    private final Backoff backoff;
    private @Nullable Courier courier;
    private int address;

    /** Rounds of an enrolled courier. */
    public Rounds(CourierHome.Enrolled enrolled, Spool spool, Clock clock, RandomGenerator random, Telling telling) {
        this.enrolled = enrolled;
        this.spool = spool;
        this.clock = clock;
        this.random = random;
        this.telling = telling;
        this.backoff = new Backoff(random);
    }

    /** Goes until a trip succeeds or {@code tries} have failed; true when one succeeded. */
    public boolean send(int tries) throws Unwelcome, IOException, InterruptedException {
        for (int i = 1; i <= tries; i++) {
            try {
                telling.trip(courier().go());
                backoff.succeeded();
                return true;
            } catch (Outage outage) {
                nextAddress();
                var wait = backoff.failed(outage.atLeast());
                telling.outage(outage, wait);
                if (i < tries) {
                    Thread.sleep(wait);
                }
            }
        }
        return false;
    }

    /** Goes whenever something new waits, and every few minutes to ask; ends by interruption only. */
    public void watch() throws IOException, InterruptedException {
        List<String> delivered = List.of();
        var last = clock.instant().minus(IDLE);
        while (true) {
            var waiting = waiting();
            if (!waiting.equals(delivered) || last.plus(IDLE).compareTo(clock.instant()) <= 0) {
                try {
                    send(Integer.MAX_VALUE);
                } catch (Unwelcome no) {
                    var outage = new Outage(no.detail(), no);
                    var wait = backoff.failed(Duration.ZERO);
                    telling.outage(outage, wait);
                    Thread.sleep(wait);
                    continue;
                }
                delivered = waiting;
                last = clock.instant();
            }
            Thread.sleep(LOOK);
        }
    }

    private List<String> waiting() {
        return spool.list(Tray.OUTBOX, Outbox.BUNDLE).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private Courier courier() {
        var present = courier;
        if (present == null) {
            URI office = enrolled.urls().get(address % enrolled.urls().size());
            present = new Courier(enrolled, office, spool, clock, random);
            courier = present;
        }
        return present;
    }

    private void nextAddress() {
        if (enrolled.urls().size() > 1) {
            close();
            address++;
        }
    }

    @Override
    public void close() {
        var present = courier;
        if (present != null) {
            present.close();
            courier = null;
        }
    }
}
