package vn.sotruong.school;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.set.SetPlan;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Refusals;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Entrance;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Inspectors;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.Presence;
import vn.sotruong.school.accounts.Register;
import vn.sotruong.school.accounts.Resets;
import vn.sotruong.school.accounts.Sessions;
import vn.sotruong.school.accounts.SignIns;
import vn.sotruong.school.amendments.Sittings;
import vn.sotruong.school.amendments.Wanted;
import vn.sotruong.school.appliance.SystemUpdates;
import vn.sotruong.school.attendance.Amendments;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.audit.LastAudit;
import vn.sotruong.school.audit.LoweredGuards;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.board.Succession;
import vn.sotruong.school.closing.Prints;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.conduct.ConductSubject;
import vn.sotruong.school.device.Device;
import vn.sotruong.school.founding.Building;
import vn.sotruong.school.governance.Delegations;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.governance.Rights;
import vn.sotruong.school.governance.Staffing;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.incidents.Faults;
import vn.sotruong.school.incidents.Incidents;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.movements.EarlierMarkSubject;
import vn.sotruong.school.observations.ObservationSubject;
import vn.sotruong.school.observations.Observations;
import vn.sotruong.school.outbox.Enrolment;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.outbox.ReceiptTray;
import vn.sotruong.school.outbox.Sealer;
import vn.sotruong.school.people.People;
import vn.sotruong.school.primary.TraitSubject;
import vn.sotruong.school.primary.Traits;
import vn.sotruong.school.progress.Progress;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.remarks.RemarkSubject;
import vn.sotruong.school.remarks.Remarks;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.safekeeping.Safekeeping;
import vn.sotruong.school.safekeeping.Sticks;
import vn.sotruong.school.safekeeping.Watchman;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.Custody;
import vn.sotruong.school.secrets.KeyOrders;
import vn.sotruong.school.secrets.Shares;
import vn.sotruong.school.secrets.StoreKeys;
import vn.sotruong.school.timekeeping.SchoolClock;
import vn.sotruong.school.timekeeping.Timekeeping;
import vn.sotruong.school.windows.Windows;
import vn.sotruong.sync.spool.Spool;

/** Ngôi nhà: all rooms of the school, wired once, by hand, from top to bottom. */
final class House implements Building {
    /** The only place for a plain image: never a disk. */
    static final Path MEMORY = Path.of("/dev/shm");

    private static final Path STORAGE = Path.of("/run/sotruong/storage");

    /** What is sealed at the next tick: incidents and what goes up with them, and every change of a pupil's status. */
    private static final Outbox.Urgency URGENT = new Outbox.Urgency(Incidents.URGENT, Set.of(People.PUPIL));

    /** What a morning in school writes, and gives nobody a right. */
    private static final Set<Entity> RIGHTLESS = Stream.concat(
                    Stream.of(Gradebook.MARK, Refusals.REFUSAL), Attendance.ENTITIES.stream())
            .collect(Collectors.toUnmodifiableSet());

    final DataFolder data;
    final Database db;
    final PasswordHash hashes;
    final Accounts accounts;
    final SignIns signIns;
    final Sessions sessions;
    final Resets resets;
    final Inspectors inspectors;
    final Register register;
    final Board board;
    final Proposals proposals;
    final Decisions decisions;
    final Succession succession;
    final Rights rights;
    final Delegations delegations;
    final Staffing staffing;
    final Assignments assignments;
    final Attendance attendance;
    final Amendments amendments;
    final Timekeeping timekeeping;
    final ArchiveKeys archiveKeys;
    final Locks locks;
    final Windows windows;
    final Progress progress;
    final Gradebook gradebook;
    final vn.sotruong.school.amendments.Amendments corrections;
    final Sittings sittings;
    final Results results;
    final Promotion promotion;
    final Conduct conduct;
    final Rectifications rectifications;
    final Traits traits;
    final Observations observations;
    final Incidents incidents;
    final Faults faults;
    final Enrolment enrolment;
    final Outbox outbox;
    final Safekeeping safekeeping;
    final Watchman watchman;
    final Sticks sticks;
    final YearRooms years;
    final Moves moves;
    final SystemUpdates system;
    final Custody custody;
    final LastAudit lastAudit;

    final PostHolders holders;
    final Clock clock;
    final SecureRandom random;
    final AtomicReference<Device> device;
    private final KeyDrawer drawer;
    private final DatabaseKey key;

    private House(
            DataFolder data, StoreKeys keys, Database db, Duration sealAfter, SchoolClock time, SecureRandom random) {
        this.data = data;
        this.db = db;
        this.clock = time.book();
        this.random = random;
        key = keys.get();
        drawer = StoreKeys.drawer(key, data);
        if (keys instanceof StoreKeys.InFile) {
            drawer.wrap("device", "box", "drill");
        }
        device = new AtomicReference<>(Device.open(drawer, schoolCode(), clock, random));
        var spool = new Spool(data.root());
        hashes = new PasswordHash(random);
        accounts = new Accounts(db, clock);
        signIns = new SignIns(db, hashes, this::entitlements, this::entryEnds, RIGHTLESS, clock, random);
        sessions = new Sessions(db, hashes, signIns, clock);
        register = new Register(db, this::entitlements, clock);
        resets = new Resets(db, hashes, clock, random);
        var leaders = new PostLeaders();
        board = new Board(PostHolders::seated);
        proposals = new Proposals(db, leaders, clock);
        holders = new PostHolders(db, board, proposals, clock);
        decisions = new Decisions(db, proposals, clock);
        succession = new Succession(db, board);
        inspectors = new Inspectors(db, hashes, this::askForInspector, clock, random);
        proposals.register(Proposal.Kind.INSPECTOR, House::openInspector);
        rights = new Rights(db, proposals, leaders, new RollDepartments(), clock);
        delegations = new Delegations(db, proposals, leaders, clock);
        staffing = new Staffing(db, proposals, leaders, new CodeOffice(hashes, random), CodeOffice::confer, clock);
        assignments = new Assignments(db, proposals, leaders, clock);
        proposals.register(Proposal.Kind.ASSIGNMENT, assignments);
        timekeeping = new Timekeeping(db, time, holders, Main.boot());
        archiveKeys = new ArchiveKeys(db, board, data.keys(), random, clock);
        locks = new Locks(db, board, clock);
        attendance = new Attendance(db, locks, clock);
        amendments = new Amendments(db, attendance, holders, clock);
        windows = new Windows(db, holders, clock);
        progress = new Progress(db, holders, clock);
        gradebook = new Gradebook(db, locks, clock);
        corrections = new vn.sotruong.school.amendments.Amendments(db, gradebook.lanes(), holders, clock);
        sittings = new Sittings(
                corrections,
                gradebook.corrections(),
                new Presence(db, hashes, signIns),
                List.of(House::afterAmendment));
        results = new Results(db, clock);
        promotion = new Promotion(db, board, results, clock);
        gradebook.register((tx, sheet, pupils) -> {
            Results.afterMarks(tx, sheet, pupils);
            Promotion.afterResults(tx, pupils);
        });
        conduct = new Conduct(db, locks, clock);
        conduct.register((tx, homeroom, pupils) -> {
            Results.recompute(tx, homeroom, pupils);
            Promotion.afterResults(tx, pupils);
        });
        traits = new Traits(db, locks, clock);
        traits.heed(Gradebook::correctsAlone);
        traits.register((tx, homeroom, moment, pupils) -> {
            Results.afterTraits(tx, homeroom, moment, pupils);
            Promotion.afterResults(tx, pupils);
        });
        observations = new Observations(db, locks, clock);
        moves = new Moves(this);
        var remarks = new Remarks(db, locks, clock);
        rectifications = new Rectifications(
                db,
                holders,
                new Presence(db, hashes, signIns),
                clock,
                House::afterRectification,
                List.of(
                        new ConductSubject(conduct),
                        new TraitSubject(traits),
                        new ObservationSubject(observations),
                        new RemarkSubject(remarks),
                        new EarlierMarkSubject(moves.desk(), Results::afterEarlierMark, clock)));
        incidents = new Incidents(db, clock);
        faults = new Faults(db, clock);
        enrolment = new Enrolment(db, data, device::get, device::set);
        safekeeping = new Safekeeping(
                db,
                SchoolSchema.SCHEMA,
                data,
                key,
                MEMORY,
                archiveKeys,
                () -> new SetPlan.Signer(device.get().signer(), device.get().signerCertificate()),
                Outbox::recipients,
                clock,
                random);
        watchman = new Watchman(db, safekeeping, data, clock);
        sticks = new Sticks(db, data, STORAGE, clock, random);
        outbox = new Outbox(
                db, clock, new Sealer(db, clock, device::get, spool), new ReceiptTray(db, spool), sealAfter, URGENT);
        lastAudit = new LastAudit(this::audit, clock);
        LoweredGuards.tell(db);
        system = new SystemUpdates(db, Main.facts(), data.spool(), data.database(), new Ids(random));
        custody = new Custody(
                db,
                Main::machine,
                new Shares(data, clock),
                key,
                keys instanceof StoreKeys.Told && !Files.exists(data.databaseKey()),
                new KeyOrders(data.spool(), Main.memory()),
                (handle, staff) -> board.sits(handle, staff, today()),
                random);
        years = new YearRooms(db, board, new YearEnds(db, locks, outbox, safekeeping), clock);
    }

    /** Opens the school that lives in {@code data}, to serve it: the clock is held against a counter that nobody sets. */
    static House open(
            DataFolder data, StoreKeys keys, Duration sealAfter, Clock clock, LongSupplier ticks, SecureRandom random) {
        var time = new SchoolClock(clock, ticks);
        var db = Database.open(data.database(), keys.get(), time.machine(), ticks, random, SchoolSchema.SCHEMA);
        return new House(data, keys, db, sealAfter, time, random);
    }

    /** Opens it for one act, or under a clock that a hand moves. */
    static House open(DataFolder data, StoreKeys keys, Duration sealAfter, Clock clock, SecureRandom random) {
        var time = new SchoolClock(clock, Main::ticks);
        var db = Database.open(data.database(), keys.get(), time.machine(), random, SchoolSchema.SCHEMA);
        return new House(data, keys, db, sealAfter, time, random);
    }

    /** Founds a school in an empty folder. */
    static House found(DataFolder data, String school, Duration sealAfter, Clock clock, SecureRandom random) {
        return found(data, StoreKeys.inFile(data), school, sealAfter, clock, random);
    }

    /** As above, under a key that may come from elsewhere. */
    static House found(
            DataFolder data, StoreKeys keys, String school, Duration sealAfter, Clock clock, SecureRandom random) {
        var key = keys.fresh(data, random);
        var time = new SchoolClock(clock, Main::ticks);
        var db = Database.create(data.database(), key, time.machine(), random, SchoolSchema.SCHEMA, school);
        return new House(data, StoreKeys.told(key), db, sealAfter, time, random);
    }

    /** Opens a school whose key lies beside it. */
    static House open(DataFolder data, Duration sealAfter, Clock clock, SecureRandom random) {
        return open(data, StoreKeys.inFile(data), sealAfter, clock, random);
    }

    static DatabaseKey key(DataFolder data) {
        return StoreKeys.inFile(data).get();
    }

    @Override
    public Database db() {
        return db;
    }

    @Override
    public PasswordHash hashes() {
        return hashes;
    }

    @Override
    public ArchiveKeys archiveKeys() {
        return archiveKeys;
    }

    /** How the first start makes and opens a house. */
    static Building.Builder builder(StoreKeys keys, Duration sealAfter, Clock clock, SecureRandom random) {
        return new Building.Builder() {
            @Override
            public Building make(DataFolder empty, String school) {
                return found(empty, keys, school, sealAfter, clock, random);
            }

            @Override
            public Building open(DataFolder folder) {
                return House.open(folder, keys, sealAfter, clock, random);
            }
        };
    }

    /** Opens the front door at one address. */
    Web serve(String host, int port) {
        return serve(new Entrance(host, port));
    }

    /** Opens the front door. */
    Web serve(Entrance entrance) {
        var front = new Frontage(this);
        return Web.open(
                new WebSettings(entrance, Doors.certificate(drawer, entrance, clock, random)),
                signIns,
                front::masthead,
                random,
                front.pages());
    }

    /** What was printed of a book holds no more when one of its marks was amended, nor what was decided by it. */
    private static void afterAmendment(
            Tx tx, vn.sotruong.school.amendments.Amendment amendment, Sheet sheet, List<Wanted> cells) {
        var why = Prints.told(amendment.slip());
        Prints.supersede(tx, sheet.homeroom(), sheet.semester(), why);
        var year = Roll.getHomeroom(tx.handle(), sheet.homeroom()).schoolYear();
        cells.stream()
                .map(each -> each.cell().pupil())
                .distinct()
                .forEach(pupil -> Promotion.reopen(tx, year, pupil, why));
    }

    /** The same of any other record of the book. */
    private static void afterRectification(Tx tx, Item item, int semester, boolean weighs, String why) {
        Prints.supersede(tx, item.homeroom(), semester, why);
        if (weighs) {
            Promotion.reopen(tx, item.schoolYear(), item.pupil(), why);
        }
    }

    List<Clockwork.Job> jobs() {
        return List.of(
                new Clockwork.Job("amendments", Duration.ofMinutes(1), inTime(corrections::tick)),
                new Clockwork.Job("system", Duration.ofSeconds(20), inTime(system::tick)),
                new Clockwork.Job("custody", Duration.ofSeconds(15), inTime(system.unlessOnTrial(custody::tick))),
                new Clockwork.Job("outbox", Duration.ofSeconds(5), inTime(outbox::tick)),
                new Clockwork.Job("backup", Duration.ofSeconds(2), inTime(watchman::tick)),
                new Clockwork.Job("sticks", Duration.ofSeconds(10), inTime(sticks::tick)));
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

    String schoolCode() {
        return db.read(handle -> ChangeLog.lineage(handle).school());
    }

    /** What somebody's work opens, over and above their posts. */
    Set<Need> entitlements(Handle handle, String staff, LocalDate on) {
        var needs = EnumSet.noneOf(Need.class);
        needs.addAll(rights.of(handle, staff, on));
        needs.addAll(Roll.entitlements(handle, staff, on));
        return needs;
    }

    private Optional<? extends Enum<?>> askForInspector(Tx tx, String summary, Map<String, String> payload) {
        return switch (proposals.propose(tx, Proposal.Kind.INSPECTOR, List.of(), summary, payload)) {
            case Proposing.Waiting waiting -> Optional.empty();
            case Proposing.Refused no -> Optional.of(no.reason());
        };
    }

    private static Optional<? extends Enum<?>> openInspector(Tx tx, Proposal proposal) {
        var payload = new HashMap<String, String>();
        proposal.payload().keySet().forEach(key -> payload.put(key, proposal.text(key)));
        return Inspectors.open(tx, payload, SchoolYears.getSchool(tx.handle()).abbr());
    }

    /** A time for entering ends by itself with its window, and with the reopening of a lock. */
    private boolean entryEnds(Handle handle, Instant now, Instant until) {
        return Windows.ends(handle, now, until) || locks.reopeningEnds(handle, now, until);
    }

    @Override
    public void close() {
        lastAudit.close();
        watchman.close();
        hashes.close();
        db.close();
    }
}
