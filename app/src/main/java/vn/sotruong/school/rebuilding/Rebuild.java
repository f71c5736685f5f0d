package vn.sotruong.school.rebuilding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.safekeeping.Bringing;
import vn.sotruong.school.safekeeping.Bringing.Answer;
import vn.sotruong.school.safekeeping.Restoring;
import vn.sotruong.school.safekeeping.Restoring.Restored;
import vn.sotruong.school.safekeeping.Restoring.Step;

/**
 * Dựng lại trường: one set at a time, sent by a browser or brought in by the box, becomes a school that waits, out of
 * sight, until somebody has looked at what it is and lets it in. A program that stops before that begins again with
 * nothing.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    /** Root's helper answers within an hour, or was ended. */
    private static final Duration LONGEST = Duration.ofMinutes(65);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Founding founding;
    private final Restorer restorer;
    private final Bringing bringing;
    private final ReceivedSet received;
    private Path set;
    private State state = new State.Waiting(null);

    Rebuild(Founding founding, Restorer restorer, Bringing bringing) {
        this.founding = founding;
        this.restorer = restorer;
        this.bringing = bringing;
        this.received = new ReceivedSet(founding.rebuilding().resolve("set"));
        this.set = received.folder();
    }

    /** Người phục hồi: opens a set with cards and builds a data folder from it. */
    @FunctionalInterface
    public interface Restorer {
        Restoring run(Path set, List<Card> cards, Path target, Consumer<Step> progress);
    }

    /** Tình trạng. */
    sealed interface State {
        /**
         * For a set, and for cards.
         *
         * @param refused why the last try built nothing; null before the first
         */
        record Waiting(@Nullable Failure refused) implements State {}

        /** The box copies a set in from a stick or disc in itself. */
        record Fetching(String order) implements State {}

        record Working(Step step) implements State {}

        record Built(Restored school) implements State {}
    }

    synchronized State state() {
        return state;
    }

    /** Where a browser's pieces go. */
    ReceivedSet received() {
        return received;
    }

    /** The folder of the set that was chosen last, there or not. */
    synchronized Path set() {
        return set;
    }

    /** Whether a whole set is here: a browser sends its bagit.txt last, and the box moves it in at once. */
    synchronized boolean there() {
        return Files.isRegularFile(set.resolve("bagit.txt"));
    }

    /** Whether files may come and go: not while one set is opened, nor once it is built. */
    synchronized boolean takes() {
        return state instanceof State.Waiting && !founding.stands();
    }

    /** Has the box copy a set in, in place of whatever was here; while anything else is done, nothing happens. */
    synchronized void fetch(String dev) throws IOException {
        if (!takes()) {
            return;
        }
        clear();
        if (!founding.reserve()) {
            return;
        }
        String order;
        try {
            order = bringing.order(dev).orElse("");
        } catch (UncheckedIOException e) {
            LOG.error("no order could be given", e);
            become(new State.Waiting(Failure.MACHINE));
            return;
        }
        if (order.isEmpty()) {
            become(new State.Waiting(Failure.GONE));
            return;
        }
        var fetching = new State.Fetching(order);
        become(fetching);
        Thread.ofPlatform().daemon().name("fetching").start(() -> await(fetching));
    }

    private void await(State.Fetching fetching) {
        var order = fetching.order();
        Answer end = new Answer.Refused(Failure.MACHINE.name());
        try {
            var answer = bringing.answer(order);
            for (var waited = Duration.ZERO;
                    answer.isEmpty() && waited.compareTo(LONGEST) < 0 && state().equals(fetching);
                    waited = waited.plus(LOOK)) {
                Thread.sleep(LOOK);
                answer = bringing.answer(order);
            }
            end = answer.orElse(new Answer.Refused(Failure.UNREADABLE.name()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the set could not be brought in", e);
        } finally {
            fetched(fetching, end);
            bringing.close(order);
        }
    }

    /** An answer to an order that was given up meanwhile is dropped. */
    private synchronized void fetched(State.Fetching fetching, Answer answer) {
        if (!state.equals(fetching)) {
            return;
        }
        become(
                switch (answer) {
                    case Answer.Brought(var brought) -> {
                        set = brought;
                        yield new State.Waiting(null);
                    }
                    case Answer.Refused(var code) -> {
                        LOG.warn("no set was brought in: {}", code);
                        yield new State.Waiting(Failure.of(code));
                    }
                });
    }

    /** Begins to build with cards that were read; while anything else is done, nothing happens. */
    synchronized void begin(List<Card> cards) {
        if (takes() && founding.reserve()) {
            become(new State.Working(Step.COPYING));
            Thread.ofPlatform().daemon().name("rebuilding").start(() -> run(cards));
        }
    }

    private void run(List<Card> cards) {
        State end = new State.Waiting(Failure.MACHINE);
        try {
            end = switch (restorer.run(set(), cards, target(), step -> become(new State.Working(step)))) {
                case Restored school -> new State.Built(school);
                case Restoring.Refused(var reason, var detail) -> {
                    LOG.warn("the set was not restored: {} ({})", reason.advice(), detail);
                    yield new State.Waiting(Failure.of(reason));
                }
            };
        } catch (RuntimeException e) {
            LOG.error("the set could not be restored", e);
        } finally {
            become(end);
        }
    }

    /** Only while it waits for a set may somebody found a school instead. */
    private synchronized void become(State now) {
        state = now;
        if (now instanceof State.Waiting) {
            founding.release();
        }
    }

    private Path target() {
        return founding.rebuilding().resolve("school");
    }

    /** Lets the built school in; false when there is none. */
    synchronized boolean moveIn() {
        return state instanceof State.Built(var school) && founding.moveIn(school.data());
    }

    /** Throws away what was received and built, for another set; what is being built is not disturbed. */
    synchronized void clear() throws IOException {
        if (state instanceof State.Working || founding.stands()) {
            return;
        }
        become(new State.Waiting(null));
        set = received.folder();
        Folders.delete(target());
        received.clear();
    }
}
