package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;

/** How many bundles a second the office takes in, signed receipt included. */
@Tag("long")
class IntakeSpeedTest {
    private static final int SCHOOLS = 8;
    private static final int BUNDLES = 60;

    @TempDir
    Path folder;

    @Test
    void bundles_a_second_with_signed_receipt() throws Exception {
        try (var office = TrialOffice.open(folder.resolve("office"))) {
            var mail = new ArrayList<ArrayList<Sealed>>();
            for (int s = 0; s < SCHOOLS; s++) {
                var school = office.enrol("TRUONG" + s);
                school.openClass(45);
                var bundles = new ArrayList<Sealed>();
                bundles.add(school.bundle(1, school.last()));
                for (int b = 0; b < BUNDLES; b++) {
                    var from = school.last() + 1;
                    school.marks(45);
                    bundles.add(school.bundle(from, school.last()));
                }
                mail.add(bundles);
            }
            for (var bundles : mail) {
                assertThat(office.send(bundles.removeFirst())).isEqualTo("applied");
            }
            var times = new ArrayList<Long>();
            var begun = System.nanoTime();
            var cpu = cpuNanos();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var rounds = mail.stream()
                        .map(bundles -> (Callable<Void>) () -> {
                            for (var bundle : bundles) {
                                var start = System.nanoTime();
                                assertThat(office.send(bundle)).isEqualTo("applied");
                                synchronized (times) {
                                    times.add(System.nanoTime() - start);
                                }
                            }
                            return null;
                        })
                        .toList();
                for (var done : pool.invokeAll(rounds)) {
                    done.get();
                }
            }
            var cpuMillis = (cpuNanos() - cpu) / 1e6 / times.size();
            var seconds = (System.nanoTime() - begun) / 1e9;
            var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(
                    "FIGURE intake: %.0f bundles/s of 45 marks from %d schools at once, p50 %.1f ms, p99 %.1f ms,"
                            + " %.1f ms CPU each with the client's part, %d bytes each%n",
                    sorted.length / seconds,
                    SCHOOLS,
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 99 / 100] / 1e6,
                    cpuMillis,
                    mail.getFirst().getLast().bytes().length);
            assertThat(Arrays.stream(sorted).count()).isEqualTo(SCHOOLS * BUNDLES);
            assertThat(office.house.intake().verify().findings()).isEmpty();
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
