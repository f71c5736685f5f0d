package vn.sotruong.office.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.sync.bundle.Container;

/**
 * Các lần gửi đang dở: resumable uploads, each under the hash of its label, so that the same bundle always has the same
 * place. No byte is kept before the label was verified.
 */
public final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64})-([0-9]{1,9})\\.part");
    static final Duration KEPT = Duration.ofDays(30);
    static final long MOST_CHUNK = 1 << 20;
    private static final Duration STALE = Duration.ofHours(1);
    private static final int MOST_OPEN = 4;
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_ANNOUNCED = 1000;
    private static final int BUFFER = 32 * 1024;

    private final Path folder;
    private final Intake intake;
    private final Clock clock;
    private final Map<String, Upload> open = new HashMap<>();

    public Uploads(Path folder, Intake intake, Clock clock) {
        this.folder = folder;
        this.intake = intake;
        this.clock = clock;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How far a bundle has come. */
    record Progress(long offset, long length, boolean created) {}

    /** What came of a chunk. */
    sealed interface Step {
        record Kept(long offset) implements Step {}

        record Decided(long offset, Outcome outcome) implements Step {}

        /** The offset is not ours. */
        record Elsewhere(long offset) implements Step {}

        /** Another connection has taken the upload over. */
        record Evicted() implements Step {}

        record OtherChecksum() implements Step {}

        record TooLarge() implements Step {}

        record NotAllowed(Refusal reason, String detail) implements Step {}

        record OverQuota() implements Step {}

        record Unknown() implements Step {}
    }

    /** After a start: takes up what lies in the folder, and decides on what is whole. */
    public void resume() {
        for (var file : list()) {
            var name = FILE.matcher(file.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            var upload = new Upload(name.group(1), Long.parseLong(name.group(2)), file, clock.instant());
            try {
                upload.resume(Files.size(file), Files.getLastModifiedTime(file).toInstant());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            resume(upload);
        }
    }

    private void resume(Upload upload) {
        var admission = intake.admit(Intake.firstBytes(upload.file()));
        if (admission instanceof Gate.Admitted admitted && upload.offset() <= upload.length()) {
            upload.belongsTo(admitted.label().school());
            synchronized (upload) {
                if (upload.complete()) {
                    LOG.info("{}: whole, deciding", upload.id());
                    intake.take(upload.file(), Via.HTTPS);
                } else {
                    keep(upload);
                }
            }
        } else {
            LOG.info("{}: no longer admitted, dropped", upload.id());
            delete(upload.file());
        }
    }

    /** Announces an upload, or finds it. */
    Progress create(String id, long length) {
        var known = find(id);
        if (known.isPresent()
                && (known.get().offset() == known.get().length() || known.get().length() == length)) {
            return known.get();
        }
        findOpen(id).ifPresent(this::forget);
        sweep();
        keep(new Upload(id, length, folder.resolve(id + "-" + length + ".part"), clock.instant()));
        return new Progress(0, length, true);
    }

    /** How far a bundle has come; whoever asks takes the upload over. */
    Optional<Progress> find(String id) {
        var upload = findOpen(id);
        if (upload.isPresent()) {
            synchronized (upload.get()) {
                upload.get().hand(clock.instant());
                if (findOpen(id).isPresent()) {
                    return Optional.of(
                            new Progress(upload.get().offset(), upload.get().length(), false));
                }
            }
        }
        return intake.findLength(id).map(length -> new Progress(length, length, false));
    }

    /** When an upload that rests is dropped. */
    Instant expires() {
        return clock.instant().plus(KEPT);
    }

    /**
     * Takes the next bytes in.
     *
     * @param checksum SHA-256 that the chunk must have
     * @throws IOException when the connection broke; what had come is kept, unless a checksum was to prove it
     */
    Step append(String id, long offset, InputStream body, Optional<byte[]> checksum) throws IOException {
        var found = findOpen(id);
        if (found.isEmpty()) {
            var decided = intake.findLength(id);
            return decided.<Step>map(Step.Elsewhere::new).orElseGet(Step.Unknown::new);
        }
        var upload = found.get();
        synchronized (upload) {
            if (upload.offset() != offset) {
                return new Step.Elsewhere(upload.offset());
            }
        }
        var digest = sha256();
        var first = new byte[0];
        if (offset == 0) {
            // whoever cannot show the label takes nothing over, and drops nothing that another has sent
            first = body.readNBytes((int) Math.min(Container.MAX_HEAD, upload.length()));
            var refused = refuse(upload, intake.admit(ByteBuffer.wrap(first)));
            if (refused.isPresent()) {
                forgetIfEmpty(upload);
                return refused.get();
            }
            digest.update(first);
        }
        long writer;
        synchronized (upload) {
            if (upload.offset() != offset) {
                return new Step.Elsewhere(upload.offset());
            }
            writer = upload.hand(clock.instant());
            upload.append(ByteBuffer.wrap(first));
        }
        return stream(upload, writer, offset, body, digest, checksum);
    }

    private Optional<Step> refuse(Upload upload, Gate.Admission admission) {
        return switch (admission) {
            case Gate.Refused(var reason, var detail, var suspect) -> Optional.of(new Step.NotAllowed(reason, detail));
            case Gate.Admitted admitted
            when !admitted.signed().id().equals(upload.id()) ->
                Optional.of(new Step.NotAllowed(Refusal.LABEL_ID, "another label than the address names"));
            case Gate.Admitted admitted
            when admitted.total() != upload.length() ->
                Optional.of(new Step.NotAllowed(Refusal.CONTAINER, "another length than announced"));
            case Gate.Admitted admitted ->
                room(upload, admitted.label().school()) ? Optional.empty() : Optional.of(new Step.OverQuota());
        };
    }

    private Step stream(
            Upload upload, long writer, long start, InputStream body, MessageDigest digest, Optional<byte[]> checksum)
            throws IOException {
        var buffer = new byte[BUFFER];
        try {
            for (var n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                digest.update(buffer, 0, n);
                synchronized (upload) {
                    if (!upload.isOwner(writer)) {
                        return new Step.Evicted();
                    }
                    var end = upload.offset() + n;
                    if (end > upload.length() || end - start > MOST_CHUNK) {
                        upload.backTo(start);
                        return new Step.TooLarge();
                    }
                    upload.append(ByteBuffer.wrap(buffer, 0, n));
                }
            }
        } catch (IOException broken) {
            synchronized (upload) {
                if (checksum.isPresent() && upload.isOwner(writer)) {
                    upload.backTo(start);
                }
            }
            throw broken;
        }
        synchronized (upload) {
            if (!upload.isOwner(writer)) {
                return new Step.Evicted();
            }
            if (checksum.isPresent() && !MessageDigest.isEqual(checksum.get(), digest.digest())) {
                upload.backTo(start);
                return new Step.OtherChecksum();
            }
            return upload.complete() ? decide(upload) : new Step.Kept(upload.offset());
        }
    }

    /** Holding the upload's lock: whoever asks meanwhile waits for the durable answer. */
    private Step decide(Upload upload) {
        Outcome outcome;
        try {
            outcome = intake.take(upload.file(), Via.HTTPS);
        } catch (RuntimeException undecided) {
            forget(upload); // it must not look complete: the school sends it again
            throw undecided;
        }
        synchronized (open) {
            open.remove(upload.id(), upload);
        }
        return outcome instanceof Outcome.Refused(var reason, var detail)
                ? new Step.NotAllowed(reason, detail)
                : new Step.Decided(upload.length(), outcome);
    }

    /** Gives the upload to its school, unless the school has too much open already. */
    private boolean room(Upload upload, String school) {
        synchronized (open) {
            var others = new ArrayList<Upload>();
            for (var each : open.values()) {
                if (each != upload && each.school().filter(school::equals).isPresent()) {
                    others.add(each);
                }
            }
            others.sort(Comparator.comparing(Upload::touched));
            var stale = clock.instant().minus(STALE);
            while (overQuota(others, upload.length())
                    && others.getFirst().touched().isBefore(stale)) {
                // what nobody has gone on with makes room: a box that was restored never finishes its old bundles
                drop(others.removeFirst());
            }
            if (overQuota(others, upload.length())) {
                return false;
            }
            upload.belongsTo(school);
            return true;
        }
    }

    private static boolean overQuota(List<Upload> others, long more) {
        var bytes = others.stream().mapToLong(Upload::length).sum();
        return !others.isEmpty() && (others.size() + 1 > MOST_OPEN || bytes + more > MOST_BYTES);
    }

    private Optional<Upload> findOpen(String id) {
        synchronized (open) {
            return Optional.ofNullable(open.get(id));
        }
    }

    private void keep(Upload upload) {
        synchronized (open) {
            open.put(upload.id(), upload);
        }
    }

    private void forgetIfEmpty(Upload upload) {
        synchronized (upload) {
            if (upload.offset() == 0) {
                forget(upload);
            }
        }
    }

    private void forget(Upload upload) {
        synchronized (open) {
            drop(upload);
        }
    }

    /** Drops what rested too long, and of mere announcements all but the newest. */
    private void sweep() {
        synchronized (open) {
            var oldest = clock.instant().minus(KEPT);
            var gone = open.values().stream()
                    .filter(each -> each.touched().isBefore(oldest))
                    .toList();
            gone.forEach(this::drop);
            var announced = open.values().stream()
                    .filter(each -> each.school().isEmpty())
                    .sorted(Comparator.comparing(Upload::touched))
                    .toList();
            announced.stream()
                    .limit(Math.max(0, announced.size() - MOST_ANNOUNCED + 1))
                    .forEach(this::drop);
        }
    }

    private void drop(Upload upload) {
        open.remove(upload.id(), upload);
        upload.drop();
        delete(upload.file());
    }

    private List<Path> list() {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
