package vn.sotruong.school.observations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.IndicatorSet;
import vn.sotruong.school.regulation.IndicatorSet.Reading;
import vn.sotruong.school.regulation.Observation;

/** Các bảng {@code indicator_set}, {@code observation} và {@code observation_draft}. */
final class ObservationTable {
    static final Entity INDICATOR_SET = Entity.of("indicator_set", Audience.RECEIVER, "id");
    static final Entity OBSERVATION = Entity.of("observation", Audience.RECEIVER, "school_year", "pupil", "stage");

    private ObservationTable() {}

    /** Every set of a school year, the newest of each grade first. */
    static List<PublishedSet> listSets(Handle handle, String year) {
        return handle.createQuery("SELECT * FROM indicator_set WHERE school_year = :year ORDER BY grade, version DESC")
                .bind("year", year)
                .map((row, context) -> published(row))
                .list();
    }

    static Optional<PublishedSet> findSet(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM indicator_set WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> published(row))
                .findOne();
    }

    private static PublishedSet published(ResultSet row) throws SQLException {
        return new PublishedSet(
                row.getString("id"),
                row.getString("school_year"),
                row.getInt("grade"),
                set(row.getString("body")),
                row.getString("decision"),
                row.getString("decided_by"),
                row.getString("decided_at"));
    }

    private static IndicatorSet set(String body) {
        return switch (IndicatorSet.read(body)) {
            case Reading.Read(var set) -> set;
            case Reading.Refused(var fault) -> throw new IllegalStateException(fault.name());
        };
    }

    static void publish(Tx tx, String year, int grade, IndicatorSet set, String decision, String staff) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("school_year", year);
        row.put("grade", (long) grade);
        row.put("version", (long) set.version());
        row.put("body", set.text());
        row.put("decision", decision);
        row.put("decided_by", staff);
        row.put("decided_at", Moments.text(tx.now()));
        tx.create(INDICATOR_SET, row);
    }

    static Map<String, Noted> map(Handle handle, String year, Stage stage, Collection<String> pupils) {
        return map(handle, true, year, stage, pupils);
    }

    static Optional<Noted> find(Handle handle, String year, Stage stage, String pupil) {
        return Optional.ofNullable(map(handle, year, stage, List.of(pupil)).get(pupil));
    }

    static Map<String, Noted> mapDrafts(Handle handle, String year, Stage stage, Collection<String> pupils) {
        return map(handle, false, year, stage, pupils);
    }

    private static Map<String, Noted> map(
            Handle handle, boolean committed, String year, Stage stage, Collection<String> pupils) {
        var found = new HashMap<String, Noted>();
        handle.createQuery("SELECT o.* FROM json_each(:pupils) p CROSS JOIN "
                        + (committed ? "observation" : "observation_draft")
                        + " o ON o.school_year = :year AND o.pupil = p.value AND o.stage = :stage")
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .bind("year", year)
                .bind("stage", stage.name())
                .map((row, context) -> found.put(row.getString("pupil"), noted(row, committed)))
                .list();
        return found;
    }

    private static Noted noted(ResultSet row, boolean committed) throws SQLException {
        return new Noted(
                committed ? row.getString("indicators") : "",
                seen(row.getString("seen")),
                row.getString("remark"),
                row.getString(committed ? "entered_by" : "staff"),
                row.getString(committed ? "entered_at" : "at"),
                committed ? row.getLong("seq") : 0);
    }

    static void putDraft(Tx tx, String year, String pupil, Stage stage, Noted noted, String staff) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM observation_draft WHERE school_year = :year AND pupil = :pupil AND stage = :stage")
                .bind("year", year)
                .bind("pupil", pupil)
                .bind("stage", stage.name())
                .execute();
        if (noted.seen().isEmpty() && noted.remark().isEmpty()) {
            return;
        }
        tx.handle()
                .createUpdate("""
                        INSERT INTO observation_draft (school_year, pupil, stage, seen, remark, staff, at)
                        VALUES (:year, :pupil, :stage, :seen, :remark, :staff, :at)""")
                .bind("year", year)
                .bind("pupil", pupil)
                .bind("stage", stage.name())
                .bind("seen", text(noted.seen()))
                .bind("remark", noted.remark())
                .bind("staff", staff)
                .bind("at", Moments.text(tx.now()))
                .execute();
    }

    /** Writes what is committed of a child: the first time, or with what was still missing. */
    static void put(
            Tx tx,
            String year,
            String pupil,
            Stage stage,
            String homeroom,
            Noted noted,
            @Nullable String why,
            boolean known) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("school_year", year);
        row.put("pupil", pupil);
        row.put("stage", stage.name());
        row.put("homeroom", homeroom);
        row.put("indicators", noted.indicators());
        row.put("seen", text(noted.seen()));
        row.put("remark", noted.remark());
        row.put("entered_by", noted.staff());
        row.put("entered_at", Moments.text(tx.now()));
        if (known) {
            tx.amend(OBSERVATION, row, why);
        } else {
            tx.create(OBSERVATION, row);
        }
    }

    static String text(Map<String, Observation> seen) {
        return new TreeMap<>(seen)
                .entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue().code())
                        .collect(Collectors.joining(" "));
    }

    static Map<String, Observation> seen(String text) {
        var seen = new TreeMap<String, Observation>();
        for (var each : text.split(" ", -1)) {
            var colon = each.lastIndexOf(':');
            if (colon > 0) {
                find(each.substring(colon + 1)).ifPresent(level -> seen.put(each.substring(0, colon), level));
            }
        }
        return seen;
    }

    static Optional<Observation> find(String code) {
        for (var level : Observation.values()) {
            if (level.code().equals(code)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
