package vn.sotruong.sync.bundle;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Envelope;

/** Người mở gói: verifies in the one lawful order and gives out nothing before its step has held (BUNDLE.md §4). */
public final class BundleReader {
    private static final HexFormat HEX = HexFormat.of();

    private final X509Certificate authority;

    /** A reader that believes devices of this authority only. */
    public BundleReader(X509Certificate authority) {
        this.authority = authority;
    }

    /** Checks label, body hash and the whole container, without any key: what a courier can know of a bundle. */
    public SignedLabel check(Path bundle, @Nullable Instant at) throws IOException, BundleRefused {
        try (var arena = Arena.ofConfined()) {
            return check(map(bundle, arena), at).label();
        }
    }

    /** Checks everything and opens the bundle. */
    public OpenBundle open(Path bundle, PrivateKey key, X509Certificate recipient, @Nullable Instant at)
            throws IOException, BundleRefused {
        try (var arena = Arena.ofConfined()) {
            var checked = check(map(bundle, arena), at);
            var sealed = new byte[checked.body().remaining()];
            checked.body().get(sealed);
            byte[] plain;
            try {
                plain = Envelope.openBytes(sealed, key, recipient);
            } catch (Broken broken) {
                throw new BundleRefused(Reason.SEAL, "the envelope does not open: " + broken.getMessage(), broken);
            }
            var entries = Body.read(plain, checked.label().label());
            ChainCheck.require(entries, checked.label().label());
            return new OpenBundle(checked.label(), entries);
        }
    }

    private record Checked(SignedLabel label, ByteBuffer body) {}

    private Checked check(ByteBuffer whole, @Nullable Instant at) throws BundleRefused {
        var label = SignedLabel.verify(Container.head(whole), authority, at);
        var body = Container.body(whole);
        var hash = Sha256.fresh();
        hash.update(body.duplicate());
        if (!HEX.formatHex(hash.digest()).equals(label.label().bodySha256())) {
            throw new BundleRefused(Reason.BODY_HASH, "the body is not the one that was signed");
        }
        return new Checked(label, body);
    }

    private static ByteBuffer map(Path bundle, Arena arena) throws IOException, BundleRefused {
        try (var file = FileChannel.open(bundle, StandardOpenOption.READ)) {
            var size = file.size();
            if (size == 0 || size > Container.MAX_BYTES) {
                throw new BundleRefused(Reason.CONTAINER, "no bundle has this length");
            }
            return file.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
        }
    }

    /**
     * Gói đã mở: a verified label and the verified entries in their order.
     */
    public record OpenBundle(SignedLabel signed, List<Entry> entries) {
        /** The label. */
        public Label label() {
            return signed.label();
        }
    }
}
