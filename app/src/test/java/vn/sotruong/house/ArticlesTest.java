package vn.sotruong.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Điều khoản và phép thử: each article that the house serves is proved by tests of the same build, which carry its tag,
 * {@code art:SOURCE-ARTICLE.CLAUSE}; {@code docs/articles.md} lists them, and is rewritten only with
 * {@code -Dgolden=write}.
 */
class ArticlesTest {
    private static final String TAG = "art:";
    private static final Path LIST = Sources.ROOT.resolve("docs/articles.csv");
    private static final Path PAGE = Sources.ROOT.resolve("docs/articles.md");
    private static final Map<String, String> SOURCES = sources();

    private static Map<String, String> sources() {
        var names = new LinkedHashMap<String, String>();
        names.put("000", "Quy chế của Sở (161/QĐ-SGDĐT, 2023)");
        names.put("001", "Quy chế mã định danh, trường tiểu học (181/QĐ-TH, 2023)");
        names.put("002", "Quy chế của Sở (150/QĐ-SGDĐT, 2018)");
        names.put("003", "Quy chế của trường trung học cơ sở (2024)");
        names.put("004", "Quy chế của trường mầm non (63a/QĐ-MNMA, 2024)");
        names.put("tt17", "Chương trình giáo dục mầm non (Thông tư 17/2009 và các lần sửa)");
        names.put("tt22", "Thông tư 22/2021");
        names.put("tt27", "Thông tư 27/2020");
        names.put("tt43", "Thông tư 43/2021");
        names.put("tt58", "Thông tư 58/2011");
        return names;
    }

    /** Những phép thử mang nhãn: by article, as {@code Class#method}. */
    private static Map<String, SortedSet<String>> proofs() throws IOException, URISyntaxException {
        var proofs = new TreeMap<String, SortedSet<String>>();
        for (var test : tests()) {
            for (var article : articles(test)) {
                proofs.computeIfAbsent(article, _ -> new TreeSet<>())
                        .add(test.getDeclaringClass().getSimpleName() + "#" + test.getName());
            }
        }
        return proofs;
    }

    /** Whatever carries a tag: a method that runs, or one that only looks like a test. */
    private static List<Method> tests() throws IOException, URISyntaxException {
        var root = Path.of(ArticlesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var tagged = new ArrayList<Method>();
        try (var files = Files.walk(root.resolve("vn"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith("Test.class")).toList()) {
                var name = root.relativize(file).toString().replace('/', '.');
                try {
                    var type = Class.forName(
                            name.substring(0, name.length() - ".class".length()),
                            false,
                            ArticlesTest.class.getClassLoader());
                    Stream.of(type.getDeclaredMethods())
                            .filter(each -> !articles(each).isEmpty())
                            .forEach(tagged::add);
                } catch (ClassNotFoundException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return tagged;
    }

    private static List<String> articles(Method method) {
        return Arrays.stream(method.getAnnotationsByType(Tag.class))
                .map(Tag::value)
                .filter(each -> each.startsWith(TAG))
                .map(each -> each.substring(TAG.length()))
                .toList();
    }

    private static Map<String, String> served() throws IOException {
        var asked = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(LIST)) {
            var at = line.indexOf(';');
            assertThat(at).as(line).isPositive();
            assertThat(asked.put(line.substring(0, at), line.substring(at + 1)))
                    .as("twice in the list: " + line)
                    .isNull();
        }
        asked.remove("article");
        return asked;
    }

    @Test
    void an_article_without_a_test_fails_the_build() throws Exception {
        var served = served();
        assertThat(served.keySet()).allMatch(each -> SOURCES.containsKey(each.substring(0, each.indexOf('-'))));
        var unproved = new TreeSet<>(served.keySet());
        unproved.removeAll(proofs().keySet());
        assertThat(unproved).as("articles that no test proves").isEmpty();
        var unknown = new TreeSet<>(proofs().keySet());
        unknown.removeAll(served.keySet());
        assertThat(unknown)
                .as("tags of articles that docs/articles.csv does not list")
                .isEmpty();
    }

    @Test
    void what_proves_an_article_runs_in_every_build() throws Exception {
        for (var test : tests()) {
            assertThat(AnnotationSupport.isAnnotated(test, Testable.class))
                    .as(test + " is run")
                    .isTrue();
            assertThat(skipped(test)).as(test + " is never skipped").isFalse();
            assertThat(skipped(test.getDeclaringClass()))
                    .as(test.getDeclaringClass() + " is never skipped")
                    .isFalse();
        }
    }

    /** Switched off, or on a condition of the machine. */
    private static boolean skipped(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(each -> each.getSimpleName().equals("Disabled")
                        || each.getPackageName().equals("org.junit.jupiter.api.condition"));
    }

    @Test
    void the_page_of_articles_is_what_the_tests_say() throws Exception {
        var page = page(served(), proofs());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page(Map<String, String> served, Map<String, SortedSet<String>> proofs) {
        var text = new StringBuilder("""
                # Điều khoản và phép thử

                Trang này do bản dựng viết ra từ nhãn của các phép thử. Mỗi dòng là một điều khoản mà hệ thống thực hiện,
                điều khoản ấy đòi gì, và những phép thử chứng minh. Điều khoản không có phép thử chạy đạt thì bản dựng hỏng.
                Điều khoản về nhập điểm, sửa điểm, khoá sổ, tổng kết và xét duyệt mà chưa có ở đây là phần sau.
                """);
        SOURCES.forEach((source, name) -> {
            var own = served.keySet().stream()
                    .filter(each -> each.startsWith(source + "-"))
                    .toList();
            if (!own.isEmpty()) {
                text.append("\n## ").append(name).append("\n\n| Điều | Đòi gì | Phép thử |\n|---|---|---|\n");
                own.forEach(article -> text.append("| ")
                        .append(title(article.substring(source.length() + 1)))
                        .append(" | ")
                        .append(served.get(article))
                        .append(" | ")
                        .append(String.join("<br>", proofs.getOrDefault(article, new TreeSet<>())))
                        .append(" |\n"));
            }
        });
        return text.toString();
    }

    /** A programme is no article and is proved as a whole. */
    private static String title(String article) {
        if (!Character.isDigit(article.charAt(0))) {
            return "Cả văn bản";
        }
        var parts = article.split("\\.", 2);
        if (parts.length == 1) {
            return "Điều " + parts[0];
        }
        var clause = Character.isDigit(parts[1].charAt(0)) ? "khoản " : "điểm ";
        return "Điều " + parts[0] + ", " + clause + parts[1];
    }
}
