package vn.sotruong.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {
    @TempDir
    private Path all;

    private Path group(String name, String most, long used, long idle) throws IOException {
        var group = Files.createDirectories(all.resolve(name));
        Files.writeString(group.resolve("memory.max"), most + "\n");
        Files.writeString(group.resolve("memory.current"), used + "\n");
        Files.writeString(group.resolve("memory.stat"), "anon 5\ninactive_file " + idle + "\nactive_file 9\n");
        return group;
    }

    @Test
    void what_is_left_is_the_limit_less_what_is_used_and_cannot_be_given_up() throws IOException {
        assertThat(ControlGroup.free(all, group("app", "1000", 700, 100))).isEqualTo(400);
        assertThat(ControlGroup.free(all, group("past", "1000", 1200, 0))).isZero();
    }

    @Test
    void without_a_limit_anything_fits_and_a_narrower_group_around_it_counts() throws IOException {
        assertThat(ControlGroup.free(all, group("free", "max", 700, 0))).isEqualTo(Long.MAX_VALUE);
        assertThat(ControlGroup.free(all, all.resolve("none"))).isEqualTo(Long.MAX_VALUE);
        group("slice", "500", 450, 0);
        assertThat(ControlGroup.free(all, group("slice/app", "1000", 100, 0))).isEqualTo(50);
    }
}
