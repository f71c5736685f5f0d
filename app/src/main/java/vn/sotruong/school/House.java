package vn.sotruong.school;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.set.SetPlan;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.LanCertificate;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.school.accounts.AccountPages;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.SignInPages;
import vn.sotruong.school.accounts.SignIns;
import vn.sotruong.school.admission.Admission;
import vn.sotruong.school.admission.AdmissionPages;
import vn.sotruong.school.attachments.AttachmentPages;
import vn.sotruong.school.audit.AuditPages;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.BoardPages;
import vn.sotruong.school.board.Posts;
import vn.sotruong.school.device.Device;
import vn.sotruong.school.governance.Leaders;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.GradebookPages;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.locks.LocksPages;
import vn.sotruong.school.outbox.Enrolment;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.outbox.OutboxPages;
import vn.sotruong.school.outbox.ReceiptTray;
import vn.sotruong.school.outbox.Sealer;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollPages;
import vn.sotruong.school.safekeeping.BackupPages;
import vn.sotruong.school.safekeeping.Safekeeping;
import vn.sotruong.school.safekeeping.Watchman;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.timekeeping.SchoolClock;
import vn.sotruong.school.timekeeping.Timekeeping;
import vn.sotruong.school.timekeeping.TimekeepingPages;
import vn.sotruong.school.today.TodayPages;
import vn.sotruong.sync.spool.Spool;

/** Ngôi nhà: all rooms of the school, wired once, by hand, from top to bottom. */
final class House implements AutoCloseable {
    /** The only place for a plain image: never a disk. */
    static final Path MEMORY = Path.of("/dev/shm");

    final DataFolder data;
    final Database db;
    final PasswordHash hashes;
    final Accounts accounts;
    final SignIns signIns;
    final Board board;
    final Proposals proposals;
    final Timekeeping timekeeping;
    final ArchiveKeys archiveKeys;
    final Locks locks;
    final Gradebook gradebook;
    final Enrolment enrolment;
    final Outbox outbox;
    final Safekeeping safekeeping;
    final Watchman watchman;

    private final Clock clock;
    private final SecureRandom random;
    private final AtomicReference<Device> device;

    private House(DataFolder data, Database db, Duration sealAfter, SchoolClock time, SecureRandom random) {
        this.data = data;
        this.db = db;
        this.clock = time.book();
        this.random = random;
        device = new AtomicReference<>(Device.open(data.keys(), schoolCode(), clock, random));
        var spool = new Spool(data.root());
        hashes = new PasswordHash(random);
        accounts = new Accounts(db, hashes, clock, random);
        signIns = new SignIns(db, hashes, House::entitlements, clock, random);
        board = new Board(House::posts);
        proposals = new Proposals(db, LEADERS, clock);
        timekeeping = new Timekeeping(db, time, seats(), Main.boot());
        archiveKeys = new ArchiveKeys(db, board, data.keys(), random, clock);
        locks = new Locks(db, board, clock);
        gradebook = new Gradebook(db, locks, clock);
        enrolment = new Enrolment(db, data, device::get, device::set);
        safekeeping = new Safekeeping(
                db,
                SchoolSchema.SCHEMA,
                data,
                key(data),
                MEMORY,
                archiveKeys,
                () -> new SetPlan.Signer(device.get().signer(), device.get().signerCertificate()),
                Outbox::recipients,
                clock,
                random);
        watchman = new Watchman(db, safekeeping, data, clock);
        outbox =
                new Outbox(db, clock, new Sealer(db, clock, device::get, spool), new ReceiptTray(db, spool), sealAfter);
    }

    /** Opens the school that lives in {@code data}. */
    static House open(DataFolder data, Duration sealAfter, Clock clock, SecureRandom random) {
        var time = new SchoolClock(clock, Main::ticks);
        var db = Database.open(data.database(), key(data), time.machine(), random, SchoolSchema.SCHEMA);
        return new House(data, db, sealAfter, time, random);
    }

    /** Founds a school in an empty folder. */
    static House found(DataFolder data, String school, Duration sealAfter, Clock clock, SecureRandom random) {
        var key = DatabaseKey.random(random);
        try {
            key.writeTo(data.databaseKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var time = new SchoolClock(clock, Main::ticks);
        var db = Database.create(data.database(), key, time.machine(), random, SchoolSchema.SCHEMA, school);
        return new House(data, db, sealAfter, time, random);
    }

    static DatabaseKey key(DataFolder data) {
        try {
            return DatabaseKey.readFrom(data.databaseKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the front door. */
    Web serve(String host, int port) {
        var lan = new LanCertificate(
                data.keys().resolve("lan"),
                List.of("localhost", "sotruong.local"),
                List.of("127.0.0.1", host),
                clock,
                random);
        return Web.open(new WebSettings(host, port, lan.keyStore()), signIns, this::masthead, random, pages());
    }

    private List<Pages> pages() {
        return List.of(
                new SignInPages(signIns, clock),
                new AccountPages(accounts, () -> db.read(SchoolYears::getSchool).abbr()),
                new TodayPages(db, new SheetViews(db, locks, clock), locks, outbox, List.of()),
                new GradebookPages(gradebook, new SheetViews(db, locks, clock)),
                new RollPages(db),
                new AdmissionPages(new Admission(db, clock)),
                new LocksPages(db, locks, CommittedMarks::percents, clock),
                new BackupPages(db, safekeeping, watchman, archiveKeys, data, clock),
                new BoardPages(db, board, archiveKeys, clock),
                new OutboxPages(
                        outbox, enrolment, () -> db.read(SchoolYears::getSchool).name(), this::courierRequest),
                new AttachmentPages(db),
                new TimekeepingPages(timekeeping, this::name),
                new AuditPages(this::audit, clock));
    }

    List<Clockwork.Job> jobs() {
        return List.of(
                new Clockwork.Job("outbox", Duration.ofSeconds(5), inTime(outbox::tick)),
                new Clockwork.Job("backup", Duration.ofSeconds(2), inTime(watchman::tick)));
    }

    /** A job rests while the clock is in doubt: what it writes would be refused. */
    private Runnable inTime(Runnable job) {
        return () -> {
            if (db.doubt().isEmpty()) {
                job.run();
            }
        };
    }

    /** Verifies the whole journal, and holds it against the office's receipts. */
    Audit.Report audit() {
        return Audit.verify(db, SchoolSchema.SCHEMA, outbox.anchors());
    }

    /** What the courier asks for its own key; empty while it has none. */
    String courierRequest() {
        try {
            var file = new Spool(data.root()).find(Spool.Tray.INBOX, "courier-csr.pem");
            return file.isPresent() ? Files.readString(file.get()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This day in Việt Nam. */
    LocalDate today() {
        return clock.instant().atZone(Formats.ZONE).toLocalDate();
    }

    Device device() {
        return device.get();
    }

    private String schoolCode() {
        return db.read(handle -> ChangeLog.lineage(handle).school());
    }

    private Masthead masthead() {
        return db.read(handle -> new Masthead(
                SchoolYears.findSchool(handle).map(school -> school.name()).orElse(""),
                SchoolYears.findOpenYear(handle)
                        .map(year -> "Năm học " + year.id().replace('-', '–'))
                        .orElse(""),
                notices()));
    }

    private List<Notice> notices() {
        return db.doubt().isEmpty()
                ? List.of()
                : List.of(new Notice(Notice.Tone.WRONG, "timekeeping.notice", List.of(), "/clock"));
    }

    private String name(String staff) {
        return db.read(handle -> People.findStaff(handle, staff))
                .map(each -> each.name().full())
                .orElse(staff);
    }

    private Timekeeping.Seats seats() {
        return new Timekeeping.Seats() {
            @Override
            public boolean presides(String staff) {
                return db.read(handle -> board.presides(handle, staff, today()));
            }

            @Override
            public boolean sits(String staff) {
                return db.read(handle -> board.sits(handle, staff, today()));
            }
        };
    }

    /** What somebody's work opens, over and above their posts. */
    private static Set<Need> entitlements(Handle handle, String staff, LocalDate on) {
        var needs = EnumSet.noneOf(Need.class);
        if (!Roll.listAssignments(handle, staff, on).isEmpty()) {
            needs.add(Need.ENTER_MARKS);
        }
        return needs;
    }

    private static List<Posts.Held> posts(Handle handle, LocalDate on) {
        return Accounts.postsInForce(handle, on).stream()
                .map(post -> new Posts.Held(
                        post.staff(), Posts.Kind.valueOf(post.kind().name()), post.decision()))
                .toList();
    }

    /** Who holds the posts that propose and decide. */
    private static final Leaders LEADERS = new Leaders() {
        @Override
        public Set<Proposal.Role> roles(Handle handle, String staff, LocalDate on) {
            var roles = EnumSet.noneOf(Proposal.Role.class);
            for (var post : Accounts.postsInForce(handle, on)) {
                if (post.staff().equals(staff)) {
                    switch (post.kind()) {
                        case PRINCIPAL -> roles.add(Proposal.Role.PRINCIPAL);
                        case VICE_PRINCIPAL -> roles.add(Proposal.Role.VICE_PRINCIPAL);
                        case ADMIN -> roles.add(Proposal.Role.ADMIN);
                        case CLERK -> roles.add(Proposal.Role.CLERK);
                        case BOARD, PERSONNEL, MEDICAL -> {
                            // these neither propose nor decide as such
                        }
                    }
                }
            }
            return roles;
        }

        @Override
        public Optional<String> staff(Handle handle, String account) {
            return Accounts.findStaff(handle, account);
        }
    };

    @Override
    public void close() {
        watchman.close();
        hashes.close();
        db.close();
    }
}
