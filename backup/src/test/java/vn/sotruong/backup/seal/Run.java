package vn.sotruong.backup.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A stock program run as a process, as a stranger would run it. */
public record Run(int exit, String out) {
    public static Run of(Path folder, String... command) throws IOException, InterruptedException {
        return of(folder, List.of(command), "");
    }

    public static Run of(Path folder, List<String> command, String input) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }
}
