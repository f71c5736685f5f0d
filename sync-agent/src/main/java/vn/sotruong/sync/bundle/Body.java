package vn.sotruong.sync.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Thân gói: manifest and change lines in a deflated ZIP (BUNDLE.md §4). It is only ever in memory. */
final class Body {
    private static final List<String> NAMES = List.of("manifest.json", "changes.jsonl");
    private static final Set<String> MANIFEST_KEYS = Set.of("files", "school", "v");
    private static final Set<String> FILE_KEYS = Set.of("path", "sha256", "size");
    private static final int VERSION = 1;

    /** A packed body and the sum of what it unpacks to. */
    @SuppressWarnings("ArrayRecordComponent")
    record Packed(byte[] zip, long plainLen) {}

    private Body() {}

    static Packed pack(String school, List<Entry> entries) {
        var lines = new ByteArrayOutputStream();
        for (var entry : entries) {
            lines.writeBytes(entry.bytes());
            lines.write('\n');
        }
        var changes = lines.toByteArray();
        var manifest = manifest(school, changes);
        var plain = (long) manifest.length + changes.length;
        if (plain > Label.MAX_PLAIN) {
            throw new IllegalArgumentException("too many changes for one bundle");
        }
        return new Packed(
                StrictZip.write(List.of(
                        StrictZip.Slot.deflated(NAMES.get(0), manifest),
                        StrictZip.Slot.deflated(NAMES.get(1), changes))),
                plain);
    }

    static List<Entry> read(byte[] zip, Label label) throws BundleRefused {
        try {
            var slots = StrictZip.read(ByteBuffer.wrap(zip), StrictZip.Method.DEFLATED, NAMES.size());
            var plain = 0L;
            for (var slot : slots) {
                plain += slot.header().size();
            }
            if (!slots.stream().map(slot -> slot.header().name()).toList().equals(NAMES) || plain != label.plainLen()) {
                throw new NotCanonical("entries or sizes that the label does not announce");
            }
            var changes = slots.get(1).content();
            var manifest = slots.get(0).content();
            requireManifest(manifest);
            if (!Arrays.equals(manifest, manifest(label.school(), changes))) {
                throw new NotCanonical("the manifest does not fit the changes");
            }
            return entries(changes);
        } catch (NotCanonical broken) {
            throw new BundleRefused(Reason.BODY_FORM, "the body has not its form: " + broken.getMessage(), broken);
        }
    }

    private static void requireManifest(byte[] manifest) {
        var fields = Fields.read(manifest).exactly(MANIFEST_KEYS);
        fields.version(VERSION);
        fields.parts("files").forEach(file -> file.exactly(FILE_KEYS));
    }

    private static byte[] manifest(String school, byte[] changes) {
        Map<String, Object> file = Map.of("path", NAMES.get(1), "sha256", Sha256.hex(changes), "size", changes.length);
        return CanonicalJson.write(Map.of("files", List.of(file), "school", school, "v", VERSION));
    }

    private static List<Entry> entries(byte[] changes) {
        var entries = new ArrayList<Entry>();
        var start = 0;
        for (int i = 0; i < changes.length; i++) {
            if (changes[i] == '\n') {
                entries.add(Entry.parse(Arrays.copyOfRange(changes, start, i)));
                start = i + 1;
            }
        }
        if (start != changes.length) {
            throw new NotCanonical("the last line has no end");
        }
        return List.copyOf(entries);
    }
}
