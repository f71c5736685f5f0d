package vn.sotruong.backup.snapshot;

import java.nio.file.Path;
import java.sql.Connection;
import vn.sotruong.backup.sqlite.Sqlite;

/** Ảnh kho dạng thường, trong bộ nhớ: closing it wipes it. */
public final class PlainImage implements AutoCloseable {
    private final Tmpfs tmpfs;
    private final Path file;

    PlainImage(Tmpfs tmpfs, Path file) {
        this.tmpfs = tmpfs;
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** A connection to the image, for whoever writes it out; the caller closes it. */
    public Connection open() {
        return Sqlite.openPlain(file.toString());
    }

    @Override
    public void close() {
        tmpfs.close();
    }
}
