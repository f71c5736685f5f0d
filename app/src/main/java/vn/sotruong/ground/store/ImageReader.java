package vn.sotruong.ground.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.Sqlite;

/** Đọc ảnh kho: reads a plain image that lies in memory, on its way out of a seal. */
public final class ImageReader {
    private ImageReader() {}

    /** Reads the image of a store. */
    public static <T extends @Nullable Object> T read(Path image, ReadWork<T> work) {
        try (var connection = Sqlite.openPlain(image.toString())) {
            return Discreet.of(Jdbi.create(connection)).withHandle(work::in);
        } catch (SQLException e) {
            throw new StoreFailed("cannot read an image", e);
        }
    }
}
