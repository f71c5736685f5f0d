package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.store.Database;

/** The whole schema on one page: rewritten only with {@code -Dgolden=write}. */
class SchoolSchemaTest {
    private static final Path GOLDEN = Path.of("src/test/java/vn/sotruong/school/schema.sql");

    @TempDir
    private Path folder;

    @Test
    void the_migrations_make_the_schema_on_the_page() throws Exception {
        var random = new SecureRandom();
        try (var db = Database.create(
                folder.resolve("so.db"),
                DatabaseKey.random(random),
                Clock.systemUTC(),
                random,
                SchoolSchema.SCHEMA,
                "79000001")) {
            var schema = db.read(handle -> handle
                    .createQuery("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'flyway%'"
                            + " AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name")
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .collect(Collectors.joining(";\n\n", "", ";\n")));
            if ("write".equals(System.getProperty("golden"))) {
                Files.writeString(GOLDEN, schema);
            }
            assertThat(schema).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
            assertThat(looseTables(schema)).isEmpty();
        }
    }

    private static List<String> looseTables(String schema) {
        return Arrays.stream(schema.split(";\n\n"))
                .filter(each -> each.startsWith("CREATE TABLE") && !each.contains("STRICT"))
                .toList();
    }
}
