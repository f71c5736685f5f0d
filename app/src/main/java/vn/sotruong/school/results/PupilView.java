package vn.sotruong.school.results;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.roll.Roll;

/** Kết quả của một học sinh qua các năm. */
public final class PupilView {
    private PupilView() {}

    /** Một năm của một học sinh. */
    public record Year(
            String schoolYear, String homeroom, String rules, List<SubjectLine> subjects, List<Term> terms) {}

    /** Một môn của một học sinh. */
    public record SubjectLine(String name, Telling.Cell first, Telling.Cell second, Telling.Cell year) {}

    /** Một kỳ của một học sinh. */
    public record Term(
            String term, String conduct, String mean, String level, boolean decide, List<String> why, String title) {}

    /** The years in which the pupil had marks, the oldest first. */
    static List<Year> list(Handle handle, Telling telling, String pupil) {
        return ResultTable.listOfPupil(handle, pupil, Roll.listYears(handle)).stream()
                .map(each -> year(handle, telling, each))
                .toList();
    }

    /** Một năm ở tiểu học. */
    public record PrimaryPast(
            String schoolYear,
            String homeroom,
            String rules,
            List<Map.Entry<String, Telling.Cell>> subjects,
            String traits,
            String result,
            String title) {}

    /** The years at primary school, the oldest first. */
    static List<PrimaryPast> listPrimary(Handle handle, Telling telling, String pupil) {
        return Roll.listYears(handle).stream()
                .flatMap(year -> Results.findPrimary(handle, year, pupil).stream())
                .map(each -> {
                    var circular = each.circular();
                    var tested = circular.tests(each.year().grade(), Moment.END_YEAR);
                    var result = each.result();
                    var title = each.title();
                    return new PrimaryPast(
                            each.schoolYear().replace('-', '–'),
                            Roll.getHomeroom(handle, each.homeroom()).name(),
                            circular.ruleset().source() + " (" + each.rulesetId() + "." + each.version() + ")",
                            each.year().subjects().stream()
                                    .map(subject -> Map.entry(
                                            telling.name(subject.subject()),
                                            telling.cell(subject, tested.contains(subject.subject()))))
                                    .toList(),
                            Telling.traits(
                                            each.year(),
                                            circular.traits(each.year().grade()).size())
                                    .text(),
                            result == null
                                    ? ""
                                    : telling.words(circular.ruleset().label(result)),
                            title == null ? "" : telling.words(title.key()));
                })
                .toList();
    }

    private static Year year(Handle handle, Telling telling, PupilResult result) {
        var ruleset = Results.ruleset(handle, result);
        return new Year(
                result.schoolYear().replace('-', '–'),
                Roll.getHomeroom(handle, result.homeroom()).name(),
                ruleset.source() + " (" + ruleset.id() + "." + ruleset.version() + ")",
                result.subjects().stream()
                        .map(each -> new SubjectLine(
                                telling.name(each.subject()),
                                telling.cell(each.first()),
                                telling.cell(each.second()),
                                telling.cell(each.year())))
                        .toList(),
                Stream.of(Period.values())
                        .map(period -> {
                            var told = telling.told(handle, result, period);
                            return new Term(
                                    Terms.text(period),
                                    told.conduct(),
                                    told.mean(),
                                    told.level(),
                                    told.decide(),
                                    told.why(),
                                    told.title());
                        })
                        .toList());
    }
}
