package vn.sotruong.school.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;

/**
 * Hồ sơ nghi trùng: two records that look like one pupil. The same folded name and birth date, or the same telephone or
 * citizen number of a parent with the same birth date. Two who are two are said to be so here; two who are one are merged
 * by two people, in a room of its own.
 */
public final class Duplicates {
    private final Database db;

    public Duplicates(Database db) {
        this.db = db;
    }

    /** Dấu hiệu. */
    public enum Sign {
        /** Cùng họ tên và ngày sinh. */
        NAME,
        /** Cùng người thân và ngày sinh. */
        FAMILY
    }

    /** Một cặp; {@code one} has the lower id. */
    public record Pair(Pupil one, Pupil two, Sign sign) {}

    /** Một dòng của trang so sánh. */
    public record Difference(Question question, String one, String two) {
        public boolean differs() {
            return !one.equals(two);
        }

        /** The last part of the key, for its label. */
        public String label() {
            return question.key().substring(question.key().lastIndexOf('.') + 1);
        }
    }

    /** The pairs that nobody has looked at yet. */
    static List<Pair> list(Handle handle) {
        var byName = new HashMap<String, List<Pupil>>();
        var byId = new HashMap<String, Pupil>();
        for (var pupil : People.listPupils(handle)) {
            byId.put(pupil.id(), pupil);
            byName.computeIfAbsent(pupil.name().searchKey() + " " + pupil.birthDate(), key -> new ArrayList<>())
                    .add(pupil);
        }
        var known = new HashSet<>(PairTable.list(handle));
        var pairs = new ArrayList<Pair>();
        byName.values().forEach(group -> collect(group, Sign.NAME, known, pairs));
        for (var family : ProfileTable.sharedGuardians(handle)) {
            var byBirth = new HashMap<String, List<Pupil>>();
            for (var id : family) {
                var pupil = byId.get(id);
                if (pupil != null) {
                    byBirth.computeIfAbsent(pupil.birthDate() + " " + pupil.sex(), key -> new ArrayList<>())
                            .add(pupil);
                }
            }
            byBirth.values().forEach(group -> collect(group, Sign.FAMILY, known, pairs));
        }
        return pairs;
    }

    private static void collect(List<Pupil> group, Sign sign, Set<List<String>> known, List<Pair> pairs) {
        for (var i = 0; i < group.size(); i++) {
            for (var j = i + 1; j < group.size(); j++) {
                var first = group.get(i).id().compareTo(group.get(j).id()) < 0;
                var one = group.get(first ? i : j);
                var two = group.get(first ? j : i);
                if (known.add(List.of(one.id(), two.id()))) {
                    pairs.add(new Pair(one, two, sign));
                }
            }
        }
    }

    /** Both records, answer by answer. */
    static List<Difference> compare(Handle handle, Pupil one, Pupil two) {
        var first = PupilRecords.values(handle, one);
        var second = PupilRecords.values(handle, two);
        return Questions.all(Questions.with(Questions.PUPIL, ExtraFields.questions(handle, ExtraField.Owner.PUPIL)))
                .stream()
                .map(question -> new Difference(question, shown(question, first), shown(question, second)))
                .filter(each -> !each.one().isEmpty() || !each.two().isEmpty())
                .toList();
    }

    private static String shown(Question question, Map<String, String> values) {
        return Answers.shown(question, values.getOrDefault(question.key(), ""));
    }

    /** Says that two records are two pupils. */
    Optional<Reason> part(Actor actor, String staff, String one, String two, String why) {
        if (why.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        return db.write(actor, tx -> {
            var pair = list(tx.handle()).stream()
                    .filter(each ->
                            each.one().id().equals(one) && each.two().id().equals(two))
                    .findFirst();
            if (pair.isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            var row = new HashMap<String, @Nullable Object>();
            row.put("one", one);
            row.put("two", two);
            row.put("why", why.substring(0, Math.min(300, why.length())));
            row.put("by_staff", staff);
            tx.create(PairTable.PUPIL_PAIR, row);
            return Optional.empty();
        });
    }
}
