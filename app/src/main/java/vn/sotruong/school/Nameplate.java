package vn.sotruong.school;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.kernel.DataFolder;

/**
 * Biển trước cửa: what the box's own screen shows of this program, left in a folder that is gone at the next start. The
 * programs of the box may read it, its screen's among them, and nobody else. Where no such folder was given, nothing is left.
 */
final class Nameplate {
    private static final String FILE = "nameplate";

    private final DataFolder data;
    private final @Nullable Path folder;

    /** @param folder {@code $RUNTIME_DIRECTORY}; empty where there is none */
    Nameplate(DataFolder data, String folder) {
        this.data = data;
        this.folder = folder.isEmpty() ? null : Path.of(folder);
    }

    /** A school is served; the courier makes its key for the school of this code. */
    void open(String code) {
        hang("STATE=open\nSCHOOL=" + code + "\n" + authority());
    }

    /** A store is there and stays closed. */
    void closed() {
        hang("STATE=closed\n" + authority());
    }

    /** The set-up page waits for this code. */
    void setUp(String code) {
        hang("STATE=setup\nCODE=" + code + "\n" + authority());
    }

    private String authority() {
        try {
            var pem = Files.readString(data.keys().resolve("lan").resolve("authority.pem"));
            return "FINGERPRINT="
                    + Certificates.spoken(Certificates.readPem(pem).getFirst()) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hang(String text) {
        if (folder == null) {
            return;
        }
        try {
            var fresh = folder.resolve(FILE + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
            Files.writeString(fresh, text);
            Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
