package vn.sotruong.office.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.office.registry.School;

/**
 * Thẻ USB: the same bytes as by HTTPS. Of a stick only regular files with exactly the right name are read, and copied to
 * a private place before anything looks into them.
 */
public final class Stick {
    private static final String OUT = "SOTRUONG-GUI";
    private static final String BACK = "SOTRUONG-NHAN";
    private static final long MOST_BYTES = 65L << 20;
    private static final int BUFFER = 64 * 1024;
    private static final Pattern SCHOOL = Pattern.compile("[A-Za-z0-9_]{1,32}");
    private static final Pattern BUNDLE =
            Pattern.compile("[A-Za-z0-9_]{1,32}-[0-9a-f]{16}-[0-9]{1,16}-[0-9]{1,16}\\.sotruong\\.zip");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Intake intake;
    private final Registry registry;
    private final Path spool;

    public Stick(Intake intake, Registry registry, Path spool) {
        this.intake = intake;
        this.registry = registry;
        this.spool = spool;
        try {
            Files.createDirectories(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Một tệp trên thẻ và kết quả. */
    public record Line(String file, Outcome outcome) {}

    /** Takes in every bundle on the stick, in the order of their names' numbers. */
    public List<Line> takeFrom(Path stick) {
        var lines = new ArrayList<Line>();
        for (var school : children(stick.resolve(OUT))) {
            if (!Files.isDirectory(school, LinkOption.NOFOLLOW_LINKS)
                    || !SCHOOL.matcher(name(school)).matches()) {
                continue;
            }
            var bundles = children(school).stream()
                    .filter(file -> BUNDLE.matcher(name(file)).matches())
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted((a, b) -> Long.compare(from(a), from(b)))
                    .toList();
            for (var bundle : bundles) {
                lines.add(new Line(name(school) + "/" + name(bundle), take(bundle)));
            }
        }
        return lines;
    }

    private Outcome take(Path bundle) {
        try {
            var copy = Files.createTempFile(spool, "stick-", ".zip");
            if (!copy(bundle, copy)) {
                Files.delete(copy);
                return new Outcome.Refused(Refusal.CONTAINER, "no bundle is that long");
            }
            return intake.take(copy, Via.USB);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean copy(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                var out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            var buffer = new byte[BUFFER];
            var total = 0L;
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > MOST_BYTES) {
                    return false;
                }
                for (var bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) {
                    out.write(bytes);
                }
            }
            return true;
        }
    }

    /** Writes all receipts and a fresh state note of every school. @return how many files */
    public int giveTo(Path stick) {
        var files = 0;
        for (var school : registry.listSchools()) {
            files += giveTo(stick, school);
        }
        return files;
    }

    private int giveTo(Path stick, School school) {
        var folder = stick.resolve(BACK).resolve(school.code());
        var receipts = intake.listReceipts(school.code(), 0, Integer.MAX_VALUE);
        try {
            Files.createDirectories(folder);
            for (var receipt : receipts) {
                write(folder.resolve(school.code() + "-receipt-" + receipt.n() + ".p7m"), receipt.p7m());
            }
            var stamp = STAMP.format(intake.now());
            write(folder.resolve(school.code() + "-state-" + stamp + ".p7m"), intake.stateNote(school.code(), ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return receipts.size() + 1;
    }

    /** Under another name first, then read again and compared: a stick is the least reliable disk there is. */
    private static void write(Path file, byte[] bytes) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        var partial = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(partial);
        try (var out = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
            throw new IOException("the stick did not keep what was written: " + file.getFileName());
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static long from(Path bundle) {
        return Long.parseLong(name(bundle).split("-", -1)[2]);
    }
}
