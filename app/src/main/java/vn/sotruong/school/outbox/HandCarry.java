package vn.sotruong.school.outbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.sync.spool.Spool;

/**
 * Mang đi bằng thẻ nhớ: where no line leads to the office, a person takes what waits there in a browser, and brings the
 * receipts home the same way. The same bytes in the same folders as the courier's stick (PROTOCOL.md).
 */
final class HandCarry {
    private static final String OUT = "SOTRUONG-GUI";

    private final Database db;
    private final Spool spool;

    HandCarry(Database db, Spool spool) {
        this.db = db;
        this.spool = spool;
    }

    /** Sealed bundles for which no receipt has come, the oldest lines first. */
    List<Path> waiting() {
        return db.read(OutboxTable::listUnreceived).stream()
                .map(each -> spool.find(Spool.Tray.OUTBOX, each))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the download is called. */
    String fileName() {
        return OUT + "-" + school() + ".zip";
    }

    /** Writes a ZIP that is unpacked onto the stick as it is: bundles are sealed already, so nothing is compressed. */
    void write(List<Path> bundles, OutputStream out) throws IOException {
        var folder = OUT + "/" + school() + "/";
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            zip.setLevel(0);
            for (var each : bundles) {
                zip.putNextEntry(new ZipEntry(folder + each.getFileName()));
                Files.copy(each, zip);
                zip.closeEntry();
            }
        }
    }

    private String school() {
        return db.read(ChangeLog::lineage).school();
    }
}
