package vn.sotruong.office.officers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Mã băm mật khẩu: Argon2id, 19 MiB, two passes, written in the usual {@code $argon2id$…} form. */
final class PasswordHash {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String FORM = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$";

    /** Two at a time: sign-ins may wait, the machine's memory may not run out. */
    private static final Semaphore TURN = new Semaphore(2, true);

    private PasswordHash() {}

    static String of(String password, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return FORM + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash(password, salt));
    }

    static boolean fits(String password, String stored) {
        if (!stored.startsWith(FORM)) {
            throw new IllegalStateException("a password hash of another form");
        }
        var parts = stored.substring(FORM.length()).split("\\$", -1);
        var salt = Base64.getDecoder().decode(parts[0]);
        return MessageDigest.isEqual(Base64.getDecoder().decode(parts[1]), hash(password, salt));
    }

    private static byte[] hash(String password, byte[] salt) {
        TURN.acquireUninterruptibly();
        try {
            var argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(PASSES)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            var hash = new byte[HASH_BYTES];
            // the same letters, composed or not, are the same password
            var text = Normalizer.normalize(password, Normalizer.Form.NFC);
            argon2.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            TURN.release();
        }
    }
}
