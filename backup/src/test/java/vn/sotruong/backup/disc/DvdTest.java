package vn.sotruong.backup.disc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.set.Program;

/** The real xorriso, burning into a file that stands for a disc. */
class DvdTest extends DiscContract {
    @Override
    Medium empty(Path folder) {
        return new Dvd("stdio:" + folder.resolve("disc.iso"));
    }

    @Override
    Medium absent(Path folder) {
        return new Dvd("/dev/no-such-drive");
    }

    @Override
    Medium tiny(Path folder) {
        return new Dvd("stdio:" + folder.resolve("tiny.iso"), 100_000);
    }

    @Override
    void flip(Path folder) throws IOException {
        try (var disc = new RandomAccessFile(folder.resolve("disc.iso").toFile(), "rw")) {
            var part = Files.readAllBytes(set().resolve("data/2026-2027/HK1/csdl-001.zip.p7m"));
            var at = find(folder.resolve("disc.iso"), part) + part.length / 2;
            disc.seek(at);
            var was = disc.read();
            disc.seek(at);
            disc.write(was ^ 16);
        }
    }

    @Override
    void truncate(Path folder) throws IOException {
        try (var disc = new RandomAccessFile(folder.resolve("disc.iso").toFile(), "rw")) {
            var part = Files.readAllBytes(set().resolve("data/2026-2027/HK1/csdl-001.zip.p7m"));
            disc.setLength(find(folder.resolve("disc.iso"), part) + part.length / 2);
        }
    }

    @Test
    void a_disc_that_was_used_is_not_written_again() throws Exception {
        var disc = empty(folder());
        assertThat(burning().burn(set(), disc).state()).isEqualTo(Outcome.State.VERIFIED);
        var again = burning().burn(set(), disc);
        assertThat(again.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(again.reason()).isEqualTo(Medium.Reason.MEDIUM_USED);
    }

    @Test
    void a_write_that_fails_midway_spoils_the_disc() throws Exception {
        var outcome = burning().burn(set(), new Dvd("stdio:/dev/full"));
        assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
        assertThat(outcome.reason()).isIn(Medium.Reason.WRITE_FAILED, Medium.Reason.TOO_SMALL);
    }

    @Test
    void an_empty_disc_has_nothing_to_read() {
        assertThat(new Dvd("stdio:" + folder().resolve("blank.iso")).copyIn(folder().resolve("in")))
                .isNotEqualTo(new Medium.Step.Done());
    }

    @Test
    void a_disc_tells_how_much_lies_on_it() throws Exception {
        var disc = new Dvd("stdio:" + folder().resolve("disc.iso"));
        assertThat(disc.extent().bytes()).isZero();
        assertThat(disc.write(set())).isEqualTo(new Medium.Step.Done());
        assertThat(disc.extent()).isEqualTo(Extent.of(set()));
    }

    @Test
    void what_comes_from_a_disc_belongs_to_whoever_copied_it_whatever_its_modes_were() throws Exception {
        var iso = foreign("-chmod_r", "a-w", "/", "--");
        var into = folder().resolve("in");
        assertThat(new Dvd("stdio:" + iso).copyIn(into)).isEqualTo(new Medium.Step.Done());
        assertThat(modes(into)).containsExactly("rw-r-----", "rwxr-x---");
        Folders.delete(into);
        assertThat(into).doesNotExist();
    }

    @Test
    void a_link_on_a_disc_is_no_part_of_a_set() throws Exception {
        var strange = Files.createSymbolicLink(folder().resolve("link"), Path.of("/etc/passwd"));
        var iso = foreign("-map", strange.toString(), "/data/strange");
        assertThat(new Dvd("stdio:" + iso).copyIn(folder().resolve("in")))
                .isEqualTo(new Medium.Step.Failed(Medium.Reason.STRANGE_FOLDER, "data/strange"));
    }

    /** A disc with the set that was written by other means than ours. */
    private Path foreign(String... more) throws Exception {
        var iso = folder().resolve("foreign.iso");
        var command = new ArrayList<>(List.of("xorriso", "-no_rc", "-outdev", "stdio:" + iso, "-map", set() + "", "/"));
        command.addAll(List.of(more));
        command.add("-commit");
        assertThat(Program.run(folder(), command).exit()).isZero();
        return iso;
    }

    private static Set<String> modes(Path folder) throws IOException {
        var modes = new TreeSet<String>();
        try (var all = Files.walk(folder)) {
            for (var each : all.toList()) {
                modes.add(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS)));
            }
        }
        return modes;
    }

    @Test
    void no_flipped_bit_of_a_disc_image_changes_what_is_read_unseen() throws Exception {
        var random = new Random(20261121);
        var iso = folder().resolve("disc.iso");
        var disc = new Dvd("stdio:" + iso);
        assertThat(disc.write(set())).isEqualTo(new Medium.Step.Done());
        var was = Files.readAllBytes(iso);
        for (var i = 0; i < 25; i++) {
            var bent = was.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(iso, bent);
            var into = folder().resolve("in-" + i);
            if (disc.copyIn(into) instanceof Medium.Step.Done
                    && Checkup.of(into).findings().isEmpty()) {
                assertThat(Files.mismatch(into.resolve("manifest-sha512.txt"), set().resolve("manifest-sha512.txt")))
                        .isEqualTo(-1);
            }
        }
    }

    /** What xorriso 1.5 prints for real drives; its exit code is 0 for all but the last. */
    @Test
    void the_words_of_xorriso_tell_what_is_in_the_drive() {
        assertThat(MediaStatus.parse(0, "Media current: is not present\nMedia status : is not present\n"))
                .isEqualTo(MediaStatus.ABSENT);
        assertThat(MediaStatus.parse(0, "Media current: DVD+R\nMedia status : is blank\n"))
                .isEqualTo(MediaStatus.BLANK);
        assertThat(MediaStatus.parse(0, "Media status : is written , is closed\n"))
                .isEqualTo(MediaStatus.USED);
        assertThat(MediaStatus.parse(5, "xorriso : FAILURE : Cannot acquire drive '/dev/sr0'\n"))
                .isEqualTo(MediaStatus.NO_DRIVE);
        assertThat(MediaStatus.parse(5, "xorriso : FAILURE : Drive address '/dev/sr9' rejected because: not existing"))
                .isEqualTo(MediaStatus.NO_DRIVE);
        assertThat(MediaStatus.parse(5, "anything else")).isEqualTo(MediaStatus.UNSUITABLE);
    }

    private static long find(Path disc, byte[] part) throws IOException {
        var all = new String(Files.readAllBytes(disc), StandardCharsets.ISO_8859_1);
        var at = all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
        assertThat(at).isPositive();
        return at;
    }
}
