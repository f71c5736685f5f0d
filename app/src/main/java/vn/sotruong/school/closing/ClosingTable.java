package vn.sotruong.school.closing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.closing.BookClosing.Step;
import vn.sotruong.school.closing.Gaps.Known;

/** Bảng đóng sổ. */
final class ClosingTable {
    static final Entity BOOK_CLOSING = Entity.of("book_closing", Audience.SCHOOL_ONLY, "id");
    static final Entity CLOSING_STEP = Entity.of("closing_step", Audience.SCHOOL_ONLY, "id");

    private ClosingTable() {}

    static Optional<BookClosing> find(Handle handle, String homeroom, int semester) {
        return handle.createQuery("SELECT * FROM book_closing WHERE homeroom = :homeroom AND semester = :semester")
                .bind("homeroom", homeroom)
                .bind("semester", semester)
                .map((row, context) -> new BookClosing(
                        row.getString("id"),
                        homeroom,
                        semester,
                        Stage.valueOf(row.getString("stage")),
                        steps(handle, row.getString("id"))))
                .findOne();
    }

    /** Those that are begun and not put away yet. */
    static List<BookClosing> listUnderway(Handle handle) {
        return handle.createQuery("SELECT * FROM book_closing WHERE stage NOT IN ('OPEN', 'ARCHIVED')")
                .map((row, context) -> new BookClosing(
                        row.getString("id"),
                        row.getString("homeroom"),
                        row.getInt("semester"),
                        Stage.valueOf(row.getString("stage")),
                        steps(handle, row.getString("id"))))
                .list();
    }

    private static List<Step> steps(Handle handle, String closing) {
        return handle.createQuery("SELECT * FROM closing_step WHERE closing = :closing ORDER BY seq")
                .bind("closing", closing)
                .map((row, context) -> step(row))
                .list();
    }

    /** Writes how far a book has come, with the step that brought it there. */
    static void put(Tx tx, @Nullable BookClosing before, String homeroom, int semester, Step step) {
        var id = before == null ? tx.newId() : before.id();
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", id);
        row.put("homeroom", homeroom);
        row.put("semester", (long) semester);
        row.put("stage", step.deed().after().name());
        if (before == null) {
            tx.create(BOOK_CLOSING, row);
        } else if (before.stage() != step.deed().after()) {
            tx.status(BOOK_CLOSING, row, step.deed().name());
        }
        var line = new HashMap<String, @Nullable Object>();
        line.put("id", tx.newId());
        line.put("closing", id);
        line.put("deed", step.deed().name());
        line.put("staff", step.staff());
        line.put("at", Moments.text(step.at()));
        line.put("subject", step.subject());
        line.put("said", step.said());
        var known = step.known();
        line.put("missing_cells", known == null ? null : Long.valueOf(known.cells()));
        line.put("missing_conduct", known == null ? null : Long.valueOf(known.conduct()));
        line.put("missing_confirmations", known == null ? null : Long.valueOf(known.confirmations()));
        line.put("despite", known == null ? null : known.despite());
        line.put("round", step.round() > 1 ? Long.valueOf(step.round()) : null);
        tx.create(CLOSING_STEP, line);
    }

    private static Step step(ResultSet row) throws SQLException {
        var despite = row.getString("despite");
        return new Step(
                Deed.valueOf(row.getString("deed")),
                row.getString("staff"),
                Instant.parse(row.getString("at")),
                row.getString("subject"),
                row.getString("said"),
                Math.max(1, row.getInt("round")),
                despite == null
                        ? null
                        : new Known(
                                row.getInt("missing_cells"),
                                row.getInt("missing_conduct"),
                                row.getInt("missing_confirmations"),
                                despite));
    }
}
