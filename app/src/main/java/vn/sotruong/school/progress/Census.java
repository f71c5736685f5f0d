package vn.sotruong.school.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.FilledCells;
import vn.sotruong.school.gradebook.FilledCells.Book;
import vn.sotruong.school.gradebook.FilledCells.Filled;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Cuộc đếm: who should have which result in a term, and who has. Read once for one request; pupils whose marks do not
 * simply stand in their own class (moved, exempt, come from another school) are looked at one by one, all others are
 * counted.
 */
final class Census {
    private static final int PRIMARY = 5;

    private final Handle handle;
    private final int semester;
    private final SchoolYear year;
    private final LocalDate today;
    private final Map<String, Homeroom> homerooms = new LinkedHashMap<>();
    private final Map<String, String> subjects = new HashMap<>();
    private final List<Book> books;
    private final Map<List<String>, Book> byPlace = new HashMap<>();
    private final List<Enrolment> places;
    private final Map<String, List<String>> placesOf = new HashMap<>();
    private final Set<String> away;
    private final Set<List<String>> brought = new HashSet<>();
    private final Set<String> special = new HashSet<>();
    private final Map<List<String>, List<String>> present = new HashMap<>();

    private Census(Handle handle, SchoolYear year, int semester, Instant now) {
        this.semester = semester;
        this.handle = handle;
        this.year = year;
        this.today = day(now);
        Roll.listHomerooms(handle, year.id()).forEach(each -> homerooms.put(each.id(), each));
        SchoolYears.listSubjects(handle).forEach(each -> subjects.put(each.id(), each.name()));
        var elsewhen = Roll.listYearProgramme(handle, year.id()).stream()
                .filter(each -> !each.taughtIn(semester))
                .map(each -> List.of(each.homeroom(), each.subject()))
                .collect(Collectors.toSet());
        books = FilledCells.books(handle, homerooms.keySet(), semester).stream()
                .filter(book -> !elsewhen.contains(List.of(book.homeroom(), book.subject())))
                .toList();
        books.forEach(book -> byPlace.put(List.of(book.homeroom(), book.subject()), book));
        places = Roll.listYearPlaces(handle, year.id());
        for (var place : places) {
            placesOf.computeIfAbsent(place.pupil(), key -> new ArrayList<>()).add(place.homeroom());
            if (place.until() != null) {
                special.add(place.pupil());
            }
        }
        away = People.listAway(handle);
        special.addAll(away);
        special.addAll(FilledCells.listDeleted(handle));
        for (var mark : Movements.listEarlierMarks(handle, year.id(), semester)) {
            brought.add(List.of(mark.pupil(), mark.subject(), mark.col()));
            special.add(mark.pupil());
        }
    }

    static Census read(Handle handle, SchoolYear year, int semester, Instant now) {
        return new Census(handle, year, semester, now);
    }

    /**
     * Môn lớp.
     *
     * @param teachers staff ids of whoever is responsible for it
     * @param cols the columns that were asked for
     * @param empty by column, cells that should be filled and are not
     * @param required cells that should be filled
     */
    record Line(
            Book book,
            Homeroom homeroom,
            String subjectName,
            List<String> teachers,
            List<String> cols,
            Map<String, Integer> empty,
            int required,
            int entered) {
        int missing() {
            return required - entered;
        }
    }

    /** Một ô còn trống. */
    record Gap(Book book, String pupil, String col) {}

    List<Book> books() {
        return books;
    }

    /** Whoever is responsible for a book today. */
    List<String> responsible(Book book) {
        return present().getOrDefault(List.of(book.homeroom(), book.subject()), List.of());
    }

    private Map<List<String>, List<String>> present() {
        if (present.isEmpty()) {
            present.putAll(teachers(today));
        }
        return present;
    }

    /** The books that somebody is responsible for today. */
    List<Book> taughtBy(String staff) {
        return books.stream().filter(book -> responsible(book).contains(staff)).toList();
    }

    Homeroom homeroom(String id) {
        return homerooms.getOrDefault(id, new Homeroom(id, year.id(), 0, ""));
    }

    String subject(String id) {
        return subjects.getOrDefault(id, id);
    }

    /**
     * Counts.
     *
     * @param of the books to look at
     * @param asked the columns of a book that should be filled; none leaves it out
     * @param until what had been committed before that moment; null for what stands now
     */
    List<Line> count(Collection<Book> of, Function<Book, List<String>> asked, @Nullable Instant until) {
        var cols = new LinkedHashMap<Book, List<String>>();
        for (var book : of) {
            var wanted = asked.apply(book);
            if (!wanted.isEmpty()) {
                cols.put(book, wanted);
            }
        }
        if (cols.isEmpty()) {
            return List.of();
        }
        var on = until == null ? today : day(until);
        var roster = roster(on);
        var leftOut = leftOut(cols.keySet());
        var apart = apart(leftOut);
        var counts =
                FilledCells.count(handle, cols.keySet().stream().map(Book::id).toList(), apart, until);
        var filled = FilledCells.listOf(handle, pairs(cols.keySet(), roster, apart), until);
        var teachers = teachers(on);
        var lines = new ArrayList<Line>();
        for (var each : cols.entrySet()) {
            var book = each.getKey();
            var out = leftOut.getOrDefault(book.subject(), Set.of());
            var pupils = roster.getOrDefault(book.homeroom(), List.of()).stream()
                    .filter(pupil -> !out.contains(pupil))
                    .toList();
            var own = counts.getOrDefault(book.id(), Map.of());
            var empty = new LinkedHashMap<String, Integer>();
            var missing = 0;
            for (var col : each.getValue()) {
                var entered = own.getOrDefault(col, 0);
                for (var pupil : pupils) {
                    if (apart.contains(pupil) && holds(filled, book, pupil, col)) {
                        entered++;
                    }
                }
                if (entered < pupils.size()) {
                    empty.put(col, pupils.size() - entered);
                    missing += pupils.size() - entered;
                }
            }
            var required = pupils.size() * each.getValue().size();
            if (required == 0) {
                continue;
            }
            lines.add(new Line(
                    book,
                    homeroom(book.homeroom()),
                    subject(book.subject()),
                    teachers.getOrDefault(List.of(book.homeroom(), book.subject()), List.of()),
                    each.getValue(),
                    empty,
                    required,
                    required - missing));
        }
        return lines;
    }

    /** The empty cells of some lines, by class list. */
    List<Gap> gaps(Collection<Line> lines, @Nullable Instant until) {
        var on = until == null ? today : day(until);
        var of = lines.stream().map(Line::book).toList();
        var roster = roster(on);
        var leftOut = leftOut(of);
        var apart = apart(leftOut);
        var filled =
                new HashSet<>(FilledCells.list(handle, of.stream().map(Book::id).toList(), until));
        filled.addAll(FilledCells.listOf(handle, pairs(of, roster, apart), until));
        var gaps = new ArrayList<Gap>();
        for (var line : lines) {
            var out = leftOut.getOrDefault(line.book().subject(), Set.of());
            for (var col : line.cols()) {
                for (var pupil : roster.getOrDefault(line.book().homeroom(), List.of())) {
                    if (!out.contains(pupil) && !holds(filled, line.book(), pupil, col)) {
                        gaps.add(new Gap(line.book(), pupil, col));
                    }
                }
            }
        }
        return gaps;
    }

    /** In its own book, in that of a class where the pupil was before, or in the papers of another school. */
    private boolean holds(Set<Filled> filled, Book book, String pupil, String col) {
        if (filled.contains(new Filled(book.id(), pupil, col))) {
            return true;
        }
        if (!special.contains(pupil)) {
            return false;
        }
        if (brought.contains(List.of(pupil, book.subject(), col))) {
            return true;
        }
        for (var homeroom : placesOf.getOrDefault(pupil, List.of())) {
            var other = byPlace.get(List.of(homeroom, book.subject()));
            if (other != null && filled.contains(new Filled(other.id(), pupil, col))) {
                return true;
            }
        }
        return false;
    }

    private Set<String> apart(Map<String, Set<String>> leftOut) {
        var apart = new HashSet<>(special);
        leftOut.values().forEach(apart::addAll);
        return apart;
    }

    private List<List<String>> pairs(Collection<Book> of, Map<String, List<String>> roster, Set<String> apart) {
        var pairs = new HashSet<List<String>>();
        for (var book : of) {
            for (var pupil : roster.getOrDefault(book.homeroom(), List.of())) {
                if (apart.contains(pupil)) {
                    pairs.add(List.of(book.id(), pupil));
                    for (var homeroom : placesOf.getOrDefault(pupil, List.of())) {
                        var other = byPlace.get(List.of(homeroom, book.subject()));
                        if (other != null) {
                            pairs.add(List.of(other.id(), pupil));
                        }
                    }
                }
            }
        }
        return List.copyOf(pairs);
    }

    /** Who is in which class on a day and studies here, by number. */
    private Map<String, List<String>> roster(LocalDate on) {
        var roster = new HashMap<String, List<String>>();
        for (var place : places) {
            if (place.holds(on) && !away.contains(place.pupil())) {
                roster.computeIfAbsent(place.homeroom(), key -> new ArrayList<>())
                        .add(place.pupil());
            }
        }
        return roster;
    }

    private Map<String, Set<String>> leftOut(Collection<Book> of) {
        return of.stream()
                .map(Book::subject)
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), each -> Movements.listLeftOut(handle, year.id(), semester, each)));
    }

    /** Who is responsible for which class and subject on a day; in primary, where nobody else is, the homeroom teacher. */
    private Map<List<String>, List<String>> teachers(LocalDate on) {
        var teachers = new HashMap<List<String>, List<String>>();
        for (var each : Roll.listYearAssignments(handle, year.id(), on)) {
            teachers.computeIfAbsent(List.of(each.homeroom(), each.subject()), key -> new ArrayList<>())
                    .add(each.staff());
        }
        for (var homeroom : homerooms.values()) {
            if (homeroom.grade() <= PRIMARY) {
                Roll.findHomeroomTeacher(handle, homeroom.id(), on)
                        .ifPresent(lead -> subjects.keySet()
                                .forEach(subject ->
                                        teachers.putIfAbsent(List.of(homeroom.id(), subject), List.of(lead.staff()))));
            }
        }
        return teachers;
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }
}
