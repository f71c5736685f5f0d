package vn.sotruong.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler sees: signs on the rooms, words in both languages, whose table is whose. */
class TidyTest {
    private static final Set<String> BANNED =
            Set.of("Manager", "Helper", "Util", "Utils", "Impl", "Service", "Base", "Common", "Dto", "Data", "Info");
    private static final Pattern OWNS = Pattern.compile("Owns:\\s*([^.]*)\\.");
    private static final Pattern TABLE =
            Pattern.compile("(?i)\\b(?:from|join|into|update|table(?: if (?:not )?exists)?)\\s+([a-z_][a-z0-9_]*)");
    private static final Pattern NAMED_QUERY = Pattern.compile(
            "(?i)(?:\\bwith(?: recursive)?|,)\\s+([a-z_][a-z0-9_]*)\\s*(?:\\([^)]*\\))?\\s+as\\s*(?:materialized\\s*)?\\(");
    private static final Set<String> NO_TABLES =
            Set.of("set", "select", "json_each", "sqlite_schema", "sqlite_sequence", "pragma_table_list");
    private static final Pattern TEMPLATE_KEY =
            Pattern.compile("\\b(?:t|tell)\\(\\s*[\"']([a-z][\\w.-]*\\.[\\w.-]+)[\"']");
    private static final Pattern LITERAL_KEY = Pattern.compile("\"([a-z]+\\.[\\w.-]+)\"");
    private static final Pattern WORD = Pattern.compile("[\"']([a-z][\\w.-]*)[\"']");
    private static final Pattern BEGINNING = Pattern.compile("[\"']([a-z][\\w.-]*[.-])[\"']\\s*[+~]");
    private static final Set<String> FILES = Set.of(
            "peb",
            "js",
            "css",
            "properties",
            "sql",
            "md",
            "json",
            "txt",
            "py",
            "sh",
            "key",
            "pem",
            "lock",
            "db",
            "zip",
            "csv",
            "xlsx",
            "svg",
            "woff2",
            "log",
            "p7s",
            "p7m",
            "bin",
            "sqlite",
            "iso",
            "html");

    @Test
    void every_package_has_a_sign_and_is_null_marked() {
        var bare = Sources.main(".java").stream()
                .map(Sources.Source::folder)
                .distinct()
                .filter(folder -> {
                    var sign = folder.resolve("package-info.java");
                    return !Files.exists(sign)
                            || !Sources.read(sign).contains("@NullMarked")
                            || !Sources.read(sign).contains("/**");
                })
                .toList();
        assertThat(bare).isEmpty();
    }

    @Test
    void every_public_type_says_what_it_is() {
        var silent = Sources.main(".java").stream()
                .filter(source -> source.text().contains("\npublic "))
                .filter(source -> source.javadoc().isEmpty())
                .map(Sources.Source::name)
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void no_class_is_named_after_nothing() {
        var vague = Stream.concat(Sources.main(".java").stream(), Sources.tests(".java").stream())
                .map(Sources.Source::name)
                .filter(name -> !name.equals("DataFolder")) // the folder that --data names
                .filter(name ->
                        Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])")).anyMatch(BANNED::contains))
                .toList();
        assertThat(vague).isEmpty();
    }

    @Test
    void no_test_is_switched_off_and_nothing_is_put_off() {
        var excuses = Pattern.compile("\\bTO" + "DO\\b|\\bFIX" + "ME\\b|@Dis" + "abled\\b|org\\.mock" + "ito");
        var found = Stream.concat(Sources.texts().stream(), Sources.tests(".java").stream())
                .filter(source -> excuses.matcher(source.text()).find())
                .map(source -> source.path().toString())
                .toList();
        assertThat(found).isEmpty();
    }

    @Test
    void both_languages_have_the_same_keys_of_their_own_room() {
        for (var vi : Sources.main("messages_vi.properties")) {
            var vietnamese = keys(vi.text());
            var english = keys(Sources.read(vi.folder().resolve("messages_en.properties")));
            assertThat(new TreeSet<>(english.keySet())).as(vi.room()).isEqualTo(new TreeSet<>(vietnamese.keySet()));
            assertThat(vietnamese.keySet()).allMatch(key -> key.startsWith(vi.room() + "."));
            vietnamese.forEach((key, text) ->
                    assertThat(places(text)).as("places in " + key).isEqualTo(places(english.getOrDefault(key, ""))));
        }
    }

    @Test
    void no_key_stands_twice_and_every_text_is_composed() {
        for (var file : Sources.main(".properties")) {
            var names = file.text()
                    .lines()
                    .filter(line -> line.matches("[a-z][\\w.-]*\\s*[=:].*"))
                    .map(line -> line.split("\\s*[=:]", 2)[0])
                    .toList();
            assertThat(names).as(file.path().toString()).doesNotHaveDuplicates();
        }
        var decomposed = Sources.texts().stream()
                .filter(source -> !Normalizer.isNormalized(source.text(), Normalizer.Form.NFC))
                .map(source -> source.path().toString())
                .toList();
        assertThat(decomposed).isEmpty();
    }

    @Test
    void every_key_that_is_used_exists() {
        var known = knownKeys();
        var rooms =
                known.stream().map(key -> key.substring(0, key.indexOf('.'))).collect(toSet());
        var missing = new TreeSet<String>();
        for (var template : Sources.main(".peb")) {
            Sources.matches(TEMPLATE_KEY, template.text())
                    .filter(key -> !exists(key, known))
                    .forEach(key -> missing.add(template.name() + ".peb: " + key));
        }
        for (var source : Sources.main(".java")) {
            Sources.matches(LITERAL_KEY, source.text())
                    .filter(key -> rooms.contains(key.substring(0, key.indexOf('.'))))
                    .filter(key -> !FILES.contains(key.substring(key.lastIndexOf('.') + 1)))
                    .filter(key -> !exists(key, known))
                    .forEach(key -> missing.add(source.name() + ".java: " + key));
        }
        assertThat(missing).isEmpty();
    }

    /**
     * A key is used where it is written out, or where its room composes it: of a beginning that somewhere is joined to
     * something, or of a word of that room.
     */
    @Test
    void every_key_that_exists_is_used() {
        var code = Stream.concat(
                        Sources.main(".java").stream(),
                        Stream.concat(Sources.main(".peb").stream(), Sources.main(".js").stream()))
                .toList();
        var literals = code.stream()
                .flatMap(source -> Sources.matches(WORD, source.text()))
                .collect(toSet());
        var unused = new TreeSet<String>();
        for (var vi : Sources.main("messages_vi.properties")) {
            var room = vi.room();
            var own = code.stream()
                    .filter(source -> source.folder().equals(vi.folder()))
                    .map(Sources.Source::text)
                    .collect(joining("\n"));
            var words = Sources.matches(WORD, own).collect(toSet());
            var beginnings = code.stream()
                    .flatMap(source -> Sources.matches(BEGINNING, source.text()))
                    .filter(word -> !word.equals(room + "."))
                    .collect(toSet());
            var composes = Pattern.compile("[\"']" + room + "\\.[\"']\\s*[+]")
                    .matcher(own)
                    .find();
            for (var key : keys(vi.text()).keySet()) {
                var rest = key.substring(room.length() + 1);
                var reason = rest.startsWith("reason.") ? rest.substring("reason.".length()) : null;
                var used = literals.contains(key)
                        || (reason != null && own.contains(reason))
                        || beginnings.stream().anyMatch(key::startsWith)
                        || (composes
                                && (words.contains(rest)
                                        || words.contains(rest.replaceFirst("\\..*", ""))
                                        || beginnings.stream().anyMatch(rest::startsWith)
                                        || rest.matches("[A-Z][A-Z_]+")));
                if (!used) {
                    unused.add(key);
                }
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void every_reason_is_given_somewhere() {
        var constant = Pattern.compile("(?m)^ {4}([A-Z][A-Z_0-9]*)[,;(]?$");
        var never = new TreeSet<String>();
        for (var reasons : Sources.main("Reason.java")) {
            var others = Sources.main(".java").stream()
                    .filter(source -> !source.path().equals(reasons.path()))
                    .filter(source -> source.folder().equals(reasons.folder())
                            || source.text().contains(reasons.folder().getFileName() + ".Reason"))
                    .map(Sources.Source::text)
                    .collect(joining("\n"));
            Sources.matches(constant, reasons.text())
                    .filter(name -> !Pattern.compile("\\b" + name + "\\b")
                            .matcher(others)
                            .find())
                    .forEach(name -> never.add(reasons.room() + "." + name));
        }
        assertThat(never).isEmpty();
    }

    @Test
    void a_table_class_names_only_tables_that_its_room_owns() {
        var owners = owners();
        var strays = new ArrayList<String>();
        for (var source : Sources.main("Table.java")) {
            var sql = Sources.literals(source.text());
            var own = new HashSet<>(NO_TABLES);
            Sources.matches(NAMED_QUERY, sql).forEach(own::add);
            own.addAll(owners.getOrDefault(source.folder(), Set.of()));
            Sources.matches(TABLE, sql)
                    .filter(table -> !own.contains(table.toLowerCase(Locale.ROOT)))
                    .forEach(table -> strays.add(source.room() + "." + source.name() + " names " + table));
        }
        assertThat(strays).isEmpty();
    }

    @Test
    void no_table_has_two_owners() {
        var all = owners().entrySet().stream().collect(groupingBy(entry -> program(entry.getKey())));
        all.forEach((program, rooms) -> assertThat(
                        rooms.stream().flatMap(room -> room.getValue().stream()).toList())
                .as(program)
                .doesNotHaveDuplicates());
    }

    /** Plain text on a disk is how pupils would be lost: only these spellings make it, and only the cellar has them. */
    @Test
    void only_the_cellar_can_make_a_plain_image() {
        var plain = Pattern.compile("(?i)\\bkey\\s+''|[?&]key=|hexkey=|\\.serialize\\(");
        var found = Sources.main(".java").stream()
                .filter(source -> plain.matcher(source.text()).find())
                .map(Sources.Source::folder)
                .map(folder -> Sources.ROOT.relativize(folder).toString())
                .filter(folder -> !folder.matches("backup/src/main/java/vn/sotruong/backup/(snapshot|restore|sqlite)"))
                .distinct()
                .toList();
        assertThat(found).isEmpty();
    }

    /** The driver's own statement for a copy takes no key, and on some builds writes plain text. */
    @Test
    void nobody_copies_a_database_by_the_drivers_own_statement() {
        var statement = Pattern.compile("(?i)\"\\s*backup\\s+to\\b");
        assertThat(Sources.main(".java").stream()
                        .filter(s -> statement.matcher(s.text()).find())
                        .map(Sources.Source::name))
                .isEmpty();
    }

    private static Map<Path, Set<String>> owners() {
        return Sources.main("package-info.java").stream()
                .collect(toMap(
                        Sources.Source::folder,
                        sign -> OWNS.matcher(sign.javadoc().orElse(""))
                                .results()
                                .flatMap(owned -> Pattern.compile("[a-z_]+[a-z0-9_]*")
                                        .matcher(owned.group(1).replace("{@code", ""))
                                        .results()
                                        .map(name -> name.group()))
                                .collect(toSet())));
    }

    /** School and office keep separate files, so the same name may stand in both. */
    private static String program(Path folder) {
        return folder.toString().contains("/vn/sotruong/office/") ? "office" : "school";
    }

    private static Set<String> knownKeys() {
        return Sources.main("messages_vi.properties").stream()
                .flatMap(file -> keys(file.text()).keySet().stream())
                .collect(toSet());
    }

    /** A literal that ends in a point or a dash is the beginning of keys; at least one must go on from there. */
    private static boolean exists(String key, Set<String> known) {
        return (key.endsWith(".") || key.endsWith("-"))
                ? known.stream().anyMatch(one -> one.startsWith(key))
                : known.contains(key);
    }

    private static Map<String, String> keys(String properties) {
        var read = new Properties();
        try {
            read.load(new StringReader(properties));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var keys = new HashMap<String, String>();
        read.forEach((key, value) -> keys.put(key.toString(), value.toString()));
        return keys;
    }

    private static List<String> places(String text) {
        return Pattern.compile("\\{\\d+}")
                .matcher(text)
                .results()
                .map(place -> place.group())
                .distinct()
                .sorted()
                .toList();
    }
}
