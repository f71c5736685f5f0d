package vn.sotruong.sync.courier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import vn.sotruong.sync.spool.Spool;

/** Đưa thư bằng USB: the same bytes as on the wire, in folders of fixed names (PROTOCOL.md). */
public final class Stick {
    private static final int MOST_NOTE = 1 << 20;
    private static final int MOST_FILES = 10_000;

    private final CourierHome.Enrolled enrolled;
    private final Spool spool;
    private final Path scratch;

    /** A courier with a stick in hand. */
    public Stick(CourierHome home, CourierHome.Enrolled enrolled, Spool spool) {
        this.enrolled = enrolled;
        this.spool = spool;
        this.scratch = home.scratch();
    }

    /** What was written or taken, and what was not, with the reason. */
    public record Result(List<String> done, List<String> refused) {}

    /** Writes every bundle that waits, and reads each back. */
    public Result export(Path stick) throws IOException {
        var folder = Files.createDirectories(stick.resolve("SOTRUONG-GUI").resolve(enrolled.school()));
        var done = new ArrayList<String>();
        var refused = new ArrayList<String>();
        var contents = new Outbox(spool, enrolled).contents();
        contents.bad().forEach(bad -> refused.add(bad.name() + ": " + bad.why()));
        for (var letter : contents.letters()) {
            var label = letter.label();
            var name = "%s-%s-%d-%d.sotruong.zip"
                    .formatted(label.school(), label.epoch().id(), label.from(), label.to());
            write(folder, name, Files.readAllBytes(letter.file()));
            done.add(name);
        }
        return new Result(done, refused);
    }

    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        var place = folder.resolve(name);
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                || !Arrays.equals(Files.readAllBytes(place), bytes)) {
            var partial = folder.resolve(name + ".partial");
            Files.deleteIfExists(partial);
            try (var file = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
                file.force(true);
            }
            Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Spool.settle(folder);
        }
        if (!Arrays.equals(Files.readAllBytes(place), bytes)) {
            throw new IOException("the stick does not give back what was written: " + name);
        }
    }

    /** Takes receipts and state notes in. What has another name is not looked at. */
    public Result take(Path stick) throws IOException {
        var done = new ArrayList<String>();
        var refused = new ArrayList<String>();
        var incoming = stick.resolve("SOTRUONG-NHAN");
        var folder = incoming.resolve(enrolled.school());
        if (!isPlainFolder(incoming) || !isPlainFolder(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        for (var file : notes(folder)) {
            var name = file.getFileName().toString();
            try {
                believe(name, fetch(file));
                done.add(name);
            } catch (Unwelcome no) {
                refused.add(name + ": " + no.detail());
            }
        }
        return new Result(done, refused);
    }

    private void believe(String name, byte[] p7m) throws Unwelcome {
        var inbox = new Inbox(spool, enrolled);
        if (name.contains("-receipt-")) {
            inbox.receipt(p7m);
        } else {
            inbox.state(p7m, null);
        }
    }

    private List<Path> notes(Path folder) throws IOException {
        var form = Pattern.compile(enrolled.school() + "-(receipt-\\d{1,12}|state-\\d{14})\\.p7m");
        var notes = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (form.matcher(file.getFileName().toString()).matches()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && notes.size() < MOST_FILES) {
                    notes.add(file);
                }
            }
        }
        notes.sort(null);
        return notes;
    }

    /** Copies to a private place first, so that the stick cannot change a file after it was checked. */
    private byte[] fetch(Path file) throws IOException, Unwelcome {
        var own = Files.createTempFile(scratch, "note", ".p7m");
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var bytes = in.readNBytes(MOST_NOTE + 1);
            if (bytes.length > MOST_NOTE) {
                throw new Unwelcome(0, "size", "longer than any note");
            }
            Files.write(own, bytes);
            return Files.readAllBytes(own);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static boolean isPlainFolder(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
