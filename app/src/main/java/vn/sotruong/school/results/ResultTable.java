package vn.sotruong.school.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
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
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.LearningLevel;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.SubjectResult;
import vn.sotruong.school.regulation.Title;

/** Bảng {@code pupil_result}. */
final class ResultTable {
    static final Entity PUPIL_RESULT = Entity.of("pupil_result", Audience.RECEIVER, "school_year", "pupil");

    private ResultTable() {}

    static Optional<PupilResult> find(Handle handle, String schoolYear, String pupil) {
        return handle.createQuery("SELECT * FROM pupil_result WHERE school_year = :year AND pupil = :pupil")
                .bind("year", schoolYear)
                .bind("pupil", pupil)
                .map((row, context) -> result(row))
                .findOne();
    }

    static List<PupilResult> list(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM pupil_result WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) -> result(row))
                .list();
    }

    /** Of every year, the newest first. */
    static List<PupilResult> listOfPupil(Handle handle, String pupil, Collection<String> years) {
        return years.stream()
                .flatMap(year -> find(handle, year, pupil).stream())
                .toList();
    }

    static Map<String, PupilResult> map(Handle handle, String schoolYear, Collection<String> pupils) {
        var results = new HashMap<String, PupilResult>();
        handle.createQuery("""
                        SELECT r.* FROM json_each(:pupils) p
                          CROSS JOIN pupil_result r ON r.school_year = :year AND r.pupil = p.value""")
                .bind("year", schoolYear)
                .bind("pupils", pupils.isEmpty() ? "[]" : "[\"" + String.join("\",\"", pupils) + "\"]")
                .map((row, context) -> result(row))
                .forEach(each -> results.put(each.pupil(), each));
        return results;
    }

    static void put(Tx tx, PupilResult result, boolean known, @Nullable String why) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("school_year", result.schoolYear());
        row.put("pupil", result.pupil());
        row.put("homeroom", result.homeroom());
        row.put("ruleset", result.rulesetId());
        row.put("version", (long) result.version());
        row.put("choices", join(result.choices()));
        row.put("clause", result.clause());
        row.put("inputs", result.inputs());
        row.put("subjects", result.subjects().stream().map(ResultTable::text).collect(Collectors.joining(" ")));
        row.put("first", text(result.of(Period.FIRST)));
        row.put("second", text(result.of(Period.SECOND)));
        row.put("year", text(result.of(Period.YEAR)));
        row.put("absences", (long) result.absences());
        row.put("computed_at", result.computedAt());
        if (known) {
            tx.amend(PUPIL_RESULT, row, why);
        } else {
            tx.create(PUPIL_RESULT, row);
        }
    }

    private static String text(PupilResult.Line line) {
        return String.join(
                ":",
                line.subject(),
                line.kind() == SubjectResult.Kind.SCORED ? "S" : "C",
                text(line.first()),
                text(line.second()),
                text(line.year()));
    }

    /** Tenths, D, C, - or x. */
    static String text(Result result) {
        return switch (result) {
            case Result.Score(var tenths) -> String.valueOf(tenths);
            case Result.Verdict verdict -> verdict == Result.Verdict.PASSED ? "D" : "C";
            case Result.Gap gap -> gap == Result.Gap.PENDING ? "-" : "x";
        };
    }

    private static Result value(String text) {
        return switch (text) {
            case "D" -> Result.Verdict.PASSED;
            case "C" -> Result.Verdict.NOT_YET;
            case "-" -> Result.Gap.PENDING;
            case "x" -> Result.Gap.LEFT_OUT;
            default -> new Result.Score(Integer.parseInt(text));
        };
    }

    private static String text(PupilResult.Outcome outcome) {
        var fields = new ArrayList<String>();
        add(fields, "level", outcome.level());
        add(fields, "base", outcome.base());
        add(fields, "mean", outcome.mean());
        add(fields, "conduct", outcome.conduct());
        add(fields, "title", outcome.title());
        add(fields, "open", outcome.open());
        return String.join(" ", fields);
    }

    private static void add(List<String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.add(name + "=" + value);
        }
    }

    private static String join(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        for (var each : text.split(" ", -1)) {
            var equals = each.indexOf('=');
            if (equals > 0) {
                fields.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return fields;
    }

    private static PupilResult result(ResultSet row) throws SQLException {
        var periods = new EnumMap<Period, PupilResult.Outcome>(Period.class);
        periods.put(Period.FIRST, outcome(row.getString("first")));
        periods.put(Period.SECOND, outcome(row.getString("second")));
        periods.put(Period.YEAR, outcome(row.getString("year")));
        return new PupilResult(
                row.getString("school_year"),
                row.getString("pupil"),
                row.getString("homeroom"),
                row.getString("ruleset"),
                row.getInt("version"),
                fields(row.getString("choices")),
                row.getString("clause"),
                row.getString("inputs"),
                lines(row.getString("subjects")),
                periods,
                row.getInt("absences"),
                row.getString("computed_at"));
    }

    private static List<PupilResult.Line> lines(String text) {
        var lines = new ArrayList<PupilResult.Line>();
        for (var each : text.split(" ", -1)) {
            var parts = each.split(":", -1);
            if (parts.length == 5) {
                lines.add(new PupilResult.Line(
                        parts[0],
                        parts[1].equals("S") ? SubjectResult.Kind.SCORED : SubjectResult.Kind.COMMENT,
                        value(parts[2]),
                        value(parts[3]),
                        value(parts[4])));
            }
        }
        return lines;
    }

    private static PupilResult.Outcome outcome(String text) {
        var fields = fields(text);
        var mean = fields.get("mean");
        return new PupilResult.Outcome(
                read(LearningLevel.class, fields.get("base")),
                read(LearningLevel.class, fields.get("level")),
                mean == null ? null : Integer.valueOf(mean),
                read(ConductLevel.class, fields.get("conduct")),
                read(Title.class, fields.get("title")),
                read(Ground.class, fields.get("open")));
    }

    private static <E extends Enum<E>> @Nullable E read(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
