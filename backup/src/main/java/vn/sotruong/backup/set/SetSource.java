package vn.sotruong.backup.set;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import vn.sotruong.backup.snapshot.PlainImage;

/**
 * Nguồn của bộ sao lưu: what the owner of the database brings. Everything is read from one image, so that label,
 * tables and lines tell of the same moment.
 */
public interface SetSource {
    /** Takes the image; the builder closes it, which wipes it. */
    PlainImage image();

    SetLabel label(Connection image) throws SQLException;

    /** Writes the open export, table by table. */
    void writeTables(Connection image, CsvTables out) throws SQLException, IOException;

    /** Writes every change line in the order of {@code seq}, exact bytes. */
    void writeLines(Connection image, LineSink out) throws SQLException, IOException;

    /** Nơi nhận từng dòng nhật ký. */
    interface LineSink {
        void line(byte[] bytes) throws IOException;
    }
}
