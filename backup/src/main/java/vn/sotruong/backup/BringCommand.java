package vn.sotruong.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Extent;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.disc.Medium.Reason;
import vn.sotruong.backup.disc.Medium.Step;
import vn.sotruong.backup.disc.UsbFolder;

/**
 * Lệnh mang bộ sao lưu vào: copies a set from a medium to where the book of an empty machine can read it. Nothing is
 * checked here but that it is plain files, not too many, and that they fit: whoever opens the set checks all of it.
 */
@CommandLine.Command(
        name = "bring",
        description = "copies the newest set of a stick, or a disc's one, to spool/brought of an empty machine")
final class BringCommand implements Callable<Integer> {
    /** What must stay free: the store is built from the set on the same disk. */
    private static final long RESERVE = 256L * 1024 * 1024;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @CommandLine.Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
    private Path data = Path.of("data");

    @CommandLine.ArgGroup(multiplicity = "1")
    private Source source = new Source();

    private static final class Source {
        @CommandLine.Option(names = "--mounted", description = "a stick that somebody mounted")
        private @Nullable Path mounted;

        @CommandLine.Option(names = "--drive", description = "a drive with a disc, or stdio:PATH")
        private @Nullable String drive;
    }

    @Override
    public Integer call() throws IOException {
        var brought = data.resolve("spool/brought");
        var partial = brought.resolve(".set.partial");
        var set = brought.resolve("set");
        Files.createDirectories(brought);
        Folders.delete(partial);
        Folders.delete(set);
        Files.deleteIfExists(brought.resolve("reason"));
        var step = copy(partial, brought);
        if (!(step instanceof Step.Done)) {
            Folders.delete(partial);
            return refuse(step, brought);
        }
        if (!Files.isRegularFile(partial.resolve("bagit.txt"))) {
            Folders.delete(partial);
            return refuse(new Step.Waiting(Reason.NO_SET, ""), brought);
        }
        Files.move(partial, set, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(brought);
        return Main.DONE;
    }

    private Step copy(Path partial, Path brought) throws IOException {
        if (source.drive != null) {
            var disc = new Dvd(source.drive);
            var reason = tooMuch(disc.extent(), brought);
            return reason == null ? disc.copyIn(partial) : new Step.Failed(reason, disc.place());
        }
        var stick = new UsbFolder(Objects.requireNonNull(source.mounted));
        Optional<String> newest;
        try {
            newest = stick.newest();
        } catch (UncheckedIOException e) {
            return new Step.Failed(Reason.UNREADABLE, "" + e.getMessage());
        }
        if (newest.isEmpty()) {
            return new Step.Waiting(Reason.NO_SET, "");
        }
        var reason = tooMuch(stick.extent(newest.get()), brought);
        return reason == null
                ? UsbFolder.copyFolderIn(stick.placeOf(newest.get()), partial)
                : new Step.Failed(reason, newest.get());
    }

    private static @Nullable Reason tooMuch(Extent there, Path brought) throws IOException {
        if (there.isNoSet()) {
            return Reason.STRANGE_FOLDER;
        }
        var room = Files.getFileStore(brought).getUsableSpace() - RESERVE;
        return room < 0 || there.bytes() > room / 2 ? Reason.NO_ROOM : null;
    }

    /** Leaves the reason where whoever ordered it finds it. */
    private int refuse(Step step, Path brought) throws IOException {
        var reason = switch (step) {
            case Step.Waiting(var why, var _) -> why;
            case Step.Failed(var why, var _) -> why;
            case Step.Done() -> throw new IllegalStateException("it was brought");
        };
        Files.writeString(brought.resolve("reason"), reason.name() + "\n", StandardCharsets.US_ASCII);
        if (spec != null) {
            spec.commandLine().getErr().println("backup: " + reason.advice());
        }
        return Main.FINDING;
    }
}
