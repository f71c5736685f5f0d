package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.backup.set.SetPlan;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.OpenWindows;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.Ceremony;
import vn.sotruong.school.board.Posts.Held;
import vn.sotruong.school.board.Posts.Kind;
import vn.sotruong.school.device.Device;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.StoreKeys;
import vn.sotruong.sync.bundle.ChangeLine;

/** Một máy của trường để thử: real keys, an encrypted store with one class and its marks, and the rooms that back it up. */
final class Box implements AutoCloseable {
    static final Path MEMORY = Path.of("/dev/shm");
    static final String SCHOOL = "79760512";
    static final Actor BOARD = new Actor("tk-b1", "s1", Capacity.ADMINISTRATION);
    private static final List<Held> POSTS = List.of(
            new Held("ht", Kind.PRINCIPAL, "01/QĐ"),
            new Held("b1", Kind.BOARD, "02/QĐ"),
            new Held("b2", Kind.BOARD, "02/QĐ"),
            new Held("b3", Kind.BOARD, "02/QĐ"));

    private final Schema schema;
    final DataFolder data;
    final Database db;
    final Board board;
    final ArchiveKeys archive;
    final Safekeeping safekeeping;
    final Device device;
    private final Map<String, Integer> entered = new ConcurrentHashMap<>();
    String sheet = "";
    List<Pupil> pupils = List.of();
    List<Card> cards = List.of();

    private Box(DataFolder data, DatabaseKey key, Database db, Schema schema) {
        var random = new SecureRandom();
        this.schema = schema;
        this.data = data;
        this.db = db;
        this.board = new Board((handle, on) -> POSTS);
        this.archive = new ArchiveKeys(db, board, data.keys(), random, Clock.systemUTC());
        this.device = Device.open(StoreKeys.drawer(key, data), SCHOOL, Clock.systemUTC(), random);
        this.safekeeping = new Safekeeping(
                db,
                schema,
                data,
                key,
                MEMORY,
                archive,
                () -> new SetPlan.Signer(device.signer(), device.signerCertificate()),
                handle -> List.of(),
                Clock.systemUTC(),
                random);
    }

    static Schema schema() {
        var all = new ArrayList<>(SampleSchool.PEOPLE_ENTITIES);
        all.addAll(List.of(Gradebook.SHEET, Gradebook.MARK, ArchiveKeys.ARCHIVE_KEY));
        all.addAll(Safekeeping.ENTITIES);
        return new Schema(SampleSchool.SCHEMA.migrations(), all);
    }

    /** A box with a school in it, and an archive key whose cards three people hold. */
    static Box found(Path folder, int size) throws IOException {
        return found(folder, size, true);
    }

    /** As above, perhaps before anybody made a key. */
    static Box found(Path folder, int size, boolean withKey) throws IOException {
        var random = new SecureRandom();
        var data = new DataFolder(folder);
        Files.createDirectories(data.database().resolveSibling("."));
        Files.createDirectories(data.keys());
        var key = DatabaseKey.random(random);
        key.writeTo(data.databaseKey());
        var db = Database.create(data.database(), key, Clock.systemUTC(), random, schema(), SCHOOL);
        var box = new Box(data, key, db, schema());
        box.fill(size);
        if (!withKey) {
            return box;
        }
        box.archive.decide(new Actor("tk-ht", "s1"), "ht", "07/QĐ");
        box.cards = ((Ceremony.Made) box.archive.execute(BOARD, "b1")).cards();
        return box;
    }

    /** A box whose folder stands. */
    static Box open(Path folder) throws IOException {
        return open(folder, schema());
    }

    /** As above, by another release. */
    static Box open(Path folder, Schema schema) throws IOException {
        var data = new DataFolder(folder);
        var key = DatabaseKey.readFrom(data.databaseKey());
        var db = Database.open(data.database(), key, Clock.systemUTC(), new SecureRandom(), schema);
        return new Box(data, key, db, schema);
    }

    private void fill(int size) {
        db.<@Nullable Void>write(SampleSchool.CLERK, tx -> {
            SchoolYears.found(tx, new School(SCHOOL, "Trường THCS Hoa Mai", "THCS", "thcshm", null));
            var first = LocalDate.parse("2026-09-05");
            SchoolYears.open(
                    tx, new SchoolYear("2026-2027", first, LocalDate.parse("2027-05-31"), SchoolYear.State.OPEN));
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            var homeroom = Roll.open(tx, "2026-2027", 7, "7A");
            var admitted = new ArrayList<Pupil>();
            for (var i = 0; i < size; i++) {
                admitted.add(People.admit(
                        tx,
                        VietnameseName.split("Nguyễn Văn \"Đỗ\", " + (char) ('A' + i % 26)),
                        first.minusYears(12).plusDays(i),
                        Sex.FEMALE,
                        null,
                        null,
                        null));
            }
            Roll.enrol(tx, homeroom, admitted, first);
            pupils = admitted;
            OpenWindows.open(tx, "2026-2027");
            sheet = Gradebook.open(tx, homeroom.id(), "toan", 1, 4).id();
            return null;
        });
    }

    /** Enters a mark as the journal keeps it, new or changed. */
    void mark(int pupil, String col, int tenths) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet);
        row.put("pupil", pupils.get(pupil).id());
        row.put("col", col);
        row.put("tenths", (long) tenths);
        row.put("word", null);
        row.put("first_at", null);
        row.put("entered_by", "gv");
        var key = pupils.get(pupil).id() + col;
        db.<@Nullable Void>write(new Actor("tk-gv", "s2"), tx -> {
            row.put("entered_at", Moments.text(tx.now()));
            if (entered.putIfAbsent(key, tenths) == null) {
                tx.create(Gradebook.MARK, row);
            } else {
                tx.amend(Gradebook.MARK, row, "nhập nhầm");
            }
            return null;
        });
    }

    /** Every mark that stands: pupil and column to text. */
    Map<String, String> marks() {
        return db.read(handle -> {
            var marks = new TreeMap<String, String>();
            CommittedMarks.forEach(handle, mark -> marks.put(mark.pupil() + "/" + mark.col(), mark.text()));
            return marks;
        });
    }

    /** As {@link #marks}, as they stood after that line of the journal. */
    Map<String, String> marksAt(long seq) {
        return db.read(handle -> {
            var marks = new TreeMap<String, String>();
            ChangeLog.forEach(handle, stored -> {
                var line = ChangeLine.parse(stored.line());
                if (line.ent().equals("mark") && line.seq() <= seq) {
                    var tenths = (Long) Objects.requireNonNull(line.row().get("tenths"));
                    marks.put(line.row().get("pupil") + "/" + line.row().get("col"), tenths / 10 + "," + tenths % 10);
                }
            });
            return marks;
        });
    }

    Audit.Report audit() {
        return Audit.verify(db, schema, List.of());
    }

    @Override
    public void close() {
        db.close();
    }
}
