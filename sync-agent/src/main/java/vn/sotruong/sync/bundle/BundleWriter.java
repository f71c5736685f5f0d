package vn.sotruong.sync.bundle;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Envelope;
import vn.sotruong.backup.seal.Signatures;

/** Người đóng gói: seals a stretch of changes and signs its label. Runs in the app, which holds the device key. */
public final class BundleWriter {
    private final PrivateKey deviceKey;
    private final X509Certificate device;
    private final List<X509Certificate> recipients;

    /** Seals for the receiving office and the Sở, in the name of the enrolled device. */
    public BundleWriter(PrivateKey deviceKey, X509Certificate device, List<X509Certificate> recipients) {
        this.deviceKey = deviceKey;
        this.device = device;
        this.recipients = List.copyOf(recipients);
    }

    /**
     * Một đoạn nhật ký: whole transactions that follow one another in one epoch.
     *
     * @param from seq of the first entry; with no entries (a heartbeat) the seq that would come next
     * @param prevHead head before it, lower hex
     * @param stateDigest after it, lower hex; a heartbeat needs it
     */
    public record Stretch(
            String school,
            String unit,
            Epoch epoch,
            long from,
            String prevHead,
            @Nullable String stateDigest,
            String clk,
            Instant madeAt,
            List<Entry> entries) {}

    /** Gói đã niêm phong, as bytes that a spool makes durable. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Sealed(Label label, String id, byte[] bytes) {}

    /** Seals and signs. Entries that do not follow each other are a fault of the caller's ({@link NotCanonical}). */
    public Sealed seal(Stretch stretch) {
        var facts = ChainCheck.walk(stretch.prevHead(), stretch.from(), stretch.entries());
        var packed = Body.pack(stretch.school(), stretch.entries());
        var body = Envelope.sealBytes(packed.zip(), recipients);
        var label = new Label(
                stretch.entries().isEmpty() ? Label.Type.HEARTBEAT : Label.Type.CHANGES,
                stretch.school(),
                stretch.unit(),
                Certificates.fingerprint(device),
                stretch.epoch(),
                stretch.from(),
                stretch.from() + stretch.entries().size() - 1,
                facts.txTo(),
                stretch.prevHead(),
                facts.head(),
                stretch.stateDigest(),
                facts.oldestAt(),
                ChangeLine.time(stretch.madeAt()),
                stretch.clk(),
                facts.schemaMax(),
                body.length,
                Sha256.hex(body),
                packed.plainLen());
        var text = label.bytes();
        var signature = Signatures.signDetached(text, deviceKey, device);
        return new Sealed(label, Sha256.hex(text), Container.write(text, signature, body));
    }
}
