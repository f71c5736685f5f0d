package vn.sotruong.backup.restore;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.set.SetLabel;
import vn.sotruong.backup.snapshot.Snapshot;
import vn.sotruong.backup.snapshot.Tmpfs;
import vn.sotruong.backup.sqlite.Sqlite;

/** Bộ sao lưu đã mở: its image and its lines, in memory until closed. */
public final class OpenedSet implements AutoCloseable {
    /** With less than this left in memory, in bytes, what failed was a lack of room. */
    private static final long LEAST_FREE = 1024 * 1024;

    private static final int PIECE = 1024 * 1024;

    /** Change lines hold a row each, and papers lie beside them, in bytes. */
    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    private final SetLabel label;
    private final Tmpfs tmpfs;
    private final Path image;
    private final Path log;

    private OpenedSet(SetLabel label, Tmpfs tmpfs) {
        this.label = label;
        this.tmpfs = tmpfs;
        this.image = tmpfs.folder().resolve("csdl.sqlite");
        this.log = tmpfs.folder().resolve("nhat-ky.jsonl");
    }

    static OpenedSet of(Path set, SetLabel label, PrivateKey key, X509Certificate recipient, Path memory) {
        var opened = new OpenedSet(label, Tmpfs.in(memory));
        try {
            opened.unseal(set, "csdl", key, recipient, opened.image);
            opened.unseal(set, "log", key, recipient, opened.log);
            opened.requirePlainTables();
            Snapshot.check(opened.image);
            opened.requireCounts();
            return opened;
        } catch (IOException e) {
            var full = opened.tmpfs.free() < LEAST_FREE;
            opened.close();
            throw full ? new Tmpfs.Full(e) : new UncheckedIOException(e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    public SetLabel label() {
        return label;
    }

    /** The plain SQLite image, on tmpfs, checked by SQLite and against the label's counts. */
    public Path image() {
        return image;
    }

    /**
     * Hands over every change line in its order, exact bytes.
     *
     * @throws Broken when there are more or fewer than the label says
     */
    public void eachLine(Consumer<byte[]> line) {
        var read = 0L;
        try (var in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            var bytes = new ByteArrayOutputStream();
            for (var b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    if (bytes.size() == LONGEST_LINE) {
                        throw new Broken("a change line of the set is longer than any");
                    }
                    bytes.write(b);
                    continue;
                }
                line.accept(bytes.toByteArray());
                bytes.reset();
                read++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (read != label.lines()) {
            throw new Broken("the set holds " + read + " change lines where its label says " + label.lines());
        }
    }

    @Override
    public void close() {
        tmpfs.close();
    }

    private void unseal(Path set, String kind, PrivateKey key, X509Certificate recipient, Path into)
            throws IOException {
        var folder = set.resolve("data").resolve(label.schoolYear()).resolve(label.session());
        try (var volumes = new Unsealing(folder, kind, key, recipient, tmpfs.folder());
                var zip = new ZipInputStream(new BufferedInputStream(volumes, 1 << 16))) {
            var entry = zip.getNextEntry();
            if (entry == null || !entry.getName().equals(into.getFileName().toString())) {
                throw new Broken("the sealed part " + kind + " does not hold what it should");
            }
            copy(zip, into);
        }
    }

    /** As long as there is room: past the limit of its memory the program would not be refused, but killed. */
    private void copy(InputStream from, Path into) throws IOException {
        try (var out = Files.newOutputStream(into, StandardOpenOption.CREATE_NEW)) {
            for (var piece = from.readNBytes(PIECE); piece.length > 0; piece = from.readNBytes(PIECE)) {
                if (tmpfs.free() < LEAST_FREE + piece.length) {
                    throw new Tmpfs.Full();
                }
                out.write(piece);
            }
        }
    }

    /** Nothing of ours is a view or a virtual table; a stranger's may take for ever to read. */
    private void requirePlainTables() {
        try (var db = Sqlite.openPlain(image.toString());
                var found = db.createStatement().executeQuery("""
                        SELECT name FROM sqlite_schema
                        WHERE type NOT IN ('table', 'index', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'""")) {
            if (found.next()) {
                throw new Broken("the image holds what no store of ours holds: " + found.getString(1));
            }
        } catch (SQLException e) {
            throw new Broken("the image cannot be read (SQLite " + e.getErrorCode() + ")", e);
        }
    }

    private void requireCounts() {
        try (var db = Sqlite.openPlain(image.toString());
                var statement = db.createStatement()) {
            for (var each : label.counts().entrySet()) {
                if (!each.getKey().matches("[a-z][a-z0-9_]*")) {
                    throw new Broken("the label counts a table of a name that cannot be");
                }
                try (var rows = statement.executeQuery("SELECT count(*) FROM " + each.getKey())) {
                    if (rows.getLong(1) != each.getValue()) {
                        throw new Broken("table " + each.getKey() + " holds " + rows.getLong(1)
                                + " rows where the label says " + each.getValue());
                    }
                }
            }
        } catch (SQLException e) {
            throw new Broken("the image cannot be read (SQLite " + e.getErrorCode() + ")", e);
        }
    }
}
