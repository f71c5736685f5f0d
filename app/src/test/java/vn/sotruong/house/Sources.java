package vn.sotruong.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Các tệp nguồn: the files below each module's {@code src/main/java}, as text. */
final class Sources {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> TEXT = List.of(
            ".java", ".peb", ".js", ".css", ".properties", ".sql", ".md", ".json", ".txt", ".py", ".sh", ".svg");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private static final Pattern STRING =
            Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

    private Sources() {}

    /** A file with its room: the last part of its package. */
    record Source(Path path, String text) {
        String name() {
            var file = path.getFileName().toString();
            return file.substring(0, file.lastIndexOf('.'));
        }

        String room() {
            return folder().getFileName().toString();
        }

        Path folder() {
            var folder = path.getParent();
            if (folder == null) {
                throw new IllegalStateException(path + " lies nowhere");
            }
            return folder;
        }

        /** The comment on the type, or on the package, without its stars. */
        Optional<String> javadoc() {
            return JAVADOC.matcher(text)
                    .results()
                    .map(m -> m.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip())
                    .findFirst();
        }

        /** Up to the first full stop that ends a sentence. */
        String firstSentence() {
            return javadoc().orElse("").split("\\.(\\s|$)", 2)[0].replaceAll("\\s+", " ");
        }
    }

    static List<Source> main(String ending) {
        return modules().stream()
                .flatMap(module -> files(module.resolve("src/main/java"), ending))
                .toList();
    }

    /** Every file that is text, Java and all that lies beside it. */
    static List<Source> texts() {
        return TEXT.stream().flatMap(ending -> main(ending).stream()).toList();
    }

    static List<Source> tests(String ending) {
        return modules().stream()
                .flatMap(module -> files(module.resolve("src/test/java"), ending))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    /** The string literals of a Java source, text blocks among them. */
    static String literals(String java) {
        return STRING.matcher(java).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    }

    private static List<Path> modules() {
        try (var found = Files.list(ROOT)) {
            return found.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Source> files(Path folder, String ending) {
        if (!Files.exists(folder)) {
            return Stream.of();
        }
        try (var found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream()
                    .map(file -> new Source(file, read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
