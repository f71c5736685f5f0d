package vn.sotruong.school.results;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Word;
import vn.sotruong.school.movements.Exemption;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.primary.Traits;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.PrimaryLevel;
import vn.sotruong.school.regulation.PrimarySubject;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.Recognition;
import vn.sotruong.school.regulation.TraitLevel;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;
import vn.sotruong.school.windows.Schedule;
import vn.sotruong.school.windows.Windows;

/**
 * Sổ của một lớp tiểu học: all that a class's results are computed from, read once: levels and tests of its subjects,
 * qualities and competencies at both ends of terms, exemptions.
 */
final class PrimaryBook {
    private static final int TENTHS = 10;
    private static final int FIRST = 1;
    private static final int FIRST_TERM_ENDS = 15;

    private final Circular27 circular;
    private final Homeroom homeroom;
    private final SchoolYear year;
    private final List<ClassBook.Course> courses;
    private final Map<String, List<Exemption>> exemptions;
    private final Map<Place, Map<Column, Entry>> marks = new HashMap<>();
    private final Map<Moment, Map<String, Map<String, TraitLevel>>> traits = new EnumMap<>(Moment.class);
    private final Map<String, Recognition> recognised;

    /** Who came after the year had begun, and when. */
    private final Map<String, LocalDate> came = new HashMap<>();

    /** The windows of the first term, by subject and for qualities and competencies; none where nobody came later. */
    private final Map<String, Schedule> firstTerm = new HashMap<>();

    /** Một môn của một em trong một kỳ. */
    private record Place(String pupil, String subject, int semester) {}

    private PrimaryBook(Handle handle, Homeroom homeroom, Circular27 circular, List<String> pupils) {
        this.circular = circular;
        this.homeroom = homeroom;
        year = SchoolYears.findYear(handle, homeroom.schoolYear()).orElseThrow();
        courses = ClassBook.courses(handle, homeroom);
        exemptions = Movements.mapExemptions(handle, pupils);
        for (var moment : List.of(Moment.END_FIRST, Moment.END_YEAR)) {
            traits.put(moment, Traits.map(handle, homeroom.schoolYear(), moment, pupils));
        }
        recognised = Traits.mapRecognition(handle, homeroom.schoolYear(), pupils);
        marks(handle, pupils);
        arrivals(handle, pupils);
    }

    private void arrivals(Handle handle, List<String> pupils) {
        Stream.concat(
                        Roll.listEver(handle, homeroom.id()).stream(),
                        Roll.listEarlierPlaces(handle, homeroom.id()).stream())
                .filter(each -> pupils.contains(each.pupil()) && each.ended() != Enrolment.Ended.TAKEN_BACK)
                .forEach(each -> came.merge(each.pupil(), each.from(), (one, two) -> one.isBefore(two) ? one : two));
        came.values().removeIf(day -> !day.isAfter(year.starts()));
        if (!came.isEmpty()) {
            Stream.concat(Stream.of(""), subjects().stream().map(Subject::id))
                    .forEach(
                            subject -> firstTerm.put(subject, Windows.schedule(handle, homeroom.id(), subject, FIRST)));
        }
    }

    /**
     * Whether this school owes a pupil what stands at the end of the first term: not to one who came when the term, or the
     * time in which that column was assessed, was over. The year's result needs the end of the year alone.
     */
    private boolean owed(String pupil, Moment moment, String subject, String col) {
        var day = came.get(pupil);
        if (day == null || moment != Moment.END_FIRST) {
            return true;
        }
        var turn = LocalDate.of(year.ends().getYear(), 1, FIRST_TERM_ENDS);
        var schedule = Objects.requireNonNull(firstTerm.get(subject));
        return !day.isAfter(turn)
                && (!schedule.ended(col, Instant.MAX)
                        || schedule.ran(col, day.atStartOfDay(Formats.ZONE).toInstant(), Instant.MAX));
    }

    static PrimaryBook read(Handle handle, Homeroom homeroom, Circular27 circular, Collection<String> pupils) {
        return new PrimaryBook(handle, homeroom, circular, List.copyOf(pupils));
    }

    /** A mark of this class goes before one of another, and a later class before an earlier one. */
    private void marks(Handle handle, List<String> pupils) {
        var order = new LinkedHashSet<String>();
        Roll.listEarlierPlaces(handle, homeroom.id()).stream()
                .filter(each -> pupils.contains(each.pupil()))
                .map(Enrolment::homeroom)
                .forEach(order::add);
        order.remove(homeroom.id());
        order.add(homeroom.id());
        var places = List.copyOf(order);
        var all = new ArrayList<>(CommittedMarks.list(handle, order, pupils, null));
        all.sort((one, two) -> Integer.compare(
                places.indexOf(one.sheet().homeroom()),
                places.indexOf(two.sheet().homeroom())));
        all.forEach(each -> marks.computeIfAbsent(
                        new Place(
                                each.pupil(),
                                each.sheet().subject(),
                                each.sheet().semester()),
                        _ -> new EnumMap<>(Column.class))
                .putAll(each.values()));
    }

    /** The same book as if one cell held something else. */
    void put(Change change) {
        var values = marks.computeIfAbsent(
                new Place(change.pupil(), change.subject(), change.semester()), _ -> new EnumMap<>(Column.class));
        if (change.next().isPresent()) {
            values.put(change.col(), change.next().get());
        } else {
            values.remove(change.col());
        }
    }

    Circular27 circular() {
        return circular;
    }

    List<Subject> subjects() {
        return courses.stream().map(ClassBook.Course::subject).toList();
    }

    /** Those that the class has in a term; the year has all of them. */
    List<Subject> subjects(int period) {
        return courses.stream()
                .filter(each -> each.taughtIn(period))
                .map(ClassBook.Course::subject)
                .toList();
    }

    Recognition recognition(String pupil) {
        return recognised.getOrDefault(pupil, Recognition.NONE);
    }

    /** Whether a test of a subject stands at the end of terms. */
    boolean tested(String subject) {
        return circular.tests(homeroom.grade(), Moment.END_YEAR).contains(subject);
    }

    /** One pupil at the end of a term, as the circular asks for it. */
    PrimaryYear at(String pupil, Moment moment) {
        var semester = Traits.semester(moment);
        var given = new ArrayList<PrimarySubject>();
        for (var course : courses) {
            var subject = course.subject();
            if (!course.taughtIn(semester) && moment == Moment.END_FIRST) {
                continue;
            }
            // the year's is that of the only term in which the class has it
            var term = course.taughtIn(semester) ? semester : 1;
            var family = circular.ruleset().family();
            if (exemptions.getOrDefault(pupil, List.of()).stream()
                    .noneMatch(each -> each.subject().equals(subject.id()) && each.leavesOut(year, term, family))) {
                var values = marks.getOrDefault(new Place(pupil, subject.id(), term), Map.of());
                given.add(new PrimarySubject(
                        subject.id(),
                        level(values.get(Column.MCK) instanceof Word word ? word.word() : ""),
                        tested(subject.id()) ? test(values.get(Column.CK)) : OptionalInt.empty()));
            }
        }
        var own = traits.getOrDefault(moment, Map.of()).getOrDefault(pupil, Map.of());
        var assessed = new HashMap<String, TraitLevel>();
        circular.traits(homeroom.grade()).forEach(each -> {
            var level = own.get(each.id());
            if (level != null) {
                assessed.put(each.id(), level);
            }
        });
        return new PrimaryYear(homeroom.grade(), given, assessed);
    }

    private static OptionalInt test(@Nullable Entry entry) {
        return entry instanceof Score score && score.tenths() % TENTHS == 0
                ? OptionalInt.of(score.tenths())
                : OptionalInt.empty();
    }

    static Optional<PrimaryLevel> level(String code) {
        for (var level : PrimaryLevel.values()) {
            if (level.code().equals(code)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** What one pupil lacks at the end of a term: subject and column; of qualities and competencies no subject. */
    List<Map.Entry<String, String>> missing(String pupil, Moment moment) {
        var at = at(pupil, moment);
        var missing = new ArrayList<Map.Entry<String, String>>();
        for (var each : at.subjects()) {
            if (each.level().isEmpty()) {
                missing.add(Map.entry(each.subject(), Column.MCK.code()));
            }
            if (each.test().isEmpty() && tested(each.subject())) {
                missing.add(Map.entry(each.subject(), Column.CK.code()));
            }
        }
        if (at.traits().size() < circular.traits(homeroom.grade()).size()) {
            missing.add(Map.entry("", Missing.TRAITS));
        }
        missing.removeIf(each -> !owed(pupil, moment, each.getKey(), each.getValue()));
        return missing;
    }
}
