package vn.sotruong.backup;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import vn.sotruong.backup.seal.Broken;

/** Chương trình sao lưu: {@code burn}, {@code check} and {@code bring}. Exit codes: 0 done, 1 a finding, 2 wrong usage, 3 a broken machine. */
@CommandLine.Command(
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        name = "backup",
        description = "puts backup sets onto media and checks them",
        subcommands = {BurnCommand.class, CheckCommand.class, BringCommand.class})
public final class Main {
    static final int DONE = 0;
    static final int FINDING = 1;
    static final int BROKEN_MACHINE = 3;

    private final Clock clock;

    Main(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(Clock.systemUTC(), out, err, arguments));
    }

    static int run(Clock clock, PrintWriter out, PrintWriter err, String... arguments) {
        var line = new CommandLine(new Main(clock));
        line.setOut(out).setErr(err);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            err.println("backup: " + e.getMessage());
            return e instanceof Broken ? FINDING : BROKEN_MACHINE;
        });
        if (arguments.length == 0) {
            line.usage(err);
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    Clock clock() {
        return clock;
    }
}
