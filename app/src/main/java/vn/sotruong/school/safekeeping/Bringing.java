package vn.sotruong.school.safekeeping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.school.safekeeping.MediaOrders.Kind;
import vn.sotruong.school.safekeeping.MediaOrders.Order;
import vn.sotruong.school.safekeeping.PluggedIn.Thing;

/**
 * Mang bộ sao lưu vào: an empty box has a set copied in from a stick or disc in the box itself. Root mounts it, the
 * backup program copies it to {@code spool/brought}; what came is believed only when it is opened.
 */
public final class Bringing {
    private static final Set<String> NOT_ENROLLED = Set.of("NOT_ENROLLED", "SERIAL", "TOKEN");

    private final Path told;
    private final PluggedIn plugged;
    private final MediaOrders orders;
    private final Path spool;
    private final Ids ids;

    /** @param told where the machine tells what is plugged in: {@code /run/sotruong/storage} */
    public Bringing(Path told, Path spool, Ids ids) {
        this.told = told;
        this.plugged = new PluggedIn(told);
        this.orders = new MediaOrders(spool);
        this.spool = spool;
        this.ids = ids;
    }

    /**
     * Nơi có thể lấy bộ.
     *
     * @param dev the machine's name for it
     * @param disc a disc, and not a stick
     * @param name as its maker or its label calls it
     * @param size as people say it; empty for a disc
     */
    public record Source(String dev, boolean disc, String name, String size) {}

    /** Câu trả lời của máy. */
    public sealed interface Answer {
        /** The set lies here, and may be read. */
        record Brought(Path set) implements Answer {}

        /** Nothing came; the code is the helper's word for it. */
        record Refused(String code) implements Answer {}
    }

    /** Whether this machine has somebody who mounts what is put into it. */
    public boolean possible() {
        return Files.isDirectory(told);
    }

    /** Sticks and written discs that are in the machine now. */
    public List<Source> sources() {
        return plugged.list().stream()
                .filter(Bringing::mayHoldSets)
                .map(each -> new Source(
                        each.dev(),
                        each.disc(),
                        each.label().isEmpty() ? each.model() : each.label(),
                        each.disc() ? "" : each.sizeText()))
                .toList();
    }

    private static boolean mayHoldSets(Thing thing) {
        return thing.present()
                && (thing.disc()
                        ? thing.state().equals("CLOSED") || thing.code().equals("CLOSED")
                        : thing.state().equals("UNKNOWN") && NOT_ENROLLED.contains(thing.code()))
                && MediaOrders.plain(thing.uuid())
                && MediaOrders.plain(thing.serial());
    }

    /** Orders it, and gives the order's name; empty when it is not there any more. */
    public Optional<String> order(String dev) {
        return plugged.find(dev).filter(Bringing::mayHoldSets).map(thing -> {
            var id = ids.next();
            var order = thing.disc()
                    ? new Order(id, Kind.BRING, dev, "", "", "")
                    : new Order(id, Kind.BRING, dev, thing.uuid(), thing.serial(), "");
            orders.give(order);
            return id;
        });
    }

    /** What the machine answered; empty while it is at it. */
    public Optional<Answer> answer(String id) {
        return orders.answers().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(each -> each.done()
                        ? new Answer.Brought(spool.resolve("brought").resolve("set"))
                        : new Answer.Refused(each.code()));
    }

    /** Takes the order away: nobody waits for it any more. */
    public void close(String id) {
        orders.close(id);
    }
}
