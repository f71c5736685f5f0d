package vn.sotruong.school.safekeeping;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.safekeeping.PluggedIn.Thing;

/**
 * Sổ thẻ nhớ: which sticks may carry backup sets. The book orders, root enrols: it puts a random token onto the stick,
 * and serves no stick without the file system, the serial number and the token that it remembers.
 */
public final class Sticks {
    private static final Actor MACHINE = Actor.house("storage");
    private static final Duration LOST_AFTER = Duration.ofMinutes(2);
    private static final int LONGEST = 60;
    private static final int TOKEN = 32;

    private final Database db;
    private final PluggedIn plugged;
    private final MediaOrders orders;
    private final Clock clock;
    private final SecureRandom random;

    /** @param told where the machine tells of storage; need not exist */
    public Sticks(Database db, DataFolder data, Path told, Clock clock, SecureRandom random) {
        this.db = db;
        this.plugged = new PluggedIn(told);
        this.orders = new MediaOrders(data.spool());
        this.clock = clock;
        this.random = random;
    }

    /** Kết quả một việc về thẻ nhớ. */
    public sealed interface Ordering {
        /** The order lies in the spool. */
        record Given() implements Ordering {}

        /** Nothing was ordered. */
        record Refused(Reason reason) implements Ordering {}
    }

    /** Lý do từ chối. */
    public enum Reason {
        NO_BOX,
        GONE,
        CHANGED,
        NOT_FOR_US,
        NO_LABEL,
        NO_KEEPER,
        TOO_LONG,
        LABEL_TAKEN,
        MUST_FORMAT,
        NOT_CONFIRMED,
        WAITING,
        NO_STICK,
        NO_WHY
    }

    /**
     * Yêu cầu đăng ký.
     *
     * @param uuid what the person saw: another stick in the same place is refused
     * @param confirmed the size or the label, typed when everything on the stick is to be erased
     */
    record Wish(
            String dev, String uuid, String serial, String label, String keeper, boolean format, String confirmed) {}

    PluggedIn plugged() {
        return plugged;
    }

    /** Every stick, the newest first. */
    List<Stick> list(Handle handle) {
        return StickTable.list(handle);
    }

    Optional<Stick> find(Handle handle, String id) {
        return StickTable.find(handle, id);
    }

    /** How many things wait for a person: what is in the machine, and what was pulled out too early and is not back. */
    int waiting() {
        var things = plugged.list();
        return (int) things.stream()
                .filter(thing -> thing.waits()
                        && (thing.present()
                                || (thing.state().equals("PULLED")
                                        && things.stream()
                                                .noneMatch(other -> other.present()
                                                        && other.uuid().equals(thing.uuid())))))
                .count();
    }

    /** Orders that a stick be made one of the school's. Root may erase it, so it hears of that once it stands in the book. */
    Ordering enrol(Actor actor, Wish wish) {
        var ordered = new AtomicReference<@Nullable Stick>();
        var ordering = db.<Ordering>write(actor, tx -> {
            var reason = whyNot(tx.handle(), wish);
            if (reason != null) {
                return new Ordering.Refused(reason);
            }
            var thing = plugged.find(wish.dev()).orElseThrow();
            var stick = new Stick(
                    tx.newId(),
                    wish.label().strip(),
                    wish.keeper().strip(),
                    thing.model(),
                    thing.serial(),
                    thing.uuid(),
                    thing.size(),
                    wish.format(),
                    Stick.State.ORDERED,
                    null,
                    tx.now(),
                    null,
                    0);
            StickTable.create(tx, stick);
            ordered.set(stick);
            return new Ordering.Given();
        });
        var stick = ordered.get();
        if (ordering instanceof Ordering.Given && stick != null) {
            var token = new byte[TOKEN];
            random.nextBytes(token);
            orders.give(new MediaOrders.Order(
                    stick.id(),
                    wish.format() ? MediaOrders.Kind.FORMAT : MediaOrders.Kind.ENROL,
                    wish.dev(),
                    stick.uuid(),
                    stick.serial(),
                    HexFormat.of().formatHex(token)));
        }
        return ordering;
    }

    private @Nullable Reason whyNot(Handle handle, Wish wish) {
        if (!plugged.isBox()) {
            return Reason.NO_BOX;
        }
        var found = plugged.find(wish.dev());
        if (found.isEmpty()) {
            return Reason.GONE;
        }
        var thing = found.get();
        if (!thing.uuid().equals(wish.uuid()) || !thing.serial().equals(wish.serial())) {
            return Reason.CHANGED;
        }
        if (!thing.enrollable() || !MediaOrders.plain(thing.uuid()) || !MediaOrders.plain(thing.serial())) {
            return Reason.NOT_FOR_US;
        }
        var label = wish.label().strip();
        if (label.isEmpty()) {
            return Reason.NO_LABEL;
        }
        if (wish.keeper().isBlank()) {
            return Reason.NO_KEEPER;
        }
        if (label.length() > LONGEST || wish.keeper().strip().length() > LONGEST) {
            return Reason.TOO_LONG;
        }
        for (var other : list(handle)) {
            if (other.state() == Stick.State.ORDERED && other.serial().equals(thing.serial())) {
                return Reason.WAITING;
            }
            if (other.state() == Stick.State.ENROLLED
                    && other.label().equalsIgnoreCase(label)
                    && !other.uuid().equals(thing.uuid())) {
                return Reason.LABEL_TAKEN;
            }
        }
        if (thing.needsFormatting() && !wish.format()) {
            return Reason.MUST_FORMAT;
        }
        return wish.format() && !confirms(wish.confirmed(), thing) ? Reason.NOT_CONFIRMED : null;
    }

    private static boolean confirms(String typed, Thing thing) {
        var said = squeezed(typed);
        return said.equals(squeezed(thing.sizeText()))
                || (!thing.label().isEmpty() && said.equals(squeezed(thing.label())));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s", "").replace('.', ',').toUpperCase(Locale.ROOT);
    }

    /** Takes a stick out of the list. What lies on it stays, sealed as it is. */
    Ordering withdraw(Actor actor, String id, String why) {
        return db.write(actor, tx -> {
            var stick = find(tx.handle(), id).filter(each -> each.state() == Stick.State.ENROLLED);
            if (stick.isEmpty()) {
                return new Ordering.Refused(Reason.NO_STICK);
            }
            if (why.isBlank()) {
                return new Ordering.Refused(Reason.NO_WHY);
            }
            if (why.strip().length() > LONGEST * 4) {
                return new Ordering.Refused(Reason.TOO_LONG);
            }
            withdraw(tx, stick.get(), why.strip());
            orders.give(new MediaOrders.Order(
                    tx.newId(), MediaOrders.Kind.WITHDRAW, "", stick.get().uuid(), "", ""));
            return new Ordering.Given();
        });
    }

    private static void withdraw(Tx tx, Stick stick, String why) {
        StickTable.status(tx, stick.answered(Stick.State.WITHDRAWN, null, stick.uuid(), tx.now()), why);
    }

    /** Brings what the machine answered into the book. */
    public void tick() {
        if (!plugged.isBox()) {
            return;
        }
        for (var answer : orders.answers()) {
            db.<@Nullable Void>write(MACHINE, tx -> {
                take(tx, answer);
                return null;
            });
            orders.close(answer.id());
        }
        var lost = db.<List<Stick>>read(handle -> list(handle).stream()
                .filter(each -> each.state() == Stick.State.ORDERED
                        && !orders.stands(each.id())
                        && each.orderedAt().plus(LOST_AFTER).isBefore(clock.instant()))
                .toList());
        for (var stick : lost) {
            db.<@Nullable Void>write(MACHINE, tx -> {
                StickTable.status(tx, stick.answered(Stick.State.REFUSED, "LOST", stick.uuid(), tx.now()), null);
                return null;
            });
        }
    }

    private void take(Tx tx, MediaOrders.Answer answer) {
        if (answer.kind().equals(MediaOrders.Kind.WITHDRAW.word())
                || answer.kind().equals(MediaOrders.Kind.BRING.word())) {
            return;
        }
        var ordered = find(tx.handle(), answer.id()).filter(each -> each.state() == Stick.State.ORDERED);
        if (ordered.isEmpty()) {
            if (answer.done()) {
                // the machine knows a stick that the book does not: the order was given, and then the power went
                orders.give(new MediaOrders.Order(tx.newId(), MediaOrders.Kind.WITHDRAW, "", answer.uuid(), "", ""));
            }
            return;
        }
        var stick = ordered.get();
        if (!answer.done()) {
            StickTable.status(tx, stick.answered(Stick.State.REFUSED, answer.code(), stick.uuid(), answer.at()), null);
            return;
        }
        list(tx.handle()).stream()
                .filter(each ->
                        each.state() == Stick.State.ENROLLED && each.uuid().equals(answer.uuid()))
                .forEach(each -> withdraw(tx, each, "enrolled anew"));
        StickTable.status(tx, stick.answered(Stick.State.ENROLLED, null, answer.uuid(), answer.at()), null);
    }
}
