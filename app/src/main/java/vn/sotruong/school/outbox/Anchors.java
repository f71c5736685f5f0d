package vn.sotruong.school.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Receipt;
import vn.sotruong.sync.spool.Spool;

/**
 * Mốc neo: what the office's signatures vouch for. Only the signed bytes are believed, from the store and from the
 * inbox; columns beside them can be rewritten by whoever holds the database key, a signature cannot.
 */
final class Anchors {
    private static final String NOTHING = "";

    private Anchors() {}

    static List<Audit.Anchor> list(Handle handle, Spool spool) {
        var authorities = authorities(handle);
        var anchors = new ArrayList<Audit.Anchor>();
        OutboxTable.forEachSigned(handle, (received, signed) -> anchors.add(stored(received, signed, authorities)));
        for (var file : spool.list(Spool.Tray.INBOX, ReceiptTray.RECEIPT)) {
            try {
                // one that cannot be believed vouches for nothing; the outbox names it on its page
                believe(Files.readAllBytes(file), authorities).ifPresent(anchors::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return anchors.stream().distinct().toList();
    }

    /** Every authority that this school ever enrolled with: an old receipt stays one when the office changes. */
    private static List<X509Certificate> authorities(Handle handle) {
        return ChangeLog.historyOf(handle, OutboxTable.OFFICE_LINK, OfficeLink.ID).stream()
                .map(line -> String.valueOf(line.row().get("authority")))
                .distinct()
                .map(pem -> Certificates.readPem(pem).getFirst())
                .toList();
    }

    /** A stored receipt whose signature fails was altered here: it becomes an anchor that nothing can match. */
    private static Audit.Anchor stored(Received received, byte[] signed, List<X509Certificate> authorities) {
        return believe(signed, authorities)
                .orElseGet(() -> new Audit.Anchor(
                        received.epoch(),
                        received.to(),
                        NOTHING,
                        "biên nhận số " + received.n() + ", có chữ ký đã hỏng,"));
    }

    private static Optional<Audit.Anchor> believe(byte[] signed, List<X509Certificate> authorities) {
        for (var authority : authorities) {
            try {
                var receipt = Receipt.verify(signed, authority, null);
                return Optional.of(
                        new Audit.Anchor(receipt.epoch(), receipt.to(), receipt.head(), "biên nhận số " + receipt.n()));
            } catch (NoteRefused anothers) {
                // perhaps the next authority's
            }
        }
        return Optional.empty();
    }
}
