package vn.sotruong.sync.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Khuôn ZIP chặt: for given contents there is one ZIP, and only that one is read. So no byte is unexplained, and two
 * readers cannot see two things in one file (BUNDLE.md §4).
 */
final class StrictZip {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final short VERSION = 20;
    private static final short MADE_BY = 3 << 8 | VERSION;
    private static final short FIRST_OF_1980 = 1 << 5 | 1;
    private static final int OWNER_ONLY = 0600 << 16;
    private static final int MAX_NAME = 64;

    /** Cách chứa một mục. */
    enum Method {
        STORED(0),
        DEFLATED(8);

        private final short code;

        Method(int code) {
            this.code = (short) code;
        }
    }

    /** What stands before an entry's content. */
    record Header(String name, Method method, int crc, int packed, int size) {
        int localBytes() {
            return LOCAL_BYTES + name.length();
        }

        int centralBytes() {
            return CENTRAL_BYTES + name.length();
        }
    }

    /** An entry and its content as it lies in the file. */
    record Slot(Header header, ByteBuffer packed) {
        static Slot stored(String name, byte[] content) {
            return of(name, Method.STORED, content, content);
        }

        static Slot deflated(String name, byte[] content) {
            return of(name, Method.DEFLATED, content, deflate(content));
        }

        private static Slot of(String name, Method method, byte[] content, byte[] packed) {
            var crc = checksum(ByteBuffer.wrap(content));
            return new Slot(new Header(name, method, crc, packed.length, content.length), ByteBuffer.wrap(packed));
        }

        /** The content, whose size the caller has found acceptable; throws {@link NotCanonical}. */
        byte[] content() {
            var content = new byte[header.size()];
            if (header.method() == Method.STORED) {
                packed.duplicate().get(content);
            } else {
                inflate(packed.duplicate(), content);
            }
            if (checksum(ByteBuffer.wrap(content)) != header.crc()) {
                throw new NotCanonical("the checksum of an entry differs");
            }
            return content;
        }
    }

    private StrictZip() {}

    static byte[] write(List<Slot> slots) {
        var size = END_BYTES;
        for (var slot : slots) {
            size += slot.header().localBytes()
                    + slot.header().packed()
                    + slot.header().centralBytes();
        }
        var bytes = new byte[size];
        var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (var slot : slots) {
            putLocal(out, slot.header());
            out.put(slot.packed().duplicate());
        }
        putDirectory(out, slots, out.position());
        return bytes;
    }

    /** All entries of a whole file, every byte of it as {@link #write} puts it; the contents are not yet unpacked. */
    static List<Slot> read(ByteBuffer whole, Method method, int most) {
        var in = whole.slice().order(ByteOrder.LITTLE_ENDIAN);
        var slots = new ArrayList<Slot>();
        while (in.remaining() >= Integer.BYTES && in.getInt(in.position()) == LOCAL) {
            var header = takeHeader(in, method);
            if (slots.size() == most || header.packed() > in.remaining()) {
                throw new NotCanonical("too many entries, or one cut short");
            }
            slots.add(new Slot(header, in.slice(in.position(), header.packed())));
            in.position(in.position() + header.packed());
        }
        var size = END_BYTES;
        for (var slot : slots) {
            size += slot.header().centralBytes();
        }
        var expected = buffer(size);
        putDirectory(expected, slots, in.position());
        if (!in.equals(expected.flip())) {
            throw new NotCanonical("the directory does not fit the entries");
        }
        return slots;
    }

    /** Reads one entry's header and leaves the buffer at its content, which need not be there yet. */
    static Header takeHeader(ByteBuffer in, Method method) {
        var at = in.position();
        if (in.remaining() < LOCAL_BYTES) {
            throw new NotCanonical("a header is cut short");
        }
        var nameLength = Short.toUnsignedInt(in.getShort(at + 26));
        if (nameLength > MAX_NAME || in.remaining() < LOCAL_BYTES + nameLength) {
            throw new NotCanonical("a header out of bounds");
        }
        var name = new byte[nameLength];
        in.get(at + LOCAL_BYTES, name);
        var header = new Header(
                new String(name, StandardCharsets.US_ASCII),
                method,
                in.getInt(at + 14),
                in.getInt(at + 18),
                in.getInt(at + 22));
        if (header.packed() < 0 || header.size() < 0 || (method == Method.STORED && header.packed() != header.size())) {
            throw new NotCanonical("an entry of impossible size");
        }
        var expected = buffer(header.localBytes());
        putLocal(expected, header);
        if (!in.slice(at, header.localBytes()).equals(expected.flip())) {
            throw new NotCanonical("a header that the writer would not write");
        }
        in.position(at + header.localBytes());
        return header;
    }

    /** Size of everything behind the last content. */
    static int directoryBytes(List<Header> headers) {
        return END_BYTES + headers.stream().mapToInt(Header::centralBytes).sum();
    }

    private static void putLocal(ByteBuffer out, Header header) {
        out.putInt(LOCAL);
        putFacts(out, header);
        out.put(header.name().getBytes(StandardCharsets.US_ASCII));
    }

    private static void putDirectory(ByteBuffer out, List<Slot> slots, int start) {
        var offset = 0;
        var begin = out.position();
        for (var slot : slots) {
            out.putInt(CENTRAL).putShort(MADE_BY);
            putFacts(out, slot.header());
            out.putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(OWNER_ONLY)
                    .putInt(offset);
            out.put(slot.header().name().getBytes(StandardCharsets.US_ASCII));
            offset += slot.header().localBytes() + slot.header().packed();
        }
        var count = (short) slots.size();
        var size = out.position() - begin;
        out.putInt(END)
                .putInt(0)
                .putShort(count)
                .putShort(count)
                .putInt(size)
                .putInt(start)
                .putShort((short) 0);
    }

    /** The fields that both headers share; the time is midnight. */
    private static void putFacts(ByteBuffer out, Header header) {
        out.putShort(VERSION).putShort((short) 0).putShort(header.method().code);
        out.putShort((short) 0).putShort(FIRST_OF_1980);
        out.putInt(header.crc()).putInt(header.packed()).putInt(header.size());
        out.putShort((short) header.name().length()).putShort((short) 0);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int checksum(ByteBuffer content) {
        var crc = new CRC32();
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }

    private static byte[] deflate(byte[] content) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var chunk = new byte[16 * 1024];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        }
    }

    /** Fills the content exactly: neither a byte more nor one less may come, nor anything stay behind. */
    private static void inflate(ByteBuffer packed, byte[] content) {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(packed);
            var filled = 0;
            var last = -1;
            while (filled < content.length && last != 0) {
                last = inflater.inflate(content, filled, content.length - filled);
                filled += last;
            }
            var beyond = inflater.inflate(new byte[1]);
            if (filled != content.length || beyond != 0 || !inflater.finished() || inflater.getRemaining() != 0) {
                throw new NotCanonical("an entry unpacks to another size");
            }
        } catch (DataFormatException broken) {
            throw new NotCanonical("an entry cannot be unpacked");
        }
    }
}
