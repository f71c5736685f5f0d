package vn.sotruong.sync.bundle;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Một trang biên nhận, as an office answers {@code GET /v1/receipts}: canonical JSON.
 *
 * @param more whether later receipts exist that did not fit
 */
public record ReceiptPage(boolean more, List<Numbered> receipts) {
    /** No page has more. */
    public static final int MOST = 100;

    private static final Set<String> KEYS = Set.of("more", "receipts");
    private static final Set<String> RECEIPT_KEYS = Set.of("n", "p7m");

    /** A signed receipt under its number. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Numbered(long n, byte[] p7m) {}

    public ReceiptPage {
        receipts = List.copyOf(receipts);
    }

    /** The page as it is answered. */
    public byte[] bytes() {
        var list = new ArrayList<Map<String, Object>>();
        for (var receipt : receipts) {
            list.add(Map.of("n", receipt.n(), "p7m", Base64.getEncoder().encodeToString(receipt.p7m())));
        }
        return CanonicalJson.write(Map.of("more", more ? 1 : 0, "receipts", list));
    }

    /** Reads a page; the receipts in it are not verified by that. */
    public static ReceiptPage parse(byte[] text) {
        var fields = Fields.read(text).exactly(KEYS);
        var receipts = new ArrayList<Numbered>();
        for (var part : fields.parts("receipts")) {
            part.exactly(RECEIPT_KEYS);
            try {
                receipts.add(new Numbered(part.number("n"), Base64.getDecoder().decode(part.text("p7m"))));
            } catch (NotCanonical broken) {
                throw broken;
            } catch (IllegalArgumentException broken) {
                throw new NotCanonical("a receipt that is not base64");
            }
        }
        if (receipts.size() > MOST) {
            throw new NotCanonical("too many receipts on a page");
        }
        return new ReceiptPage(fields.number("more") == 1, receipts);
    }
}
