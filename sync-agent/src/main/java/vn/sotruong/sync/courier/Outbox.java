package vn.sotruong.sync.courier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import vn.sotruong.sync.bundle.BundleReader;
import vn.sotruong.sync.bundle.BundleRefused;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.bundle.SignedLabel;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** Ngăn thư đi: sealed bundles in the order in which the office wants them. Their labels are read, never their bodies. */
final class Outbox {
    static final Pattern BUNDLE = Pattern.compile("[A-Za-z0-9_-]{1,100}\\.sotruong\\.zip");

    private final Spool spool;
    private final CourierHome.Enrolled enrolled;

    Outbox(Spool spool, CourierHome.Enrolled enrolled) {
        this.spool = spool;
        this.enrolled = enrolled;
    }

    /** A bundle that holds, as far as a courier can tell. */
    record Letter(Path file, SignedLabel signed) {
        Label label() {
            return signed.label();
        }
    }

    /** A file that is no letter of ours. */
    record Bad(String name, String why) {}

    /** Everything in the tray. */
    record Contents(List<Letter> letters, List<Bad> bad) {}

    Contents contents() throws IOException {
        var letters = new ArrayList<Letter>();
        var bad = new ArrayList<Bad>();
        var reader = new BundleReader(enrolled.authority());
        for (var file : spool.list(Tray.OUTBOX, BUNDLE)) {
            try {
                var signed = reader.check(file, null);
                if (signed.label().school().equals(enrolled.school())) {
                    letters.add(new Letter(file, signed));
                } else {
                    bad.add(new Bad(file.getFileName().toString(), "another school's bundle"));
                }
            } catch (BundleRefused refused) {
                bad.add(new Bad(file.getFileName().toString(), refused.detail()));
            }
        }
        letters.sort(Comparator.<Letter>comparingLong(letter -> letter.label().from())
                .thenComparingLong(letter -> letter.label().to())
                .thenComparing(letter -> letter.label().madeAt()));
        return new Contents(List.copyOf(letters), List.copyOf(bad));
    }
}
