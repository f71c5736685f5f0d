package vn.sotruong.school.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Inspectors;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.Resets;
import vn.sotruong.school.amendments.Sittings;
import vn.sotruong.school.attendance.Amendments;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.governance.Delegations;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.governance.Rights;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.incidents.Faults;
import vn.sotruong.school.incidents.Incidents;
import vn.sotruong.school.movements.EarlierMarks;
import vn.sotruong.school.movements.Exemptions;
import vn.sotruong.school.movements.MovementDesk;
import vn.sotruong.school.movements.Transfers;
import vn.sotruong.school.people.ExtraFields;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.progress.Progress;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.ClassOfficer;
import vn.sotruong.school.roll.Classes;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.HomeroomTrait;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/**
 * Trường THCS Hoa Mai: twelve classes, some five hundred pupils, 27 people who work there. Cô Lan teaches Toán 7A (45
 * pupils), thầy Minh does not, em An has no mark yet. Nobody in it exists; citizen numbers begin with a province that
 * does not.
 *
 * @param homerooms by name
 * @param staff by full name
 */
public record HoaMai(Map<String, Homeroom> homerooms, Map<String, Staff> staff) {
    /** The school. */
    public static final School SCHOOL = new School(
            "79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", "Số 5 đường Hoa Mai, phường Hoa Mai", "hoamai");

    /** Its year. */
    public static final SchoolYear YEAR = new SchoolYear(
            "2026-2027", LocalDate.parse("2026-09-05"), LocalDate.parse("2027-05-31"), SchoolYear.State.OPEN);

    /** Who built it, as the journal says. */
    public static final Actor BUILDER = new Actor("setup", "hoamai", Capacity.HOUSE);

    static final String PROVINCE_OF_NOBODY = "099";

    private static final long SEED = 20260905;
    private static final int FULL_CLASS = 45;
    private static final List<Integer> SIZES = List.of(42, 40, 38, FULL_CLASS, 43, 41, 44, 39, 42, 40, 41, 38);

    public HoaMai {
        homerooms = Map.copyOf(homerooms);
        staff = Map.copyOf(staff);
    }

    /** Builds the school in an empty store: one transaction for the people and their places. */
    public static HoaMai build(Database db) {
        return db.write(BUILDER, tx -> {
            SchoolYears.found(tx, SCHOOL);
            SchoolYears.open(tx, YEAR);
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            var homerooms = openClasses(tx);
            var staff = engage(tx);
            assign(tx, homerooms, staff);
            lead(tx, homerooms, staff);
            depart(tx, staff);
            new Enrolling(tx).fill(homerooms);
            describe(tx, homerooms);
            plan(tx, homerooms);
            officers(tx, homerooms);
            return new HoaMai(homerooms, staff);
        });
    }

    /** Finds the school again in a store that holds it. */
    public static HoaMai find(Database db) {
        return db.read(handle -> {
            var homerooms = new LinkedHashMap<String, Homeroom>();
            Roll.listHomerooms(handle, YEAR.id()).forEach(each -> homerooms.put(each.name(), each));
            var staff = new LinkedHashMap<String, Staff>();
            People.listStaff(handle).forEach(each -> staff.put(each.name().full(), each));
            return new HoaMai(homerooms, staff);
        });
    }

    /**
     * Gives everybody who works here an account with a password of its own, and the posts to those who hold them. All
     * are ready for use but the newcomer's, which asks for a new password at the first sign-in.
     */
    public List<DemoAccount> openAccounts(Database db, PasswordHash hashes, RandomGenerator passwords) {
        return new Accounting(this, hashes, passwords).open(db);
    }

    /** Lets the vice-principal look at how far entering has come. */
    public void checkProgress(List<DemoAccount> accounts, Windows windows, Progress progress, Instant now) {
        new Opening(this, accounts, windows).check(progress, now);
    }

    /** Publishes when marks may be entered: nobody enters any before. */
    public void openWindows(List<DemoAccount> accounts, Windows windows, Instant now) {
        new Opening(this, accounts, windows).publish(now);
    }

    /**
     * Opens the sheets of both semesters and enters some marks of the first.
     *
     * @return marks committed
     */
    public int enterMarks(Database db, Gradebook gradebook, List<DemoAccount> accounts) {
        var byStaff = accounts.stream().collect(Collectors.toMap(DemoAccount::staff, Function.identity()));
        return new Marking(db, gradebook, this, byStaff).enter();
    }

    /** The clock by which a school begins that is to have a past; one that shows the present where the year is too young. */
    public static Hours hours(Clock clock, boolean past) {
        var begins = YEAR.starts().plusDays(1).atStartOfDay(Formats.ZONE).toInstant();
        var young = clock.instant().minus(PastDays.AGO).isBefore(begins);
        return new Hours(clock, past && !young ? PastDays.AGO : Duration.ZERO);
    }

    /**
     * Lets the people live at the school's own door from where the clock stands to the present.
     *
     * @return the accounts of whoever came meanwhile
     */
    public List<DemoAccount> live(
            Database db, List<DemoAccount> accounts, URI door, Path authority, Hours hours, RandomGenerator passwords) {
        return hours.behind().isZero()
                ? List.of()
                : List.of(
                        new PastDays(this, db, accounts, door, authority, hours).live(Accounting.password(passwords)));
    }

    /** Lets a delegation hold and a right wait for the principal. */
    public void govern(
            List<DemoAccount> accounts, Proposals proposals, Delegations delegations, Rights rights, LocalDate today) {
        new Governing(this, accounts).govern(proposals, delegations, rights, today);
    }

    /**
     * Moves three pupils: to another class, to another school, and in from one.
     *
     * @return how many; none when today is before the day they move on
     */
    public int movePupils(
            Database db, MovementDesk desk, Transfers transfers, List<DemoAccount> accounts, LocalDate today) {
        return new Moving(db, this, accounts).move(desk, transfers, today);
    }

    /** Fills a little of what homeroom teachers keep, and lets somebody report a fault. */
    public void keepClass(Database db, List<DemoAccount> accounts, Conduct conduct, Faults faults, LocalDate today) {
        new Classroom(db, this, accounts).fill(conduct, faults, today);
    }

    /** What the rooms do that let something wait or happen now and then. */
    public record Rooms(
            Incidents incidents,
            Inspectors inspectors,
            Resets resets,
            Proposals proposals,
            Assignments assignments,
            Attendance attendance,
            Amendments amendments,
            Identifiers identifiers,
            ExtraFields fields,
            Exemptions exemptions,
            EarlierMarks earlierMarks) {}

    /** Lets one thing of each kind wait for its second person, or be over. */
    public void leavePending(Database db, List<DemoAccount> accounts, Rooms rooms, Instant now) {
        var pending = new Pending(db, this, accounts, LocalDate.ofInstant(now, Formats.ZONE));
        pending.pause(rooms.incidents(), now);
        if (rooms.inspectors().list().isEmpty()) {
            pending.inspect(rooms.inspectors(), rooms.proposals());
        }
        pending.forget(rooms.resets());
        pending.substitute(rooms.assignments());
        pending.attend(rooms.attendance(), rooms.amendments());
        pending.identify(rooms.identifiers());
        pending.addField(rooms.fields());
        pending.exempt(rooms.exemptions());
        pending.bring(rooms.earlierMarks());
    }

    /** Lets a teacher ask for what cannot be typed over any more. */
    public void correct(
            Database db,
            List<DemoAccount> accounts,
            vn.sotruong.school.amendments.Amendments amendments,
            Sittings sittings) {
        new Correcting(db, this, accounts, amendments, sittings).ask();
    }

    /** A class by its name. */
    public Homeroom homeroom(String name) {
        return Objects.requireNonNull(homerooms.get(name), name);
    }

    /** Somebody who works here, by full name. */
    public Staff person(String name) {
        return Objects.requireNonNull(staff.get(name), name);
    }

    /** Cô Trần Thị Lan, who teaches Toán in 7A. */
    public Staff lan() {
        return person(Cast.LAN);
    }

    /** Thầy Lê Văn Minh, who teaches Toán elsewhere. */
    public Staff minh() {
        return person(Cast.MINH);
    }

    /** Hiệu trưởng. */
    public Staff principal() {
        return person(Cast.PRINCIPAL);
    }

    /** Phó hiệu trưởng. */
    public Staff vicePrincipal() {
        return person(Cast.VICE_PRINCIPAL);
    }

    /** Văn thư. */
    public Staff clerk() {
        return person(Cast.CLERK);
    }

    /** Quản trị viên. */
    public Staff admin() {
        return person(Cast.ADMIN);
    }

    /** Cô Trịnh Thị Đào, new this year: still holds her first code. */
    public Staff newcomer() {
        return person(Cast.NEWCOMER);
    }

    /** Ban quản trị. */
    public List<Staff> board() {
        return Cast.BOARD.stream().map(this::person).toList();
    }

    private static Map<String, Homeroom> openClasses(Tx tx) {
        var homerooms = new LinkedHashMap<String, Homeroom>();
        for (var name : Cast.CLASSES) {
            homerooms.put(name, Roll.open(tx, YEAR.id(), name.charAt(0) - '0', name));
        }
        return homerooms;
    }

    private static Map<String, Staff> engage(Tx tx) {
        var staff = new LinkedHashMap<String, Staff>();
        var code = 7_900_260_001L;
        for (var role : Cast.STAFF) {
            staff.put(role.name(), People.engage(tx, VietnameseName.split(role.name()), String.valueOf(code++)));
        }
        return staff;
    }

    private static void assign(Tx tx, Map<String, Homeroom> homerooms, Map<String, Staff> staff) {
        for (var role : Cast.STAFF) {
            for (var name : role.classes()) {
                var homeroom = Objects.requireNonNull(homerooms.get(name), name);
                var teacher = Objects.requireNonNull(staff.get(role.name()), role.name());
                Roll.assign(tx, homeroom.id(), role.subject(), teacher.id(), YEAR.starts());
            }
        }
    }

    private static void lead(Tx tx, Map<String, Homeroom> homerooms, Map<String, Staff> staff) {
        Cast.HOMEROOM_TEACHERS.forEach((name, teacher) -> Roll.lead(
                tx,
                Objects.requireNonNull(homerooms.get(name), name).id(),
                Objects.requireNonNull(staff.get(teacher), teacher).id(),
                YEAR.starts()));
    }

    private static void depart(Tx tx, Map<String, Staff> staff) {
        for (var each : Cast.DEPARTMENTS) {
            var department = Departments.open(tx, each.name());
            for (var role : Cast.STAFF) {
                if (each.subjects().contains(role.subject())) {
                    var person = Objects.requireNonNull(staff.get(role.name()), role.name());
                    Departments.join(
                            tx, department.id(), person.id(), role.name().equals(each.head()), YEAR.starts());
                }
            }
        }
    }

    private static void describe(Tx tx, Map<String, Homeroom> homerooms) {
        var campus = SchoolYears.addCampus(tx, "Cơ sở chính", SCHOOL.address());
        for (var name : Cast.CLASSES) {
            var homeroom = Objects.requireNonNull(homerooms.get(name), name);
            var inclusive = name.equals("6C") ? 1 : 0;
            Roll.describe(
                    tx, new HomeroomTrait(homeroom.id(), campus.id(), name.startsWith("6"), "Tiếng Anh", inclusive));
        }
    }

    private static void plan(Tx tx, Map<String, Homeroom> homerooms) {
        for (var homeroom : homerooms.values()) {
            for (var subject : Curriculum.LOWER_SECONDARY) {
                var periods = Curriculum.periods(Level.THCS, subject.id(), homeroom.grade());
                Roll.plan(tx, new Programme(homeroom.id(), subject.id(), periods, null));
            }
        }
    }

    /** Ban cán sự of the A classes. */
    private static void officers(Tx tx, Map<String, Homeroom> homerooms) {
        for (var name : Cast.CLASSES) {
            if (name.endsWith("A")) {
                var homeroom = Objects.requireNonNull(homerooms.get(name), name);
                var pupils = Roll.list(tx.handle(), homeroom.id());
                var place = 6;
                for (var duty : ClassOfficer.Duty.values()) {
                    var pupil = pupils.get(place).pupil();
                    Classes.appoint(tx, homeroom.id(), pupil.id(), duty, YEAR.starts());
                    place += 5;
                }
            }
        }
    }

    /** Xếp lớp: the pupils of every class, the same ones each time. */
    private static final class Enrolling {
        private static final VietnameseName AN = new VietnameseName("Dương Gia", "An");
        private static final List<String> MINORITIES = List.of("Hoa", "Hoa", "Khmer", "Chăm", "Tày", "Mường");

        private static final List<String> WITH_HOUSEHOLDS = List.of("7A", "9A");

        private final Tx tx;
        private final Random random = new Random(SEED);
        private final NameMill names = new NameMill(random);
        private final Households households;
        private int serial = 4_201;

        Enrolling(Tx tx) {
            this.tx = tx;
            households = new Households(tx);
            names.keep(AN);
        }

        void fill(Map<String, Homeroom> homerooms) {
            for (var i = 0; i < Cast.CLASSES.size(); i++) {
                var homeroom = Objects.requireNonNull(homerooms.get(Cast.CLASSES.get(i)));
                var pupils = new ArrayList<Pupil>();
                if (homeroom.name().equals("7A")) {
                    pupils.add(admit(AN, Sex.MALE, homeroom.grade()));
                }
                while (pupils.size() < SIZES.get(i)) {
                    var sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
                    pupils.add(admit(names.next(sex), sex, homeroom.grade()));
                }
                Roll.enrol(tx, homeroom, pupils, YEAR.starts());
                if (WITH_HOUSEHOLDS.contains(homeroom.name())) {
                    households.settle(pupils);
                }
            }
        }

        private Pupil admit(VietnameseName name, Sex sex, int grade) {
            var year = YEAR.starts().getYear() - 5 - grade;
            var first = LocalDate.of(year, 1, 1);
            var born = first.plusDays(random.nextLong(ChronoUnit.DAYS.between(first, first.plusYears(1))));
            var ethnicity = random.nextInt(20) == 0 ? MINORITIES.get(random.nextInt(MINORITIES.size())) : "Kinh";
            var number = serial++;
            // a few wait for their code from the sector's database
            var code = number % 97 == 0 ? null : "%02d%08d".formatted((year + 6) % 100, 60_110_000 + number);
            var century = sex == Sex.MALE ? 2 : 3;
            var citizen = PROVINCE_OF_NOBODY + century + "%02d%06d".formatted(year % 100, number);
            return People.admit(tx, name, born, sex, ethnicity, code, citizen);
        }
    }
}
