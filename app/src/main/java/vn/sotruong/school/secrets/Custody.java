package vn.sotruong.school.secrets;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;

/**
 * Việc giữ khóa kho: members of the board set words of their own, and two people change who keeps the key. Whatever is
 * done with a share stands in the journal, also when the power went between the two.
 */
public final class Custody {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(CustodyTable.CUSTODY_CHANGE, CustodyTable.UNSEAL_EVENT);

    private static final Actor CLERK = Actor.house("custody");

    /** Why an order that came with a backup is not carried out. */
    private static final String RESTORED = "RESTORED";

    private final Database db;
    private final Supplier<MachineMode> machine;
    private final Shares shares;
    private final DatabaseKey key;
    private final boolean opened;
    private final KeyOrders orders;
    private final BiPredicate<Handle, String> sits;
    private final SecureRandom random;

    /**
     * As a House wires it.
     *
     * @param key of the store that is open
     * @param opened whether a member opened it: nothing else on this machine gives the key
     * @param sits whether this member of the staff sits on the board today
     */
    public Custody(
            Database db,
            Supplier<MachineMode> machine,
            Shares shares,
            DatabaseKey key,
            boolean opened,
            KeyOrders orders,
            BiPredicate<Handle, String> sits,
            SecureRandom random) {
        this.db = db;
        this.machine = machine;
        this.shares = shares;
        this.key = key;
        this.opened = opened;
        this.orders = orders;
        this.sits = sits;
        this.random = random;
    }

    /** Kết quả. */
    sealed interface Outcome {
        /** It happened. */
        record Done() implements Outcome {}

        /** Nothing was changed. */
        record Refused(Reason reason) implements Outcome, Refusal {}
    }

    /** Vì sao không được. */
    enum Reason {
        /** Nobody here carries such an order out: this machine is no appliance. */
        NO_BOX,
        /** The box could not seal its key at this start. */
        IN_FILE,
        /** That one keeps the key already. */
        SO_ALREADY,
        /** Too few members could open. */
        TOO_FEW,
        ANOTHER_WAITS,
        NO_SUCH_CHANGE,
        ALREADY_DECIDED,
        /** The one who asks does not confirm. */
        OWN_CHANGE,
        /** The board could no longer open its machine. */
        LAST;

        String key() {
            return "secrets.reason." + name();
        }
    }

    Database db() {
        return db;
    }

    MachineMode.Mode mode() {
        var told = machine.get();
        return opened && (told.mode() == MachineMode.Mode.FILE || !told.ready()) ? MachineMode.Mode.BOARD : told.mode();
    }

    /** What root's helper warned of at this start; empty for nothing. */
    String warning() {
        return machine.get().warning();
    }

    List<Share> shares() {
        return shares.list();
    }

    /** Lets this member open the store with these words, which are strong enough; earlier ones no longer do. */
    synchronized void keep(Visitor visitor, String words, UnaryOperator<String> names) {
        var own = visitor.person();
        var name = names.apply(own);
        var share = shares.seal(key, own, name, words, random);
        db.<@Nullable Void>write(visitor.actor(), tx -> {
            shares.keep(share);
            CustodyTable.tell(tx, kept(share), new CustodyTable.Event(CustodyTable.Kind.KEPT, own, tx.now()));
            return null;
        });
    }

    private static String kept(Share share) {
        return share.made() + "/" + share.staff() + "/kept";
    }

    /** This member no longer opens. Two at once are judged one after the other. */
    synchronized Outcome withdraw(Visitor visitor) {
        var own = visitor.person();
        var outcome = db.<Outcome>write(visitor.actor(), tx -> {
            if (needed(tx.handle(), own)) {
                return new Outcome.Refused(Reason.LAST);
            }
            CustodyTable.tell(tx, tx.newId(), new CustodyTable.Event(CustodyTable.Kind.WITHDRAWN, own, tx.now()));
            return new Outcome.Done();
        });
        if (outcome instanceof Outcome.Done) {
            shares.remove(own);
        }
        return outcome;
    }

    /** Whether the board could not open its machine without this one, now or once the order is carried out. */
    private boolean needed(Handle handle, String staff) {
        var boardKeeps = mode() == MachineMode.Mode.BOARD
                || CustodyTable.list(handle).stream()
                        .anyMatch(each -> each.open() && each.keeper() == CustodyChange.Keeper.BOARD);
        var others = shares.list().stream()
                .filter(each -> !each.staff().equals(staff))
                .count();
        return boardKeeps && others < Shares.LEAST;
    }

    /** Every change, the newest first, with the answer that is there already. */
    List<CustodyChange> list(Handle handle) {
        return CustodyTable.list(handle).stream().map(this::withAnswer).toList();
    }

    private CustodyChange withAnswer(CustodyChange change) {
        if (change.state() != CustodyChange.State.ORDERED) {
            return change;
        }
        return orders.find(change.id())
                .map(answer -> answer.done()
                        ? change.answered(CustodyChange.State.DONE, null)
                        : change.answered(CustodyChange.State.REFUSED, answer.reason()))
                .orElse(change);
    }

    /** Why this keeper cannot take over; empty when they can. */
    Optional<Reason> hindrance(Handle handle, CustodyChange.Keeper keeper) {
        var mode = mode();
        if (mode == MachineMode.Mode.FILE || !orders.served()) {
            return Optional.of(warning().isEmpty() ? Reason.NO_BOX : Reason.IN_FILE);
        }
        if ((keeper == CustodyChange.Keeper.BOARD) == (mode == MachineMode.Mode.BOARD)) {
            return Optional.of(Reason.SO_ALREADY);
        }
        var able = shares.list().stream()
                .filter(each -> sits.test(handle, each.staff()))
                .count();
        return keeper == CustodyChange.Keeper.BOARD && able < Shares.LEAST
                ? Optional.of(Reason.TOO_FEW)
                : Optional.empty();
    }

    /** A member asks that somebody else keeps the key. */
    Outcome ask(Visitor visitor, CustodyChange.Keeper keeper) {
        return db.write(visitor.actor(), tx -> {
            var hindrance = hindrance(tx.handle(), keeper);
            if (hindrance.isPresent()) {
                return new Outcome.Refused(hindrance.get());
            }
            if (list(tx.handle()).stream().anyMatch(CustodyChange::open)) {
                return new Outcome.Refused(Reason.ANOTHER_WAITS);
            }
            CustodyTable.create(
                    tx,
                    new CustodyChange(
                            tx.newId(),
                            keeper,
                            visitor.person(),
                            tx.now(),
                            CustodyChange.State.ASKED,
                            null,
                            null,
                            null));
            return new Outcome.Done();
        });
    }

    /** A second person confirms: root's helper is told. */
    Outcome confirm(Visitor visitor, String id) {
        var outcome = db.<Outcome>write(visitor.actor(), tx -> {
            var change = CustodyTable.find(tx.handle(), id);
            if (change.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_CHANGE);
            }
            if (change.get().state() != CustodyChange.State.ASKED) {
                return new Outcome.Refused(Reason.ALREADY_DECIDED);
            }
            if (change.get().askedBy().equals(visitor.person())) {
                return new Outcome.Refused(Reason.OWN_CHANGE);
            }
            var hindrance = hindrance(tx.handle(), change.get().keeper());
            if (hindrance.isPresent()) {
                return new Outcome.Refused(hindrance.get());
            }
            CustodyTable.put(tx, change.get().decided(CustodyChange.State.ORDERED, visitor.person(), tx.now()));
            return new Outcome.Done();
        });
        if (outcome instanceof Outcome.Done) {
            db.read(handle -> CustodyTable.find(handle, id)).ifPresent(this::order);
        }
        return outcome;
    }

    /** Takes back what nobody has confirmed. */
    Outcome takeBack(Visitor visitor, String id) {
        return db.write(visitor.actor(), tx -> {
            var change = CustodyTable.find(tx.handle(), id);
            if (change.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_CHANGE);
            }
            if (change.get().state() != CustodyChange.State.ASKED) {
                return new Outcome.Refused(Reason.ALREADY_DECIDED);
            }
            CustodyTable.put(tx, change.get().decided(CustodyChange.State.WITHDRAWN, visitor.person(), tx.now()));
            return new Outcome.Done();
        });
    }

    /** In a restored store: what was ordered of the machine that is gone is not ordered of this one. */
    public static void arrive(Tx tx) {
        CustodyTable.list(tx.handle()).stream()
                .filter(each -> each.state() == CustodyChange.State.ORDERED)
                .forEach(each -> CustodyTable.put(tx, each.answered(CustodyChange.State.REFUSED, RESTORED)));
    }

    private void order(CustodyChange change) {
        orders.give(change.id(), change.keeper(), key);
    }

    /**
     * Writes down what root answered and every try to open the store; gives an order again that was lost between its
     * line and its file; takes shares away whose members have left the board, while enough others can open.
     */
    public synchronized void tick() {
        for (var change : db.read(CustodyTable::list)) {
            if (change.state() == CustodyChange.State.ORDERED) {
                var now = withAnswer(change);
                if (!now.open()) {
                    write(tx -> CustodyTable.put(tx, now));
                    orders.close(change.id());
                } else if (!orders.waits(change.id())) {
                    order(change);
                }
            }
        }
        for (var each : shares.tries()) {
            var id = each.at() + "/" + each.staff();
            if (!db.<Boolean>read(handle -> CustodyTable.knows(handle, id))) {
                var kind = each.right() ? CustodyTable.Kind.OPENED : CustodyTable.Kind.WRONG;
                write(tx -> CustodyTable.tell(
                        tx, id, new CustodyTable.Event(kind, each.staff(), Instant.parse(each.at()))));
            }
        }
        for (var share : shares.list()) {
            if (db.<Boolean>read(handle -> CustodyTable.gone(handle, kept(share)))) {
                // it was taken away, and its file stayed
                shares.remove(share.staff());
            } else if (!db.<Boolean>read(handle -> CustodyTable.knows(handle, kept(share)))) {
                var kept = new CustodyTable.Event(CustodyTable.Kind.KEPT, share.staff(), Instant.parse(share.made()));
                write(tx -> CustodyTable.tell(tx, kept(share), kept));
            }
        }
        for (var each : left()) {
            if (!db.<Boolean>read(handle -> needed(handle, each.staff()))) {
                write(tx -> CustodyTable.tell(
                        tx, tx.newId(), new CustodyTable.Event(CustodyTable.Kind.LEFT, each.staff(), tx.now())));
                shares.remove(each.staff());
            }
        }
    }

    private void write(Consumer<Tx> deed) {
        db.<@Nullable Void>write(CLERK, tx -> {
            deed.accept(tx);
            return null;
        });
    }

    /** Those who could open and no longer sit on the board. */
    private List<Share> left() {
        return db.read(handle -> left(handle));
    }

    private List<Share> left(Handle handle) {
        return shares.list().stream()
                .filter(each -> !sits.test(handle, each.staff()))
                .toList();
    }

    /** What waits for this person. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        if (!confirms(visitor)) {
            return List.of();
        }
        var told = new ArrayList<Notice>();
        list(handle).stream()
                .filter(each -> each.state() == CustodyChange.State.ASKED
                        && !each.askedBy().equals(visitor.person()))
                .forEach(each -> told.add(new Notice(
                        Notice.Tone.WAITS, "secrets.today." + each.keeper().name(), List.of(), MachinePages.HERE)));
        left(handle)
                .forEach(each -> told.add(
                        new Notice(Notice.Tone.WRONG, "secrets.today.left", List.of(each.name()), MachinePages.HERE)));
        return told;
    }

    static boolean confirms(Visitor visitor) {
        return visitor.holds(Need.BOARD) || visitor.holds(Need.PRINCIPAL);
    }
}
