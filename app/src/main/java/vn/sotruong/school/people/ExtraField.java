package vn.sotruong.school.people;

import java.util.List;
import vn.sotruong.school.people.Question.Kind;

/**
 * Trường bổ sung: a field that the school added to a record by itself.
 *
 * @param choices for a choice, what may be chosen
 * @param retired whether forms no longer ask for it; what was answered stays
 */
public record ExtraField(
        String id,
        Owner owner,
        String name,
        Shape shape,
        List<String> choices,
        boolean required,
        int position,
        boolean retired) {
    /** Đối tượng: whose records have it. */
    public enum Owner {
        /** Học sinh. */
        PUPIL,
        /** Giáo viên, nhân viên. */
        STAFF,
        /** Lớp. */
        HOMEROOM,
        /** Trường. */
        SCHOOL
    }

    /** Kiểu. */
    public enum Shape {
        TEXT,
        NUMBER,
        DATE,
        CHOICE
    }

    public ExtraField {
        choices = List.copyOf(choices);
    }

    Question question() {
        var kind = switch (shape) {
            case TEXT -> Kind.TEXT;
            case NUMBER -> Kind.NUMBER;
            case DATE -> Kind.DAY;
            case CHOICE -> Kind.CHOICE;
        };
        return new Question("x." + id, kind, 300, choices, required, false, name);
    }
}
