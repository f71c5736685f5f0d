package vn.sotruong.backup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;

class KeyDrawerTest {
    /** As SEAL.md tells: the store's key 00 01 … 1f, and a P-256 key that stock openssl wrote under what it gives. */
    private static final String PASSPHRASE = "43563da6e98c8c15bd4fdffc1debb70f1bd2a6ec7f38f53f5cabeef6f355d5b6";

    private static final String GOLDEN = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjJWGWv1VS5pAICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJ31fpTog+FnT+as4lwbCjMEgZD2
            SsLMAfTPCuygD7pmvJZ8uRszTD2bhD+AFuXfMVKj76wyMnejB5S83cicFciyXA9V
            up0FO8rvpY6wYjJcEU9VHLGvcPmSWWjbqdFeihURz/cBsCoHyLCU3bXphqRQWDaG
            D3+iccUFKE4JavgojWoMfr2fxza8NlzwCqiVqCb04W9I0Em4cIy+P6RILDB4lDg=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    @TempDir
    private Path folder;

    private KeyDrawer drawer;

    @BeforeEach
    void open() {
        drawer = KeyDrawer.under(passphrase(), folder);
    }

    private static char[] passphrase() {
        var bytes = new byte[32];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return DatabaseKey.of(bytes).derive("sotruong keys v1");
    }

    private static X509Certificate certificate(KeyPair pair) {
        var now = Instant.now();
        return Certificates.selfSigned("device", pair, Certificates.Use.SIGNER, now, now.plus(Duration.ofDays(1)));
    }

    @Test
    void the_passphrase_of_a_store_s_key_is_what_stock_tools_derive() throws Exception {
        assertThat(passphrase()).containsExactly(PASSPHRASE.toCharArray());
        var stock = Run.of(
                folder,
                "openssl",
                "kdf",
                "-keylen",
                "32",
                "-kdfopt",
                "digest:SHA2-256",
                "-kdfopt",
                "hexkey:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                "-kdfopt",
                "info:sotruong keys v1",
                "HKDF");
        assertThat(stock.out().strip().replace(":", "")).isEqualToIgnoringCase(PASSPHRASE);
    }

    @Test
    void a_key_that_stock_openssl_laid_under_it_comes_out() {
        var key = (ECPrivateKey) Keys.decrypt(GOLDEN, passphrase());
        assertThat(key.getS().toString(16))
                .isEqualTo("ad1579f475b8595e077dc6fa0fe23cf034444a5b256b796aff71c0fa3300cd5");
    }

    @Test
    void a_key_that_was_put_in_comes_out_here_and_with_openssl_and_is_for_its_owner_alone() throws Exception {
        var pair = Keys.newSigningKey(Cast.RANDOM);
        drawer.put("device", pair.getPrivate());
        assertThat(drawer.get("device", certificate(pair))).isEqualTo(pair.getPrivate());
        var file = folder.resolve("device.key");
        assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
        var opened = Run.of(
                folder, "openssl", "pkey", "-in", "device.key", "-passin", "pass:" + PASSPHRASE, "-noout", "-text");
        assertThat(opened.out()).contains("P-256");
        assertThatThrownBy(() -> drawer.put("device", pair.getPrivate())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void another_passphrase_another_certificate_and_a_plain_key_are_refused() {
        var pair = Keys.newSigningKey(Cast.RANDOM);
        var other = Keys.newSigningKey(Cast.RANDOM);
        drawer.put("device", pair.getPrivate());
        var own = certificate(pair);
        assertThatThrownBy(() -> KeyDrawer.under("guess".toCharArray(), folder).get("device", own))
                .isInstanceOf(WrongPassphrase.class);
        assertThatThrownBy(() -> drawer.get("device", certificate(other))).isInstanceOf(Broken.class);
        Keys.writePrivate(folder.resolve("planted.key"), pair.getPrivate());
        assertThatThrownBy(() -> drawer.get("planted", own)).isInstanceOf(Broken.class);
    }

    @Test
    void a_plain_key_of_old_is_laid_under_the_passphrase_once() throws Exception {
        var pair = Keys.newSigningKey(Cast.RANDOM);
        Keys.writePrivate(folder.resolve("device.key"), pair.getPrivate());
        drawer.wrap("device", "drill");
        var wrapped = Files.readString(folder.resolve("device.key"));
        assertThat(wrapped).contains("ENCRYPTED");
        assertThat(drawer.get("device", certificate(pair))).isEqualTo(pair.getPrivate());
        drawer.wrap("device");
        assertThat(folder.resolve("device.key")).hasContent(wrapped);
        assertThat(folder.resolve("drill.key")).doesNotExist();
    }
}
