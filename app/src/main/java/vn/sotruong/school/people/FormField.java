package vn.sotruong.school.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.sotruong.school.people.Question.Kind;
import vn.sotruong.school.people.Reply.Fault;

/**
 * Ô trong biểu mẫu.
 *
 * @param value what is typed, as it is shown
 * @param was what stood there when the form was made
 * @param fault a constant's name; empty where the answer can stand
 */
public record FormField(Question question, String value, String was, String fault) {
    /** Một nhóm ô. */
    public record Group(String key, List<FormField> fields) {
        public Group {
            fields = List.copyOf(fields);
        }
    }

    /** The groups of a form. */
    static List<Group> groups(
            List<Questions.Part> parts, Map<String, String> typed, Map<String, String> was, Map<String, Fault> faults) {
        var groups = new ArrayList<Group>();
        for (var part : parts) {
            groups.add(new Group(
                    part.key(),
                    part.questions().stream()
                            .map(question -> field(question, typed, was, faults))
                            .toList()));
        }
        return groups;
    }

    private static FormField field(
            Question question, Map<String, String> typed, Map<String, String> was, Map<String, Fault> faults) {
        var stood = was.getOrDefault(question.key(), "");
        var fault = faults.get(question.key());
        return new FormField(
                question,
                typed.getOrDefault(question.key(), Answers.shown(question, stood)),
                stood,
                fault == null ? "" : fault.name());
    }

    /** The last part of the key: labels are shared by father, mother and guardian. */
    public String label() {
        var key = question.key();
        return key.substring(key.lastIndexOf('.') + 1);
    }

    public boolean choice() {
        return question.kind() == Kind.CHOICE;
    }

    /** A value that stands although it is none of today's choices. */
    public boolean foreign() {
        return !value.isEmpty() && !question.choices().contains(value);
    }

    /** What a phone's keyboard should offer. */
    public String keys() {
        return switch (question.kind()) {
            case PHONE -> "tel";
            case CITIZEN_NUMBER, YEAR, DAY -> "numeric";
            case NUMBER -> "decimal";
            default -> "text";
        };
    }

    public String hint() {
        return question.kind() == Kind.DAY ? "dd/mm/yyyy" : "";
    }
}
