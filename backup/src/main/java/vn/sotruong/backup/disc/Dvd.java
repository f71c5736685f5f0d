package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.sotruong.backup.set.Program;

/**
 * Đĩa DVD: through xorriso, a real drive ({@code /dev/sr0}) or, only when named so, a file that stands for one ({@code
 * stdio:PATH}). One finished session per disc, the set at its root.
 */
public final class Dvd implements Medium {
    /** What a DVD+R holds; a file that stands for a disc takes no more. */
    private static final long DISC_BYTES = 4_700_372_992L;

    private static final int BLOCK = 2048;
    private static final int PATH_TABLES = 1024 * BLOCK;
    private static final String FILE = "stdio:";
    private static final Pattern SPACE = Pattern.compile("(?m)^Media space\\s*: ([0-9]+)s$");

    /** Mode, links, owner, group, size. */
    private static final Pattern LISTED =
            Pattern.compile("(?m)^[a-z-][rwxsStT-]{9}\\S* +[0-9]+ +\\S+ +\\S+ +([0-9]{1,18}) ");

    private final String drive;
    private final long capacity;

    /** @param drive {@code /dev/…} or {@code stdio:PATH} */
    public Dvd(String drive) {
        this(drive, DISC_BYTES);
    }

    Dvd(String drive, long capacity) {
        var file = drive.startsWith(FILE);
        this.drive = file ? FILE + Path.of(drive.substring(FILE.length())).toAbsolutePath() : drive;
        this.capacity = file ? capacity : Long.MAX_VALUE;
    }

    /** The drive of this machine; where there are several, the first with a blank disc in it. */
    public static Optional<Dvd> find() {
        try (var devices = Files.list(Path.of("/dev"))) {
            var drives = devices.map(Path::toString)
                    .filter(device -> device.matches("/dev/sr[0-9]+"))
                    .sorted()
                    .map(Dvd::new)
                    .toList();
            return drives.stream()
                    .filter(each -> drives.size() > 1 && each.status() == MediaStatus.BLANK)
                    .findFirst()
                    .or(() -> drives.stream().findFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String kind() {
        return "dvd";
    }

    @Override
    public String place() {
        return drive;
    }

    @Override
    public Step write(Path set) {
        try {
            var status = status();
            if (status != MediaStatus.BLANK) {
                return notBlank(status);
            }
            var needed = Folders.bytes(set) + PATH_TABLES;
            var free = Math.min(freeBytes(), capacity);
            if (needed > free) {
                return new Step.Failed(
                        Reason.TOO_SMALL,
                        "%d MB needed, %d MB free".formatted(needed / 1_000_000 + 1, free / 1_000_000));
            }
            var written = xorriso(List.of(
                    "-md5",
                    "on",
                    "-outdev",
                    drive,
                    "-volid",
                    volumeName(set),
                    "-joliet",
                    "on",
                    "-rockridge",
                    "on",
                    "-map",
                    set.toAbsolutePath().toString(),
                    "/",
                    "-find",
                    "/",
                    "-type",
                    "d",
                    "-exec",
                    "chmod",
                    "0755",
                    "--",
                    "-find",
                    "/",
                    "-type",
                    "f",
                    "-exec",
                    "chmod",
                    "0644",
                    "--",
                    "-close",
                    "on",
                    "-commit"));
            return written.exit() == 0 ? new Step.Done() : new Step.Failed(Reason.WRITE_FAILED, reason(written));
        } catch (IOException e) {
            return new Step.Failed(Reason.SET_DAMAGED, "" + e.getMessage());
        }
    }

    @Override
    public Step copyIn(String name, Path into) {
        return copyIn(into);
    }

    /** Copies the one set of a disc, as far as the disc can be read: parity may heal the rest. */
    public Step copyIn(Path into) {
        var read = xorriso(List.of(
                "-abort_on",
                "NEVER",
                "-error_behavior",
                "file_extraction",
                "best_effort",
                "-osirrox",
                "on",
                "-indev",
                drive,
                "-extract",
                "/",
                into.toAbsolutePath().toString()));
        return switch (MediaStatus.parse(1, read.said())) {
            case NO_DRIVE -> new Step.Waiting(Reason.NO_DRIVE, "");
            case ABSENT -> new Step.Waiting(Reason.NO_MEDIUM, "");
            case USED -> Files.isDirectory(into) ? own(into) : unreadable(read);
            case BLANK -> new Step.Failed(Reason.UNREADABLE, "the disc is blank");
            case UNSUITABLE -> unreadable(read);
        };
    }

    private static Step own(Path copy) {
        try {
            return Folders.own(copy)
                    .<Step>map(strange -> new Step.Failed(Reason.STRANGE_FOLDER, copy.relativize(strange) + ""))
                    .orElseGet(Step.Done::new);
        } catch (IOException e) {
            return new Step.Failed(Reason.UNREADABLE, "" + e.getMessage());
        }
    }

    /** How much lies on the disc by its own list; nothing when there is no list to read. */
    public Extent extent() {
        var listed = xorriso(List.of("-abort_on", "NEVER", "-indev", drive, "-find", "/", "-exec", "lsdl", "--"));
        if (listed.exit() == Program.CUT_OFF) {
            return Extent.BEYOND;
        }
        var entries = 0L;
        var bytes = 0L;
        for (var line = LISTED.matcher(listed.said()); line.find(); ) {
            entries++;
            bytes += Long.parseLong(line.group(1));
        }
        return new Extent(entries, bytes);
    }

    private static Step unreadable(Program read) {
        return new Step.Failed(Reason.UNREADABLE, reason(read));
    }

    /** The disc's own check sums, which xorriso wrote into it. No sums at all counts as a failure. */
    @Override
    public Step checkOwnSums() {
        var checked = xorriso(List.of(
                "-md5",
                "on",
                "-indev",
                drive,
                "-check_media",
                "use=indev",
                "what=tracks",
                "--",
                "-check_md5_r",
                "SORRY",
                "/",
                "--"));
        var whole = checked.exit() == 0
                && checked.said().contains("File contents and their MD5 checksums match")
                && !checked.said().contains("md5_mismatch");
        return whole ? new Step.Done() : new Step.Failed(Reason.DIFFERENT, reason(checked));
    }

    MediaStatus status() {
        var toc = xorriso(List.of("-outdev", drive, "-toc"));
        return MediaStatus.parse(toc.exit(), toc.said());
    }

    private static Step notBlank(MediaStatus status) {
        return switch (status) {
            case NO_DRIVE -> new Step.Waiting(Reason.NO_DRIVE, "");
            case ABSENT -> new Step.Waiting(Reason.NO_MEDIUM, "");
            case USED -> new Step.Waiting(Reason.MEDIUM_USED, "");
            default -> new Step.Failed(Reason.WRITE_FAILED, "the drive cannot write this disc");
        };
    }

    private long freeBytes() {
        var space = SPACE.matcher(
                xorriso(List.of("-outdev", drive, "-tell_media_space")).said());
        return space.find() ? Long.parseLong(space.group(1)) * BLOCK : 0;
    }

    private static Program xorriso(List<String> arguments) {
        // without -no_rc a file in somebody's home could change what is written
        var command = new ArrayList<>(List.of("xorriso", "-no_rc"));
        command.addAll(arguments);
        return Program.run(Path.of("/"), command);
    }

    private static String volumeName(Path set) {
        var name = set.getFileName().toString().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return name.length() > 32 ? name.substring(0, 32) : name;
    }

    /** xorriso's own words for what went wrong, on one line. */
    private static String reason(Program run) {
        return run.said()
                .lines()
                .filter(line -> line.contains("FAILURE :")
                        || line.contains("SORRY :")
                        || line.contains("FATAL :")
                        || line.contains("MISMATCH"))
                .findFirst()
                .map(String::strip)
                .orElseGet(run::lastWords);
    }
}
