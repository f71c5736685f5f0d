package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.people.Question.Kind;
import vn.sotruong.school.people.Reply.Fault;
import vn.sotruong.school.people.Reply.Said;
import vn.sotruong.school.people.Reply.Wrong;

/**
 * Gộp lời khai: what somebody typed on the ground of what they saw, laid over what stands there now. What only one side
 * changed is kept; what both changed to different values is a question.
 */
final class Answers {
    private Answers() {}

    /** Giá trị hai bên: both values of one question. */
    record Clash(Question question, String theirs, String mine) {}

    /**
     * Kết quả gộp.
     *
     * @param values what stands in each question afterwards; for a clash, what stands there now
     * @param faults what cannot stand, by key
     */
    record Merged(Map<String, String> values, Map<String, Fault> faults, List<Clash> clashes) {
        Merged {
            values = Map.copyOf(values);
            faults = Map.copyOf(faults);
            clashes = List.copyOf(clashes);
        }

        /** Whether an answer would change, or somebody asks for it. */
        boolean touches(String key) {
            return values.containsKey(key)
                    || clashes.stream().anyMatch(each -> each.question().key().equals(key));
        }
    }

    /**
     * Merges.
     *
     * @param was what the form showed, by key
     * @param typed what came back; questions that did not come stay as they are
     * @param now what stands there
     */
    static Merged merge(
            List<Question> questions,
            Map<String, String> was,
            Map<String, String> typed,
            Map<String, String> now,
            LocalDate today) {
        var values = new HashMap<String, String>();
        var faults = new LinkedHashMap<String, Fault>();
        var clashes = new ArrayList<Clash>();
        for (var question : questions) {
            var key = question.key();
            var text = typed.get(key);
            if (text == null) {
                continue;
            }
            var seen = was.getOrDefault(key, "");
            var theirs = now.getOrDefault(key, "");
            if (VietnameseName.tidy(text).equals(shown(question, seen))) {
                continue;
            }
            switch (Reply.read(question, text, today)) {
                case Wrong(var fault) -> faults.put(key, fault);
                case Said(var mine) -> {
                    if (mine.equals(seen) || mine.equals(theirs)) {
                        continue;
                    }
                    if (theirs.equals(seen)) {
                        values.put(key, mine);
                    } else {
                        clashes.add(new Clash(question, theirs, mine));
                    }
                }
            }
        }
        return new Merged(values, faults, clashes);
    }

    /** An answer as forms and pages show it. */
    static String shown(Question question, String value) {
        return question.kind() == Kind.DAY && !value.isEmpty() ? Formats.day(value) : value;
    }
}
