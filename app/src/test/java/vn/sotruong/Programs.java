package vn.sotruong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Các chương trình thật: each one a process of its own, with its own log. Close it, and all of them end. */
final class Programs implements AutoCloseable {
    static final String SCHOOL = "vn.sotruong.school.Main";
    static final String OFFICE = "vn.sotruong.office.Main";
    static final String COURIER = "vn.sotruong.sync.courier.Main";
    static final String BACKUP = "vn.sotruong.backup.Main";

    private static final Pattern READY = Pattern.compile("(?m)^READY (https://\\S+)$");
    private static final int PATIENCE_SECONDS = 300;

    private final Path logs;
    private final List<Process> serving = new ArrayList<>();
    private int count;

    Programs(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
    }

    /** What a program said, on both of its voices, and how it ended. */
    record Said(int code, String text) {}

    /** Runs one of our programs to its end. */
    Said run(String program, Object... arguments) {
        return finish(start(Path.of("."), java(program, arguments)));
    }

    /** Runs one of our programs, which must succeed. */
    String must(String program, Object... arguments) {
        var said = run(program, arguments);
        assertThat(said.code()).as("%s %s", program, said.text()).isZero();
        return said.text();
    }

    /** Runs a tool of this machine, words parted by spaces, which must succeed. */
    String tool(Path folder, String command) {
        var said = finish(start(folder, List.of(command.split(" ", -1))));
        assertThat(said.code()).as("%s %s", command, said.text()).isZero();
        return said.text();
    }

    /** Starts one of our programs that stays, and waits until it answers. */
    URI serve(String program, Object... arguments) throws Exception {
        var begun = start(Path.of("."), java(program, arguments));
        serving.add(begun.process());
        for (var i = 0; i < PATIENCE_SECONDS * 20 && begun.process().isAlive(); i++) {
            var found = READY.matcher(Files.readString(begun.log()));
            if (found.find()) {
                return URI.create(found.group(1));
            }
            Thread.sleep(50);
        }
        throw new AssertionError(program + " does not serve: " + Files.readString(begun.log()));
    }

    /** What the program that was started last has said, by one group of a pattern. */
    String findSaid(Pattern pattern) throws Exception {
        return awaitSaid(pattern).group(1);
    }

    /** Waits until the program that was started last says something like this. */
    java.util.regex.Matcher awaitSaid(Pattern pattern) throws Exception {
        var log = logs.resolve(count + ".log");
        for (var i = 0; i < PATIENCE_SECONDS * 20; i++) {
            var found = pattern.matcher(Files.readString(log));
            if (found.find()) {
                return found;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it never said " + pattern + ": " + Files.readString(log));
    }

    private record Begun(Process process, Path log) {}

    private Begun start(Path folder, List<String> command) {
        try {
            var log = logs.resolve(++count + ".log");
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(log.toFile())
                    .start();
            return new Begun(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Said finish(Begun begun) {
        try {
            var ended = begun.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var text = Files.readString(begun.log());
            assertThat(ended).as("did not end: %s", text).isTrue();
            return new Said(begun.process().exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            begun.process().destroyForcibly();
        }
    }

    private static List<String> java(String program, Object... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Dorg.sqlite.lib.path=" + System.getProperty("org.sqlite.lib.path"),
                "-Dorg.sqlite.lib.name=" + System.getProperty("org.sqlite.lib.name"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program));
        command.addAll(words(List.of(arguments)));
        return command;
    }

    private static List<String> words(List<?> arguments) {
        return arguments.stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        serving.forEach(Process::destroy);
        for (var process : serving) {
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
