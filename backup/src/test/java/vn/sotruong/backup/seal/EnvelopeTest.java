package vn.sotruong.backup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.backup.seal.Cast.ARCHIVE;
import static vn.sotruong.backup.seal.Cast.ARCHIVE_KEY;
import static vn.sotruong.backup.seal.Cast.OFFICE;
import static vn.sotruong.backup.seal.Cast.OFFICE_KEY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeTest {
    private static final byte[] MARKS = "Trần Thị An,Toán,8,5\n".repeat(400).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void each_recipient_opens_it_here_and_with_openssl() throws Exception {
        var sealed = Envelope.sealBytes(MARKS, List.of(OFFICE, ARCHIVE));
        assertThat(Envelope.openBytes(sealed, OFFICE_KEY.getPrivate(), OFFICE)).isEqualTo(MARKS);
        Files.write(folder.resolve("body.p7m"), sealed);
        for (var who : List.of("office", "archive")) {
            var office = who.equals("office");
            Files.writeString(folder.resolve("r.pem"), Certificates.pem(office ? OFFICE : ARCHIVE));
            Keys.writePrivate(folder.resolve(who + ".key"), (office ? OFFICE_KEY : ARCHIVE_KEY).getPrivate());
            var opened = Run.of(
                    folder,
                    "openssl",
                    "cms",
                    "-decrypt",
                    "-inform",
                    "DER",
                    "-binary",
                    "-in",
                    "body.p7m",
                    "-recip",
                    "r.pem",
                    "-inkey",
                    who + ".key",
                    "-out",
                    "plain");
            assertThat(opened.exit()).as(opened.out()).isZero();
            assertThat(Files.readAllBytes(folder.resolve("plain"))).isEqualTo(MARKS);
        }
    }

    @Test
    void a_file_appears_only_when_everything_was_right() throws Exception {
        var sealed = Envelope.sealBytes(MARKS, List.of(ARCHIVE));
        var good = Files.write(folder.resolve("good.p7m"), sealed);
        sealed[sealed.length - 20] ^= 1;
        var bent = Files.write(folder.resolve("bent.p7m"), sealed);
        var out = folder.resolve("plain");
        assertThatThrownBy(() -> Envelope.open(bent, out, ARCHIVE_KEY.getPrivate(), ARCHIVE))
                .isInstanceOf(Broken.class);
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("plain"));
        Envelope.open(good, out, ARCHIVE_KEY.getPrivate(), ARCHIVE);
        assertThat(Files.readAllBytes(out)).isEqualTo(MARKS);
        assertThat(Files.getPosixFilePermissions(out)).hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void large_bodies_stream_through() throws Exception {
        var large = new byte[9_000_000];
        new Random(7).nextBytes(large);
        var file = folder.resolve("large.p7m");
        try (var out = Files.newOutputStream(file)) {
            Envelope.seal(new java.io.ByteArrayInputStream(large), out, List.of(ARCHIVE));
        }
        Envelope.open(file, folder.resolve("large"), ARCHIVE_KEY.getPrivate(), ARCHIVE);
        assertThat(Files.mismatch(folder.resolve("large"), Files.write(folder.resolve("was"), large)))
                .isEqualTo(-1);
    }

    @Test
    void no_flipped_bit_changes_the_contents() {
        var random = new Random(20261121);
        var sealed = Envelope.sealBytes(MARKS, List.of(ARCHIVE));
        var refused = 0;
        for (var i = 0; i < 500; i++) {
            var bent = SignaturesTest.flipped(sealed, random);
            try {
                assertThat(Envelope.openBytes(bent, ARCHIVE_KEY.getPrivate(), ARCHIVE))
                        .isEqualTo(MARKS);
            } catch (Broken e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(480);
    }

    @Test
    void truncations_and_additions_are_refused() {
        var sealed = Envelope.sealBytes(new byte[] {1, 2, 3}, List.of(ARCHIVE));
        for (var length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> Envelope.openBytes(cut, ARCHIVE_KEY.getPrivate(), ARCHIVE))
                    .as("cut to %d of %d", length, sealed.length)
                    .isInstanceOf(Broken.class);
        }
        var longer = Arrays.copyOf(sealed, sealed.length + 1);
        assertThatThrownBy(() -> Envelope.openBytes(longer, ARCHIVE_KEY.getPrivate(), ARCHIVE))
                .isInstanceOf(Broken.class);
    }

    @Test
    void whoever_is_not_a_recipient_is_told_so() {
        var sealed = Envelope.sealBytes(MARKS, List.of(ARCHIVE));
        assertThatThrownBy(() -> Envelope.openBytes(sealed, OFFICE_KEY.getPrivate(), OFFICE))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("not for this recipient");
        assertThatThrownBy(() -> Envelope.openBytes(sealed, OFFICE_KEY.getPrivate(), ARCHIVE))
                .isInstanceOf(Broken.class);
    }

    @Test
    void an_envelope_without_a_tag_is_refused() throws Exception {
        Files.write(folder.resolve("plain"), MARKS);
        Files.writeString(folder.resolve("r.pem"), Certificates.pem(ARCHIVE));
        for (var cipher : List.of("-aes-256-cbc", "-aes-128-gcm")) {
            var sealed = Run.of(
                    folder,
                    "openssl",
                    "cms",
                    "-encrypt",
                    "-binary",
                    cipher,
                    "-in",
                    "plain",
                    "-outform",
                    "DER",
                    "-out",
                    "body.p7m",
                    "-recip",
                    "r.pem",
                    "-keyopt",
                    "rsa_padding_mode:oaep");
            assertThat(sealed.exit()).as(sealed.out()).isZero();
            var body = Files.readAllBytes(folder.resolve("body.p7m"));
            assertThatThrownBy(() -> Envelope.openBytes(body, ARCHIVE_KEY.getPrivate(), ARCHIVE))
                    .isInstanceOf(Broken.class);
        }
    }
}
