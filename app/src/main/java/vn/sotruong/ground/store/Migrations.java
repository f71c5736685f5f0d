package vn.sotruong.ground.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

/**
 * Nâng cấp kho: brings a file to the newest schema, forward only. A store that holds data is copied (encrypted, same
 * key) and the copy checked before anything is changed. Of one that a newer release wrote, the copy from before takes the
 * place again if not a row was written since; else it is refused, and nothing is changed.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private static final Pattern TRIGGER =
            Pattern.compile("CREATE TRIGGER (\\w+).*?\\nEND|DROP TRIGGER (\\w+)", Pattern.DOTALL);

    private Migrations() {}

    /**
     * Brings the file to the newest schema.
     *
     * @return names of guards that stood once, and that somebody took away or altered while the store was closed
     */
    static List<String> upgrade(Path file, DatabaseKey key, Schema schema) {
        var isNew = !Files.exists(file);
        var lowered = new ArrayList<String>();
        var source = source(file, key);
        var flyway = flyway(source, schema);
        if (!isNew) {
            refuseUnknown(flyway, newer -> wentBack(file, key, schema, newer));
            lowered.addAll(lowered(source, schema, upgrades(flyway)));
            if (upgrades(flyway)) {
                var current = flyway.info().current();
                UpgradeCopy.keep(file, key, current == null ? "0" : String.valueOf(current.getVersion()));
            }
        }
        migrate(flyway, source, schema);
        UpgradeCopy.forgetOld(file);
        return lowered;
    }

    /**
     * Brings a plain image, on its way out of a seal, to the newest schema: a set outlives the release that made it. An
     * image of this release is left as it is.
     *
     * @param image on tmpfs, nobody else's
     * @return names of guards that stood once, and that the image has lost
     * @throws Refused when another release wrote it that this one does not know
     */
    public static List<String> upgradeImage(Path image, Schema schema) {
        var source = new ConnectionSource(() -> Sqlite.openImage(image));
        var flyway = flyway(source, schema);
        refuseUnknown(flyway, _ -> false);
        if (!upgrades(flyway)) {
            return List.of();
        }
        var lowered = lowered(source, schema, true);
        migrate(flyway, source, schema);
        return lowered;
    }

    /**
     * What stands otherwise in an image of this release's schema than in a new store: its tables' own text would act on
     * every row that is written after a restore.
     *
     * @param image as {@link #upgradeImage} left it
     * @param scratch a file on tmpfs that does not exist yet
     * @return kinds and names; empty for an image of ours
     */
    public static List<String> strange(Path image, Path scratch, Schema schema) {
        var source = new ConnectionSource(() -> Sqlite.openImage(scratch));
        migrate(flyway(source, schema), source, schema);
        var ours = shape(scratch);
        var theirs = shape(image);
        return Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
                .distinct()
                .filter(each -> !Objects.equals(ours.get(each), theirs.get(each)))
                .sorted()
                .toList();
    }

    /** Without what SQLite and Flyway write for themselves, each in words of its own release. */
    private static Map<String, String> shape(Path image) {
        var shape = new HashMap<String, String>();
        try (var connection = Sqlite.openImage(image);
                var found = connection.createStatement().executeQuery("""
                        SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema
                        WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> 'flyway_schema_history'""")) {
            while (found.next()) {
                shape.put(found.getString(1), found.getString(2));
            }
            return shape;
        } catch (SQLException e) {
            throw new StoreFailed("cannot read a schema", e);
        }
    }

    private static boolean upgrades(Flyway flyway) {
        return flyway.info().pending().length > 0;
    }

    private static void migrate(Flyway flyway, ConnectionSource source, Schema schema) {
        var done = flyway.migrate();
        if (done.migrationsExecuted > 0) {
            LOG.info("schema brought to {}", done.targetSchemaVersion);
        }
        try (var connection = source.getConnection()) {
            raiseGuards(connection, schema);
        } catch (SQLException e) {
            throw new StoreFailed("cannot raise the guards", e);
        }
    }

    private static ConnectionSource source(Path file, DatabaseKey key) {
        return new ConnectionSource(() -> Sqlite.openWriter(file, key));
    }

    private static Flyway flyway(ConnectionSource source, Schema schema) {
        return Flyway.configure()
                .dataSource(source)
                .locations(schema.migrations().stream()
                        .map(each -> "classpath:" + each)
                        .toArray(String[]::new))
                .ignoreMigrationPatterns("*:pending")
                .cleanDisabled(true)
                .load();
    }

    /** An upgrade may write a guard anew, but none ever goes without one that has lines in the journal. */
    private static List<String> lowered(ConnectionSource source, Schema schema, boolean upgrades) {
        var lowered = new ArrayList<String>();
        try (var connection = source.getConnection();
                var told = connection.prepareStatement("SELECT 1 FROM change WHERE ent = ? LIMIT 1")) {
            var standing = guards(connection);
            for (var entity : schema.journalled()) {
                for (var guard : entity.guards()) {
                    var stands = standing.get(guardName(guard));
                    if (upgrades ? stands == null : !guard.equals(stands)) {
                        told.setString(1, entity.table());
                        try (var line = told.executeQuery()) {
                            if (line.next()) {
                                lowered.add(guardName(guard));
                            }
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new StoreFailed("cannot look at the guards", e);
        }
        if (!lowered.isEmpty()) {
            LOG.error("guards were missing or altered, and are raised again: {}", lowered);
        }
        return lowered;
    }

    /** Where a newer release wrote it, goes back if that loses nothing; else refuses, and changes nothing. */
    private static void refuseUnknown(Flyway flyway, Predicate<MigrationVersion> wentBack) {
        try {
            flyway.validate();
        } catch (FlywayValidateException unknown) {
            var newest = newest(flyway.info().applied());
            if (newest == null || !isNewer(newest, newest(known(flyway)))) {
                throw Refused.anotherRelease(unknown);
            }
            if (!wentBack.test(newest)) {
                throw Refused.newer(newest, unknown);
            }
        }
    }

    private static boolean wentBack(Path file, DatabaseKey key, Schema schema, MigrationVersion newer) {
        try {
            for (var copy : UpgradeCopy.copies(file)) {
                if (isOurs(copy, key, schema)) {
                    return UpgradeCopy.goBack(file, key, copy, newer.getVersion());
                }
            }
            return false;
        } catch (IOException e) {
            throw new StoreFailed("cannot look for copies before an upgrade", e);
        }
    }

    private static boolean isOurs(Path copy, DatabaseKey key, Schema schema) {
        try {
            flyway(source(copy, key), schema).validate();
            return true;
        } catch (FlywayValidateException other) {
            return false;
        }
    }

    private static MigrationInfo[] known(Flyway flyway) {
        return Stream.of(flyway.info().all())
                .filter(each -> each.getState().isResolved())
                .toArray(MigrationInfo[]::new);
    }

    private static @Nullable MigrationVersion newest(MigrationInfo[] some) {
        return Stream.of(some)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static boolean isNewer(MigrationVersion one, @Nullable MigrationVersion other) {
        return other == null || one.compareTo(other) > 0;
    }

    /** The stores of newer releases that an older one put aside when it came back, beside {@code file}. */
    public static List<Path> aside(Path file) {
        return UpgradeCopy.aside(file);
    }

    /** Creates the guards that are missing; one whose text differs is replaced. */
    private static void raiseGuards(Connection connection, Schema schema) throws SQLException {
        var standing = guards(connection);
        try (var statement = connection.createStatement()) {
            for (var entity : schema.journalled()) {
                for (var guard : entity.guards()) {
                    var name = guardName(guard);
                    if (guard.equals(standing.get(name))) {
                        continue;
                    }
                    if (standing.containsKey(name)) {
                        statement.execute("DROP TRIGGER " + name);
                    }
                    statement.execute(guard);
                }
            }
        }
    }

    /** The triggers that the migrations of this release wrote, by name: for the audit, which trusts none that stands. */
    static Map<String, String> written(Connection connection, Schema schema) throws SQLException {
        var written = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var scripts = statement.executeQuery("""
                        SELECT script FROM flyway_schema_history WHERE script IS NOT NULL ORDER BY installed_rank""")) {
            while (scripts.next()) {
                for (var folder : schema.migrations()) {
                    var matcher = TRIGGER.matcher(read(folder + "/" + scripts.getString(1)));
                    while (matcher.find()) {
                        if (matcher.group(2) == null) {
                            written.put(matcher.group(1), matcher.group());
                        } else {
                            written.remove(matcher.group(2));
                        }
                    }
                }
            }
        }
        return written;
    }

    private static String read(String resource) {
        try (var in = Migrations.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String guardName(String guard) {
        return guard.split("\\s+", 4)[2];
    }

    static Map<String, String> guards(Connection connection) throws SQLException {
        var guards = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery("SELECT name, sql FROM sqlite_schema WHERE lower(type) = 'trigger'")) {
            while (found.next()) {
                guards.put(found.getString(1), found.getString(2));
            }
        }
        return guards;
    }

    /** Bị từ chối: the file is of another release, or the copy before the upgrade is not sound. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean newer;

        private Refused(String message, boolean newer, @Nullable Throwable cause) {
            super(message, cause);
            this.newer = newer;
        }

        static Refused damagedCopy(String how) {
            return new Refused("the copy before the upgrade is damaged: " + how, false, null);
        }

        static Refused anotherRelease(Throwable cause) {
            return new Refused(
                    "the database was written by another release than this one; nothing was changed", false, cause);
        }

        static Refused newer(MigrationVersion version, Throwable cause) {
            return new Refused(
                    "the database was written by a newer release (schema " + version
                            + ") and holds what this one does not know; nothing was changed",
                    true,
                    cause);
        }

        /** Whether a newer release wrote what this one would lose. */
        public boolean newer() {
            return newer;
        }
    }
}
