package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
    private final PasswordHash hashes = new PasswordHash(new SecureRandom());

    @AfterEach
    void close() {
        hashes.close();
    }

    @Test
    void a_hash_says_its_cost_and_never_repeats() {
        var one = hashes.hash("con mèo trèo cây cau");
        assertThat(one).startsWith("$argon2id$v=19$m=47104,t=1,p=1$");
        assertThat(hashes.hash("con mèo trèo cây cau")).isNotEqualTo(one);
        assertThat(hashes.check("con mèo trèo cây cau", one)).isEqualTo(PasswordHash.Match.RIGHT);
        assertThat(hashes.check("con mèo trèo cây Cau", one)).isEqualTo(PasswordHash.Match.WRONG);
    }

    @Test
    void a_hash_at_an_older_cost_is_right_but_old() {
        var stored = "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                + java.util.Base64.getEncoder().withoutPadding().encodeToString(reference());
        assertThat(hashes.check("mật khẩu cũ", stored)).isEqualTo(PasswordHash.Match.RIGHT_BUT_OLD);
    }

    private static byte[] reference() {
        var generator = new org.bouncycastle.crypto.generators.Argon2BytesGenerator();
        generator.init(new org.bouncycastle.crypto.params.Argon2Parameters.Builder(2)
                .withVersion(19)
                .withMemoryAsKB(64)
                .withIterations(1)
                .withParallelism(1)
                .withSalt(new byte[16])
                .build());
        var out = new byte[32];
        generator.generateBytes("mật khẩu cũ".getBytes(java.nio.charset.StandardCharsets.UTF_8), out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$2a$10$x", "$argon2id$v=19$m=99999999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$x"})
    void something_else_in_its_place_is_a_broken_store(String stored) {
        assertThatThrownBy(() -> hashes.check("x", stored)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_flood_is_refused_beyond_a_short_queue() throws Exception {
        var answers = new ArrayList<Future<Boolean>>();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 120; i++) {
                answers.add(crowd.submit(() -> {
                    try {
                        hashes.checkNobody("flood");
                        return true;
                    } catch (PasswordHash.Busy refused) {
                        return false;
                    }
                }));
            }
        }
        int served = 0;
        for (var answer : answers) {
            served += answer.get() ? 1 : 0;
        }
        assertThat(served).isBetween(42, 119);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "ngắn,TOO_SHORT",
                "1234567890,TOO_COMMON",
                "9876543210,TOO_COMMON",
                "aaaaaaaaaaaa,TOO_COMMON",
                "abababababab,TOO_COMMON",
                "matkhau@2026,TOO_COMMON",
                "toannv123456,TOO_COMMON",
                "Giaovien12345,TOO_COMMON",
                "con mèo trèo cây cau,none",
                "Kh0ng-de-doan,none",
            })
    void a_password_that_is_guessed_first_is_refused(
            String password, @org.jspecify.annotations.Nullable Reason reason) {
        assertThat(PasswordRule.refusal(password, "toannv.thptcva").orElse(null))
                .isEqualTo(reason);
    }

    @Test
    void a_password_typed_apart_or_together_is_one() {
        assertThat(PasswordRule.tidy("me\u0300o")).isEqualTo(PasswordRule.tidy("m\u00e8o"));
    }
}
