package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.office.intake.SystemUpdates;
import vn.sotruong.sync.bundle.Sha256;
import vn.sotruong.sync.courier.CourierHome;
import vn.sotruong.sync.courier.SystemUpdate;
import vn.sotruong.sync.courier.SystemUpdate.Trip;
import vn.sotruong.sync.courier.Unwelcome;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** A system update on its way from the office to a box, by the real courier over the real wire. */
class SystemUpdateTest {
    private static final String BOX = "sotruong-amd64";
    private static final Pattern ANY = Pattern.compile("update-.*");
    private static final int SIZE = 2_500_000;

    @TempDir
    Path folder;

    private TrialOffice office;
    private TrialSchool school;
    private Spool spool;
    private CourierHome home;
    private SystemUpdates offered;

    @BeforeEach
    void open() throws Exception {
        office = TrialOffice.open(folder.resolve("office"));
        school = office.enrol("HOAMAI");
        var data = Files.createDirectory(folder.resolve("box"));
        spool = new Spool(data);
        home = new CourierHome(data);
        var own = Files.createDirectories(data.resolve("courier"));
        Keys.writePrivate(own.resolve("courier.key"), school.courier.getPrivate());
        Files.writeString(
                own.resolve("courier.pem"), Certificates.pem(school.answer().courier()));
        assertThat(home.enrol(school.answer())).isTrue();
        offered = new SystemUpdates(office.data.resolve("updates"));
    }

    @AfterEach
    void close() {
        office.close();
    }

    /** A file of a bundle's form: payload, signed part with the manifest in it, its length. */
    private Path bundle(String version, String compatible) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var payload = new byte[SIZE];
        new Random(version.hashCode()).nextBytes(payload);
        bytes.write(payload);
        var signed = ("CMS\n[update]\ncompatible=" + compatible + "\nversion=" + version
                        + "\n\n[bundle]\nformat=verity\n")
                .getBytes(StandardCharsets.US_ASCII);
        bytes.write(signed);
        new DataOutputStream(bytes).writeLong(signed.length);
        var file = folder.resolve("given-" + version + ".raucb");
        Files.write(file, bytes.toByteArray());
        return file;
    }

    private Trip go(String running, long free) throws Exception {
        try (var update = new SystemUpdate(
                home.enrolled(),
                office.address,
                home.updates(),
                spool,
                Clock.systemUTC(),
                new SecureRandom(),
                () -> free)) {
            return update.go(BOX, running);
        }
    }

    private Trip go(String running) throws Exception {
        return go(running, Long.MAX_VALUE);
    }

    @Test
    void the_newest_comes_whole_into_the_tray_once_and_an_older_one_goes() throws Exception {
        assertThat(go("2026.11.1")).isEqualTo(new Trip.Nothing());
        var first = bundle("2026.11.9", BOX);
        assertThat(offered.add(first)).contains("2026.11.9");
        assertThat(go("2026.11.1")).isEqualTo(new Trip.Here("2026.11.9"));
        assertThat(spool.folder(Tray.INBOX).resolve("update-2026.11.9.raucb")).hasSameBinaryContentAs(first);
        assertThat(go("2026.11.9")).as("it runs already").isEqualTo(new Trip.Nothing());

        var second = bundle("2026.11.10", BOX);
        assertThat(offered.add(second)).as("numbers, not letters").contains("2026.11.10");
        assertThat(offered.add(first)).as("an older one").isEmpty();
        assertThat(go("2026.11.9")).isEqualTo(new Trip.Here("2026.11.10"));
        assertThat(spool.list(Tray.INBOX, ANY))
                .extracting(each -> each.getFileName().toString())
                .containsExactly("update-2026.11.10.raucb");
        assertThat(go("2026.11.9")).isEqualTo(new Trip.Here("2026.11.10"));
        assertThat(home.updates()).isEmptyDirectory();
    }

    @Test
    void a_trip_that_broke_off_goes_on_and_what_is_damaged_on_the_way_is_dropped() throws Exception {
        var given = bundle("2026.12.1", BOX);
        offered.add(given);
        var whole = Files.readAllBytes(given);
        var partial = Files.createDirectories(home.updates()).resolve(Sha256.hex(whole) + ".part");
        Files.write(partial, java.util.Arrays.copyOf(whole, 1_300_000));
        Files.write(home.updates().resolve("older.part"), new byte[10]);
        assertThat(go("2026.11.1")).isEqualTo(new Trip.Here("2026.12.1"));
        assertThat(spool.folder(Tray.INBOX).resolve("update-2026.12.1.raucb")).hasSameBinaryContentAs(given);

        spool.prune(Tray.INBOX, "update-2026.12.1.raucb");
        var damaged = java.util.Arrays.copyOf(whole, 1_300_000);
        damaged[77] ^= 1;
        Files.write(partial, damaged);
        assertThatThrownBy(() -> go("2026.11.1")).isInstanceOf(Unwelcome.class);
        assertThat(partial).doesNotExist();
        assertThat(spool.list(Tray.INBOX, ANY)).isEmpty();
        assertThat(go("2026.11.1")).as("from the beginning").isEqualTo(new Trip.Here("2026.12.1"));
    }

    @Test
    void a_file_that_was_changed_at_the_office_does_not_arrive() throws Exception {
        offered.add(bundle("2026.12.1", BOX));
        var there = office.data.resolve("updates/update-2026.12.1.raucb");
        var bytes = Files.readAllBytes(there);
        bytes[100] ^= 1;
        Files.write(there, bytes);
        assertThatThrownBy(() -> go("2026.11.1")).isInstanceOf(Unwelcome.class);
        assertThat(spool.list(Tray.INBOX, ANY)).isEmpty();
    }

    @Test
    void it_is_left_when_it_is_for_another_box_or_the_disk_is_nearly_full() throws Exception {
        offered.add(bundle("2026.12.1", "another-arm64"));
        assertThat(go("2026.11.1")).isEqualTo(new Trip.Nothing());
        offered.add(bundle("2026.12.2", BOX));
        assertThat(go("2026.11.1", SIZE)).isEqualTo(new Trip.NoRoom("2026.12.2"));
        assertThat(spool.list(Tray.INBOX, ANY)).isEmpty();
    }

    @Test
    void what_is_no_bundle_is_not_offered() throws Exception {
        var plain = Files.write(folder.resolve("plain.raucb"), new byte[5000]);
        assertThat(offered.add(plain)).isEmpty();
        assertThat(offered.add(Files.write(folder.resolve("empty.raucb"), new byte[0])))
                .isEmpty();
    }

    @Test
    void a_courier_whose_key_was_revoked_gets_nothing() throws Exception {
        offered.add(bundle("2026.12.1", BOX));
        for (var device : office.house.registry().listDevices("HOAMAI")) {
            office.house
                    .registry()
                    .revoke(
                            vn.sotruong.ground.kernel.Actor.house("test"),
                            device.fingerprint(),
                            java.util.Optional.empty());
        }
        assertThatThrownBy(() -> go("2026.11.1"))
                .isInstanceOfSatisfying(
                        Unwelcome.class, no -> assertThat(no.status()).isEqualTo(403));
    }
}
