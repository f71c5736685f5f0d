package vn.sotruong.school.schoolyear;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code ruleset_choice}. */
final class ChoiceTable {
    static final Entity RULESET_CHOICE = Entity.of("ruleset_choice", Audience.RECEIVER, "id");

    private ChoiceTable() {}

    static Optional<Choice> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM ruleset_choice WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> choice(row))
                .findOne();
    }

    /** What holds in a school year, by question. */
    static Map<String, Choice> mapInForce(Handle handle, String ruleset, String schoolYear) {
        var choices = new LinkedHashMap<String, Choice>();
        handle.createQuery("""
                        SELECT * FROM ruleset_choice
                         WHERE ruleset = :ruleset AND school_year <= :year AND confirmed_by IS NOT NULL
                         ORDER BY school_year, confirmed_at, seq""")
                .bind("ruleset", ruleset)
                .bind("year", schoolYear)
                .map((row, context) -> choice(row))
                .forEach(each -> choices.put(each.question(), each));
        return choices;
    }

    /** Everything that was ever decided, the newest first. */
    static List<Choice> list(Handle handle) {
        return handle.createQuery("SELECT * FROM ruleset_choice ORDER BY decided_at DESC, seq DESC")
                .map((row, context) -> choice(row))
                .list();
    }

    static void create(Tx tx, Choice choice) {
        tx.create(RULESET_CHOICE, row(choice));
    }

    static void put(Tx tx, Choice choice) {
        tx.status(RULESET_CHOICE, row(choice), choice.decision());
    }

    private static Map<String, @Nullable Object> row(Choice choice) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", choice.id());
        row.put("school_year", choice.schoolYear());
        row.put("ruleset", choice.ruleset());
        row.put("question", choice.question());
        row.put("answer", choice.answer());
        row.put("decision", choice.decision());
        row.put("decided_by", choice.decidedBy());
        row.put("decided_at", choice.decidedAt());
        row.put("confirmed_by", choice.confirmedBy());
        row.put("confirmed_at", choice.confirmedAt());
        row.put("withdrawn_at", choice.withdrawnAt());
        return row;
    }

    private static Choice choice(ResultSet row) throws SQLException {
        return new Choice(
                row.getString("id"),
                row.getString("school_year"),
                row.getString("ruleset"),
                row.getString("question"),
                row.getString("answer"),
                row.getString("decision"),
                row.getString("decided_by"),
                row.getString("decided_at"),
                row.getString("confirmed_by"),
                row.getString("confirmed_at"),
                row.getString("withdrawn_at"));
    }
}
