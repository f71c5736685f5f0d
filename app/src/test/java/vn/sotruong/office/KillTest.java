package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.sync.bundle.Receipt;

/** The office as a process of its own, killed while it takes bundles in: nothing is lost, nothing is there twice. */
class KillTest {
    private static final int KILLS = Integer.getInteger("sotruong.kills", 10);

    @TempDir
    Path folder;

    @Test
    void an_office_killed_at_any_moment_has_each_change_once_and_answers_again() throws Exception {
        var data = folder.resolve("office");
        TrialOffice.copyTo(data);
        var school = new TrialSchool("HOAMAI");
        try (var house = House.open(new Settings(data, "127.0.0.1", 0), Clock.systemUTC(), new SecureRandom())) {
            school.enrolled(TrialOffice.approve(house, school.request()));
        }
        school.openClass(40);
        var client = TrialOffice.client(data);
        var random = new Random(5);
        var from = 1L;
        var office = Child.start(data);
        try {
            for (int i = 0; i < KILLS; i++) {
                school.marks(40);
                var bundle = school.bundle(from, school.last());
                from = school.last() + 1;
                var victim = office;
                var sending = CompletableFuture.runAsync(() -> {
                    try {
                        TrialOffice.send(client, victim.address, bundle.id(), bundle.bytes());
                    } catch (Exception killed) {
                        // that is the point
                    }
                });
                if (i % 2 == 0) {
                    // the commit is behind, the answer is on its way or not yet
                    victim.awaitLine(bundle.id());
                } else {
                    Thread.sleep(random.nextInt(300));
                }
                victim.kill();
                sending.get(30, TimeUnit.SECONDS);

                office = Child.start(data);
                assertThat(TrialOffice.send(client, office.address, bundle.id(), bundle.bytes()))
                        .isIn("applied", "known");
                var state = TrialOffice.state(client, office.address, school);
                assertThat(state.state().streams().getFirst().last()).isEqualTo(school.last());
                assertThat(state.lastReceipt()).isEqualTo(i + 1);
            }
            office.stop();
        } finally {
            office.close();
        }
        try (var house = House.open(new Settings(data, "127.0.0.1", 0), Clock.systemUTC(), new SecureRandom())) {
            assertThat(house.intake().verify().findings()).isEmpty();
            var receipts = house.intake().listReceipts("HOAMAI", 0, 1000);
            assertThat(receipts.stream().map(each -> each.n()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, KILLS).boxed().toList());
            var last = Receipt.verify(receipts.getLast().p7m(), school.answer().authority(), null);
            assertThat(last.head()).isEqualTo(school.headAt(school.last()));
        }
    }

    /** The office's own program in a JVM of its own. */
    private static final class Child {
        private final Process process;
        private final Path log;
        final URI address;

        private Child(Process process, URI address, Path log) {
            this.process = process;
            this.address = address;
            this.log = log;
        }

        static Child start(Path data) throws Exception {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var log = Files.createTempFile(data.getParent(), "office-", ".log");
            var process = new ProcessBuilder(
                            java,
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dorg.sqlite.lib.path=" + System.getProperty("org.sqlite.lib.path"),
                            "-Dorg.sqlite.lib.name=" + System.getProperty("org.sqlite.lib.name"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "serve",
                            "--data",
                            data.toString(),
                            "--port",
                            "0")
                    .redirectError(log.toFile())
                    .start();
            var out =
                    new BufferedReader(new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("READY ")) {
                    return new Child(process, URI.create(line.substring(6)), log);
                }
            }
            throw new IOException("the office did not start: " + Files.readString(log));
        }

        void awaitLine(String text) throws Exception {
            var patience = 3000;
            while (!Files.readString(log).contains(text)) {
                Thread.sleep(1);
                assertThat(patience--).isPositive();
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** SIGTERM, which it heeds within five seconds. */
        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(Duration.ofSeconds(5))).isTrue();
        }

        void close() {
            process.destroyForcibly();
        }
    }
}
