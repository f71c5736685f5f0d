package vn.sotruong.sync.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Một mục trong gói: an open change line, or the hash that stands for a line that stays in the school. */
public sealed interface Entry {
    /** A line as the receiver reads it. Two are compared by their hash, never with equals. */
    @SuppressWarnings("ArrayRecordComponent")
    record Open(byte[] line) implements Entry {
        @Override
        public byte[] lineHash() {
            return Chain.lineHash(line);
        }

        @Override
        public byte[] bytes() {
            return line;
        }
    }

    /** A line that stays in the school. */
    record Hidden(long seq, long tx, String hash) implements Entry {
        private static final Set<String> KEYS = Set.of("hash", "seq", "tx");

        public Hidden {
            if (seq < 1 || tx < 1 || !Fields.HASH.matcher(hash).matches()) {
                throw new NotCanonical("a hidden line without its form");
            }
        }

        @Override
        public byte[] lineHash() {
            return HexFormat.of().parseHex(hash);
        }

        @Override
        public byte[] bytes() {
            return new JsonWriter()
                    .raw("{\"hash\":\"")
                    .raw(hash)
                    .raw("\",\"seq\":")
                    .integer(seq)
                    .raw(",\"tx\":")
                    .integer(tx)
                    .raw("}")
                    .bytes();
        }
    }

    /** What enters the chain. */
    byte[] lineHash();

    /** The entry as it stands in {@code changes.jsonl}, without line end. */
    byte[] bytes();

    /** Reads an entry; an open line is not looked into here. */
    static Entry parse(byte[] text) {
        var hidden = "{\"hash\":".getBytes(StandardCharsets.US_ASCII);
        if (text.length < hidden.length || !Arrays.equals(text, 0, hidden.length, hidden, 0, hidden.length)) {
            return new Open(text);
        }
        var fields = Fields.read(text).exactly(Hidden.KEYS);
        return new Hidden(fields.number("seq"), fields.number("tx"), fields.match("hash", Fields.HASH));
    }
}
