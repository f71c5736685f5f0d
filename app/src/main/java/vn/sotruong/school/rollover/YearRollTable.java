package vn.sotruong.school.rollover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.roll.YearTurn.Duties;
import vn.sotruong.school.rollover.YearRoll.Asked;
import vn.sotruong.school.rollover.YearRoll.Decided;
import vn.sotruong.school.schoolyear.SchoolYear;

/** Bảng các lần chuyển năm học. */
final class YearRollTable {
    static final Entity YEAR_ROLL = Entity.of("year_roll", Audience.SCHOOL_ONLY, "id");

    private static final ObjectMapper JSON = new ObjectMapper();

    private YearRollTable() {}

    static Optional<YearRoll> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM year_roll WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> roll(row))
                .findOne();
    }

    /** Every one, the newest first. */
    static List<YearRoll> list(Handle handle) {
        return handle.createQuery("SELECT * FROM year_roll ORDER BY proposed_at DESC, id DESC")
                .map((row, context) -> roll(row))
                .list();
    }

    static void create(Tx tx, YearRoll roll) {
        tx.create(YEAR_ROLL, row(roll));
    }

    static void put(Tx tx, YearRoll roll) {
        tx.status(YEAR_ROLL, row(roll), roll.answer());
    }

    private static Map<String, @Nullable Object> row(YearRoll roll) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", roll.id());
        row.put("from_year", roll.fromYear());
        row.put("to_year", roll.next().id());
        row.put("starts", roll.next().starts().toString());
        row.put("ends", roll.next().ends().toString());
        row.put("courses", text(roll.courses().stream().map(YearRollTable::map).toList()));
        row.put("handed", roll.handed());
        row.put("seal", roll.seal());
        row.put("moves", (long) roll.moves());
        row.put("state", roll.state().name());
        row.put("proposed_by", roll.proposedBy());
        row.put("proposed_at", Moments.text(roll.proposedAt()));
        var decided = roll.decided();
        row.put("decided_by", decided == null ? null : decided.by());
        row.put("decided_at", decided == null ? null : Moments.text(decided.at()));
        row.put("decision", decided == null ? null : decided.number());
        row.put("answer", roll.answer());
        var undo = roll.undo();
        row.put("undo", undo == null ? null : text(map(undo)));
        var asked = roll.asked();
        row.put("undo_why", asked == null ? null : asked.why());
        row.put("undo_asked_by", asked == null ? null : asked.by());
        row.put("undo_asked_at", asked == null ? null : Moments.text(asked.at()));
        var undone = roll.undone();
        row.put("undone_by", undone == null ? null : undone.by());
        row.put("undone_at", undone == null ? null : Moments.text(undone.at()));
        row.put("undo_decision", undone == null ? null : undone.number());
        return row;
    }

    private static Map<String, String> map(Course course) {
        var map = new LinkedHashMap<String, String>();
        map.put("homeroom", course.homeroom());
        map.put("up", course.up());
        map.put("stay", course.stay());
        return map;
    }

    private static Map<String, Object> map(Undo undo) {
        var map = new LinkedHashMap<String, Object>();
        map.put("day", undo.day().toString());
        map.put("finished", undo.finished());
        map.put("teaching", undo.duties().teaching());
        map.put("later", undo.duties().later());
        map.put("homerooms", undo.duties().homerooms());
        map.put("substitutions", undo.duties().substitutions());
        map.put("places", undo.places());
        return map;
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static YearRoll roll(ResultSet row) throws SQLException {
        var courses = new ArrayList<Course>();
        tree(row.getString("courses"))
                .forEach(each -> courses.add(new Course(
                        each.path("homeroom").asText(),
                        each.path("up").asText(),
                        each.path("stay").asText())));
        var state = YearRoll.State.valueOf(row.getString("state"));
        var undo = row.getString("undo");
        var asked = row.getString("undo_asked_by");
        return new YearRoll(
                row.getString("id"),
                row.getString("from_year"),
                new SchoolYear(
                        row.getString("to_year"),
                        LocalDate.parse(row.getString("starts")),
                        LocalDate.parse(row.getString("ends")),
                        SchoolYear.State.OPEN),
                courses,
                row.getString("handed"),
                row.getString("seal"),
                row.getInt("moves"),
                state,
                row.getString("proposed_by"),
                Instant.parse(row.getString("proposed_at")),
                decided(row.getString("decided_by"), row.getString("decided_at"), row.getString("decision")),
                row.getString("answer"),
                undo == null ? null : undo(tree(undo)),
                asked == null
                        ? null
                        : new Asked(asked, Instant.parse(row.getString("undo_asked_at")), row.getString("undo_why")),
                decided(row.getString("undone_by"), row.getString("undone_at"), row.getString("undo_decision")));
    }

    private static @Nullable Decided decided(@Nullable String by, @Nullable String at, @Nullable String number) {
        return by == null ? null : new Decided(by, Instant.parse(Objects.requireNonNull(at)), number);
    }

    private static Undo undo(JsonNode tree) {
        return new Undo(
                LocalDate.parse(tree.path("day").asText()),
                texts(tree.path("finished")),
                new Duties(
                        texts(tree.path("teaching")),
                        map(tree.path("later")),
                        texts(tree.path("homerooms")),
                        map(tree.path("substitutions"))),
                tree.path("places").asText());
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static Map<String, String> map(JsonNode object) {
        var map = new HashMap<String, String>();
        object.properties()
                .forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }
}
