package vn.sotruong.backup.set;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Envelope;

/** Tập niêm phong: a stream cut into sealed files {@code mo-001.zip.p7m}, {@code mo-002.zip.p7m}, … */
final class Volumes extends OutputStream {
    /** OpenSSL takes an envelope whole into memory; 240 MiB leave it room. */
    static final long LIMIT = 240L << 20;

    private final Path folder;
    private final String kind;
    private final List<X509Certificate> recipients;
    private final long limit;

    private int number;
    private long room;
    private @Nullable FileOutputStream file;
    private @Nullable OutputStream buffer;
    private @Nullable OutputStream sealing;

    Volumes(Path folder, String kind, List<X509Certificate> recipients, long limit) {
        this.folder = folder;
        this.kind = kind;
        this.recipients = recipients;
        this.limit = limit;
    }

    /** A ZIP entry whose time is the set's, whatever the machine's time zone. */
    static ZipEntry entry(String name, Instant moment) {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
        return entry;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        var at = from;
        var left = length;
        while (left > 0) {
            var stream = stream();
            var now = (int) Math.min(left, room);
            stream.write(bytes, at, now);
            at += now;
            left -= now;
            room -= now;
        }
    }

    @Override
    public void close() throws IOException {
        endVolume();
    }

    private OutputStream stream() throws IOException {
        if (sealing == null || room == 0) {
            endVolume();
            number++;
            file = new FileOutputStream(
                    folder.resolve("%s-%03d.zip.p7m".formatted(kind, number)).toFile());
            buffer = new BufferedOutputStream(file, 1 << 16);
            sealing = Envelope.sealing(buffer, recipients);
            room = limit;
        }
        return sealing;
    }

    private void endVolume() throws IOException {
        if (sealing != null && buffer != null && file != null) {
            sealing.close();
            buffer.flush();
            file.getFD().sync();
            file.close();
            sealing = null;
        }
    }
}
