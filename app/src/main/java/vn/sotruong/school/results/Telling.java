package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Explanation;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.LearningResult;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PrimaryLevel;
import vn.sotruong.school.regulation.PrimarySubject;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.TraitLevel;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Kết quả bằng lời: how results stand in a table and are told in sentences, in one language. */
public final class Telling {
    private static final Messages WORDS = Messages.of(ResultPages.class, Circular22.class);
    private static final Set<Ground> DECIDED_BY_A_PERSON = Set.of(Ground.TOO_FEW_SUBJECTS, Ground.CLAUSE_NOT_ENTERED);

    private final Language language;
    private final Map<String, String> names;

    Telling(Handle handle, Language language) {
        this(
                language,
                SchoolYears.listSubjects(handle).stream()
                        .collect(Collectors.toMap(Subject::id, Subject::name, (one, _) -> one, LinkedHashMap::new)));
    }

    Language language() {
        return language;
    }

    private Telling(Language language, Map<String, String> names) {
        this.language = language;
        this.names = names;
    }

    /** The same, where more has a name than subjects. */
    Telling with(Map<String, String> more) {
        var both = new LinkedHashMap<>(names);
        both.putAll(more);
        return new Telling(language, both);
    }

    /** Every subject of the school by its name, in the order of the school. */
    Map<String, String> subjects() {
        return names;
    }

    String name(String subject) {
        return names.getOrDefault(subject, subject);
    }

    String words(String key, Object... values) {
        return WORDS.get(language, key, values);
    }

    /**
     * Một ô.
     *
     * @param gap whether something is still to come
     */
    public record Cell(String text, boolean gap) {}

    /** Một kỳ bằng lời. */
    record Told(String conduct, String mean, String level, boolean decide, List<String> why, String title) {}

    Told told(Handle handle, PupilResult result, Period period) {
        var outcome = result.of(period);
        var ruleset = Results.ruleset(handle, result);
        var conduct = outcome.conduct();
        var level = outcome.level();
        var mean = outcome.mean();
        var title = outcome.title();
        var open = outcome.open();
        return new Told(
                conduct == null ? "" : words(ruleset.label(conduct)),
                mean == null ? "" : mark(mean),
                level == null ? "" : words(ruleset.label(level)),
                open != null && DECIDED_BY_A_PERSON.contains(open),
                why(handle, result, period, ruleset),
                title == null ? "" : words(title.key()));
    }

    private List<String> why(Handle handle, PupilResult result, Period period, Ruleset ruleset) {
        return switch (Results.learning(handle, result, period)) {
            case LearningResult.Known known ->
                known.why().stream().map(each -> sentence(each, ruleset)).toList();
            case LearningResult.Open(var ground, var subjects) ->
                List.of(words(ground.key()) + (subjects.isEmpty() ? "" : " " + join(subjects) + "."));
        };
    }

    private String sentence(Explanation why, Ruleset ruleset) {
        return WORDS.get(
                language,
                why.key(),
                words(ruleset.label(why.level())),
                join(why.subjects()),
                mark(why.bound()),
                why.count(),
                why.needed(),
                why.article());
    }

    String join(List<String> subjects) {
        return subjects.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String mark(int tenths) {
        return tenths / 10 + (language == Language.VI ? "," : ".") + tenths % 10;
    }

    Cell cell(Result result) {
        return switch (result) {
            case Result.Score(var tenths) -> new Cell(mark(tenths), false);
            case Result.Verdict verdict -> new Cell(verdict == Result.Verdict.PASSED ? "Đ" : "CĐ", false);
            case Result.Gap gap ->
                gap == Result.Gap.PENDING ? new Cell("–", true) : new Cell(words("results.left-out"), false);
        };
    }

    Cell cell(@Nullable PrimarySubject subject, boolean tested) {
        if (subject == null) {
            return new Cell(words("results.left-out"), false);
        }
        var level = subject.level().map(PrimaryLevel::code).orElse("–");
        var test = subject.test().isPresent() ? String.valueOf(subject.test().getAsInt() / 10) : "–";
        return new Cell(
                tested ? level + " " + test : level,
                subject.level().isEmpty() || (tested && subject.test().isEmpty()));
    }

    /** How many of each level, as the book writes them: {@code T 14, Đ 1}. */
    static Cell traits(PrimaryYear at, int wanted) {
        var counts = new ArrayList<String>();
        for (var level : TraitLevel.values()) {
            var count =
                    at.traits().values().stream().filter(each -> each == level).count();
            if (count > 0) {
                counts.add((level == TraitLevel.PASSED ? "Đ" : level.code()) + " " + count);
            }
        }
        return new Cell(
                counts.isEmpty() ? "–" : String.join(", ", counts), at.traits().size() < wanted);
    }
}
