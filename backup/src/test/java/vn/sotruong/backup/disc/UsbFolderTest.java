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

    @Test
    void a_stick_whose_folder_is_a_link_to_elsewhere_is_refused_and_elsewhere_stays_as_it_was() throws Exception {
        var elsewhere = Files.createDirectories(folder().resolve("elsewhere"));
        var stick = empty(folder());
        Files.createSymbolicLink(folder().resolve("stick/SOTRUONG"), elsewhere);
        refused(burning().burn(set(), stick));
        refused(burning().write(set(), stick));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_set_that_is_a_link_to_elsewhere_is_refused() throws Exception {
        var elsewhere = Files.createDirectories(folder().resolve("elsewhere"));
        var stick = empty(folder());
        Files.createDirectories(folder().resolve("stick/SOTRUONG"));
        Files.createSymbolicLink(folder().resolve("stick/SOTRUONG/" + name()), elsewhere);
        refused(burning().burn(set(), stick));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void leftovers_of_any_earlier_set_go_and_what_they_link_to_stays() throws Exception {
        var precious = Files.writeString(folder().resolve("precious"), "kept");
        var stick = empty(folder());
        var sets = Files.createDirectories(folder().resolve("stick/SOTRUONG"));
        Files.createDirectories(sets.resolve(".partial-older/data"));
        Files.createSymbolicLink(sets.resolve(".partial-older/data/link"), precious);
        Files.createSymbolicLink(sets.resolve(".partial-" + name()), folder().resolve("nowhere"));
        assertThat(burning().burn(set(), stick).state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(sets).isDirectoryContaining(each -> each.endsWith(name()));
        assertThat(sets).isDirectoryNotContaining(each -> each.toString().contains(".partial-"));
        assertThat(precious).hasContent("kept");
    }

    @Test
    void neither_links_nor_pipes_on_a_stick_are_opened() throws Exception {
        var stick = empty(folder());
        assertThat(stick.write(set())).isEqualTo(new Medium.Step.Done());
        var strange = folder().resolve("stick/SOTRUONG/" + name() + "/data/strange");
        Files.createSymbolicLink(strange, Path.of("/etc/passwd"));
        assertThat(stick.copyIn(name(), folder().resolve("in")))
                .isEqualTo(new Medium.Step.Failed(Medium.Reason.STRANGE_FOLDER, "data/strange"));
        assertThat(folder().resolve("in/data/strange")).doesNotExist();
        Files.delete(strange);
        assertThat(new ProcessBuilder("mkfifo", strange.toString()).start().waitFor())
                .isZero();
        assertThat(stick.copyIn(name(), folder().resolve("again"))).isInstanceOf(Medium.Step.Failed.class);
    }

    @Test
    void a_copy_that_cannot_be_written_is_no_copy() throws Exception {
        var into = Files.createDirectories(folder().resolve("in"));
        Files.writeString(into.resolve("bagit.txt"), "in the way");
        assertThat(UsbFolder.copyFolderIn(set(), into))
                .isInstanceOfSatisfying(
                        Medium.Step.Failed.class,
                        step -> assertThat(step.reason()).isEqualTo(Medium.Reason.NO_ROOM));
    }

    @Test
    void of_a_folder_that_is_no_set_only_so_much_is_counted() throws Exception {
        var stick = new UsbFolder(folder().resolve("stick"));
        var strange = Files.createDirectories(stick.placeOf("strange"));
        for (var i = 0; i < 5000; i++) {
            Files.createFile(strange.resolve("file-" + i));
        }
        assertThat(stick.extent("strange").isNoSet()).isTrue();
        Files.delete(strange.resolve("file-0"));
        assertThat(stick.extent("strange")).isEqualTo(new Extent(5000, 0));
    }

    @Test
    void writing_and_comparing_in_two_goes_ends_in_one_result() throws Exception {
        var stick = empty(folder());
        assertThat(burning().write(set(), stick).state()).isEqualTo(Outcome.State.WRITTEN);
        assertThat(folder().resolve("media")).isDirectoryContaining("glob:**-stick-written.json");
        assertThat(burning().compare(set(), stick).state()).isEqualTo(Outcome.State.VERIFIED);
        assertThat(folder().resolve("media")).isDirectoryNotContaining("glob:**-written.json");
        flip(folder());
        assertThat(burning().compare(set(), stick).reason()).isEqualTo(Medium.Reason.DIFFERENT);
    }

    private static void refused(Outcome outcome) {
        assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
        assertThat(outcome.reason()).isEqualTo(Medium.Reason.STRANGE_FOLDER);
    }

    private static Path part(Path folder) {
        return folder.resolve("stick/SOTRUONG/" + name() + "/data/2026-2027/HK1/csdl-001.zip.p7m");
    }
}
