package vn.sotruong.backup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.backup.seal.Cast.AUTHORITY;
import static vn.sotruong.backup.seal.Cast.SIGNER;
import static vn.sotruong.backup.seal.Cast.SIGNER_KEY;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
    private static final byte[] LABEL = "{\"school\":\"Trường THCS Hoa Mai\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void a_detached_signature_holds_for_us_and_for_openssl() throws Exception {
        var p7s = Signatures.signDetached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        assertThat(Signatures.verifyDetached(LABEL, p7s, AUTHORITY, Cast.NOW)).isEqualTo(SIGNER);
        Files.write(folder.resolve("label.json"), LABEL);
        Files.write(folder.resolve("label.json.p7s"), p7s);
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem(AUTHORITY));
        var verified = Run.of(
                folder,
                "openssl",
                "cms",
                "-verify",
                "-cades",
                "-inform",
                "DER",
                "-binary",
                "-in",
                "label.json.p7s",
                "-content",
                "label.json",
                "-CAfile",
                "ca.pem",
                "-out",
                "/dev/null");
        assertThat(verified.exit()).as(verified.out()).isZero();
        Files.write(folder.resolve("label.json"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(Run.of(
                                folder,
                                "openssl",
                                "cms",
                                "-verify",
                                "-cades",
                                "-inform",
                                "DER",
                                "-binary",
                                "-in",
                                "label.json.p7s",
                                "-content",
                                "label.json",
                                "-CAfile",
                                "ca.pem",
                                "-out",
                                "/dev/null")
                        .exit())
                .isNotZero();
    }

    @Test
    void an_attached_signature_holds_for_us_and_for_openssl() throws Exception {
        var p7m = Signatures.signAttached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        var opened = Signatures.verifyAttached(p7m, AUTHORITY, null);
        assertThat(opened.content()).isEqualTo(LABEL);
        assertThat(opened.signer()).isEqualTo(SIGNER);
        Files.write(folder.resolve("receipt.p7m"), p7m);
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem(AUTHORITY));
        var verified = Run.of(
                folder,
                "openssl",
                "cms",
                "-verify",
                "-cades",
                "-inform",
                "DER",
                "-binary",
                "-in",
                "receipt.p7m",
                "-CAfile",
                "ca.pem",
                "-out",
                "receipt.json");
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("receipt.json"))).isEqualTo(LABEL);
    }

    @Test
    void no_flipped_bit_changes_what_a_signature_says() {
        var random = new Random(20261121);
        var detached = Signatures.signDetached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        var attached = Signatures.signAttached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        var refused = 0;
        for (var i = 0; i < 500; i++) {
            var bent = flipped(attached, random);
            try {
                assertThat(Signatures.verifyAttached(bent, AUTHORITY, null).content())
                        .isEqualTo(LABEL);
            } catch (Broken e) {
                refused++;
            }
            assertThatThrownBy(() -> Signatures.verifyDetached(flipped(LABEL, random), detached, AUTHORITY, null))
                    .isInstanceOf(Broken.class);
        }
        assertThat(refused).isGreaterThan(450);
    }

    @Test
    void every_truncation_is_refused() {
        var attached = Signatures.signAttached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        for (var length = 0; length < attached.length; length++) {
            var cut = Arrays.copyOf(attached, length);
            assertThatThrownBy(() -> Signatures.verifyAttached(cut, AUTHORITY, null))
                    .isInstanceOf(Broken.class);
        }
        assertThatThrownBy(
                        () -> Signatures.verifyAttached(Arrays.copyOf(attached, attached.length + 1), AUTHORITY, null))
                .isInstanceOf(Broken.class);
    }

    @Test
    void another_authority_s_signer_is_refused() {
        var key = Keys.newAuthorityKey(Cast.RANDOM);
        var stranger =
                Certificates.selfSigned("Nơi nhận Hoa Mai", key, Certificates.Use.AUTHORITY, Cast.NOW, Cast.THEN);
        var p7s = Signatures.signDetached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        assertThatThrownBy(() -> Signatures.verifyDetached(LABEL, p7s, stranger, null))
                .isInstanceOf(Broken.class);
    }

    @Test
    void a_certificate_that_is_not_for_signing_is_refused() {
        var recipient = Certificates.issueFor(
                SIGNER_KEY.getPublic(),
                "Máy",
                Certificates.Use.RECIPIENT,
                List.of(),
                Cast.AUTHORITY_KEY.getPrivate(),
                AUTHORITY,
                BigInteger.valueOf(77),
                Cast.NOW,
                Cast.THEN);
        var p7s = Signatures.signDetached(LABEL, SIGNER_KEY.getPrivate(), recipient);
        assertThatThrownBy(() -> Signatures.verifyDetached(LABEL, p7s, AUTHORITY, null))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("not meant for signing");
    }

    @Test
    void an_expired_signer_is_refused_when_the_time_is_known() {
        var p7s = Signatures.signDetached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        var late = Cast.THEN.plusSeconds(1);
        assertThatThrownBy(() -> Signatures.verifyDetached(LABEL, p7s, AUTHORITY, late))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("not valid at that time");
        assertThat(Signatures.verifyDetached(LABEL, p7s, AUTHORITY, null)).isEqualTo(SIGNER);
    }

    @Test
    void a_signature_with_its_content_inside_is_no_detached_one_and_the_other_way_round() {
        var attached = Signatures.signAttached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        var detached = Signatures.signDetached(LABEL, SIGNER_KEY.getPrivate(), SIGNER);
        assertThatThrownBy(() -> Signatures.verifyDetached(LABEL, attached, AUTHORITY, null))
                .isInstanceOf(Broken.class);
        assertThatThrownBy(() -> Signatures.verifyAttached(detached, AUTHORITY, null))
                .isInstanceOf(Broken.class);
    }

    static byte[] flipped(byte[] bytes, Random random) {
        var bent = bytes.clone();
        bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
        return bent;
    }
}
