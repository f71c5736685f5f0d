package vn.sotruong.school.remarks;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.People;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Schedule;
import vn.sotruong.school.windows.Windows;

/** Ghi nhận xét môn: in the time for entering the last column of the term; each change a new version in the journal. */
public final class Remarks {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(RemarkTable.SUBJECT_REMARK);

    static final int MOST = 500;

    private final Database db;
    private final Locks locks;
    private final Clock clock;

    public Remarks(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    /**
     * Nội dung gõ của một em.
     *
     * @param base the number of the version that was shown; 0 where none stood
     * @param was what was shown
     */
    record Typed(String pupil, String text, long base, String was) {}

    /** What stands about a pupil's term in a subject; empty where nothing does. */
    public static Optional<Remark> find(Handle handle, String sheet, String pupil) {
        return Optional.ofNullable(RemarkTable.map(handle, sheet).get(pupil))
                .filter(each -> !each.body().isEmpty());
    }

    Outcome write(Teacher teacher, String sheetId, List<Typed> typed) {
        var now = clock.instant();
        return db.write(teacher.actor(), tx -> {
            var sheet = Gradebook.findSheet(tx.handle(), sheetId);
            if (sheet.isEmpty()
                    || teacher.actor().capacity() != Capacity.USE
                    || !teaches(tx.handle(), teacher.staff(), sheet.get())) {
                return new Outcome.Refused(Reason.NOT_YOURS);
            }
            if (!Standing.full(tx.handle(), teacher.actor().account())) {
                return new Outcome.Refused(Reason.NOT_IN_FULL_STANDING);
            }
            var shut = shut(tx.handle(), sheet.get(), now);
            if (shut != null) {
                return new Outcome.Refused(shut);
            }
            return write(tx, teacher, sheet.get(), typed, now);
        });
    }

    private Outcome write(Tx tx, Teacher teacher, Sheet sheet, List<Typed> typed, Instant now) {
        var pupils = Roll.list(tx.handle(), sheet.homeroom()).stream()
                .map(entry -> entry.pupil().id())
                .toList();
        var touched = typed.stream()
                .filter(each -> !tidy(each.text()).equals(tidy(each.was())))
                .toList();
        if (touched.stream().anyMatch(each -> !pupils.contains(each.pupil()))) {
            return new Outcome.Refused(Reason.MALFORMED);
        }
        if (touched.stream().anyMatch(each -> tidy(each.text()).length() > MOST)) {
            return new Outcome.Refused(Reason.TOO_LONG);
        }
        var held = RemarkTable.map(tx.handle(), sheet.id());
        var asked = new HashMap<String, Outcome.Asked>();
        var written = 0;
        for (var each : touched) {
            var remark = held.get(each.pupil());
            var text = tidy(each.text());
            if (remark != null && remark.body().equals(text)) {
                continue;
            }
            if (remark != null && settled(tx.handle(), sheet, remark, now)) {
                asked.put(each.pupil(), new Outcome.Asked(remark, true));
            } else if (remark != null && remark.seq() != each.base()) {
                asked.put(each.pupil(), new Outcome.Asked(remark, false));
            } else if (remark != null || !text.isEmpty()) {
                RemarkTable.put(tx, sheet.id(), each.pupil(), text, teacher.staff(), remark == null, null);
                written++;
            }
        }
        return new Outcome.Done(written, asked);
    }

    /** Line ends and blanks as they are kept. */
    static String tidy(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Whether nobody changes it alone any more: its time has ended, a lock ever bound it, or three people wrote it. */
    boolean settled(Handle handle, Sheet sheet, Remark remark) {
        return settled(handle, sheet, remark, clock.instant());
    }

    private boolean settled(Handle handle, Sheet sheet, Remark remark, Instant now) {
        return schedule(handle, sheet).endedBetween(last(sheet), remark.writtenAt(), now)
                || locked(handle, sheet, remark.writtenAt(), now)
                || Rectifications.changed(handle, RemarkSubject.item(handle, sheet, remark.pupil()));
    }

    /** Whether a lock held what was written since: lifting it opens nothing that stood there. */
    private boolean locked(Handle handle, Sheet sheet, Instant since, Instant now) {
        return locks.history(handle, sheet.homeroom(), sheet.subject(), sheet.semester()).stream()
                .anyMatch(lock -> lock.refuses(last(sheet), true) && lock.boundBetween(since, now));
    }

    boolean teaches(Handle handle, String staff, Sheet sheet) {
        return Roll.teaches(handle, staff, sheet.homeroom(), sheet.subject(), today());
    }

    private static Schedule schedule(Handle handle, Sheet sheet) {
        return Windows.schedule(handle, sheet.homeroom(), sheet.subject(), sheet.semester());
    }

    /** The column in whose time remarks are written. */
    private static String last(Sheet sheet) {
        return sheet.columns().getLast().code();
    }

    @Nullable
    Reason shut(Handle handle, Sheet sheet) {
        return shut(handle, sheet, clock.instant());
    }

    private @Nullable Reason shut(Handle handle, Sheet sheet, Instant now) {
        if (locks.inForce(handle, sheet.homeroom(), sheet.subject(), sheet.semester()).stream()
                .anyMatch(lock -> lock.refuses(last(sheet), false))) {
            return Reason.LOCKED;
        }
        var schedule = schedule(handle, sheet);
        if (schedule.open(last(sheet), now).isPresent()) {
            return null;
        }
        return schedule.ended(last(sheet), now) ? Reason.ENDED : Reason.CLOSED;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /**
     * Trang nhận xét của một lớp ở một môn.
     *
     * @param writes whether this person writes here now
     * @param shut why nobody does; null while the time runs
     * @param phrases of the bank, for this subject and grade
     */
    record View(
            Sheet sheet,
            String homeroomName,
            String subjectName,
            List<Row> rows,
            boolean writes,
            @Nullable Reason shut,
            List<String> phrases) {
        /** How many pupils have a remark. */
        public long filled() {
            return rows.stream().filter(row -> !row.body().isEmpty()).count();
        }
    }

    /**
     * Một em.
     *
     * @param settled whether what stands was written in a time that has ended, or before a lock
     * @param by the author's name; empty for the reader's own, and where nothing stands
     */
    public record Row(String pupil, int number, String name, String body, long seq, boolean settled, String by) {}

    /** The remarks of a sheet; empty for whoever may not look. */
    Optional<View> view(Teacher reader, String sheetId, boolean reads) {
        var now = clock.instant();
        return db.read(handle -> Gradebook.findSheet(handle, sheetId)
                .filter(sheet -> reads
                        || Roll.hasTaught(handle, reader.staff(), sheet.homeroom(), sheet.subject(), today())
                        || Roll.leads(handle, reader.staff(), sheet.homeroom(), today()))
                .map(sheet -> view(handle, reader, sheet, now)));
    }

    private View view(Handle handle, Teacher reader, Sheet sheet, Instant now) {
        var homeroom = Roll.getHomeroom(handle, sheet.homeroom());
        var held = RemarkTable.map(handle, sheet.id());
        var shut = shut(handle, sheet, now);
        var writes = reader.actor().capacity() == Capacity.USE && teaches(handle, reader.staff(), sheet);
        return new View(
                sheet,
                homeroom.name(),
                SchoolYears.getSubject(handle, sheet.subject()).name(),
                Roll.list(handle, sheet.homeroom()).stream()
                        .map(entry -> row(
                                handle, reader, entry, held.get(entry.pupil().id()), sheet, now))
                        .toList(),
                writes && shut == null,
                writes ? shut : null,
                writes ? Conduct.listPhrases(handle, reader.staff(), sheet.subject(), homeroom.grade()) : List.of());
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private Row row(Handle handle, Teacher reader, RollEntry entry, @Nullable Remark remark, Sheet sheet, Instant now) {
        var name = entry.pupil().name().full();
        if (remark == null) {
            return new Row(entry.pupil().id(), entry.number(), name, "", 0, false, "");
        }
        return new Row(
                entry.pupil().id(),
                entry.number(),
                name,
                remark.body(),
                remark.seq(),
                settled(handle, sheet, remark, now),
                remark.writtenBy().equals(reader.staff()) ? "" : name(handle, remark.writtenBy()));
    }
}
