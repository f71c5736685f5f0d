package vn.sotruong.school.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Epochs;
import vn.sotruong.school.device.Device;
import vn.sotruong.sync.bundle.BundleReader;
import vn.sotruong.sync.bundle.BundleRefused;
import vn.sotruong.sync.bundle.BundleWriter;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.Entry;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.spool.Spool;

/**
 * Người niêm phong: turns the journal's next stretch into a bundle. What is sealed is frozen: the file is written,
 * read again and verified before the school counts on it, and the same stretch is never sealed twice.
 */
public final class Sealer {
    private static final int LINES_A_BUNDLE = 5_000;
    private static final String CLOCK_STATE = "holdover";

    private final Database db;
    private final Clock clock;
    private final Supplier<Device> device;
    private final Spool spool;

    public Sealer(Database db, Clock clock, Supplier<Device> device, Spool spool) {
        this.db = db;
        this.clock = clock;
        this.device = device;
        this.spool = spool;
    }

    /** Whether this box's key was certified by that office; after a restore it is a new one, and must be enrolled anew. */
    boolean isCertifiedBy(OfficeLink office) {
        try {
            device.get().signerCertificate().verify(office.authority().getPublicKey());
            return true;
        } catch (GeneralSecurityException ownOrAnothers) {
            return false;
        }
    }

    /** Seals the next stretch, if lines for the office wait. */
    synchronized Optional<SealedBundle> sealNext(OfficeLink office) {
        adoptUnrecorded(office);
        var stretch = db.read(handle -> stretch(handle, office));
        if (stretch.isEmpty()) {
            return Optional.empty();
        }
        var now = device.get();
        var writer = new BundleWriter(now.signer(), now.signerCertificate(), office.recipients());
        var sealed = writer.seal(stretch.get());
        spool.put(Spool.Tray.OUTBOX, sealed.label().fileName(), sealed.bytes());
        return Optional.of(record(verified(sealed.label().fileName(), office)));
    }

    /** The last line that lies in a bundle. */
    long sealedTo() {
        return db.read(Sealer::sealedTo);
    }

    private static long sealedTo(Handle handle) {
        var lineage = ChangeLog.lineage(handle);
        return OutboxTable.findLastBundle(handle, lineage.epoch().id())
                .map(SealedBundle::to)
                .orElse(lineage.firstSeq() - 1);
    }

    private Optional<BundleWriter.Stretch> stretch(Handle handle, OfficeLink office) {
        var lineage = ChangeLog.lineage(handle);
        var from = sealedTo(handle) + 1;
        if (ChangeLog.waitingAfter(handle, from - 1).count() == 0) {
            return Optional.empty();
        }
        var lines = ChangeLog.listFrom(handle, from, LINES_A_BUNDLE);
        return Optional.of(new BundleWriter.Stretch(
                lineage.school(),
                office.unit(),
                lineage.epoch(),
                from,
                headBefore(handle, lineage, from),
                HexFormat.of()
                        .formatHex(ChangeLog.digestAt(handle, lines.getLast().seq())),
                CLOCK_STATE,
                clock.instant(),
                lines.stream().map(Sealer::entry).toList()));
    }

    private static String headBefore(Handle handle, Epochs.Lineage lineage, long from) {
        var head = from == lineage.firstSeq()
                ? Chain.genesis(lineage.school(), lineage.epoch())
                : ChangeLog.find(handle, from - 1).orElseThrow().head();
        return HexFormat.of().formatHex(head);
    }

    private static Entry entry(ChangeLog.Stored line) {
        return line.audience() == Audience.RECEIVER
                ? new Entry.Open(line.line())
                : new Entry.Hidden(line.seq(), line.tx(), HexFormat.of().formatHex(Chain.lineHash(line.line())));
    }

    /** A bundle that was written just before a power cut may have been sent already: it is taken as it lies. */
    private void adoptUnrecorded(OfficeLink office) {
        var lineage = db.read(ChangeLog::lineage);
        var next = Pattern.compile(Pattern.quote(lineage.school()) + "-"
                + lineage.epoch().id() + "-" + (sealedTo() + 1) + "-\\d+\\.sotruong\\.zip");
        for (var file : spool.list(Spool.Tray.OUTBOX, next)) {
            record(verified(file.getFileName().toString(), office));
        }
    }

    private record Verified(Label label, String identity, String file, long size) {}

    private Verified verified(String name, OfficeLink office) {
        Path file = spool.folder(Spool.Tray.OUTBOX).resolve(name);
        try {
            var signed = new BundleReader(office.authority()).check(file, null);
            return new Verified(signed.label(), signed.id(), name, Files.size(file));
        } catch (BundleRefused broken) {
            throw new IllegalStateException("a sealed bundle does not verify: " + name, broken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SealedBundle record(Verified verified) {
        var label = verified.label();
        var oldest = label.oldestAt();
        var bundle = new SealedBundle(
                verified.identity(),
                verified.file(),
                label.epoch().id(),
                label.from(),
                label.to(),
                label.head(),
                oldest == null ? null : Instant.parse(oldest),
                Instant.parse(label.madeAt()),
                verified.size());
        db.write(Actor.house("outbox"), tx -> {
            OutboxTable.add(tx.handle(), bundle);
            return bundle;
        });
        return bundle;
    }
}
