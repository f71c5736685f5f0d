package vn.sotruong.school.gradebook;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng {@code sheet}. */
final class SheetTable {
    static final Entity SHEET = Entity.of("sheet", Audience.RECEIVER, "id");

    static final RowMapper<Sheet> MAPPER = (row, context) -> new Sheet(
            row.getString("id"),
            row.getString("homeroom"),
            row.getString("subject"),
            row.getInt("semester"),
            row.getInt("regular_count"),
            form(row.getString("form")),
            row.getInt("tests"));

    private SheetTable() {}

    static Map<String, @Nullable Object> row(Sheet sheet) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", sheet.id());
        row.put("homeroom", sheet.homeroom());
        row.put("subject", sheet.subject());
        row.put("semester", (long) sheet.semester());
        row.put("regular_count", (long) sheet.regularCount());
        row.put("form", sheet.form() == Sheet.Form.SCORED ? null : sheet.form().name());
        row.put("tests", sheet.form() == Sheet.Form.PRIMARY ? (long) sheet.tests() : null);
        return row;
    }

    private static Sheet.Form form(@Nullable String form) {
        return form == null ? Sheet.Form.SCORED : Sheet.Form.valueOf(form);
    }

    static Optional<Sheet> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM sheet WHERE id = :id")
                .bind("id", id)
                .map(MAPPER)
                .findOne()
                .map(sheet -> governed(handle, sheet));
    }

    static Optional<Sheet> find(Handle handle, String homeroom, String subject, int semester) {
        return handle.createQuery(
                        "SELECT * FROM sheet WHERE homeroom = :homeroom AND subject = :subject AND semester = :semester")
                .bind("homeroom", homeroom)
                .bind("subject", subject)
                .bind("semester", semester)
                .map(MAPPER)
                .findOne()
                .map(sheet -> governed(handle, sheet));
    }

    /** With what its rules say of nought; only a primary sheet has such a question. */
    static Sheet governed(Handle handle, Sheet sheet) {
        return sheet.form() == Sheet.Form.PRIMARY ? sheet.with(TestScale.nought(handle, sheet.homeroom())) : sheet;
    }

    /** The open sheets of these classes, of both terms. */
    static List<Sheet> list(Handle handle, Collection<String> homerooms) {
        return homerooms.isEmpty()
                ? List.of()
                : handle.createQuery("SELECT * FROM sheet WHERE homeroom IN (<homerooms>) ORDER BY subject, semester")
                        .bindList("homerooms", List.copyOf(homerooms))
                        .map(MAPPER)
                        .map(sheet -> governed(handle, sheet))
                        .list();
    }
}
