package vn.sotruong.school;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.HealthPages;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.AccountPages;
import vn.sotruong.school.accounts.InspectorPages;
import vn.sotruong.school.accounts.OpenPosts;
import vn.sotruong.school.accounts.ResetPages;
import vn.sotruong.school.accounts.SessionPages;
import vn.sotruong.school.accounts.SignInPages;
import vn.sotruong.school.admission.Admission;
import vn.sotruong.school.admission.AdmissionPages;
import vn.sotruong.school.admission.ListPages;
import vn.sotruong.school.admission.Lists;
import vn.sotruong.school.admission.ProposedDuties;
import vn.sotruong.school.admission.ProposedPosts;
import vn.sotruong.school.amendments.AmendmentViews;
import vn.sotruong.school.amendments.RefusalTeller;
import vn.sotruong.school.appliance.SystemPages;
import vn.sotruong.school.attachments.AttachmentPages;
import vn.sotruong.school.attendance.AmendmentPages;
import vn.sotruong.school.attendance.AttendancePages;
import vn.sotruong.school.attendance.AttendanceTeller;
import vn.sotruong.school.attendance.DayOffPages;
import vn.sotruong.school.attendance.DaysOff;
import vn.sotruong.school.attendance.MonthPages;
import vn.sotruong.school.attendance.Today;
import vn.sotruong.school.audit.AuditPages;
import vn.sotruong.school.audit.Restores;
import vn.sotruong.school.board.BoardPages;
import vn.sotruong.school.board.DecisionPages;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.closing.ClosingTeller;
import vn.sotruong.school.conduct.ConductPages;
import vn.sotruong.school.conduct.ConductTeller;
import vn.sotruong.school.conduct.NotePages;
import vn.sotruong.school.conduct.RecordPages;
import vn.sotruong.school.governance.DelegationPages;
import vn.sotruong.school.governance.ProposalPages;
import vn.sotruong.school.governance.RightPages;
import vn.sotruong.school.governance.StaffingPages;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.GradebookPages;
import vn.sotruong.school.gradebook.MissingTestPages;
import vn.sotruong.school.gradebook.MissingTests;
import vn.sotruong.school.gradebook.RefusedTeller;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.identifiers.IdentifierPages;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.incidents.FaultPages;
import vn.sotruong.school.incidents.IncidentPages;
import vn.sotruong.school.incidents.Upward;
import vn.sotruong.school.locks.LockTeller;
import vn.sotruong.school.locks.LocksPages;
import vn.sotruong.school.marksheets.MarksheetPages;
import vn.sotruong.school.marksheets.Marksheets;
import vn.sotruong.school.movements.MovementTeller;
import vn.sotruong.school.movements.Papers;
import vn.sotruong.school.observations.ObservationPages;
import vn.sotruong.school.observations.ObservationTeller;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.outbox.OutboxPages;
import vn.sotruong.school.outbox.Received;
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
import vn.sotruong.school.primary.TraitTeller;
import vn.sotruong.school.progress.AbnormalPages;
import vn.sotruong.school.progress.CheckPages;
import vn.sotruong.school.progress.Nudges;
import vn.sotruong.school.progress.ProgressPages;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.promotion.PromotionPages;
import vn.sotruong.school.promotion.PromotionTeller;
import vn.sotruong.school.promotion.PupilPromotionPages;
import vn.sotruong.school.promotion.SummerPages;
import vn.sotruong.school.rectifications.RectificationPages;
import vn.sotruong.school.remarks.RemarkPages;
import vn.sotruong.school.remarks.RemarkTeller;
import vn.sotruong.school.remarks.Remarks;
import vn.sotruong.school.results.Choices;
import vn.sotruong.school.results.Confirmations;
import vn.sotruong.school.results.ResultPages;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.results.RulesetPages;
import vn.sotruong.school.roll.AssignmentPages;
import vn.sotruong.school.roll.ClassPages;
import vn.sotruong.school.roll.Classes;
import vn.sotruong.school.roll.DepartmentPages;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;
import vn.sotruong.school.safekeeping.BackupPages;
import vn.sotruong.school.safekeeping.BackupSet;
import vn.sotruong.school.safekeeping.Rehearsal;
import vn.sotruong.school.safekeeping.StickPages;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.MachinePages;
import vn.sotruong.school.spread.SpreadPages;
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
import vn.sotruong.school.yearsetup.YearSetup;
import vn.sotruong.school.yearsetup.YearSetupPages;

/** Mặt tiền: every page of an open school, over the rooms of its house. */
final class Frontage {
    /** Nothing that a school does takes longer; a commit that does hangs. */
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Frontage.class);

    private final House house;
    private final BookClosing closing;

    Frontage(House house) {
        this.house = house;
        this.closing = new BookClosing(house);
    }

    /** The pages of people come last: /pupils/{pupil} would answer for every other page under /pupils. */
    List<Pages> pages() {
        return withPeople(rooms());
    }

    private List<Pages> rooms() {
        var upkeep = new Upkeep(house.data.root(), house.clock, Main.cores(), watched());
        return List.of(
                new TodayPages(
                        house.db,
                        new SheetViews(house.db, house.locks, house.clock),
                        house.locks,
                        house.outbox,
                        List.of(
                                this::governance,
                                new Today(house.clock, house.amendments)::of,
                                closing.pages()::reminders,
                                house.windows::reminders,
                                house.locks::reminders,
                                missed()::reminders,
                                new Nudges(house.progress)::of,
                                new ConductPages(house.conduct)::reminders,
                                house.rectifications::reminders,
                                new SheetViews(house.db, house.locks, house.clock)::reminders,
                                house.traits::reminders,
                                new PromotionPages(house.promotion)::reminders,
                                house.resets::reminders,
                                corrected()::reminders,
                                new Identifiers(house.db)::reminders,
                                house.succession::reminders,
                                house.years::reminders,
                                house.incidents::reminders,
                                house.lastAudit::reminders,
                                closing.standIns()::reminders,
                                house.faults::reminders,
                                house.system::reminders,
                                house.custody::reminders),
                        house.clock),
                new ConductPages(house.conduct),
                new RectificationPages(house.rectifications),
                new PrimaryPages(house.traits),
                new ObservationPages(house.observations),
                new RecordPages(house.conduct),
                new NotePages(house.conduct),
                new SignInPages(house.signIns, house.sessions, this::leaving, house.clock),
                new SessionPages(house.sessions),
                new ResetPages(house.resets, house.register),
                new AccountPages(house.accounts, house.register),
                new InspectorPages(house.inspectors),
                new IncidentPages(house.incidents, this::upward),
                new FaultPages(house.faults),
                new GradebookPages(
                        house.gradebook,
                        new SheetViews(
                                house.db,
                                house.locks,
                                vn.sotruong.school.amendments.Amendments::mapWaiting,
                                house.clock)),
                new MissingTestPages(missed(), new SheetViews(house.db, house.locks, house.clock)),
                new RemarkPages(new Remarks(house.db, house.locks, house.clock)),
                new SpreadPages(house.db, house.clock),
                new MarksheetPages(new Marksheets(
                        house.db, house.gradebook, new SheetViews(house.db, house.locks, house.clock), house.random)),
                new ClassPages(
                        house.db,
                        new Classes(
                                house.db,
                                CommittedMarks::anyIn,
                                (handle, homeroom, semester) -> house.locks
                                        .findClose(handle, homeroom, semester)
                                        .isPresent(),
                                Frontage::afterPlan,
                                house.clock),
                        Set.of("attendance", "conduct", "traits", "observations", "results", "promotion", "trace")),
                new ResultPages(house.db, house.results, new Confirmations(house.db, house.board, house.clock)),
                new RulesetPages(house.db, new Choices(house.db, house.board, house.clock)),
                new PromotionPages(house.promotion),
                new SummerPages(house.promotion),
                new PupilPromotionPages(house.promotion),
                new AssignmentPages(house.db, house.assignments),
                new DepartmentPages(house.db, house.clock),
                new AdmissionPages(new Admission(house.db, house.clock)),
                new YearSetupPages(
                        new YearSetup(house.db, house.assignments, house.staffing::countWithout, house.clock)),
                new ListPages(new Lists(
                        house.db,
                        new ProposedDuties(house.assignments),
                        new ProposedPosts(house.staffing),
                        house.clock)),
                new WindowPages(house.windows),
                new ProgressPages(house.progress),
                new CheckPages(house.progress),
                new AbnormalPages(house.progress),
                new LocksPages(house.db, house.locks, CommittedMarks::percents, house.clock),
                closing.pages(),
                new BackupPages(
                        house.db, house.safekeeping, house.watchman, house.archiveKeys, house.data, house.clock),
                new StickPages(house.db, house.sticks, house.data),
                closing.standIns(),
                new BoardPages(
                        house.db,
                        house.board,
                        house.archiveKeys,
                        () -> house.device.get().signerCertificate(),
                        house.clock),
                new DecisionPages(house.db, house.board, house.decisions, house.succession, house.clock),
                new vn.sotruong.school.amendments.AmendmentPages(house.corrections, house.sittings, corrected()),
                new OutboxPages(
                        house.outbox,
                        house.enrolment,
                        () -> house.db.read(SchoolYears::getSchool).name(),
                        house::courierRequest,
                        this::courierInit),
                new ProposalPages(house.db, house.proposals, this::elsewhere),
                new StaffingPages(house.db, house.staffing, house.rights),
                new RightPages(house.db, house.rights, house.clock),
                new DelegationPages(house.db, house.delegations, house.rights),
                new AttachmentPages(
                        house.db,
                        List.of(
                                house.decisions,
                                house.succession,
                                StandIns::shows,
                                house.faults,
                                new Papers(house.moves.desk(), house.clock),
                                staffRecords(),
                                this::evidence)),
                house.moves.pages(),
                new AttendancePages(house.db, house.attendance, house.clock, new Ids(house.random)),
                new MonthPages(house.db, house.attendance),
                new AmendmentPages(house.db, house.attendance, house.amendments),
                new DayOffPages(
                        house.db,
                        house.attendance,
                        new DaysOff(house.db, house.attendance, house.holders, house.clock)),
                new TimekeepingPages(house.timekeeping, this::name),
                new SystemPages(
                        house.system,
                        (handle, staff) -> People.getStaff(handle, staff).name().full()),
                new SheetPages(() -> masthead().institution(), house.clock),
                new UpkeepPages(upkeep, supportFile(upkeep), Main::versions),
                new HealthPages(Main.release(), this::health),
                new TracePages(new Trace(house.db, tellers(), this::vouched, house.clock)),
                new MachinePages(house.custody, this::name),
                new AuditPages(
                        house.db, house.lastAudit, new Restores(house.db, house.holders, house.clock), this::name));
    }

    private List<Pages> withPeople(List<Pages> others) {
        var rooms = new Seating();
        var list = new PupilList(rooms, house.clock);
        var all = new ArrayList<>(others);
        all.add(new FindPages(house.db, list, rooms));
        all.add(new CarePages(
                house.db,
                new Review(house.db, rooms, house.clock),
                new Duplicates(house.db),
                new ExtraFields(house.db),
                rooms));
        all.addAll(house.years.pages());
        all.add(new IdentifierPages(house.db, new Identifiers(house.db)));
        all.add(new StaffPages(house.db, staffRecords()));
        all.add(new PupilPages(
                house.db,
                new PupilRecords(house.db, rooms, house.clock),
                list,
                rooms,
                new Health(house.db, house.clock)));
        return all;
    }

    private List<Notice> governance(Handle handle, Visitor visitor) {
        var notices = new ArrayList<>(house.proposals.notices(handle, visitor.person()));
        if ((visitor.holds(Need.ADMIN) || visitor.holds(Need.PRINCIPAL)) && !house.board.valid(handle, house.today())) {
            notices.add(new Notice(Notice.Tone.WAITS, "board.today.none", List.of(), "/board"));
        }
        if (visitor.holds(Need.ADMIN)) {
            notices.addAll(house.staffing.notices(handle));
        }
        if (Stream.of(Need.CLERK, Need.PRINCIPAL, Need.HOMEROOM).anyMatch(visitor::holds)) {
            notices.addAll(house.moves.desk().notices(handle, visitor.person(), house.today()));
        }
        return notices;
    }

    /** What waits for a decision on the pages of other rooms. */
    private List<Notice> elsewhere(Handle handle, Visitor visitor) {
        var notices = new ArrayList<>(house.moves.desk().notices(handle, visitor.person(), house.today()));
        notices.addAll(house.amendments.reminders(handle, visitor));
        notices.addAll(missed().reminders(handle, visitor));
        notices.addAll(house.resets.reminders(handle, visitor));
        notices.addAll(new Identifiers(house.db).reminders(handle, visitor));
        notices.addAll(house.succession.reminders(handle, visitor));
        notices.addAll(house.years.reminders(handle, visitor));
        return notices;
    }

    Masthead masthead() {
        return house.db.read(handle -> new Masthead(
                SchoolYears.findSchool(handle).map(school -> school.name()).orElse(""),
                SchoolYears.findOpenYear(handle)
                        .map(year -> year.id().replace('-', '–'))
                        .orElse(""),
                notices(handle)));
    }

    private List<Notice> notices(Handle handle) {
        var told = new ArrayList<>(house.incidents.notices(handle));
        if (house.db.doubt().isPresent()) {
            told.add(
                    new Notice(Notice.Tone.WRONG, "timekeeping.notice", List.of(), "/clock", TimekeepingPages.READERS));
        }
        return told;
    }

    /** Somebody whose drafts wait is asked first. */
    private Optional<String> leaving(Visitor visitor) {
        var sheets = new SheetViews(house.db, house.locks, house.clock);
        return visitor.holds(Need.ENTER_MARKS)
                        && !sheets.waiting(new Teacher(visitor.actor(), visitor.person()))
                                .isEmpty()
                ? Optional.of(GradebookPages.DRAFTS + "?leave=1")
                : Optional.empty();
    }

    private MissingTests missed() {
        return new MissingTests(house.db, house.locks, house.gradebook.corrections(), house.holders, house.clock);
    }

    private AmendmentViews corrected() {
        return new AmendmentViews(house.corrections);
    }

    private StaffRecords staffRecords() {
        return new StaffRecords(house.db, new OpenPosts(), house.clock);
    }

    private boolean evidence(Handle handle, String attachment, Visitor visitor) {
        return house.corrections.shows(handle, attachment, visitor.person(), visitor.may());
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
                new vn.sotruong.school.rectifications.RefusalTeller(house.rectifications));
    }

    /** The newest line that the office's receipts cover, and the newest that a verified medium covers. */
    private List<Vouched> vouched(Handle handle) {
        var all = new ArrayList<Vouched>();
        Outbox.findLastReceipt(handle)
                .ifPresent(each ->
                        all.add(new Vouched(Vouched.Kind.RECEIPT, String.valueOf(each.n()), each.at(), each.to())));
        house.safekeeping
                .findVerified(handle)
                .ifPresent(each -> all.add(new Vouched(
                        Vouched.Kind.MEDIUM,
                        each.set().name(),
                        each.at(),
                        each.set().seq())));
        return all;
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

    /** How far a line has come on its way to the office. */
    private Upward.State upward(long seq) {
        if (house.outbox.status().office() == null) {
            return Upward.State.ALONE;
        }
        var progress = house.outbox.progress();
        if (seq <= progress.received()) {
            return Upward.State.RECEIVED;
        }
        return seq <= progress.sealed() ? Upward.State.SEALED : Upward.State.WAITING;
    }

    /** The line that makes the courier's key here, to be typed on this machine; empty on a box, which does it by itself. */
    String courierInit() {
        if (Main.memory() != null) {
            return "";
        }
        var folder = house.data.root().toAbsolutePath().normalize().toString();
        var shown = folder.matches("[A-Za-z0-9/._+-]+") ? folder : "'" + folder.replace("'", "'\\''") + "'";
        return "./sotruong courier init --data " + shown + " --school=" + house.schoolCode();
    }

    private SupportFile supportFile(Upkeep upkeep) {
        return new SupportFile(
                house.db,
                upkeep,
                house.data,
                Path.of("/run/sotruong"),
                Main::versions,
                () -> house.lastAudit
                        .find()
                        .map(done -> new SupportFile.Audited(
                                done.at(), done.report().lines(), done.report().count())),
                house.clock);
    }

    /** Read anew each time it is asked. */
    private HealthPages.Health health() {
        var writes = house.db.writing().compareTo(LONGEST_WRITE) < 0;
        try {
            return new HealthPages.Health(
                    HealthPages.State.OPEN, !house.schoolCode().isEmpty(), writes);
        } catch (RuntimeException silent) {
            LOG.error("the store could not be read", silent);
            return new HealthPages.Health(HealthPages.State.OPEN, false, writes);
        }
    }

    Upkeep.House watched() {
        return new Upkeep.House() {
            @Override
            public Optional<ClockDoubt> doubt() {
                return house.db.doubt();
            }

            @Override
            public Instant certificatesHoldUntil() {
                return Stream.of(
                                house.device.get().signerCertificate(),
                                house.device.get().receiverCertificate())
                        .map(each -> each.getNotAfter().toInstant())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
            }

            @Override
            public Optional<Instant> lastBackup() {
                return house.db
                        .read(handle -> house.safekeeping.list(handle).stream()
                                .filter(house.safekeeping::holds)
                                .findFirst())
                        .map(BackupSet::madeAt);
            }

            @Override
            public Optional<Boolean> lastRehearsal() {
                return house.db.read(house.safekeeping::findOwnRehearsal).map(Rehearsal::sound);
            }

            @Override
            public Optional<Instant> lastReceipt() {
                return Optional.ofNullable(house.outbox.status().received()).map(Received::at);
            }

            @Override
            public boolean enrolled() {
                return house.outbox.status().office() != null;
            }
        };
    }

    private String name(String staff) {
        return house.db
                .read(handle -> People.findStaff(handle, staff))
                .map(each -> each.name().full())
                .orElse(staff);
    }
}
