package vn.sotruong.school.people;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vn.sotruong.school.people.Question.Kind;

/** Mẫu hồ sơ: what the records of pupils and staff ask for, group by group, in the order of forms. */
final class Questions {
    private Questions() {}

    /**
     * Phần của hồ sơ.
     *
     * @param key its heading
     */
    record Part(String key, List<Question> questions) {
        Part {
            questions = List.copyOf(questions);
        }
    }

    static final List<Question> PUPIL_CORE = List.of(
            Question.of("family_name", Kind.NAME, 80).asNeeded(),
            Question.of("given_name", Kind.NAME, 40).asNeeded(),
            Question.of("birth_date", Kind.DAY, 10).asNeeded(),
            Question.choice("sex", "MALE", "FEMALE").asNeeded(),
            Question.choice("ethnicity", Codes.list("ethnicity")),
            Question.of("citizen_number", Kind.CITIZEN_NUMBER, 20));

    static final List<Question> PUPIL_PROFILE = List.of(
            Question.choice("nationality", Codes.list("nationality")),
            Question.of("birth_place", Kind.TEXT, 300),
            Question.of("hometown", Kind.TEXT, 300),
            Question.of("permanent_address", Kind.TEXT, 300).asContact(),
            Question.of("current_address", Kind.TEXT, 300).asContact(),
            Question.of("phone", Kind.PHONE, 20).asContact(),
            Question.choice("policy_family", Codes.list("policy_family")).asContact(),
            Question.choice("priority_group", Codes.list("priority_group")).asContact(),
            Question.choice("disability", Codes.list("disability")));

    static final List<Part> PUPIL = List.of(
            new Part("core", PUPIL_CORE),
            new Part("profile", PUPIL_PROFILE),
            new Part("father", guardian("father")),
            new Part("mother", guardian("mother")),
            new Part("guardian", guardian("guardian")));

    static final List<Question> STAFF_CORE = List.of(
            Question.of("family_name", Kind.NAME, 80).asNeeded(),
            Question.of("given_name", Kind.NAME, 40).asNeeded());

    static final List<Question> STAFF_PROFILE = List.of(
            Question.of("birth_date", Kind.DAY, 10),
            Question.choice("sex", "MALE", "FEMALE"),
            Question.choice("ethnicity", Codes.list("ethnicity")),
            Question.of("citizen_number", Kind.CITIZEN_NUMBER, 20),
            Question.of("phone", Kind.PHONE, 20),
            Question.of("birth_place", Kind.TEXT, 300),
            Question.of("permanent_address", Kind.TEXT, 300),
            Question.of("title", Kind.TEXT, 60),
            Question.of("position", Kind.TEXT, 100),
            Question.of("recruited_on", Kind.DAY, 10),
            Question.choice("qualification", Codes.list("qualification")),
            Question.of("major", Kind.TEXT, 100),
            Question.of("it_level", Kind.TEXT, 60),
            Question.of("language", Kind.TEXT, 60));

    static final List<Part> STAFF = List.of(new Part("core", STAFF_CORE), new Part("work", STAFF_PROFILE));

    /** The parts with the school's own fields at the end. */
    static List<Part> with(List<Part> parts, List<Question> extras) {
        return extras.isEmpty()
                ? parts
                : Stream.concat(parts.stream(), Stream.of(new Part("extra", extras)))
                        .toList();
    }

    static List<Question> all(List<Part> parts) {
        return parts.stream().flatMap(part -> part.questions().stream()).toList();
    }

    private static List<Question> guardian(String kind) {
        var questions = new ArrayList<Question>();
        questions.add(Question.of(kind + ".name", Kind.NAME, 100));
        if (kind.equals("guardian")) {
            questions.add(Question.of(kind + ".relation", Kind.TEXT, 60));
        }
        questions.add(Question.of(kind + ".birth_year", Kind.YEAR, 4));
        questions.add(Question.of(kind + ".job", Kind.TEXT, 100));
        questions.add(Question.of(kind + ".phone", Kind.PHONE, 20));
        questions.add(Question.of(kind + ".citizen_number", Kind.CITIZEN_NUMBER, 20));
        return questions.stream().map(Question::asContact).toList();
    }
}
