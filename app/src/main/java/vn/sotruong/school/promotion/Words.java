package vn.sotruong.school.promotion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Circular22;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Result;
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

    String subject(String id) {
        return subjects.getOrDefault(id, id);
    }

    String subjects(Collection<String> ids) {
        return ids.stream().map(this::subject).collect(Collectors.joining(", "));
    }

    List<String> grounds(List<Ground> grounds) {
        return grounds.stream().map(each -> say(each.key())).toList();
    }

    /** Mĩ thuật, học kỳ II (giữa kỳ, cuối kỳ): Trần Thị Lan. */
    List<String> missing(List<Missing> missing) {
        var groups = missing.stream()
                .collect(Collectors.groupingBy(
                        each -> List.of(each.subject(), each.semester()),
                        java.util.LinkedHashMap::new,
                        Collectors.toList()));
        var told = new ArrayList<String>();
        groups.forEach((_, group) -> {
            var first = group.getFirst();
            var who = first.teacher().map(this::staff).orElseGet(() -> say("promotion.missing.nobody"));
            told.add(
                    first.subject().isEmpty()
                            ? say("promotion.missing.conduct", first.semester(), who)
                            : say(
                                    "promotion.missing.subject",
                                    subject(first.subject()),
                                    first.semester(),
                                    group.stream()
                                            .map(each -> say("promotion.col." + each.col()))
                                            .collect(Collectors.joining(", ")),
                                    who));
        });
        return told;
    }

    String staff(@Nullable String id) {
        return id == null
                ? ""
                : People.findStaff(handle, id).map(each -> each.name().full()).orElse("");
    }

    String result(Result result) {
        return switch (result) {
            case Result.Score(var tenths) -> tenths / 10 + (language == Language.VI ? "," : ".") + tenths % 10;
            case Result.Verdict verdict -> verdict == Result.Verdict.PASSED ? "Đ" : "CĐ";
            case Result.Gap _ -> "–";
        };
    }
}
