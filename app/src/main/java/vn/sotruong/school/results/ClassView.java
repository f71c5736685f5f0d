package vn.sotruong.school.results;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.roll.RollEntry;

/** Bảng tổng kết của một lớp có điểm số: its averages, conduct, levels and titles, as one person sees them. */
public final class ClassView {
    private ClassView() {}

    /**
     * Một dòng.
     *
     * @param conduct in words; empty while it is not given
     * @param level in words; empty while there is none
     * @param decide whether a person must decide
     * @param why sentences of why the level is what it is, or why there is none
     */
    public record Line(
            int number,
            String pupil,
            String name,
            List<Telling.Cell> cells,
            String conduct,
            String mean,
            String level,
            boolean decide,
            List<String> why,
            String title) {}

    static Map<String, @Nullable Object> of(
            Asked asked, Language language, Results results, Confirmations confirmations) {
        var handle = asked.handle();
        var homeroom = asked.homeroom();
        var period = asked.period();
        var telling = new Telling(handle, language);
        var stored = Results.list(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(PupilResult::pupil, Function.identity()));
        var entries = asked.entries(stored.keySet());
        var headings = headings(asked, telling, stored.values());
        var model = asked.model();
        model.put("headings", headings);
        model.put(
                "lines",
                entries.stream()
                        .map(entry -> line(
                                asked, telling, entry, stored.get(entry.pupil().id()), headings))
                        .toList());
        var governing = Governing.find(handle, homeroom);
        model.put("rules", rules(stored.values(), governing.map(each -> each.ruleset())));
        model.put("marked", governing.filter(MarkedRegulation.class::isInstance).isPresent() || !stored.isEmpty());
        model.put(
                "titled",
                stored.values().stream().anyMatch(each -> each.of(period).title() != null));
        model.put(
                "means",
                stored.values().stream().anyMatch(each -> each.of(period).mean() != null));
        model.put("missing", asked.open() ? GapLine.list(asked, telling, results, period) : List.of());
        model.put("steps", StepLine.list(asked, telling, confirmations, headings));
        return model;
    }

    /** The ruleset that the rows were computed by; of a class without rows, that which governs it. */
    private static String rules(Collection<PupilResult> stored, Optional<Ruleset> governing) {
        return stored.stream()
                .findFirst()
                .flatMap(each -> Rulebook.find(each.rulesetId(), each.version()))
                .or(() -> governing)
                .map(each -> each.source() + " (" + each.id() + "." + each.version() + ")")
                .orElse("");
    }

    private static List<Heading> headings(Asked asked, Telling telling, Collection<PupilResult> stored) {
        var used = new HashSet<String>();
        stored.forEach(each -> each.subjects().forEach(line -> used.add(line.subject())));
        Results.book(asked.handle(), asked.homeroom(), List.of())
                .ifPresent(book -> book.courses()
                        .forEach(course -> used.add(course.subject().id())));
        return telling.subjects().entrySet().stream()
                .filter(each -> used.contains(each.getKey()))
                .filter(each -> asked.sight().whole() || asked.sight().taught().contains(each.getKey()))
                .map(each -> new Heading(each.getKey(), each.getValue()))
                .toList();
    }

    private static Line line(
            Asked asked, Telling telling, RollEntry entry, @Nullable PupilResult result, List<Heading> headings) {
        var cells = headings.stream()
                .map(heading -> telling.cell(
                        result == null
                                ? Result.Gap.PENDING
                                : result.line(heading.id())
                                        .map(each -> each.of(asked.period()))
                                        .orElse(Result.Gap.PENDING)))
                .toList();
        var number = entry.number();
        var pupil = entry.pupil().id();
        var name = entry.pupil().name().full();
        if (result == null || !asked.sight().whole()) {
            return new Line(number, pupil, name, cells, "", "", "", false, List.of(), "");
        }
        var told = telling.told(asked.handle(), result, asked.period());
        return new Line(
                number,
                pupil,
                name,
                cells,
                told.conduct(),
                told.mean(),
                told.level(),
                told.decide(),
                told.why(),
                told.title());
    }
}
