package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.set.Checksums;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.set.Parity;

/**
 * Ghi và đọc lại: write, make durable, read back from the medium, compare every sum, verify parity, leave an outcome in
 * the spool. Only what was read back counts as a backup.
 */
public final class Burning {
    private static final String TAGS = "tagmanifest-sha512.txt";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private static final String READ_BACK = "read-back-";
    private static final long ROOM = 1_000_000;
    private static final Duration LONGEST_READING = Duration.ofHours(4);

    private final Path results;
    private final Path work;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * @param results where outcomes go ({@code spool/media})
     * @param work a folder on a disk for reading back; sealed files only
     */
    public Burning(Path results, Path work, Clock clock, Consumer<String> progress) {
        this.results = results;
        this.work = work;
        this.clock = clock;
        this.progress = progress;
    }

    /** Takes one set through all steps onto one medium. */
    public Outcome burn(Path set, Medium medium) {
        var run = new Run(set, medium);
        var outcome = run.all();
        save(outcome, run.file(outcome));
        return outcome;
    }

    /** Only writes; the outcome is WRITTEN. The comparing comes when whoever mounts the medium has mounted it anew. */
    public Outcome write(Path set, Medium medium) {
        var run = new Run(set, medium);
        var outcome = run.write();
        save(outcome, outcome.state() == Outcome.State.WRITTEN ? unread(outcome) : run.file(outcome));
        return outcome;
    }

    /** Only reads back and compares what {@link #write} put there, or what lies there since long. */
    public Outcome compare(Path set, Medium medium) {
        var run = new Run(set, medium);
        var outcome = run.compare();
        save(outcome, run.file(outcome));
        try {
            Files.deleteIfExists(results.resolve(unread(outcome)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    private static String unread(Outcome outcome) {
        var place = Path.of(outcome.place()).getFileName();
        return "%s.%s-%s-written.json".formatted(outcome.set(), outcome.kind(), place);
    }

    /** One set on its way to one medium. */
    private final class Run {
        private final Path set;
        private final Medium medium;
        private final String name;
        private final String moment = MOMENT.format(clock.instant());
        private long bytes;
        private String tagSum = "";
        private long writeMillis;
        private long readMillis;

        Run(Path set, Medium medium) {
            this.set = set;
            this.medium = medium;
            this.name = set.getFileName().toString();
        }

        String file(Outcome outcome) {
            var mark = outcome.state() == Outcome.State.WAITING ? "waiting" : moment;
            return "%s.%s-%s.json".formatted(name, medium.kind(), mark);
        }

        Outcome all() {
            var written = write();
            if (written.state() != Outcome.State.WRITTEN) {
                return written;
            }
            save(written, file(written));
            return readBack();
        }

        Outcome write() {
            var source = Checkup.of(set);
            bytes = source.bytes();
            if (!source.findings().isEmpty()) {
                return failed(Medium.Reason.SET_DAMAGED, lines(source.findings()));
            }
            tagSum = Checksums.of(set.resolve(TAGS));
            progress.accept("writing " + name + " to " + medium.place());
            var began = clock.instant();
            var written = medium.write(set);
            writeMillis = began.until(clock.instant(), ChronoUnit.MILLIS);
            return written instanceof Medium.Step.Done
                    ? outcome(Outcome.State.WRITTEN, null, List.of())
                    : stopped(written);
        }

        Outcome compare() {
            tagSum = Checksums.of(set.resolve(TAGS));
            try {
                bytes = Folders.bytes(set);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return readBack();
        }

        private Outcome readBack() {
            progress.accept("reading back from " + medium.place());
            var began = clock.instant();
            Path copy;
            try {
                clearLeft();
                copy = Files.createTempDirectory(Files.createDirectories(work), READ_BACK);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                var into = copy.resolve(name);
                if (medium.holdsMoreThan(name, bytes + ROOM)) {
                    return failed(Medium.Reason.DIFFERENT, List.of("there is more on it than the set holds"));
                }
                var read = medium.copyIn(name, into);
                if (!(read instanceof Medium.Step.Done)) {
                    return stopped(read);
                }
                return compare(into, began);
            } finally {
                Folders.deleteQuietly(copy);
            }
        }

        private Outcome compare(Path copy, Instant began) {
            progress.accept("comparing every sum");
            var checkup = Checkup.of(copy);
            var details = new ArrayList<>(lines(checkup.findings()));
            if (details.isEmpty() && !Checksums.of(copy.resolve(TAGS)).equals(tagSum)) {
                details.add(TAGS + ": is another set's");
            }
            if (medium.checkOwnSums() instanceof Medium.Step.Failed(var reason, var detail)) {
                details.add(reason + ": " + detail);
            }
            progress.accept("verifying parity");
            var parity = Parity.verify(copy);
            readMillis = began.until(clock.instant(), ChronoUnit.MILLIS);
            if (parity != Parity.State.WHOLE) {
                details.add("parity/: " + (parity == Parity.State.LOST ? "is lost" : "says that files are damaged"));
            }
            return details.isEmpty()
                    ? outcome(Outcome.State.VERIFIED, null, List.of())
                    : failed(Medium.Reason.DIFFERENT, details);
        }

        private Outcome stopped(Medium.Step step) {
            return switch (step) {
                case Medium.Step.Waiting(var reason, var detail) ->
                    outcome(Outcome.State.WAITING, reason, detail.isEmpty() ? List.of() : List.of(detail));
                case Medium.Step.Failed(var reason, var detail) -> failed(reason, List.of(detail));
                case Medium.Step.Done() -> throw new IllegalStateException("a step that is done stops nothing");
            };
        }

        private Outcome failed(Medium.Reason reason, List<String> details) {
            return outcome(Outcome.State.FAILED, reason, details);
        }

        private Outcome outcome(Outcome.State state, Medium.@Nullable Reason reason, List<String> details) {
            return new Outcome(
                    name,
                    medium.kind(),
                    medium.place(),
                    state,
                    reason,
                    details,
                    tagSum,
                    bytes,
                    writeMillis,
                    readMillis,
                    clock.instant());
        }
    }

    /** What a power cut or a full time limit left of an earlier reading; no reading takes that long. */
    private void clearLeft() throws IOException {
        if (!Files.isDirectory(work)) {
            return;
        }
        var before = clock.instant().minus(LONGEST_READING);
        try (var all = Files.list(work)) {
            for (var each : all.toList()) {
                if (each.getFileName().toString().startsWith(READ_BACK)
                        && Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                    Folders.deleteQuietly(each);
                }
            }
        }
    }

    private static List<String> lines(List<Checkup.Finding> findings) {
        return findings.stream().map(Checkup.Finding::toString).toList();
    }

    private void save(Outcome outcome, String file) {
        try {
            Files.createDirectories(results);
            var partial = results.resolve("." + file + ".partial");
            try (var out = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap((outcome.json() + "\n").getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(partial, results.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            if (outcome.state() == Outcome.State.VERIFIED) {
                Files.deleteIfExists(results.resolve("%s.%s-waiting.json".formatted(outcome.set(), outcome.kind())));
            }
            Folders.sync(results);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
