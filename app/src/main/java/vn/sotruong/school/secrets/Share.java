package vn.sotruong.school.secrets;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import vn.sotruong.backup.seal.Stretch;
import vn.sotruong.backup.sqlite.DatabaseKey;

/**
 * Bản khóa kho của một thành viên: the store's key under that member's own passphrase. Form and golden vector:
 * {@code UNSEAL.md}.
 *
 * @param format {@code sotruong-unseal-1}
 * @param staff whose it is
 * @param name what the page calls them
 * @param made when, as ISO-8601 says it
 * @param memory KiB that Argon2id fills
 * @param passes how often
 * @param salt 16 bytes, hexadecimal, as the two that follow
 * @param nonce 12 bytes
 * @param sealed 32 bytes and a tag of 16
 */
public record Share(
        @JsonProperty("format") String format,
        @JsonProperty("staff") String staff,
        @JsonProperty("name") String name,
        @JsonProperty("made") String made,
        @JsonProperty("memory") int memory,
        @JsonProperty("passes") int passes,
        @JsonProperty("salt") String salt,
        @JsonProperty("nonce") String nonce,
        @JsonProperty("sealed") String sealed) {
    static final String FORMAT = "sotruong-unseal-1";

    /** 64 MiB and three passes: about half a second on a small box, and as much memory for whoever guesses. */
    static final int MEMORY = 65536;

    static final int PASSES = 3;

    private static final int TAG = 128;

    static Share seal(DatabaseKey key, String staff, String name, String made, String passphrase, SecureRandom random) {
        var salt = new byte[16];
        var nonce = new byte[12];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        return seal(key, staff, name, made, passphrase, salt, nonce);
    }

    static Share seal(
            DatabaseKey key, String staff, String name, String made, String passphrase, byte[] salt, byte[] nonce) {
        var hex = HexFormat.of();
        var open = new Share(FORMAT, staff, name, made, MEMORY, PASSES, hex.formatHex(salt), hex.formatHex(nonce), "");
        var plain = key.bytes();
        try {
            var sealed = open.cipher(Cipher.ENCRYPT_MODE, passphrase).doFinal(plain);
            return new Share(FORMAT, staff, name, made, MEMORY, PASSES, open.salt, open.nonce, hex.formatHex(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key could not be sealed", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The key, if these are the words. */
    Optional<DatabaseKey> open(String passphrase) {
        try {
            var plain = cipher(Cipher.DECRYPT_MODE, passphrase)
                    .doFinal(HexFormat.of().parseHex(sealed));
            try {
                return Optional.of(DatabaseKey.of(plain));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (AEADBadTagException wrong) {
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** Whether it is of this form, and asks for no more than this machine gives. */
    boolean sound() {
        return FORMAT.equals(format) && memory >= 8 && memory <= MEMORY && passes >= 1 && passes <= 10;
    }

    private Cipher cipher(int mode, String passphrase) throws GeneralSecurityException {
        var key = stretch(passphrase);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG, HexFormat.of().parseHex(nonce)));
            cipher.updateAAD((format + "|" + staff + "|" + memory + "|" + passes).getBytes(StandardCharsets.UTF_8));
            return cipher;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] stretch(String passphrase) {
        var words = tidy(passphrase).getBytes(StandardCharsets.UTF_8);
        return Stretch.argon2id(words, HexFormat.of().parseHex(salt), memory, passes);
    }

    /** The same words from every keyboard: composed, single spaces. */
    static String tidy(String passphrase) {
        return Normalizer.normalize(passphrase, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return "Share of " + staff;
    }
}
