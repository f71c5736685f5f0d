package vn.sotruong.school.locks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.roll.Homeroom;

/**
 * Phạm vi khóa: what a lock binds; null stands for all of it.
 *
 * @param schoolYear of a scope wider than a class, which never binds another year; null where a class is named
 */
public record Scope(
        @Nullable String schoolYear,
        @Nullable String campus,
        @Nullable Integer grade,
        @Nullable String homeroom,
        @Nullable String subject,
        @Nullable Integer semester,
        @Nullable String col) {

    /** One column of one class, or all of its columns. */
    static Scope of(String homeroom, String subject, int semester, @Nullable String col) {
        return new Scope(null, null, null, homeroom, subject, semester, col);
    }

    /** The book of a class in one term. */
    static Scope book(String homeroom, int semester) {
        return new Scope(null, null, null, homeroom, null, semester, null);
    }

    /** The same classes' part of one school year. */
    Scope in(String year) {
        return new Scope(year, campus, grade, homeroom, subject, semester, col);
    }

    /** The same of every column. */
    Scope ofAnyColumn() {
        return new Scope(schoolYear, campus, grade, homeroom, subject, semester, null);
    }

    /** Whether it holds that class, which stands at {@code place}. */
    boolean holds(Homeroom each, @Nullable String place) {
        if (homeroom != null) {
            return homeroom.equals(each.id());
        }
        return Objects.equals(schoolYear, each.schoolYear())
                && (grade == null || grade == each.grade())
                && (campus == null || campus.equals(place));
    }

    /** Whether it holds that column. */
    boolean covers(String column) {
        return col == null || col.equals(column);
    }
}
