package vn.sotruong.school.conduct;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.board.Board;
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

/** Lớp 7A để thử: cô Lan leads 7A, thầy Minh leads 7B and teaches Toán in 7A, cô Vân teaches neither class. */
final class ClassCast implements AutoCloseable {
    private static final Actor SETUP = new Actor("setup", "t");
    private static final LocalDate STARTS = LocalDate.parse("2026-09-05");

    final Database db;
    final Conduct conduct;
    final Records records;
    final ClassNotes notes;
    final Homeroom a;
    final Homeroom b;
    final List<Pupil> pupils;
    final Pupil stranger;
    final String lan;
    final String minh;
    final String van;

    private Instant now = Instant.parse("2026-09-05T02:00:00Z");

    ClassCast(Path folder) {
        this(folder, 5);
    }

    ClassCast(Path folder, int size) {
        var random = new SecureRandom();
        var clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        db = Database.create(
                folder.resolve("so.db"), DatabaseKey.random(random), clock, random, SchoolSchema.SCHEMA, "79760512");
        conduct = new Conduct(db, new Locks(db, new Board((handle, on) -> List.of()), clock), clock);
        records = new Records(conduct);
        notes = new ClassNotes(conduct);
        var made = db.write(SETUP, tx -> {
            SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
            SchoolYears.open(
                    tx, new SchoolYear("2026-2027", STARTS, LocalDate.parse("2027-05-31"), SchoolYear.State.OPEN));
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            var classes = List.of(Roll.open(tx, "2026-2027", 7, "7A"), Roll.open(tx, "2026-2027", 7, "7B"));
            var staff = List.of(
                    People.engage(tx, VietnameseName.split("Trần Thị Lan"), null)
                            .id(),
                    People.engage(tx, VietnameseName.split("Lê Văn Minh"), null).id(),
                    People.engage(tx, VietnameseName.split("Ngô Thị Bích Vân"), null)
                            .id());
            var given = List.of("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Long", "Mai");
            var here = new ArrayList<Pupil>();
            for (var i = 0; i < size; i++) {
                var name = new VietnameseName(i < 9 ? "Nguyễn Thị" : "Trần Hoàng Bảo", given.get(i % 9));
                here.add(People.admit(tx, name, LocalDate.of(2014, 1, 1).plusDays(i), Sex.MALE, null, null, null));
            }
            var other = People.admit(
                    tx, VietnameseName.split("Võ Văn Khôi"), LocalDate.parse("2014-05-05"), Sex.MALE, null, null, null);
            Roll.enrol(tx, classes.get(0), here, STARTS);
            Roll.enrol(tx, classes.get(1), List.of(other), STARTS);
            Roll.lead(tx, classes.get(0).id(), staff.get(0), STARTS);
            Roll.lead(tx, classes.get(1).id(), staff.get(1), STARTS);
            Roll.assign(tx, classes.get(0).id(), "toan", staff.get(1), STARTS);
            return new Made(classes, staff, List.copyOf(here), other);
        });
        a = made.classes.get(0);
        b = made.classes.get(1);
        lan = made.staff.get(0);
        minh = made.staff.get(1);
        van = made.staff.get(2);
        pupils = made.pupils;
        stranger = made.other;
        comes("2026-11-20T02:00:00Z");
    }

    private record Made(List<Homeroom> classes, List<String> staff, List<Pupil> pupils, Pupil other) {}

    final void comes(String moment) {
        now = Instant.parse(moment);
    }

    Author lan() {
        return author(lan, Need.HOMEROOM);
    }

    Author minh() {
        return author(minh, Need.HOMEROOM, Need.ENTER_MARKS);
    }

    Author principal() {
        return author("hieutruong", Need.PRINCIPAL);
    }

    static Author author(String staff, Need... may) {
        return new Author(new Actor("tk-" + staff, "s"), staff, Set.of(may));
    }

    String pupil(int number) {
        return pupils.get(number).id();
    }

    /** What one types in a row that was last seen empty. */
    Typed typed(int number, String level, String text) {
        return new Typed(pupil(number), level, text, Entry.mark(null));
    }

    /** The password of whom is reset, and the principal has not confirmed it yet. */
    void resets(String staff) {
        db.<@Nullable Void>write(SETUP, tx -> {
            for (var each : List.of(lan, minh, van)) {
                var account = new HashMap<String, @Nullable Object>();
                account.put("id", "tk-" + each);
                account.put("staff", each);
                account.put("inspector", null);
                account.put("username", "u" + List.of(lan, minh, van).indexOf(each) + "00");
                account.put("state", "ACTIVE");
                tx.create(entity("account"), account);
            }
            var others = Stream.of(lan, minh, van)
                    .filter(each -> !each.equals(staff))
                    .toList();
            var reset = new HashMap<String, @Nullable Object>();
            for (var column : List.of(
                    "seconded_by",
                    "seconded_at",
                    "replaced_at",
                    "seen_at",
                    "attested_by",
                    "attested_at",
                    "withdrawn_at")) {
                reset.put(column, null);
            }
            reset.put("id", tx.newId());
            reset.put("account", "tk-" + staff);
            reset.put("why", "quên mật khẩu");
            reset.put("requested_by", "tk-" + others.get(0));
            reset.put("requested_at", Moments.text(tx.now()));
            reset.put("confirmed_by", "tk-" + others.get(1));
            reset.put("confirmed_at", Moments.text(tx.now()));
            reset.put("code_at", Moments.text(tx.now()));
            tx.create(entity("password_reset"), reset);
            return null;
        });
    }

    private static Entity entity(String table) {
        return Accounts.ENTITIES.stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Commits whatever is ready. */
    Outcome commit(Author author, String code) {
        return conduct.commit(
                author,
                a.id(),
                code,
                conduct.plan(author, a.id(), code).orElseThrow().seal());
    }

    /** A whole class of one level, committed. */
    void gradeAll(int semester, String level) {
        var all = new ArrayList<Typed>();
        for (var i = 0; i < pupils.size(); i++) {
            all.add(typed(i, level, ""));
        }
        conduct.save(lan(), a.id(), "G" + semester, all);
        commit(lan(), "G" + semester);
    }

    @Override
    public void close() {
        db.close();
    }
}
