package vn.sotruong.school;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.set.SetPlan;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Refusals;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Entrance;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.HealthPages;
import vn.sotruong.ground.web.LanCertificate;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.school.accounts.AccountPages;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.InspectorPages;
import vn.sotruong.school.accounts.Inspectors;
import vn.sotruong.school.accounts.OpenPosts;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.accounts.Presence;
import vn.sotruong.school.accounts.Register;
import vn.sotruong.school.accounts.ResetPages;
import vn.sotruong.school.accounts.Resets;
import vn.sotruong.school.accounts.SessionPages;
import vn.sotruong.school.accounts.Sessions;
import vn.sotruong.school.accounts.SignInPages;
import vn.sotruong.school.accounts.SignIns;
import vn.sotruong.school.admission.Admission;
import vn.sotruong.school.admission.AdmissionPages;
import vn.sotruong.school.admission.ListPages;
import vn.sotruong.school.admission.Lists;
import vn.sotruong.school.admission.ProposedDuties;
import vn.sotruong.school.admission.ProposedPosts;
import vn.sotruong.school.amendments.AmendmentViews;
import vn.sotruong.school.amendments.RefusalTeller;
import vn.sotruong.school.amendments.Sittings;
import vn.sotruong.school.amendments.Wanted;
import vn.sotruong.school.appliance.NewerPages;
import vn.sotruong.school.appliance.SystemPages;
import vn.sotruong.school.appliance.SystemUpdates;
import vn.sotruong.school.attachments.AttachmentPages;
import vn.sotruong.school.attendance.AmendmentPages;
import vn.sotruong.school.attendance.Amendments;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.attendance.AttendancePages;
import vn.sotruong.school.attendance.AttendanceTeller;
import vn.sotruong.school.attendance.DayOffPages;
import vn.sotruong.school.attendance.DaysOff;
import vn.sotruong.school.attendance.MonthPages;
import vn.sotruong.school.attendance.Today;
import vn.sotruong.school.audit.AuditPages;
import vn.sotruong.school.audit.LastAudit;
import vn.sotruong.school.audit.LoweredGuards;
import vn.sotruong.school.audit.Restores;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.BoardPages;
import vn.sotruong.school.board.DecisionPages;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.board.StandInPages;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.board.Succession;
import vn.sotruong.school.closing.ClosingPages;
import vn.sotruong.school.closing.ClosingTeller;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.closing.Gaps;
import vn.sotruong.school.closing.Obstacles;
import vn.sotruong.school.closing.Prints;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.conduct.ConductPages;
import vn.sotruong.school.conduct.ConductSubject;
import vn.sotruong.school.conduct.ConductTeller;
import vn.sotruong.school.conduct.NotePages;
import vn.sotruong.school.conduct.RecordPages;
import vn.sotruong.school.device.Device;
import vn.sotruong.school.founding.Building;
import vn.sotruong.school.founding.Door;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.founding.FoundingPages;
import vn.sotruong.school.governance.DelegationPages;
import vn.sotruong.school.governance.Delegations;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.ProposalPages;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.governance.RightPages;
import vn.sotruong.school.governance.Rights;
import vn.sotruong.school.governance.Staffing;
import vn.sotruong.school.governance.StaffingPages;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.GradebookPages;
import vn.sotruong.school.gradebook.LateDrafts;
import vn.sotruong.school.gradebook.MissingTestPages;
import vn.sotruong.school.gradebook.MissingTests;
import vn.sotruong.school.gradebook.RefusedTeller;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.identifiers.IdentifierPages;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.incidents.FaultPages;
import vn.sotruong.school.incidents.Faults;
import vn.sotruong.school.incidents.IncidentPages;
import vn.sotruong.school.incidents.Incidents;
import vn.sotruong.school.incidents.Upward;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.LockTeller;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.locks.LocksPages;
import vn.sotruong.school.marksheets.MarksheetPages;
import vn.sotruong.school.marksheets.Marksheets;
import vn.sotruong.school.movements.EarlierMarkSubject;
import vn.sotruong.school.movements.EarlierMarks;
import vn.sotruong.school.movements.Exemptions;
import vn.sotruong.school.movements.MovementDesk;
import vn.sotruong.school.movements.MovementPages;
import vn.sotruong.school.movements.MovementTeller;
import vn.sotruong.school.movements.Offices;
import vn.sotruong.school.movements.Papers;
import vn.sotruong.school.movements.TransferFile;
import vn.sotruong.school.movements.Transfers;
import vn.sotruong.school.observations.ObservationPages;
import vn.sotruong.school.observations.ObservationSubject;
import vn.sotruong.school.observations.ObservationTeller;
import vn.sotruong.school.observations.Observations;
import vn.sotruong.school.outbox.Enrolment;
import vn.sotruong.school.outbox.OfficeLink;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.outbox.OutboxPages;
import vn.sotruong.school.outbox.ReceiptTray;
import vn.sotruong.school.outbox.Received;
import vn.sotruong.school.outbox.Sealer;
import vn.sotruong.school.people.CarePages;
import vn.sotruong.school.people.Duplicates;
import vn.sotruong.school.people.ExtraFields;
import vn.sotruong.school.people.FindPages;
import vn.sotruong.school.people.Health;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilList;
import vn.sotruong.school.people.PupilPages;
import vn.sotruong.school.people.PupilRecords;
import vn.sotruong.school.people.Review;
import vn.sotruong.school.people.StaffPages;
import vn.sotruong.school.people.StaffRecords;
import vn.sotruong.school.primary.PrimaryPages;
import vn.sotruong.school.primary.TraitSubject;
import vn.sotruong.school.primary.TraitTeller;
import vn.sotruong.school.primary.Traits;
import vn.sotruong.school.progress.AbnormalPages;
import vn.sotruong.school.progress.CheckPages;
import vn.sotruong.school.progress.Nudges;
import vn.sotruong.school.progress.Progress;
import vn.sotruong.school.progress.ProgressPages;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.promotion.PromotionPages;
import vn.sotruong.school.promotion.PromotionTeller;
import vn.sotruong.school.promotion.PupilPromotionPages;
import vn.sotruong.school.promotion.SummerPages;
import vn.sotruong.school.promotion.SuperiorRoom;
import vn.sotruong.school.rebuilding.Rebuild;
import vn.sotruong.school.rebuilding.RebuildPages;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.RectificationPages;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.remarks.RemarkPages;
import vn.sotruong.school.remarks.RemarkSubject;
import vn.sotruong.school.remarks.RemarkTeller;
import vn.sotruong.school.remarks.Remarks;
import vn.sotruong.school.results.Choices;
import vn.sotruong.school.results.Confirmations;
import vn.sotruong.school.results.ResultPages;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.results.RulesetPages;
import vn.sotruong.school.roll.AssignmentPages;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.ClassPages;
import vn.sotruong.school.roll.Classes;
import vn.sotruong.school.roll.DepartmentPages;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;
import vn.sotruong.school.safekeeping.BackupPages;
import vn.sotruong.school.safekeeping.BackupSet;
import vn.sotruong.school.safekeeping.Bringing;
import vn.sotruong.school.safekeeping.Rehearsal;
import vn.sotruong.school.safekeeping.Restoration;
import vn.sotruong.school.safekeeping.Safekeeping;
import vn.sotruong.school.safekeeping.StickPages;
import vn.sotruong.school.safekeeping.Sticks;
import vn.sotruong.school.safekeeping.Watchman;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;
import vn.sotruong.school.secrets.Custody;
import vn.sotruong.school.secrets.KeyOrders;
import vn.sotruong.school.secrets.LockedPages;
import vn.sotruong.school.secrets.MachineMode;
import vn.sotruong.school.secrets.MachinePages;
import vn.sotruong.school.secrets.Shares;
import vn.sotruong.school.secrets.StoreKeys;
import vn.sotruong.school.spread.SpreadPages;
import vn.sotruong.school.timekeeping.SchoolClock;
import vn.sotruong.school.timekeeping.Timekeeping;
import vn.sotruong.school.timekeeping.TimekeepingPages;
import vn.sotruong.school.today.TodayPages;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.trace.Trace;
import vn.sotruong.school.trace.TracePages;
import vn.sotruong.school.trace.TurnedAwayTeller;
import vn.sotruong.school.trace.Vouched;
import vn.sotruong.school.upkeep.SheetPages;
import vn.sotruong.school.upkeep.SupportFile;
import vn.sotruong.school.upkeep.Upkeep;
import vn.sotruong.school.upkeep.UpkeepPages;
import vn.sotruong.school.windows.WindowPages;
import vn.sotruong.school.windows.WindowTeller;
import vn.sotruong.school.windows.Windows;
import vn.sotruong.school.yearsetup.YearSetup;
import vn.sotruong.school.yearsetup.YearSetupPages;
import vn.sotruong.sync.spool.Spool;

/** Ngôi nhà: all rooms of the school, wired once, by hand, from top to bottom. */
final class House implements Building {
    /** The only place for a plain image: never a disk. */
    static final Path MEMORY = Path.of("/dev/shm");

    private static final Path STORAGE = Path.of("/run/sotruong/storage");

    /** What is sealed at the next tick: incidents and what goes up with them, and every change of a pupil's status. */
    private static final Outbox.Urgency URGENT = new Outbox.Urgency(Incidents.URGENT, Set.of(People.PUPIL));

    /** Nothing that a school does takes longer; a commit that does hangs. */
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    /** So many of the cells that a book lacks are named. */
    private static final int NAMED = 10;

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
    private final Sticks sticks;
    final YearRooms years;
    final SystemUpdates system;
    final Custody custody;
    final LastAudit lastAudit;

    private final PostHolders holders;
    private final Clock clock;
    private final SecureRandom random;
    private final AtomicReference<Device> device;
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
                        new EarlierMarkSubject(movements(), Results::afterEarlierMark, clock)));
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

    /** Opens a door to the page that says why the store stays closed. */
    static Web serveClosed(DataFolder data, StoreKeys keys, Entrance entrance, Clock clock, SecureRandom random) {
        var pages = List.of(
                new HealthPages(Main.release(), () -> new HealthPages.Health(HealthPages.State.OPEN, false, false)),
                new NewerPages(Main.facts(), data.spool(), new Ids(random)));
        var settings =
                new WebSettings(entrance, certificate(StoreKeys.drawer(keys.get(), data), entrance, clock, random));
        return Web.open(settings, Doorkeeper.ofNobody(), () -> new Masthead("", ""), random, pages);
    }

    /** Opens a door to the set-up page alone. */
    static Web serveSetup(
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

    /** What other rooms do in a restored store before anybody works in it. */
    static List<Consumer<Tx>> arrivals() {
        return List.of(SignIns::endEvery, Custody::arrive);
    }

    private static Rebuild.Restorer restorer(StoreKeys keys, Clock clock, SecureRandom random) {
        return (set, cards, target, progress) -> new Restoration(
                        SchoolSchema.SCHEMA, null, MEMORY, arrivals(), _ -> keys, clock, random, progress)
                .from(set, cards, target);
    }

    private static String keeper(StoreKeys keys) {
        var mode = Main.machine().mode();
        return keys instanceof StoreKeys.InFile || mode == MachineMode.Mode.FILE
                ? "file"
                : mode == MachineMode.Mode.TPM ? "TPM" : "HOST";
    }

    /** Opens a door to the page of a store that nobody has opened yet. */
    static Web serveLocked(DataFolder data, LockedPages locked, Entrance entrance, Clock clock, SecureRandom random) {
        var pages = List.of(
                new HealthPages(Main.release(), () -> HealthPages.Health.without(HealthPages.State.LOCKED)), locked);
        var lan = new LanCertificate(KeyDrawer.plain(data.keys().resolve("lan")), entrance, clock, random);
        var door = new LanCertificate(
                KeyDrawer.plain(data.keys().resolve("lan").resolve("door")), entrance, clock, random);
        var settings = new WebSettings(entrance, () -> lan.standing().orElseGet(door::keyStore));
        return Web.open(settings, Doorkeeper.ofNobody(), () -> new Masthead("", ""), random, pages);
    }

    private static Supplier<KeyStore> certificate(
            KeyDrawer drawer, Entrance entrance, Clock clock, SecureRandom random) {
        var lan = drawer.inner("lan");
        lan.wrap("authority");
        return new LanCertificate(lan, entrance, clock, random)::keyStore;
    }

    /** Opens the front door at one address. */
    Web serve(String host, int port) {
        return serve(new Entrance(host, port));
    }

    /** Opens the front door. */
    Web serve(Entrance entrance) {
        return Web.open(
                new WebSettings(entrance, certificate(drawer, entrance, clock, random)),
                signIns,
                this::masthead,
                random,
                withPeople(pages()));
    }

    private List<Pages> pages() {
        var upkeep = new Upkeep(data.root(), clock, Main.cores(), watched());
        return List.of(
                new TodayPages(
                        db,
                        new SheetViews(db, locks, clock),
                        locks,
                        outbox,
                        List.of(
                                this::governance,
                                new Today(clock, amendments)::of,
                                closingPages()::reminders,
                                windows::reminders,
                                locks::reminders,
                                missed()::reminders,
                                new Nudges(progress)::of,
                                new ConductPages(conduct)::reminders,
                                rectifications::reminders,
                                new SheetViews(db, locks, clock)::reminders,
                                traits::reminders,
                                new PromotionPages(promotion)::reminders,
                                resets::reminders,
                                corrected()::reminders,
                                new Identifiers(db)::reminders,
                                succession::reminders,
                                years::reminders,
                                incidents::reminders,
                                lastAudit::reminders,
                                standIns()::reminders,
                                faults::reminders,
                                system::reminders,
                                custody::reminders),
                        clock),
                new ConductPages(conduct),
                new RectificationPages(rectifications),
                new PrimaryPages(traits),
                new ObservationPages(observations),
                new RecordPages(conduct),
                new NotePages(conduct),
                new SignInPages(signIns, sessions, this::leaving, clock),
                new SessionPages(sessions),
                new ResetPages(resets, register),
                new AccountPages(accounts, register),
                new InspectorPages(inspectors),
                new IncidentPages(incidents, this::upward),
                new FaultPages(faults),
                new GradebookPages(
                        gradebook,
                        new SheetViews(db, locks, vn.sotruong.school.amendments.Amendments::mapWaiting, clock)),
                new MissingTestPages(missed(), new SheetViews(db, locks, clock)),
                new RemarkPages(new Remarks(db, locks, clock)),
                new SpreadPages(db, clock),
                new MarksheetPages(new Marksheets(db, gradebook, new SheetViews(db, locks, clock), random)),
                new ClassPages(
                        db,
                        new Classes(
                                db,
                                CommittedMarks::anyIn,
                                (handle, homeroom, semester) -> locks.findClose(handle, homeroom, semester)
                                        .isPresent(),
                                House::afterPlan,
                                clock),
                        Set.of("attendance", "conduct", "traits", "observations", "results", "promotion", "trace")),
                new ResultPages(db, results, new Confirmations(db, board, clock)),
                new RulesetPages(db, new Choices(db, board, clock)),
                new PromotionPages(promotion),
                new SummerPages(promotion),
                new PupilPromotionPages(promotion),
                new AssignmentPages(db, assignments),
                new DepartmentPages(db, clock),
                new AdmissionPages(new Admission(db, clock)),
                new YearSetupPages(new YearSetup(db, assignments, staffing::countWithout, clock)),
                new ListPages(new Lists(db, new ProposedDuties(assignments), new ProposedPosts(staffing), clock)),
                new WindowPages(windows),
                new ProgressPages(progress),
                new CheckPages(progress),
                new AbnormalPages(progress),
                new LocksPages(db, locks, CommittedMarks::percents, clock),
                closingPages(),
                new BackupPages(db, safekeeping, watchman, archiveKeys, data, clock),
                new StickPages(db, sticks, data),
                standIns(),
                new BoardPages(db, board, archiveKeys, () -> device.get().signerCertificate(), clock),
                new DecisionPages(db, board, decisions, succession, clock),
                new vn.sotruong.school.amendments.AmendmentPages(corrections, sittings, corrected()),
                new OutboxPages(
                        outbox,
                        enrolment,
                        () -> db.read(SchoolYears::getSchool).name(),
                        this::courierRequest,
                        this::courierInit),
                new ProposalPages(db, proposals, this::elsewhere),
                new StaffingPages(db, staffing, rights),
                new RightPages(db, rights, clock),
                new DelegationPages(db, delegations, rights),
                new AttachmentPages(
                        db,
                        List.of(
                                decisions,
                                succession,
                                StandIns::shows,
                                faults,
                                new Papers(movements(), clock),
                                staffRecords(),
                                this::evidence)),
                movementPages(),
                new AttendancePages(db, attendance, clock, new Ids(random)),
                new MonthPages(db, attendance),
                new AmendmentPages(db, attendance, amendments),
                new DayOffPages(db, attendance, new DaysOff(db, attendance, holders, clock)),
                new TimekeepingPages(timekeeping, this::name),
                new SystemPages(
                        system,
                        (handle, staff) -> People.getStaff(handle, staff).name().full()),
                new SheetPages(() -> masthead().institution(), clock),
                new UpkeepPages(upkeep, supportFile(upkeep), Main::versions),
                new HealthPages(Main.release(), this::health),
                new TracePages(new Trace(db, tellers(), this::vouched, clock)),
                new MachinePages(custody, this::name),
                new AuditPages(db, lastAudit, new Restores(db, holders, clock), this::name));
    }

    /** The newest line that the office's receipts cover, and the newest that a verified medium covers. */
    private List<Vouched> vouched(Handle handle) {
        var all = new ArrayList<Vouched>();
        Outbox.findLastReceipt(handle)
                .ifPresent(each ->
                        all.add(new Vouched(Vouched.Kind.RECEIPT, String.valueOf(each.n()), each.at(), each.to())));
        safekeeping
                .findVerified(handle)
                .ifPresent(each -> all.add(new Vouched(
                        Vouched.Kind.MEDIUM,
                        each.set().name(),
                        each.at(),
                        each.set().seq())));
        return all;
    }

    /** The pages of people come last: /pupils/{pupil} would answer for every other page under /pupils. */
    private List<Pages> withPeople(List<Pages> others) {
        var rooms = new Seating();
        var list = new PupilList(rooms, clock);
        var all = new ArrayList<>(others);
        all.add(new FindPages(db, list, rooms));
        all.add(new CarePages(db, new Review(db, rooms, clock), new Duplicates(db), new ExtraFields(db), rooms));
        all.addAll(years.pages());
        all.add(new IdentifierPages(db, new Identifiers(db)));
        all.add(new StaffPages(db, staffRecords()));
        all.add(new PupilPages(db, new PupilRecords(db, rooms, clock), list, rooms, new Health(db, clock)));
        return all;
    }

    private ClosingPages closingPages() {
        return new ClosingPages(db, closings());
    }

    private Closings closings() {
        return new Closings(db, board, locks, this::keepsPapers, this::unfinished, this::gap, clock);
    }

    /** Approvals that are not the principal's, since the work is. */
    private StandInPages standIns() {
        return new StandInPages(
                db,
                List.of(
                        new SuperiorRoom(promotion),
                        new Confirmations(db, board, clock).superior(),
                        closings().superior()),
                (handle, homeroom) -> Roll.getHomeroom(handle, homeroom).name());
    }

    /** Who tells, room by room, what was changed of what is assessed. */
    private List<Teller> tellers() {
        return List.of(
                new ConductTeller(),
                new TraitTeller(),
                new ObservationTeller(),
                new RemarkTeller(),
                new AttendanceTeller(),
                new PromotionTeller(),
                new MovementTeller(),
                new WindowTeller(),
                new LockTeller(),
                new ClosingTeller(),
                new RefusedTeller(),
                new RefusalTeller(),
                new TurnedAwayTeller(),
                new vn.sotruong.school.rectifications.RefusalTeller(rectifications));
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

    /** Other subjects give other results, and a review that rests on those is to be listed once more. */
    private static void afterPlan(Tx tx, String homeroom) {
        Results.recompute(tx, homeroom);
        Promotion.afterResults(
                tx,
                Roll.list(tx.handle(), homeroom).stream()
                        .map(each -> each.pupil().id())
                        .toList());
    }

    /** The same of any other record of the book. */
    private static void afterRectification(Tx tx, Item item, int semester, boolean weighs, String why) {
        Prints.supersede(tx, item.homeroom(), semester, why);
        if (weighs) {
            Promotion.reopen(tx, item.schoolYear(), item.pupil(), why);
        }
    }

    private boolean keepsPapers(Handle handle, String staff, LocalDate on) {
        return PostHolders.holds(handle, staff, Post.Kind.CLERK, on)
                || rights.of(handle, staff, on).contains(Need.CLERK);
    }

    /** What keeps the book of a class and term from being closed. */
    private List<Obstacles.Obstacle> unfinished(Handle handle, String homeroom, int semester) {
        var drafts = LateDrafts.countOf(handle, homeroom, semester);
        var requests = vn.sotruong.school.amendments.Amendments.waiting(handle, homeroom, semester)
                .size();
        var rectified = rectifications.countWaiting(handle, homeroom, semester);
        var attended = Amendments.countWaiting(handle, homeroom, semester);
        return Stream.of(
                        new Obstacles.Obstacle("closing.obstacle.drafts", drafts, ""),
                        new Obstacles.Obstacle("closing.obstacle.amendments", requests, "/amendments"),
                        new Obstacles.Obstacle("closing.obstacle.rectifications", rectified, "/rectifications"),
                        new Obstacles.Obstacle("closing.obstacle.attendance", attended, "/attendance/requests"))
                .filter(each -> each.count() > 0)
                .toList();
    }

    /** What the book of a class and term lacks, the first of it by name. */
    private Gaps.Gap gap(Handle handle, String homeroom, int semester) {
        var missing = results.incomplete(handle, homeroom).stream()
                .filter(each -> each.semester() == semester)
                .toList();
        var cells =
                (int) missing.stream().filter(each -> !each.subject().isEmpty()).count();
        return new Gaps.Gap(
                cells,
                missing.size() - cells,
                Confirmations.countMissing(handle, homeroom, semester),
                missing.stream()
                        .limit(NAMED)
                        .map(each -> new Gaps.Cell(
                                People.getPupil(handle, each.pupil()).name().full(),
                                SchoolYears.findSubject(handle, each.subject())
                                        .map(Subject::name)
                                        .orElse(""),
                                each.col(),
                                each.teacher()
                                        .flatMap(staff -> People.findStaff(handle, staff))
                                        .map(staff -> staff.name().full())
                                        .orElse("")))
                        .toList(),
                LateDrafts.listVoid(handle, homeroom, semester).stream()
                        .map(each -> new Gaps.Cell(
                                People.getPupil(handle, each.pupil()).name().full(),
                                SchoolYears.getSubject(handle, each.subject()).name(),
                                "",
                                People.getStaff(handle, each.staff()).name().full()))
                        .distinct()
                        .toList());
    }

    private StaffRecords staffRecords() {
        return new StaffRecords(db, new OpenPosts(), clock);
    }

    private MovementPages movementPages() {
        var desk = movements();
        return new MovementPages(db, desk, transfers(), earlierMarks(desk), exemptions(desk), clock);
    }

    /** What pupils are exempt from. */
    Exemptions exemptions(MovementDesk desk) {
        return new Exemptions(db, desk, new Exemptions.Books() {
            @Override
            public boolean shut(Handle handle, String homeroom, String subject, int semester) {
                return locks.inForce(handle, homeroom, subject, semester).stream()
                        .anyMatch(lock -> lock.kind() != Lock.Kind.FUNCTION);
            }

            @Override
            public int marks(Handle handle, String homeroom, String subject, int semester, String pupil) {
                return CommittedMarks.list(handle, List.of(homeroom), List.of(pupil), subject).stream()
                        .filter(each -> each.sheet().semester() == semester)
                        .mapToInt(each -> each.values().size())
                        .sum();
            }
        });
    }

    /** Marks that pupils bring on paper. */
    EarlierMarks earlierMarks(MovementDesk desk) {
        return new EarlierMarks(
                db,
                desk,
                (handle, homeroom, subject, semester, col) ->
                        locks.inForce(handle, homeroom, subject, semester).stream()
                                .anyMatch(lock -> col.equals("tb") || lock.covers(col)));
    }

    /** Where movements of pupils are asked for and decided. */
    MovementDesk movements() {
        return new MovementDesk(db, offices(), Results::afterMovement);
    }

    /** Signed transfer files, out and in. */
    Transfers transfers() {
        return new Transfers(
                db,
                offices(),
                CommittedMarks::listOf,
                () -> new TransferFile.Signer(
                        device.get().signer(), device.get().signerCertificate()),
                () -> enrolment.find().map(OfficeLink::authority));
    }

    private Offices offices() {
        return new Offices() {
            @Override
            public boolean presides(Handle handle, String staff, LocalDate on) {
                return PostHolders.holds(handle, staff, Post.Kind.PRINCIPAL, on)
                        || proposals
                                .delegation(handle, staff, Proposal.Kind.STATUS, on)
                                .isPresent();
            }

            @Override
            public boolean keepsRecords(Handle handle, String staff, LocalDate on) {
                return PostHolders.holds(handle, staff, Post.Kind.CLERK, on)
                        || entitlements(handle, staff, on).contains(Need.CLERK);
            }

            @Override
            public boolean leads(Handle handle, String staff, String homeroom, LocalDate on) {
                return Roll.leads(handle, staff, homeroom, on);
            }
        };
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

    /** The line that makes the courier's key here, to be typed on this machine; empty on a box, which does it by itself. */
    String courierInit() {
        if (Main.memory() != null) {
            return "";
        }
        var folder = data.root().toAbsolutePath().normalize().toString();
        var shown = folder.matches("[A-Za-z0-9/._+-]+") ? folder : "'" + folder.replace("'", "'\\''") + "'";
        return "./sotruong courier init --data " + shown + " --school=" + schoolCode();
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

    /** How far a line has come on its way to the office. */
    private Upward.State upward(long seq) {
        if (outbox.status().office() == null) {
            return Upward.State.ALONE;
        }
        var progress = outbox.progress();
        if (seq <= progress.received()) {
            return Upward.State.RECEIVED;
        }
        return seq <= progress.sealed() ? Upward.State.SEALED : Upward.State.WAITING;
    }

    private Masthead masthead() {
        return db.read(handle -> new Masthead(
                SchoolYears.findSchool(handle).map(school -> school.name()).orElse(""),
                SchoolYears.findOpenYear(handle)
                        .map(year -> year.id().replace('-', '–'))
                        .orElse(""),
                notices(handle)));
    }

    private SupportFile supportFile(Upkeep upkeep) {
        return new SupportFile(
                db,
                upkeep,
                data,
                Path.of("/run/sotruong"),
                Main::versions,
                () -> lastAudit
                        .find()
                        .map(done -> new SupportFile.Audited(
                                done.at(), done.report().lines(), done.report().count())),
                clock);
    }

    /** Read anew each time it is asked. */
    private HealthPages.Health health() {
        var writes = db.writing().compareTo(LONGEST_WRITE) < 0;
        try {
            return new HealthPages.Health(HealthPages.State.OPEN, !schoolCode().isEmpty(), writes);
        } catch (RuntimeException silent) {
            LOG.error("the store could not be read", silent);
            return new HealthPages.Health(HealthPages.State.OPEN, false, writes);
        }
    }

    Upkeep.House watched() {
        return new Upkeep.House() {
            @Override
            public Optional<ClockDoubt> doubt() {
                return db.doubt();
            }

            @Override
            public Instant certificatesHoldUntil() {
                return Stream.of(device.get().signerCertificate(), device.get().receiverCertificate())
                        .map(each -> each.getNotAfter().toInstant())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
            }

            @Override
            public Optional<Instant> lastBackup() {
                return db.read(handle -> safekeeping.list(handle).stream().findFirst())
                        .map(BackupSet::madeAt);
            }

            @Override
            public Optional<Boolean> lastRehearsal() {
                return db.read(safekeeping::findLastRehearsal).map(Rehearsal::sound);
            }

            @Override
            public Optional<Instant> lastReceipt() {
                return Optional.ofNullable(outbox.status().received()).map(Received::at);
            }

            @Override
            public boolean enrolled() {
                return outbox.status().office() != null;
            }
        };
    }

    private List<Notice> notices(Handle handle) {
        var told = new ArrayList<>(incidents.notices(handle));
        if (db.doubt().isPresent()) {
            told.add(
                    new Notice(Notice.Tone.WRONG, "timekeeping.notice", List.of(), "/clock", TimekeepingPages.READERS));
        }
        return told;
    }

    private String name(String staff) {
        return db.read(handle -> People.findStaff(handle, staff))
                .map(each -> each.name().full())
                .orElse(staff);
    }

    private MissingTests missed() {
        return new MissingTests(db, locks, gradebook.corrections(), holders, clock);
    }

    private AmendmentViews corrected() {
        return new AmendmentViews(corrections);
    }

    private boolean evidence(Handle handle, String attachment, Visitor visitor) {
        return corrections.shows(handle, attachment, visitor.person(), visitor.may());
    }

    /** Somebody whose drafts wait is asked first. */
    private Optional<String> leaving(Visitor visitor) {
        var sheets = new SheetViews(db, locks, clock);
        return visitor.holds(Need.ENTER_MARKS)
                        && !sheets.waiting(new Teacher(visitor.actor(), visitor.person()))
                                .isEmpty()
                ? Optional.of(GradebookPages.DRAFTS + "?leave=1")
                : Optional.empty();
    }

    /** What somebody's work opens, over and above their posts. */
    private Set<Need> entitlements(Handle handle, String staff, LocalDate on) {
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

    /** What waits for a decision on the pages of other rooms. */
    private List<Notice> elsewhere(Handle handle, Visitor visitor) {
        var notices = new ArrayList<>(movements().notices(handle, visitor.person(), today()));
        notices.addAll(amendments.reminders(handle, visitor));
        notices.addAll(missed().reminders(handle, visitor));
        notices.addAll(resets.reminders(handle, visitor));
        notices.addAll(new Identifiers(db).reminders(handle, visitor));
        notices.addAll(succession.reminders(handle, visitor));
        notices.addAll(years.reminders(handle, visitor));
        return notices;
    }

    private List<Notice> governance(Handle handle, Visitor visitor) {
        var notices = new ArrayList<>(proposals.notices(handle, visitor.person()));
        if ((visitor.holds(Need.ADMIN) || visitor.holds(Need.PRINCIPAL)) && !board.valid(handle, today())) {
            notices.add(new Notice(Notice.Tone.WAITS, "board.today.none", List.of(), "/board"));
        }
        if (visitor.holds(Need.ADMIN)) {
            notices.addAll(staffing.notices(handle));
        }
        if (Stream.of(Need.CLERK, Need.PRINCIPAL, Need.HOMEROOM).anyMatch(visitor::holds)) {
            notices.addAll(movements().notices(handle, visitor.person(), today()));
        }
        return notices;
    }

    @Override
    public void close() {
        lastAudit.close();
        watchman.close();
        hashes.close();
        db.close();
    }
}
