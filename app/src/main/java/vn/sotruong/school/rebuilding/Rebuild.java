package vn.sotruong.school.rebuilding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.disc.Medium;
import vn.sotruong.backup.disc.UsbFolder;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.safekeeping.Bringing;
import vn.sotruong.school.safekeeping.Bringing.Answer;
import vn.sotruong.school.safekeeping.Restoring;
import vn.sotruong.school.safekeeping.Restoring.Restored;
import vn.sotruong.school.safekeeping.Restoring.Step;

/**
 * Việc dựng lại: one set at a time becomes a school that waits, out of sight, until somebody has looked at what it is
 * and lets it in. A program that stops before that begins again with nothing.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    /** A full disc in a slow drive takes half an hour. */
    private static final Duration LONGEST = Duration.ofHours(3);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Founding founding;
    private final Restoration restoration;
    private final Bringing bringing;
    private final ReceivedSet set;
    private State state = new State.Waiting(null);

    Rebuild(Founding founding, Restoration restoration, Bringing bringing) {
        this.founding = founding;
        this.restoration = restoration;
        this.bringing = bringing;
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

        /** The box copies a set in from a stick or disc in itself. */
        record Fetching() implements State {}

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
        MACHINE,
        /** There is no finished set on the stick or disc. */
        NOTHING_THERE,
        /** The stick or disc went, or is another one than was shown. */
        GONE,
        /** It cannot be read. */
        UNREADABLE,
        /** The disk of this machine is too small for the set. */
        DISK_FULL;

        private static Failure ofMedium(String code) {
            return switch (code) {
                case "NO_SET", "NO_MEDIUM", "STRANGE_FOLDER" -> NOTHING_THERE;
                case "GONE", "OTHER_STICK", "NO_DRIVE" -> GONE;
                case "NO_ROOM" -> DISK_FULL;
                case "UNREADABLE", "MOUNT", "FSTYPE", "BUSY" -> UNREADABLE;
                default -> MACHINE;
            };
        }

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

    /** Has the box copy a set in; false when it is at work already, or the thing is not there any more. */
    synchronized boolean fetch(String dev) throws IOException {
        if (!takes()) {
            return false;
        }
        set.clear();
        var order = bringing.order(dev);
        if (order.isEmpty()) {
            state = new State.Waiting(Failure.GONE);
            return false;
        }
        state = new State.Fetching();
        Thread.ofPlatform().daemon().name("fetching").start(() -> become(fetched(order.get())));
        return true;
    }

    private State fetched(String order) {
        try {
            var answer = bringing.answer(order);
            for (var waited = Duration.ZERO; answer.isEmpty() && waited.compareTo(LONGEST) < 0; ) {
                Thread.sleep(LOOK);
                waited = waited.plus(LOOK);
                answer = bringing.answer(order);
            }
            return switch (answer.orElse(new Answer.Refused("NOBODY"))) {
                case Answer.Brought(var brought) -> new State.Waiting(copied(brought));
                case Answer.Refused(var code) -> {
                    LOG.warn("no set was brought in: {}", code);
                    yield new State.Waiting(Failure.ofMedium(code));
                }
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new State.Waiting(null);
        } catch (RuntimeException e) {
            LOG.error("the set could not be brought in", e);
            return new State.Waiting(Failure.MACHINE);
        } finally {
            bringing.close(order);
        }
    }

    private @Nullable Failure copied(Path brought) {
        return switch (UsbFolder.copyFolderIn(brought, set.folder())) {
            case Medium.Step.Done() -> null;
            case Medium.Step.Waiting(var why, var detail) -> refused(why, detail);
            case Medium.Step.Failed(var why, var detail) -> refused(why, detail);
        };
    }

    private static Failure refused(Medium.Reason why, String detail) {
        LOG.warn("what was brought in cannot be read: {} {}", why, detail);
        return Failure.ofMedium(why.name());
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
        if (state instanceof State.Working || state instanceof State.Fetching || founding.stands()) {
            return;
        }
        Folders.delete(target());
        set.clear();
        state = new State.Waiting(null);
    }
}
