package vn.sotruong.school.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.PrimaryLevel;
import vn.sotruong.school.regulation.PrimaryResult;
import vn.sotruong.school.regulation.PrimarySubject;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.Recognition;
import vn.sotruong.school.regulation.Title;
import vn.sotruong.school.regulation.TraitLevel;

/** Bảng {@code primary_result}. */
final class PrimaryTable {
    static final Entity PRIMARY_RESULT = Entity.of("primary_result", Audience.RECEIVER, "school_year", "pupil");

    private static final String PENDING = "-";

    private PrimaryTable() {}

    static Optional<PrimaryOutcome> find(Handle handle, String schoolYear, String pupil) {
        return handle.createQuery("SELECT * FROM primary_result WHERE school_year = :year AND pupil = :pupil")
                .bind("year", schoolYear)
                .bind("pupil", pupil)
                .map((row, context) -> outcome(row))
                .findOne();
    }

    static List<PrimaryOutcome> list(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM primary_result WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) -> outcome(row))
                .list();
    }

    static Map<String, PrimaryOutcome> map(Handle handle, String schoolYear, Collection<String> pupils) {
        var outcomes = new HashMap<String, PrimaryOutcome>();
        handle.createQuery("""
                        SELECT r.* FROM json_each(:pupils) p
                          CROSS JOIN primary_result r ON r.school_year = :year AND r.pupil = p.value""")
                .bind("year", schoolYear)
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .map((row, context) -> outcome(row))
                .forEach(each -> outcomes.put(each.pupil(), each));
        return outcomes;
    }

    static void put(Tx tx, PrimaryOutcome outcome, boolean known) {
        var result = outcome.result();
        var title = outcome.title();
        var row = new HashMap<String, @Nullable Object>();
        row.put("school_year", outcome.schoolYear());
        row.put("pupil", outcome.pupil());
        row.put("homeroom", outcome.homeroom());
        row.put("grade", (long) outcome.year().grade());
        row.put("ruleset", outcome.rulesetId());
        row.put("version", (long) outcome.version());
        row.put(
                "choices",
                new TreeMap<>(outcome.choices())
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(" ")));
        row.put("inputs", outcome.inputs());
        row.put(
                "subjects",
                outcome.year().subjects().stream().map(PrimaryTable::text).collect(Collectors.joining(" ")));
        row.put(
                "traits",
                new TreeMap<>(outcome.year().traits())
                        .entrySet().stream()
                                .map(each ->
                                        each.getKey() + ":" + each.getValue().code())
                                .collect(Collectors.joining(" ")));
        row.put(
                "recognised",
                (outcome.recognition().outstanding() ? "outstanding " : "")
                        + (outcome.recognition().byTheClass() ? "class" : ""));
        row.put("result", result == null ? null : result.name());
        row.put("title", title == null ? null : title.name());
        row.put("computed_at", outcome.computedAt());
        if (known) {
            tx.amend(PRIMARY_RESULT, row, null);
        } else {
            tx.create(PRIMARY_RESULT, row);
        }
    }

    private static String text(PrimarySubject subject) {
        return String.join(
                ":",
                subject.subject(),
                subject.level().map(PrimaryLevel::code).orElse(PENDING),
                subject.test().isPresent() ? String.valueOf(subject.test().getAsInt()) : PENDING);
    }

    private static PrimaryOutcome outcome(ResultSet row) throws SQLException {
        var result = row.getString("result");
        var title = row.getString("title");
        var recognised = row.getString("recognised");
        return new PrimaryOutcome(
                row.getString("school_year"),
                row.getString("pupil"),
                row.getString("homeroom"),
                row.getString("ruleset"),
                row.getInt("version"),
                pairs(row.getString("choices"), "="),
                row.getString("inputs"),
                new PrimaryYear(
                        row.getInt("grade"), subjects(row.getString("subjects")), traits(row.getString("traits"))),
                new Recognition(recognised.contains("outstanding"), recognised.contains("class")),
                result == null ? null : PrimaryResult.valueOf(result),
                title == null ? null : Title.valueOf(title),
                row.getString("computed_at"));
    }

    private static List<PrimarySubject> subjects(String text) {
        var subjects = new ArrayList<PrimarySubject>();
        for (var each : text.split(" ", -1)) {
            var parts = each.split(":", -1);
            if (parts.length == 3) {
                subjects.add(new PrimarySubject(
                        parts[0],
                        PrimaryBook.level(parts[1]),
                        parts[2].equals(PENDING) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[2]))));
            }
        }
        return subjects;
    }

    private static Map<String, TraitLevel> traits(String text) {
        var traits = new HashMap<String, TraitLevel>();
        pairs(text, ":").forEach((trait, code) -> {
            for (var level : TraitLevel.values()) {
                if (level.code().equals(code)) {
                    traits.put(trait, level);
                }
            }
        });
        return traits;
    }

    private static Map<String, String> pairs(String text, String between) {
        var pairs = new HashMap<String, String>();
        for (var each : text.split(" ", -1)) {
            var at = each.indexOf(between);
            if (at > 0) {
                pairs.put(each.substring(0, at), each.substring(at + 1));
            }
        }
        return pairs;
    }
}
