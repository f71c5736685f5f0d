package vn.sotruong.school.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.locks.Lock.Ending;
import vn.sotruong.school.locks.Lock.Execution;
import vn.sotruong.school.locks.Lock.Kind;
import vn.sotruong.school.locks.Lock.State;

class LockTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T01:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T05:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-11-21T11:00:00Z");

    @Test
    void a_decision_alone_locks_nothing() {
        assertThat(lock(Kind.ENTRY, "gk", null, null).inForce(NOON)).isFalse();
    }

    @Test
    void it_is_in_force_from_its_execution() {
        assertThat(lock(Kind.ENTRY, "gk", new Execution("binh", MORNING), null).inForce(NOON))
                .isTrue();
    }

    @Test
    void it_is_in_force_from_its_hour_where_that_is_later_than_its_execution() {
        var lock = new Lock(
                "l",
                Kind.ENTRY,
                null,
                Scope.of("6a", "toan", 1, null),
                NOON,
                null,
                "12/QĐ",
                "hết hạn",
                "an",
                MORNING,
                null,
                new Execution("binh", MORNING),
                null);
        assertThat(lock.state(NOON.minusMillis(1))).isEqualTo(State.SCHEDULED);
        assertThat(lock.inForce(NOON.minusMillis(1))).isFalse();
        assertThat(lock.inForce(NOON)).isTrue();
        assertThat(lock.boundBetween(MORNING, NOON.minusMillis(1))).isFalse();
        assertThat(lock.boundBetween(MORNING, NOON)).isTrue();
    }

    @Test
    void a_reopening_falls_back_by_itself() {
        var decided = new Ending("13/QĐ", "nhập nhầm", "an", NOON, EVENING, null);
        var executed = new Ending("13/QĐ", "nhập nhầm", "an", NOON, EVENING, new Execution("binh", NOON));
        var execution = new Execution("binh", MORNING);
        assertThat(lock(Kind.ENTRY, "gk", execution, decided).state(NOON)).isEqualTo(State.REOPENING);
        assertThat(lock(Kind.ENTRY, "gk", execution, decided).inForce(NOON)).isTrue();
        assertThat(lock(Kind.ENTRY, "gk", execution, executed).inForce(EVENING.minusMillis(1)))
                .isFalse();
        assertThat(lock(Kind.ENTRY, "gk", execution, executed).inForce(EVENING)).isTrue();
    }

    @Test
    void locking_values_leaves_empty_cells_open_and_locking_entry_leaves_none() {
        var values = lock(Kind.VALUES, "gk", new Execution("binh", MORNING), null);
        var entry = lock(Kind.ENTRY, null, new Execution("binh", MORNING), null);
        assertThat(values.refuses("gk", true)).isTrue();
        assertThat(values.refuses("gk", false)).isFalse();
        assertThat(values.refuses("tx1", true)).isFalse();
        assertThat(entry.refuses("tx1", false)).isTrue();
    }

    private static Lock lock(Kind kind, @Nullable String col, @Nullable Execution execution, @Nullable Ending ending) {
        return new Lock(
                "l",
                kind,
                null,
                Scope.of("6a", "toan", 1, col),
                null,
                null,
                "12/QĐ",
                "hết hạn",
                "an",
                MORNING,
                null,
                execution,
                ending);
    }
}
