package vn.sotruong.office.intake;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.BundleReader;
import vn.sotruong.sync.bundle.BundleRefused;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Receipt;

/**
 * Đối soát của nơi nhận: every chain computed again from its beginning, every receipt's signature and head, every
 * original's label and body.
 */
public final class Verification {
    private final Handle handle;
    private final X509Certificate authority;
    private final Originals originals;
    private final List<String> findings = new ArrayList<>();
    private long lines;
    private long receipts;

    Verification(Handle handle, X509Certificate authority, Originals originals) {
        this.handle = handle;
        this.authority = authority;
        this.originals = originals;
    }

    /** What was found; sound when {@code findings} is empty. */
    public record Report(long lines, long receipts, List<String> findings) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    Report run() {
        Registry.findBreak(handle).ifPresent(findings::add);
        for (var school : StreamTable.listSchools(handle)) {
            StreamTable.list(handle, school).forEach(stream -> chainHolds(school, stream));
            BundleTable.listReceipts(handle, school, 0, Integer.MAX_VALUE)
                    .forEach(receipt -> receiptHolds(school, receipt));
        }
        BundleTable.listPaths(handle).forEach(this::originalHolds);
        return new Report(lines, receipts, findings);
    }

    private void chainHolds(String school, Stream stream) {
        var head = new byte[][] {Chain.genesis(school, stream.epoch())};
        var expected = new long[] {stream.epoch().firstSeq()};
        var where = school + " " + stream.epoch().id() + "/";
        var broken = new boolean[1];
        ChangeTable.forEachHash(handle, school, stream.epoch().id(), (seq, line, hash, stored) -> {
            lines++;
            var own = line == null ? hash : Chain.lineHash(line);
            head[0] = Chain.next(head[0], own);
            var holds = seq == expected[0]
                    && java.util.Arrays.equals(own, hash)
                    && java.util.Arrays.equals(head[0], stored);
            if (!holds && !broken[0]) {
                broken[0] = true;
                findings.add(where + expected[0] + ": the chain breaks here");
            }
            expected[0] = seq + 1;
        });
        if (expected[0] - 1 != stream.last()
                || !HexFormat.of().formatHex(head[0]).equals(stream.head())) {
            findings.add(where + stream.last() + ": the chain does not lead to the stream's head");
        }
    }

    private void receiptHolds(String school, BundleTable.Signed signed) {
        receipts++;
        var where = school + " receipt " + signed.n();
        try {
            var receipt = Receipt.verify(signed.p7m(), authority, null);
            var own = StreamTable.findHead(handle, school, receipt.epoch(), receipt.to());
            if (receipt.n() != signed.n()
                    || !receipt.school().equals(school)
                    || !receipt.bundle().equals(signed.bundle())) {
                findings.add(where + ": speaks of another bundle");
            } else if (receipt.type() == vn.sotruong.sync.bundle.Label.Type.CHANGES
                    && !own.equals(java.util.Optional.of(receipt.head()))) {
                findings.add(where + ": its head is not the chain's");
            }
        } catch (NoteRefused refused) {
            findings.add(where + ": " + refused.getMessage());
        }
    }

    private void originalHolds(String name) {
        try {
            new BundleReader(authority).check(originals.path(name), null);
        } catch (BundleRefused | java.io.IOException damaged) {
            findings.add("original " + name + ": missing or damaged");
        }
    }
}
