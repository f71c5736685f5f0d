package vn.sotruong.school.yearsetup;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.roll.AssignmentChange;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.Classes;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;
import vn.sotruong.school.windows.Windows;

/** Mở năm học: each step writes what its page showed, in one transaction. */
public final class YearSetup {
    static final int MOST_PERIODS = 700;

    private final Database db;
    private final Assignments assignments;
    private final ToIntFunction<Handle> withoutAccount;
    private final Clock clock;

    /** @param withoutAccount how many people work here for whom nobody has asked for an account */
    public YearSetup(Database db, Assignments assignments, ToIntFunction<Handle> withoutAccount, Clock clock) {
        this.db = db;
        this.assignments = assignments;
        this.withoutAccount = withoutAccount;
        this.clock = clock;
    }

    /** Kết quả một bước. */
    sealed interface Outcome {
        /** Written: so many rows. */
        record Done(int count) implements Outcome {}

        /** Nothing was written. */
        record Refused(Enum<?> reason) implements Outcome {}
    }

    Optional<YearState> state() {
        return db.read(YearState::read);
    }

    Map<Integer, Map<String, Integer>> lastYear(YearState state) {
        return db.read(handle -> YearState.lastYear(handle, state.year()));
    }

    List<YearState.Missing> missing(YearState state) {
        return db.read(state::missing);
    }

    /** How many times for entering are published for the year. */
    long windows(YearState state) {
        return db.read(handle -> Windows.list(handle, state.year().id())).stream()
                .filter(window -> window.state() == Window.State.PUBLISHED)
                .count();
    }

    long unplaced() {
        return db.read(YearState::unplaced);
    }

    /** Opens subjects of the curriculum. */
    Outcome openSubjects(Actor actor, Set<String> chosen) {
        return db.write(actor, tx -> {
            var state = YearState.read(tx.handle());
            if (state.isEmpty()) {
                return new Outcome.Refused(Reason.NO_YEAR);
            }
            var wanted = state.get().proposed().stream()
                    .filter(each -> chosen.contains(each.id()))
                    .toList();
            if (wanted.isEmpty()) {
                return new Outcome.Refused(Reason.NOTHING_CHOSEN);
            }
            wanted.forEach(each -> SchoolYears.add(tx, each));
            return new Outcome.Done(wanted.size());
        });
    }

    /** Plans the periods of every class of each grade; {@code periods} by grade and subject. */
    Outcome plan(Actor actor, Map<Integer, Map<String, Integer>> periods) {
        return db.write(actor, tx -> {
            var read = YearState.read(tx.handle());
            if (read.isEmpty()) {
                return new Outcome.Refused(Reason.NO_YEAR);
            }
            var state = read.get();
            if (state.homerooms().isEmpty()) {
                return new Outcome.Refused(Reason.NO_CLASSES);
            }
            var count = 0;
            for (var homeroom : state.homerooms()) {
                var wanted = periods.getOrDefault(homeroom.grade(), Map.of());
                for (var subject : state.subjects()) {
                    var number = wanted.get(subject.id());
                    if (number == null) {
                        continue;
                    }
                    if (number < 0 || number > MOST_PERIODS) {
                        return new Outcome.Refused(Reason.PERIODS_ODD);
                    }
                    var before = state.programme()
                            .getOrDefault(homeroom.id(), Map.of())
                            .get(subject.id());
                    if (before == null || before.yearPeriods() != number) {
                        var term = before == null ? null : before.semester();
                        Roll.plan(tx, new Programme(homeroom.id(), subject.id(), number, null, term));
                        count++;
                    }
                }
            }
            return new Outcome.Done(count);
        });
    }

    /** Opens the books of marks that the plan asks for; the page showed how many. */
    Outcome openBooks(Actor actor, int shown) {
        return db.write(actor, tx -> {
            var state = YearState.read(tx.handle());
            if (state.isEmpty()) {
                return new Outcome.Refused(Reason.NO_YEAR);
            }
            var missing = state.get().missing(tx.handle());
            if (missing.size() != shown) {
                return new Outcome.Refused(Reason.CHANGED_MEANWHILE);
            }
            if (missing.isEmpty()) {
                return new Outcome.Refused(Reason.NOTHING_TO_OPEN);
            }
            missing.forEach(each -> each.open(tx));
            return new Outcome.Done(missing.size());
        });
    }

    /** How many changes of assignments wait for their decision. */
    int waiting(YearState state) {
        return db.read(handle -> {
            var own = state.homerooms().stream().map(each -> each.id() + "/").toList();
            return (int) assignments.waiting(handle).stream()
                    .filter(each -> own.stream().anyMatch(each::startsWith))
                    .count();
        });
    }

    /** Whether the administrator has said that everything is set up. */
    boolean isReady(YearState state) {
        return db.read(handle -> Classes.isReady(handle, state.year().id()));
    }

    /** How many people work here for whom nobody has asked for an account. */
    int withoutAccount() {
        return db.read(withoutAccount::applyAsInt);
    }

    /** How many people work here. */
    long staff() {
        return db.read(handle -> People.listStaff(handle).stream()
                .filter(each -> each.status() == StaffStatus.WORKING)
                .count());
    }

    /** How many pupils study here. */
    long pupils() {
        return db.read(handle -> People.listPupils(handle).stream()
                .filter(each -> each.status() == PupilStatus.STUDYING)
                .count());
    }

    /** How many assignments hold, of how many that the plan asks for. */
    int[] assigned(YearState state) {
        return db.read(handle -> assigned(handle, state));
    }

    private static int[] assigned(Handle handle, YearState state) {
        var held = Roll.listYearAssignments(
                        handle, state.year().id(), state.year().starts())
                .stream()
                .map(each -> each.homeroom() + "/" + each.subject())
                .collect(Collectors.toSet());
        Roll.listYearAssignments(handle, state.year().id(), state.year().ends()).stream()
                .map(each -> each.homeroom() + "/" + each.subject())
                .forEach(held::add);
        var wanted = 0;
        var done = 0;
        for (var plan : state.programme().values()) {
            for (var each : plan.values()) {
                if (each.yearPeriods() > 0) {
                    wanted++;
                    done += held.contains(each.homeroom() + "/" + each.subject()) ? 1 : 0;
                }
            }
        }
        return new int[] {done, wanted};
    }

    /** What copying from last year would come to; empty when there is no open year, or none before it. */
    Optional<YearCopy> copy(Actor actor, YearCopy.Follow follow) {
        return db.read(handle -> copy(handle, actor, follow));
    }

    private Optional<YearCopy> copy(Handle handle, Actor actor, YearCopy.Follow follow) {
        return YearState.read(handle)
                .flatMap(state -> YearCopy.read(handle, state, assignments, actor.account(), follow, today()));
    }

    /** Writes all that the page showed, the assignments as proposals, or nothing; {@code seal} is the page's. */
    Outcome copyAll(Actor actor, YearCopy.Follow follow, String seal) {
        try {
            return db.write(actor, tx -> {
                var read = copy(tx.handle(), actor, follow);
                if (read.isEmpty()) {
                    return new Outcome.Refused(Reason.NO_YEAR_BEFORE);
                }
                var copy = read.get();
                if (!copy.seal().equals(seal)) {
                    return new Outcome.Refused(Reason.COPY_CHANGED);
                }
                if (copy.isEmpty()) {
                    return new Outcome.Refused(Reason.NOTHING_TO_COPY);
                }
                for (var room : copy.rooms()) {
                    room.plan().forEach(each -> Roll.plan(tx, each));
                    room.books()
                            .forEach(each -> YearState.open(
                                    tx, room.homeroom(), each.subject(), each.semester(), each.regular()));
                }
                assignments.send(tx, copy.duties()).ifPresent(reason -> {
                    throw new Undone(reason);
                });
                return new Outcome.Done(copy.duties().proposed());
            });
        } catch (Undone undone) {
            return new Outcome.Refused(undone.reason);
        }
    }

    /** Whether the school knows the year before the open one, with classes. */
    boolean hasYearBefore() {
        return db.read(handle -> YearState.read(handle)
                .flatMap(state -> YearState.before(handle, state.year()))
                .isPresent());
    }

    /** Tên gọi: subjects and people as the page writes them. */
    record Names(Map<String, String> subjects, Map<String, String> people, String leads) {
        String subject(String id) {
            return id.isEmpty() ? leads : subjects.getOrDefault(id, id);
        }

        String staff(List<String> holders) {
            return holders.stream()
                    .map(AssignmentChange::staff)
                    .map(each -> people.getOrDefault(each, each))
                    .collect(Collectors.joining(", "));
        }
    }

    /** @param leads what the work of a homeroom teacher is called */
    Names words(String leads) {
        return db.read(handle -> {
            var subjects = SchoolYears.listSubjects(handle).stream()
                    .collect(Collectors.toMap(each -> each.id(), each -> each.name()));
            var people = People.listStaff(handle).stream()
                    .collect(Collectors.toMap(
                            each -> each.id(), each -> each.name().full()));
            return new Names(subjects, people, leads);
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Ends a transaction of which nothing is to be kept. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Enum<?> reason;

        Undone(Enum<?> reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }
}
