package vn.sotruong.backup.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Cast;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Run;
import vn.sotruong.backup.snapshot.PlainImage;

class SetTest {
    @TempDir
    private static Path folder;

    private static Path set = Path.of("");

    @BeforeAll
    static void one_set() throws Exception {
        var tray = Files.createDirectories(folder.resolve("tray"));
        set = new SmallSet(folder, "HOAMAI", 300).build(tray);
    }

    @Test
    void a_set_is_whole_and_says_whose_it_is() {
        var checkup = Checkup.of(set);
        assertThat(checkup.findings()).isEmpty();
        assertThat(checkup.label().orElseThrow().school()).isEqualTo("HOAMAI");
        assertThat(checkup.label().orElseThrow().name()).isEqualTo(set.getFileName() + "");
        assertThat(checkup.signer()).contains(Certificates.fingerprint(Cast.SIGNER));
        assertThat(Parity.verify(set)).isEqualTo(Parity.State.WHOLE);
        assertThat(set.resolveSibling("."))
                .isDirectoryNotContaining(each -> each.toString().contains("partial"));
    }

    @Test
    void nothing_personal_is_readable_in_it() throws Exception {
        for (var file : files(set)) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("co.lan")
                    .doesNotContain(
                            new String("Trần Thị".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                    .doesNotStartWith("SQLite format 3");
        }
    }

    @Test
    void all_names_are_ascii_and_the_letter_has_a_copy_without_marks() throws Exception {
        for (var file : files(set)) {
            assertThat(set.relativize(file).toString()).isASCII();
        }
        assertThat(Files.readString(set.resolve("DOC-TRUOC.txt")))
                .contains("Trường THCS Hoa Mai")
                .doesNotContain("{");
        assertThat(Files.readString(set.resolve("DOC-TRUOC-KHONG-DAU.txt")))
                .isASCII()
                .contains("Truong THCS Hoa Mai");
    }

    @Test
    void the_recipe_gives_the_marks_back_with_stock_tools_alone() throws Exception {
        var bare = bareMachine(
                "sh",
                "cat",
                "cp",
                "dirname",
                "mkdir",
                "mktemp",
                "rm",
                "sed",
                "sha512sum",
                "openssl",
                "unzip",
                "python3");
        var cards = writeCards(List.of(0, 2));
        var out = folder.resolve("recovered");
        var run = Run.of(folder, recipe(bare, out, cards), "");
        assertThat(run.exit()).as(run.out()).isZero();
        var csv = Files.readString(out.resolve("mo/mark.csv"));
        assertThat(csv).startsWith("\uFEFFpupil,subject,tenths,note\r\n\"Trần Thị \"\"An\"\", em\",Toán,7,\r\n");
        assertThat(csv.lines()).hasSize(301);
        assertThat(Files.readString(out.resolve("mo/schema.csv"))).contains("mark.csv,tenths,integer,");
        assertThat(Files.readString(out.resolve("log/nhat-ky.jsonl")).lines()).hasSize(300);
        var counted = Run.of(
                folder,
                "python3",
                "-c",
                "import sqlite3;print(sqlite3.connect('" + out.resolve("csdl/csdl.sqlite")
                        + "').execute('SELECT sum(tenths) FROM mark').fetchone()[0])");
        assertThat(counted.out().strip()).isEqualTo(Integer.toString(sumOfTenths(300)));
    }

    @Test
    void the_recipe_refuses_too_few_mistyped_and_strange_cards() throws Exception {
        var bare = bareMachine(
                "sh",
                "cat",
                "cp",
                "dirname",
                "mkdir",
                "mktemp",
                "rm",
                "sed",
                "sha512sum",
                "openssl",
                "unzip",
                "python3");
        var few = Run.of(folder, recipe(bare, folder.resolve("few"), writeCards(List.of(1))), "");
        assertThat(few.exit()).isEqualTo(1);
        assertThat(few.out()).contains("2 cards are needed, 1 given");
        var cards = writeCards(List.of(0, 1));
        var text = Files.readString(cards.getFirst());
        Files.writeString(cards.getFirst(), text.replace("MA ", "MA Z").replaceFirst("(MA .{64}).", "$1"));
        var mistyped = Run.of(folder, recipe(bare, folder.resolve("mistyped"), cards), "");
        assertThat(mistyped.exit()).isEqualTo(1);
        assertThat(mistyped.out()).contains("recover.py:");
        assertThat(folder.resolve("mistyped/mo")).doesNotExist();
    }

    @Test
    void the_recipe_refuses_a_damaged_set_and_par2_heals_it() throws Exception {
        var bare = bareMachine("sh", "cat", "dirname", "mkdir", "sed", "sha512sum", "openssl");
        var copy = copy(set, folder.resolve("scratched"));
        var image = files(copy).stream()
                .filter(file -> file.toString().contains("csdl-001"))
                .findFirst()
                .orElseThrow();
        var bytes = Files.readAllBytes(image);
        bytes[bytes.length / 2] ^= 4;
        Files.write(image, bytes);
        var command = List.of(
                "/usr/bin/env",
                "-i",
                "PATH=" + bare,
                "sh",
                copy.resolve("tools/kiemtra.sh").toString());
        var refused = Run.of(folder, command, "");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).contains("par2 repair");
        assertThat(Parity.verify(copy)).isEqualTo(Parity.State.REPAIRABLE);
        assertThat(Parity.repair(copy)).isEqualTo(Parity.State.WHOLE);
        assertThat(Run.of(folder, command, "").exit()).isZero();
        assertThat(Checkup.of(copy).findings()).isEmpty();
    }

    @Test
    void every_flipped_bit_outside_parity_is_found() throws Exception {
        var copy = copy(set, folder.resolve("flipped"));
        var files = files(copy).stream()
                .filter(file -> !file.toString().contains("/parity/"))
                .toList();
        var random = new Random(20261121);
        for (var i = 0; i < 500; i++) {
            var file = files.get(random.nextInt(files.size()));
            var was = Files.readAllBytes(file);
            var bent = was.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bent);
            // the signature covers everything but a few bits of its own wrapping, and those say nothing
            if (!file.toString().endsWith(".p7s")) {
                assertThat(Checkup.of(copy).findings()).as("a bit of %s", file).isNotEmpty();
            }
            Files.write(file, was);
        }
        assertThat(Checkup.of(copy).findings()).isEmpty();
    }

    @Test
    void a_missing_or_additional_file_is_found() throws Exception {
        var copy = copy(set, folder.resolve("changed"));
        for (var file : files(copy)) {
            if (!file.toString().contains("/parity/")) {
                var aside = Files.move(file, folder.resolve("aside"));
                assertThat(Checkup.of(copy).findings()).as("without %s", file).isNotEmpty();
                Files.move(aside, file);
            }
        }
        Files.writeString(copy.resolve("data/extra.txt"), "x");
        assertThat(Checkup.of(copy).findings()).hasToString("[data/extra.txt: is in no manifest]");
        Files.delete(copy.resolve("data/extra.txt"));
        Files.createSymbolicLink(copy.resolve("tools/link"), Path.of("/etc/passwd"));
        assertThat(Checkup.of(copy).findings()).hasToString("[tools/link: is no plain file]");
    }

    @Test
    void a_huge_file_in_the_place_of_a_small_one_is_a_finding() throws Exception {
        for (var name : List.of(
                "tagmanifest-sha512.txt",
                "tagmanifest-sha512.txt.p7s",
                "manifest-sha512.txt",
                "bag-info.txt",
                "data/heads.json",
                "data/keys/may.pem")) {
            var copy = copy(set, folder.resolve("huge-" + name.replace('/', '-')));
            grow(copy.resolve(name));
            assertThat(Checkup.of(copy).findings().toString())
                    .as(name)
                    .contains(name + ": " + Path.of(name).getFileName() + " is larger than any such file is");
        }
    }

    private static void grow(Path file) throws IOException {
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((2 << 20) + 1);
        }
    }

    @Test
    void a_payload_sum_beyond_all_numbers_is_a_finding() throws Exception {
        var copy = copy(set, folder.resolve("beyond"));
        Files.writeString(copy.resolve("bag-info.txt"), "Payload-Oxum: " + "9".repeat(30) + ".1\n");
        assertThat(Checkup.of(copy).findings())
                .contains(new Checkup.Finding("bag-info.txt", "its payload sum does not fit"));
    }

    @Test
    void a_manifest_cannot_lead_out_of_the_set() {
        for (var path : List.of("../x", "/etc/passwd", "data/../../x", "data//x", "a b")) {
            assertThatThrownBy(() -> Checksums.readManifest("0".repeat(128) + "  " + path + "\n"))
                    .as(path)
                    .isInstanceOf(Broken.class);
        }
    }

    @Test
    void a_lost_file_comes_back_out_of_parity() throws Exception {
        var copy = copy(set, folder.resolve("lost"));
        Files.delete(copy.resolve("tagmanifest-sha512.txt"));
        Files.delete(copy.resolve("data/keys/luu-tru.p8.pem"));
        assertThat(Parity.repair(copy)).isEqualTo(Parity.State.WHOLE);
        assertThat(Checkup.of(copy).findings()).isEmpty();
    }

    @Test
    void large_parts_are_cut_into_volumes_that_join_again() throws Exception {
        var tray = Files.createDirectories(folder.resolve("volumes"));
        var large = new SmallSet(folder, "LON", 3000);
        var cut = new SetBuilder(step -> {}, 20_000).into(large.plan(), tray);
        assertThat(files(cut).stream().filter(file -> file.toString().contains("csdl-")))
                .hasSizeGreaterThan(2);
        var out = folder.resolve("joined");
        var bare = bareMachine(
                "sh", "cat", "dirname", "mkdir", "mktemp", "rm", "sed", "sha512sum", "openssl", "unzip", "python3");
        var command = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=" + bare, "sh"));
        command.addAll(List.of(cut.resolve("tools/kiemtra.sh").toString(), out.toString()));
        writeCards(List.of(1, 2)).forEach(card -> command.add(card.toString()));
        var run = Run.of(folder, command, "");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(Files.readString(out.resolve("mo/mark.csv")).lines()).hasSize(3001);
    }

    @Test
    void two_sets_of_one_name_are_not_made_and_a_failed_one_leaves_nothing() throws Exception {
        var tray = Files.createDirectories(folder.resolve("twice"));
        var small = new SmallSet(folder, "HAILAN", 5);
        small.build(tray);
        assertThatThrownBy(() -> small.build(tray)).hasMessageContaining("already");
        var failing = new SetPlan(
                new Failing(small),
                small.plan().archive(),
                List.of(),
                small.plan().signer());
        var empty = Files.createDirectories(folder.resolve("failed"));
        assertThatThrownBy(() -> SetBuilder.build(failing, empty)).hasMessageContaining("change lines");
        assertThat(empty).isEmptyDirectory();
    }

    /** A source that loses its change lines. */
    private record Failing(SmallSet small) implements SetSource {
        @Override
        public PlainImage image() {
            return small.image();
        }

        @Override
        public SetLabel label(Connection image) throws SQLException {
            return small.label(image);
        }

        @Override
        public void writeTables(Connection image, CsvTables out) throws SQLException, IOException {
            small.writeTables(image, out);
        }

        @Override
        public void writeLines(Connection image, LineSink out) {}
    }

    private static int sumOfTenths(int marks) {
        var sum = 0;
        for (var i = 1; i <= marks; i++) {
            sum += i * 7 % 101;
        }
        return sum;
    }

    private static List<String> recipe(Path bare, Path out, List<Path> cards) {
        var command = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=" + bare, "sh"));
        command.addAll(List.of(set.resolve("tools/kiemtra.sh").toString(), out.toString()));
        cards.forEach(card -> command.add(card.toString()));
        return command;
    }

    private static List<Path> writeCards(List<Integer> which) throws IOException {
        var files = new ArrayList<Path>();
        for (var i : which) {
            files.add(Files.writeString(
                    folder.resolve("the" + i + ".txt"), SmallSet.CARDS.get(i).text()));
        }
        return files;
    }

    /** A PATH with these programs and nothing else: no Java. */
    private static Path bareMachine(String... programs) throws IOException {
        var bin = Files.createTempDirectory(folder, "bin");
        for (var program : programs) {
            for (var place : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
                if (Files.isExecutable(Path.of(place, program)) && !Files.exists(bin.resolve(program))) {
                    Files.createSymbolicLink(bin.resolve(program), Path.of(place, program));
                }
            }
            assertThat(bin.resolve(program)).exists();
        }
        return bin;
    }

    static Path copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
        return to;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
