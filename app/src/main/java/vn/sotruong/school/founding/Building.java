package vn.sotruong.school.founding;

import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.board.ArchiveKeys;

/** Công trình: the store of a school with what the first start needs beside it. */
public interface Building extends AutoCloseable {
    Database db();

    PasswordHash hashes();

    ArchiveKeys archiveKeys();

    @Override
    void close();

    /** Thợ xây: makes and opens stores, as the house of the school does. */
    interface Builder {
        /** Makes a store, the device's keys and all that stands in an empty folder. */
        Building make(DataFolder empty, String school);

        /** Opens the store that lives in a folder. */
        Building open(DataFolder data);
    }
}
