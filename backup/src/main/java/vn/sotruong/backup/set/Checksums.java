package vn.sotruong.backup.set;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import vn.sotruong.backup.seal.Broken;

/** Tổng kiểm tra SHA-512: files' sums, and manifests as {@code sha512sum -c} reads them. */
public final class Checksums {
    private Checksums() {}

    public static String of(Path file) {
        try (var in = Files.newInputStream(file)) {
            return of(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of a stream, read to its end. */
    public static String of(InputStream in) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-512");
            var chunk = new byte[1 << 16];
            for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-512", e);
        }
    }

    static String manifest(Map<String, String> sums) {
        var text = new StringBuilder();
        new TreeMap<>(sums)
                .forEach((path, sum) ->
                        text.append(sum).append("  ").append(path).append('\n'));
        return text.toString();
    }

    /** Path to sum. Refuses what would lead out of the set. */
    static Map<String, String> readManifest(String text) {
        var sums = new TreeMap<String, String>();
        for (var line : text.lines().toList()) {
            if (!line.matches("[0-9a-f]{128}  [A-Za-z0-9._/-]+")) {
                throw new Broken("a manifest has a line that is none");
            }
            var path = line.substring(130);
            if (path.startsWith("/") || Path.of(path).normalize().startsWith("..") || path.contains("//")) {
                throw new Broken("a manifest names a file outside of the set");
            }
            if (sums.put(path, line.substring(0, 128)) != null) {
                throw new Broken("a manifest names a file twice");
            }
        }
        return sums;
    }
}
