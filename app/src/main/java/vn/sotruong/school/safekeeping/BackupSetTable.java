package vn.sotruong.school.safekeeping;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng bộ sao lưu, diễn tập và giờ sao lưu. */
final class BackupSetTable {
    static final Entity BACKUP_SET = Entity.of("backup_set", Audience.RECEIVER, "id");
    static final Entity REHEARSAL = Entity.of("rehearsal", Audience.RECEIVER, "id");
    static final Entity BACKUP_SCHEDULE = Entity.of("backup_schedule", Audience.SCHOOL_ONLY, "id");

    private static final String NIGHTLY = "nightly";

    private BackupSetTable() {}

    /** Every set, the newest first. */
    static List<BackupSet> list(Handle handle) {
        return handle.createQuery("SELECT * FROM backup_set ORDER BY made_at DESC, head_seq DESC")
                .map((row, context) -> set(row))
                .list();
    }

    static void put(Tx tx, BackupSet set, boolean fresh) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", set.id());
        row.put("name", set.name());
        row.put("session", set.session().name());
        row.put("made_at", Moments.text(set.madeAt()));
        row.put("epoch", set.epoch());
        row.put("head_seq", set.seq());
        row.put("head", set.head());
        row.put("bytes", set.bytes());
        row.put("state", set.pruned() ? "PRUNED" : "READY");
        if (fresh) {
            tx.create(BACKUP_SET, row);
        } else {
            tx.status(BACKUP_SET, row, null);
        }
    }

    static void create(Tx tx, Rehearsal rehearsal) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", rehearsal.id());
        row.put("backup_set", rehearsal.set());
        row.put("done_at", Moments.text(rehearsal.at()));
        row.put("sound", rehearsal.sound() ? 1L : 0L);
        row.put("lines", rehearsal.lines());
        row.put("marks", rehearsal.marks());
        row.put("finding", rehearsal.finding());
        tx.create(REHEARSAL, row);
    }

    static Optional<Rehearsal> findLastRehearsal(Handle handle) {
        return handle.createQuery("SELECT * FROM rehearsal ORDER BY done_at DESC, seq DESC LIMIT 1")
                .map((row, context) -> new Rehearsal(
                        row.getString("id"),
                        row.getString("backup_set"),
                        Instant.parse(row.getString("done_at")),
                        row.getLong("lines"),
                        row.getLong("marks"),
                        row.getString("finding")))
                .findOne();
    }

    static Optional<LocalTime> findSchedule(Handle handle) {
        return handle.createQuery("SELECT at_time FROM backup_schedule WHERE id = :id")
                .bind("id", NIGHTLY)
                .map((row, context) -> LocalTime.parse(row.getString(1)))
                .findOne();
    }

    static void schedule(Tx tx, LocalTime at) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", NIGHTLY);
        row.put("at_time", at.toString());
        if (findSchedule(tx.handle()).isEmpty()) {
            tx.create(BACKUP_SCHEDULE, row);
        } else {
            tx.amend(BACKUP_SCHEDULE, row, null);
        }
    }

    private static BackupSet set(ResultSet row) throws SQLException {
        return new BackupSet(
                row.getString("id"),
                row.getString("name"),
                Session.valueOf(row.getString("session")),
                Instant.parse(row.getString("made_at")),
                row.getString("epoch"),
                row.getLong("head_seq"),
                row.getString("head"),
                row.getLong("bytes"),
                row.getString("state").equals("PRUNED"));
    }
}
