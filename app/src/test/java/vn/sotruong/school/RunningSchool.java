package vn.sotruong.school;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Chương trình của trường đang chạy: the real program, in a process of its own, as the launcher starts it. */
final class RunningSchool implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 90;

    private final Process process;
    private final Path said;
    private final Path log;

    private RunningSchool(Process process, Path said, Path log) {
        this.process = process;
        this.said = said;
        this.log = log;
    }

    /** Starts it; it is not ready yet. What it says goes to files beside the data folder. */
    static RunningSchool start(Path data, int port, String... flags) {
        return start(data, port, Map.of(), flags);
    }

    /** As {@link #start(Path, int, String...)}, as a supervisor starts it. */
    static RunningSchool start(Path data, int port, Map<String, String> environment, String... flags) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.lib.path=" + System.getProperty("org.sqlite.lib.path"),
                "-Dorg.sqlite.lib.name=" + System.getProperty("org.sqlite.lib.name")));
        words.addAll(List.of(flags));
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                String.valueOf(port)));
        var said = data.resolveSibling("school.out");
        var log = data.resolveSibling("school.log");
        try {
            Files.deleteIfExists(said);
            var builder = new ProcessBuilder(words)
                    .redirectOutput(said.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            return new RunningSchool(process, said, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its READY line. */
    URI awaitReady() {
        try {
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (System.nanoTime() < until && process.isAlive()) {
                var line = Files.readString(said).lines().findFirst().orElse("");
                if (line.startsWith("READY ") && line.endsWith("/")) {
                    return URI.create(line.substring("READY ".length()));
                }
                pause(20);
            }
            throw new AssertionError("the school did not open by itself:\n" + Files.readString(log, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: it gets no chance to do anything more. */
    void strike() {
        process.destroyForcibly();
    }

    /** As {@link #strike}, and waits until nothing is left of it. */
    void kill() {
        strike();
        awaitEnd();
    }

    /** SIGTERM. @return milliseconds until the process had ended */
    long stop() {
        var told = System.nanoTime();
        close();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told);
    }

    /** How it ended; only after it did. */
    int exitCode() {
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, as the launcher ends it. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }
}
