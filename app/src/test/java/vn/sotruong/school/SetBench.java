package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.bench.Figures;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.demo.HoaMai;
import vn.sotruong.school.safekeeping.Session;
import vn.sotruong.school.safekeeping.Taking;

/** Đo bộ sao lưu: the set of the school Hoa Mai, beside copying and reading as many bytes on the same disk. */
@Tag("bench")
class SetBench {
    @TempDir
    private Path folder;

    @Test
    void a_set_is_built_and_read_back() throws Exception {
        var data = new DataFolder(folder.resolve("data"));
        assertThat(Main.commandLine().execute("seed", "--data", data.root().toString()))
                .isEqualTo(Main.DONE);
        try (var house = House.open(data, Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom())) {
            var building = Figures.measure(
                    0,
                    1,
                    () -> assertThat(house.safekeeping.take(HoaMai.BUILDER, Session.ASKED))
                            .isInstanceOf(Taking.Made.class));
            var set = newest(house.safekeeping.tray());
            var reading = Figures.measure(
                    0, 3, () -> assertThat(Checkup.of(set).findings()).isEmpty());
            var bytes = Checkup.of(set).bytes();
            Figures.put("set, KiB", bytes / 1024.0);
            var copying = Figures.measure(0, 3, () -> copy(set));
            var hashing = Figures.measure(0, 3, () -> hash(set));
            Figures.keep("building a set", building, "copying as many bytes durably", copying);
            Figures.keep("reading a set back", reading, "reading as many bytes for SHA-512", hashing);
        }
    }

    private static Path newest(Path tray) throws Exception {
        try (var sets = Files.list(tray)) {
            return sets.filter(Files::isDirectory)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void copy(Path set) throws Exception {
        var target = folder.resolve("copy");
        try (var files = Files.walk(set);
                var out = Files.newOutputStream(target)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, out);
            }
        }
        try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void hash(Path set) throws Exception {
        try (var files = Files.walk(set)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-512"))) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }
}
