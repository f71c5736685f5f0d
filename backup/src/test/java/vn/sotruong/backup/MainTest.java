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
