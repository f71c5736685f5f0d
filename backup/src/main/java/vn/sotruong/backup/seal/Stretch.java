package vn.sotruong.backup.seal;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Kéo dài cụm mật khẩu: 32 bytes out of words that somebody can remember, at a price for whoever guesses. */
public final class Stretch {
    private static final int BYTES = 32;

    private Stretch() {}

    /**
     * Argon2id, version 1.3, one lane.
     *
     * @param memory in KiB
     */
    public static byte[] argon2id(byte[] words, byte[] salt, int memory, int passes) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        var key = new byte[BYTES];
        generator.generateBytes(words, key);
        return key;
    }
}
