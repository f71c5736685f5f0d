package vn.sotruong.school.rollover;

import java.util.Map;
import java.util.Objects;

/**
 * Hướng của một lớp: into which classes of the new year its pupils go, by name.
 *
 * @param homeroom id of the class of the ending year
 * @param up for whoever goes up; empty after the last grade
 * @param stay for whoever stays in the grade
 */
record Course(String homeroom, String up, String stay) {
    /** The same class is spelled as it was first: 7a is 7A. */
    Course spelled(Map<String, String> names, boolean last) {
        return new Course(homeroom, last ? "" : one(names, up), one(names, stay));
    }

    private static String one(Map<String, String> names, String name) {
        return name.isBlank() ? name : Objects.requireNonNullElse(names.putIfAbsent(Forecast.key(name), name), name);
    }
}
