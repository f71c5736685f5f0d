package vn.sotruong.school.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng trường bổ sung và giá trị của chúng. */
final class ExtraTable {
    static final Entity EXTRA_FIELD = Entity.of("extra_field", Audience.RECEIVER, "id");
    static final Entity EXTRA_VALUE = Entity.of("extra_value", Audience.RECEIVER, "field", "owner");

    private ExtraTable() {}

    static List<ExtraField> list(Handle handle) {
        return handle.createQuery("SELECT * FROM extra_field ORDER BY entity, position, id")
                .map((row, context) -> {
                    var choices = row.getString("choices");
                    return new ExtraField(
                            row.getString("id"),
                            ExtraField.Owner.valueOf(row.getString("entity")),
                            row.getString("name"),
                            ExtraField.Shape.valueOf(row.getString("kind")),
                            choices == null ? List.of() : choices.lines().toList(),
                            row.getInt("required") == 1,
                            row.getInt("position"),
                            row.getInt("retired") == 1);
                })
                .list();
    }

    static Map<String, @Nullable Object> row(ExtraField field) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", field.id());
        row.put("entity", field.owner().name());
        row.put("name", field.name());
        row.put("kind", field.shape().name());
        row.put("choices", field.choices().isEmpty() ? null : String.join("\n", field.choices()));
        row.put("required", field.required() ? 1L : 0L);
        row.put("position", (long) field.position());
        row.put("retired", field.retired() ? 1L : 0L);
        return row;
    }

    /** What one owner answered, by question key. */
    static Map<String, String> values(Handle handle, String owner) {
        var values = new HashMap<String, String>();
        handle.createQuery("SELECT field, value FROM extra_value WHERE owner = :owner AND value IS NOT NULL")
                .bind("owner", owner)
                .map((row, context) -> values.put("x." + row.getString(1), row.getString(2)))
                .list();
        return values;
    }

    /** What everybody answered to one question, by owner. */
    static Map<String, String> column(Handle handle, String field) {
        var values = new HashMap<String, String>();
        handle.createQuery("SELECT owner, value FROM extra_value WHERE field = :field AND value IS NOT NULL")
                .bind("field", field)
                .map((row, context) -> values.put(row.getString(1), row.getString(2)))
                .list();
        return values;
    }

    static void put(Tx tx, String owner, String key, String value, @Nullable String why) {
        var field = key.substring(2);
        var row = new HashMap<String, @Nullable Object>();
        row.put("field", field);
        row.put("owner", owner);
        row.put("value", value.isEmpty() ? null : value);
        var exists = tx.handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM extra_value WHERE field = :field AND owner = :owner)")
                .bind("field", field)
                .bind("owner", owner)
                .mapTo(Boolean.class)
                .one();
        if (exists) {
            tx.amend(EXTRA_VALUE, row, why);
        } else {
            tx.create(EXTRA_VALUE, row);
        }
    }
}
