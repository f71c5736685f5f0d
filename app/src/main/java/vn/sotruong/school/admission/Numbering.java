package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.admission.Plan.Fate;
import vn.sotruong.school.people.VietnameseName;

/** Đánh số thứ tự: within each class in the order of names, after the numbers already given. */
final class Numbering {
    private Numbering() {}

    private record Waiting(
            int index,
            String homeroom,
            VietnameseName name,
            LocalDate born,
            @Nullable String code) {}

    static List<Plan.Line> number(List<Plan.Line> lines, RollState state) {
        var waiting = new ArrayList<Waiting>();
        for (var i = 0; i < lines.size(); i++) {
            switch (lines.get(i).fate()) {
                case Fate.Admit(var who, var number) ->
                    waiting.add(new Waiting(i, who.homeroom().id(), who.name(), who.birthDate(), who.code()));
                case Fate.Place(var pupil, var homeroom, var number, var code) ->
                    waiting.add(new Waiting(i, homeroom.id(), pupil.name(), pupil.birthDate(), pupil.code()));
                case Fate.Known known -> {}
                case Fate.Bad bad -> {}
            }
        }
        waiting.sort(Comparator.comparing((Waiting each) -> each.name().sortKey())
                .thenComparing(Waiting::born)
                .thenComparing(Waiting::code, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparingInt(Waiting::index));
        var next = new HashMap<>(state.nextNumbers());
        var numbered = new ArrayList<>(lines);
        for (var each : waiting) {
            int number = next.merge(each.homeroom(), 1, Integer::sum) - 1;
            var line = lines.get(each.index());
            numbered.set(
                    each.index(),
                    new Plan.Line(line.where(), line.name(), line.shown(), with(line.fate(), number), line.notes()));
        }
        return numbered;
    }

    private static Fate with(Fate fate, int number) {
        return switch (fate) {
            case Fate.Admit(var who, var none) -> new Fate.Admit(who, number);
            case Fate.Place(var pupil, var homeroom, var none, var code) ->
                new Fate.Place(pupil, homeroom, number, code);
            case Fate.Known known -> known;
            case Fate.Bad bad -> bad;
        };
    }
}
