package vn.sotruong.school.primary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.roll.Homeroom;

/**
 * Trang của một lớp ở một thời điểm.
 *
 * @param leads whether this person is the class's homeroom teacher
 */
record ClassView(Homeroom homeroom, Moment moment, List<Levels.Head> heads, List<Row> rows, boolean leads, Gate gate) {
    ClassView {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /** Một dòng. */
    record Row(int number, String pupil, String name, boolean studies, Kept committed, Kept draft) {
        /** What the row holds, typed or committed. */
        public Map<String, String> held() {
            var held = new TreeMap<>(draft.levels());
            held.putAll(committed.levels());
            return held;
        }
    }

    /** Whether this person may type here now. */
    public boolean writes() {
        return leads && gate.open();
    }

    /** How many levels wait to be committed. */
    public int drafts() {
        return rows.stream().mapToInt(row -> row.draft().levels().size()).sum();
    }

    /** How many levels are committed, of those that everybody needs. */
    public int committed() {
        return rows.stream().mapToInt(this::given).sum();
    }

    private int given(Row row) {
        return (int) heads.stream()
                .filter(head -> !head.yes() && Levels.given(row.committed().levels(), head.id()))
                .count();
    }

    /** How many levels there are to give. */
    public int wanted() {
        var each = (int) heads.stream().filter(head -> !head.yes()).count();
        return each * (int) rows.stream().filter(Row::studies).count();
    }

    /** Names of pupils who would still lack a level if all drafts were committed. */
    public List<String> lacking() {
        return rows.stream()
                .filter(Row::studies)
                .filter(row -> heads.stream().anyMatch(head -> !head.yes() && !Levels.given(row.held(), head.id())))
                .map(Row::name)
                .toList();
    }
}
