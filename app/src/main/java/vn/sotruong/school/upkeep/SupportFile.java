package vn.sotruong.school.upkeep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.sync.bundle.Sha256;

/**
 * Tệp hỗ trợ: what somebody far away needs in order to help, and nothing about a person: versions, readings, states and
 * numbers. It is text in a ZIP, so that the school can read what it hands out.
 */
public final class SupportFile {
    /** The table of those that were made. */
    public static final Entity SUPPORT_FILE = SupportFileTable.SUPPORT_FILE;

    private static final List<String> TRAYS = List.of(
            "outbox", "sets", "inbox", "media", "orders/media", "orders/update", "answers/media", "answers/update");
    /** A reading whose values somebody may have named; its level is enough. */
    private static final Set<String> NAMED_BY_PEOPLE = Set.of("network", "sticks", "drive");

    private final Database db;
    private final Upkeep upkeep;
    private final DataFolder data;
    private final Facts facts;
    private final Supplier<List<String>> versions;
    private final Supplier<Optional<Audited>> audited;
    private final Clock clock;

    /**
     * Lần kiểm tra sổ gần nhất.
     *
     * @param findings how many things it found
     */
    public record Audited(Instant at, long lines, int findings) {}

    /** @param run where root tells what it knows of the machine */
    public SupportFile(
            Database db,
            Upkeep upkeep,
            DataFolder data,
            Path run,
            Supplier<List<String>> versions,
            Supplier<Optional<Audited>> audited,
            Clock clock) {
        this.db = db;
        this.upkeep = upkeep;
        this.data = data;
        this.facts = new Facts(run);
        this.versions = versions;
        this.audited = audited;
        this.clock = clock;
    }

    /** Makes one; the journal keeps that it was made, by whom, and what its bytes were. */
    public byte[] make(Actor actor) {
        var zip = zip(parts());
        db.write(actor, tx -> SupportFileTable.create(tx, Sha256.hex(zip)));
        return zip;
    }

    private Map<String, String> parts() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("versions.txt", String.join("\n", versions.get()) + "\n");
        parts.put("readings.txt", readings());
        parts.put("store.txt", store());
        parts.put("files.txt", files());
        parts.put("units.txt", Units.told());
        facts.read().forEach((name, text) -> parts.put("run/" + name, text));
        return parts;
    }

    private String readings() {
        var text = new StringBuilder();
        text.append("at ").append(now()).append('\n');
        for (var each : upkeep.list()) {
            text.append(each.name()).append(' ').append(each.level());
            if (!NAMED_BY_PEOPLE.contains(each.name())) {
                text.append(' ').append(each.values());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private String store() {
        var text = new StringBuilder();
        db.read(handle -> {
            text.append("schema ").append(ChangeLog.newestScript(handle)).append('\n');
            text.append("last line ").append(ChangeLog.lastSeq(handle)).append('\n');
            text.append("lineages ").append(ChangeLog.lineages(handle).size()).append('\n');
            SupportFileTable.counts(handle)
                    .forEach((table, rows) -> text.append("rows ")
                            .append(table)
                            .append(' ')
                            .append(rows)
                            .append('\n'));
            return true;
        });
        text.append("lowered guards ").append(db.lowered().size()).append('\n');
        audited.get()
                .ifPresentOrElse(
                        last -> text.append("audited %s: %d lines, %d findings%n"
                                .formatted(last.at().truncatedTo(ChronoUnit.SECONDS), last.lines(), last.findings())),
                        () -> text.append("not audited since the start\n"));
        return text.toString();
    }

    private String files() {
        var text = new StringBuilder();
        for (var name : List.of("so.db", "so.db-wal")) {
            var file = data.database().resolveSibling(name);
            text.append(name).append(' ').append(size(file)).append(" bytes\n");
        }
        for (var tray : TRAYS) {
            var sizes = sizes(data.spool().resolve(tray));
            text.append(tray)
                    .append(": ")
                    .append(sizes.size())
                    .append(" files, ")
                    .append(sizes.values().stream().mapToLong(Long::longValue).sum())
                    .append(" bytes\n");
        }
        return text.toString();
    }

    private static Map<Path, Long> sizes(Path folder) {
        var sizes = new TreeMap<Path, Long>();
        if (Files.isReadable(folder) && Files.isDirectory(folder)) {
            try (var all = Files.walk(folder)) {
                all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                        .forEach(each -> sizes.put(each, size(each)));
            } catch (IOException | UncheckedIOException closedToUs) {
                return sizes;
            }
        }
        return sizes;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static byte[] zip(Map<String, String> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var part : parts.entrySet()) {
                if (!part.getValue().isEmpty()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
