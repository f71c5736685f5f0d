package vn.sotruong.office;

import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Database;
import vn.sotruong.office.keys.KeyMaker;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.office.officers.Officers;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.office.registry.Unit;

/** Lập nơi nhận: makes keys, database and the first officer of a new office. */
final class Founding {
    private final Settings settings;
    private final Clock clock;
    private final SecureRandom random;

    Founding(Settings settings, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What is wished for.
     *
     * @param passphrase for the authority's key; absent makes one and leaves it beside the key
     * @param department whose certificate bundles are sealed for besides; absent makes a pair here
     * @param password of the first officer; absent makes one that must be changed
     */
    record Wish(
            Unit unit,
            Optional<String> passphrase,
            Optional<X509Certificate> department,
            String officer,
            String officerName,
            Optional<String> password) {}

    /** Makes it all. @return what the person at the keyboard must know, line by line */
    List<String> found(Wish wish) {
        if (Files.exists(settings.keys()) || Files.exists(settings.database())) {
            throw new IllegalStateException("there is an office already in " + settings.data());
        }
        House.folders(settings);
        var said = new ArrayList<String>();
        var ids = new Ids(random);
        var passphrase = wish.passphrase().orElseGet(() -> ids.next() + "-" + ids.next());
        var host = URI.create(wish.unit().address()).getHost();
        KeyMaker.make(
                settings.keys(),
                wish.unit().code(),
                passphrase.toCharArray(),
                wish.department(),
                List.of(host),
                clock,
                random);
        if (wish.passphrase().isEmpty()) {
            KeyMaker.writeSecret(settings.keys().resolve("ca-passphrase.txt"), passphrase + "\n");
            said.add("The passphrase of the authority's key lies beside it (keys/ca-passphrase.txt): for trials only.");
        }
        if (wish.department().isEmpty()) {
            said.add("The Sở's key was made here (keys/so): for trials only; in earnest give --department.");
        }
        var keys = OfficeKeys.open(settings.keys());
        try (var db = Database.create(settings.database(), keys.database(), clock, random, House.SCHEMA, "")) {
            Registry.found(db, Actor.house("init"), wish.unit());
            var password = wish.password().orElseGet(ids::next);
            new Officers(db, clock, random)
                    .add(
                            Actor.house("init"),
                            wish.officer(),
                            wish.officerName(),
                            true,
                            password,
                            wish.password().isEmpty());
            if (wish.password().isEmpty()) {
                said.add("Account " + wish.officer() + ", first password " + password + " (to be changed at once)");
            }
        }
        said.add("Authority " + vn.sotruong.backup.seal.Certificates.spoken(keys.authority()));
        return said;
    }
}
