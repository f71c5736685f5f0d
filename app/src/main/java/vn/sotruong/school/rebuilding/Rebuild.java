package vn.sotruong.school.rebuilding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.safekeeping.Restoring;
import vn.sotruong.school.safekeeping.Restoring.Restored;
import vn.sotruong.school.safekeeping.Restoring.Step;

/**
 * Việc dựng lại: one set at a time becomes a school that waits, out of sight, until somebody has looked at what it is
 * and lets it in. A program that stops before that begins again with nothing.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final Founding founding;
    private final Restoration restoration;
    private final ReceivedSet set;
    private State state = new State.Waiting(null);

    Rebuild(Founding founding, Restoration restoration) {
        this.founding = founding;
        this.restoration = restoration;
        this.set = new ReceivedSet(founding.rebuilding().resolve("set"));
    }

    /** Người phục hồi: opens a set with cards and builds a data folder from it. */
    @FunctionalInterface
    public interface Restoration {
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

        record Working(Step step) implements State {}

        record Built(Restored school) implements State {}
    }

    /** Vì sao không dựng được: as {@link Restoring.Reason}, or a fault of this machine. */
    enum Failure {
        NO_SET,
        SET_LOST,
        CARDS,
        UNSOUND,
        NO_ROOM,
        MACHINE;

        private static Failure of(Restoring.Reason reason) {
            return switch (reason) {
                case NO_SET -> NO_SET;
                case SET_LOST -> SET_LOST;
                case CARDS -> CARDS;
                case UNSOUND -> UNSOUND;
                case NO_ROOM -> NO_ROOM;
                case TARGET_NOT_EMPTY -> MACHINE;
            };
        }
    }

    ReceivedSet set() {
        return set;
    }

    synchronized State state() {
        return state;
    }

    /** Whether files may come and go: not while one set is opened, nor once it is built. */
    synchronized boolean takes() {
        return state instanceof State.Waiting && !founding.stands();
    }

    /** Begins; false when it is at work already or done. */
    synchronized boolean begin(List<Card> cards) {
        if (!takes()) {
            return false;
        }
        state = new State.Working(Step.COPYING);
        Thread.ofPlatform().daemon().name("rebuilding").start(() -> run(cards));
        return true;
    }

    private void run(List<Card> cards) {
        State end;
        try {
            end = switch (restoration.run(set.folder(), cards, target(), this::reached)) {
                case Restored school -> new State.Built(school);
                case Restoring.Refused(var reason, var detail) -> {
                    LOG.warn("the set was not restored: {} ({})", reason.advice(), detail);
                    yield new State.Waiting(Failure.of(reason));
                }
            };
        } catch (RuntimeException e) {
            LOG.error("the set could not be restored", e);
            end = new State.Waiting(Failure.MACHINE);
        }
        become(end);
    }

    private synchronized void become(State now) {
        state = now;
    }

    private void reached(Step step) {
        become(new State.Working(step));
    }

    private Path target() {
        return founding.rebuilding().resolve("school");
    }

    /** Lets the built school in; false when there is none. */
    synchronized boolean moveIn() {
        return state instanceof State.Built(var school) && founding.moveIn(school.data());
    }

    /** Throws away what was received and built, for another set. */
    synchronized void clear() throws IOException {
        if (state instanceof State.Working || founding.stands()) {
            return;
        }
        Folders.delete(target());
        set.clear();
        state = new State.Waiting(null);
    }
}
