package vn.sotruong.school.schoolyear;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chương trình giáo dục phổ thông 2018, level by level: which subjects, how assessed, how many periods a year in each
 * grade. It is what a school starts from, no law: a year's own plan may differ.
 */
public final class Curriculum {
    private static final List<Course> COURSES = read();

    /** Các môn của lớp 6 đến lớp 9. */
    public static final List<Subject> LOWER_SECONDARY = of(Level.THCS);

    private Curriculum() {}

    /**
     * Môn trong chương trình.
     *
     * @param periods a year, by grade
     * @param spellings how schools also write it, folded
     */
    private record Course(Level level, Subject subject, Map<Integer, Integer> periods, Set<String> spellings) {}

    /** The subjects of a level, in the order of forms. */
    public static List<Subject> of(Level level) {
        return COURSES.stream()
                .filter(each -> each.level() == level)
                .map(Course::subject)
                .toList();
    }

    /** How many periods a year a grade has of a subject; 0 where the curriculum has none. */
    public static int periods(Level level, String subject, int grade) {
        return COURSES.stream()
                .filter(each -> each.level() == level && each.subject().id().equals(subject))
                .findFirst()
                .map(each -> each.periods().getOrDefault(grade, 0))
                .orElse(0);
    }

    /** The full name behind a short spelling such as {@code khtn}; the text itself where nobody knows better. */
    public static String spelledOut(String folded) {
        return COURSES.stream()
                .filter(each -> each.spellings().contains(folded))
                .findFirst()
                .map(each -> each.subject().name())
                .orElse(folded);
    }

    private static List<Course> read() {
        try (var in = Curriculum.class.getResourceAsStream("curriculum.csv")) {
            if (in == null) {
                throw new IllegalStateException("no curriculum.csv");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var courses = new ArrayList<Course>();
            var places = new HashMap<Level, Integer>();
            for (var line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
                var cells = line.split(";", -1);
                var level = Level.valueOf(cells[0]);
                var place = places.merge(level, 1, Integer::sum);
                var subject = new Subject(cells[1], cells[2], Subject.Kind.valueOf(cells[3]), place);
                var periods = new HashMap<Integer, Integer>();
                for (var each : cells[4].split(",", -1)) {
                    var parts = each.split(":", 2);
                    periods.put(Integer.valueOf(parts[0]), Integer.valueOf(parts[1]));
                }
                courses.add(new Course(
                        level,
                        subject,
                        Map.copyOf(periods),
                        Set.copyOf(Arrays.stream(cells[5].split("\\|", -1))
                                .distinct()
                                .toList())));
            }
            return List.copyOf(courses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
