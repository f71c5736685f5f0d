package vn.sotruong.school.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.KeyDrawer;

class DeviceTest {
    @TempDir
    private Path folder;

    private Device open() {
        return Device.open(KeyDrawer.plain(folder), "79000001", Clock.systemUTC(), new SecureRandom());
    }

    @Test
    void the_keys_are_made_once_and_are_for_their_owner_alone() throws Exception {
        var first = open();
        var again = open();
        assertThat(again.signer()).isEqualTo(first.signer());
        assertThat(again.receiver()).isEqualTo(first.receiver());
        assertThat(Files.getPosixFilePermissions(folder.resolve("device.key")))
                .hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void certificates_of_another_box_are_refused() {
        var ours = open();
        var other = Device.open(
                KeyDrawer.plain(folder.resolve("other")), "79000002", Clock.systemUTC(), new SecureRandom());
        assertThatThrownBy(() -> ours.certified(folder, other.signerCertificate(), other.receiverCertificate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(open().signerCertificate()).isEqualTo(ours.signerCertificate());
    }
}
