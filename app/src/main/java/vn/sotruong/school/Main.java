package vn.sotruong.school;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.safekeeping.BackupCommand;
import vn.sotruong.school.secrets.MachineMode;
import vn.sotruong.school.secrets.StoreKeys;

/**
 * Chương trình của trường. Exit codes: 0 done, 1 a finding, 2 wrong usage, 3 a broken machine.
 */
@Command(
        name = "sotruong",
        mixinStandardHelpOptions = true,
        subcommands = {Serve.class, VerifyAudit.class, Enrol.class, DemoSchool.class})
public final class Main {
    static final int DONE = 0;
    static final int FINDING = 1;
    static final int USAGE = 2;
    static final int BROKEN = 3;

    private Main() {}

    /** Asks the machine for the time and for chance; nobody else does. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var backup = BackupCommand.line(
                Backstage::open, SchoolSchema.SCHEMA, Doors.arrivals(), Main::keys, clock(), random());
        return helpful(new CommandLine(new Main()).addSubcommand("backup", backup))
                .setExecutionExceptionHandler((failed, line, parsed) -> {
                    line.getErr().println("sotruong: " + failed.getMessage());
                    failed.printStackTrace(line.getErr());
                    return BROKEN;
                });
    }

    /** Every command, however deep, answers {@code --help}. */
    private static CommandLine helpful(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(Main::helpful);
        return line;
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    /** Nanoseconds of a counter that runs as long as the machine does and that nobody sets. */
    static long ticks() {
        return System.nanoTime();
    }

    /** Names this start of the machine; nothing but another start changes it. */
    static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException unknown) {
            return "unknown-" + ProcessHandle.current().pid();
        }
    }

    /** How many cores this machine gives us. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The release that runs: the image's where there is one, else the program's own; empty while it is being made. */
    static String release() {
        try (var lines = Files.lines(Path.of("/usr/lib/sotruong/release"))) {
            return lines.filter(line -> line.startsWith("VERSION="))
                    .map(line -> line.substring("VERSION=".length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException noImage) {
            return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "");
        }
    }

    /** Of the program, of Java, of the system. */
    static List<String> versions() {
        var own = release();
        return List.of(
                "Sổ Trường " + (own.isEmpty() ? "(bản đang phát triển)" : own),
                "Java " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    /** Where root tells its facts of the machine; on another machine, and in tests, nobody does or somebody else. */
    static Path facts() {
        return Path.of(System.getProperty("sotruong.facts", "/run/sotruong"));
    }

    /** Who keeps the key of the store, as root's helper found it before this start. */
    static MachineMode machine() {
        return MachineMode.read(facts().resolve(MachineMode.TOLD));
    }

    /** This program's own folder in memory, where the system gave it one. */
    static @Nullable Path memory() {
        var given = System.getProperty("sotruong.memory", System.getenv("RUNTIME_DIRECTORY"));
        return given == null ? null : Path.of(given);
    }

    static SecureRandom random() {
        return new SecureRandom();
    }

    /** Where the key of the store comes from, for this start of the program. */
    static StoreKeys keys(DataFolder data) {
        var credentials = System.getenv("CREDENTIALS_DIRECTORY");
        return StoreKeys.of(data, credentials == null ? null : Path.of(credentials));
    }

    /** Says why the store cannot be opened, when its key is not to be had. */
    static boolean lacksKey(DataFolder data, StoreKeys keys) {
        var lack = switch (keys.state()) {
            case READY -> "";
            case MISSING ->
                "nothing here gives the key of the store in " + data.root() + ": no " + data.databaseKey()
                        + ", and no credential " + StoreKeys.CREDENTIAL;
            case TWO ->
                data.databaseKey() + " and the credential " + StoreKeys.CREDENTIAL + " are two different keys;"
                        + " bring this school in with ./sotruong backup restore, or put the file away in a"
                        + " safe place first";
        };
        if (lack.isEmpty()) {
            return false;
        }
        System.err.println("sotruong: " + lack);
        return true;
    }

    /** Says where the data lie, and that a school is there. */
    static boolean lacksSchool(DataFolder data) {
        if (Files.exists(data.database())) {
            return false;
        }
        System.err.println("sotruong: no school in " + data.root()
                + "; ./sotruong serve sets one up, ./sotruong demo makes one to try out");
        return true;
    }
}
