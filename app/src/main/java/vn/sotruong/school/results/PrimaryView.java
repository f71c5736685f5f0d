package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PrimaryResult;
import vn.sotruong.school.regulation.PrimarySubject;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.roll.RollEntry;

/** Bảng tổng kết của một lớp tiểu học: levels, tests, qualities and competencies, and what follows from them. */
public final class PrimaryView {
    private PrimaryView() {}

    /**
     * Một dòng của lớp tiểu học.
     *
     * @param cells level and test of each subject, in words as the book writes them
     * @param traits qualities and competencies, counted by level
     * @param result in words; empty while there is none
     * @param why which subjects and traits are missing, or keep a better result away
     */
    public record PrimaryLine(
            int number,
            String pupil,
            String name,
            List<Telling.Cell> cells,
            Telling.Cell traits,
            String result,
            String title,
            List<String> why) {
        public PrimaryLine {
            cells = List.copyOf(cells);
            why = List.copyOf(why);
        }
    }

    static Map<String, @Nullable Object> of(
            Asked asked, Circular27 circular, Language language, Results results, Confirmations confirmations) {
        var handle = asked.handle();
        var homeroom = asked.homeroom();
        var period = asked.period();
        var sight = asked.sight();
        var year = period == Period.YEAR;
        var moment = PrimaryResults.moment(Confirmations.number(period));
        var stored = Results.listPrimary(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(PrimaryOutcome::pupil, Function.identity()));
        var entries = asked.entries(stored.keySet());
        var book = PrimaryBook.read(
                handle,
                homeroom,
                circular,
                entries.stream().map(each -> each.pupil().id()).toList());
        var telling = new Telling(handle, language)
                .with(circular.traits(homeroom.grade()).stream()
                        .collect(Collectors.toMap(each -> each.id(), each -> each.name())));
        var heads = book.subjects().stream()
                .filter(each -> sight.whole() || sight.taught().contains(each.id()))
                .map(each -> new Heading(each.id(), each.name()))
                .toList();
        var model = asked.model();
        model.put("heads", heads);
        model.put("rules", circular.ruleset().source());
        model.put(
                "lines",
                entries.stream()
                        .map(entry -> {
                            var pupil = entry.pupil().id();
                            var kept = stored.get(pupil);
                            // the year as it was computed; the term as it is committed
                            var at = year && kept != null ? kept.year() : book.at(pupil, moment);
                            return line(telling, entry, at, year ? kept : null, circular, heads, sight.whole());
                        })
                        .toList());
        model.put("titled", year && stored.values().stream().anyMatch(each -> each.title() != null));
        model.put(
                "missing",
                asked.open()
                        ? GapLine.list(asked, telling, results, period == Period.FIRST ? Period.FIRST : Period.SECOND)
                        : List.of());
        model.put("steps", StepLine.list(asked, telling, confirmations, heads));
        return model;
    }

    private static PrimaryLine line(
            Telling telling,
            RollEntry entry,
            PrimaryYear at,
            @Nullable PrimaryOutcome kept,
            Circular27 circular,
            List<Heading> heads,
            boolean whole) {
        var given = at.subjects().stream().collect(Collectors.toMap(PrimarySubject::subject, Function.identity()));
        var tested = circular.tests(at.grade(), Moment.END_YEAR);
        var cells = heads.stream()
                .map(head -> telling.cell(given.get(head.id()), tested.contains(head.id())))
                .toList();
        var result = kept == null ? null : kept.result();
        var title = kept == null ? null : kept.title();
        var why = new ArrayList<String>();
        if (whole && kept != null && result == null) {
            why.add(telling.words("results.primary.missing", telling.join(kept.missing())));
        } else if (whole && kept != null && result != null) {
            better(result)
                    .ifPresent(better -> why.add(telling.words(
                            "results.primary.kept",
                            telling.words(circular.ruleset().label(better)),
                            telling.join(kept.circular().hindrances(kept.year(), better)))));
        }
        return new PrimaryLine(
                entry.number(),
                entry.pupil().id(),
                entry.pupil().name().full(),
                cells,
                Telling.traits(at, circular.traits(at.grade()).size()),
                result == null ? "" : telling.words(circular.ruleset().label(result)),
                title == null ? "" : telling.words(title.key()),
                why);
    }

    private static Optional<PrimaryResult> better(PrimaryResult result) {
        return switch (result) {
            case EXCELLENT -> Optional.empty();
            case WELL -> Optional.of(PrimaryResult.EXCELLENT);
            case DONE -> Optional.of(PrimaryResult.WELL);
            case NOT_DONE -> Optional.of(PrimaryResult.DONE);
        };
    }
}
