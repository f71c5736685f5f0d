package vn.sotruong.school.primary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về phẩm chất, năng lực: levels that were changed after they were committed, each level by itself. */
public final class TraitTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.TRAIT);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        var names = new HashMap<String, Map<String, Said>>();
        Lines.changes(handle, TraitTable.TRAIT_LEVEL, year + "/", (before, line) -> {
            var heads = names.computeIfAbsent(Lines.text(line, "homeroom"), id -> names(handle, id));
            var held = Levels.map(Lines.text(before, "levels"));
            var next = Levels.map(Lines.text(line, "levels"));
            var moment = Moment.valueOf(Lines.text(line, "moment"));
            var all = new TreeSet<>(held.keySet());
            all.addAll(next.keySet());
            for (var each : all) {
                // what was empty at the first committing and came later was committed late, and not changed
                if (held.containsKey(each) && !held.get(each).equals(next.get(each))) {
                    told.add(Telling.of(
                            Kind.TRAIT,
                            line,
                            place(line, moment),
                            Lines.text(line, "entered_by"),
                            new Change(
                                    Said.words(
                                            "primary.told",
                                            heads.getOrDefault(each, Said.text(each)),
                                            Said.words("primary.at." + moment)),
                                    level(held.get(each)),
                                    level(next.get(each))),
                            Lines.why(line)));
                }
            }
        });
        return told;
    }

    private static Place place(ChangeLine line, Moment moment) {
        var semester = switch (moment) {
            case MID_FIRST, END_FIRST -> 1;
            case MID_SECOND -> 2;
            case END_YEAR -> 0;
        };
        return new Place(Lines.text(line, "homeroom"), "", semester, Lines.text(line, "pupil"));
    }

    private static Said level(@Nullable String stored) {
        return Said.text(stored == null ? "" : Levels.shown(stored));
    }

    private static Map<String, Said> names(Handle handle, String id) {
        var names = new HashMap<String, Said>();
        var homeroom = Roll.getHomeroom(handle, id);
        Traits.circular(handle, homeroom)
                .ifPresent(circular -> Levels.heads(circular, homeroom.grade(), Moment.END_YEAR)
                        .forEach(head -> names.put(
                                head.id(),
                                head.yes() ? Said.words("primary.head." + head.id()) : Said.text(head.name()))));
        return names;
    }
}
