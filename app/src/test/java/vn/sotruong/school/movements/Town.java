package vn.sotruong.school.movements;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.OpenWindows;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.GradebookPages;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.SheetViews;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Một trường để thử biến động: 7A and 7B with a Toán teacher and a homeroom teacher each, a clerk, a principal and their
 * door. Two of them make a town.
 */
final class Town implements AutoCloseable {
    static final LocalDate START = LocalDate.parse("2026-09-05");
    private static final String YEAR = "2026-2027";

    final MovableClock clock = new MovableClock();
    final Database db;
    final MovementDesk desk;
    final Transfers transfers;
    final EarlierMarks marks;
    final Exemptions exemptions;
    final SheetViews views;
    final Homeroom sevenA;
    final Homeroom sevenB;
    final Homeroom eightA;
    final Map<String, String> staff = new HashMap<>();
    final Pupil an;
    final Sheet toanA;
    final Sheet toanB;
    final KeyPair deviceKey;
    X509Certificate certificate;
    Optional<X509Certificate> authority = Optional.empty();
    private final Path web;
    private final Locks locks;
    final Set<String> shut = new java.util.HashSet<>();
    private @Nullable TestDoor door;

    Town(Path folder, String code, String name) {
        folder.toFile().mkdirs();
        var random = new SecureRandom();
        db = Database.create(
                folder.resolve("so.db"), DatabaseKey.random(random), clock, random, SchoolSchema.SCHEMA, code);
        deviceKey = Keys.newSigningKey(random);
        certificate = Certificates.selfSigned(
                "device " + code,
                deviceKey,
                Use.SIGNER,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2029-01-01T00:00:00Z"));
        write(tx -> {
            SchoolYears.found(tx, new School(code, name, "THCS", "thcs" + code.substring(code.length() - 2), null));
            SchoolYears.open(tx, new SchoolYear(YEAR, START, LocalDate.parse("2027-05-31"), SchoolYear.State.OPEN));
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            OpenWindows.open(tx, YEAR);
            return null;
        });
        sevenA = write(tx -> Roll.open(tx, YEAR, 7, "7A"));
        sevenB = write(tx -> Roll.open(tx, YEAR, 7, "7B"));
        eightA = write(tx -> Roll.open(tx, YEAR, 8, "8A"));
        for (var each : List.of("principal", "vice", "clerk", "clerk2", "lan", "minh", "leadA", "leadB", "stranger")) {
            staff.put(
                    each,
                    write(tx -> People.engage(tx, VietnameseName.split("Trần Thị " + each), null))
                            .id());
        }
        write(tx -> {
            Roll.assign(tx, sevenA.id(), "toan", who("lan"), START);
            Roll.assign(tx, sevenB.id(), "toan", who("minh"), START);
            Roll.lead(tx, sevenA.id(), who("leadA"), START);
            Roll.lead(tx, sevenB.id(), who("leadB"), START);
            return null;
        });
        an = enrol("Dương Gia An", "7926" + code.substring(2), sevenA);
        enrol("Lê Thị Bình", null, sevenA);
        enrol("Phạm Văn Cường", null, sevenB);
        toanA = write(tx -> Gradebook.open(tx, sevenA.id(), "toan", 1, 4));
        toanB = write(tx -> Gradebook.open(tx, sevenB.id(), "toan", 1, 4));
        desk = new MovementDesk(db, new Seats(), (tx, pupil) -> {});
        transfers = new Transfers(
                db,
                new Seats(),
                CommittedMarks::listOf,
                () -> new TransferFile.Signer(deviceKey.getPrivate(), certificate),
                () -> authority);
        marks = new EarlierMarks(
                db, desk, (handle, homeroom, subject, semester, col) -> shut.contains(homeroom + subject + col));
        exemptions = new Exemptions(db, desk, new Exemptions.Books() {
            @Override
            public boolean shut(Handle handle, String homeroom, String subject, int semester) {
                return shut.contains(homeroom + subject + semester);
            }

            @Override
            public int marks(Handle handle, String homeroom, String subject, int semester, String pupil) {
                return CommittedMarks.list(handle, List.of(homeroom), List.of(pupil), subject).stream()
                        .filter(each -> each.sheet().semester() == semester)
                        .mapToInt(each -> each.values().size())
                        .sum();
            }
        });
        var locks = new Locks(db, new Board((handle, on) -> List.of()), clock);
        views = new SheetViews(db, locks, clock);
        web = folder.resolve("web");
        this.locks = locks;
    }

    private final class Seats implements Offices {
        @Override
        public boolean presides(Handle handle, String person, LocalDate on) {
            return person.equals(who("principal"));
        }

        @Override
        public boolean keepsRecords(Handle handle, String person, LocalDate on) {
            return person.equals(who("clerk")) || person.equals(who("clerk2"));
        }

        @Override
        public boolean leads(Handle handle, String person, String homeroom, LocalDate on) {
            return Roll.leads(handle, person, homeroom, on);
        }
    }

    private Entrance entrance() {
        var people = new HashMap<String, Visitor>();
        var needs = Map.of(
                "principal", Set.of(Need.PRINCIPAL),
                "vice", Set.of(Need.PRINCIPAL),
                "clerk", Set.of(Need.CLERK),
                "clerk2", Set.of(Need.CLERK),
                "lan", Set.of(Need.ENTER_MARKS),
                "minh", Set.of(Need.ENTER_MARKS),
                "leadA", Set.of(Need.HOMEROOM),
                "leadB", Set.of(Need.HOMEROOM));
        needs.forEach((name, may) -> {
            var all = new java.util.HashSet<>(may);
            all.add(Need.SIGNED_IN);
            people.put(name, new Visitor("acc-" + name, "ses-" + name, who(name), name, all));
        });
        return new Entrance(people);
    }

    Pupil enrol(String name, @Nullable String code, Homeroom homeroom) {
        return write(tx -> {
            var pupil = People.admit(
                    tx,
                    VietnameseName.split(name),
                    LocalDate.parse("2014-03-08"),
                    Sex.MALE,
                    "Kinh",
                    code,
                    code == null ? null : "0992" + "14" + code.substring(code.length() - 6));
            Roll.enrol(tx, homeroom, List.of(pupil), START);
            return pupil;
        });
    }

    interface Work<T extends @Nullable Object> {
        T in(vn.sotruong.ground.store.Tx tx);
    }

    <T extends @Nullable Object> T write(Work<T> work) {
        return db.write(Actor.house("test"), work::in);
    }

    String who(String name) {
        return java.util.Objects.requireNonNull(staff.get(name), name);
    }

    Actor actor(String name) {
        return new Actor("acc-" + name, "ses-" + name);
    }

    TestBrowser as(String name) {
        var browser = door().browser();
        browser.get("/enter/" + name);
        browser.get("/menu");
        return browser;
    }

    /** Opened when somebody first comes: a door costs time. */
    TestDoor door() {
        var open = door;
        if (open == null) {
            var entrance = entrance();
            open = TestDoor.open(
                    web,
                    entrance,
                    List.of(
                            entrance,
                            new GradebookPages(new Gradebook(db, locks, clock), views),
                            new MovementPages(db, desk, transfers, marks, exemptions, clock)));
            door = open;
        }
        return open;
    }

    Ask ask(Kind kind, String date, @Nullable Homeroom to) {
        return ask(an, kind, date, to);
    }

    Ask ask(Pupil pupil, Kind kind, String date, @Nullable Homeroom to) {
        return new Ask(
                kind.name(),
                pupil.id(),
                date,
                to == null ? "" : to.id(),
                "gia đình chuyển chỗ ở",
                kind == Kind.TRANSFER_OUT ? "Trường THCS Hoa Lan" : "",
                "",
                kind == Kind.TRANSFER_OUT ? "05/GCT" : "");
    }

    /** Asked by the clerk, approved by the principal. */
    Outcome move(Ask ask) {
        var asked = desk.ask(actor("clerk"), who("clerk"), ask, null);
        return asked instanceof Outcome.Done(var id)
                ? desk.approve(actor("principal"), who("principal"), id, false)
                : asked;
    }

    void mark(Sheet sheet, Pupil pupil, String col, int tenths, String teacher) {
        write(tx -> {
            var row = new HashMap<String, @Nullable Object>();
            row.put("sheet", sheet.id());
            row.put("pupil", pupil.id());
            row.put("col", col);
            row.put("tenths", (long) tenths);
            row.put("word", null);
            row.put("first_at", null);
            row.put("entered_by", who(teacher));
            row.put("entered_at", vn.sotruong.ground.store.Moments.text(tx.now()));
            tx.create(Gradebook.MARK, row);
            return null;
        });
    }

    /** As if the pupil had come from another school in this year. */
    void arrived(Pupil pupil) {
        arrived(pupil, START);
    }

    void arrived(Pupil pupil, LocalDate date) {
        write(tx -> {
            StatusEventTable.create(
                    tx,
                    new StatusEvent(
                            tx.newId(),
                            pupil.id(),
                            Kind.TRANSFER_IN,
                            date,
                            null,
                            sevenA.id(),
                            new Request.Words("chuyển chỗ ở", "Trường cũ", null, "1/GCT", null),
                            who("clerk"),
                            who("principal"),
                            tx.now()));
            return null;
        });
    }

    Pupil pupil(Pupil pupil) {
        return db.read(handle -> People.getPupil(handle, pupil.id()));
    }

    long count(String table) {
        return db.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    List<String> lines(String entity) {
        return db.read(handle -> handle.createQuery("SELECT CAST(line AS TEXT) FROM change WHERE ent = ? ORDER BY seq")
                .bind(0, entity)
                .mapTo(String.class)
                .list());
    }

    List<String> findings() {
        return new ArrayList<>(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings());
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        db.close();
    }

    /** Stands still until told to move on. */
    static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-11-20T02:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(@Nullable ZoneId zone) {
            return this;
        }
    }
}
