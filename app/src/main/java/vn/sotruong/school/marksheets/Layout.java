package vn.sotruong.school.marksheets;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import vn.sotruong.school.gradebook.Column;

/**
 * Cách xếp cột của một tệp: which column holds what, counted from 0.
 *
 * @param tab the sheet's name
 * @param first the first row that may hold a pupil
 * @param people columns that say who a row is about
 * @param told of rows that leave it open: the pupil's id, by the row's number
 */
record Layout(String tab, int first, Map<Who, Integer> people, Map<Column, Integer> marks, Map<Integer, String> told) {
    private static final String TOLD = "row";

    Layout {
        people = Map.copyOf(people);
        marks = Map.copyOf(marks);
        told = Map.copyOf(told);
    }

    Layout(String tab, int first, Map<Who, Integer> people, Map<Column, Integer> marks) {
        this(tab, first, people, marks, Map.of());
    }

    /** The same, with one more row of which the pupil was told. */
    Layout telling(int row, String pupil) {
        var all = new HashMap<>(told);
        all.put(row, pupil);
        return new Layout(tab, first, people, marks, all);
    }

    /** Whether nothing but a row was said of it. */
    boolean bare() {
        return people.isEmpty() && marks.isEmpty();
    }

    /** Cột nhận ra học sinh. */
    enum Who {
        NUMBER,
        CODE,
        NAME,
        FAMILY,
        GIVEN,
        BORN
    }

    OptionalInt at(Who who) {
        var column = people.get(who);
        return column == null ? OptionalInt.empty() : OptionalInt.of(column);
    }

    /** Whether a row's pupil and at least one of their marks can be found. */
    boolean sure() {
        return !marks.isEmpty()
                && (people.containsKey(Who.CODE)
                        || people.containsKey(Who.NAME)
                        || (people.containsKey(Who.FAMILY) && people.containsKey(Who.GIVEN)));
    }

    /** As it waits in the store. */
    String text() {
        return "first=" + first + ";"
                + people.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + ";")
                        .collect(Collectors.joining())
                + marks.entrySet().stream()
                        .map(each -> each.getKey().code() + "=" + each.getValue() + ";")
                        .collect(Collectors.joining())
                + told.entrySet().stream()
                        .map(each -> TOLD + each.getKey() + "=" + each.getValue() + ";")
                        .collect(Collectors.joining());
    }

    static Layout parse(String tab, String text, List<Column> columns) {
        var people = new EnumMap<Who, Integer>(Who.class);
        var marks = new EnumMap<Column, Integer>(Column.class);
        var told = new HashMap<Integer, String>();
        var first = 1;
        for (var part : text.split(";", -1)) {
            var at = part.indexOf('=');
            if (at > 0) {
                var key = part.substring(0, at);
                if (key.startsWith(TOLD)) {
                    told.put(Integer.parseInt(key.substring(TOLD.length())), part.substring(at + 1));
                    continue;
                }
                var number = Integer.parseInt(part.substring(at + 1));
                var column = Column.find(key).filter(columns::contains);
                if (key.equals("first")) {
                    first = number;
                } else if (column.isPresent()) {
                    marks.put(column.get(), number);
                } else {
                    findWho(key).ifPresent(who -> people.put(who, number));
                }
            }
        }
        return new Layout(tab, first, people, marks, told);
    }

    static Optional<Who> findWho(String name) {
        for (var who : Who.values()) {
            if (who.name().equals(name)) {
                return Optional.of(who);
            }
        }
        return Optional.empty();
    }
}
