package vn.sotruong.sync.courier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.sotruong.sync.bundle.CanonicalJson;
import vn.sotruong.sync.bundle.EnrolmentAnswer;
import vn.sotruong.sync.bundle.EnrolmentRequest;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Seat;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** Chương trình của người đưa thư: {@code courier send | watch | export | import | init}. */
@Command(
        name = "courier",
        description = "Gửi gói tới nơi nhận và mang biên nhận về.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class Main {
    private static final int DONE = 0;
    private static final int FINDING = 1;
    private static final int BROKEN = 3;
    private static final Pattern ANSWER = Pattern.compile("enrol-[A-Za-z0-9_]{1,32}\\.pem");

    @Option(names = "--data", scope = CommandLine.ScopeType.INHERIT, description = "thư mục dữ liệu")
    private Path data = Path.of("data");

    @Option(names = "--json", scope = CommandLine.ScopeType.INHERIT, description = "in kết quả cho máy đọc")
    private boolean json;

    @Option(names = "--lang", scope = CommandLine.ScopeType.INHERIT, description = "vi hoặc en")
    private String language = "vi";

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    /** Starts the program. */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    static int run(String... words) {
        var main = new Main();
        return new CommandLine(main)
                .setExecutionExceptionHandler((broken, line, parsed) -> main.broken(broken))
                .execute(words);
    }

    @Command(name = "send", description = "Đi một chuyến, thử lại khi đường truyền đứt.")
    int send(@Option(names = "--tries", defaultValue = "8", description = "số lần thử") int tries)
            throws IOException, InterruptedException, NotEnrolled, Unwelcome {
        var telling = new Voice();
        try (var rounds = rounds(telling)) {
            if (!rounds.send(tries)) {
                return say(BROKEN, "courier.gave_up", Map.of("outage", 1));
            }
        }
        return telling.refused ? FINDING : DONE;
    }

    @Command(name = "watch", description = "Ở lại và đi mỗi khi có gói mới.")
    int watch() throws IOException, NotEnrolled {
        try (var rounds = rounds(new Voice())) {
            rounds.watch();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return DONE;
    }

    @Command(name = "update", description = "Mang bản cập nhật hệ thống về, nếu nơi nhận có bản mới hơn.")
    int update(
            @Option(names = "--release", defaultValue = "/usr/lib/sotruong/release", description = "bản đang chạy")
                    Path release)
            throws IOException, NotEnrolled, Unwelcome {
        if (!Files.isRegularFile(release)) {
            return say(DONE, "courier.update_none", Map.of());
        }
        var lines = Files.readAllLines(release);
        var home = new CourierHome(data);
        var enrolled = enrolled();
        for (var office : enrolled.urls()) {
            try (var update = new SystemUpdate(
                    enrolled, office, home.updates(), new Spool(data), clock, random, () -> free(data))) {
                return switch (update.go(value(lines, "COMPATIBLE"), value(lines, "VERSION"))) {
                    case SystemUpdate.Trip.Nothing() -> say(DONE, "courier.update_none", Map.of());
                    case SystemUpdate.Trip.Here(var version) ->
                        say(DONE, "courier.update_here", Map.of("version", version), version);
                    case SystemUpdate.Trip.NoRoom(var version) ->
                        say(FINDING, "courier.update_no_room", Map.of("version", version), version);
                };
            } catch (Outage outage) {
                say(BROKEN, "courier.update_cut", Map.of("outage", outage.detail()), outage.detail());
            }
        }
        return BROKEN;
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static long free(Path data) {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(name = "export", description = "Ghi các gói đang chờ ra USB.")
    int export(@Option(names = "--to", required = true, description = "thư mục gốc của USB") Path stick)
            throws IOException, NotEnrolled {
        var result = stick().export(stick);
        return told(result, "courier.exported", stick);
    }

    @Command(name = "import", description = "Nhận biên nhận từ USB.")
    int take(@Option(names = "--from", required = true, description = "thư mục gốc của USB") Path stick)
            throws IOException, NotEnrolled {
        try {
            return told(stick().take(stick), "courier.imported", stick);
        } catch (NoSuchFileException missing) {
            return say(FINDING, "courier.no_folder", Map.of(), Objects.toString(missing.getMessage()));
        }
    }

    @Command(name = "init", description = "Tạo khóa của người đưa thư cho đơn đăng ký.")
    int init(@Option(names = "--school", required = true, description = "mã trường") String school) {
        var csr = EnrolmentRequest.csr(Seat.COURIER, school, new CourierHome(data).key(clock, random));
        var inbox = new Spool(data);
        inbox.prune(Tray.INBOX, "courier-csr.pem");
        inbox.put(Tray.INBOX, "courier-csr.pem", csr.getBytes(StandardCharsets.US_ASCII));
        return say(DONE, "courier.prepared", Map.of());
    }

    private Rounds rounds(Rounds.Telling telling) throws IOException, NotEnrolled {
        return new Rounds(enrolled(), new Spool(data), clock, random, telling);
    }

    private Stick stick() throws IOException, NotEnrolled {
        var enrolled = enrolled();
        return new Stick(new CourierHome(data), enrolled, new Spool(data));
    }

    /** Moves in by an answer that the app left in the outbox, if there is a new one. */
    private CourierHome.Enrolled enrolled() throws IOException, NotEnrolled {
        var home = new CourierHome(data);
        for (var file : new Spool(data).list(Tray.OUTBOX, ANSWER)) {
            try {
                var answer = EnrolmentAnswer.verify(Files.readString(file));
                if (home.enrol(answer)) {
                    say(DONE, "courier.moved_in", Map.of("unit", answer.unit()), answer.unitName());
                }
            } catch (NoteRefused broken) {
                throw new NotEnrolled(broken.detail());
            }
        }
        return home.enrolled();
    }

    private int told(Stick.Result result, String key, Path stick) {
        result.refused().forEach(why -> say(FINDING, "courier.refused", Map.of("refused", why), why));
        var code = result.refused().isEmpty() ? DONE : FINDING;
        return say(code, key, Map.of("files", result.done()), result.done().size(), stick);
    }

    private int broken(Exception broken) {
        var why = Objects.toString(broken.getMessage(), broken.getClass().getSimpleName());
        return switch (broken) {
            case NotEnrolled no -> say(FINDING, "courier.not_enrolled", Map.of("error", "not_enrolled"), why);
            case Unwelcome no -> say(FINDING, "courier.unwelcome", Map.of("error", "unwelcome"), why);
            case IOException no -> say(BROKEN, "courier.broken", Map.of("error", "broken"), why);
            case UncheckedIOException no -> say(BROKEN, "courier.broken", Map.of("error", "broken"), why);
            default -> say(BROKEN, "courier.broken", Map.of("error", "broken"), broken.toString());
        };
    }

    private int say(int code, String key, Map<String, ? extends @Nullable Object> facts, Object... parts) {
        if (json) {
            var all = new TreeMap<String, @Nullable Object>(facts);
            all.put("code", code);
            all.put("event", key);
            System.out.println(new String(CanonicalJson.write(all), StandardCharsets.UTF_8));
        } else {
            (code == DONE ? System.out : System.err).println(new Words(language).say(key, parts));
        }
        return code;
    }

    private final class Voice implements Rounds.Telling {
        private boolean refused;

        @Override
        public void trip(Courier.Trip trip) {
            for (var why : trip.refused()) {
                refused = true;
                say(FINDING, "courier.refused", Map.of("refused", why), why);
            }
            if (trip.officeFellBack()) {
                say(FINDING, "courier.fell_back", Map.of());
            }
            Map<String, Object> facts = Map.of("sent", trip.sent(), "receipts", trip.receipts());
            if (trip.sent().isEmpty() && trip.receipts() == 0) {
                say(DONE, "courier.nothing", facts);
            } else {
                say(DONE, "courier.trip", facts, trip.sent().size(), trip.receipts());
            }
        }

        @Override
        public void outage(Outage outage, Duration wait) {
            var why = outage.detail();
            say(BROKEN, "courier.outage", Map.of("outage", why, "wait", wait.toSeconds()), why, wait.toSeconds());
        }
    }
}
