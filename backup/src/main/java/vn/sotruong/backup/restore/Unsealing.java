package vn.sotruong.backup.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Envelope;
import vn.sotruong.backup.snapshot.Tmpfs;

/** Mở tập niêm phong: the volumes of one part as one stream. Each is opened in memory as a whole, then wiped. */
final class Unsealing extends InputStream {
    private final Path folder;
    private final String kind;
    private final PrivateKey key;
    private final X509Certificate recipient;
    private final Path piece;

    private int number;
    private @Nullable InputStream in;

    Unsealing(Path folder, String kind, PrivateKey key, X509Certificate recipient, Path memory) throws IOException {
        this.folder = folder;
        this.kind = kind;
        this.key = key;
        this.recipient = recipient;
        this.piece = memory.resolve(kind + ".piece");
        if (!next()) {
            throw new Broken("the set has no part " + kind);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (in != null) {
            var n = in.read(into, from, length);
            if (n >= 0) {
                return n;
            }
            next();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
        Tmpfs.wipe(piece);
    }

    private boolean next() throws IOException {
        close();
        number++;
        var volume = folder.resolve("%s-%03d.zip.p7m".formatted(kind, number));
        if (!Files.exists(volume)) {
            return false;
        }
        Envelope.open(volume, piece, key, recipient);
        in = Files.newInputStream(piece);
        return true;
    }
}
