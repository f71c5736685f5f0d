package vn.sotruong.backup.disc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class UsbFolderTest extends DiscContract {
    @Override
    Medium empty(Path folder) throws IOException {
        return new UsbFolder(Files.createDirectories(folder.resolve("stick")));
    }

    @Override
    Medium absent(Path folder) {
        return new UsbFolder(folder.resolve("pulled-out"));
    }

    @Override
    Medium tiny(Path folder) throws IOException {
        return new UsbFolder(Files.createDirectories(folder.resolve("tiny")), 1000);
    }

    @Override
    void flip(Path folder) throws IOException {
        var file = part(folder);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 16;
        Files.write(file, bytes);
    }

    @Override
    void truncate(Path folder) throws IOException {
        try (var channel = FileChannel.open(part(folder), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    @Test
    void a_half_written_folder_of_an_earlier_try_is_replaced() throws Exception {
        var left = folder().resolve("stick/SOTRUONG/.partial-" + name());
        Files.createDirectories(left);
        Files.writeString(left.resolve("half"), "half");
        assertThat(burning().burn(set(), empty(folder())).state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(left).doesNotExist();
    }

    @Test
    void a_set_that_is_there_already_is_read_again_and_not_rewritten() throws Exception {
        var stick = empty(folder());
        assertThat(burning().burn(set(), stick).state()).isEqualTo(Outcome.State.VERIFIED);
        var before = Files.getLastModifiedTime(part(folder()));
        assertThat(burning().burn(set(), stick).state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(Files.getLastModifiedTime(part(folder()))).isEqualTo(before);
        flip(folder());
        assertThat(burning().burn(set(), stick).state()).isEqualTo(Outcome.State.FAILED);
    }

    private static Path part(Path folder) {
        return folder.resolve("stick/SOTRUONG/" + name() + "/data/2026-2027/HK1/csdl-001.zip.p7m");
    }
}
