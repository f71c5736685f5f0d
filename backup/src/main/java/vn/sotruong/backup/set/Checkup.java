package vn.sotruong.backup.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Signatures;

/**
 * Kiểm tra bộ sao lưu: signature, sums, completeness. No key is needed; parity is {@link Parity}'s.
 */
public final class Checkup {
    private static final String TAGS = "tagmanifest-sha512.txt";
    private static final String SIGNATURE = TAGS + ".p7s";
    private static final Pattern OXUM = Pattern.compile("(?m)^Payload-Oxum: (\\d{1,18})\\.(\\d{1,18})$");

    private final Path set;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable SetLabel label;
    private @Nullable String signer;
    private long bytes;
    private int files;

    /** Điều phát hiện: a file and what is wrong with it. */
    public record Finding(String path, String what) {
        @Override
        public String toString() {
            return path + ": " + what;
        }
    }

    private Checkup(Path set) {
        this.set = set;
    }

    /** Reads and compares a whole set. */
    public static Checkup of(Path set) {
        var checkup = new Checkup(set);
        try {
            checkup.check();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checkup;
    }

    /** What a set says of itself, for people to know which one they hold; nothing is checked, so nothing is believed. */
    public static Optional<SetLabel> said(Path set) {
        var checkup = new Checkup(set);
        try {
            checkup.readLabel();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return checkup.label();
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The label; empty when it cannot be read. Believe it only when there are no findings. */
    public Optional<SetLabel> label() {
        return Optional.ofNullable(label);
    }

    /** Fingerprint of the device that signed; empty when the signature does not hold. */
    public Optional<String> signer() {
        return Optional.ofNullable(signer);
    }

    public long bytes() {
        return bytes;
    }

    public int files() {
        return files;
    }

    private void check() throws IOException {
        if (!Files.isRegularFile(set.resolve("bagit.txt")) && !Files.isRegularFile(set.resolve(TAGS))) {
            findings.add(new Finding(".", "this folder holds no backup set"));
            return;
        }
        checkSignature();
        var named = new TreeMap<String, String>();
        named.putAll(manifest(TAGS, path -> !path.startsWith("data/")));
        named.putAll(manifest("manifest-sha512.txt", path -> path.startsWith("data/")));
        var present = present();
        compare(named, present);
        checkPayloadSum(named.keySet());
        readLabel();
    }

    private void checkSignature() throws IOException {
        var content = read(TAGS);
        var p7s = read(SIGNATURE);
        var pem = read("data/keys/may.pem");
        if (content == null || p7s == null || pem == null) {
            return;
        }
        try {
            var pinned = Certificates.readPem(new String(pem, StandardCharsets.UTF_8))
                    .getFirst();
            signer = Certificates.fingerprint(Signatures.verifyPinned(content, p7s, pinned));
        } catch (Broken e) {
            findings.add(new Finding(SIGNATURE, "" + e.getMessage()));
        }
    }

    private Map<String, String> manifest(String name, Predicate<String> belongs) throws IOException {
        var text = read(name);
        if (text == null) {
            return Map.of();
        }
        try {
            var sums = Checksums.readManifest(new String(text, StandardCharsets.UTF_8));
            sums.keySet().stream()
                    .filter(belongs.negate())
                    .forEach(path -> findings.add(new Finding(path, "does not belong into " + name)));
            return sums;
        } catch (Broken e) {
            findings.add(new Finding(name, "" + e.getMessage()));
            return Map.of();
        }
    }

    private Set<String> present() throws IOException {
        var present = new HashSet<String>();
        try (var all = Files.walk(set)) {
            for (var each : all.toList()) {
                var path = set.relativize(each).toString();
                if (path.startsWith("parity/") || Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (!Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    findings.add(new Finding(path, "is no plain file"));
                    continue;
                }
                present.add(path);
            }
        }
        return present;
    }

    private void compare(Map<String, String> named, Set<String> present) throws IOException {
        for (var each : named.entrySet()) {
            if (!present.contains(each.getKey())) {
                findings.add(new Finding(each.getKey(), "is missing"));
                continue;
            }
            files++;
            bytes += Files.size(set.resolve(each.getKey()));
            String sum;
            try {
                sum = Checksums.of(set.resolve(each.getKey()));
            } catch (UncheckedIOException e) {
                findings.add(new Finding(each.getKey(), "cannot be read"));
                continue;
            }
            if (!sum.equals(each.getValue())) {
                findings.add(new Finding(each.getKey(), "is damaged: its SHA-512 differs"));
            }
        }
        for (var path : present) {
            if (!named.containsKey(path) && !path.equals(TAGS) && !path.equals(SIGNATURE)) {
                findings.add(new Finding(path, "is in no manifest"));
            }
        }
    }

    private void checkPayloadSum(Set<String> named) throws IOException {
        var text = read("bag-info.txt");
        if (text == null) {
            return;
        }
        var oxum = OXUM.matcher(new String(text, StandardCharsets.UTF_8));
        var count = 0L;
        var size = 0L;
        for (var path : named) {
            if (path.startsWith("data/") && Files.isRegularFile(set.resolve(path))) {
                count++;
                size += Files.size(set.resolve(path));
            }
        }
        if (!oxum.find() || Long.parseLong(oxum.group(1)) != size || Long.parseLong(oxum.group(2)) != count) {
            findings.add(new Finding("bag-info.txt", "its payload sum does not fit"));
        }
    }

    private void readLabel() throws IOException {
        var text = read("data/heads.json");
        if (text != null) {
            try {
                label = Heads.read(new String(text, StandardCharsets.UTF_8));
            } catch (Broken e) {
                findings.add(new Finding("data/heads.json", "" + e.getMessage()));
            }
        }
    }

    private byte @Nullable [] read(String name) throws IOException {
        var file = set.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(new Finding(name, "is missing"));
            return null;
        }
        try {
            return Capped.read(file);
        } catch (Broken e) {
            findings.add(new Finding(name, "" + e.getMessage()));
            return null;
        }
    }
}
