package vn.sotruong.backup.disc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.set.SmallSet;

/** What every medium must do: the same steps and the same refusals, whatever it is made of. */
abstract class DiscContract {
    @TempDir
    private static Path tray;

    private static Path set = Path.of("");

    @TempDir
    private Path folder;

    final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void one_set() throws SQLException, IOException {
        set = new SmallSet(tray, "HOAMAI", 300).build(Files.createDirectories(tray.resolve("sets")));
    }

    /** A medium that is there and empty. */
    abstract Medium empty(Path folder) throws IOException;

    /** A medium that is not there. */
    abstract Medium absent(Path folder) throws IOException;

    /** A medium that is there and too small for any set. */
    abstract Medium tiny(Path folder) throws IOException;

    /** Spoils what lies on the medium of {@link #empty}: one bit somewhere in the middle. */
    abstract void flip(Path folder) throws IOException;

    /** Cuts off the second half of what lies there. */
    abstract void truncate(Path folder) throws IOException;

    static Path set() {
        return set;
    }

    Path folder() {
        return folder;
    }

    @Test
    void a_set_is_written_read_back_and_verified() throws Exception {
        var outcome = burning().burn(set, empty(folder));
        assertThat(outcome.details()).isEmpty();
        assertThat(outcome.state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(progress).hasSize(4);
        var saved = saved();
        assertThat(saved).hasSize(1);
        assertThat(saved.getFirst().path("state").asText()).isEqualTo("VERIFIED");
        assertThat(saved.getFirst().path("tag_sum").asText()).hasSize(128);
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void what_is_copied_in_again_is_the_set() throws Exception {
        var medium = empty(folder);
        assertThat(medium.write(set)).isEqualTo(new Medium.Step.Done());
        assertThat(medium.copyIn(name(), folder.resolve("in"))).isEqualTo(new Medium.Step.Done());
        assertThat(Checkup.of(folder.resolve("in")).findings()).isEmpty();
    }

    @Test
    void without_a_medium_the_set_waits_and_says_so() throws Exception {
        var outcome = burning().burn(set, absent(folder));
        assertThat(outcome.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(outcome.reason()).isIn(Medium.Reason.NO_DRIVE, Medium.Reason.NO_MEDIUM);
        assertThat(saved().getFirst().path("state").asText()).isEqualTo("WAITING");
        assertThat(burning().burn(set, empty(folder)).state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(saved()).as("the waiting is over").hasSize(1);
    }

    @Test
    void a_medium_that_is_too_small_is_refused_before_anything_is_written() throws Exception {
        var outcome = burning().burn(set, tiny(folder));
        assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
        assertThat(outcome.reason()).isEqualTo(Medium.Reason.TOO_SMALL);
        assertThat(outcome.details().getFirst()).contains("MB needed");
    }

    @Test
    void one_flipped_bit_on_the_medium_is_found_when_reading_back() throws Exception {
        var outcome = burning().burn(set, new Spoiling(empty(folder), () -> flip(folder)));
        assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
        assertThat(outcome.reason()).isEqualTo(Medium.Reason.DIFFERENT);
        assertThat(outcome.details()).isNotEmpty();
    }

    @Test
    void a_truncated_medium_is_found_when_reading_back() throws Exception {
        var outcome = burning().burn(set, new Spoiling(empty(folder), () -> truncate(folder)));
        assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
        assertThat(outcome.details()).isNotEmpty();
    }

    @Test
    void a_damaged_set_is_not_put_onto_a_medium() throws Exception {
        var copy = folder.resolve(name());
        UsbFolder.copyFolderIn(set, copy);
        Files.writeString(copy.resolve("bag-info.txt"), "Payload-Oxum: 1.1\n");
        var outcome = burning().burn(copy, empty(folder));
        assertThat(outcome.reason()).isEqualTo(Medium.Reason.SET_DAMAGED);
    }

    Burning burning() {
        return new Burning(
                folder.resolve("media"),
                folder.resolve("work"),
                Clock.fixed(Instant.parse("2026-11-21T11:00:00Z"), ZoneOffset.UTC),
                progress::add);
    }

    static String name() {
        return set.getFileName().toString();
    }

    private List<JsonNode> saved() throws IOException {
        var all = new ArrayList<JsonNode>();
        try (var files = Files.list(folder.resolve("media"))) {
            for (var file : files.sorted().toList()) {
                all.add(new ObjectMapper().readTree(Files.readString(file)));
            }
        }
        return all;
    }
}
