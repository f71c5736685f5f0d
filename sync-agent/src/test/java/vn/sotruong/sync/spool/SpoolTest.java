package vn.sotruong.sync.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.sotruong.sync.spool.Spool.Tray;

class SpoolTest {
    private static final Pattern ANY = Pattern.compile(".*");

    @TempDir
    Path data;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = new Spool(data);
    }

    @Test
    void a_file_appears_whole_under_its_tray() {
        var file = spool.put(Tray.OUTBOX, "b.zip", new byte[] {1, 2});
        assertThat(file).isEqualTo(data.resolve("spool/outbox/b.zip")).hasBinaryContent(new byte[] {1, 2});
        assertThat(spool.find(Tray.OUTBOX, "b.zip")).contains(file);
        assertThat(spool.find(Tray.INBOX, "b.zip")).isEmpty();
    }

    @Test
    void the_same_again_is_no_fault_and_something_else_is() {
        spool.put(Tray.OUTBOX, "b.zip", new byte[] {1});
        spool.put(Tray.OUTBOX, "b.zip", new byte[] {1});
        assertThatThrownBy(() -> spool.put(Tray.OUTBOX, "b.zip", new byte[] {2}))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(spool.find(Tray.OUTBOX, "b.zip").orElseThrow()).hasBinaryContent(new byte[] {1});
    }

    @Test
    void a_writer_that_fails_leaves_nothing_to_see_and_may_try_again() {
        assertThatThrownBy(() -> spool.put(Tray.SETS, "s", out -> {
                    out.write(1);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(spool.list(Tray.SETS, ANY)).isEmpty();
        spool.put(Tray.SETS, "s", new byte[] {1});
        assertThat(spool.list(Tray.SETS, ANY)).hasSize(1);
    }

    @Test
    void only_finished_plain_files_are_listed_by_name() throws Exception {
        spool.put(Tray.INBOX, "b", new byte[1]);
        spool.put(Tray.INBOX, "a", new byte[1]);
        var inbox = spool.folder(Tray.INBOX);
        Files.write(inbox.resolve(".c.partial"), new byte[1]);
        Files.createDirectory(inbox.resolve("d"));
        Files.createSymbolicLink(inbox.resolve("e"), Path.of("a"));
        assertThat(spool.list(Tray.INBOX, ANY))
                .extracting(Path::getFileName)
                .containsExactly(Path.of("a"), Path.of("b"));
        assertThat(spool.find(Tray.INBOX, "e")).isEmpty();
    }

    @Test
    void what_was_pruned_is_gone() {
        spool.put(Tray.MEDIA, "x", new byte[1]);
        spool.prune(Tray.MEDIA, "x");
        spool.prune(Tray.MEDIA, "x");
        assertThat(spool.list(Tray.MEDIA, ANY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", ".hidden", "a\u0000b", "đ", "-x"})
    void names_that_lead_elsewhere_are_refused(String name) {
        assertThatThrownBy(() -> spool.put(Tray.OUTBOX, name, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spool.prune(Tray.OUTBOX, name)).isInstanceOf(IllegalArgumentException.class);
    }
}
