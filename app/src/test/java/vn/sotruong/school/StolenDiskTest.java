package vn.sotruong.school;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.restore.OpenedSet;
import vn.sotruong.backup.restore.Recovery;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.seal.WrongPassphrase;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.board.Ceremony;
import vn.sotruong.school.device.Device;
import vn.sotruong.school.founding.Site;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.safekeeping.Session;
import vn.sotruong.school.safekeeping.Taking;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.StoreKeys;

/** Somebody carries the disk of a box away whose key the machine keeps: with all its files they open and forge nothing. */
final class StolenDiskTest {
    private static final Pattern PLAIN_KEY = Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----");
    private static final Pattern HEX_KEY = Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");

    @TempDir
    private static Path founded;

    @TempDir
    private Path folder;

    private static final SecureRandom RANDOM = new SecureRandom();
    private DataFolder data;
    private Path credentials;

    @BeforeEach
    void copy() throws Exception {
        try (var all = Files.walk(founded)) {
            for (var each : all.toList()) {
                if (!each.equals(founded)) {
                    Files.copy(each, folder.resolve(founded.relativize(each).toString()));
                }
            }
        }
        data = new DataFolder(folder.resolve("data"));
        credentials = folder.resolve("credentials");
    }

    @BeforeAll
    static void found() throws Exception {
        var data = new DataFolder(founded.resolve("data"));
        var credentials = Files.createDirectories(founded.resolve("credentials"));
        Files.createDirectories(data.database().getParent());
        Files.createDirectories(data.keys());
        DatabaseKey.random(RANDOM).writeTo(credentials.resolve(StoreKeys.CREDENTIAL));
        try (var house = House.found(
                data, StoreKeys.of(data, credentials), "79760512", Duration.ofMinutes(10), Clock.systemUTC(), RANDOM)) {
            house.db.write(Actor.house("test"), tx -> {
                SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
                return null;
            });
            var staff = house.db.write(Actor.house("test"), tx -> {
                var principal = person(tx, "Trần Văn Hiệu", Post.Kind.PRINCIPAL);
                person(tx, "Lê Thị An", Post.Kind.BOARD);
                person(tx, "Lê Thị Bình", Post.Kind.BOARD);
                return List.of(principal, person(tx, "Lê Thị Chi", Post.Kind.BOARD));
            });
            var actor = new Actor("setup", "test", Capacity.HOUSE);
            assertThat(house.archiveKeys.decide(actor, staff.getFirst(), "07/QĐ"))
                    .isInstanceOf(Ceremony.Decided.class);
            assertThat(house.archiveKeys.execute(actor, staff.getLast())).isInstanceOf(Ceremony.Made.class);
            assertThat(house.safekeeping.take(Actor.house("test"), Session.ASKED))
                    .isInstanceOf(Taking.Made.class);
            house.serve("127.0.0.1", 0).close();
        }
    }

    private static String person(Tx tx, String name, Post.Kind post) {
        var staff = People.engage(tx, VietnameseName.split(name), null);
        Accounts.create(tx, staff.id(), post, "12/QĐ-THCS", LocalDate.parse("2026-09-01"), null);
        return staff.id();
    }

    private StoreKeys keys() {
        return StoreKeys.of(data, credentials);
    }

    private House open(StoreKeys keys) {
        return House.open(data, keys, Duration.ofMinutes(10), Clock.systemUTC(), RANDOM);
    }

    @Test
    void no_file_holds_a_key_that_opens_anything() throws Exception {
        var secret = keys().get();
        var raw = new String(secret.bytes(), ISO_8859_1);
        var hex = HexFormat.of().formatHex(secret.bytes());
        try (var all = Files.walk(data.root())) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), ISO_8859_1);
                assertThat(text.contains(raw) || text.toLowerCase(Locale.ROOT).contains(hex))
                        .as("the store's key in " + file)
                        .isFalse();
                if (!file.endsWith("lan/server.key")) {
                    assertThat(PLAIN_KEY.matcher(text).find())
                            .as(file.toString())
                            .isFalse();
                }
                if (file.startsWith(data.keys())) {
                    assertThat(HEX_KEY.matcher(text).find()).as(file.toString()).isFalse();
                    assertThat(Files.size(file)).as(file.toString()).isNotEqualTo(32);
                }
            }
        }
        assertThat(data.databaseKey()).doesNotExist();
        assertThat(data.keys().resolve("drill.key")).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
    }

    @Test
    void neither_store_nor_backup_set_nor_signature_is_to_be_had_from_the_disk_alone() throws Exception {
        var disk = StoreKeys.of(data, null);
        assertThat(disk.state()).isEqualTo(StoreKeys.State.MISSING);
        assertThatThrownBy(() -> open(disk)).hasMessageContaining("db.key");
        var guess = DatabaseKey.random(RANDOM);
        assertThatThrownBy(() -> open(StoreKeys.told(guess))).hasMessageContaining("wrong key");

        var thief = StoreKeys.drawer(guess, data);
        var nobody = KeyDrawer.plain(data.keys());
        for (var name : List.of("device", "box", "drill", "lan/authority")) {
            var certificate = certificate(name);
            assertThatThrownBy(() -> thief.get(name, certificate)).isInstanceOf(WrongPassphrase.class);
            assertThatThrownBy(() -> nobody.get(name, certificate)).isInstanceOf(Broken.class);
        }

        Path set;
        try (var sets = Files.list(data.spool().resolve("sets"))) {
            set = sets.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        var own = Keys.newRecipientKey(3072, RANDOM);
        assertThatThrownBy(() -> opened(set, own.getPrivate())).isInstanceOf(Broken.class);
        var drill = StoreKeys.drawer(keys().get(), data).get("drill", certificate("drill"));
        try (var opened = opened(set, drill)) {
            assertThat(opened.label().school()).isEqualTo("79760512");
        }
    }

    private OpenedSet opened(Path set, PrivateKey key) throws Exception {
        return Recovery.open(set, key, certificate("drill"), null, House.MEMORY);
    }

    @Test
    void a_planted_key_or_certificate_is_not_taken_for_the_box_s_own() throws Exception {
        var planted = Keys.newRecipientKey(3072, RANDOM);
        var file = data.keys().resolve("drill.key");
        var kept = Files.readString(file);
        Files.delete(file);
        Keys.writePrivate(file, planted.getPrivate());
        try (var house = open(keys())) {
            assertThatThrownBy(() -> house.safekeeping.take(Actor.house("test"), Session.ASKED))
                    .isInstanceOf(Broken.class);
        }
        Files.writeString(file, kept);
        var now = Clock.systemUTC().instant();
        Certificates.write(
                data.keys().resolve("drill.pem"),
                Certificates.selfSigned(
                        "drill so-truong", planted, Certificates.Use.RECIPIENT, now, now.plus(Duration.ofDays(9))));
        try (var house = open(keys())) {
            assertThatThrownBy(() -> house.safekeeping.take(Actor.house("test"), Session.ASKED))
                    .isInstanceOf(Broken.class)
                    .hasMessageContaining("drill");
        }
    }

    @Test
    void the_machine_that_keeps_the_key_opens_all_of_it() {
        assertThat(keys()).isInstanceOf(StoreKeys.Credential.class);
        try (var house = open(keys())) {
            assertThat(house.audit().sound()).isTrue();
            assertThat(house.safekeeping
                            .rehearse(Actor.house("test"))
                            .orElseThrow()
                            .sound())
                    .isTrue();
        }
        assertThat(new Site(data).survey()).isEqualTo(Site.State.SCHOOL);
    }

    @Test
    void a_lost_store_is_not_buried_under_a_new_school() throws Exception {
        try (var files = Files.list(data.database().getParent())) {
            for (var each : files.toList()) {
                Files.delete(each);
            }
        }
        assertThat(new Site(data).survey()).isEqualTo(Site.State.KEY_WITHOUT_STORE);
    }

    @Test
    void a_key_file_beside_another_key_is_asked_about() throws Exception {
        DatabaseKey.random(RANDOM).writeTo(data.databaseKey());
        assertThat(keys().state()).isEqualTo(StoreKeys.State.TWO);
        Files.delete(data.databaseKey());
        keys().get().writeTo(data.databaseKey());
        assertThat(keys().state()).isEqualTo(StoreKeys.State.READY);
    }

    @Test
    void keys_that_an_older_program_left_in_plain_are_laid_under_the_store_s_key_at_the_next_start() throws Exception {
        var key = keys().get();
        key.writeTo(data.databaseKey());
        var drawer = StoreKeys.drawer(key, data);
        var signer = drawer.get("device", certificate("device"));
        Files.delete(data.keys().resolve("device.key"));
        Keys.writePrivate(data.keys().resolve("device.key"), signer);
        open(StoreKeys.inFile(data)).close();
        assertThat(data.keys().resolve("device.key")).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThat(Device.open(drawer, "79760512", Clock.systemUTC(), RANDOM).signer())
                .isEqualTo(signer);
    }

    private X509Certificate certificate(String name) throws Exception {
        return Certificates.readPem(Files.readString(data.keys().resolve(name + ".pem")))
                .getFirst();
    }
}
