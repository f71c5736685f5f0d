package vn.sotruong.sync.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Vỏ gói: four stored entries in their order (BUNDLE.md §4). Nothing in here is believed yet; it is only taken apart. */
public final class Container {
    /** The head is never longer; the first chunk of an upload carries it whole. */
    public static final int MAX_HEAD = 16 * 1024;

    /** No bundle is longer. */
    public static final long MAX_BYTES = Label.MAX_BODY + MAX_HEAD * 2L;

    static final byte[] TYPE = "application/vnd.sotruong.bundle+zip".getBytes(StandardCharsets.US_ASCII);
    static final List<String> NAMES = List.of("mimetype", "label.json", "label.json.p7s", "body.p7m");
    private static final int MAX_SIGNATURE = 8192;

    private Container() {}

    /**
     * Đầu gói: label and signature as they stand before the body.
     *
     * @param total length of the whole file, as the headers announce it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Head(byte[] label, byte[] signature, int bodyAt, int bodyLen, long total) {}

    static byte[] write(byte[] label, byte[] signature, byte[] body) {
        return StrictZip.write(List.of(
                StrictZip.Slot.stored(NAMES.get(0), TYPE),
                StrictZip.Slot.stored(NAMES.get(1), label),
                StrictZip.Slot.stored(NAMES.get(2), signature),
                StrictZip.Slot.stored(NAMES.get(3), body)));
    }

    /** Reads the head from the first bytes of a bundle, of which the body may be missing. */
    public static Head head(ByteBuffer first) throws BundleRefused {
        try {
            var in = first.slice().order(ByteOrder.LITTLE_ENDIAN);
            in.limit(Math.min(in.limit(), MAX_HEAD));
            var headers = new ArrayList<StrictZip.Header>();
            var contents = new ArrayList<byte[]>();
            for (var name : NAMES) {
                var header = StrictZip.takeHeader(in, StrictZip.Method.STORED);
                requireSize(name, header);
                headers.add(header);
                if (headers.size() < NAMES.size()) {
                    contents.add(take(in, header));
                }
            }
            if (!Arrays.equals(contents.get(0), TYPE)) {
                throw new NotCanonical("another mimetype");
            }
            var bodyLen = headers.get(3).size();
            var total = in.position() + (long) bodyLen + StrictZip.directoryBytes(headers);
            return new Head(contents.get(1), contents.get(2), in.position(), bodyLen, total);
        } catch (NotCanonical broken) {
            throw new BundleRefused(Reason.CONTAINER, "not a bundle: " + broken.getMessage(), broken);
        }
    }

    /** The body of a whole bundle, after every byte around it was found as it must be. */
    static ByteBuffer body(ByteBuffer whole) throws BundleRefused {
        try {
            var slots = StrictZip.read(whole, StrictZip.Method.STORED, NAMES.size());
            if (!slots.stream().map(slot -> slot.header().name()).toList().equals(NAMES)) {
                throw new NotCanonical("other entries than a bundle's");
            }
            for (var slot : slots) {
                if (StrictZip.checksum(slot.packed()) != slot.header().crc()) {
                    throw new NotCanonical("the checksum of an entry differs");
                }
            }
            return slots.get(3).packed();
        } catch (NotCanonical broken) {
            throw new BundleRefused(Reason.CONTAINER, "not a bundle: " + broken.getMessage(), broken);
        }
    }

    private static void requireSize(String name, StrictZip.Header header) {
        var most = switch (name) {
            case "mimetype" -> TYPE.length;
            case "label.json" -> Label.MAX_BYTES;
            case "label.json.p7s" -> MAX_SIGNATURE;
            default -> Label.MAX_BODY;
        };
        if (!header.name().equals(name) || header.size() > most) {
            throw new NotCanonical("entries that are not a bundle's");
        }
    }

    private static byte[] take(ByteBuffer in, StrictZip.Header header) {
        if (in.remaining() < header.size()) {
            throw new NotCanonical("an entry is cut short");
        }
        var slot = new StrictZip.Slot(header, in.slice(in.position(), header.size()));
        in.position(in.position() + header.size());
        return slot.content();
    }
}
