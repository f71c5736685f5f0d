package vn.sotruong.school;

import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Entrance;
import vn.sotruong.ground.web.HealthPages;
import vn.sotruong.ground.web.LanCertificate;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.school.accounts.SignIns;
import vn.sotruong.school.appliance.NewerPages;
import vn.sotruong.school.founding.Door;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.founding.FoundingPages;
import vn.sotruong.school.rebuilding.Rebuild;
import vn.sotruong.school.rebuilding.RebuildPages;
import vn.sotruong.school.safekeeping.Bringing;
import vn.sotruong.school.safekeeping.Restoration;
import vn.sotruong.school.secrets.Custody;
import vn.sotruong.school.secrets.LockedPages;
import vn.sotruong.school.secrets.MachineMode;
import vn.sotruong.school.secrets.StoreKeys;

/** Các cửa khi sổ chưa mở: what a box shows while there is no school, or while its store stays shut. */
final class Doors {
    private Doors() {}

    /** Opens a door to the page that says why the store stays closed. */
    static Web closed(DataFolder data, StoreKeys keys, Entrance entrance, Clock clock, SecureRandom random) {
        var pages = List.of(
                new HealthPages(Main.release(), () -> new HealthPages.Health(HealthPages.State.OPEN, false, false)),
                new NewerPages(Main.facts(), data.spool(), new Ids(random)));
        var settings =
                new WebSettings(entrance, certificate(StoreKeys.drawer(keys.get(), data), entrance, clock, random));
        return Web.open(settings, Doorkeeper.ofNobody(), () -> new Masthead("", ""), random, pages);
    }

    /** Opens a door to the set-up page alone. */
    static Web setUp(
            DataFolder data,
            StoreKeys keys,
            Founding founding,
            Door door,
            Entrance entrance,
            Clock clock,
            SecureRandom random) {
        var drawer = keys.state() == StoreKeys.State.READY
                ? StoreKeys.drawer(keys.get(), data)
                : KeyDrawer.plain(data.keys());
        var pages = List.of(
                new HealthPages(Main.release(), () -> HealthPages.Health.without(HealthPages.State.SETUP)),
                new RebuildPages(
                        founding,
                        door,
                        restorer(keys, clock, random),
                        new Bringing(Main.facts().resolve("storage"), data.spool(), new Ids(random))),
                new FoundingPages(founding, door, keeper(keys)));
        var settings = new WebSettings(entrance, certificate(drawer, entrance, clock, random));
        return Web.open(settings, Doorkeeper.ofNobody(), () -> new Masthead("", ""), random, pages);
    }

    /** Opens a door to the page of a store that nobody has opened yet. */
    static Web locked(DataFolder data, LockedPages page, Entrance entrance, Clock clock, SecureRandom random) {
        var pages = List.of(
                new HealthPages(Main.release(), () -> HealthPages.Health.without(HealthPages.State.LOCKED)), page);
        var lan = new LanCertificate(KeyDrawer.plain(data.keys().resolve("lan")), entrance, clock, random);
        var door = new LanCertificate(
                KeyDrawer.plain(data.keys().resolve("lan").resolve("door")), entrance, clock, random);
        var settings = new WebSettings(entrance, () -> lan.standing().orElseGet(door::keyStore));
        return Web.open(settings, Doorkeeper.ofNobody(), () -> new Masthead("", ""), random, pages);
    }

    static Supplier<KeyStore> certificate(KeyDrawer drawer, Entrance entrance, Clock clock, SecureRandom random) {
        var lan = drawer.inner("lan");
        lan.wrap("authority");
        return new LanCertificate(lan, entrance, clock, random)::keyStore;
    }

    /** What other rooms do in a restored store before anybody works in it. */
    static List<Consumer<Tx>> arrivals() {
        return List.of(SignIns::endEvery, Custody::arrive);
    }

    private static Rebuild.Restorer restorer(StoreKeys keys, Clock clock, SecureRandom random) {
        return (set, cards, target, progress) -> new Restoration(
                        SchoolSchema.SCHEMA, null, House.MEMORY, arrivals(), _ -> keys, clock, random, progress)
                .from(set, cards, target);
    }

    private static String keeper(StoreKeys keys) {
        var mode = Main.machine().mode();
        return keys instanceof StoreKeys.InFile || mode == MachineMode.Mode.FILE
                ? "file"
                : mode == MachineMode.Mode.TPM ? "TPM" : "HOST";
    }
}
