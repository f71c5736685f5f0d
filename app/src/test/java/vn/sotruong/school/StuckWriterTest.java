package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that never ends while every page can still be read: the school is told to be ill, and well again after. */
class StuckWriterTest {
    @TempDir
    private Path folder;

    @Test
    void a_writer_that_hangs_makes_the_school_ill_until_it_goes_on() throws Exception {
        var begun = new CountDownLatch(1);
        var on = new CountDownLatch(1);
        try (var school = new Governed(folder);
                ExecutorService writing = Executors.newSingleThreadExecutor()) {
            var write = writing.submit(() -> school.house.db.write(Governed.SETUP, tx -> {
                begun.countDown();
                return await(on);
            }));
            begun.await();
            var visitor = school.browser();
            assertThat(visitor.get("/health").statusCode()).as("a long write").isEqualTo(200);
            school.clock.forward(Duration.ofMinutes(3));
            var ill = visitor.get("/health");
            assertThat(ill.statusCode()).isEqualTo(503);
            assertThat(ill.body()).contains("\"database\":\"reads\"", "\"writer\":\"stuck\"");
            assertThat(school.web().answers(Duration.ofSeconds(30))).isFalse();
            on.countDown();
            write.get();
            assertThat(visitor.get("/health").statusCode()).isEqualTo(200);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
