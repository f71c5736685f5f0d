package vn.sotruong.school.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.upkeep.Reading.Level;

final class MachineTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root;

    private void tells(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @Test
    void a_full_disk_is_told_before_nothing_fits_any_more() {
        assertThat(Machine.disk(100 * GIB, 50 * GIB).level()).isEqualTo(Level.GOOD);
        assertThat(Machine.disk(100 * GIB, 14 * GIB).level()).isEqualTo(Level.SOON);
        assertThat(Machine.disk(100 * GIB, 4 * GIB).level()).isEqualTo(Level.NOW);
        assertThat(Machine.disk(4 * GIB, GIB - 1).level()).isEqualTo(Level.NOW);
        assertThat(Machine.disk(0, 0).level()).isEqualTo(Level.NOW);
    }

    @Test
    void what_the_kernel_does_not_tell_is_absent() {
        var bare = new Machine(root);
        assertThat(List.of(bare.memory(), bare.load(2), bare.heat(), bare.power(), bare.drive(), bare.sticks()))
                .allMatch(each -> each.level() == Level.ABSENT);
    }

    @Test
    void what_it_tells_is_read() throws IOException {
        tells("proc/meminfo", "MemTotal:        4000000 kB\nMemFree: 1 kB\nMemAvailable:     100000 kB\n");
        tells("proc/self/status", "Name:\tjava\nVmRSS:\t  204800 kB\n");
        tells("proc/loadavg", "9.50 1.00 0.50 1/200 300\n");
        tells("proc/uptime", "172800.00 1000.00\n");
        tells("sys/class/thermal/thermal_zone0/temp", "45000");
        tells("sys/class/thermal/thermal_zone1/temp", "91000");
        tells("sys/class/power_supply/AC/type", "Mains");
        tells("sys/class/power_supply/AC/online", "0");
        tells("sys/class/power_supply/BAT0/type", "Battery");
        tells("sys/class/power_supply/BAT0/capacity", "20");
        tells("sys/block/sr0/device/vendor", "HL-DT-ST");
        tells("sys/block/sr0/device/model", "DVDRAM GT80N");
        tells("sys/block/sda/removable", "0");
        tells("sys/block/sdb/removable", "1");
        tells("sys/block/sdb/size", "31457280");
        tells("sys/block/sdb/device/model", "Ultra");
        var machine = new Machine(root);

        assertThat(machine.memory()).isEqualTo(new Reading("memory", Level.NOW, List.of(0.1, 3.8, 200L)));
        assertThat(machine.load(2)).isEqualTo(new Reading("load", Level.SOON, List.of(9.5, 2, 2.0)));
        assertThat(machine.heat()).isEqualTo(new Reading("heat", Level.NOW, List.of(91L)));
        assertThat(machine.power()).isEqualTo(new Reading("power-battery", Level.NOW, List.of(20L)));
        assertThat(machine.drive()).isEqualTo(new Reading("drive", Level.GOOD, List.of("HL-DT-ST DVDRAM GT80N")));
        assertThat(machine.sticks()).isEqualTo(new Reading("sticks", Level.GOOD, List.of("Ultra 15 GB")));

        tells("sys/class/power_supply/AC/online", "1");
        assertThat(machine.power().level()).isEqualTo(Level.GOOD);
    }

    @Test
    void a_drive_that_fails_is_told_and_one_that_says_nothing_is_not_called_healthy() throws IOException {
        assertThat(new Machine(root).drives()).extracting(Reading::level).containsExactly(Level.ABSENT);
        var told = """
                {"at":"2026-11-22T08:00:00Z","drives":[
                {"model":"fine","passed":true,"reallocated":0,"pending":0,"uncorrectable":0,"used":null},
                {"model":"worn a little","passed":true,"used":7,"warning":0,"spare":100,"spare_least":10},
                {"model":"hot","passed":true,"used":7,"warning":2},
                {"model":"lost some","passed":true,"reallocated":8,"pending":0},
                {"model":"worn","passed":null,"used":80},
                {"model":"reserve","passed":true,"used":10,"warning":0,"reserve_low":true},
                {"model":"loses","passed":true,"reallocated":8,"pending":2},
                {"model":"unreadable","passed":true,"uncorrectable":1},
                {"model":"says so","passed":false},
                {"model":"out of spare","passed":true,"spare":4,"spare_least":10},
                {"model":"warns","passed":true,"used":3,"warning":4},
                {"model":"worn out","passed":true,"used":100},
                {"model":"mute","passed":null,"used":null,"hours":3}]}
                """;
        tells("run/sotruong/drives.json", told);
        assertThat(new Machine(root).drives())
                .extracting(Reading::level)
                .containsExactly(
                        Level.GOOD,
                        Level.GOOD,
                        Level.GOOD,
                        Level.SOON,
                        Level.SOON,
                        Level.SOON,
                        Level.NOW,
                        Level.NOW,
                        Level.NOW,
                        Level.NOW,
                        Level.NOW,
                        Level.NOW,
                        Level.ABSENT);
        for (var none : List.of("", "[]", "{", "{\"drives\":{}}", "null")) {
            tells("run/sotruong/drives.json", none);
            assertThat(new Machine(root).drives())
                    .as(none)
                    .extracting(Reading::level)
                    .containsExactly(Level.ABSENT);
        }
    }

    @Test
    void a_board_that_did_not_keep_the_time_is_told_the_more_so_without_a_time_server() throws IOException {
        var machine = new Machine(root);
        assertThat(machine.battery()).isEmpty();
        tells("run/sotruong/clock.json", "{\"kept\":true,\"synchronized\":false}\n");
        assertThat(machine.battery()).isEmpty();
        tells("run/sotruong/clock.json", "{\"kept\":false,\"synchronized\":false}\n");
        assertThat(machine.battery()).extracting(Reading::level).containsExactly(Level.NOW);
        tells("run/systemd/timesync/synchronized", "");
        assertThat(machine.battery()).extracting(Reading::level).containsExactly(Level.SOON);
    }

    @Test
    void what_needs_somebody_comes_first() {
        var now = SampleSchool.CLOCK.instant();
        var upkeep = new Upkeep(
                new Machine(root),
                root,
                SampleSchool.CLOCK,
                2,
                watched(
                        Optional.of(new ClockDoubt(ClockDoubt.Kind.BEHIND, now, now)),
                        now.plus(Duration.ofDays(30)),
                        Optional.of(now.minus(Duration.ofDays(8)))));
        var levels = upkeep.list().stream().map(Reading::level).toList();
        assertThat(levels)
                .isSortedAccordingTo(java.util.Comparator.comparingInt(
                        List.of(Level.NOW, Level.SOON, Level.GOOD, Level.ABSENT)::indexOf));
        assertThat(level(upkeep, "clock")).isEqualTo(Level.NOW);
        assertThat(level(upkeep, "certificates")).isEqualTo(Level.SOON);
        assertThat(level(upkeep, "backup")).isEqualTo(Level.NOW);
        assertThat(level(upkeep, "rehearsal-broken")).isEqualTo(Level.NOW);
        assertThat(level(upkeep, "receipt-not-enrolled")).isEqualTo(Level.SOON);
    }

    private static Level level(Upkeep upkeep, String name) {
        return upkeep.list().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .level();
    }

    private static Upkeep.House watched(Optional<ClockDoubt> doubt, Instant certificates, Optional<Instant> backup) {
        return new Upkeep.House() {
            @Override
            public Optional<ClockDoubt> doubt() {
                return doubt;
            }

            @Override
            public Instant certificatesHoldUntil() {
                return certificates;
            }

            @Override
            public Optional<Instant> lastBackup() {
                return backup;
            }

            @Override
            public Optional<Boolean> lastRehearsal() {
                return Optional.of(false);
            }

            @Override
            public Optional<Instant> lastReceipt() {
                return Optional.empty();
            }

            @Override
            public boolean enrolled() {
                return false;
            }
        };
    }
}
