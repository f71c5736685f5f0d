package vn.sotruong.backup.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Mở kho SQLite: opens encrypted files (cipher {@code sqlcipher}, version-4 layout, raw key: a stock SQLCipher 4
 * command line opens them too), and plain ones where a sealed image is made or read back.
 *
 * <p>Not a pool: each call gives a new connection, which the caller closes.
 */
public final class Sqlite {
    private static final byte[] PLAIN_HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private Sqlite() {}

    /**
     * Opens an encrypted file for writing: WAL, {@code synchronous=FULL}, foreign keys on. A missing file is created.
     *
     * @throws CannotOpen when the library is not ours, the file is plain text, or the key is wrong
     */
    public static Connection openWriter(Path file, DatabaseKey key) {
        return open(file, key, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON");
    }

    /** Opens an encrypted file for reading only ({@code query_only}); otherwise as {@link #openWriter}. */
    public static Connection openReader(Path file, DatabaseKey key) {
        return open(file, key, "PRAGMA query_only=ON");
    }

    /**
     * Opens a plain SQLite file or {@code :memory:}. Only for images on their way into or out of a seal, on tmpfs or in
     * memory, and for the audit's replay.
     */
    public static Connection openPlain(String fileOrMemory) {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + fileOrMemory);
        } catch (SQLException e) {
            throw new CannotOpen("cannot open a plain image", e);
        }
    }

    /**
     * Opens a plain image to change its schema, where it lies on tmpfs: foreign keys on, and what SQLite puts aside
     * stays in memory too.
     */
    public static Connection openImage(Path image) {
        var connection = openPlain(image.toString());
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA temp_store=MEMORY");
            statement.execute("PRAGMA journal_mode=MEMORY");
            statement.execute("PRAGMA foreign_keys=ON");
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw new CannotOpen("cannot open a plain image", e);
        }
    }

    /** Whether something failed because the disk, or the memory that stands for one, was full. */
    public static boolean lackedRoom(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause)
                .anyMatch(each -> each instanceof SQLException sql
                        && (sql.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code);
    }

    private static Connection open(Path file, DatabaseKey key, String... pragmas) {
        refusePlainText(file);
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA cipher='sqlcipher'");
                statement.execute("PRAGMA legacy=4");
                giveKey(statement, key);
                requireOurLibrary(statement);
                statement.execute("PRAGMA busy_timeout=5000");
                statement.execute("PRAGMA temp_store=MEMORY");
                statement.execute("PRAGMA cache_size=-16000");
                for (var pragma : pragmas) {
                    statement.execute(pragma);
                }
                // the first real read: a wrong key shows itself here
                statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            }
            return connection;
        } catch (SQLException e) {
            close(connection);
            // The driver's message may quote the statement, and with it the key: it goes no further.
            throw new CannotOpen("wrong key or not one of our databases: " + file.getFileName() + " (SQLite "
                    + e.getErrorCode() + ")");
        } catch (CannotOpen e) {
            close(connection);
            throw e;
        }
    }

    private static void giveKey(Statement statement, DatabaseKey key) throws SQLException {
        statement.execute("PRAGMA key=\"x'" + key.hex() + "'\"");
    }

    /** Stock SQLite took the pragmas above in silence; only our library knows this function. */
    private static void requireOurLibrary(Statement statement) throws SQLException {
        try (var version = statement.executeQuery("SELECT sqlite3mc_version()")) {
            version.next();
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code) {
                throw new CannotOpen(
                        "the SQLite library in use cannot encrypt; start with ./sotruong, which builds and names ours");
            }
            throw e;
        }
    }

    private static void refusePlainText(Path file) {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            try (var in = Files.newInputStream(file)) {
                if (Arrays.equals(in.readNBytes(PLAIN_HEADER.length), PLAIN_HEADER)) {
                    throw new CannotOpen("this database is plain text and will not be used: " + file.getFileName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new CannotOpen("cannot close after a failed opening", e);
            }
        }
    }

    /** Không mở được kho. The message never holds a key. */
    public static final class CannotOpen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotOpen(String message) {
            super(message);
        }

        CannotOpen(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
