package vn.sotruong.office;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.WrongPassphrase;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.office.intake.Outcome;
import vn.sotruong.office.intake.SystemUpdates;
import vn.sotruong.office.registry.Enrolment;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.office.registry.Unit;

/** Chương trình của nơi nhận. Exit codes: 0 done, 1 a finding, 2 wrong usage, 3 a broken machine. */
@Command(
        name = "office",
        description = "The receiving office.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FINDING = 1;
    private static final int WRONG_USAGE = 2;
    private static final int BROKEN = 3;

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, at, parsed) -> {
            if (failure instanceof IllegalStateException || failure instanceof WrongPassphrase) {
                at.getErr().println(failure.getMessage());
                return failure instanceof WrongPassphrase ? FINDING : BROKEN;
            }
            LOG.error("stopped", failure);
            return BROKEN;
        });
        line.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
        System.exit(line.execute(arguments));
    }

    @Command(description = "Makes a new office: keys, database, first account.")
    int init(
            @Option(names = "--data", defaultValue = "data") Path data,
            @Option(names = "--name", required = true, description = "the office's name") String name,
            @Option(names = "--unit", required = true, description = "the office's code") String unit,
            @Option(names = "--url", defaultValue = "https://127.0.0.1:8444/", description = "where couriers reach it")
                    URI url,
            @Option(names = "--passphrase-file", description = "for the authority's key; else OFFICE_CA_PASSPHRASE")
                    @Nullable
                    Path passphrase,
            @Option(names = "--department", description = "certificate of the Sở") @Nullable Path department,
            @Option(names = "--account", defaultValue = "quantri") String account,
            @Option(names = "--account-name", defaultValue = "Quản trị nơi nhận") String accountName,
            @Option(names = "--password-file", description = "of the first account") @Nullable Path password)
            throws IOException {
        var wish = new Founding.Wish(
                new Unit(unit, name, url.toString()),
                passphrase(passphrase),
                department == null
                        ? Optional.empty()
                        : Optional.of(Certificates.readPem(Files.readString(department))
                                .getFirst()),
                account.toLowerCase(Locale.ROOT),
                accountName,
                password == null
                        ? Optional.empty()
                        : Optional.of(Files.readString(password).strip()));
        new Founding(settings(data), clock, random).found(wish).forEach(out()::println);
        return 0;
    }

    @Command(description = "Serves couriers and officers until it is stopped.")
    int serve(
            @Option(names = "--data", defaultValue = "data") Path data,
            @Option(names = "--host", defaultValue = "127.0.0.1") String host,
            @Option(names = "--port", defaultValue = "8444") int port)
            throws InterruptedException {
        var house = House.open(new Settings(data, host, port), clock, random);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            house.close();
            stopped.countDown();
        }));
        out().println("READY " + house.serve());
        stopped.await();
        return 0;
    }

    @Command(description = "Enrols a school: shows its fingerprint, and once that was compared writes the answer.")
    int enrol(
            @Option(names = "--data", defaultValue = "data") Path data,
            @Option(names = "--request", required = true) Path request,
            @Option(names = "--out", required = true, description = "the answer file, or a folder for it") Path answer,
            @Option(names = "--fingerprint", description = "as the school read it out; else it is asked for") @Nullable
                    String fingerprint,
            @Option(names = "--url", description = "where this school reaches the office, if not as told at init")
                    @Nullable
                    URI url,
            @Option(names = "--passphrase-file", description = "of the authority's key; else OFFICE_CA_PASSPHRASE")
                    @Nullable
                    Path passphrase)
            throws IOException {
        try (var house = House.open(settings(data), clock, random)) {
            var actor = Actor.house("enrol");
            var submitted = house.registry().submit(actor, Files.readString(request, StandardCharsets.UTF_8));
            if (!(submitted instanceof Registry.Result.Kept(var waiting))) {
                return refused(submitted);
            }
            var result = waiting.state() == Enrolment.State.APPROVED
                    ? submitted
                    : approve(house, actor, waiting, fingerprint, url, passphrase);
            if (result instanceof Registry.Result.Kept(var approved)) {
                write(answer, approved);
                out().println("write on paper, for the school to type in: "
                        + Certificates.spoken(house.keys().authority()));
                return 0;
            }
            return refused(result);
        }
    }

    private Registry.Result approve(
            House house,
            Actor actor,
            Enrolment waiting,
            @Nullable String fingerprint,
            @Nullable URI url,
            @Nullable Path passphrase)
            throws IOException {
        out().println(waiting.school() + " " + waiting.schoolName());
        out().println("device fingerprint " + waiting.spoken());
        var compared = fingerprint != null ? fingerprint : ask("Fingerprint as the school reads it: ");
        var secret = passphrase(passphrase)
                .or(() -> beside(house))
                .orElseGet(() -> ask("Passphrase of the authority's key: "));
        var authority = house.keys().unlock(secret.toCharArray(), clock, random);
        var address = url != null ? url : URI.create(house.registry().unit().address());
        return house.registry().approve(actor, waiting.id(), compared, authority, address);
    }

    private int refused(Registry.Result result) {
        if (result instanceof Registry.Result.Refused(var reason)) {
            err().println("refused: " + reason.name().toLowerCase(Locale.ROOT));
        }
        return FINDING;
    }

    private void write(Path answer, Enrolment approved) throws IOException {
        var file = Files.isDirectory(answer) ? answer.resolve("enrol-" + approved.school() + ".pem") : answer;
        Files.write(file, approved.answer().orElseThrow());
        out().println("answer written: " + file);
    }

    @Command(name = "import", description = "Takes in the bundles on a stick.")
    int takeFromStick(
            @Option(names = "--data", defaultValue = "data") Path data,
            @Option(names = "--from", required = true, description = "where the stick is mounted") Path stick) {
        try (var house = House.open(settings(data), clock, random)) {
            var lines = house.stick().takeFrom(stick);
            if (lines.isEmpty()) {
                err().println("nothing was taken in: no bundle lies in " + stick.resolve("SOTRUONG-GUI")
                        + "; the folder SOTRUONG-GUI must lie at the top of the stick");
                return FINDING;
            }
            var refused = 0;
            for (var line : lines) {
                out().println(line.file() + " " + line.outcome().word());
                refused += line.outcome() instanceof Outcome.Refused ? 1 : 0;
            }
            return refused == 0 ? 0 : FINDING;
        }
    }

    @Command(name = "export", description = "Writes receipts and state notes to a stick.")
    int giveToStick(
            @Option(names = "--data", defaultValue = "data") Path data,
            @Option(names = "--to", required = true, description = "where the stick is mounted") Path stick) {
        if (!Files.isDirectory(stick)) {
            err().println("nothing was written: " + stick + " is not there; is the stick mounted?");
            return FINDING;
        }
        try (var house = House.open(settings(data), clock, random)) {
            out().println(house.stick().giveTo(stick) + " files");
            return 0;
        }
    }

    @Command(name = "add-update", description = "Hands a system update on to the schools' boxes, as the newest.")
    int addUpdate(
            @Option(names = "--data", defaultValue = "data") Path data,
            @Option(names = "--file", required = true, description = "the signed bundle, .raucb") Path file)
            throws IOException {
        var version = new SystemUpdates(settings(data).updates()).add(file);
        if (version.isEmpty()) {
            err().println("refused: no bundle, larger than 1 GiB, or not newer than the one that is offered");
            return FINDING;
        }
        out().println("offered: " + version.get());
        return 0;
    }

    @Command(description = "Builds the office's tables again from the schools' lines.")
    int rebuild(@Option(names = "--data", defaultValue = "data") Path data) {
        try (var house = House.open(settings(data), clock, random)) {
            out().println(house.intake().rebuild() + " lines");
            return 0;
        }
    }

    @Command(description = "Computes every chain again, and compares receipts and originals with it.")
    int verify(@Option(names = "--data", defaultValue = "data") Path data) {
        try (var house = House.open(settings(data), clock, random)) {
            var report = house.intake().verify();
            report.findings().forEach(out()::println);
            out().println(report.lines() + " lines, " + report.receipts() + " receipts, "
                    + report.findings().size() + " findings");
            return report.findings().isEmpty() ? 0 : FINDING;
        }
    }

    private static Settings settings(Path data) {
        return new Settings(data, "127.0.0.1", 0);
    }

    private static Optional<String> passphrase(@Nullable Path file) throws IOException {
        return file != null
                ? Optional.of(Files.readString(file).strip())
                : Optional.ofNullable(System.getenv("OFFICE_CA_PASSPHRASE"));
    }

    /** The passphrase that {@code init} left beside the key for a trial. */
    private static Optional<String> beside(House house) {
        return house.keys().findTrialPassphrase();
    }

    private String ask(String question) {
        var console = Optional.ofNullable(System.console()) // without a terminal some runtimes give none
                .filter(Console::isTerminal)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        commandLine(), "nobody is here to be asked; say it with an option: " + question));
        return console.readLine("%s", question);
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private PrintWriter err() {
        return commandLine().getErr();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not started from a command line");
        }
        return spec.commandLine();
    }
}
