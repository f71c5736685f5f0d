package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.safekeeping.Restoring.Refused;
import vn.sotruong.school.safekeeping.Restoring.Restored;
import vn.sotruong.school.secrets.StoreKeys;

/** Lệnh sao lưu: {@code take}, {@code rehearse} and {@code restore}. Exit codes: 0 done, 1 a finding, 2 wrong usage. */
@Command(name = "backup", description = "takes sealed backup sets, rehearses and restores them")
public final class BackupCommand implements Runnable {
    private static final Actor CONSOLE = Actor.house("console");
    private static final int FINDING = 1;
    private static final String MEMORY = "/dev/shm";

    @Spec
    private @Nullable CommandSpec spec;

    private BackupCommand() {}

    /** Người mở cửa: opens the school of a folder, unless a running program has it. */
    @FunctionalInterface
    public interface Opening {
        Optional<Opened> open(DataFolder data);
    }

    /** Trường đã mở cho lệnh. */
    public interface Opened extends AutoCloseable {
        Safekeeping safekeeping();

        @Override
        void close();
    }

    /**
     * The command as the program's own command line hangs it in.
     *
     * @param keys where the key of a store comes from
     * @param arrivals what other rooms do in a restored store before anybody works in it
     */
    public static CommandLine line(
            Opening opening,
            Schema schema,
            List<Consumer<Tx>> arrivals,
            Function<DataFolder, StoreKeys> keys,
            Clock clock,
            SecureRandom random) {
        return new CommandLine(new BackupCommand())
                .addSubcommand(new TakeCommand(opening, clock, random))
                .addSubcommand(new RehearseCommand(opening))
                .addSubcommand(new RestoreCommand(schema, arrivals, keys, clock, random));
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to do: take, rehearse or restore");
        }
    }

    /** Lập một bộ sao lưu. */
    @Command(name = "take", description = "takes a set; a running school takes it itself and says when it is done")
    static final class TakeCommand implements Callable<Integer> {
        private static final Duration PATIENCE = Duration.ofMinutes(30);

        private final Opening opening;
        private final Clock clock;
        private final Ids ids;

        @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
        private Path folder = Path.of("data");

        @Option(
                names = "--session",
                defaultValue = "ASKED",
                description = "what it is for: ASKED, NIGHTLY, HK1 or NAM (default ASKED)")
        private Session session = Session.ASKED;

        TakeCommand(Opening opening, Clock clock, SecureRandom random) {
            this.opening = opening;
            this.clock = clock;
            this.ids = new Ids(random);
        }

        @Override
        public Integer call() throws InterruptedException {
            var data = new DataFolder(folder);
            if (!Files.exists(data.database())) {
                System.err.println("backup: no school in " + data.root() + "; name its folder with --data");
                return CommandLine.ExitCode.USAGE;
            }
            var opened = opening.open(data);
            if (opened.isEmpty()) {
                return ask(data);
            }
            try (var school = opened.get()) {
                return switch (school.safekeeping().take(CONSOLE, session)) {
                    case Taking.Made(var set) -> made(data, set.name());
                    case Taking.Refused(var reason, var detail) -> refused(reason.name(), detail);
                };
            }
        }

        private int ask(DataFolder data) throws InterruptedException {
            var requests = new Requests(data.spool());
            var id = ids.next();
            requests.ask(id, session);
            var end = clock.instant().plus(PATIENCE);
            try {
                for (var answer = requests.find(id); clock.instant().isBefore(end); answer = requests.find(id)) {
                    if (answer.isPresent()) {
                        return answer.get().made()
                                ? made(data, answer.get().set())
                                : refused(answer.get().reason(), answer.get().detail());
                    }
                    Thread.sleep(200);
                }
            } finally {
                requests.clear(id);
            }
            System.err.println("backup: the running school did not answer; look at its log");
            return FINDING;
        }

        private static int made(DataFolder data, String name) {
            System.out.println(data.spool().resolve("sets").resolve(name));
            return CommandLine.ExitCode.OK;
        }

        private static int refused(String reason, String detail) {
            System.err.println("backup: no set was taken: " + reason + " " + detail);
            return FINDING;
        }
    }

    /** Diễn tập phục hồi. */
    @Command(
            name = "rehearse",
            description = "opens the newest set with the drill key, in memory, and compares chain and counts")
    static final class RehearseCommand implements Callable<Integer> {
        private final Opening opening;

        @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
        private Path folder = Path.of("data");

        RehearseCommand(Opening opening) {
            this.opening = opening;
        }

        @Override
        public Integer call() {
            var data = new DataFolder(folder);
            var opened = Files.exists(data.database()) ? opening.open(data) : Optional.<Opened>empty();
            if (opened.isEmpty()) {
                System.err.println("backup: no school in " + data.root()
                        + ", or it is running; a running one rehearses from its page Sao lưu");
                return CommandLine.ExitCode.USAGE;
            }
            try (var school = opened.get()) {
                var done = school.safekeeping().rehearse(CONSOLE);
                if (done.isEmpty()) {
                    System.err.println("backup: there is no set yet; take one first");
                    return FINDING;
                }
                var found = done.get();
                System.out.println(
                        found.sound()
                                ? "sound: " + found.lines() + " lines, " + found.marks() + " marks"
                                : "NOT SOUND: " + found.finding());
                return found.sound() ? CommandLine.ExitCode.OK : FINDING;
            }
        }
    }

    /** Phục hồi trên máy trống. */
    @Command(name = "restore", description = "builds a working data folder from one medium and enough key cards")
    static final class RestoreCommand implements Callable<Integer> {
        private final Schema schema;
        private final List<Consumer<Tx>> arrivals;
        private final Function<DataFolder, StoreKeys> keys;
        private final Clock clock;
        private final SecureRandom random;

        @Option(names = "--from", description = "a set's folder, a stick with sets, or a disc image")
        private @Nullable Path from;

        @Option(names = "--drive", description = "a drive with a disc: /dev/sr0, or stdio:PATH")
        private @Nullable String drive;

        @Option(
                names = "--cards",
                required = true,
                arity = "1..*",
                description = "files that hold one card each, as it was typed")
        private List<Path> cards = List.of();

        @Option(names = "--data", required = true, description = "the new data folder; it must not hold anything")
        private Path target = Path.of("data");

        @Option(names = "--school", description = "the school's code: a set of another school is refused")
        private @Nullable String school;

        @Option(names = "--memory", defaultValue = MEMORY, description = "a folder on tmpfs (default " + MEMORY + ")")
        private Path memory = Path.of(MEMORY);

        RestoreCommand(
                Schema schema,
                List<Consumer<Tx>> arrivals,
                Function<DataFolder, StoreKeys> keys,
                Clock clock,
                SecureRandom random) {
            this.schema = schema;
            this.keys = keys;
            this.arrivals = List.copyOf(arrivals);
            this.clock = clock;
            this.random = random;
        }

        @Override
        public Integer call() throws IOException {
            if ((from == null) == (drive == null)) {
                System.err.println("backup: name the set's place with --from, or the drive with --drive");
                return CommandLine.ExitCode.USAGE;
            }
            var began = clock.instant();
            List<Card> read;
            try {
                read = read(cards);
            } catch (Broken e) {
                System.err.println("backup: " + e.getMessage());
                return FINDING;
            }
            var restoration = new Restoration(
                    schema,
                    school,
                    memory,
                    arrivals,
                    keys,
                    clock,
                    random,
                    step -> System.err.println("… " + step.line()));
            var answer = drive != null
                    ? restoration.fromDrive(drive, read, target)
                    : restoration.from(java.util.Objects.requireNonNull(from), read, target);
            return tell(answer, began);
        }

        private int tell(Restoring answer, Instant began) {
            return switch (answer) {
                case Restored done -> {
                    done.healed().forEach(line -> System.out.println("repaired from parity: " + line));
                    System.out.println("restored " + done.set() + " into " + done.data() + ": "
                            + done.seq() + " lines, " + done.marks() + " marks, new epoch " + done.epoch() + ", "
                            + Duration.between(began, clock.instant()).toSeconds()
                            + " s. The set was made by the device " + done.signer()
                            + ": compare with the paper. Then two people confirm the restore on the page Kiểm tra nhật ký,"
                            + " and the box is enrolled with the office again before it sends.");
                    yield CommandLine.ExitCode.OK;
                }
                case Refused(var reason, var detail) -> {
                    System.err.println("backup: " + reason.advice() + " (" + detail + ")");
                    yield FINDING;
                }
            };
        }

        private static List<Card> read(List<Path> files) throws IOException {
            var cards = new ArrayList<Card>();
            for (var file : files) {
                cards.add(Card.parse(Files.readString(file)));
            }
            return cards;
        }
    }
}
