package vn.sotruong.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import vn.sotruong.backup.disc.Burning;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Medium;
import vn.sotruong.backup.disc.Outcome;
import vn.sotruong.backup.disc.Tray;
import vn.sotruong.backup.disc.UsbFolder;

/** Lệnh ghi: the newest set, or the named one, onto a stick and a disc. */
@CommandLine.Command(name = "burn", description = "writes a set to a USB stick and a DVD, reads it back and compares")
final class BurnCommand implements Callable<Integer> {
    @CommandLine.ParentCommand
    private @Nullable Main main;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @CommandLine.Option(names = "--data", defaultValue = "data", description = "data directory (default: data)")
    private Path data = Path.of("data");

    @CommandLine.Option(names = "--usb", description = "folder on a mounted stick")
    private @Nullable Path usb;

    @CommandLine.Option(
            names = "--mounted",
            description =
                    "stick that somebody mounts twice: mounted writable it gets what it lacks, mounted read-only that is compared")
    private @Nullable Path mounted;

    @CommandLine.Option(
            names = "--due",
            description = "writes a disc only when a set for keeping lies on none yet; waiting is no failure")
    private boolean due;

    @CommandLine.Option(
            names = "--drive",
            description = "DVD drive, or stdio:PATH for a file that stands for a disc (default: the first drive found)")
    private @Nullable String drive;

    @CommandLine.Option(names = "--set", description = "name of the set (default: the newest)")
    private @Nullable String name;

    @CommandLine.Option(names = "--json", description = "prints one JSON line per medium")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var err = command().getErr();
        var burning = new Burning(
                data.resolve("spool/media"),
                data.resolve("backup/work"),
                clock(),
                step -> err.println("backup: " + step));
        if (mounted != null) {
            return tell(serve(new UsbFolder(mounted), mounted, burning), Outcome.State.WRITTEN);
        }
        if (due) {
            return tell(disc(burning), Outcome.State.WAITING);
        }
        var set = findSet();
        if (set.isEmpty()) {
            err.println("backup: no set in " + data.resolve("spool/sets") + "; take one first");
            return Main.FINDING;
        }
        var outcomes = new ArrayList<Outcome>();
        for (var medium : media()) {
            outcomes.add(burning.burn(set.get(), medium));
        }
        return tell(outcomes, Outcome.State.VERIFIED);
    }

    /** Prints each; nothing to do is done as well. */
    private int tell(List<Outcome> outcomes, Outcome.State enough) {
        outcomes.forEach(this::print);
        if (outcomes.isEmpty()) {
            command().getErr().println("backup: nothing to do");
        }
        return outcomes.stream().allMatch(each -> each.state() == Outcome.State.VERIFIED || each.state() == enough)
                ? Main.DONE
                : Main.FINDING;
    }

    private List<Outcome> serve(UsbFolder stick, Path mount, Burning burning) throws IOException {
        var outcomes = new ArrayList<Outcome>();
        if (Files.getFileStore(mount).isReadOnly()) {
            for (var set : tray().unreadOn(stick, clock().instant())) {
                outcomes.add(burning.compare(set, stick));
            }
        } else {
            for (var set : tray().lackedBy(stick)) {
                outcomes.add(burning.write(set, stick));
            }
        }
        return outcomes;
    }

    private List<Outcome> disc(Burning burning) throws IOException {
        var set = tray().findDueForDisc();
        if (set.isEmpty()) {
            return List.of();
        }
        var disc = drive == null ? Dvd.find().orElseGet(() -> new Dvd("/dev/sr0")) : new Dvd(drive);
        return List.of(burning.burn(set.get(), disc));
    }

    private Tray tray() {
        return new Tray(data.resolve("spool/sets"), data.resolve("spool/media"));
    }

    /** The named media; with none named, whatever drive there is, so that its absence is said. */
    private List<Medium> media() {
        var media = new ArrayList<Medium>();
        if (usb != null) {
            media.add(new UsbFolder(usb));
        }
        if (drive != null) {
            media.add(new Dvd(drive));
        } else {
            var found = Dvd.find();
            if (found.isPresent() || usb == null) {
                media.add(found.orElseGet(() -> new Dvd("/dev/sr0")));
            }
        }
        return media;
    }

    private Optional<Path> findSet() throws IOException {
        return tray().list().stream()
                .filter(each -> name == null || each.getFileName().toString().equals(name))
                .findFirst();
    }

    private void print(Outcome outcome) {
        if (json) {
            command().getOut().println(outcome.json());
            return;
        }
        var out = command().getOut();
        out.println("%s %s: %s"
                .formatted(
                        outcome.kind(),
                        outcome.place(),
                        switch (outcome.state()) {
                            case VERIFIED ->
                                "verified, %d kB written in %d ms, read back in %d ms"
                                        .formatted(outcome.bytes() / 1000, outcome.writeMillis(), outcome.readMillis());
                            case WAITING -> "waiting";
                            case WRITTEN -> "written, not yet read back";
                            case FAILED -> "failed";
                        }));
        var reason = outcome.reason();
        if (reason != null) {
            out.println("  " + reason.advice());
        }
        outcome.details().forEach(detail -> out.println("  " + detail));
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("not started through Main");
        }
        return spec.commandLine();
    }

    private Clock clock() {
        if (main == null) {
            throw new IllegalStateException("not started through Main");
        }
        return main.clock();
    }
}
