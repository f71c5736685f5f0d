package vn.sotruong.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.backup.set.SmallSet.CARDS;
import static vn.sotruong.backup.set.SmallSet.MEMORY;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.disc.Dvd;
import vn.sotruong.backup.disc.Medium;
import vn.sotruong.backup.disc.UsbFolder;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Cards;
import vn.sotruong.backup.seal.Cast;
import vn.sotruong.backup.set.SetBuilder;
import vn.sotruong.backup.set.SetPlan;
import vn.sotruong.backup.set.SmallSet;
import vn.sotruong.backup.snapshot.Snapshot;
import vn.sotruong.backup.snapshot.Tmpfs;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

class RecoveryTest {
    @TempDir
    private static Path tray;

    private static Path set = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void one_set() throws Exception {
        set = new SmallSet(tray, "HOAMAI", 300).build(Files.createDirectories(tray.resolve("sets")));
    }

    @Test
    void from_a_disc_and_two_cards_to_an_encrypted_database_on_an_empty_machine() throws Exception {
        var disc = new Dvd("stdio:" + folder.resolve("disc.iso"));
        assertThat(disc.write(set)).isEqualTo(new Medium.Step.Done());
        assertThat(disc.copyIn(folder.resolve("in"))).isEqualTo(new Medium.Step.Done());
        assertThat(Recovery.heal(folder.resolve("in"))).isInstanceOf(Recovery.Health.Whole.class);
        var lines = new ArrayList<String>();
        var key = DatabaseKey.random(new SecureRandom());
        try (var opened = Recovery.open(folder.resolve("in"), List.of(CARDS.get(2), CARDS.get(0)), "HOAMAI", MEMORY)) {
            opened.eachLine(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
            Snapshot.encrypt(opened.image(), folder.resolve("school.db"), key);
        }
        assertThat(lines).hasSize(300);
        assertThat(lines.getFirst()).startsWith("{\"act\":\"co.lan\"").endsWith("}");
        try (var db = Sqlite.openReader(folder.resolve("school.db"), key);
                var rows = db.createStatement().executeQuery("SELECT pupil, tenths FROM mark WHERE rowid = 1")) {
            assertThat(rows.getString(1)).isEqualTo(SmallSet.NAME);
            assertThat(rows.getInt(2)).isEqualTo(7);
        }
        assertNothingLeftInMemory();
    }

    @Test
    void a_further_recipient_opens_it_too() {
        try (var opened = Recovery.open(set, Cast.OFFICE_KEY.getPrivate(), Cast.OFFICE, null, MEMORY)) {
            assertThat(opened.label().school()).isEqualTo("HOAMAI");
        }
        assertThatThrownBy(() -> Recovery.open(set, Cast.OFFICE_KEY.getPrivate(), Cast.AUTHORITY, null, MEMORY))
                .isInstanceOf(Broken.class);
    }

    @Test
    void too_few_wrong_or_foreign_cards_are_refused_and_leave_nothing() throws Exception {
        var strange = Cards.split(new byte[32], 2, 3, "0011223344556677", new SecureRandom());
        var sameNumbers = Cards.split(new byte[32], 2, 3, CARDS.getFirst().fingerprint(), new SecureRandom());
        assertRefused(List.of(CARDS.getFirst()), "2 cards are needed");
        assertRefused(strange, "another archive key");
        assertRefused(sameNumbers, "do not open the set's archive key");
        assertRefused(List.of(CARDS.get(0), strange.get(1)), "different keys");
        assertNothingLeftInMemory();
    }

    @Test
    void another_school_s_set_is_refused() {
        assertThatThrownBy(() -> Recovery.open(set, CARDS, "HAILAN", MEMORY))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("is of school HOAMAI");
    }

    @Test
    void a_folder_on_a_disk_is_no_place_for_plain_data() {
        assertThatThrownBy(() -> Recovery.open(set, CARDS, null, folder)).isInstanceOf(Tmpfs.NotInMemory.class);
    }

    @Test
    void a_huge_archive_key_is_refused() throws Exception {
        var small = new SmallSet(folder, "HOAMAI", 5);
        var plan = small.plan();
        var pem = plan.archive().encryptedPem() + "\n".repeat(2 << 20);
        var huge = SetBuilder.build(
                new SetPlan(small, new SetPlan.ArchiveKey(pem, plan.archive().certificate()), List.of(), plan.signer()),
                Files.createDirectories(folder.resolve("huge")));
        assertThatThrownBy(() -> Recovery.open(huge, CARDS, null, MEMORY))
                .isInstanceOf(Broken.class)
                .hasMessage("luu-tru.p8.pem is larger than any such file is");
    }

    @Test
    void scratches_all_over_the_set_are_healed_by_parity() throws Exception {
        var random = new Random(20261121);
        var copy = copy("scratched");
        for (var i = 0; i < 12; i++) {
            scratch(largest(copy), random, 700);
        }
        var health = Recovery.heal(copy);
        assertThat(health).isInstanceOf(Recovery.Health.Healed.class);
        try (var opened = Recovery.open(copy, CARDS, "HOAMAI", MEMORY)) {
            assertThat(opened.label().lines()).isEqualTo(300);
        }
    }

    @Test
    void damage_beyond_parity_is_refused() throws Exception {
        var copy = copy("wrecked");
        var image = largest(copy);
        Files.write(image, new byte[(int) Files.size(image)]);
        assertThat(Recovery.heal(copy)).isInstanceOf(Recovery.Health.Lost.class);
        assertThatThrownBy(() -> Recovery.open(copy, CARDS, null, MEMORY))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_damaged_disc_image_is_read_as_far_as_it_goes_and_healed() throws Exception {
        var random = new Random(7);
        var iso = folder.resolve("disc.iso");
        assertThat(new Dvd("stdio:" + iso).write(set)).isEqualTo(new Medium.Step.Done());
        var part = Files.readAllBytes(largest(set));
        var at = new String(Files.readAllBytes(iso), StandardCharsets.ISO_8859_1)
                .indexOf(new String(part, StandardCharsets.ISO_8859_1));
        try (var disc = new RandomAccessFile(iso.toFile(), "rw")) {
            for (var sector = 0; sector < 3; sector++) {
                disc.seek(at + (long) random.nextInt(part.length / 2048) * 2048);
                disc.write(new byte[2048]);
            }
        }
        assertThat(new Dvd("stdio:" + iso).copyIn(folder.resolve("in"))).isEqualTo(new Medium.Step.Done());
        assertThat(Recovery.heal(folder.resolve("in"))).isInstanceOf(Recovery.Health.Healed.class);
    }

    private void assertRefused(List<Cards.Card> cards, String why) {
        assertThatThrownBy(() -> Recovery.open(set, cards, null, MEMORY))
                .isInstanceOf(Broken.class)
                .hasMessageContaining(why);
    }

    private static void assertNothingLeftInMemory() throws IOException {
        try (var all = Files.list(MEMORY)) {
            assertThat(all.filter(each -> each.toString()
                            .contains("sotruong-" + ProcessHandle.current().pid() + "-")))
                    .isEmpty();
        }
    }

    private Path copy(String name) {
        UsbFolder.copyFolderIn(set, folder.resolve(name));
        return folder.resolve(name);
    }

    private static Path largest(Path set) {
        return set.resolve("data/2026-2027/HK1/csdl-001.zip.p7m");
    }

    private static void scratch(Path file, Random random, int bytes) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(random.nextInt((int) open.length() - bytes));
            var noise = new byte[bytes];
            random.nextBytes(noise);
            open.write(noise);
        }
    }
}
