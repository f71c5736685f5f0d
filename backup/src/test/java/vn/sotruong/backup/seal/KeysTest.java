package vn.sotruong.backup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    private Path folder;

    @Test
    void a_written_key_is_read_back_and_is_for_its_owner_alone() throws Exception {
        var file = folder.resolve("device.key");
        Keys.writePrivate(file, Cast.SIGNER_KEY.getPrivate());
        assertThat(Keys.readPrivate(file)).isEqualTo(Cast.SIGNER_KEY.getPrivate());
        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
        assertThatThrownBy(() -> Keys.writePrivate(file, Cast.SIGNER_KEY.getPrivate()))
                .isInstanceOf(UncheckedIOException.class);
        var shown = Run.of(folder, "openssl", "pkey", "-in", "device.key", "-noout", "-text");
        assertThat(shown.out()).contains("P-256");
    }

    @Test
    void an_encrypted_key_opens_with_its_passphrase_here_and_with_openssl() throws Exception {
        var passphrase = Cards.passphrase(CardsTest.secret());
        var pem = Keys.encrypted(Cast.ARCHIVE_KEY.getPrivate(), passphrase);
        assertThat(pem).contains("ENCRYPTED");
        assertThat(Keys.decrypt(pem, passphrase)).isEqualTo(Cast.ARCHIVE_KEY.getPrivate());
        Files.writeString(folder.resolve("archive.p8.pem"), pem);
        Files.writeString(folder.resolve("pass"), new String(passphrase));
        var opened = Run.of(folder, "openssl", "pkey", "-in", "archive.p8.pem", "-passin", "file:pass", "-noout");
        assertThat(opened.exit()).as(opened.out()).isZero();
    }

    @Test
    void a_wrong_passphrase_is_told_apart_from_a_damaged_key() {
        var pem = Keys.encrypted(Cast.SIGNER_KEY.getPrivate(), "đúng".toCharArray());
        assertThat(Keys.decrypt(pem, "đúng".toCharArray())).isEqualTo(Cast.SIGNER_KEY.getPrivate());
        assertThatThrownBy(() -> Keys.decrypt(pem, "sai".toCharArray())).isInstanceOf(WrongPassphrase.class);
        assertThatThrownBy(() -> Keys.decrypt("nothing", "sai".toCharArray())).isInstanceOf(Broken.class);
        assertThatThrownBy(() -> Keys.decrypt(pem.substring(0, 200), "sai".toCharArray()))
                .isInstanceOf(Broken.class);
    }

    @Test
    void weak_recipient_keys_are_not_made() {
        assertThatThrownBy(() -> Keys.newRecipientKey(2048, Cast.RANDOM)).isInstanceOf(IllegalArgumentException.class);
    }
}
