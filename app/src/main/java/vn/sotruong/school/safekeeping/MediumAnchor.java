package vn.sotruong.school.safekeeping;

import java.nio.file.Path;
import java.util.Optional;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.ground.store.Audit;

/** Mốc neo trên USB hoặc đĩa: the head of the chain that a set in somebody's cupboard holds. */
public final class MediumAnchor {
    private MediumAnchor() {}

    /** What a set vouches for; empty where it is not whole, since nothing that it says is believed then. */
    public static Optional<Audit.Anchor> read(Path set) {
        var checkup = Checkup.of(set);
        return checkup.label()
                .filter(label -> checkup.findings().isEmpty())
                .map(label -> new Audit.Anchor(label.epoch(), label.seq(), label.head(), "bộ sao lưu " + label.name()));
    }
}
