package vn.sotruong.backup.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Cards;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.seal.WrongPassphrase;
import vn.sotruong.backup.set.Capped;
import vn.sotruong.backup.set.Checkup;
import vn.sotruong.backup.set.Parity;
import vn.sotruong.backup.set.SetLabel;

/** Phục hồi bộ sao lưu: from a copied set to plain data in memory. */
public final class Recovery {
    private Recovery() {}

    /** Kết quả kiểm tra: the set was whole, was healed, or is beyond that. */
    public sealed interface Health {
        record Whole(SetLabel label) implements Health {}

        record Healed(SetLabel label, List<Checkup.Finding> were) implements Health {}

        record Lost(List<Checkup.Finding> findings) implements Health {}
    }

    /** Checks a set that was copied to a disk of ours and, where needed, repairs the copy from its parity. */
    public static Health heal(Path set) {
        var first = Checkup.of(set);
        if (first.findings().isEmpty()) {
            return new Health.Whole(first.label().orElseThrow());
        }
        Parity.repair(set);
        var second = Checkup.of(set);
        return second.findings().isEmpty()
                ? new Health.Healed(second.label().orElseThrow(), first.findings())
                : new Health.Lost(second.findings());
    }

    /**
     * Opens a whole set with the board's cards.
     *
     * @param school the school that must have made it; null when any will do
     * @param memory a folder on tmpfs
     * @throws Broken when the set is damaged or another school's, or the cards are too few, wrong or of another key
     */
    public static OpenedSet open(Path set, List<Cards.Card> cards, @Nullable String school, Path memory) {
        var label = require(set, school);
        var archive = certificate(set);
        var secret = Cards.join(cards);
        if (!Certificates.fingerprint(archive).startsWith(cards.getFirst().fingerprint())) {
            throw new Broken("the cards belong to another archive key: compare the line DK with the set's letter");
        }
        var passphrase = Cards.passphrase(secret);
        try {
            var key = Keys.decrypt(text(set.resolve("data/keys/luu-tru.p8.pem")), passphrase);
            return OpenedSet.of(set, label, key, archive, memory);
        } catch (WrongPassphrase e) {
            throw new Broken("the cards do not open the set's archive key", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(passphrase, '0');
        }
    }

    /** Opens a whole set with a further recipient's key: drills, or an office. Otherwise as with cards. */
    public static OpenedSet open(
            Path set, PrivateKey key, X509Certificate recipient, @Nullable String school, Path memory) {
        return OpenedSet.of(set, require(set, school), key, recipient, memory);
    }

    private static SetLabel require(Path set, @Nullable String school) {
        var checkup = Checkup.of(set);
        if (!checkup.findings().isEmpty()) {
            throw new Broken("the set is damaged: " + checkup.findings().getFirst());
        }
        var label = checkup.label().orElseThrow();
        if (school != null && !school.equals(label.school())) {
            throw new Broken("the set is of school " + label.school() + ", not of " + school);
        }
        return label;
    }

    private static X509Certificate certificate(Path set) {
        try {
            return Certificates.readPem(text(set.resolve("data/keys/luu-tru.pem")))
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Capped.read(file), StandardCharsets.UTF_8);
    }
}
