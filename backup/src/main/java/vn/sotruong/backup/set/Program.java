package vn.sotruong.backup.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Chương trình của hệ điều hành: runs par2 or xorriso and gives back what it said. */
public record Program(int exit, String said) {
    /** The exit code of one that said more than there is to say, and was stopped. */
    public static final int CUT_OFF = -1;

    /** A disc's list can be as long as whoever made the disc likes. */
    private static final int MOST_SAID = 4 << 20;

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
            var bytes = process.getInputStream().readNBytes(MOST_SAID + 1);
            var said = new String(bytes, StandardCharsets.UTF_8);
            if (bytes.length > MOST_SAID) {
                process.destroyForcibly().waitFor();
                return new Program(CUT_OFF, said);
            }
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
