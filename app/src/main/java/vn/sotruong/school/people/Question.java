package vn.sotruong.school.people;

import java.util.List;

/**
 * Ô khai: one thing that a record asks for.
 *
 * @param key the name in forms
 * @param most the longest text
 * @param choices for {@link Kind#CHOICE}, what may be chosen
 * @param contact whether a homeroom teacher keeps it too
 * @param label a name that the school gave; empty where the messages have one
 */
public record Question(
        String key, Kind kind, int most, List<String> choices, boolean needed, boolean contact, String label) {
    /** Kiểu. */
    public enum Kind {
        /** Part of a name. */
        NAME,
        /** One line. */
        TEXT,
        /** A day, kept as 2014-03-02. */
        DAY,
        /** A year of four digits. */
        YEAR,
        /** A number in Việt Nam, kept as digits alone. */
        PHONE,
        /** Số định danh cá nhân. */
        CITIZEN_NUMBER,
        /** A number, kept with a decimal point. */
        NUMBER,
        /** One of {@link Question#choices}. */
        CHOICE
    }

    public Question {
        choices = List.copyOf(choices);
    }

    static Question of(String key, Kind kind, int most) {
        return new Question(key, kind, most, List.of(), false, false, "");
    }

    static Question choice(String key, String... choices) {
        return choice(key, List.of(choices));
    }

    static Question choice(String key, List<String> choices) {
        return new Question(key, Kind.CHOICE, 60, choices, false, false, "");
    }

    Question asNeeded() {
        return new Question(key, kind, most, choices, true, contact, label);
    }

    Question asContact() {
        return new Question(key, kind, most, choices, needed, true, label);
    }

    /** Whether the school itself asks for it. */
    public boolean isExtra() {
        return !label.isEmpty();
    }

    /** Whether the words of its choices stand in the messages; else a choice says itself. */
    public boolean isWorded() {
        return kind == Kind.CHOICE && !isExtra() && choices.stream().allMatch(each -> each.matches("[A-Z0-9_]+"));
    }
}
