package vn.sotruong.sync.bundle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dòng nhật ký: one change of one row, with the whole new row (BUNDLE.md §2).
 *
 * @param cap the capacity in which it was done; null in a line of version 1, which did not say
 * @param salt 32 hexadecimal digits on a line that stays in the school, else null
 */
public record ChangeLine(
        int v,
        long seq,
        long tx,
        String at,
        @Nullable String raw,
        String clk,
        String act,
        String ses,
        @Nullable String cap,
        String ent,
        String id,
        Op op,
        @Nullable Long base,
        Map<String, @Nullable Object> row,
        @Nullable String why,
        @Nullable String salt) {
    /** The version that this code writes. */
    public static final int VERSION = 2;

    private static final Set<String> KEYS = Set.of(
            "act", "at", "base", "cap", "clk", "ent", "id", "op", "raw", "row", "salt", "seq", "ses", "tx", "v", "why");
    private static final Set<String> CAPACITIES = Set.of("use", "administration", "house");
    static final Set<String> CLOCKS = Set.of("synced", "holdover", "suspect");
    private static final int SALT_DIGITS = 32;
    private static final Pattern TIME = Pattern.compile("\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d\\.\\d{3}Z");
    private static final DateTimeFormatter TIME_FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Checks the form and keeps its own copy of the row. (Written out in full: a compact one forgets {@code @Nullable}.) */
    public ChangeLine(
            int v,
            long seq,
            long tx,
            String at,
            @Nullable String raw,
            String clk,
            String act,
            String ses,
            @Nullable String cap,
            String ent,
            String id,
            Op op,
            @Nullable Long base,
            Map<String, @Nullable Object> row,
            @Nullable String why,
            @Nullable String salt) {
        if (v < 1 || seq < 1 || tx < 1 || (base != null && (base < 1 || base >= seq))) {
            throw new NotCanonical("numbers of a change line out of order");
        }
        if (!isTime(at) || (raw != null && !isTime(raw)) || !CLOCKS.contains(clk)) {
            throw new NotCanonical("a time or clock state without its form");
        }
        if (!isEntity(ent) || id.isEmpty() || act.isEmpty() || (salt != null && !isSalt(salt))) {
            throw new NotCanonical("a change line without entity, id or actor, or with a salt out of form");
        }
        if (v == 1 ? cap != null : cap == null || !CAPACITIES.contains(cap)) {
            throw new NotCanonical("a capacity out of form, or on a line that has none");
        }
        this.v = v;
        this.seq = seq;
        this.tx = tx;
        this.at = at;
        this.raw = raw;
        this.clk = clk;
        this.act = act;
        this.ses = ses;
        this.cap = cap;
        this.ent = ent;
        this.id = id;
        this.op = op;
        this.base = base;
        this.row = Collections.unmodifiableMap(new TreeMap<String, @Nullable Object>(row));
        this.why = why;
        this.salt = salt;
    }

    /** A moment as every line and label writes it: UTC, whole milliseconds. */
    public static String time(Instant moment) {
        return TIME_FORM.format(moment);
    }

    /** The canonical bytes, without line end. */
    public byte[] bytes() {
        var out = new JsonWriter();
        out.raw("{\"act\":").string(act).raw(",\"at\":\"").raw(at);
        if (base != null) {
            out.raw("\",\"base\":").integer(base).raw(",\"");
        } else {
            out.raw("\",\"");
        }
        if (cap != null) {
            out.raw("cap\":\"").raw(cap).raw("\",\"");
        }
        out.raw("clk\":\"")
                .raw(clk)
                .raw("\",\"ent\":\"")
                .raw(ent)
                .raw("\",\"id\":")
                .string(id);
        out.raw(",\"op\":\"").raw(op.word());
        if (raw != null) {
            out.raw("\",\"raw\":\"").raw(raw);
        }
        out.raw("\",\"row\":").object(row);
        if (salt != null) {
            out.raw(",\"salt\":\"").raw(salt).raw("\"");
        }
        out.raw(",\"seq\":").integer(seq).raw(",\"ses\":").string(ses);
        out.raw(",\"tx\":").integer(tx).raw(",\"v\":").integer(v);
        if (why != null) {
            out.raw(",\"why\":").string(why);
        }
        return out.raw("}").bytes();
    }

    /** Reads a line; throws {@link NotCanonical}. Of a newer version it reads the keys it knows. */
    public static ChangeLine parse(byte[] line) {
        var fields = Fields.read(line);
        var v = Math.toIntExact(Math.clamp(fields.number("v"), 0, Integer.MAX_VALUE));
        if (v <= VERSION) {
            fields.atMost(KEYS);
        }
        return new ChangeLine(
                v,
                fields.number("seq"),
                fields.number("tx"),
                fields.text("at"),
                fields.findText("raw"),
                fields.text("clk"),
                fields.text("act"),
                fields.text("ses"),
                fields.findText("cap"),
                fields.text("ent"),
                fields.text("id"),
                Op.of(fields.text("op")),
                fields.findNumber("base"),
                fields.object("row"),
                fields.findText("why"),
                fields.findText("salt"));
    }

    static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }

    private static boolean isEntity(String text) {
        for (int i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            var small = letter >= 'a' && letter <= 'z';
            if (!small && (i == 0 || !(letter == '_' || (letter >= '0' && letter <= '9')))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 63;
    }

    private static boolean isSalt(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0
                    || text.charAt(i) > 'f'
                    || Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return text.length() == SALT_DIGITS;
    }
}
