package vn.sotruong.ground.kernel;

import java.nio.file.Path;

/**
 * Thư mục dữ liệu: where everything of one installation lies. {@code db} and {@code keys} are the app's alone; the
 * spool is where the three programs hand each other finished files.
 */
public record DataFolder(Path root) {
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path database() {
        return root.resolve("db").resolve("so.db");
    }

    /** The demo's database key: a file of mode 0600. */
    public Path databaseKey() {
        return keys().resolve("db.key");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path spool() {
        return root.resolve("spool");
    }

    /** Held by the one app that works here. */
    public Path lock() {
        return root.resolve("db").resolve("lock");
    }
}
