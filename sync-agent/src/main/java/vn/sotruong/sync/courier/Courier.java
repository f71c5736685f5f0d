package vn.sotruong.sync.courier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.bundle.NotCanonical;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.bundle.ReceiptPage;
import vn.sotruong.sync.bundle.Request;
import vn.sotruong.sync.bundle.SchoolState;
import vn.sotruong.sync.bundle.StateNote;
import vn.sotruong.sync.spool.Spool;

/**
 * Người đưa thư: asks the office what it has, sends what it has not, brings the receipts home. Only what the office says
 * it has counts as delivered, so nothing needs to be remembered here.
 */
public final class Courier implements AutoCloseable {
    private static final int NONCE_BYTES = 16;

    private final CourierHome.Enrolled enrolled;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Clock clock;
    private final RandomGenerator random;
    private final Set<String> left = new HashSet<>();
    private final Set<String> beating = new HashSet<>();
    private final OfficeLine line;
    private final TusUpload upload;

    /** A courier on the way to one of the office's addresses. */
    public Courier(CourierHome.Enrolled enrolled, URI office, Spool spool, Clock clock, RandomGenerator random) {
        this.enrolled = enrolled;
        this.outbox = new Outbox(spool, enrolled);
        this.inbox = new Inbox(spool, enrolled);
        this.clock = clock;
        this.random = random;
        this.line = new OfficeLine(enrolled, office);
        this.upload = new TusUpload(line);
    }

    /**
     * Một chuyến đi.
     *
     * @param sent names of bundles handed over
     * @param receipts how many receipts came home
     * @param refused bundles that the office will not take, or that are none, with the reason
     * @param officeFellBack the office has less than its own receipts say
     */
    public record Trip(List<String> sent, int receipts, List<String> refused, boolean officeFellBack) {}

    /** Goes once. After an {@link Outage} the same courier may go again and continues where the office stands. */
    public Trip go() throws Outage, Unwelcome, IOException {
        var before = inbox.newestReceipt();
        var note = askState();
        var fellBack = before.map(receipt -> fellBack(receipt, note)).orElse(false);
        var sent = new ArrayList<String>();
        var refused = new ArrayList<String>();
        var contents = outbox.contents();
        contents.bad().forEach(bad -> refused.add(bad.name() + ": " + bad.why()));
        for (var letter : contents.letters()) {
            if (wanted(letter, note.state())) {
                deliver(letter, sent, refused);
            }
        }
        var after = fellBack ? 0 : before.map(Receipt::n).orElse(0L);
        var receipts = sent.isEmpty() && note.lastReceipt() <= after ? 0 : fetchReceipts(after);
        if (sent.size() > receipts) {
            askState();
        }
        return new Trip(List.copyOf(sent), receipts, List.copyOf(refused), fellBack);
    }

    /** Bytes of bundles handed to the network so far, those sent twice counted twice. */
    public long bytesSent() {
        return upload.sent();
    }

    private void deliver(Outbox.Letter letter, List<String> sent, List<String> refused) throws Outage, IOException {
        var name = letter.file().getFileName().toString();
        try {
            upload.send(letter.file(), letter.signed().id());
            sent.add(name);
            if (letter.label().type() == Label.Type.HEARTBEAT) {
                beating.add(letter.signed().id());
            }
        } catch (Outage cut) {
            upload.linkBroke();
            throw cut;
        } catch (Unwelcome no) {
            left.add(letter.signed().id());
            refused.add(name + ": " + no.detail());
        }
    }

    private boolean wanted(Outbox.Letter letter, SchoolState state) {
        var id = letter.signed().id();
        if (left.contains(id) || beating.contains(id)) {
            return false;
        }
        var lying = new HashSet<String>();
        state.holds().forEach(piece -> lying.add(piece.bundle()));
        state.forks().forEach(piece -> lying.add(piece.bundle()));
        if (lying.contains(id)) {
            return false;
        }
        return letter.label().type() == Label.Type.HEARTBEAT
                || state.find(letter.label().epoch().id())
                        .map(stream -> stream.last() < letter.label().to())
                        .orElse(true);
    }

    private static boolean fellBack(Receipt newest, StateNote note) {
        return note.lastReceipt() < newest.n()
                || newest.state().streams().stream()
                        .anyMatch(had -> note.state()
                                .find(had.epoch())
                                .map(has -> has.last() < had.last())
                                .orElse(true));
    }

    private StateNote askState() throws Outage, Unwelcome {
        var request = request(Request.Purpose.ASK_STATE, 0);
        var answer = line.ask(
                line.to("/v1/state")
                        .header("Content-Type", "application/cms")
                        .POST(BodyPublishers.ofByteArray(sign(request)))
                        .build(),
                200);
        return inbox.state(answer.body(), request.nonce());
    }

    private int fetchReceipts(long from) throws Outage, Unwelcome {
        var after = from;
        var count = 0;
        while (true) {
            var signed = Base64.getEncoder().encodeToString(sign(request(Request.Purpose.ASK_RECEIPTS, after)));
            var answer = line.ask(
                    line.to("/v1/receipts?after=" + after)
                            .header("Authorization", "Sotruong " + signed)
                            .GET()
                            .build(),
                    200);
            var page = page(answer.body());
            for (var each : page.receipts()) {
                var receipt = inbox.receipt(each.p7m());
                if (receipt.n() != each.n() || receipt.n() <= after) {
                    throw new Unwelcome(200, "receipt", "receipts out of order");
                }
                after = receipt.n();
                count++;
            }
            if (!page.more() || page.receipts().isEmpty()) {
                inbox.pruneReceipts();
                return count;
            }
        }
    }

    private static ReceiptPage page(byte[] body) throws Unwelcome {
        try {
            return ReceiptPage.parse(body);
        } catch (NotCanonical broken) {
            throw new Unwelcome(200, "receipts", "a page of receipts that has not its form");
        }
    }

    private Request request(Request.Purpose purpose, long after) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Request(
                purpose,
                enrolled.school(),
                enrolled.unit(),
                HexFormat.of().formatHex(nonce),
                ChangeLine.time(clock.instant()),
                after);
    }

    private byte[] sign(Request request) {
        return request.signed(enrolled.key(), enrolled.certificate());
    }

    @Override
    public void close() {
        line.close();
    }
}
