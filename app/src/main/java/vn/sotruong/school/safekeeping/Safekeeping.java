package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.restore.OpenedSet;
import vn.sotruong.backup.restore.Recovery;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.set.SetBuilder;
import vn.sotruong.backup.set.SetLabel;
import vn.sotruong.backup.set.SetPlan;
import vn.sotruong.backup.snapshot.Snapshot;
import vn.sotruong.backup.snapshot.Tmpfs;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.ImageReader;
import vn.sotruong.ground.store.Migrations;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.store.StoreFailed;
import vn.sotruong.school.board.ArchiveKey;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.safekeeping.Taking.Made;
import vn.sotruong.school.safekeeping.Taking.Reason;
import vn.sotruong.school.safekeeping.Taking.Refused;
import vn.sotruong.school.secrets.StoreKeys;

/**
 * Sao lưu: takes sealed sets while teachers write, and opens the newest one again as a drill. One thing at a time; the
 * caller waits, so pages and clocks hand the work to a thread of their own.
 */
public final class Safekeeping {
    /** The journalled tables of this room. */
    public static final List<Entity> ENTITIES = List.of(
            BackupSetTable.BACKUP_SET, BackupSetTable.REHEARSAL, BackupSetTable.BACKUP_SCHEDULE, StickTable.STICK);

    /** When sets are taken by themselves, unless the board sets another hour. */
    static final LocalTime USUAL_HOUR = LocalTime.of(22, 0);

    private static final Logger LOG = LoggerFactory.getLogger(Safekeeping.class);
    private static final int NIGHTLY_KEPT = 7;

    private final Database db;
    private final Schema schema;
    private final DataFolder data;
    private final DatabaseKey key;
    private final Path memory;
    private final ArchiveKeys archive;
    private final Supplier<SetPlan.Signer> signer;
    private final Function<Handle, List<X509Certificate>> offices;
    private final Clock clock;
    private final SecureRandom random;
    private final ReentrantLock one = new ReentrantLock();
    private volatile @Nullable String step;

    /**
     * @param key of the database in {@code data}
     * @param memory a folder on tmpfs: the only place for a plain image
     * @param signer the device key, as it is certified now
     * @param offices the certificates of the receiving offices, once enrolled
     */
    public Safekeeping(
            Database db,
            Schema schema,
            DataFolder data,
            DatabaseKey key,
            Path memory,
            ArchiveKeys archive,
            Supplier<SetPlan.Signer> signer,
            Function<Handle, List<X509Certificate>> offices,
            Clock clock,
            SecureRandom random) {
        this.db = db;
        this.schema = schema;
        this.data = data;
        this.key = key;
        this.memory = memory;
        this.archive = archive;
        this.signer = signer;
        this.offices = offices;
        this.clock = clock;
        this.random = random;
    }

    /** Every set, the newest first. */
    public List<BackupSet> list(Handle handle) {
        return BackupSetTable.list(handle);
    }

    /**
     * Bộ sao lưu ở bên ngoài.
     *
     * @param at when the medium was read again and found whole
     */
    public record Kept(BackupSet set, Instant at) {}

    /** The set with the furthest line of this lineage that lies on a verified medium. */
    public Optional<Kept> findVerified(Handle handle) {
        var epoch = ChangeLog.lineage(handle).epoch().id();
        var results = new MediaResults(data.spool().resolve(MediaResults.FOLDER)).list();
        return list(handle).stream()
                .filter(set -> set.epoch().equals(epoch))
                .flatMap(set -> results.stream()
                        .filter(each -> each.verified() && each.set().equals(set.name()))
                        .map(each -> new Kept(set, each.at())))
                .max(Comparator.comparingLong(each -> each.set().seq()));
    }

    /** On which kinds of media ({@code dvd}, {@code usb}) a set lies, read back and found whole, as far as is known last. */
    public Set<String> verified(String name) {
        var seen = new HashSet<String>();
        return new MediaResults(data.spool().resolve(MediaResults.FOLDER))
                .list().stream()
                        .filter(each -> each.set().equals(name))
                        .filter(each -> seen.add(each.kind() + " " + each.place()))
                        .filter(MediaResults.Result::verified)
                        .map(MediaResults.Result::kind)
                        .collect(Collectors.toSet());
    }

    public Optional<Rehearsal> findLastRehearsal(Handle handle) {
        return BackupSetTable.findLastRehearsal(handle);
    }

    /** The last one of this machine: a restored store remembers those of the machine before it, too. */
    public Optional<Rehearsal> findOwnRehearsal(Handle handle) {
        var own = own(handle).map(BackupSet::id).toList();
        return findLastRehearsal(handle).filter(each -> own.contains(each.set()));
    }

    /** Sets that were taken since this store was founded or restored, the newest first. */
    private Stream<BackupSet> own(Handle handle) {
        var epoch = ChangeLog.lineage(handle).epoch().id();
        return list(handle).stream().filter(each -> each.epoch().equals(epoch));
    }

    /** Whether it lies in this machine. */
    public boolean holds(BackupSet set) {
        return !set.pruned() && Files.isDirectory(tray().resolve(set.name()));
    }

    /** The hour at which a set is taken every night. */
    public LocalTime hour(Handle handle) {
        return BackupSetTable.findSchedule(handle).orElse(USUAL_HOUR);
    }

    /** Sets the hour of the nightly set. */
    public void schedule(Actor actor, LocalTime at) {
        db.<@Nullable Void>write(actor, tx -> {
            BackupSetTable.schedule(tx, at);
            return null;
        });
    }

    /** What is being done now, one short line; empty when nothing is. */
    public Optional<String> step() {
        return Optional.ofNullable(step);
    }

    /** Whether people may take sets and set their hour today: a valid board sits. */
    public boolean boardSits(Handle handle) {
        return archive.boardSits(handle);
    }

    /** The folder of finished sets. */
    public Path tray() {
        return data.spool().resolve("sets");
    }

    /** Takes a set. Teachers go on writing; the set shows the moment at which the copy began. */
    public Taking take(Actor actor, Session session) {
        if (!one.tryLock()) {
            return new Refused(Reason.BUSY, "");
        }
        try {
            step = "starting";
            return takeAlone(actor, session);
        } finally {
            step = null;
            one.unlock();
        }
    }

    private Taking takeAlone(Actor actor, Session session) {
        var current = db.<Optional<ArchiveKey>>read(archive::find);
        if (current.isEmpty()) {
            return new Refused(Reason.NO_ARCHIVE_KEY, "");
        }
        if (session != Session.NIGHTLY && !db.<Boolean>read(archive::boardSits)) {
            return new Refused(Reason.NO_VALID_BOARD, "");
        }
        var source = new ImageTable(data.database(), key, memory, schema, session, clock.instant());
        Path set;
        try {
            Files.createDirectories(tray());
            Files.writeString(begun(), clock.instant() + "\n");
            clearHalfMade();
            adopt(actor);
            set = new SetBuilder(line -> step = line).into(plan(source, current.get()), tray());
        } catch (ImageTable.Unsound e) {
            return new Refused(Reason.UNSOUND, String.valueOf(e.getMessage()));
        } catch (Snapshot.Unsound e) {
            return new Refused(Reason.NO_ROOM, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            forget(begun());
        }
        var label = source.label();
        var made = record(actor, label, set);
        LOG.info("backup set {} of {} bytes, {} lines", made.name(), made.bytes(), label.lines());
        return new Made(made);
    }

    private SetPlan plan(ImageTable source, ArchiveKey current) {
        var further = new ArrayList<X509Certificate>();
        further.add(drillKey().certificate());
        further.addAll(db.<List<X509Certificate>>read(offices::apply));
        return new SetPlan(
                source,
                new SetPlan.ArchiveKey(archive.encrypted(current), current.certificate()),
                further,
                signer.get());
    }

    private DrillKey drillKey() {
        return DrillKey.open(StoreKeys.drawer(key, data), "so-truong", clock, random);
    }

    /** A set that was killed midway never had its name; what is left of it goes. */
    private void clearHalfMade() throws IOException {
        try (var all = Files.list(tray())) {
            for (var each : all.filter(path -> path.getFileName().toString().matches("\\..*\\.partial"))
                    .toList()) {
                Folders.delete(each);
            }
        }
    }

    /** When a set was begun that the program did not live to finish; a machine that lacks memory may end it each time. */
    Optional<Instant> cutOffAt() {
        try {
            return Files.exists(begun())
                    ? Optional.of(Files.getLastModifiedTime(begun()).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path begun() {
        return tray().resolve(".begun");
    }

    private static void forget(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: the next night's set waits an hour after a start", mark, e);
        }
    }

    /** A set that was whole before a kill, but not yet recorded, is recorded now. */
    private void adopt(Actor actor) throws IOException {
        var known = db.<List<String>>read(
                handle -> list(handle).stream().map(BackupSet::name).toList());
        List<Path> unknown;
        try (var all = Files.list(tray())) {
            unknown = all.filter(each -> !known.contains(each.getFileName().toString()))
                    .filter(each -> Files.isRegularFile(each.resolve("bagit.txt")))
                    .toList();
        }
        for (var each : unknown) {
            var checkup = Checkup.of(each);
            if (checkup.findings().isEmpty() && checkup.label().isPresent()) {
                record(actor, checkup.label().get(), each);
            }
        }
    }

    private BackupSet record(Actor actor, SetLabel label, Path set) {
        return db.write(actor, tx -> {
            var kept = new BackupSet(
                    tx.newId(),
                    label.name(),
                    Session.valueOf(label.session()),
                    label.madeAt(),
                    label.epoch(),
                    label.seq(),
                    label.head(),
                    bytes(set),
                    false);
            BackupSetTable.put(tx, kept, true);
            return kept;
        });
    }

    /** Opens the newest set with the drill key, in memory, and compares chain and counts; the result is recorded. */
    public Optional<Rehearsal> rehearse(Actor actor) {
        one.lock();
        try {
            var newest = db.<Optional<BackupSet>>read(
                    handle -> list(handle).stream().filter(this::holds).findFirst());
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            step = "rehearsing " + newest.get().name();
            var result = drill(newest.get());
            return Optional.of(db.write(actor, tx -> {
                var done = new Rehearsal(
                        tx.newId(), newest.get().id(), tx.now(), result.lines(), result.marks(), result.finding());
                BackupSetTable.create(tx, done);
                return done;
            }));
        } finally {
            step = null;
            one.unlock();
        }
    }

    /** What a drill found. */
    private record Drilled(long lines, long marks, @Nullable String finding) {}

    private Drilled drill(BackupSet set) {
        var own = drillKey();
        try (var opened = Recovery.open(tray().resolve(set.name()), own.key(), own.certificate(), null, memory)) {
            var report = upgradeAndCheck(opened, schema);
            var marks = opened.label().counts().getOrDefault("mark", 0L);
            if (!opened.label().head().equals(set.head())) {
                return new Drilled(report.lines(), marks, "the set holds another head than was recorded");
            }
            return new Drilled(report.lines(), marks, null);
        } catch (Broken | Snapshot.Unsound | Migrations.Refused | Tmpfs.Full e) {
            LOG.error("the drill of {} failed: {}", set.name(), e.getMessage());
            return new Drilled(0, 0, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The chain from its first line, the tables against it, and the sealed lines against the image's. A set of an older
     * release is brought to this one's schema first, in memory: only then can its tables be compared.
     *
     * @throws Broken when they disagree
     * @throws Migrations.Refused when a release made the set that this one does not know
     * @throws Tmpfs.Full when there is no room to bring it to this release's schema
     */
    static Audit.Report upgradeAndCheck(OpenedSet opened, Schema schema) {
        var digest = new DigestOutputStream(OutputStream.nullOutputStream(), ImageTable.sha256());
        opened.eachLine(line -> ImageTable.add(digest, line));
        var sum = HexFormat.of().formatHex(digest.getMessageDigest().digest());
        upgrade(opened.image(), schema);
        return ImageReader.read(opened.image(), image -> {
            var report = ImageTable.audit(image, schema, opened.label());
            if (!report.whole()) {
                throw new Broken("the image is not sound: " + report.findings().getFirst());
            }
            if (!report.head().equals(opened.label().head())) {
                throw new Broken("the image's chain does not end where the label says");
            }
            if (!sum.equals(ImageTable.linesSum(image))) {
                throw new Broken("the sealed change lines are not those of the image");
            }
            return report;
        });
    }

    private static void upgrade(Path image, Schema schema) {
        List<String> lowered;
        List<String> strange;
        try {
            lowered = Migrations.upgradeImage(image, schema);
            strange = Migrations.strange(image, image.resolveSibling("mau.sqlite"), schema);
        } catch (FlywayException | StoreFailed e) {
            if (Sqlite.lackedRoom(e)) {
                throw new Tmpfs.Full(e);
            }
            throw new Broken("the image is no store of ours: it cannot be brought to this release", e);
        }
        if (!lowered.isEmpty()) {
            throw new Broken("the image lost the guard " + lowered.getFirst());
        }
        if (!strange.isEmpty()) {
            throw new Broken("in the image this is not ours: " + strange.getFirst());
        }
    }

    /**
     * Prunes nightly sets past the newest seven. Sets for media stay until a person takes them away.
     *
     * @return names of the sets that were taken off the disk
     */
    public List<String> prune(Actor actor) {
        var old = db.<List<BackupSet>>read(handle -> list(handle).stream()
                .filter(set -> set.session() == Session.NIGHTLY && !set.pruned())
                .skip(NIGHTLY_KEPT)
                .toList());
        for (var set : old) {
            db.<@Nullable Void>write(actor, tx -> {
                BackupSetTable.put(
                        tx,
                        new BackupSet(
                                set.id(),
                                set.name(),
                                set.session(),
                                set.madeAt(),
                                set.epoch(),
                                set.seq(),
                                set.head(),
                                set.bytes(),
                                true),
                        false);
                return null;
            });
        }
        deletePruned();
        return old.stream().map(BackupSet::name).toList();
    }

    /** Of every pruned set, also one whose deletion was cut off before. */
    private void deletePruned() {
        var pruned = db.<List<BackupSet>>read(
                handle -> list(handle).stream().filter(BackupSet::pruned).toList());
        try {
            for (var set : pruned) {
                Folders.delete(tray().resolve(set.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the nightly set is due: the hour has passed, and none was taken since; after a restore it is at once. */
    boolean due(Handle handle, Instant now) {
        var newest = own(handle).map(BackupSet::madeAt).findFirst();
        return NightlyPolicy.due(now, hour(handle), newest);
    }
}
