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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * read again and verified before the school counts on it, and the same stretch is sealed once.
 *
 * <p>A restored school first seals what the lineage before the restore never sent: the office joins the new lineage to
 * the old one's last line, so it must have that line.
 */
public final class Sealer {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
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
        forgetLost();
        adoptUnrecorded(office);
        var stretch = db.read(handle -> stretch(handle, office));
        if (stretch.isEmpty()) {
            return Optional.empty();
        }
        var now = device.get();
        var writer = new BundleWriter(now.signer(), now.signerCertificate(), office.recipients());
        var sealed = writer.seal(stretch.get());
        spool.put(Spool.Tray.OUTBOX, sealed.label().fileName(), sealed.bytes());
        try {
            return Optional.of(record(verified(sealed.label().fileName(), office)));
        } catch (BundleRefused broken) {
            spool.prune(Spool.Tray.OUTBOX, sealed.label().fileName());
            throw new IllegalStateException(
                    "a sealed bundle does not verify: " + sealed.label().fileName(), broken);
        }
    }

    /** Where the next bundle begins, and the last line of its lineage that it may hold. */
    private record Gap(Epochs.Lineage lineage, long from, long end) {}

    private static Gap gap(Handle handle) {
        var lineages = ChangeLog.lineages(handle);
        for (var i = 0; i + 1 < lineages.size(); i++) {
            var from = sealedTo(handle, lineages.get(i)) + 1;
            var end = lineages.get(i + 1).firstSeq() - 1;
            if (from <= end) {
                return new Gap(lineages.get(i), from, end);
            }
        }
        return new Gap(lineages.getLast(), sealedTo(handle, lineages.getLast()) + 1, Long.MAX_VALUE);
    }

    /** The last line that lies in a bundle. */
    static long sealedTo(Handle handle) {
        return gap(handle).from - 1;
    }

    private static long sealedTo(Handle handle, Epochs.Lineage lineage) {
        return OutboxTable.findLastBundle(handle, lineage.epoch().id())
                .map(SealedBundle::to)
                .orElse(lineage.firstSeq() - 1);
    }

    /** Bundles that stayed behind on the machine before a restore, and perhaps never arrived, are made again. */
    private void forgetLost() {
        var lost = db
                .read(handle -> OutboxTable.listUnsigned(
                        handle, ChangeLog.lineage(handle).epoch().id()))
                .stream()
                .filter(file -> spool.find(Spool.Tray.OUTBOX, file).isEmpty())
                .toList();
        if (!lost.isEmpty()) {
            db.<@Nullable Void>write(Actor.house("outbox"), tx -> {
                OutboxTable.remove(tx.handle(), lost);
                return null;
            });
        }
    }

    private Optional<BundleWriter.Stretch> stretch(Handle handle, OfficeLink office) {
        var gap = gap(handle);
        var lineage = gap.lineage;
        var from = gap.from;
        if (ChangeLog.waitingAfter(handle, from - 1).count() == 0) {
            return Optional.empty();
        }
        var lines = ChangeLog.listFrom(handle, from, LINES_A_BUNDLE).stream()
                .filter(line -> line.seq() <= gap.end)
                .toList();
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
        var gap = db.read(Sealer::gap);
        var next = Pattern.compile(Pattern.quote(gap.lineage.school()) + "-"
                + gap.lineage.epoch().id() + "-" + gap.from + "-\\d+\\.sotruong\\.zip");
        for (var file : spool.list(Spool.Tray.OUTBOX, next)) {
            var name = file.getFileName().toString();
            try {
                record(verified(name, office));
            } catch (BundleRefused broken) {
                LOG.warn("a bundle that the office would refuse is sealed anew: {} ({})", name, broken.detail());
                spool.prune(Spool.Tray.OUTBOX, name);
            }
        }
    }

    private record Verified(Label label, String identity, String file, long size) {}

    private Verified verified(String name, OfficeLink office) throws BundleRefused {
        Path file = spool.folder(Spool.Tray.OUTBOX).resolve(name);
        try {
            var signed = new BundleReader(office.authority()).check(file, null);
            return new Verified(signed.label(), signed.id(), name, Files.size(file));
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
