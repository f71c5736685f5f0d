package vn.sotruong.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lệnh {@code ./sotruong}: runs its commands, short ones to their end and programs until they are stopped. What a
 * program says goes to a log file of its own.
 */
record Launcher(Path script, Path logs) {
    private static final Pattern READY = Pattern.compile("(?m)^READY (https://\\S+)$");
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    /** Lệnh hỏng: a command that ended with a finding or worse. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /** Runs a command to its end and gives back what it printed. */
    String run(String... arguments) {
        var log = logs.resolve(arguments[0] + ".log");
        try {
            var said = Files.createTempFile(logs, "said", ".txt");
            try {
                int code = command(arguments)
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start()
                        .waitFor();
                var text = Files.readString(said, StandardCharsets.UTF_8);
                if (code != 0) {
                    throw new Failed("sotruong " + String.join(" ", arguments) + " ended with " + code + ": " + text
                            + tail(log));
                }
                return text;
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("stopped while waiting for sotruong " + arguments[0]);
        }
    }

    /** Starts a program that stays. */
    Program start(String name, String... arguments) {
        var log = logs.resolve(name + ".log");
        try {
            Files.writeString(log, "");
            var process = command(arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Program(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command(String... arguments) {
        var words = new ArrayList<String>();
        words.add(script.toString());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).redirectInput(Path.of("/dev/null").toFile());
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** Chương trình đang chạy. */
    record Program(String name, Process process, Path log) {
        /** Waits for the line {@code READY https://…} that a serving program prints when it answers. */
        String awaitAddress() throws InterruptedException {
            for (long waited = 0; waited < PATIENCE_MILLIS; waited += BETWEEN_LOOKS_MILLIS) {
                try {
                    var found = READY.matcher(Files.readString(log, StandardCharsets.UTF_8));
                    if (found.find()) {
                        return found.group(1);
                    }
                    if (!process.isAlive()) {
                        throw new Failed(name + " did not start: " + tail(log));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
            throw new Failed(name + " did not answer within a minute; see " + log);
        }
    }
}
