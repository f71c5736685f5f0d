package vn.sotruong.school.appliance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Migrations;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.appliance.Outcome.Done;
import vn.sotruong.school.appliance.Outcome.Refused;

/** Cập nhật hệ thống: an administrator asks, somebody else confirms, root's helper answers. */
public final class SystemUpdates {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(WishTable.SYSTEM_UPDATE);

    private static final Actor CLERK = Actor.house("system");

    private final Database db;
    private final Path run;
    private final Path store;
    private final Orders orders;
    private final Ids ids;

    /**
     * As a House wires it.
     *
     * @param run where root tells its facts
     * @param spool where orders and answers lie
     * @param store the database's file, beside which an older release puts a newer one aside
     */
    public SystemUpdates(Database db, Path run, Path spool, Path store, Ids ids) {
        this.db = db;
        this.run = run;
        this.store = store;
        this.orders = new Orders(spool);
        this.ids = ids;
    }

    Database db() {
        return db;
    }

    Optional<Box> box() {
        return Box.read(run);
    }

    /** Stores of newer releases that were put aside, by name. */
    List<String> aside() {
        return Migrations.aside(store).stream()
                .map(each -> each.getFileName().toString())
                .toList();
    }

    /** Every wish, the newest first, with the answer that is there already. */
    List<Wish> list(Handle handle) {
        return WishTable.list(handle).stream().map(this::withAnswer).toList();
    }

    private Wish withAnswer(Wish wish) {
        if (wish.state() != Wish.State.ORDERED) {
            return wish;
        }
        return orders.find(wish.id())
                .map(answer -> switch (answer.result()) {
                    case INSTALLED -> wish.answered(Wish.State.INSTALLED, null);
                    case REFUSED -> wish.answered(Wish.State.REFUSED, answer.reason());
                    case WORKING, LOOKED -> wish;
                })
                .orElse(wish);
    }

    /** Asks for an update that lies at hand, as it was seen: name and content. */
    Outcome ask(Visitor visitor, Box.Source source, String medium, String file, String sha256) {
        if (!visitor.holds(Need.ADMIN)) {
            return new Refused(Reason.NOT_ADMIN);
        }
        var box = box();
        if (box.isEmpty()) {
            return new Refused(Reason.NO_BOX);
        }
        var offer = box.get().offered().stream()
                .filter(each -> each.source() == source
                        && each.medium().equals(medium)
                        && each.file().equals(file)
                        && each.sha256().equals(sha256))
                .findFirst();
        if (offer.isEmpty()) {
            return new Refused(Reason.GONE);
        }
        if (!offer.get().letIn()) {
            return new Refused(Reason.NOT_LET_IN);
        }
        return db.write(visitor.actor(), tx -> {
            if (WishTable.list(tx.handle()).stream()
                    .anyMatch(each -> withAnswer(each).open())) {
                return new Refused(Reason.ANOTHER_WAITS);
            }
            WishTable.create(
                    tx,
                    new Wish(
                            tx.newId(),
                            source,
                            medium,
                            file,
                            offer.get().version(),
                            sha256,
                            box.get().version(),
                            visitor.person(),
                            tx.now(),
                            Wish.State.ASKED,
                            null,
                            null,
                            null));
            return new Done();
        });
    }

    /** A second person, of the board or the leadership, confirms: root's helper is told. */
    Outcome confirm(Visitor visitor, String id) {
        if (!confirms(visitor)) {
            return new Refused(Reason.NOT_CONFIRMING);
        }
        var outcome = db.write(visitor.actor(), tx -> {
            var wish = WishTable.find(tx.handle(), id);
            if (wish.isEmpty()) {
                return new Refused(Reason.NO_SUCH_WISH);
            }
            if (wish.get().state() != Wish.State.ASKED) {
                return new Refused(Reason.ALREADY_DECIDED);
            }
            if (wish.get().askedBy().equals(visitor.person())) {
                return new Refused(Reason.OWN_WISH);
            }
            WishTable.put(tx, wish.get().decided(Wish.State.ORDERED, visitor.person(), tx.now()));
            return new Done();
        });
        if (outcome instanceof Done) {
            db.read(handle -> WishTable.find(handle, id)).ifPresent(this::order);
        }
        return outcome;
    }

    /** Whoever asked, or whoever could confirm, takes it back. */
    Outcome withdraw(Visitor visitor, String id) {
        return db.write(visitor.actor(), tx -> {
            var wish = WishTable.find(tx.handle(), id);
            if (wish.isEmpty()) {
                return new Refused(Reason.NO_SUCH_WISH);
            }
            if (wish.get().state() != Wish.State.ASKED) {
                return new Refused(Reason.ALREADY_DECIDED);
            }
            if (!wish.get().askedBy().equals(visitor.person()) && !confirms(visitor)) {
                return new Refused(Reason.NOT_CONFIRMING);
            }
            WishTable.put(tx, wish.get().decided(Wish.State.WITHDRAWN, visitor.person(), tx.now()));
            return new Done();
        });
    }

    static boolean confirms(Visitor visitor) {
        return visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.BOARD);
    }

    /** Has root look once more for what lies on sticks and in the tray. */
    void look() {
        orders.look("look-" + ids.next());
    }

    /** Writes down what root answered; an order that was lost between its line and its file is written again. */
    public void tick() {
        unlessOnTrial(this::settle).run();
    }

    /** What a system on trial writes would keep the older one from going back. */
    public Runnable unlessOnTrial(Runnable job) {
        return () -> {
            if (box().filter(each -> each.state() == Box.State.TRIAL).isEmpty()) {
                job.run();
            }
        };
    }

    private void settle() {
        for (var wish : db.read(WishTable::list)) {
            if (wish.state() == Wish.State.ORDERED) {
                var now = withAnswer(wish);
                if (now.open()) {
                    if (orders.find(wish.id()).isEmpty() && !orders.waits(wish.id())) {
                        order(wish);
                    }
                } else {
                    db.write(CLERK, tx -> answered(tx, now));
                    orders.prune(wish.id());
                }
            }
        }
        orders.pruneAnswered("look-");
        orders.pruneAnswered("newer-");
    }

    private static Done answered(Tx tx, Wish now) {
        WishTable.put(tx, now);
        return new Done();
    }

    private void order(Wish wish) {
        orders.install(wish.id(), wish.source(), wish.medium(), wish.file(), wish.sha256());
    }

    /** What waits for this person, and what everybody of the board should know of the box. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        if (!confirms(visitor) && !visitor.holds(Need.ADMIN)) {
            return List.of();
        }
        var told = new java.util.ArrayList<Notice>();
        box().ifPresent(box -> {
            if (box.why() == Box.Why.FELL_BACK) {
                told.add(new Notice(Notice.Tone.WRONG, "appliance.today.fell-back", List.of(box.version()), "/system"));
            }
        });
        list(handle).stream()
                .filter(each -> each.state() == Wish.State.ASKED
                        && confirms(visitor)
                        && !each.askedBy().equals(visitor.person()))
                .forEach(each -> told.add(
                        new Notice(Notice.Tone.WAITS, "appliance.today.asked", List.of(each.version()), "/system")));
        return told;
    }
}
