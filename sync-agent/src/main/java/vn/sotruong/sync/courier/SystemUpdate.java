package vn.sotruong.sync.courier;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.NotCanonical;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Request;
import vn.sotruong.sync.bundle.UpdateNote;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/**
 * Mang bản cập nhật về: the newest system that the office offers, piece by piece into the courier's own folder, and into
 * the tray only when it is whole. It is not trusted for that: root checks its maker's signature, and people decide.
 */
public final class SystemUpdate implements AutoCloseable {
    private static final int PIECE = 1 << 20;
    private static final long SPARE = 512L << 20;
    private static final Duration A_PIECE = Duration.ofMinutes(5);
    private static final int NONCE_BYTES = 16;
    private static final Pattern BROUGHT = Pattern.compile("update-[0-9.]{1,40}\\.raucb");

    private final CourierHome.Enrolled enrolled;
    private final Path folder;
    private final Spool spool;
    private final Clock clock;
    private final RandomGenerator random;
    private final LongSupplier free;
    private final OfficeLine line;

    /**
     * A courier that goes for updates only.
     *
     * @param folder the courier's own, where pieces lie until the file is whole
     * @param free bytes that the disk has left
     */
    public SystemUpdate(
            CourierHome.Enrolled enrolled,
            URI office,
            Path folder,
            Spool spool,
            Clock clock,
            RandomGenerator random,
            LongSupplier free) {
        this.enrolled = enrolled;
        this.folder = folder;
        this.spool = spool;
        this.clock = clock;
        this.random = random;
        this.free = free;
        this.line = new OfficeLine(enrolled, office);
    }

    /** Kết quả của một chuyến. */
    public sealed interface Trip {
        /** There is none, or none for this box that is newer. */
        record Nothing() implements Trip {}

        /** It lies in the tray now, or did already. */
        record Here(String version) implements Trip {}

        /** The disk has no room for it. */
        record NoRoom(String version) implements Trip {}
    }

    /**
     * Goes once; after an {@link Outage} the next one goes on where this one ended.
     *
     * @param compatible what kind of box this is
     * @param running the version that runs on it
     */
    public Trip go(String compatible, String running) throws Outage, Unwelcome, IOException {
        var offered = ask();
        if (offered.isEmpty()
                || !offered.get().compatible().equals(compatible)
                || !UpdateNote.isNewer(offered.get().version(), running)) {
            return new Trip.Nothing();
        }
        var note = offered.get();
        if (spool.find(Tray.INBOX, note.fileName()).isPresent()) {
            return new Trip.Here(note.version());
        }
        Files.createDirectories(folder);
        var partial = folder.resolve(note.sha256() + ".part");
        forgetOthers(partial);
        var has = Files.isRegularFile(partial, LinkOption.NOFOLLOW_LINKS) ? Files.size(partial) : 0;
        if (free.getAsLong() < note.size() - has + SPARE) {
            return new Trip.NoRoom(note.version());
        }
        fetch(note, partial, Math.min(has, note.size()));
        if (Files.size(partial) != note.size() || !sum(partial).equals(note.sha256())) {
            Files.delete(partial);
            throw new Unwelcome(0, "update", "the update that came is not the one that the office signed for");
        }
        hand(note, partial);
        return new Trip.Here(note.version());
    }

    private Optional<UpdateNote> ask() throws Outage, Unwelcome {
        var answer = line.ask(
                line.to("/v1/updates/newest")
                        .header("Authorization", question())
                        .GET()
                        .build(),
                200,
                404);
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        try {
            var note = UpdateNote.verify(answer.body(), enrolled.authority(), null);
            if (!note.unit().equals(enrolled.unit())) {
                throw new Unwelcome(0, "addressee", "a note from another office");
            }
            return Optional.of(note);
        } catch (NoteRefused | NotCanonical broken) {
            throw new Unwelcome(0, "update", "the note of the update does not hold: " + broken.getMessage());
        }
    }

    private String question() {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var request = new Request(
                Request.Purpose.ASK_UPDATE,
                enrolled.school(),
                enrolled.unit(),
                HexFormat.of().formatHex(nonce),
                ChangeLine.time(clock.instant()),
                0);
        return "Sotruong " + Base64.getEncoder().encodeToString(request.signed(enrolled.key(), enrolled.certificate()));
    }

    private void fetch(UpdateNote note, Path partial, long from) throws Outage, Unwelcome, IOException {
        try (var file = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var at = from;
            while (at < note.size()) {
                var last = Math.min(at + PIECE, note.size()) - 1;
                var answer = line.ask(
                        line.to("/v1/updates/" + note.fileName())
                                .timeout(A_PIECE)
                                .header("Authorization", question())
                                .header("Range", "bytes=" + at + "-" + last)
                                .GET()
                                .build(),
                        206);
                var piece = answer.body();
                if (piece.length != last - at + 1
                        || !answer.headers()
                                .firstValue("Content-Range")
                                .orElse("")
                                .equals("bytes " + at + "-" + last + "/" + note.size())) {
                    throw new Unwelcome(206, "range", "another piece than the one asked for");
                }
                var buffer = ByteBuffer.wrap(piece);
                while (buffer.hasRemaining()) {
                    at += file.write(buffer, at);
                }
            }
            file.force(true);
        }
    }

    private void hand(UpdateNote note, Path partial) throws IOException {
        var tray = spool.folder(Tray.INBOX);
        Files.createDirectories(tray);
        for (var older : spool.list(Tray.INBOX, BROUGHT)) {
            spool.prune(Tray.INBOX, older.getFileName().toString());
        }
        Files.move(partial, tray.resolve(note.fileName()), StandardCopyOption.ATOMIC_MOVE);
        Spool.settle(tray);
    }

    private void forgetOthers(Path partial) throws IOException {
        try (var lying = Files.list(folder)) {
            for (var each : lying.filter(file -> !file.equals(partial)).toList()) {
                Files.delete(each);
            }
        }
    }

    private static String sum(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
