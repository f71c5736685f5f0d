package vn.sotruong.school.rollover;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.YearTurn;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Bản chạy thử: who would go where if the year ended now; read afresh each time, so that what is confirmed is what was
 * shown.
 *
 * @param lines one a class of the ending year, by grade and name
 * @param rooms the classes of the new year, by name, those without pupils among them
 */
record Forecast(SchoolYear year, SchoolYear next, List<Line> lines, Map<String, Integer> rooms, List<Move> moves) {
    static final int LONGEST_NAME = 20;

    Forecast {
        lines = List.copyOf(lines);
        moves = List.copyOf(moves);
    }

    /**
     * Một lớp.
     *
     * @param last whether its grade is the last one
     */
    record Line(Homeroom homeroom, Course course, boolean last, Map<Way, Integer> counts) {
        int count(Way way) {
            return counts.getOrDefault(way, 0);
        }
    }

    /**
     * Một học sinh.
     *
     * @param to name of the class of the new year; null for whoever gets none
     */
    record Move(
            Pupil pupil, Enrolment place, Way way, @Nullable String to) {}

    /** @param typed by class, what somebody wants instead of the usual */
    static Forecast read(Handle handle, YearEnd end, SchoolYear year, SchoolYear next, Map<String, Course> typed) {
        var level = Level.find(SchoolYears.getSchool(handle).level()).orElseThrow();
        var homerooms = Roll.listHomerooms(handle, year.id());
        var present = YearTurn.listPresent(handle, year.id());
        var pupils =
                People.mapPupils(handle, present.stream().map(Enrolment::pupil).toList());
        var fates = end.fates(handle, year.id());
        var places = new HashMap<String, List<Enrolment>>();
        present.forEach(each -> places.computeIfAbsent(each.homeroom(), key -> new ArrayList<>())
                .add(each));
        var first = homerooms.stream().mapToInt(Homeroom::grade).min().orElse(0);
        var lines = new ArrayList<Line>();
        var rooms = new TreeMap<String, Integer>();
        var moves = new ArrayList<Move>();
        var spelled = new HashMap<String, String>();
        for (var homeroom : homerooms) {
            var last = homeroom.grade() >= level.last();
            var course = typed.getOrDefault(homeroom.id(), usual(homerooms, homeroom, last))
                    .spelled(spelled, last);
            var counts = new EnumMap<Way, Integer>(Way.class);
            for (var place : places.getOrDefault(homeroom.id(), List.of())) {
                var pupil = pupils.get(place.pupil());
                if (pupil == null) {
                    continue;
                }
                var way = way(pupil, fates.getOrDefault(place.pupil(), YearEnd.Fate.UNDECIDED), last);
                counts.merge(way, 1, Integer::sum);
                var to = way == Way.UP ? course.up() : way == Way.STAYS ? course.stay() : null;
                moves.add(new Move(pupil, place, way, to));
                if (way == Way.STAYS) {
                    rooms.put(course.stay(), homeroom.grade());
                }
            }
            if (!last) {
                rooms.put(course.up(), homeroom.grade() + 1);
            }
            if (homeroom.grade() == first) {
                rooms.put(course.stay(), homeroom.grade());
            }
            lines.add(new Line(homeroom, course, last, counts));
        }
        return new Forecast(year, next, lines, rooms, moves);
    }

    private static Way way(Pupil pupil, YearEnd.Fate fate, boolean last) {
        if (pupil.status() != PupilStatus.STUDYING) {
            return Way.LEAVES;
        }
        return switch (fate) {
            case UP -> last ? Way.FINISHES : Way.UP;
            case STAYS -> Way.STAYS;
            case HELD -> Way.HELD;
            case NOT_CONSIDERED -> Way.LEAVES;
            case UNDECIDED -> Way.UNDECIDED;
        };
    }

    /** 6A becomes 7A; a name that does not begin with its grade takes the name of the class in its place one grade up. */
    static Course usual(List<Homeroom> all, Homeroom homeroom, boolean last) {
        if (last) {
            return new Course(homeroom.id(), "", homeroom.name());
        }
        var grade = String.valueOf(homeroom.grade());
        if (homeroom.name().startsWith(grade)) {
            var up = (homeroom.grade() + 1) + homeroom.name().substring(grade.length());
            return new Course(homeroom.id(), up, homeroom.name());
        }
        var here = all.stream().filter(each -> each.grade() == homeroom.grade()).toList();
        var above = all.stream()
                .filter(each -> each.grade() == homeroom.grade() + 1)
                .toList();
        var at = here.indexOf(homeroom);
        return new Course(homeroom.id(), at < above.size() ? above.get(at).name() : "", homeroom.name());
    }

    /** Why it could not be carried out as it stands, apart from what the year itself lacks. */
    Optional<Reason> fault(Handle handle) {
        var grades = new HashMap<String, Integer>();
        for (var line : lines) {
            var names = line.last()
                    ? List.of(line.course().stay())
                    : List.of(line.course().up(), line.course().stay());
            for (var name : names) {
                if (name.isBlank()) {
                    return Optional.of(Reason.NAME_MISSING);
                }
                if (name.length() > LONGEST_NAME) {
                    return Optional.of(Reason.NAME_TOO_LONG);
                }
            }
        }
        for (var line : lines) {
            if (!line.last()
                    && clash(grades, line.course().up(), line.homeroom().grade() + 1)) {
                return Optional.of(Reason.NAME_OF_TWO_GRADES);
            }
            if (rooms.getOrDefault(line.course().stay(), line.homeroom().grade())
                            != line.homeroom().grade()
                    || clash(grades, line.course().stay(), line.homeroom().grade())) {
                return Optional.of(Reason.NAME_OF_TWO_GRADES);
            }
        }
        var taken = Roll.listHomerooms(handle, next.id()).stream().anyMatch(each -> {
            var grade = grades.get(key(each.name()));
            return grade != null && grade != each.grade();
        });
        return taken ? Optional.of(Reason.NAME_TAKEN) : Optional.empty();
    }

    private static boolean clash(Map<String, Integer> grades, String name, int grade) {
        return grades.merge(key(name), grade, (before, now) -> before) != grade;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    int count(Way way) {
        return lines.stream().mapToInt(line -> line.count(way)).sum();
    }

    List<Move> all(Way way) {
        return moves.stream().filter(each -> each.way() == way).toList();
    }

    /** What must come back with the confirmation: it stands for all that was shown. */
    String seal() {
        var text = new StringBuilder(year.id() + " " + next.id() + " " + next.starts() + " " + next.ends() + "\n");
        rooms.forEach(
                (name, grade) -> text.append(grade).append(' ').append(name).append('\n'));
        moves.stream()
                .map(each -> each.pupil().id() + " " + each.place().homeroom() + " " + each.way() + " " + each.to())
                .sorted()
                .forEach(line -> text.append(line).append('\n'));
        return digest(text.toString());
    }

    /** One line a place, in any order, as one digest. */
    static String digest(Collection<Enrolment> places) {
        return digest(String.join(
                "\n",
                places.stream()
                        .map(each -> each.pupil() + " " + each.homeroom())
                        .sorted()
                        .toList()));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who would sit in each class of the new year, by its name. */
    Map<String, List<Pupil>> seats() {
        var seats = new LinkedHashMap<String, List<Pupil>>();
        rooms.keySet().forEach(name -> seats.put(name, new ArrayList<>()));
        for (var move : moves) {
            var to = move.to();
            if (to != null) {
                seats.computeIfAbsent(to, key -> new ArrayList<>()).add(move.pupil());
            }
        }
        return seats;
    }
}
