package vn.sotruong.school.conduct;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng ghi chú lớp, nhận xét tuần và mẫu nhận xét: all of it stays in the school. */
final class NoteTable {
    static final Entity WEEKLY_REMARK = Entity.of("weekly_remark", Audience.SCHOOL_ONLY, "id");
    static final Entity CLASS_NOTE = Entity.of("class_note", Audience.SCHOOL_ONLY, "id");
    static final Entity COMMENT_PHRASE = Entity.of("comment_phrase", Audience.SCHOOL_ONLY, "id");
    static final List<Entity> ENTITIES = List.of(WEEKLY_REMARK, CLASS_NOTE, COMMENT_PHRASE);

    private static final RowMapper<ClassNote> NOTE = (row, context) -> new ClassNote(
            row.getString("id"),
            row.getString("homeroom"),
            row.getString("body"),
            row.getString("entered_by"),
            row.getString("entered_at"),
            row.getString("withdrawn"));

    private static final RowMapper<WeeklyRemark> REMARK = (row, context) -> new WeeklyRemark(
            row.getString("id"),
            row.getString("homeroom"),
            row.getString("subject"),
            LocalDate.parse(row.getString("week")),
            row.getString("pupil"),
            row.getString("body"),
            row.getString("entered_by"),
            row.getString("entered_at"),
            row.getString("withdrawn"));

    private static final RowMapper<Phrase> PHRASE = (row, context) -> new Phrase(
            row.getString("id"),
            row.getString("topic"),
            row.getObject("grade") == null ? null : Integer.valueOf(row.getInt("grade")),
            row.getString("body"),
            row.getString("owner"),
            row.getInt("shared") == 1,
            row.getInt("withdrawn") == 1);

    private NoteTable() {}

    static List<ClassNote> listNotes(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM class_note WHERE homeroom = :homeroom ORDER BY entered_at DESC, id")
                .bind("homeroom", homeroom)
                .map(NOTE)
                .list();
    }

    static Optional<ClassNote> findNote(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM class_note WHERE id = :id")
                .bind("id", id)
                .map(NOTE)
                .findOne();
    }

    /** Notes of these classes that somebody neither wrote nor has read, the newest first. */
    static List<ClassNote> listUnread(Handle handle, String staff, List<String> classes) {
        return handle.createQuery("""
                        SELECT * FROM class_note
                         WHERE homeroom IN (<classes>) AND withdrawn IS NULL AND entered_by <> :staff
                           AND NOT EXISTS (SELECT 1 FROM class_note_read
                                            WHERE note = class_note.id AND staff = :staff)
                         ORDER BY entered_at DESC, id""")
                .bindList("classes", classes)
                .bind("staff", staff)
                .map(NOTE)
                .list();
    }

    static void create(Tx tx, ClassNote note) {
        tx.create(CLASS_NOTE, row(note));
    }

    static void put(Tx tx, ClassNote note, String why) {
        tx.status(CLASS_NOTE, row(note), why);
    }

    private static Map<String, @Nullable Object> row(ClassNote note) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", note.id());
        row.put("homeroom", note.homeroom());
        row.put("body", note.body());
        row.put("entered_by", note.enteredBy());
        row.put("entered_at", note.enteredAt());
        row.put("withdrawn", note.withdrawn());
        return row;
    }

    /** Who has read a note, and when. */
    static Map<String, String> mapReaders(Handle handle, String note) {
        var readers = new HashMap<String, String>();
        handle.createQuery("SELECT staff, at FROM class_note_read WHERE note = :note")
                .bind("note", note)
                .map((row, context) -> readers.put(row.getString(1), row.getString(2)))
                .list();
        return readers;
    }

    static void markRead(Tx tx, String note, String staff) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO class_note_read (note, staff, at) VALUES (:note, :staff, :at) ON CONFLICT DO NOTHING")
                .bind("note", note)
                .bind("staff", staff)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    static List<WeeklyRemark> listRemarks(Handle handle, String homeroom) {
        return handle.createQuery(
                        "SELECT * FROM weekly_remark WHERE homeroom = :homeroom ORDER BY week DESC, entered_at DESC, id")
                .bind("homeroom", homeroom)
                .map(REMARK)
                .list();
    }

    static Optional<WeeklyRemark> findRemark(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM weekly_remark WHERE id = :id")
                .bind("id", id)
                .map(REMARK)
                .findOne();
    }

    static void create(Tx tx, WeeklyRemark remark) {
        tx.create(WEEKLY_REMARK, row(remark));
    }

    static void put(Tx tx, WeeklyRemark remark, String why) {
        tx.status(WEEKLY_REMARK, row(remark), why);
    }

    private static Map<String, @Nullable Object> row(WeeklyRemark remark) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", remark.id());
        row.put("homeroom", remark.homeroom());
        row.put("subject", remark.subject());
        row.put("week", remark.week().toString());
        row.put("pupil", remark.pupil());
        row.put("body", remark.body());
        row.put("entered_by", remark.enteredBy());
        row.put("entered_at", remark.enteredAt());
        row.put("withdrawn", remark.withdrawn());
        return row;
    }

    /** The phrases that somebody may use: their own, and the shared ones. */
    static List<Phrase> listPhrases(Handle handle, String staff) {
        return handle.createQuery("""
                        SELECT * FROM comment_phrase WHERE withdrawn = 0 AND (shared = 1 OR owner = :staff)
                         ORDER BY topic, grade, body""").bind("staff", staff).map(PHRASE).list();
    }

    static Optional<Phrase> findPhrase(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM comment_phrase WHERE id = :id")
                .bind("id", id)
                .map(PHRASE)
                .findOne();
    }

    static void create(Tx tx, Phrase phrase) {
        tx.create(COMMENT_PHRASE, row(phrase));
    }

    static void put(Tx tx, Phrase phrase) {
        tx.status(COMMENT_PHRASE, row(phrase), null);
    }

    private static Map<String, @Nullable Object> row(Phrase phrase) {
        var row = new HashMap<String, @Nullable Object>();
        var grade = phrase.grade();
        row.put("id", phrase.id());
        row.put("topic", phrase.topic());
        row.put("grade", grade == null ? null : Long.valueOf(grade));
        row.put("body", phrase.body());
        row.put("owner", phrase.owner());
        row.put("shared", phrase.shared() ? 1L : 0L);
        row.put("withdrawn", phrase.withdrawn() ? 1L : 0L);
        return row;
    }
}
