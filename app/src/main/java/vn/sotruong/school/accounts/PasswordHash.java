package vn.sotruong.school.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Băm mật khẩu: Argon2id, two at a time on threads of their own (46 MiB each), with a short queue; a flood of sign-ins
 * is told to wait and can neither fill the memory nor hold up marks.
 */
public final class PasswordHash implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 40;
    private static final int SALT = 16;
    private static final int LENGTH = 32;
    private static final Cost TODAY = new Cost(47104, 1, 1);
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    private final SecureRandom random;
    private final ThreadPoolExecutor pool;
    private final String nobody;

    /** Chi phí: memory in KiB, passes, lanes. */
    private record Cost(int memory, int passes, int lanes) {}

    /** Kết quả so mật khẩu. */
    enum Match {
        WRONG,
        RIGHT,
        /** Right, but stored at another cost than today's: hash again. */
        RIGHT_BUT_OLD
    }

    /** Quá đông: too many wait to be hashed. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy(Throwable cause) {
            super("too many passwords wait", cause);
        }
    }

    public PasswordHash(SecureRandom random) {
        this.random = random;
        this.pool = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("password-", 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        var anything = new byte[LENGTH];
        random.nextBytes(anything);
        this.nobody = text(TODAY, salt(), anything);
    }

    /** The text to store, in PHC form. */
    public String hash(String password) {
        return wait(() -> {
            var salt = salt();
            return text(TODAY, salt, argon(password, salt, TODAY));
        });
    }

    /** What is stored for an account that has no password yet: the hash of nothing that anybody knows. */
    String ofNothing() {
        var anything = new byte[LENGTH];
        random.nextBytes(anything);
        return text(TODAY, salt(), anything);
    }

    /** Compares, in time that depends on the stored cost alone. */
    Match check(String password, String stored) {
        var read = PHC.matcher(stored);
        if (!read.matches()) {
            throw new IllegalStateException("a stored password hash is not Argon2id");
        }
        return wait(() -> compare(password, read));
    }

    /** Costs what {@link #check} costs, for a name that nobody has. */
    void checkNobody(String password) {
        check(password, nobody);
    }

    private static Match compare(String password, Matcher stored) {
        var cost = new Cost(
                Integer.parseInt(stored.group(1)),
                Integer.parseInt(stored.group(2)),
                Integer.parseInt(stored.group(3)));
        var salt = Base64.getDecoder().decode(stored.group(4));
        var right = Base64.getDecoder().decode(stored.group(5));
        if (!MessageDigest.isEqual(right, argon(password, salt, cost))) {
            return Match.WRONG;
        }
        return cost.equals(TODAY) ? Match.RIGHT : Match.RIGHT_BUT_OLD;
    }

    private static byte[] argon(String password, byte[] salt, Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        var out = new byte[LENGTH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }

    private <T> T wait(Callable<T> work) {
        try {
            return pool.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new Busy(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot hash a password", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing", e);
        }
    }

    private byte[] salt() {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        return salt;
    }

    private static String text(Cost cost, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memory(),
                        cost.passes(),
                        cost.lanes(),
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
