package vn.sotruong.school.amendments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Title;
import vn.sotruong.school.results.Change;
import vn.sotruong.school.results.Effects.Standing;
import vn.sotruong.school.results.Results;

/** Ảnh hưởng: what results are, and what they would be with other values in the book. */
final class Effects {
    private static final String NONE = "amendments.effect.none";

    private Effects() {}

    /** Kết quả nào, as it is stored and as its message is named. */
    enum What {
        AVERAGE,
        YEAR_AVERAGE,
        LEVEL,
        YEAR_LEVEL,
        TITLE,
        PROMOTION;

        /** The values are message keys, and no words of their own. */
        boolean keyed() {
            return this != AVERAGE && this != YEAR_AVERAGE;
        }

        String key() {
            return "amendments.effect." + name();
        }
    }

    /**
     * Một kết quả trước và sau.
     *
     * @param pupil the pupil's id
     * @param before a number or Đ/CĐ for an average, else a message key
     * @param after likewise
     */
    record Effect(String pupil, What what, String before, String after) {}

    /**
     * What these cells change for each of their pupils: the average of the subject always, the rest where it differs.
     * Nothing where no circular computes results from them.
     */
    static List<Effect> of(Handle handle, Sheet sheet, List<Wanted> cells) {
        var effects = new ArrayList<Effect>();
        cells.stream()
                .map(each -> new Change(
                        sheet.homeroom(),
                        each.cell().pupil(),
                        sheet.subject(),
                        sheet.semester(),
                        each.cell().column(),
                        each.after()))
                .collect(Collectors.groupingBy(Change::pupil))
                .forEach((pupil, changes) -> Results.preview(handle, changes)
                        .ifPresent(told -> tell(effects, pupil, told.before(), told.after())));
        return effects;
    }

    private static void tell(List<Effect> effects, String pupil, Standing before, Standing after) {
        for (var what : What.values()) {
            var effect = new Effect(pupil, what, text(what, before), text(what, after));
            if ((what == What.AVERAGE && before.averages()) || !effect.before().equals(effect.after())) {
                effects.add(effect);
            }
        }
    }

    private static String text(What what, Standing standing) {
        return switch (what) {
            case AVERAGE -> text(standing.average());
            case YEAR_AVERAGE -> text(standing.yearAverage());
            case LEVEL -> key(standing.level(), standing.ruleset()::label);
            case YEAR_LEVEL -> standing.yearLevelKey().orElse(NONE);
            case TITLE -> key(standing.title(), Title::key);
            case PROMOTION -> standing.promotion().key();
        };
    }

    private static <T> String key(Optional<T> value, Function<T, String> key) {
        return value.map(key).orElse(NONE);
    }

    private static String text(Result result) {
        return switch (result) {
            case Result.Score(var tenths) -> new Score(tenths).text();
            case Result.Verdict verdict -> verdict == Result.Verdict.PASSED ? "Đ" : "CĐ";
            case Result.Gap _ -> "–";
        };
    }
}
