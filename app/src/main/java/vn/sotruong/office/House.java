package vn.sotruong.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.office.intake.Intake;
import vn.sotruong.office.intake.NotePages;
import vn.sotruong.office.intake.Stick;
import vn.sotruong.office.intake.SystemUpdatePages;
import vn.sotruong.office.intake.SystemUpdates;
import vn.sotruong.office.intake.UploadPages;
import vn.sotruong.office.intake.Uploads;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.office.officers.OfficerPages;
import vn.sotruong.office.officers.Officers;
import vn.sotruong.office.overview.OverviewPages;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.office.registry.RegistryPages;

/** Nhà của nơi nhận: wires its rooms. */
final class House implements AutoCloseable {
    static final Schema SCHEMA = new Schema(List.of("vn/sotruong/office/migrations"), List.of());

    private final Settings settings;
    private final Clock clock;
    private final SecureRandom random;
    private final OfficeKeys keys;
    private final Database db;
    private final Registry registry;
    private final Intake intake;
    private @Nullable Web web;
    private boolean closed;

    private House(Settings settings, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.keys = OfficeKeys.open(settings.keys());
        this.db = Database.open(settings.database(), keys.database(), clock, random, SCHEMA);
        this.registry = new Registry(db, keys);
        this.intake = new Intake(db, keys, registry, settings.spool(), clock);
    }

    /** Opens what {@link Founding} made, without a door to the outside. */
    static House open(Settings settings, Clock clock, SecureRandom random) {
        return new House(settings, clock, random);
    }

    /** Opens the door. @return its address */
    URI serve() {
        var uploads = new Uploads(settings.spool().resolve("uploads"), intake, clock);
        intake.resume();
        uploads.resume();
        var officers = new Officers(db, clock, random);
        var pages = List.of(
                new UploadPages(uploads),
                new NotePages(intake, registry, keys.authority()),
                new SystemUpdatePages(new SystemUpdates(settings.updates()), registry, keys, clock),
                new OverviewPages(db, registry, intake, clock),
                new RegistryPages(registry, keys, clock, random),
                new OfficerPages(officers, random));
        var door = Web.open(
                new WebSettings(settings.host(), settings.port(), keys.tls()),
                officers,
                () -> new Masthead(registry.unit().name(), ""),
                random,
                pages);
        web = door;
        return door.address();
    }

    Database database() {
        return db;
    }

    OfficeKeys keys() {
        return keys;
    }

    Registry registry() {
        return registry;
    }

    Intake intake() {
        return intake;
    }

    Stick stick() {
        return new Stick(intake, registry, settings.spool().resolve("stick"));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (web != null) {
            web.close();
        }
        db.close();
    }

    static void folders(Settings settings) {
        try {
            Files.createDirectories(settings.database().getParent());
            Files.createDirectories(settings.spool());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
