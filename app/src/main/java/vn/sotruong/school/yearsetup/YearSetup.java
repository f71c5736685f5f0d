package vn.sotruong.school.yearsetup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Mở năm học: each step writes what its page showed, in one transaction. */
public final class YearSetup {
    static final int MOST_PERIODS = 700;

    private final Database db;

    public YearSetup(Database db) {
        this.db = db;
    }

    /** Kết quả một bước. */
    sealed interface Outcome {
        /** Written: so many rows. */
        record Done(int count) implements Outcome {}

        /** Nothing was written. */
        record Refused(Reason reason) implements Outcome {}
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
                        Roll.plan(tx, new Programme(homeroom.id(), subject.id(), number, null));
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
            missing.forEach(each ->
                    Gradebook.open(tx, each.homeroom().id(), each.subject().id(), each.semester(), each.regular()));
            return new Outcome.Done(missing.size());
        });
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
                .collect(java.util.stream.Collectors.toSet());
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
}
