package vn.sotruong.school.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.seal.Cards;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.school.board.Ceremony.Decided;
import vn.sotruong.school.board.Ceremony.Made;
import vn.sotruong.school.board.Ceremony.Reason;
import vn.sotruong.school.board.Ceremony.Refused;

/**
 * Lập khóa lưu trữ: the principal decides, a member of the board executes. The key's passphrase lives for the length of
 * one method, is split over the members' cards and wiped; the private key lies encrypted under {@code keys/archive}.
 */
public final class ArchiveKeys {
    /** The journalled table of this room. */
    public static final Entity ARCHIVE_KEY = ArchiveKeyTable.ARCHIVE_KEY;

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int RSA_BITS = 4096;
    private static final int YEARS = 30;

    private final Database db;
    private final Board board;
    private final Path folder;
    private final SecureRandom random;
    private final Clock clock;

    /** @param keys the folder of the box's keys */
    public ArchiveKeys(Database db, Board board, Path keys, SecureRandom random, Clock clock) {
        this.db = db;
        this.board = board;
        this.folder = keys.resolve("archive");
        this.random = random;
        this.clock = clock;
    }

    /** The key that sets are sealed to, if there is one. */
    public Optional<ArchiveKey> find(Handle handle) {
        return ArchiveKeyTable.findCurrent(handle);
    }

    /** The number of the decision that waits for a member of the board, if one does. */
    public Optional<String> findDecision(Handle handle) {
        return ArchiveKeyTable.findDecided(handle).map(ArchiveKeyTable.Decided::decision);
    }

    /** Whether a valid board sits today, as what people do with sets needs one. */
    public boolean boardSits(Handle handle) {
        return board.valid(handle, day(clock.instant()));
    }

    /** The private key, encrypted, as PEM: it lies on every medium. */
    public String encrypted(ArchiveKey key) {
        try {
            return Files.readString(folder.resolve(name(key.fingerprint()) + ".p8.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The principal decides that a key be made, the first one or a new one. */
    public Ceremony decide(Actor actor, String staff, String decision) {
        if (decision.isBlank()) {
            return new Refused(Reason.DECISION_MISSING);
        }
        return db.write(actor, tx -> {
            if (!board.decides(tx.handle(), actor, staff, day(tx.now()))) {
                return new Refused(Reason.NOT_THE_PRINCIPAL);
            }
            if (ArchiveKeyTable.findDecided(tx.handle()).isPresent()) {
                return new Refused(Reason.ALREADY_DECIDED);
            }
            ArchiveKeyTable.decide(tx, new ArchiveKeyTable.Decided(tx.newId(), decision.strip(), staff, tx.now()));
            return new Decided();
        });
    }

    /** A member of the board, not the decider, has the key made and the cards printed. */
    public Ceremony execute(Actor actor, String staff) {
        var now = clock.instant();
        var refusal = db.read(handle -> refusal(handle, actor, staff, day(now)));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var holders = db.read(handle -> board.list(handle, day(now)));
        // RSA-4096 takes seconds: made before the write, and thrown away if somebody was faster
        var made = make(holders, now);
        return db.write(actor, tx -> {
            var late = refusal(tx.handle(), actor, staff, day(tx.now()));
            if (late.isPresent()) {
                return new Refused(late.get());
            }
            if (!holders.equals(board.list(tx.handle(), day(tx.now())))) {
                return new Refused(Reason.NO_VALID_BOARD);
            }
            var decided = ArchiveKeyTable.findDecided(tx.handle()).orElseThrow();
            ArchiveKeyTable.findCurrent(tx.handle())
                    .ifPresent(old -> ArchiveKeyTable.retire(tx, old, decided.decision()));
            var key = made.key();
            var kept = new ArchiveKey(
                    decided.id(),
                    decided.decision(),
                    key.needed(),
                    key.cards(),
                    key.holders(),
                    key.fingerprint(),
                    key.pem(),
                    tx.now());
            ArchiveKeyTable.execute(tx, decided, staff, kept);
            return new Made(kept, made.cards());
        });
    }

    /** Writes each card into a file of its own, for a set-up without a printer. Existing files are refused. */
    public static void writeCards(Path directory, List<Card> cards) {
        try {
            Files.createDirectories(directory);
            for (var card : cards) {
                writeOwn(directory.resolve("the-" + card.x() + "-tren-" + card.n() + ".txt"), card.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Reason> refusal(Handle handle, Actor actor, String staff, LocalDate on) {
        if (!board.carriesOut(handle, actor, staff, on)) {
            return Optional.of(Reason.NOT_ON_THE_BOARD);
        }
        if (!board.valid(handle, on)) {
            return Optional.of(Reason.NO_VALID_BOARD);
        }
        var decided = ArchiveKeyTable.findDecided(handle);
        if (decided.isEmpty()) {
            return Optional.of(Reason.NOT_DECIDED);
        }
        return decided.get().by().equals(staff) ? Optional.of(Reason.OWN_DECISION) : Optional.empty();
    }

    private Made make(List<String> holders, Instant now) {
        var key = Keys.newRecipientKey(RSA_BITS, random);
        var year = LocalDate.ofInstant(now, ZONE).getYear();
        var until = now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        var certificate =
                Certificates.selfSigned("So Truong, khoa luu tru " + year, key, Certificates.Use.RECIPIENT, now, until);
        var fingerprint = Certificates.fingerprint(certificate);
        var needed = ArchiveKey.needed(holders.size());
        var secret = new byte[32];
        random.nextBytes(secret);
        var passphrase = Cards.passphrase(secret);
        try {
            var pem = Certificates.pem(certificate);
            Files.createDirectories(folder);
            writeOwn(folder.resolve(name(fingerprint) + ".p8.pem"), Keys.encrypted(key.getPrivate(), passphrase));
            writeOwn(folder.resolve(name(fingerprint) + ".crt.pem"), pem);
            syncFolder(folder);
            var cards = Cards.split(secret, needed, holders.size(), fingerprint, random);
            return new Made(new ArchiveKey("", "", needed, holders.size(), holders, fingerprint, pem, now), cards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(passphrase, '0');
        }
    }

    private static String name(String fingerprint) {
        return fingerprint.substring(0, 16);
    }

    private static void writeOwn(Path file, String text) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static void syncFolder(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }
}
