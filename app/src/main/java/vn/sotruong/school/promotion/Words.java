package vn.sotruong.school.promotion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.Trait;
import vn.sotruong.school.results.Missing;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Cách nói: outcomes, reasons and results in the reader's language. */
final class Words {
    static final Messages MESSAGES = Messages.of(PromotionPages.class, Circular22.class);

    private final Handle handle;
    private final Language language;
    private final Map<String, String> subjects;

    Words(Handle handle, Language language) {
        this.handle = handle;
        this.language = language;
        subjects = SchoolYears.listSubjects(handle).stream().collect(Collectors.toMap(Subject::id, Subject::name));
    }

    String say(String key, Object... given) {
        return MESSAGES.get(language, key, given);
    }

    /** @param outcome null for somebody who is not considered */
    String outcome(@Nullable PromotionOutcome outcome) {
        return say(outcome == null ? "promotion.not-considered" : outcome.key());
    }

    /** Một lựa chọn. */
    public record Option(String code, String label) {}

    List<Option> options(Collection<PromotionOutcome> outcomes) {
        return outcomes.stream()
                .map(each -> new Option(each.name(), outcome(each)))
                .toList();
    }

    /** What a field of that form offers; nothing where it is typed into. */
    List<Option> options(Owed.Form form) {
        return switch (form) {
            case SCORE, WHOLE -> List.of();
            case VERDICT -> options(form, "D", "C");
            case LEVEL -> options(form, "T", "H", "C");
            case TRAIT -> options(form, "T", "D", "C");
            case CONDUCT -> options(form, "T", "K", "D", "C");
        };
    }

    private List<Option> options(Owed.Form form, String... codes) {
        return Stream.of(codes).map(each -> new Option(each, value(form, each))).toList();
    }

    /** The words of a key; nothing for none. */
    String key(String key) {
        return key.isEmpty() ? "" : say(key);
    }

    String subject(String id) {
        return subjects.getOrDefault(id, id);
    }

    List<String> grounds(List<Ground> grounds) {
        return grounds.stream().map(each -> say(each.key())).toList();
    }

    /** Mĩ thuật, học kỳ II (giữa kỳ, cuối kỳ): Trần Thị Lan. */
    List<String> missing(List<Missing> missing) {
        var groups = missing.stream()
                .collect(Collectors.groupingBy(
                        each -> List.of(each.subject(), each.semester()), LinkedHashMap::new, Collectors.toList()));
        var told = new ArrayList<String>();
        groups.forEach((_, group) -> {
            var first = group.getFirst();
            var who = first.teacher().map(this::staff).orElseGet(() -> say("promotion.missing.nobody"));
            told.add(
                    first.subject().isEmpty()
                            ? say(
                                    first.col().equals(Missing.TRAITS)
                                            ? "promotion.missing.traits"
                                            : "promotion.missing.conduct",
                                    term(first.semester()),
                                    who)
                            : say(
                                    "promotion.missing.subject",
                                    subject(first.subject()),
                                    term(first.semester()),
                                    group.stream()
                                            .map(each -> say("promotion.col." + each.col()))
                                            .collect(Collectors.joining(", ")),
                                    who));
        });
        return told;
    }

    /** What a class lacks, summed up by subject and teacher: Toán – Trần Thị Lan: 41 em (học kỳ I: TX2, cuối kỳ). */
    List<String> gaps(List<Line> lines) {
        var groups = lines.stream()
                .flatMap(each -> each.missing().stream())
                .collect(Collectors.groupingBy(
                        each -> List.of(
                                each.subject(),
                                each.subject().isEmpty() ? each.col() : "",
                                each.teacher().orElse("")),
                        LinkedHashMap::new,
                        Collectors.toList()));
        var told = new ArrayList<String>();
        groups.forEach((_, group) -> told.add(gap(group)));
        lines.stream()
                .filter(each -> each.missing().isEmpty())
                .map(Line::judged)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Judged::grounds, LinkedHashMap::new, Collectors.counting()))
                .forEach((grounds, number) ->
                        told.add(say("promotion.gap.other", String.join(" ", grounds(grounds)), number)));
        return told;
    }

    private String gap(List<Missing> group) {
        var first = group.getFirst();
        var where = group.stream()
                .collect(Collectors.groupingBy(Missing::semester, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> first.subject().isEmpty()
                        ? say("promotion.gap.term", term(each.getKey()))
                        : say(
                                "promotion.gap.columns",
                                term(each.getKey()),
                                each.getValue().stream()
                                        .map(Missing::col)
                                        .distinct()
                                        .map(col -> say("promotion.col." + col))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("; "));
        return say(
                "promotion.gap",
                first.subject().isEmpty() ? say("promotion.gap." + first.col()) : subject(first.subject()),
                first.teacher().map(this::staff).orElseGet(() -> say("promotion.missing.nobody")),
                group.stream().map(Missing::pupil).distinct().count(),
                where);
    }

    /** Học kỳ, in Roman figures. */
    private static String term(int semester) {
        return "I".repeat(semester);
    }

    String staff(@Nullable String id) {
        return id == null
                ? ""
                : People.findStaff(handle, id).map(each -> each.name().full()).orElse("");
    }

    /** What is to be assessed again, by its name. */
    String owed(Owed owed, Ruleset ruleset) {
        return switch (owed.form()) {
            case CONDUCT -> say("promotion.training");
            case TRAIT -> trait(owed.key(), ruleset);
            case WHOLE -> say("promotion.test", subject(owed.subject()));
            case SCORE, VERDICT, LEVEL -> subject(owed.subject());
        };
    }

    /** A list of subjects, qualities and competencies by their ids. */
    String eligible(Collection<String> ids, @Nullable Ruleset ruleset) {
        return ids.stream()
                .map(each -> subjects.containsKey(each) || ruleset == null ? subject(each) : trait(each, ruleset))
                .collect(Collectors.joining(", "));
    }

    private static String trait(String id, Ruleset ruleset) {
        return ruleset.family() == Ruleset.Family.CIRCULAR_27
                ? IntStream.rangeClosed(1, 5)
                        .boxed()
                        .flatMap(grade -> Circular27.of(ruleset).traits(grade).stream())
                        .filter(each -> each.id().equals(id))
                        .map(Trait::name)
                        .findFirst()
                        .orElse(id)
                : id;
    }

    /** A value of the summer's book, as it is read. */
    String value(Owed.Form form, String value) {
        if (value.isEmpty()) {
            return "";
        }
        return switch (form) {
            case SCORE ->
                Integer.parseInt(value) / 10 + (language == Language.VI ? "," : ".") + Integer.parseInt(value) % 10;
            case WHOLE -> String.valueOf(Integer.parseInt(value) / 10);
            case VERDICT -> value.equals("D") ? "Đ" : "CĐ";
            case LEVEL -> say("promotion.primary." + value);
            case TRAIT -> say("promotion.trait." + value);
            case CONDUCT -> say("promotion.level." + value);
        };
    }
}
