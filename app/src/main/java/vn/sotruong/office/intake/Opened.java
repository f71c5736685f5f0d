package vn.sotruong.office.intake;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import vn.sotruong.sync.bundle.BundleReader.OpenBundle;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Entry;
import vn.sotruong.sync.bundle.Label;

/**
 * Gói đã mở, with all that can be worked out before the transaction.
 *
 * @param length of the sealed file
 */
record Opened(OpenBundle bundle, List<Line> lines, long length, Via via) {
    static Opened of(OpenBundle bundle, long length, Via via) {
        var lines = new ArrayList<Line>();
        var head = HexFormat.of().parseHex(bundle.label().prevHead());
        for (var entry : bundle.entries()) {
            var hash = entry.lineHash();
            head = Chain.next(head, hash);
            lines.add(
                    switch (entry) {
                        case Entry.Hidden hidden ->
                            new Line(hidden.seq(), hidden.tx(), entry, Optional.empty(), hash, head);
                        case Entry.Open open -> {
                            var change = ChangeLine.parse(open.line());
                            yield new Line(change.seq(), change.tx(), entry, Optional.of(change), hash, head);
                        }
                    });
        }
        return new Opened(bundle, List.copyOf(lines), length, via);
    }

    Label label() {
        return bundle.label();
    }

    String id() {
        return bundle.signed().id();
    }

    String school() {
        return label().school();
    }

    String epoch() {
        return label().epoch().id();
    }

    long from() {
        return label().from();
    }

    long to() {
        return label().to();
    }

    Rule.Claim claim() {
        var heads = lines.stream()
                .map(line -> HexFormat.of().formatHex(line.head()))
                .toList();
        return new Rule.Claim(label().epoch(), from(), to(), label().prevHead(), label().head(), heads);
    }
}
