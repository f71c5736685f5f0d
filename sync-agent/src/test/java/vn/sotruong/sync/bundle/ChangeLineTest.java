package vn.sotruong.sync.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeLineTest {
    @Test
    void a_line_reads_back_as_itself() {
        var line = line(7, 6L, Map.of("tenths", 85L, "sheet", "s1"), "nhập nhầm");
        assertThat(ChangeLine.parse(line.bytes())).isEqualTo(line);
    }

    @Test
    void the_hand_written_bytes_are_what_canonical_json_gives() {
        var line = line(7, 6L, Map.of("tenths", 85L, "note", "Đạt \"tốt\"\n"), "nhập \u0301nhầm");
        assertThat(CanonicalJson.write(CanonicalJson.read(line.bytes()))).isEqualTo(line.bytes());
    }

    @Test
    void moments_are_written_in_whole_milliseconds() {
        assertThat(ChangeLine.time(Instant.parse("2026-11-21T16:05:09Z"))).isEqualTo("2026-11-21T16:05:09.000Z");
        assertThat(ChangeLine.time(Instant.parse("2026-11-21T16:05:09.123987Z")))
                .isEqualTo("2026-11-21T16:05:09.123Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"seq\":7|\"seq\":0",
                "\"seq\":7|\"seq\":\"7\"",
                "\"tx\":3|\"tx\":-3",
                "\"base\":6|\"base\":7",
                "\"v\":2|\"v\":0",
                "\"v\":2|\"v\":1",
                "\"v\":2|\"v\":2,\"x\":1",
                "\"cap\":\"use\"|\"cap\":\"king\"",
                "\"cap\":\"use\",|''",
                "\"clk\":\"synced\"|\"clk\":\"sure\"",
                "\"op\":\"amend\"|\"op\":\"delete\"",
                "\"op\":\"amend\"|\"op\":\"AMEND\"",
                "2026-11-21T|2026-11-21 ",
                ".000Z|Z",
                "\"ent\":\"mark\"|\"ent\":\"Mark\"",
                "\"ent\":\"mark\"|\"ent\":\"\"",
                "\"id\":\"s1\"|\"id\":\"\"",
                "\"row\":{|\"rox\":{",
                "\"act\":\"lan.nt\",|''",
            })
    void a_line_out_of_form_is_refused(String right, String wrong) {
        var text = new String(line(7, 6L, Map.of("a", 1L), null).bytes(), UTF_8);
        assertThat(text).contains(right);
        assertThatThrownBy(() -> ChangeLine.parse(text.replace(right, wrong).getBytes(UTF_8)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void a_newer_line_is_read_as_far_as_it_is_known() {
        var text = new String(line(7, 6L, Map.of("a", 1L), null).bytes(), UTF_8).replace("\"v\":2", "\"v\":3,\"z\":9");
        assertThat(ChangeLine.parse(text.getBytes(UTF_8)).v()).isEqualTo(3);
    }

    @Test
    void a_line_of_version_1_said_nothing_of_capacity_and_still_reads_back_as_itself() {
        var text = new String(line(7, 6L, Map.of("a", 1L), null).bytes(), UTF_8);
        var old = text.replace("\"v\":2", "\"v\":1")
                .replace("\"cap\":\"use\",", "")
                .getBytes(UTF_8);
        var read = ChangeLine.parse(old);
        assertThat(read.cap()).isNull();
        assertThat(read.bytes()).isEqualTo(old);
    }

    @Test
    void a_hidden_line_shows_number_and_hash_only() {
        var line = line(7, null, Map.of("secret", "x"), null).bytes();
        var hidden = new Entry.Hidden(7, 3, HexFormat.of().formatHex(Chain.lineHash(line)));
        assertThat(hidden.lineHash()).isEqualTo(Chain.lineHash(line));
        assertThat(CanonicalJson.read(hidden.bytes()).keySet()).containsExactly("hash", "seq", "tx");
        assertThat(Entry.parse(hidden.bytes())).isEqualTo(hidden);
        assertThat(Entry.parse(line)).isInstanceOf(Entry.Open.class);
    }

    @Test
    void epochs_are_random_and_know_their_first_seq() {
        var random = new Random(1);
        var first = Epoch.random(random, null);
        var second = Epoch.random(random, new Epoch.Parent(first.id(), 41, "0".repeat(64)));
        assertThat(second.id()).hasSize(16).isNotEqualTo(first.id());
        assertThat(first.firstSeq()).isEqualTo(1);
        assertThat(second.firstSeq()).isEqualTo(42);
        assertThat(Chain.genesis("T1", second)).isNotEqualTo(Chain.genesis("T1", new Epoch(second.id(), null)));
    }

    @Test
    void a_state_digest_refuses_rows_out_of_order() {
        var digest = new StateDigest().add("mark", "a", 1);
        assertThatThrownBy(() -> digest.add("mark", "a", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digest.add("lop", "z", 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The limit is many times what it takes; the figure itself is printed. */
    @Test
    void three_hundred_and_sixty_lines_are_written_and_chained_in_a_blink() {
        var best = Long.MAX_VALUE;
        for (int round = 0; round < 60; round++) {
            var head = new byte[32];
            var start = System.nanoTime();
            for (long seq = 2; seq < 362; seq++) {
                var row = Map.<String, @Nullable Object>of(
                        "sheet",
                        "s1",
                        "slot",
                        "tx" + seq % 8,
                        "pupil",
                        "p" + seq,
                        "tenths",
                        85L,
                        "by",
                        "Nguyễn Thị Ánh");
                head = Chain.next(head, Chain.lineHash(line(seq, 1L, row, null).bytes()));
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("360 change lines written, hashed and chained: %.2f ms%n", best / 1e6);
        assertThat(best).isLessThan(20_000_000L);
    }

    static ChangeLine line(long seq, @Nullable Long base, Map<String, @Nullable Object> row, @Nullable String why) {
        return new ChangeLine(
                2,
                seq,
                3,
                "2026-11-21T16:05:09.000Z",
                null,
                "synced",
                "lan.nt",
                "3k9v0c2m5xqaz",
                "use",
                "mark",
                "s1",
                base == null ? Op.CREATE : Op.AMEND,
                base,
                new HashMap<>(row),
                why,
                null);
    }
}
