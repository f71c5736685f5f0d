package vn.sotruong.school.observations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.IndicatorSet.Indicator;
import vn.sotruong.school.regulation.Observation;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về quan sát trẻ: what was changed after it was committed, each indicator by itself. */
public final class ObservationTeller implements Teller {
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.OBSERVATION);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        var texts = new HashMap<String, Map<String, String>>();
        Lines.changes(handle, ObservationTable.OBSERVATION, year + "/", (before, line) -> {
            var names = texts.computeIfAbsent(Lines.text(line, "indicators"), id -> texts(handle, id));
            var held = ObservationTable.seen(Lines.text(before, "seen"));
            var next = ObservationTable.seen(Lines.text(line, "seen"));
            var stage = Said.words("observations.stage." + Lines.text(line, "stage"));
            var all = new TreeSet<>(held.keySet());
            all.addAll(next.keySet());
            for (var each : all) {
                // what was not observed yet at the first committing was committed late, and not changed
                if (held.containsKey(each) && held.get(each) != next.get(each)) {
                    var name = Said.text(names.getOrDefault(each, each));
                    told.add(telling(
                            line,
                            new Change(
                                    Said.words("observations.told", name, stage),
                                    level(held.get(each)),
                                    level(next.get(each)))));
                }
            }
            if (!Lines.same(before, line, "remark")) {
                told.add(telling(
                        line,
                        new Change(
                                Said.words("observations.told.remark", stage),
                                Said.text(Lines.text(before, "remark")),
                                Said.text(Lines.text(line, "remark")))));
            }
        });
        return told;
    }

    private static Telling telling(ChangeLine line, Change change) {
        var semester = Stage.valueOf(Lines.text(line, "stage")).semester();
        var place = new Place(Lines.text(line, "homeroom"), "", semester, Lines.text(line, "pupil"));
        return Telling.of(Kind.OBSERVATION, line, place, Lines.text(line, "entered_by"), change, Lines.why(line));
    }

    private static Said level(@Nullable Observation level) {
        return level == null ? Said.NOTHING : Said.words("observations.level." + level.code());
    }

    private static Map<String, String> texts(Handle handle, String set) {
        var texts = new HashMap<String, String>();
        ObservationTable.findSet(handle, set).ifPresent(found -> {
            for (Indicator each : found.set().items()) {
                texts.put(each.code(), each.code() + " " + each.text());
            }
        });
        return texts;
    }
}
