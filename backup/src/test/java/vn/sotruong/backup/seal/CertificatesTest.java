package vn.sotruong.backup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    @TempDir
    private Path folder;

    @Test
    void a_request_signed_by_another_key_is_refused() {
        var pem = new String(Certificates.request("Máy", Cast.SIGNER_KEY), StandardCharsets.US_ASCII);
        var der = Pem.read("CERTIFICATE REQUEST", pem);
        der[der.length - 4] ^= 1;
        var bent = Pem.write("CERTIFICATE REQUEST", der).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Certificates.issue(
                        bent,
                        Certificates.Use.SIGNER,
                        Cast.AUTHORITY_KEY.getPrivate(),
                        Cast.AUTHORITY,
                        BigInteger.ONE,
                        Cast.NOW,
                        Cast.THEN))
                .isInstanceOf(Broken.class);
    }

    @Test
    void pem_text_goes_there_and_back() {
        assertThat(Certificates.readPem(Certificates.pem(Cast.SIGNER, Cast.AUTHORITY)))
                .containsExactly(Cast.SIGNER, Cast.AUTHORITY);
        assertThatThrownBy(() -> Certificates.readPem("")).isInstanceOf(Broken.class);
        assertThat(Certificates.fingerprint(Cast.SIGNER)).matches("[0-9a-f]{64}");
        assertThat(Certificates.spoken(Cast.SIGNER)).matches("([0-9A-F]{4} ){7}[0-9A-F]{4}");
    }

    @Test
    void the_lan_authority_vouches_for_its_own_names_only() throws Exception {
        var key = Keys.newAuthorityKey(Cast.RANDOM);
        var authority = Certificates.lanAuthority(
                "Sổ Trường Hoa Mai",
                key,
                List.of("sotruong.local", "localhost"),
                List.of("127.0.0.0/8", "192.168.0.0/16"),
                Cast.NOW,
                Cast.THEN);
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem(authority));
        assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.30");
        var own = List.of("sotruong.local", "127.0.0.1", "192.168.1.20");
        assertThat(verify(key.getPrivate(), authority, own)).contains("OK");
        assertThat(verify(key.getPrivate(), authority, List.of("bank.example")))
                .contains("permitted subtree violation");
        assertThat(verify(key.getPrivate(), authority, List.of("8.8.8.8"))).contains("permitted subtree violation");
    }

    private String verify(java.security.PrivateKey caKey, java.security.cert.X509Certificate ca, List<String> names)
            throws Exception {
        var leaf = Certificates.issueFor(
                Cast.SIGNER_KEY.getPublic(),
                "Sổ Trường",
                Certificates.Use.TLS_SERVER,
                names,
                caKey,
                ca,
                BigInteger.TWO,
                Cast.NOW,
                Cast.THEN);
        Files.writeString(folder.resolve("leaf.pem"), Certificates.pem(leaf));
        return Run.of(
                        folder,
                        "openssl",
                        "verify",
                        "-attime",
                        Long.toString(Cast.NOW.getEpochSecond() + 60),
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        "ca.pem",
                        "leaf.pem")
                .out();
    }
}
