package vn.sotruong.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chương trình dùng thử. Exit codes: 130 or 143 when stopped by a signal, 2 wrong usage, 3 something did not start. */
@Command(
        name = "demo",
        description = "A school, an office and a courier on this machine; Ctrl-C ends them.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    private static final int BROKEN = 3;
    private static final int SCHOOL_PORT = 8443;
    private static final int OFFICE_PORT = 8444;
    private static final int HIGHEST = 65_535;
    private static final int GRACE_SECONDS = 3;
    private static final int TRIES = 5;
    private static final int PASSWORD_LENGTH = 12;
    /** Much sooner than a school needs it, so that a receipt comes while somebody is looking. */
    private static final String SEAL_AFTER = "PT10S";

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    @Option(names = "--data", description = "the school's data folder; the office's lies inside (default: ./data)")
    private Path data = Path.of("data");

    @Option(names = "--port", description = "of the school; another one is taken when it is in use")
    private int port = SCHOOL_PORT;

    private final List<Launcher.Program> running = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    public static void main(String[] arguments) {
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Launcher.Failed) {
                command.getErr().println("demo: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return BROKEN;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        try {
            var home = data.toAbsolutePath().normalize();
            var folder = Files.createDirectories(home.resolve("demo"));
            try (var lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (lock.tryLock() == null) {
                    throw new Launcher.Failed("a demo is already running on " + data);
                }
                start(home, folder);
                stopped.await();
            }
        } catch (IOException e) {
            throw new Launcher.Failed("the data folder cannot be used: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Path home, Path folder) throws InterruptedException {
        var launcher = new Launcher(Path.of(System.getenv("SOTRUONG_LAUNCHER")), folder);
        var world = new World(home, launcher);
        int officePort = free(world.exists() ? URI.create(world.officeAddress()).getPort() : OFFICE_PORT, 0);
        if (!world.exists()) {
            if (Files.exists(home.resolve("db"))) {
                throw new Launcher.Failed(home + " holds a school that this demo did not finish setting up;"
                        + " name another folder with --data, or remove it");
            }
            System.err.println("demo: setting up a school, an office and their acquaintance (once)");
            world.make("https://127.0.0.1:" + officePort + "/", password());
        }
        var school = home.toString();
        var office = keep(launcher.start(
                "office",
                "office",
                "serve",
                "--data",
                world.office().toString(),
                "--port",
                String.valueOf(officePort)));
        var officeAddress = office.awaitAddress();
        var schoolAddress = serve(launcher, school, officePort);
        keep(launcher.start("courier", "courier", "watch", "--data", school));
        tell(schoolAddress, officeAddress, world);
    }

    /** A port that was free a moment ago may be taken now: then the next one. */
    private String serve(Launcher launcher, String school, int officePort) throws InterruptedException {
        var wished = port;
        for (var tries = 1; ; tries++) {
            var free = free(wished, officePort);
            var program = keep(launcher.start(
                    "serve", "serve", "--data", school, "--port", String.valueOf(free), "--seal-after", SEAL_AFTER));
            try {
                return program.awaitAddress();
            } catch (Launcher.Failed failed) {
                if (tries == TRIES || !String.valueOf(failed.getMessage()).contains("is taken")) {
                    throw failed;
                }
                wished = free + 1;
            }
        }
    }

    private void tell(String schoolAddress, String officeAddress, World world) {
        System.out.println("READY " + schoolAddress);
        System.out.println();
        System.out.println("Nơi nhận (receiving office)   " + officeAddress);
        if (!officeAddress.equals(world.officeAddress())) {
            System.out.println("  its usual port was taken, so the courier will not find it in this run");
        }
        System.out.println();
        System.out.println("Tài khoản (account, password, who)");
        world.accounts().lines().forEach(line -> System.out.println("  " + line));
        System.out.println();
        var sights = world.sights();
        if (!sights.isEmpty()) {
            System.out.println("Để xem (a state, who signs in, where; docs/demo.md)");
            sights.lines().forEach(line -> System.out.println("  " + line));
            System.out.println();
        }
        System.out.println("The certificate is the demo's own: the browser will ask once.");
        System.out.println("Key files lie on this disk with mode 0600, which only a demo may do.");
        System.out.println("There is no DVD drive here: a set is burnt to a pseudo-drive, a file that you name:");
        System.out.println(
                "  ./sotruong backup burn --data " + data.toAbsolutePath().normalize() + " --drive stdio:PATH");
        System.out.println("Data and logs: " + data.toAbsolutePath().normalize() + "   Ctrl-C ends everything.");
        System.out.flush();
    }

    private synchronized Launcher.Program keep(Launcher.Program program) {
        running.add(program);
        var _ = program.process().onExit().thenAccept(ended -> {
            if (stopped.getCount() > 0) {
                System.err.println("demo: " + program.name() + " ended by itself; see " + program.log());
            }
        });
        return program;
    }

    /** Everybody is asked at once, then whoever is left is made to go: Ctrl-C is done within five seconds. */
    private synchronized void stop() {
        stopped.countDown();
        running.forEach(program -> program.process().destroy());
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        for (var program : running) {
            try {
                if (!program.process().waitFor(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    program.process().destroyForcibly();
                }
            } catch (InterruptedException e) {
                program.process().destroyForcibly();
            }
        }
    }

    private static int free(int wished, int promised) {
        for (int port = wished; port <= HIGHEST; port++) {
            if (port == promised) {
                continue;
            }
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // the next one, then
            }
        }
        throw new Launcher.Failed("no free port above " + wished);
    }

    private static String password() {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
