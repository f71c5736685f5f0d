package vn.sotruong.school.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.sotruong.backup.seal.DurableFile;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;

/**
 * Các bản khóa kho của ban quản trị, in {@code keys/unseal}: who can open the store with words of their own, and every
 * try so far. Wrong words slow the next try down, also after another start of the machine.
 */
public final class Shares {
    /** So many members must be able to open before the machine forgets the key. */
    public static final int LEAST = 2;

    private static final int FREE_TRIES = 3;
    private static final Duration FIRST = Duration.ofSeconds(15);

    /**
     * Whoever is in the school's network can type wrong words on the page of a locked box: a longer wait would let one
     * telephone keep the board out. Four words stand 1,440 tries a day.
     */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int AT_ONCE = 2;
    private static final int WORDS = 4;
    private static final int CHARACTERS = 14;
    private static final int LONGEST_PASSPHRASE = 200;
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z-]{1,40}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Clock clock;
    private final Instant began;
    private final Semaphore seats = new Semaphore(AT_ONCE, true);

    public Shares(DataFolder data, Clock clock) {
        this.folder = data.keys().resolve("unseal");
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Kết quả một lần thử. */
    public sealed interface Answer {
        /** These were the words. */
        record Opened(DatabaseKey key) implements Answer {}

        /** They were not, or nobody of that name opens this store: it is not said which. */
        record Wrong() implements Answer {}

        /** Too early after too many wrong ones; nothing was tried. */
        record Wait(Duration left) implements Answer {}
    }

    /** Một lần thử: whoever it was said to be. */
    public record Try(String at, String staff, boolean right) {}

    /** Why words are too weak to guard a school's book. */
    public enum Weakness {
        TOO_SHORT,
        TOO_LONG,
        SAME_AGAIN
    }

    /** Whether words are enough: four of them, or fourteen characters, and not one thing again and again. */
    public static Optional<Weakness> weakness(String passphrase) {
        var tidy = Share.tidy(passphrase);
        var words = List.of(tidy.split(" "));
        if (tidy.length() > LONGEST_PASSPHRASE) {
            return Optional.of(Weakness.TOO_LONG);
        }
        if (words.size() < WORDS && tidy.length() < CHARACTERS) {
            return Optional.of(Weakness.TOO_SHORT);
        }
        var few = tidy.codePoints().distinct().count() < 6
                || (words.size() >= WORDS && words.stream().distinct().count() < WORDS - 1);
        return few ? Optional.of(Weakness.SAME_AGAIN) : Optional.empty();
    }

    /** Those who can open, in the order of their names. */
    public List<Share> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(each -> each.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .flatMap(each -> read(each).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Share> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Share.class))
                    .filter(Share::sound);
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** Lets a member open the store with these words; earlier ones of theirs no longer do. */
    public Share put(DatabaseKey key, String staff, String name, String passphrase, SecureRandom random) {
        return keep(seal(key, staff, name, passphrase, random));
    }

    /** The slow half of {@link #put}: it takes half a second, and keeps nothing. */
    Share seal(DatabaseKey key, String staff, String name, String passphrase, SecureRandom random) {
        if (!NAME.matcher(staff).matches()) {
            throw new IllegalArgumentException("no member has this id");
        }
        return seated(() -> Share.seal(key, staff, name, clock.instant().toString(), passphrase, random));
    }

    Share keep(Share share) {
        try {
            Files.createDirectories(folder);
            DurableFile.write(
                    folder.resolve(share.staff() + ".json"), JSON.writeValueAsString(share) + "\n", "rw-------");
            return share;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody who sits on the board no longer opens. */
    public void remove(String staff) {
        if (!NAME.matcher(staff).matches()) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(staff + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One after another: a crowd of tries cannot slip past the wait. */
    public synchronized Answer open(String staff, String passphrase) {
        var left = left();
        if (left.isPositive()) {
            return new Answer.Wait(left);
        }
        if (passphrase.length() > LONGEST_PASSPHRASE * 2) {
            return new Answer.Wrong();
        }
        var share = list().stream().filter(each -> each.staff().equals(staff)).findFirst();
        if (share.isEmpty()) {
            return new Answer.Wrong();
        }
        // written before it is tried: whoever pulls the plug has used the try up
        note(new Try(clock.instant().toString(), staff, false));
        var key = seated(() -> share.get().open(passphrase));
        if (key.isEmpty()) {
            return new Answer.Wrong();
        }
        note(new Try(clock.instant().toString(), staff, true));
        return new Answer.Opened(key.get());
    }

    /** How many wrong tries there were since the store was opened last. */
    public int wrong() {
        var wrong = 0;
        for (var each : tries()) {
            wrong = each.right() ? 0 : wrong + 1;
        }
        return wrong;
    }

    /** How long the next try must wait; a clock that went backwards makes it wait from this program's start. */
    public Duration left() {
        var past = FREE_TRIES - 1;
        var over = wrong() - past;
        if (over <= 0) {
            return Duration.ZERO;
        }
        var pause = over > 10 ? LONGEST : FIRST.multipliedBy(1L << (over - 1));
        pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        var now = clock.instant();
        var last = tries().isEmpty() ? now : Instant.parse(tries().getLast().at());
        var from = last.isAfter(now) ? began : last;
        var left = Duration.between(now, from.plus(pause));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Every try so far, the oldest first. */
    public List<Try> tries() {
        var file = attempts();
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            var all = new ArrayList<Try>();
            for (var line : Files.readAllLines(file)) {
                var part = line.split(" ", 3);
                if (part.length == 3 && isMoment(part[0])) {
                    if (part[2].equals("right")
                            && !all.isEmpty()
                            && !all.getLast().right()) {
                        // the same try, noted before it was known how it would end
                        all.removeLast();
                    }
                    all.add(new Try(part[0], part[1], part[2].equals("right")));
                }
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line that a full disk cut short is none. */
    private static boolean isMoment(String text) {
        try {
            return Instant.parse(text).isAfter(Instant.EPOCH);
        } catch (DateTimeParseException torn) {
            return false;
        }
    }

    private void note(Try made) {
        var line = "\n" + made.at() + " " + made.staff() + " " + (made.right() ? "right" : "wrong") + "\n";
        try (var out = FileChannel.open(
                attempts(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path attempts() {
        return folder.resolve("attempts");
    }

    private <T> T seated(Supplier<T> work) {
        seats.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            seats.release();
        }
    }
}
