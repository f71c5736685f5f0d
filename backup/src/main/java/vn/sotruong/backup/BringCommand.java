package vn.sotruong.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.disc.Medium.Reason;
import vn.sotruong.backup.disc.Medium.Step;
import vn.sotruong.backup.disc.UsbFolder;

/**
 * Lệnh mang bộ sao lưu vào: copies a set from a medium to where the book of an empty machine can read it. Nothing is
 * checked here but that it is plain files: whoever opens the set checks all of it.
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
            return new Dvd(source.drive).copyIn(partial);
        }
        var stick = new UsbFolder(Objects.requireNonNull(source.mounted));
        var newest = stick.newest();
        if (newest.isEmpty()) {
            return new Step.Waiting(Reason.NO_SET, "");
        }
        var room = Files.getFileStore(brought).getUsableSpace() - RESERVE;
        return room < 0 || stick.holdsMoreThan(newest.get(), room / 2)
                ? new Step.Failed(Reason.NO_ROOM, newest.get())
                : stick.copyIn(newest.get(), partial);
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
