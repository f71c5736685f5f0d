package vn.sotruong.sync.bundle;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nhãn gói: what a person and a machine may know of a bundle without opening it. It is what is signed (BUNDLE.md §4).
 * Hashes are lower hex.
 */
public record Label(
        Type type,
        String school,
        String unit,
        String device,
        Epoch epoch,
        long from,
        long to,
        long txTo,
        String prevHead,
        String head,
        @Nullable String stateDigest,
        @Nullable String oldestAt,
        String madeAt,
        String clk,
        int schemaMax,
        long bodyLen,
        String bodySha256,
        long plainLen) {
    /** Loại gói. */
    public enum Type {
        CHANGES,
        HEARTBEAT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final int MAX_BYTES = 4096;
    static final int MAX_BODY = 33 << 20;
    static final int MAX_PLAIN = 32 << 20;

    private static final int VERSION = 1;
    private static final Set<String> KEYS = Set.of(
            "body_len",
            "body_sha256",
            "clk",
            "count",
            "device",
            "epoch",
            "from",
            "head",
            "made_at",
            "oldest_at",
            "parent",
            "plain_len",
            "prev_head",
            "schema_max",
            "school",
            "state_digest",
            "to",
            "tx_to",
            "type",
            "unit",
            "v");
    private static final Set<String> PARENT_KEYS = Set.of("epoch", "head", "seq");

    public Label {
        requireForm(
                Fields.CODE.matcher(school).matches()
                        && Fields.CODE.matcher(unit).matches(),
                "codes");
        for (var hash : new String[] {device, prevHead, head, bodySha256}) {
            requireForm(Fields.HASH.matcher(hash).matches(), "hashes");
        }
        requireForm(stateDigest == null || Fields.HASH.matcher(stateDigest).matches(), "hashes");
        requireForm(ChangeLine.isTime(madeAt) && (oldestAt == null || ChangeLine.isTime(oldestAt)), "times");
        requireForm(ChangeLine.CLOCKS.contains(clk), "clock");
        requireForm(from >= epoch.firstSeq() && to >= from - 1, "range");
        var begins = from == epoch.firstSeq();
        requireForm(!begins || prevHead.equals(HexFormat.of().formatHex(Chain.genesis(school, epoch))), "genesis");
        requireForm(bodyLen > 0 && bodyLen <= MAX_BODY && plainLen > 0 && plainLen <= MAX_PLAIN, "sizes");
        if (type == Type.HEARTBEAT) {
            requireForm(to == from - 1 && prevHead.equals(head) && stateDigest != null, "heartbeat");
            requireForm(txTo == 0 && schemaMax == 0 && oldestAt == null, "heartbeat");
        } else {
            requireForm(to >= from && txTo > 0 && schemaMax >= 0, "changes");
        }
    }

    /** How many changes the bundle carries. */
    public long count() {
        return to - from + 1;
    }

    /** The usual name of the bundle's file. Heartbeats of one quiet spell differ by their moment. */
    public String fileName() {
        var moment = type == Type.HEARTBEAT ? "-" + madeAt.replaceAll("[^0-9]", "") : "";
        return school + "-" + epoch.id() + "-" + from + "-" + to + moment + ".sotruong.zip";
    }

    /** The canonical bytes, which are signed and whose hash is the bundle's identity. */
    public byte[] bytes() {
        var fields = new TreeMap<String, @Nullable Object>();
        fields.put("v", VERSION);
        fields.put("type", type.word());
        fields.put("school", school);
        fields.put("unit", unit);
        fields.put("device", device);
        fields.put("epoch", epoch.id());
        fields.put("parent", parent(epoch.parent()));
        fields.put("from", from);
        fields.put("to", to);
        fields.put("count", count());
        fields.put("tx_to", txTo);
        fields.put("prev_head", prevHead);
        fields.put("head", head);
        fields.put("state_digest", stateDigest);
        fields.put("oldest_at", oldestAt);
        fields.put("made_at", madeAt);
        fields.put("clk", clk);
        fields.put("schema_max", schemaMax);
        fields.put("body_len", bodyLen);
        fields.put("body_sha256", bodySha256);
        fields.put("plain_len", plainLen);
        return CanonicalJson.write(fields);
    }

    private static @Nullable Object parent(Epoch.@Nullable Parent parent) {
        if (parent == null) {
            return null;
        }
        var fields = new TreeMap<String, Object>();
        fields.put("epoch", parent.epoch());
        fields.put("seq", parent.seq());
        fields.put("head", parent.head());
        return fields;
    }

    /** Reads a label whose signature has been verified. */
    public static Label parse(byte[] text) throws BundleRefused {
        try {
            var fields = Fields.read(text).exactly(KEYS);
            fields.version(VERSION);
            var label = read(fields);
            requireForm(label.count() == fields.number("count"), "count");
            return label;
        } catch (NotCanonical broken) {
            throw new BundleRefused(Reason.LABEL_FORM, "the label has not its form: " + broken.getMessage(), broken);
        }
    }

    private static Label read(Fields fields) throws BundleRefused {
        return new Label(
                type(fields.text("type")),
                fields.text("school"),
                fields.text("unit"),
                fields.text("device"),
                new Epoch(fields.text("epoch"), parent(fields.findPart("parent"))),
                fields.number("from"),
                fields.number("to"),
                fields.number("tx_to"),
                fields.text("prev_head"),
                fields.text("head"),
                fields.findText("state_digest"),
                fields.findText("oldest_at"),
                fields.text("made_at"),
                fields.text("clk"),
                Math.toIntExact(Math.clamp(fields.number("schema_max"), -1, Integer.MAX_VALUE)),
                fields.number("body_len"),
                fields.text("body_sha256"),
                fields.number("plain_len"));
    }

    private static Epoch.@Nullable Parent parent(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        fields.exactly(PARENT_KEYS);
        return new Epoch.Parent(fields.text("epoch"), fields.number("seq"), fields.text("head"));
    }

    private static Type type(String word) throws BundleRefused {
        for (var type : Type.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new BundleRefused(Reason.UNKNOWN_TYPE, "a type of bundle that this version does not know");
    }

    private static void requireForm(boolean held, String what) {
        if (!held) {
            throw new NotCanonical("label: " + what + " out of form");
        }
    }
}
