package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Miễn giảm môn học: asked for with the family's papers, approved by the principal. */
public final class Exemptions {
    /** Subjects with a practical part that can be exempted (Thông tư 22/2021/TT-BGDĐT, Điều 10). */
    private static final Set<String> PRACTICAL = Set.of("gdtc", "gdqpan");

    private static final int FIRST_TERM_ENDS = 15;

    private final Database db;
    private final MovementDesk desk;
    private final Books books;

    public Exemptions(Database db, MovementDesk desk, Books books) {
        this.db = db;
        this.desk = desk;
        this.books = books;
    }

    /** Sổ điểm, as the rooms that keep it and its locks tell it. */
    public interface Books {
        /** Whether a subject's book of a class and term is closed, or its values are locked. */
        boolean shut(Handle handle, String homeroom, String subject, int semester);

        /** How many marks of a pupil stand in it. */
        int marks(Handle handle, String homeroom, String subject, int semester, String pupil);
    }

    /** Sổ của một học kỳ. */
    private record Term(String homeroom, int semester) {}

    /** The books that a time touches: of each class that the pupil was or is in, the terms with a day in it. */
    private static Set<Term> touched(Handle handle, String pupil, LocalDate from, @Nullable LocalDate until) {
        var places = new ArrayList<>(Roll.listPlaces(handle, pupil));
        Roll.findPlace(handle, pupil).ifPresent(places::add);
        var terms = new LinkedHashSet<Term>();
        for (var place : places) {
            var year = SchoolYears.findYear(
                    handle, Roll.getHomeroom(handle, place.homeroom()).schoolYear());
            if (year.isPresent()) {
                var turn = LocalDate.of(year.get().ends().getYear(), 1, FIRST_TERM_ENDS);
                if (!from.isAfter(turn)
                        && (until == null || until.isAfter(year.get().starts()))) {
                    terms.add(new Term(place.homeroom(), 1));
                }
                if (!from.isAfter(year.get().ends()) && (until == null || until.isAfter(turn.plusDays(1)))) {
                    terms.add(new Term(place.homeroom(), 2));
                }
            }
        }
        return terms;
    }

    /** Why a subject cannot be left out of a pupil's books in that time. */
    private Optional<Reason> barred(
            Handle handle,
            String pupil,
            Exemption.Kind kind,
            String subject,
            LocalDate from,
            @Nullable LocalDate until) {
        if (kind == Exemption.Kind.DISABILITY_PLAN && !People.isDisabled(handle, pupil)) {
            return Optional.of(Reason.EXEMPTION_NOT_DISABLED);
        }
        return kind.leavesOut()
                        && touched(handle, pupil, from, until).stream()
                                .anyMatch(term -> books.shut(handle, term.homeroom(), subject, term.semester()))
                ? Optional.of(Reason.EXEMPTION_BOOK_LOCKED)
                : Optional.empty();
    }

    private static boolean leavesOut(Handle handle, Exemption exemption, Term term) {
        var homeroom = Roll.getHomeroom(handle, term.homeroom());
        var family = SchoolYears.findRuleset(handle, homeroom.schoolYear(), homeroom.grade())
                .map(Ruleset::family)
                .orElse(null);
        return SchoolYears.findYear(handle, homeroom.schoolYear())
                .filter(year -> exemption.leavesOut(year, term.semester(), family))
                .isPresent();
    }

    /** How many marks that stand would no longer count. */
    int marks(Handle handle, Exemption exemption) {
        return exemption.kind().leavesOut()
                ? touched(handle, exemption.pupil(), exemption.from(), exemption.until()).stream()
                        .filter(term -> leavesOut(handle, exemption, term))
                        .mapToInt(term -> books.marks(
                                handle, term.homeroom(), exemption.subject(), term.semester(), exemption.pupil()))
                        .sum()
                : 0;
    }

    /** Đơn, như người dùng gõ; {@code until} is the last day, or empty. */
    public record Form(String subject, String kind, String from, String until, String reason, String decision) {}

    /** Asks for an exemption. It holds nowhere yet. */
    public Outcome ask(Actor actor, String staff, String pupilId, Form form, @Nullable Paper paper) {
        var kind = Arrays.stream(Exemption.Kind.values())
                .filter(each -> each.name().equals(form.kind()))
                .findFirst();
        var from = Ask.day(form.from());
        var last = form.until().isBlank() ? from : Ask.day(form.until());
        if (kind.isEmpty()) {
            return new Refused(Reason.EXEMPTION_KIND_UNKNOWN);
        }
        if (from.isEmpty() || last.isEmpty()) {
            return new Refused(Reason.DATE_MALFORMED);
        }
        if (last.get().isBefore(from.get())) {
            return new Refused(Reason.UNTIL_TOO_EARLY);
        }
        if (form.reason().isBlank()) {
            return new Refused(Reason.REASON_MISSING);
        }
        if (form.decision().isBlank()) {
            return new Refused(Reason.DECISION_MISSING);
        }
        if (form.reason().length() > Content.LONGEST || form.decision().length() > Content.LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        if (kind.get() == Exemption.Kind.PRACTICE_ONLY && !PRACTICAL.contains(form.subject())) {
            return new Refused(Reason.EXEMPTION_PRACTICE_SUBJECT);
        }
        var until = form.until().isBlank() ? null : last.get().plusDays(1);
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var pupil = People.findPupil(handle, pupilId);
            if (pupil.isEmpty()) {
                return new Refused(Reason.NO_SUCH_PUPIL);
            }
            var refusal = desk.mayAsk(handle, staff, pupil.get(), MovementDesk.today(tx.now()));
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            if (SchoolYears.findSubject(handle, form.subject()).isEmpty()) {
                return new Refused(Reason.SUBJECT_UNKNOWN);
            }
            if (kind.get() == Exemption.Kind.WHOLE && !wholeIsGranted(handle, pupilId)) {
                return new Refused(Reason.EXEMPTION_WHOLE_UNKNOWN_HERE);
            }
            var barred = barred(handle, pupilId, kind.get(), form.subject(), from.get(), until);
            if (barred.isPresent()) {
                return new Refused(barred.get());
            }
            if (ExemptionTable.list(handle, pupilId).stream()
                    .anyMatch(each -> each.subject().equals(form.subject()) && each.overlaps(from.get(), until))) {
                return new Refused(Reason.EXEMPTION_OVERLAPS);
            }
            var attachment = new AtomicReference<@Nullable String>();
            if (paper != null) {
                var trouble = paper.keep(tx, attachment::set);
                if (trouble.isPresent()) {
                    return new Refused(trouble.get());
                }
            }
            ExemptionTable.create(
                    tx,
                    new Exemption(
                            tx.newId(),
                            pupilId,
                            form.subject(),
                            kind.get(),
                            from.get(),
                            until,
                            form.reason().strip(),
                            form.decision().strip(),
                            attachment.get(),
                            Exemption.State.WAITING,
                            staff,
                            tx.now(),
                            null,
                            null));
            return new Done(pupilId);
        });
    }

    /** Thông tư 22 knows no exemption from a whole subject but by a disabled pupil's own plan; the older rules do. */
    private static boolean wholeIsGranted(Handle handle, String pupil) {
        return Roll.findPlace(handle, pupil)
                .map(place -> Roll.getHomeroom(handle, place.homeroom()))
                .flatMap(homeroom -> SchoolYears.findRuleset(handle, homeroom.schoolYear(), homeroom.grade()))
                .filter(ruleset -> ruleset.family() == Ruleset.Family.CIRCULAR_22)
                .isEmpty();
    }

    /**
     * The principal says yes or no.
     *
     * @param despite how many marks the principal was told will no longer count
     */
    public Outcome decide(Actor actor, String staff, String id, boolean yes, int despite) {
        return db.write(actor, tx -> {
            var exemption = ExemptionTable.find(tx.handle(), id);
            if (exemption.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            var refusal = MovementPolicy.mayDecide(
                    desk.offices().presides(tx.handle(), staff, MovementDesk.today(tx.now())),
                    exemption.get().askedBy().equals(staff),
                    exemption.get().state() == Exemption.State.WAITING);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var marks = 0;
            if (yes) {
                var held = exemption.get();
                var barred = barred(tx.handle(), held.pupil(), held.kind(), held.subject(), held.from(), held.until());
                if (barred.isPresent()) {
                    return new Refused(barred.get());
                }
                marks = marks(tx.handle(), held);
                if (marks != despite) {
                    return new Refused(Reason.EXEMPTION_MARKS_THERE);
                }
            }
            var state = yes ? Exemption.State.APPROVED : Exemption.State.REFUSED;
            ExemptionTable.put(tx, exemption.get().decided(state, staff, tx.now()), marks);
            if (yes) {
                desk.decided(tx, exemption.get().pupil());
            }
            return new Done(exemption.get().pupil());
        });
    }
}
