package vn.sotruong.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Medium;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.set.Parity;
import vn.sotruong.backup.set.SetLabel;

/** Lệnh kiểm tra: sums, signature and parity of a set, wherever it lies. No key is needed. */
@CommandLine.Command(
        name = "check",
        description = "checks a set: a set's folder, a stick's folder, an ISO file, or the disc in a drive")
final class CheckCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @CommandLine.Parameters(arity = "0..1", paramLabel = "PATH", description = "set, stick or ISO file")
    private @Nullable Path path;

    @CommandLine.Option(names = "--drive", description = "DVD drive, or stdio:PATH")
    private @Nullable String drive;

    @CommandLine.Option(names = "--json", description = "prints one JSON line per set")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if ((path == null) == (drive == null)) {
            throw new CommandLine.ParameterException(command(), "name either a PATH or a --drive");
        }
        if (drive != null) {
            return checkDisc(new Dvd(drive));
        }
        if (path == null || !Files.exists(path)) {
            command().getErr().println("backup: nothing at " + path + "; name a set, a stick or an ISO file");
            return CommandLine.ExitCode.USAGE;
        }
        if (Files.isRegularFile(path)) {
            return checkDisc(new Dvd("stdio:" + path));
        }
        var sets = sets(path);
        if (sets.isEmpty()) {
            command().getErr().println("backup: no set in " + path);
            return Main.FINDING;
        }
        var worst = Main.DONE;
        for (var set : sets) {
            worst = Math.max(worst, check(set));
        }
        return worst;
    }

    private int checkDisc(Dvd disc) throws IOException {
        var work = Files.createTempDirectory("sotruong-check-");
        try {
            command().getErr().println("backup: reading " + disc.place());
            return switch (disc.copyIn(work.resolve("set"))) {
                case Medium.Step.Done() -> check(work.resolve("set"));
                case Medium.Step.Waiting(var reason, var detail) -> refuse(reason, detail);
                case Medium.Step.Failed(var reason, var detail) -> refuse(reason, detail);
            };
        } finally {
            try (var all = Files.walk(work)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private int refuse(Medium.Reason reason, String detail) {
        command().getErr().println("backup: " + reason.advice() + (detail.isEmpty() ? "" : " (" + detail + ")"));
        return Main.FINDING;
    }

    private int check(Path set) throws IOException {
        command().getErr().println("backup: comparing sums");
        var checkup = Checkup.of(set);
        command().getErr().println("backup: verifying parity");
        var parity = Parity.verify(set);
        var name = checkup.label().map(SetLabel::name).orElse("?");
        if (json) {
            var fields = new TreeMap<String, Object>();
            fields.put("v", 1);
            fields.put("set", name);
            fields.put("whole", checkup.findings().isEmpty());
            fields.put("parity", parity.name());
            fields.put(
                    "findings",
                    checkup.findings().stream().map(Checkup.Finding::toString).toList());
            fields.put("signer", checkup.signer().orElse(""));
            command().getOut().println(JSON.writeValueAsString(fields));
        } else {
            say(checkup, parity, name);
        }
        return checkup.findings().isEmpty() && parity == Parity.State.WHOLE ? Main.DONE : Main.FINDING;
    }

    private void say(Checkup checkup, Parity.State parity, String name) {
        var out = command().getOut();
        if (checkup.findings().isEmpty()) {
            out.println("%s: whole, %d files, %d kB".formatted(name, checkup.files(), checkup.bytes() / 1000));
        } else {
            out.println(name + ": damaged");
            checkup.findings().forEach(finding -> out.println("  " + finding));
        }
        out.println("  signed by " + checkup.signer().orElse("nobody we can tell"));
        out.println("  "
                + switch (parity) {
                    case WHOLE -> "parity is whole";
                    case REPAIRABLE -> "parity can heal it: copy the set to a disk and restore from there";
                    case LOST -> "parity cannot heal it; try another drive or another medium";
                });
    }

    private static List<Path> sets(Path folder) throws IOException {
        if (Files.exists(folder.resolve("bagit.txt")) || Files.exists(folder.resolve("tagmanifest-sha512.txt"))) {
            return List.of(folder);
        }
        var stick = folder.resolve("SOTRUONG");
        var found = new ArrayList<Path>();
        try (var sets = Files.list(Files.isDirectory(stick) ? stick : folder)) {
            sets.filter(each -> Files.exists(each.resolve("bagit.txt")))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("not started through Main");
        }
        return spec.commandLine();
    }
}
