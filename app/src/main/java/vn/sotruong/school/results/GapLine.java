package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.FilledCells;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.roll.Roll;

/**
 * Một phần còn thiếu.
 *
 * @param who whose work it is; empty where nobody is assigned
 * @param whose names, by the columns that they lack
 */
public record GapLine(String what, String who, int pupils, List<Whose> whose) {

    /** Ai thiếu cột nào. */
    public record Whose(String cols, boolean everybody, List<String> names) {}

    /** What is missing of what somebody sees, by subject and term. */
    static List<GapLine> list(Asked asked, Telling telling, Results results, Period period) {
        var handle = asked.handle();
        var pupils = new LinkedHashMap<String, String>();
        Roll.list(handle, asked.homeroom().id())
                .forEach(each ->
                        pupils.put(each.pupil().id(), each.pupil().name().full()));
        var groups = new LinkedHashMap<String, List<Missing>>();
        results.incomplete(handle, asked.homeroom().id()).stream()
                .filter(each -> period == Period.YEAR || each.semester() == Confirmations.number(period))
                .filter(each -> asked.sight().whole() || asked.sight().taught().contains(each.subject()))
                .forEach(each -> groups.computeIfAbsent(each.semester() + each.subject(), _ -> new ArrayList<>())
                        .add(each));
        var owed = owed(handle, asked.homeroom().id());
        return groups.values().stream()
                .map(group -> gap(handle, telling, group, pupils, period, owed))
                .toList();
    }

    /** The cells of a class that hold a missed test: no teacher's neglect, and settled another way. */
    private static Set<List<String>> owed(Handle handle, String homeroom) {
        var sheets = CommittedMarks.listSheets(handle, Set.of(homeroom)).stream()
                .collect(Collectors.toMap(Sheet::id, each -> each));
        return FilledCells.listOwed(handle, sheets.keySet()).stream()
                .map(each -> {
                    var sheet = Objects.requireNonNull(sheets.get(each.sheet()));
                    return List.of(each.pupil(), sheet.subject(), String.valueOf(sheet.semester()), each.col());
                })
                .collect(Collectors.toSet());
    }

    private static GapLine gap(
            Handle handle,
            Telling telling,
            List<Missing> group,
            Map<String, String> pupils,
            Period period,
            Set<List<String>> owed) {
        var first = group.getFirst();
        var columns = new LinkedHashMap<String, List<String>>();
        group.forEach(each -> columns.computeIfAbsent(each.pupil(), _ -> new ArrayList<>())
                .add(telling.words("results.col." + each.col())
                        + (owed.contains(List.of(
                                        each.pupil(), each.subject(), String.valueOf(each.semester()), each.col()))
                                ? " " + telling.words("results.owed")
                                : "")));
        var byColumns = new LinkedHashMap<String, List<String>>();
        columns.forEach((pupil, cols) -> byColumns
                .computeIfAbsent(String.join(", ", cols), _ -> new ArrayList<>())
                .add(pupils.getOrDefault(pupil, "")));
        var what = first.subject().isEmpty()
                ? telling.words(first.col().equals(Missing.TRAITS) ? "results.traits" : "results.conduct")
                : telling.name(first.subject());
        return new GapLine(
                period == Period.YEAR ? telling.words("results.of-term", what, "I".repeat(first.semester())) : what,
                first.teacher().map(each -> People.staffName(handle, each)).orElse(""),
                columns.size(),
                byColumns.entrySet().stream()
                        .map(each -> new Whose(each.getKey(), each.getValue().size() == pupils.size(), each.getValue()))
                        .toList());
    }
}
