package vn.sotruong.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.disc.UsbFolder;
import vn.sotruong.backup.set.SmallSet;

class MainTest {
    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path set = Path.of("");
    private String said = "";
    private String hinted = "";

    @BeforeEach
    void a_set_in_the_tray() throws Exception {
        data = folder.resolve("data");
        set = new SmallSet(folder, "HOAMAI", 60).build(Files.createDirectories(data.resolve("spool/sets")));
    }

    @Test
    void burn_to_stick_and_disc_then_check_both() throws Exception {
        var stick = Files.createDirectories(folder.resolve("stick"));
        var disc = folder.resolve("disc.iso");
        assertThat(run("burn", "--data", data.toString(), "--usb", stick.toString(), "--drive", "stdio:" + disc))
                .isZero();
        assertThat(said).contains("usb " + stick + ": verified").contains("dvd stdio:" + disc + ": verified");
        assertThat(hinted).contains("backup: reading back from");
        assertThat(data.resolve("spool/media"))
                .isDirectoryContaining(each -> each.toString().contains(".usb-"));
        assertThat(run("check", stick.toString())).isZero();
        assertThat(said)
                .contains(set.getFileName() + ": whole")
                .contains("signed by")
                .contains("parity is whole");
        assertThat(run("check", disc.toString())).isZero();
        assertThat(run("check", "--drive", "stdio:" + disc, "--json")).isZero();
        assertThat(new ObjectMapper().readTree(said).path("whole").asBoolean()).isTrue();
    }

    @Test
    void without_a_drive_the_set_waits() throws Exception {
        assertThat(run("burn", "--data", data.toString(), "--drive", "/dev/no-such-drive", "--json"))
                .isEqualTo(1);
        assertThat(new ObjectMapper().readTree(said).path("state").asText()).isEqualTo("WAITING");
        assertThat(run("burn", "--data", data.toString(), "--drive", "/dev/no-such-drive"))
                .isEqualTo(1);
        assertThat(said).contains("waiting").contains("no drive found; connect a DVD writer, the set waits");
    }

    @Test
    void a_stick_that_is_mounted_gets_what_it_lacks_and_then_there_is_nothing_to_do() throws Exception {
        var stick = Files.createDirectories(folder.resolve("0a1b-2c3d"));
        assertThat(run("burn", "--data", data.toString(), "--mounted", stick.toString()))
                .isZero();
        assertThat(said).contains("usb " + stick + ": written, not yet read back");
        assertThat(stick.resolve("SOTRUONG").resolve(set.getFileName())).isDirectory();
        assertThat(run("burn", "--data", data.toString(), "--mounted", stick.toString()))
                .isZero();
        assertThat(said).isEmpty();
        assertThat(hinted).contains("nothing to do");
    }

    @Test
    void a_disc_is_written_once_for_a_set_that_is_for_keeping() throws Exception {
        var disc = folder.resolve("disc.iso");
        assertThat(run("burn", "--data", data.toString(), "--due", "--drive", "/dev/no-such-drive"))
                .as("a set that waits is no failure")
                .isZero();
        assertThat(said).contains("waiting");
        assertThat(run("burn", "--data", data.toString(), "--due", "--drive", "stdio:" + disc))
                .isZero();
        assertThat(said).contains("dvd stdio:" + disc + ": verified");
        assertThat(run("burn", "--data", data.toString(), "--due", "--drive", "stdio:" + folder.resolve("next")))
                .isZero();
        assertThat(hinted).contains("nothing to do");
    }

    @Test
    void a_nightly_set_goes_to_a_stick_when_it_is_the_newest_and_never_to_a_disc() throws Exception {
        var older = set.resolveSibling("HOAMAI-2026-2027-NIGHTLY-20200101T100000Z-7");
        var newest = set.resolveSibling("HOAMAI-2026-2027-NIGHTLY-20990101T100000Z-99");
        copy(set, older);
        copy(set, newest);
        var stick = Files.createDirectories(folder.resolve("0a1b-2c3d"));
        run("burn", "--data", data.toString(), "--mounted", stick.toString());
        assertThat(stick.resolve("SOTRUONG"))
                .isDirectoryContaining(each -> each.endsWith(newest.getFileName()))
                .isDirectoryContaining(each -> each.endsWith(set.getFileName()))
                .isDirectoryNotContaining(each -> each.endsWith(older.getFileName()));
        run("burn", "--data", data.toString(), "--due", "--json", "--drive", "/dev/no-such-drive");
        assertThat(new ObjectMapper().readTree(said).path("set").asText())
                .isEqualTo(set.getFileName().toString());
    }

    private static void copy(Path from, Path to) {
        UsbFolder.copyFolderIn(from, to);
    }

    @Test
    void check_names_the_damaged_file() throws Exception {
        Files.writeString(set.resolve("data/heads.json"), "{}");
        assertThat(run("check", set.toString())).isEqualTo(1);
        assertThat(said)
                .contains("data/heads.json: is damaged: its SHA-512 differs")
                .contains("parity can heal it");
    }

    @Test
    void wrong_usage_and_empty_trays_are_told_apart() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(run("check")).isEqualTo(2);
        assertThat(run("check", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(run("check", data.toString())).isEqualTo(1);
        assertThat(run("burn", "--data", folder.resolve("other").toString())).isEqualTo(1);
        assertThat(hinted).contains("take one first");
        assertThat(run("burn", "--no-such-option")).isEqualTo(2);
    }

    private int run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = Main.run(Clock.systemUTC(), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        said = out.toString();
        hinted = err.toString();
        return exit;
    }
}
