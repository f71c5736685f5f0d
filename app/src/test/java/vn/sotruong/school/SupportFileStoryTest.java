package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.upkeep.SupportFile;
import vn.sotruong.school.upkeep.Upkeep;

/** What the school hands to somebody far away: enough to help with, and nothing that the store says of anybody. */
class SupportFileStoryTest {
    /** What a machine writes: constants, days and moments, short numbers. */
    private static final Pattern OF_A_MACHINE =
            Pattern.compile("[A-Z_]+|\\d{4}-\\d\\d-\\d\\d.*|\\d{1,5}|.{0,4}", Pattern.DOTALL);

    private static final int LEAST_TO_LOOK_FOR = 2_000;

    @TempDir
    private Path folder;

    private Path run() {
        return folder.resolve("run");
    }

    private void tells(String file, String text) throws IOException {
        Files.createDirectories(run().resolve(file).getParent());
        Files.writeString(run().resolve(file), text);
    }

    @Test
    void nothing_that_the_store_says_of_anybody_is_in_it() throws IOException {
        var data = new DataFolder(folder.resolve("data"));
        assertThat(Main.commandLine().execute("seed", "--data", data.root().toString()))
                .isZero();
        tells("box.json", "{\"slot\":\"A\",\"version\":\"2026.11.1\",\"why\":\"normal\",\"note\":\"Trần Thị Lan\"}");
        tells("drives.json", "{\"drives\":[{\"model\":\"KINGSTON SA400\",\"used\":7,\"passed\":true}]}");
        tells(
                "storage/USB-CO-LAN.json",
                "{\"state\":\"ready\",\"label\":\"USB-CO-LAN\",\"kind\":\"Cô Lan\",\"CO-LÀN\":1,\"free\":12,"
                        + "\"of\":[\"Lan\",{\"model\":\"SanDisk\"}]}");
        tells("broken.json", "{\"Lan");
        tells("big.json", "\"" + "Lan".repeat(100_000) + "\"");
        Files.createSymbolicLink(run().resolve("key.json"), data.databaseKey());
        try (var house = House.open(data, Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom())) {
            var files = read(support(house, data).make(Actor.house("test")));

            assertThat(files.get("versions.txt")).contains("Java 25");
            assertThat(files.get("readings.txt")).contains("disk ", "backup", "network ");
            assertThat(files.get("store.txt"))
                    .contains(
                            "schema V00",
                            "rows pupil ",
                            "rows mark ",
                            "audited 2026-11-22T01:00:00Z: 7 lines, 2 findings");
            assertThat(files.get("files.txt")).contains("so.db ", "outbox: ");
            assertThat(files.get("run/box.json"))
                    .contains("2026.11.1", "normal")
                    .doesNotContain("Lan");
            assertThat(files.get("run/drives.json")).contains("KINGSTON SA400");
            assertThat(files.keySet()).doesNotContain("run/key.json");

            var everything = String.join("\n", files.keySet()) + "\n" + String.join("\n", files.values());
            assertThat(everything).contains("SanDisk", "ready").doesNotContain("CO-L", "Cô Lan", "\"Lan");
            var said = house.db.read(SupportFileStoryTest::everythingSaid);
            assertThat(said).hasSizeGreaterThan(LEAST_TO_LOOK_FOR).contains("Trần Thị Lan", "lantt.thcshm");
            var words = Pattern.compile("[^\\p{L}\\p{N}.@_-]+")
                    .splitAsStream(everything)
                    .collect(Collectors.toSet());
            assertThat(said.stream().filter(each -> holds(everything, words, each)))
                    .isEmpty();
        }
    }

    /** A phrase anywhere, a word as a word. */
    private static boolean holds(String everything, Set<String> words, String said) {
        return said.contains(" ") ? everything.contains(said) : words.contains(said);
    }

    private SupportFile support(House house, DataFolder data) {
        var audited = new SupportFile.Audited(java.time.Instant.parse("2026-11-22T01:00:00.5Z"), 7, 2);
        return new SupportFile(
                house.db,
                new Upkeep(data.root(), Clock.systemUTC(), 2, new Frontage(house).watched()),
                data,
                run(),
                Main::versions,
                () -> Optional.of(audited),
                Clock.systemUTC());
    }

    /** Every text of every row of every table but the journal, whose lines say the same, and the names of scripts. */
    private static Set<String> everythingSaid(Handle handle) {
        var tables = handle.createQuery("SELECT name FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT IN ('change', 'flyway_schema_history') AND name NOT LIKE 'sqlite_%'")
                .mapTo(String.class)
                .list();
        var said = new TreeSet<String>();
        for (var table : tables) {
            for (var column : handle.createQuery(
                            "SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'TEXT'")
                    .mapTo(String.class)
                    .list()) {
                said.addAll(handle.createQuery("SELECT DISTINCT \"" + column + "\" FROM \"" + table + "\" WHERE \""
                                + column + "\" IS NOT NULL")
                        .mapTo(String.class)
                        .list());
            }
        }
        var looked = said.stream()
                .filter(each ->
                        !tables.contains(each) && !OF_A_MACHINE.matcher(each).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        for (var table : List.of("pupil", "staff")) {
            for (var name : List.of("family_name || ' ' || given_name", "family_name", "given_name")) {
                looked.addAll(handle.createQuery("SELECT " + name + " FROM " + table)
                        .mapTo(String.class)
                        .list());
            }
        }
        return looked;
    }

    private static Map<String, String> read(byte[] bytes) {
        var files = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    @Test
    void the_administrator_alone_takes_it_and_the_journal_keeps_that() {
        try (var school = new Governed(folder)) {
            var admin = school.admin();
            assertThat(admin.get("/device").body()).contains("Tải tệp hỗ trợ");
            assertThat(school.principal().get("/device").body()).doesNotContain("Tải tệp hỗ trợ");
            assertThat(school.principal().post("/device/support").statusCode()).isEqualTo(403);
            assertThat(school.teacher().post("/device/support").statusCode()).isEqualTo(403);
            assertThat(school.lines("support_file")).isEmpty();
            var answer = admin.post("/device/support");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"so-truong-ho-tro.zip\"");
            assertThat(school.lines("support_file")).hasSize(1);
            assertThat(List.of(school.one("SELECT length(sha256) FROM support_file")))
                    .containsExactly("64");
        }
    }
}
