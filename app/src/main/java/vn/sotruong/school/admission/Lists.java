package vn.sotruong.school.admission;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.admission.Duties.Duty;
import vn.sotruong.school.admission.Duties.Proposed;
import vn.sotruong.school.admission.ListPlan.Deed;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffProfiles;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.roll.HomeroomTrait;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.school.workbook.ExcelTab;

/** Nhập danh sách giáo viên, lớp và phân công: take a file, show what it would do, and do exactly that once confirmed. */
public final class Lists {
    private static final Duration WAITS = Duration.ofDays(1);

    private final Database db;
    private final Duties duties;
    private final Appointments appointments;
    private final Clock clock;

    public Lists(Database db, Duties duties, Appointments appointments, Clock clock) {
        this.db = db;
        this.duties = duties;
        this.appointments = appointments;
        this.clock = clock;
    }

    /** Loại danh sách. */
    public enum Kind {
        STAFF,
        CLASSES
    }

    /** Kết quả nhận tệp. */
    public sealed interface Upload {
        record Waits() implements Upload {}

        /**
         * The file is not used at all.
         *
         * @param reason a constant of {@link ExcelFile.Reason}, {@link Admission.Reason} or {@link Lines.Reason}
         */
        record Refused(Enum<?> reason, String detail) implements Upload {}
    }

    /** Điều đang chờ người dùng. */
    public sealed interface Waiting {
        /** The plan, with what must come back with the confirmation. */
        record Preview(String fileName, ListPlan plan, String seal) implements Waiting {}

        /** Several sheets look like the list. */
        record Which(String fileName, List<String> tabs) implements Waiting {
            public Which {
                tabs = List.copyOf(tabs);
            }
        }
    }

    /** Kết quả xác nhận. */
    public sealed interface Confirmation {
        /**
         * Everything was written.
         *
         * @param posts how many posts were proposed
         * @param postsLeft how many posts somebody else must propose
         * @param ownDepartment whether the list named another department for the asker, which somebody else must write
         */
        record Done(long created, long changed, Proposed duties, int posts, int postsLeft, boolean ownDepartment)
                implements Confirmation {}

        /** Nothing was written. */
        record Refused(Enum<?> reason) implements Confirmation {}
    }

    private sealed interface Planned {
        record Plan(ListPlan plan) implements Planned {}

        record Which(List<String> tabs) implements Planned {}

        record Refused(Enum<?> reason, String detail) implements Planned {}
    }

    /** Takes a file in the place of the one that may wait. */
    public Upload upload(Actor actor, Kind kind, String fileName, byte[] file) {
        var tabs = tabs(file);
        if (tabs instanceof ExcelFile.Reading.Refused(var reason)) {
            return new Upload.Refused(reason, "");
        }
        var planned = db.read(handle -> plan(handle, kind, read(tabs), null));
        if (planned instanceof Planned.Refused(var reason, var detail)) {
            return new Upload.Refused(reason, detail);
        }
        db.write(actor, tx -> {
            WaitingTable.removeOlderThan(tx, Moments.text(tx.now().minus(WAITS)));
            WaitingTable.put(tx, kind, shortened(fileName), file, hash(file));
            return true;
        });
        return new Upload.Waits();
    }

    /** Says which sheet holds the list. */
    public void choose(Actor actor, Kind kind, String tab) {
        db.write(actor, tx -> {
            WaitingTable.choose(tx, kind, tab);
            return true;
        });
    }

    /** The subjects that a list of classes may have columns for. */
    List<String> subjects() {
        return db.read(handle -> {
            var open = SchoolYears.listSubjects(handle);
            var level = Level.find(SchoolYears.getSchool(handle).level()).orElseThrow();
            return (open.isEmpty() ? Curriculum.of(level) : open)
                    .stream().map(each -> each.name()).toList();
        });
    }

    /** What waits for this account, compared with the school as it is now. */
    public Optional<Waiting> find(Actor actor, Kind kind) {
        return db.read(handle -> {
            var waiting = WaitingTable.find(handle, actor.account(), kind);
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            var held = waiting.get();
            var tabs = read(tabs(WaitingTable.file(handle, actor.account(), kind)));
            return switch (plan(handle, kind, tabs, held.tab())) {
                case Planned.Plan(var plan) ->
                    Optional.of(new Waiting.Preview(held.fileName(), plan, plan.seal(held.hash())));
                case Planned.Which(var names) -> Optional.of(new Waiting.Which(held.fileName(), names));
                case Planned.Refused _ -> Optional.empty();
            };
        });
    }

    /** Throws the waiting file away. */
    public void discard(Actor actor, Kind kind) {
        db.write(actor, tx -> {
            WaitingTable.remove(tx, kind);
            return true;
        });
    }

    /** Writes all that the preview showed, in one transaction; {@code seal} is the preview's. */
    public Confirmation confirm(Actor actor, Kind kind, String seal) {
        var read = db.read(handle -> WaitingTable.find(handle, actor.account(), kind)
                .map(held -> new Held(held, tabs(WaitingTable.file(handle, actor.account(), kind)))));
        if (read.isEmpty()) {
            return new Confirmation.Refused(Admission.Reason.NOTHING_WAITS);
        }
        var held = read.get();
        try {
            return db.write(actor, tx -> confirm(tx, kind, held, seal));
        } catch (NotProposed refused) {
            return new Confirmation.Refused(refused.reason);
        }
    }

    private record Held(WaitingTable.Waiting waiting, ExcelFile.Reading file) {}

    private Confirmation confirm(Tx tx, Kind kind, Held held, String seal) {
        var still = WaitingTable.find(tx.handle(), tx.actor().account(), kind).map(WaitingTable.Waiting::hash);
        if (!still.equals(Optional.of(held.waiting().hash()))) {
            return new Confirmation.Refused(Admission.Reason.CHANGED_MEANWHILE);
        }
        if (!(plan(tx.handle(), kind, read(held.file()), held.waiting().tab()) instanceof Planned.Plan(var plan))
                || !plan.seal(held.waiting().hash()).equals(seal)) {
            return new Confirmation.Refused(Admission.Reason.CHANGED_MEANWHILE);
        }
        if (plan.count(ListPlan.State.BAD) > 0) {
            return new Confirmation.Refused(Admission.Reason.BAD_ROWS);
        }
        if (plan.count(ListPlan.State.EQUAL) == plan.rows().size()) {
            return new Confirmation.Refused(Admission.Reason.NOTHING_NEW);
        }
        var writing = new Writing(tx, appointments, from(tx.handle()), today());
        var wanted = writing.write(plan);
        WaitingTable.remove(tx, kind);
        var proposed = wanted.isEmpty() ? new Proposed(0, 0) : duties.propose(tx, wanted);
        return new Confirmation.Done(
                plan.count(ListPlan.State.NEW),
                plan.count(ListPlan.State.CHANGED),
                proposed,
                writing.posts,
                writing.postsLeft,
                writing.ownDepartment);
    }

    private Planned plan(Handle handle, Kind kind, List<ExcelTab> tabs, @Nullable String tab) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return new Planned.Refused(Admission.Reason.NO_YEAR, "");
        }
        return switch (kind) {
            case STAFF ->
                switch (StaffListing.LINES.read(tabs, tab)) {
                    case Lines.Reading.Read<StaffField> read ->
                        new Planned.Plan(StaffListing.plan(handle, read, appointments, today()));
                    case Lines.Reading.Which<StaffField> which -> new Planned.Which(which.tabs());
                    case Lines.Reading.Refused<StaffField> no -> new Planned.Refused(no.reason(), no.detail());
                };
            case CLASSES ->
                switch (ClassListing.LINES.read(tabs, tab)) {
                    case Lines.Reading.Read<ClassField> read ->
                        new Planned.Plan(ClassListing.plan(handle, read, year.get(), today()));
                    case Lines.Reading.Which<ClassField> which -> new Planned.Which(which.tabs());
                    case Lines.Reading.Refused<ClassField> no -> new Planned.Refused(no.reason(), no.detail());
                };
        };
    }

    /** Duties hold from the first day of the year, or from today once it has begun. */
    private LocalDate from(Handle handle) {
        var starts = SchoolYears.getOpenYear(handle).starts();
        return today().isBefore(starts) ? starts : today();
    }

    /** Ghi: one plan in one transaction. */
    private static final class Writing {
        private final Tx tx;
        private final Appointments appointments;
        private final LocalDate from;
        private final LocalDate today;
        private final SchoolYear year;
        private final HashMap<String, String> departments = new HashMap<>();
        private final List<Duty> duties = new ArrayList<>();
        private final String asker;
        private boolean ownDepartment;
        private int posts;
        private int postsLeft;

        Writing(Tx tx, Appointments appointments, LocalDate from, LocalDate today) {
            this.tx = tx;
            this.appointments = appointments;
            this.from = from;
            this.today = today;
            this.year = SchoolYears.getOpenYear(tx.handle());
            this.asker = Accounts.findStaff(tx.handle(), tx.actor().account()).orElse("");
            Departments.list(tx.handle()).forEach(each -> departments.put(VietnameseName.fold(each.name()), each.id()));
        }

        List<Duty> write(ListPlan plan) {
            for (var row : plan.rows()) {
                switch (row.deed()) {
                    case null -> {}
                    case Deed.Person person -> write(person);
                    case Deed.Room room -> write(room);
                }
            }
            return List.copyOf(duties);
        }

        private void write(Deed.Person person) {
            var known = person.known();
            var staff = known == null ? People.engage(tx, person.name(), person.code()) : known;
            if (!person.said().isEmpty()) {
                StaffProfiles.describe(tx, staff.id(), person.said(), "nhập từ Excel");
            }
            var department = person.department();
            if (department != null) {
                place(staff.id(), department);
            }
            var post = person.post();
            if (post != null && appointments.propose(tx, staff.id(), post, today)) {
                posts++;
            } else if (post != null) {
                postsLeft++;
            }
        }

        /** Puts somebody into a department; nobody puts themselves there. */
        private void place(String staff, String department) {
            var known = departments.get(VietnameseName.fold(department));
            var member = known != null
                    && Departments.listMembers(tx.handle(), from).stream()
                            .anyMatch(each -> each.department().equals(known)
                                    && each.staff().equals(staff));
            if (member) {
                return;
            }
            if (staff.equals(asker)) {
                ownDepartment = true;
                return;
            }
            var id = departments.computeIfAbsent(
                    VietnameseName.fold(department),
                    key -> Departments.open(tx, department).id());
            Departments.join(tx, id, staff, false, from);
        }

        private void write(Deed.Room room) {
            var known = room.known();
            var homeroom = known == null
                    ? Roll.open(tx, year.id(), room.grade(), room.name()).id()
                    : known;
            var trait = Roll.getTrait(tx.handle(), homeroom);
            var now = new HomeroomTrait(
                    homeroom,
                    room.campus() == null ? trait.campus() : room.campus(),
                    room.twoSessions() == null ? trait.twoSessions() : room.twoSessions(),
                    room.language() == null ? trait.foreignLanguage() : room.language(),
                    trait.inclusive());
            if (!now.equals(trait)) {
                Roll.describe(tx, now);
            }
            var leader = room.leader();
            if (leader != null && !Roll.leads(tx.handle(), leader, homeroom, from)) {
                duties.add(new Duty(homeroom, null, leader, from));
            }
            room.teachers().forEach((subject, staff) -> {
                teach(subject);
                duties.add(new Duty(homeroom, subject, staff, from));
            });
        }

        /** A subject of the level's curriculum that the school has not opened yet. */
        private void teach(String subject) {
            if (SchoolYears.findSubject(tx.handle(), subject).isEmpty()) {
                var level =
                        Level.find(SchoolYears.getSchool(tx.handle()).level()).orElseThrow();
                Curriculum.of(level).stream()
                        .filter(each -> each.id().equals(subject))
                        .forEach(each -> SchoolYears.add(tx, each));
            }
        }
    }

    private static ExcelFile.Reading tabs(byte[] file) {
        return ExcelFile.read(file);
    }

    private static List<ExcelTab> read(ExcelFile.Reading reading) {
        return reading instanceof ExcelFile.Reading.Read(var tabs) ? tabs : List.of();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private static String shortened(String fileName) {
        var plain = fileName.replaceAll("[\\p{Cntrl}/\\\\]", " ").strip();
        return plain.length() <= 120 ? plain : plain.substring(0, 120);
    }

    private static String hash(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
