package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Folders;
import vn.sotruong.backup.disc.Medium;
import vn.sotruong.backup.disc.UsbFolder;
import vn.sotruong.backup.restore.OpenedSet;
import vn.sotruong.backup.restore.Recovery;
import vn.sotruong.backup.restore.Recovery.Health;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.snapshot.Snapshot;
import vn.sotruong.backup.snapshot.Tmpfs;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Migrations;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.safekeeping.Restoring.Reason;
import vn.sotruong.school.safekeeping.Restoring.Refused;
import vn.sotruong.school.safekeeping.Restoring.Restored;
import vn.sotruong.school.safekeeping.Restoring.Step;
import vn.sotruong.school.secrets.StoreKeys;
import vn.sotruong.sync.bundle.Epoch;

/**
 * Phục hồi: builds a working data folder on an empty machine, from one medium and enough of the board's cards. The
 * database gets a new key and a new epoch; the device and drill keys are not restored, so the box enrols anew.
 */
public final class Restoration {
    private static final Actor RESTORER = Actor.house("restore");

    private final Schema schema;
    private final @Nullable String school;
    private final Path memory;
    private final List<Consumer<Tx>> arrivals;
    private final Function<DataFolder, StoreKeys> keys;
    private final Clock clock;
    private final SecureRandom random;
    private final Consumer<Step> progress;

    /**
     * @param school the school that must have made the set; null when any will do
     * @param memory a folder on tmpfs
     * @param arrivals what other rooms do in a restored store before anybody works in it: sessions end
     * @param keys where the key of the new store comes from
     * @param progress hears of each step as it begins
     */
    public Restoration(
            Schema schema,
            @Nullable String school,
            Path memory,
            List<Consumer<Tx>> arrivals,
            Function<DataFolder, StoreKeys> keys,
            Clock clock,
            SecureRandom random,
            Consumer<Step> progress) {
        this.schema = schema;
        this.school = school;
        this.memory = memory;
        this.arrivals = List.copyOf(arrivals);
        this.keys = keys;
        this.clock = clock;
        this.random = random;
        this.progress = progress;
    }

    /** Restores from a set's folder, a stick with sets (the newest counts), or a disc image. */
    public Restoring from(Path source, List<Card> cards, Path target) {
        return into(target, cards, set -> copyIn(source, set));
    }

    /** Restores from a disc in a drive. */
    public Restoring fromDrive(String drive, List<Card> cards, Path target) {
        return into(target, cards, set -> new Dvd(drive).copyIn(set));
    }

    /** Copies the set from its medium into a folder that does not exist yet. */
    private interface Source {
        Medium.Step into(Path set);
    }

    private Restoring into(Path target, List<Card> cards, Source source) {
        var finished = target.toAbsolutePath().normalize();
        var partial = finished.resolveSibling("." + finished.getFileName() + ".partial");
        try {
            if (!empty(finished)) {
                return new Refused(Reason.TARGET_NOT_EMPTY, finished.toString());
            }
            Folders.delete(partial);
            Files.createDirectories(partial);
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
            return build(source, cards, partial, finished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // what is left of it is sealed or encrypted, and the next restore clears it
            var _ = Folders.deleteQuietly(partial);
        }
    }

    private Restoring build(Source source, List<Card> cards, Path partial, Path finished) throws IOException {
        progress.accept(Step.COPYING);
        var set = partial.resolve("set");
        switch (source.into(set)) {
            case Medium.Step.Done() -> {}
            case Medium.Step.Waiting(var reason, var detail) -> {
                return new Refused(Reason.NO_SET, reason + " " + detail);
            }
            case Medium.Step.Failed(var reason, var detail) -> {
                return new Refused(Reason.NOT_COPIED, reason + " " + detail);
            }
        }
        progress.accept(Step.SUMS);
        var health = Recovery.heal(set);
        if (health instanceof Health.Lost(var findings)) {
            return new Refused(Reason.SET_LOST, findings.getFirst().toString());
        }
        List<String> healed = health instanceof Health.Healed(var label, var were)
                ? were.stream().map(Object::toString).toList()
                : List.of();
        progress.accept(Step.CARDS);
        OpenedSet opened;
        try {
            opened = Recovery.open(set, cards, school, memory);
        } catch (Broken e) {
            return new Refused(Reason.CARDS, String.valueOf(e.getMessage()));
        } catch (Snapshot.Unsound e) {
            return new Refused(Reason.UNSOUND, String.valueOf(e.getMessage()));
        } catch (Tmpfs.Full e) {
            return new Refused(Reason.NO_ROOM, String.valueOf(e.getMessage()));
        }
        try (opened) {
            return build(opened, set, partial, finished, healed);
        } catch (Broken | Snapshot.Unsound e) {
            return new Refused(Reason.UNSOUND, String.valueOf(e.getMessage()));
        } catch (Migrations.Refused e) {
            return new Refused(Reason.OTHER_RELEASE, String.valueOf(e.getMessage()));
        } catch (Tmpfs.Full e) {
            return new Refused(Reason.NO_ROOM, String.valueOf(e.getMessage()));
        }
    }

    private Restoring build(OpenedSet opened, Path set, Path partial, Path finished, List<String> healed)
            throws IOException {
        progress.accept(Step.CHAIN);
        Safekeeping.upgradeAndCheck(opened, schema);
        var label = opened.label();
        var data = new DataFolder(partial);
        progress.accept(Step.STORE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(partial.resolve("db"), owner);
        Files.createDirectory(data.keys(), owner);
        keepArchiveKey(set, data.keys().resolve("archive"));
        var key = keys.apply(new DataFolder(finished)).fresh(data, random);
        Snapshot.encrypt(opened.image(), data.database(), key);
        var epoch = Epoch.random(random, new Epoch.Parent(label.epoch(), label.seq(), label.head()));
        Database.beginEpoch(data.database(), key, label.school(), epoch, clock);
        try (var db = Database.open(data.database(), key, clock, random, schema)) {
            db.<@Nullable Void>write(RESTORER, tx -> {
                arrivals.forEach(each -> each.accept(tx));
                return null;
            });
        }
        var signer = Checkup.of(set).signer().orElse("");
        Folders.delete(set);
        publish(partial, finished);
        return new Restored(
                finished,
                label.name(),
                label.school(),
                label.schoolName(),
                label.madeAt(),
                epoch.id(),
                label.seq(),
                label.counts().getOrDefault("mark", 0L),
                signer,
                healed);
    }

    /** The archive key travels on, under its passphrase: the next sets are sealed to the same cards. */
    private static void keepArchiveKey(Path set, Path folder) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(folder, owner);
        var pem = set.resolve("data/keys/luu-tru.pem");
        var certificate = Certificates.readPem(Files.readString(pem)).getFirst();
        var name = Certificates.fingerprint(certificate).substring(0, 16);
        Files.copy(set.resolve("data/keys/luu-tru.p8.pem"), folder.resolve(name + ".p8.pem"));
        Files.copy(pem, folder.resolve(name + ".crt.pem"));
        for (var file : List.of(name + ".p8.pem", name + ".crt.pem")) {
            Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static Medium.Step copyIn(Path source, Path set) {
        if (Files.isRegularFile(source)) {
            return new Dvd("stdio:" + source.toAbsolutePath()).copyIn(set);
        }
        var found = findSet(source);
        return found.isEmpty()
                ? new Medium.Step.Waiting(Medium.Reason.NO_MEDIUM, source.toString())
                : UsbFolder.copyFolderIn(found.get(), set);
    }

    /** The folder itself, or the newest set on a stick. */
    private static Optional<Path> findSet(Path folder) {
        var stick = new UsbFolder(folder);
        return Files.isRegularFile(folder.resolve("bagit.txt"))
                ? Optional.of(folder)
                : stick.newest().map(stick::placeOf);
    }

    private static boolean empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var all = Files.list(folder)) {
            return all.findAny().isEmpty();
        }
    }

    private static void publish(Path partial, Path finished) throws IOException {
        try (var all = Files.walk(partial)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Folders.sync(each);
            }
        }
        Files.deleteIfExists(finished);
        Files.move(partial, finished, StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(finished.resolveSibling("."));
    }
}
