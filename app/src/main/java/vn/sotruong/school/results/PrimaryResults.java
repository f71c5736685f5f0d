package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.primary.Traits;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/** Kết quả giáo dục tiểu học (Thông tư 27/2020/TT-BGDĐT, Điều 9): computes a class and keeps what has changed. */
final class PrimaryResults {
    private PrimaryResults() {}

    /** The circular of a primary class; empty for every other one. */
    static Optional<Circular27> circular(Handle handle, Homeroom homeroom) {
        return Governing.find(handle, homeroom)
                .filter(Circular27.class::isInstance)
                .map(Circular27.class::cast);
    }

    /** Only what has changed is written. @return how many rows */
    static int recompute(Tx tx, Homeroom homeroom, Circular27 circular, Collection<String> pupils) {
        var book = PrimaryBook.read(tx.handle(), homeroom, circular, pupils);
        var stored = PrimaryTable.map(tx.handle(), homeroom.schoolYear(), pupils);
        var changed = 0;
        for (var pupil : pupils) {
            var before = stored.get(pupil);
            var after = compute(book, homeroom, pupil, Moments.text(tx.now()));
            if (before == null ? after.blank() : before.says(after)) {
                continue;
            }
            PrimaryTable.put(tx, after, before != null);
            changed++;
        }
        return changed;
    }

    /** Rows of a year that has ended, each by the circular that it was computed by. */
    static void again(Tx tx, String schoolYear, Collection<String> pupils) {
        PrimaryTable.map(tx.handle(), schoolYear, pupils)
                .forEach((pupil, before) -> recompute(
                        tx, Roll.getHomeroom(tx.handle(), before.homeroom()), before.circular(), List.of(pupil)));
    }

    private static PrimaryOutcome compute(PrimaryBook book, Homeroom homeroom, String pupil, String now) {
        return PrimaryOutcome.compute(
                book.circular(), homeroom, pupil, book.at(pupil, Moment.END_YEAR), book.recognition(pupil), now);
    }

    /** Whether what is committed has changed since the results of a class were computed. */
    static boolean stale(Handle handle, Homeroom homeroom, Circular27 circular, List<String> pupils) {
        var book = PrimaryBook.read(handle, homeroom, circular, pupils);
        var stored = PrimaryTable.map(handle, homeroom.schoolYear(), pupils);
        return pupils.stream().anyMatch(pupil -> {
            var before = stored.get(pupil);
            var now = compute(book, homeroom, pupil, "");
            return before == null ? !now.blank() : !before.says(now);
        });
    }

    /** The year of everybody in a class as it is committed now, by number. */
    static Map<String, PrimaryYear> cases(Handle handle, Homeroom homeroom, Circular27 circular) {
        var pupils = Roll.list(handle, homeroom.id()).stream()
                .map(each -> each.pupil().id())
                .toList();
        var book = PrimaryBook.read(handle, homeroom, circular, pupils);
        var cases = new LinkedHashMap<String, PrimaryYear>();
        pupils.forEach(pupil -> cases.put(pupil, book.at(pupil, Moment.END_YEAR)));
        return cases;
    }

    /** The moment that a period is confirmed by: the end of its term, and that of the year. */
    static Moment moment(int period) {
        return period == 1 ? Moment.END_FIRST : Moment.END_YEAR;
    }

    /** All that somebody sees of a primary class before they confirm; nothing of every other one. */
    static void tell(Handle handle, String homeroomId, int period, String subject, StringBuilder told) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        circular(handle, homeroom).ifPresent(circular -> {
            var pupils = Roll.list(handle, homeroomId).stream()
                    .map(each -> each.pupil().id())
                    .toList();
            var book = PrimaryBook.read(handle, homeroom, circular, pupils);
            for (var pupil : pupils) {
                var at = book.at(pupil, moment(period));
                told.append('\n').append(pupil);
                at.subjects().stream()
                        .filter(each -> subject.isEmpty() || each.subject().equals(subject))
                        .forEach(told::append);
                if (subject.isEmpty()) {
                    told.append(new TreeMap<>(at.traits())).append(book.recognition(pupil));
                }
            }
        });
    }

    /** What changed levels and tests of one pupil would do to the year. */
    static Effects preview(Handle handle, Homeroom homeroom, Circular27 circular, List<Change> changes) {
        var pupil = changes.getFirst().pupil();
        var book = PrimaryBook.read(handle, homeroom, circular, Set.of(pupil));
        var before = standing(book, pupil);
        changes.forEach(book::put);
        return new Effects(before, standing(book, pupil));
    }

    private static Effects.Standing standing(PrimaryBook book, String pupil) {
        var circular = book.circular();
        var year = book.at(pupil, Moment.END_YEAR);
        return new Effects.Standing(
                Result.Gap.LEFT_OUT,
                Result.Gap.LEFT_OUT,
                Optional.empty(),
                Optional.empty(),
                circular.result(year),
                circular.title(year, book.recognition(pupil)),
                circular.review(year).outcome(),
                circular.ruleset());
    }

    /** What these pupils lack at the ends of both terms, each with whose work it is. */
    static List<Missing> incomplete(
            Handle handle,
            Homeroom homeroom,
            Circular27 circular,
            List<String> pupils,
            Map<String, String> teachers,
            Optional<String> leader) {
        var book = PrimaryBook.read(handle, homeroom, circular, pupils);
        var missing = new ArrayList<Missing>();
        for (var moment : List.of(Moment.END_FIRST, Moment.END_YEAR)) {
            for (var pupil : pupils) {
                for (var gap : book.missing(pupil, moment)) {
                    var subject = gap.getKey();
                    missing.add(new Missing(
                            pupil,
                            subject,
                            Traits.semester(moment),
                            gap.getValue(),
                            subject.isEmpty() ? leader : Optional.ofNullable(teachers.get(subject))));
                }
            }
        }
        return missing;
    }
}
