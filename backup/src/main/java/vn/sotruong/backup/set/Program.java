package vn.sotruong.backup.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Chương trình của hệ điều hành: runs par2 or xorriso and gives back what it said. */
public record Program(int exit, String said) {
    /**
     * Runs a program to its end.
     *
     * @throws Missing when it is not installed
     */
    public static Program run(Path folder, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new Missing(command.getFirst(), e);
            }
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Program(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for " + command.getFirst(), e);
        }
    }

    /** The last line that says something, for a reason on one line. */
    public String lastWords() {
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse("exit code " + exit);
    }

    /** Thiếu chương trình. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String program, Throwable cause) {
            super("cannot start " + program + "; install it first (Debian: apt-get install " + program + ")", cause);
        }
    }
}
