package vn.sotruong.school.observations;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.regulation.IndicatorSet;
import vn.sotruong.school.regulation.IndicatorSet.Indicator;
import vn.sotruong.school.regulation.IndicatorSet.Reading;
import vn.sotruong.school.regulation.Observation;
import vn.sotruong.school.regulation.Preschool;
import vn.sotruong.school.regulation.Preschool.AgeGroup;
import vn.sotruong.school.regulation.Preschool.Tally;
import vn.sotruong.school.regulation.Programme;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Rules;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/** Quan sát trẻ: everything that may be done with the indicators of a preschool and what is seen of its children. */
public final class Observations {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(ObservationTable.INDICATOR_SET, ObservationTable.OBSERVATION);

    /** The longest comment, in characters. */
    static final int LONGEST = 1000;

    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_DECISION = 100;
    private static final int MOST = 300;
    private static final int YEAR_DIGITS = 4;
    private static final int FIRST_KINDERGARTEN = -2;

    private final Database db;
    private final Locks locks;
    private final Clock clock;

    public Observations(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    Database db() {
        return db;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** The domains in which a grade is observed: the last year by the standard, the others by the programme. */
    static List<Rules.Domain> domains(Preschool programme, int grade) {
        return grade == 0
                ? programme.indicators().domains()
                : programme.domains(grade >= FIRST_KINDERGARTEN ? AgeGroup.KINDERGARTEN : AgeGroup.NURSERY);
    }

    /** The programme of a school year; empty where the school is no preschool. */
    static Optional<Preschool> programme(Handle handle, String schoolYear) {
        return SchoolYears.findSchool(handle)
                .filter(school -> school.level().equals(Programme.MN.name()))
                .flatMap(_ -> Rulebook.find(Programme.MN, Integer.parseInt(schoolYear.substring(0, YEAR_DIGITS)), 0))
                .map(Preschool::of);
    }

    /** The set that holds for a class now. */
    static Optional<PublishedSet> current(Handle handle, Homeroom homeroom) {
        return ObservationTable.listSets(handle, homeroom.schoolYear()).stream()
                .filter(each -> each.grade() == homeroom.grade())
                .findFirst();
    }

    /**
     * Trẻ trong lớp.
     *
     * @param set that it is observed by; null where none is published
     * @param tally by domain, what is committed
     */
    public record Child(
            int number,
            String pupil,
            String name,
            @Nullable PublishedSet set,
            Noted committed,
            Noted draft,
            Map<String, Tally> tally) {
        /** What it holds, typed or committed. */
        Map<String, Observation> held() {
            var held = new TreeMap<>(draft.seen());
            held.putAll(committed.seen());
            return held;
        }
    }

    /**
     * Lớp ở một giai đoạn.
     *
     * @param leads whether this person is the class's teacher
     * @param gate whether the stage takes anything now
     */
    record ClassView(
            Homeroom homeroom,
            Stage stage,
            @Nullable PublishedSet set,
            List<Child> children,
            boolean leads,
            Gate gate) {
        ClassView {
            children = List.copyOf(children);
        }

        Optional<Child> child(String pupil) {
            return children.stream().filter(each -> each.pupil().equals(pupil)).findFirst();
        }
    }

    /** The class as this person may see it; empty for whoever may not, and outside of preschools. */
    Optional<ClassView> find(Author author, String homeroom, Stage stage) {
        return db.read(handle -> Roll.findHomeroom(handle, homeroom)
                .filter(place -> reads(handle, author, homeroom))
                .filter(place -> programme(handle, place.schoolYear()).isPresent())
                .map(place -> view(handle, author, place, stage, clock.instant())));
    }

    private boolean reads(Handle handle, Author author, String homeroom) {
        return author.actor().capacity() != Capacity.ADMINISTRATION
                && (Roll.leads(handle, author.staff(), homeroom, today())
                        || author.may().contains(Need.PRINCIPAL)
                        || author.may().contains(Need.INSPECTOR));
    }

    /** The set by which a child is observed: the one that it was committed by, else the one that holds for the class. */
    static Optional<PublishedSet> setOf(Handle handle, String homeroom, Optional<Noted> kept) {
        return kept.flatMap(each -> ObservationTable.findSet(handle, each.indicators()))
                .or(() -> current(handle, Roll.getHomeroom(handle, homeroom)));
    }

    private Gate gate(Handle handle, Homeroom homeroom, Stage stage, Instant now) {
        var locked = locks.inForce(handle, homeroom.id(), "", stage.semester()).stream()
                .anyMatch(lock -> lock.refuses("observation", false));
        return Gate.of(Windows.schedule(handle, homeroom, "", stage.semester()), stage.col(), locked, now);
    }

    /** Whether a stage takes now what was not committed. */
    boolean opens(Handle handle, String homeroom, Stage stage) {
        return gate(handle, Roll.getHomeroom(handle, homeroom), stage, clock.instant())
                .open();
    }

    private ClassView view(Handle handle, Author author, Homeroom homeroom, Stage stage, Instant now) {
        var entries = Roll.list(handle, homeroom.id());
        var ids = entries.stream().map(each -> each.pupil().id()).toList();
        var leads = Roll.leads(handle, author.staff(), homeroom.id(), today());
        var current = current(handle, homeroom);
        var committed = ObservationTable.map(handle, homeroom.schoolYear(), stage, ids);
        // a draft is its writer's concern: whoever only reads sees what is committed
        var drafts =
                leads ? ObservationTable.mapDrafts(handle, homeroom.schoolYear(), stage, ids) : Map.<String, Noted>of();
        var children = new ArrayList<Child>();
        for (var entry : entries) {
            var pupil = entry.pupil().id();
            var kept = committed.getOrDefault(pupil, Noted.NOTHING);
            var set = kept.seq() == 0
                    ? current.orElse(null)
                    : ObservationTable.findSet(handle, kept.indicators()).orElseThrow();
            children.add(new Child(
                    entry.number(),
                    pupil,
                    entry.pupil().name().full(),
                    set,
                    kept,
                    drafts.getOrDefault(pupil, Noted.NOTHING),
                    set == null ? Map.of() : Preschool.tally(set.set(), kept.seen())));
        }
        return new ClassView(
                homeroom, stage, current.orElse(null), children, leads, gate(handle, homeroom, stage, now));
    }

    /**
     * Đã gõ về một trẻ.
     *
     * @param base journal number of what was committed when the page was made
     * @param seen by indicator, as it was sent; empty text where nothing was chosen
     */
    public record Typed(String pupil, long base, Map<String, String> seen, String remark) {
        public Typed {
            seen = Map.copyOf(seen);
        }
    }

    /** Trước cửa: the class that may be written in, or why it may not. */
    private record Door(@Nullable Reason reason, @Nullable ClassView found) {
        ClassView view() {
            return Objects.requireNonNull(found);
        }
    }

    /** What is asked before the book itself is: the person, the class, the year. */
    Optional<Reason> approach(Handle handle, Author author, String homeroom) {
        var place = Roll.findHomeroom(handle, homeroom);
        if (place.isEmpty()) {
            return Optional.of(Reason.NOT_YOUR_CLASS);
        }
        if (author.actor().capacity() == Capacity.ADMINISTRATION) {
            return Optional.of(Reason.NOT_AS_ADMINISTRATOR);
        }
        if (!Roll.leads(handle, author.staff(), homeroom, today())) {
            return Optional.of(Reason.NOT_THE_HOMEROOM_TEACHER);
        }
        if (!Standing.full(handle, author.actor().account())) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        var open = SchoolYears.findYear(handle, place.get().schoolYear())
                .filter(year -> year.state() == SchoolYear.State.OPEN);
        return open.isEmpty() || programme(handle, place.get().schoolYear()).isEmpty()
                ? Optional.of(Reason.NOT_PRESCHOOL)
                : Optional.empty();
    }

    private Door enter(Tx tx, Author author, String homeroom, Stage stage, Instant received) {
        var handle = tx.handle();
        var refusal = approach(handle, author, homeroom);
        if (refusal.isPresent()) {
            return new Door(refusal.get(), null);
        }
        var view = view(handle, author, Roll.getHomeroom(handle, homeroom), stage, received);
        return new Door(view.gate().open() ? null : view.gate().reason(), view);
    }

    /** Keeps what was typed of a child; what is committed already is not touched. */
    Outcome keep(Author author, String homeroom, Stage stage, Typed typed) {
        var received = clock.instant();
        return db.write(author.actor(), tx -> write(tx, author, homeroom, stage, typed, false, received));
    }

    /**
     * Ghi sổ: what was typed of a child becomes its record, and stands.
     *
     * @param checked whether the teacher has said that they looked at it
     */
    Outcome commit(Author author, String homeroom, Stage stage, Typed typed, boolean checked) {
        var received = clock.instant();
        return checked
                ? db.write(author.actor(), tx -> write(tx, author, homeroom, stage, typed, true, received))
                : new Outcome.Refused(Reason.UNCHECKED);
    }

    private Outcome write(
            Tx tx, Author author, String homeroom, Stage stage, Typed typed, boolean commits, Instant received) {
        var door = enter(tx, author, homeroom, stage, received);
        if (door.reason != null) {
            return new Outcome.Refused(door.reason);
        }
        var child = door.view().child(typed.pupil());
        if (child.isEmpty()) {
            return new Outcome.Refused(Reason.NO_SUCH_CHILD);
        }
        var set = child.get().set();
        if (set == null) {
            return new Outcome.Refused(Reason.NO_INDICATORS);
        }
        var refusal = refusal(child.get(), set, typed);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        var committed = child.get().committed();
        var fresh = new TreeMap<String, Observation>();
        typed.seen().forEach((code, level) -> {
            if (!committed.seen().containsKey(code)) {
                ObservationTable.find(level).ifPresent(seen -> fresh.put(code, seen));
            }
        });
        var remark = committed.remark().isEmpty() ? typed.remark() : "";
        var year = door.view().homeroom().schoolYear();
        if (!commits) {
            ObservationTable.putDraft(
                    tx, year, typed.pupil(), stage, new Noted("", fresh, remark, "", "", 0), author.staff());
            return new Outcome.Done(fresh.size());
        }
        if (fresh.isEmpty() && remark.isEmpty()) {
            return new Outcome.Refused(Reason.NOTHING_TO_COMMIT);
        }
        var all = new TreeMap<>(committed.seen());
        all.putAll(fresh);
        ObservationTable.put(
                tx,
                year,
                typed.pupil(),
                stage,
                homeroom,
                new Noted(
                        set.id(),
                        all,
                        committed.remark().isEmpty() ? remark : committed.remark(),
                        author.staff(),
                        "",
                        0),
                null,
                committed.seq() > 0);
        ObservationTable.putDraft(tx, year, typed.pupil(), stage, Noted.NOTHING, author.staff());
        return new Outcome.Done(fresh.size());
    }

    private static Optional<Reason> refusal(Child child, PublishedSet set, Typed typed) {
        if (child.committed().seq() != typed.base()) {
            return Optional.of(Reason.CHANGED_MEANWHILE);
        }
        if (typed.remark().length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        for (var each : typed.seen().entrySet()) {
            if (set.set().items().stream().noneMatch(item -> item.code().equals(each.getKey()))) {
                return Optional.of(Reason.UNKNOWN_INDICATOR);
            }
            var level = ObservationTable.find(each.getValue());
            if (level.isEmpty() && !each.getValue().isEmpty()) {
                return Optional.of(Reason.UNKNOWN_LEVEL);
            }
            var stands = child.committed().seen().get(each.getKey());
            if (stands != null && !level.equals(Optional.of(stands))) {
                return Optional.of(Reason.COMMITTED);
            }
        }
        return child.committed().remark().isEmpty()
                        || typed.remark().isEmpty()
                        || typed.remark().equals(child.committed().remark())
                ? Optional.empty()
                : Optional.of(Reason.COMMITTED);
    }

    /** The sets of the open year, the newest of each grade first. */
    List<PublishedSet> listSets() {
        return db.read(handle -> SchoolYears.findOpenYear(handle)
                .map(year -> ObservationTable.listSets(handle, year.id()))
                .orElse(List.of()));
    }

    /**
     * The principal publishes a set for a grade of the open year; what was committed by an earlier one stays with it.
     *
     * @param lines by domain, one indicator a line
     */
    Outcome publish(Author principal, int grade, Map<String, List<String>> lines, String decision) {
        return db.write(principal.actor(), tx -> {
            var handle = tx.handle();
            if (principal.actor().capacity() == Capacity.ADMINISTRATION) {
                return new Outcome.Refused(Reason.NOT_AS_ADMINISTRATOR);
            }
            if (!locks.decides(handle, principal.actor(), principal.staff())) {
                return new Outcome.Refused(Reason.NOT_THE_PRINCIPAL);
            }
            if (!Standing.full(handle, principal.actor().account())) {
                return new Outcome.Refused(Reason.RESET_UNCONFIRMED);
            }
            var year = SchoolYears.findOpenYear(handle);
            var programme = year.flatMap(open -> programme(handle, open.id()));
            if (year.isEmpty() || programme.isEmpty() || grade > 0) {
                return new Outcome.Refused(Reason.NOT_PRESCHOOL);
            }
            if (decision.isBlank() || decision.length() > LONGEST_DECISION) {
                return new Outcome.Refused(Reason.NO_DECISION);
            }
            var version = 1
                    + (int) ObservationTable.listSets(handle, year.get().id()).stream()
                            .filter(each -> each.grade() == grade)
                            .count();
            return switch (read(programme.get(), grade, lines, version)) {
                case Reading.Refused(var fault) ->
                    new Outcome.Refused(
                            switch (fault) {
                                case CODE_TWICE, UNKNOWN_DOMAIN, UNREADABLE -> Reason.UNKNOWN_INDICATOR;
                                case EMPTY -> Reason.NOTHING_WRITTEN;
                                case TOO_MANY -> Reason.TOO_MANY;
                            });
                case Reading.Read(var set) -> {
                    if (set.items().isEmpty()) {
                        yield new Outcome.Refused(Reason.NOTHING_WRITTEN);
                    }
                    var texts = new HashSet<String>();
                    if (!set.items().stream().allMatch(each -> texts.add(each.domain() + each.text()))) {
                        yield new Outcome.Refused(Reason.WRITTEN_TWICE);
                    }
                    if (set.items().stream().anyMatch(each -> each.text().length() > LONGEST_LINE)) {
                        yield new Outcome.Refused(Reason.TEXT_TOO_LONG);
                    }
                    ObservationTable.publish(tx, year.get().id(), grade, set, decision, principal.staff());
                    yield new Outcome.Done(set.items().size());
                }
            };
        });
    }

    /** Domains are numbered as the programme lists them, and indicators within them. */
    private static Reading read(Preschool programme, int grade, Map<String, List<String>> lines, int version) {
        var domains = domains(programme, grade);
        var standard = programme.indicators();
        var base = grade == 0
                ? new IndicatorSet(
                        standard.id(),
                        0,
                        standard.source(),
                        standard.standards(),
                        standard.indicators(),
                        domains,
                        List.of())
                : new IndicatorSet("CTGDMN", 0, programme.ruleset().source(), 0, MOST, domains, List.of());
        var items = new ArrayList<Indicator>();
        for (var i = 0; i < domains.size(); i++) {
            var number = 0;
            for (var line : lines.getOrDefault(domains.get(i).id(), List.of())) {
                if (!line.isBlank()) {
                    number++;
                    items.add(
                            new Indicator((i + 1) + "." + number, domains.get(i).id(), line.strip()));
                }
            }
        }
        return base.extended(base.id(), version, items);
    }

    /** Which grades of the open year have classes, with the domains of each. */
    Map<Integer, List<Rules.Domain>> grades() {
        return db.read(handle -> {
            var grades = new LinkedHashMap<Integer, List<Rules.Domain>>();
            SchoolYears.findOpenYear(handle)
                    .ifPresent(year -> programme(handle, year.id())
                            .ifPresent(programme -> Roll.listHomerooms(handle, year.id()).stream()
                                    .map(Homeroom::grade)
                                    .distinct()
                                    .sorted()
                                    .forEach(grade -> grades.put(grade, domains(programme, grade)))));
            return grades;
        });
    }
}
