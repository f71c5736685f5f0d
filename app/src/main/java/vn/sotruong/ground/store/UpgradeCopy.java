package vn.sotruong.ground.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

/**
 * Bản chụp trước khi nâng cấp: a copy of the store under the same key, made and checked before its schema changes, so
 * that an older release that comes back finds the store as it left it. Going back loses nothing: it is done only when
 * not one row was written since, and the newer file is put aside, never deleted.
 */
final class UpgradeCopy {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeCopy.class);

    private static final String COPY = ".before-upgrade-from-";
    private static final String ASIDE = ".newer-";
    private static final String UNFINISHED = ".unfinished";

    /** Copies that are kept; an older one has been followed by this many upgrades. */
    private static final int KEPT = 2;

    /** What every opening may write, and tells nothing of the school: migrations, the open transaction, Flyway's book. */
    private static final Set<String> OF_THE_STORE = Set.of("flyway_schema_history", "open_tx", "sqlite_sequence");

    private static final Pattern VERSION = Pattern.compile("[0-9]+");

    private UpgradeCopy() {}

    /** Copies the store and checks the copy: whole, opened by the same key, and with the same newest line. */
    static void keep(Path file, DatabaseKey key, String version) {
        var copy = file.resolveSibling(file.getFileName() + COPY + version);
        var unfinished = file.resolveSibling(copy.getFileName() + UNFINISHED);
        try {
            Files.deleteIfExists(unfinished);
            Newest newest;
            try (var connection = Sqlite.openWriter(file, key);
                    var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                newest = Newest.of(connection);
                vacuum.setString(1, unfinished.toString());
                vacuum.execute();
            }
            check(unfinished, key, newest);
            sync(unfinished);
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder(file));
            LOG.info("kept a copy before the upgrade: {}", copy.getFileName());
        } catch (SQLException | IOException e) {
            throw new StoreFailed("cannot keep a copy before the upgrade", e);
        }
    }

    private static void check(Path copy, DatabaseKey key, Newest newest) throws SQLException {
        try (var connection = Sqlite.openReader(copy, key);
                var check = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            if (!"ok".equals(check.getString(1))) {
                throw Migrations.Refused.damagedCopy(check.getString(1));
            }
            if (!newest.equals(Newest.of(connection))) {
                throw Migrations.Refused.damagedCopy("its newest line is another one");
            }
        }
    }

    /** Forgets the copies of long ago; called once the store stands at the newest schema. */
    static void forgetOld(Path file) {
        try {
            var copies = copies(file);
            for (var old : copies.subList(Math.min(KEPT, copies.size()), copies.size())) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new StoreFailed("cannot forget old copies", e);
        }
    }

    /** The copies beside a store, newest schema first. */
    static List<Path> copies(Path file) throws IOException {
        var name = file.getFileName() + COPY;
        try (var beside = Files.list(folder(file))) {
            return beside.filter(each -> each.getFileName().toString().startsWith(name)
                            && VERSION.matcher(version(each, name)).matches())
                    .sorted(Comparator.comparingInt((Path each) -> Integer.parseInt(version(each, name)))
                            .reversed())
                    .toList();
        }
    }

    private static String version(Path copy, String prefix) {
        return copy.getFileName().toString().substring(prefix.length());
    }

    /** The newer files that were put aside when an older release came back. */
    static List<Path> aside(Path file) {
        try (var beside = Files.list(folder(file))) {
            return beside.filter(each -> each.getFileName().toString().startsWith(file.getFileName() + ASIDE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StoreFailed("cannot look beside the store", e);
        }
    }

    /**
     * Puts {@code copy} in the place of the newer file, which is put aside, if that file holds nothing that the copy
     * does not. A power cut at any point leaves the one or the other in place.
     */
    static boolean goBack(Path file, DatabaseKey key, Path copy, String newer) {
        try {
            try (var now = Sqlite.openWriter(file, key);
                    var then = Sqlite.openReader(copy, key)) {
                check(copy, key, Newest.of(then));
                var written = writtenSince(then, now);
                if (!written.isEmpty()) {
                    LOG.error("the newer store was written to since the upgrade ({}); it is left as it is", written);
                    return false;
                }
            }
            settle(file, key);
            var back = file.resolveSibling(file.getFileName() + ".going-back");
            Files.copy(copy, back, StandardCopyOption.REPLACE_EXISTING);
            sync(back);
            var aside = free(file, newer);
            Files.createLink(aside, file);
            sync(folder(file));
            Files.move(back, file, StandardCopyOption.ATOMIC_MOVE);
            sync(folder(file));
            LOG.warn(
                    "an older release came back: the store is again {}; the newer one lies aside as {}",
                    copy.getFileName(),
                    aside.getFileName());
            return true;
        } catch (SQLException | IOException e) {
            throw new StoreFailed("cannot go back to the copy before the upgrade", e);
        }
    }

    /** Brings everything into the one file: what is put aside is whole without companions. */
    private static void settle(Path file, DatabaseKey key) throws SQLException {
        try (var connection = Sqlite.openWriter(file, key);
                var statement = connection.createStatement();
                var mode = statement.executeQuery("PRAGMA journal_mode=DELETE")) {
            if (!"delete".equals(mode.getString(1))) {
                throw new SQLException("the store is in use elsewhere");
            }
        }
    }

    private static Path free(Path file, String newer) {
        var name = file.getFileName() + ASIDE + newer;
        var aside = file.resolveSibling(name);
        for (var i = 2; Files.exists(aside); i++) {
            aside = file.resolveSibling(name + "-" + i);
        }
        return aside;
    }

    /** What differs: the journal's end, or rows of a table that keeps no journal. */
    private static List<String> writtenSince(Connection then, Connection now) throws SQLException {
        var differs = new ArrayList<String>();
        if (!Newest.of(then).equals(Newest.of(now))) {
            differs.add("change");
            return differs;
        }
        var standing = tables(now);
        for (var table : tables(then)) {
            if (OF_THE_STORE.contains(table) || columns(then, table).contains("seq")) {
                continue; // a journalled row tells its line
            }
            var both = new TreeSet<>(columns(then, table));
            if (standing.contains(table)) {
                both.retainAll(columns(now, table));
            } else {
                both.clear();
            }
            if (!sameRows(then, now, table, both)) {
                differs.add(table);
            }
        }
        return differs;
    }

    private static boolean sameRows(Connection then, Connection now, String table, Set<String> columns)
            throws SQLException {
        if (columns.isEmpty()) {
            return isEmpty(then, table);
        }
        var list = columns.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
        var query = "SELECT " + list + " FROM \"" + table + "\" ORDER BY " + list;
        try (var first = then.createStatement();
                var second = now.createStatement();
                var old = first.executeQuery(query);
                var current = second.executeQuery(query)) {
            while (old.next()) {
                if (!current.next()) {
                    return false;
                }
                for (var i = 1; i <= columns.size(); i++) {
                    if (!Objects.deepEquals(old.getObject(i), current.getObject(i))) {
                        return false;
                    }
                }
            }
            return !current.next();
        }
    }

    private static boolean isEmpty(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT 1 FROM \"" + table + "\" LIMIT 1")) {
            return !row.next();
        }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        var tables = new TreeSet<String>();
        try (var statement = connection.createStatement();
                var names = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        var columns = new HashSet<String>();
        try (var asked = connection.prepareStatement("SELECT name FROM pragma_table_info(?)")) {
            asked.setString(1, table);
            try (var names = asked.executeQuery()) {
                while (names.next()) {
                    columns.add(names.getString(1));
                }
            }
        }
        return columns;
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling("").normalize();
    }

    private static void sync(Path each) throws IOException {
        try (var channel = FileChannel.open(each, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The end of the journal: the head is a hash over all lines before it. */
    private record Newest(long seq, String head) {
        static Newest of(Connection connection) throws SQLException {
            if (!tables(connection).contains("change")) {
                return new Newest(0, "");
            }
            try (var statement = connection.createStatement();
                    var line = statement.executeQuery("SELECT seq, hex(head) FROM change ORDER BY seq DESC LIMIT 1")) {
                return line.next() ? new Newest(line.getLong(1), line.getString(2)) : new Newest(0, "");
            }
        }
    }
}
