package vn.sotruong.office.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.NotCanonical;
import vn.sotruong.sync.bundle.UpdateNote;
import vn.sotruong.sync.spool.Spool;

/**
 * Kho bản cập nhật: the newest system that this office hands on to its schools' boxes. The office does not vouch for it:
 * each box checks the maker's signature itself.
 */
public final class SystemUpdates {
    private static final String NEWEST = "newest.json";
    private static final int SIZE_BYTES = 8;
    private static final int LARGEST_SIGNATURE = 1 << 16;
    private static final Pattern COMPATIBLE = Pattern.compile("(?m)^compatible=([a-z0-9-]{1,64})$");
    private static final Pattern VERSION = Pattern.compile("(?m)^version=([0-9.]{1,40})$");

    private final Path folder;

    /** @param folder of the office's data */
    public SystemUpdates(Path folder) {
        this.folder = folder;
    }

    /** Một bản đang có. */
    record Offer(String compatible, String version, long size, String sha256) {
        byte[] note(OfficeKeys keys, String unit, Clock clock) {
            return new UpdateNote(unit, ChangeLine.time(clock.instant()), compatible, version, size, sha256)
                    .signed(keys.signing(), keys.signer());
        }
    }

    /**
     * Takes a bundle in as the newest.
     *
     * @return its version; empty when it is no bundle, too large, or not newer than the one that is offered
     */
    public Optional<String> add(Path bundle) throws IOException {
        var size = Files.size(bundle);
        var manifest = manifest(bundle, size);
        var compatible = COMPATIBLE.matcher(manifest);
        var version = VERSION.matcher(manifest);
        if (size > UpdateNote.MAX_SIZE
                || !compatible.find()
                || !version.find()
                || !UpdateNote.isNewer(
                        version.group(1), newest().map(Offer::version).orElse(""))) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        var name = UpdateNote.fileName(version.group(1));
        var partial = folder.resolve("." + name + ".partial");
        Files.copy(bundle, partial, StandardCopyOption.REPLACE_EXISTING);
        var sum = sum(partial);
        place(partial, folder.resolve(name));
        var note = folder.resolve("." + NEWEST + ".partial");
        Files.write(
                note,
                CanonicalJson.write(Map.of(
                        "compatible", compatible.group(1), "version", version.group(1), "size", size, "sha256", sum)));
        place(note, folder.resolve(NEWEST));
        return Optional.of(version.group(1));
    }

    private static void place(Path partial, Path file) throws IOException {
        try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        Spool.settle(file.resolveSibling("").normalize());
    }

    /** The signed part at the end of a bundle holds the manifest as text; its length is the last eight bytes. */
    private static String manifest(Path bundle, long size) throws IOException {
        try (var file = FileChannel.open(bundle, StandardOpenOption.READ)) {
            if (size < SIZE_BYTES) {
                return "";
            }
            var tail = ByteBuffer.allocate(SIZE_BYTES);
            file.read(tail, size - SIZE_BYTES);
            var length = tail.flip().getLong();
            if (length < 1 || length > LARGEST_SIGNATURE || length > size - SIZE_BYTES) {
                return "";
            }
            var signed = ByteBuffer.allocate((int) length);
            file.read(signed, size - SIZE_BYTES - length);
            return new String(signed.array(), StandardCharsets.ISO_8859_1);
        }
    }

    /** What is offered now. */
    Optional<Offer> newest() {
        try {
            var file = folder.resolve(NEWEST);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            var fields = CanonicalJson.read(Files.readAllBytes(file));
            return fields.get("compatible") instanceof String compatible
                            && fields.get("version") instanceof String version
                            && fields.get("size") instanceof Long size
                            && fields.get("sha256") instanceof String sum
                    ? Optional.of(new Offer(compatible, version, size, sum))
                    : Optional.empty();
        } catch (NotCanonical torn) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of this name, if it is the one that is offered. */
    Optional<Path> find(String name) {
        return newest().filter(each -> UpdateNote.fileName(each.version()).equals(name))
                .map(_ -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static String sum(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
