package vn.sotruong.school.gradebook;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.OpenWindows;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.Posts;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.locks.Order;
import vn.sotruong.school.locks.Outcome;
import vn.sotruong.school.locks.Seals;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/**
 * Trường để thử sổ điểm: Hoa Mai with class 7A of 45 and class 7B of three. Cô Lan and thầy Nam share Toán in 7A, thầy
 * Minh teaches it in 7B; the principal and three board members can lock. A real encrypted store.
 */
final class Cast implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String[] FAMILIES = {"Dương", "Hồ", "Trần", "Hoàng", "Lê", "Đỗ", "Phan", "Phạm", "Vũ"};
    private static final String[] MIDDLES = {"Gia", "Thanh", "Bảo", "Văn", "Hữu", "Thị", "Hoàng", "Minh", "Ngọc"};
    private static final String[] GIVEN = {
        "An", "Anh", "Ánh", "Ân", "Bảo", "Bình", "Châu", "Chi", "Cường", "Diễm", "Dũng", "Duy", "Đào", "Đạt", "Đức",
        "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa", "Hùng", "Khánh", "Lam", "Linh"
    };

    final MovableClock clock = new MovableClock();
    final Database db;
    final Gradebook gradebook;
    final SheetViews views;
    final Locks locks;
    final Homeroom seven;
    final Homeroom other;
    final List<Pupil> pupils;
    final List<Pupil> strangers;
    final Teacher lan;
    final Teacher nam;
    final Teacher minh;
    final Teacher former;
    final Sheet toan;
    final Sheet toanB;
    private final Random random = new Random(7);
    private long made;
    private final List<Posts.Held> posts = new ArrayList<>();
    private final String principal;
    private final String member;

    Cast(Path folder) {
        this(folder, 45);
    }

    Cast(Path folder, int size) {
        this(folder, size, true);
    }

    /** @param open whether marks may be entered all year; otherwise no window is published */
    Cast(Path folder, int size, boolean open) {
        folder.toFile().mkdirs();
        var secure = new SecureRandom();
        db = Database.create(folder.resolve("so.db"), DatabaseKey.random(secure), clock, secure, schema(), "79760512");
        db.write(SampleSchool.CLERK, tx -> {
            SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
            SchoolYears.open(
                    tx, new SchoolYear("2026-2027", day("2026-09-05"), day("2027-05-31"), SchoolYear.State.OPEN));
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            if (open) {
                OpenWindows.open(tx, "2026-2027");
            }
            return null;
        });
        seven = db.write(SampleSchool.CLERK, tx -> Roll.open(tx, "2026-2027", 7, "7A"));
        other = db.write(SampleSchool.CLERK, tx -> Roll.open(tx, "2026-2027", 7, "7B"));
        pupils = enrol(seven, size);
        strangers = enrol(other, 3);
        lan = teacher("Trần Thu Lan", seven);
        nam = teacher("Nguyễn Hoài Nam", seven);
        minh = teacher("Lê Quang Minh", other);
        former = teacher("Phạm Văn Cũ", seven);
        endAssignment(former);
        toan = db.write(SampleSchool.CLERK, tx -> Gradebook.open(tx, seven.id(), "toan", 1, 4));
        toanB = db.write(SampleSchool.CLERK, tx -> Gradebook.open(tx, other.id(), "toan", 1, 4));
        principal = hold("Vũ Thị Hiệu", Posts.Kind.PRINCIPAL);
        member = hold("Đỗ Ban Một", Posts.Kind.BOARD);
        hold("Đỗ Ban Hai", Posts.Kind.BOARD);
        hold("Đỗ Ban Ba", Posts.Kind.BOARD);
        locks = new Locks(db, new Board((handle, on) -> posts), clock);
        gradebook = new Gradebook(db, locks, clock);
        views = new SheetViews(db, locks, clock);
    }

    private static Schema schema() {
        var journalled = new ArrayList<>(SampleSchool.PEOPLE_ENTITIES);
        journalled.addAll(Gradebook.ENTITIES);
        journalled.add(Locks.LOCK);
        return new Schema(SampleSchool.SCHEMA.migrations(), journalled);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private List<Pupil> enrol(Homeroom homeroom, int size) {
        return db.write(SampleSchool.CLERK, tx -> {
            var admitted = new ArrayList<Pupil>();
            for (var i = 0; i < size; i++) {
                var name = VietnameseName.split(FAMILIES[i % FAMILIES.length] + " " + MIDDLES[(i * 5) % MIDDLES.length]
                        + " " + GIVEN[(i * 5 / 9) % GIVEN.length]);
                admitted.add(People.admit(tx, name, day("2014-03-01").plusDays(i * 3L), Sex.FEMALE, null, null, null));
            }
            Roll.enrol(tx, homeroom, admitted, day("2026-09-05"));
            return Roll.list(tx.handle(), homeroom.id()).stream()
                    .map(entry -> entry.pupil())
                    .toList();
        });
    }

    private Teacher teacher(String name, Homeroom homeroom) {
        return db.write(SampleSchool.CLERK, tx -> {
            var staff = People.engage(tx, VietnameseName.split(name), null);
            Roll.assign(tx, homeroom.id(), "toan", staff.id(), day("2026-09-05"));
            return new Teacher(new Actor("acc-" + staff.name().given(), "ses"), staff.id());
        });
    }

    private String hold(String name, Posts.Kind kind) {
        var staff = db.write(SampleSchool.CLERK, tx -> People.engage(tx, VietnameseName.split(name), null));
        posts.add(new Posts.Held(staff.id(), kind, "12/QĐ-THCSHM"));
        return staff.id();
    }

    /** A lock of one column, decided by the principal and executed by a board member. */
    void lock(Lock.Kind kind, Column column) {
        var order = new Order(
                kind,
                "toan",
                1,
                List.of(new Order.Cell(seven.id(), column.code())),
                "15/QĐ-THCSHM",
                "Hết hạn nhập điểm");
        var decided = (Outcome.Done) locks.decide(new Actor("acc-principal", "ses"), principal, order);
        var done = locks.execute(new Actor("acc-member", "ses", Capacity.ADMINISTRATION), member, decided.locks());
        if (!(done instanceof Outcome.Done)) {
            throw new IllegalStateException(done.toString());
        }
    }

    /** Publishes a window of the first term, from now on or later. */
    Window window(Duration opensIn, Duration closesIn) {
        return db.write(
                SampleSchool.CLERK,
                tx -> Windows.establish(
                        tx,
                        "2026-2027",
                        1,
                        "Nhập điểm học kỳ I",
                        tx.now().plus(opensIn),
                        tx.now().plus(closesIn),
                        principal));
    }

    /** The principal reopens every lock for a while, and a board member executes it. */
    void reopen(Duration time) {
        var all = db.read(handle -> locks.list(handle, "toan", 1)).stream()
                .map(Lock::id)
                .toList();
        var decided = locks.decideReopening(
                new Actor("acc-principal", "ses"),
                principal,
                all,
                new Order.Reopening(
                        "16/QĐ-THCSHM", "Nhập thiếu", clock.instant().plus(time)));
        var done = locks.executeReopening(
                new Actor("acc-member", "ses", Capacity.ADMINISTRATION), member, all, Seals.read(db, locks, all));
        if (!(decided instanceof Outcome.Done && done instanceof Outcome.Done)) {
            throw new IllegalStateException(decided + ", " + done);
        }
    }

    /** The same person after they have signed out and in again. */
    static Teacher again(Teacher teacher) {
        return new Teacher(new Actor(teacher.actor().account(), "later"), teacher.staff());
    }

    /** By which lane a cell of class 7A may change now. */
    Lane lane(Teacher teacher, int row, Column column) {
        var cell = new Cell(pupils.get(row).id(), column);
        return db.read(handle -> gradebook.lanes().of(handle, toan, cell, teacher, clock.instant()));
    }

    void leave(Pupil pupil) {
        db.write(SampleSchool.CLERK, tx -> {
            Roll.withdraw(tx, pupil, LocalDate.ofInstant(tx.now(), ZONE), "chuyển trường");
            return null;
        });
    }

    /** Leaves on the very day of enrolment. */
    void neverCame(Pupil pupil) {
        db.write(SampleSchool.CLERK, tx -> {
            Roll.withdraw(tx, pupil, day("2026-09-05"), "không đến học ngày nào");
            return null;
        });
    }

    void pause(Pupil pupil) {
        db.write(SampleSchool.CLERK, tx -> {
            People.changeStatus(tx, pupil, PupilStatus.PAUSED, "nghỉ ốm dài");
            return null;
        });
    }

    void endAssignment(Teacher teacher) {
        db.write(SampleSchool.CLERK, tx -> {
            var today = LocalDate.ofInstant(tx.now(), ZONE);
            var held = Roll.listAssignments(tx.handle(), teacher.staff(), today).getFirst();
            Roll.end(tx, held.id(), today, "đổi phân công");
            return null;
        });
    }

    /** A fresh command for the pupil of that place in the list. */
    Op op(int row, Column column, long base, String typed) {
        return new Op(opId(), new Cell(pupils.get(row).id(), column), base, typed, List.of());
    }

    /** As the page makes them: the time, then chance. */
    String opId() {
        return "%012x%012x".formatted(clock.millis() + made++, random.nextLong(1L << 48));
    }

    /** What the sheet holds in a cell, as a teacher's page shows it. */
    SheetView.SheetCell cell(Teacher teacher, int row, Column column) {
        return views.find(teacher, toan.id()).orElseThrow().rows().get(row).cells().stream()
                .filter(each -> each.column() == column)
                .findFirst()
                .orElseThrow();
    }

    /** All columns that a teacher has drafts in, as just seen. */
    Map<Column, String> seen(Teacher teacher) {
        return gradebook.plan(teacher, toan.id()).orElseThrow().columns().stream()
                .collect(Collectors.toMap(CommitPlan.ColumnPlan::column, CommitPlan.ColumnPlan::seal));
    }

    long count(String table) {
        return db.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    Audit.Report audit() {
        return Audit.verify(db, schema(), List.of());
    }

    @Override
    public void close() {
        db.close();
    }

    /** Stands still until told to move on. */
    static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-20T02:00:00Z");

        void move(Duration by) {
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
