package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/** Nhập điểm trường cũ từ giấy: the clerk types, a second person holds it against the paper; then it counts. */
public final class EarlierMarks {
    /** The columns a paper can hold, in the order of the form. */
    public static final List<String> COLUMNS = List.of("tx1", "tx2", "tx3", "tx4", "gk", "ck", "tb");

    /** What is given when a term is over. */
    private static final Set<String> AT_THE_END = Set.of("ck", "tb");

    private static final int SUMMER = 3;

    private final Database db;
    private final MovementDesk desk;

    private final Bars bars;

    public EarlierMarks(Database db, MovementDesk desk, Bars bars) {
        this.db = db;
        this.desk = desk;
        this.bars = bars;
    }

    /** Khóa sổ, as the room that keeps locks tells it. */
    @FunctionalInterface
    public interface Bars {
        /** Whether a lock is in force on a column; {@code tb} is shut by a lock on any. */
        boolean shut(Handle handle, String homeroom, String subject, int semester, String col);
    }

    /** Why these marks of a pupil cannot count: nobody came in that year, or the book is shut. */
    private Optional<Reason> refusal(Handle handle, String pupil, List<EarlierMark> marks) {
        for (var mark : marks) {
            var year = SchoolYears.findYear(handle, mark.schoolYear());
            var arrival = year.flatMap(each -> arrival(handle, pupil, each));
            if (year.isEmpty() || arrival.isEmpty()) {
                return Optional.of(Reason.NO_TRANSFER_IN);
            }
            var late = afterArrival(year.get(), arrival.get(), mark);
            if (late.isPresent()) {
                return late;
            }
            var shut = homeroom(handle, pupil, mark.schoolYear())
                    .filter(each -> bars.shut(handle, each, mark.subject(), mark.semester(), mark.col()));
            if (shut.isPresent()) {
                return Optional.of(Reason.MARK_LOCKED);
            }
        }
        return Optional.empty();
    }

    /** The day of the latest transfer in of that year or of the summer before it. */
    private static Optional<LocalDate> arrival(Handle handle, String pupil, SchoolYear year) {
        return StatusEventTable.list(handle, pupil).stream()
                .filter(event -> event.kind() == Kind.TRANSFER_IN)
                .map(StatusEvent::date)
                .filter(day -> !day.isBefore(year.starts().minusMonths(SUMMER)) && !day.isAfter(year.ends()))
                .max(Comparator.naturalOrder());
    }

    /** Only what the earlier school can have given counts: no term after the arrival, no end of one that ran on. */
    private static Optional<Reason> afterArrival(SchoolYear year, LocalDate arrival, EarlierMark mark) {
        var turn = LocalDate.of(year.ends().getYear(), 1, 1);
        var begins = mark.semester() == 1 ? year.starts() : turn;
        var ends = mark.semester() == 1 ? turn.minusDays(1) : year.ends();
        if (begins.isAfter(arrival)) {
            return Optional.of(Reason.MARK_AFTER_ARRIVAL);
        }
        return AT_THE_END.contains(mark.col()) && !arrival.isAfter(ends)
                ? Optional.of(Reason.MARK_TERM_RAN_ON)
                : Optional.empty();
    }

    /** The class of that year: where the pupil is now, or was last. */
    static Optional<String> homeroom(Handle handle, String pupil, String year) {
        var places = new ArrayList<>(Roll.listPlaces(handle, pupil));
        Roll.findPlace(handle, pupil).ifPresent(places::add);
        return places.reversed().stream()
                .map(Enrolment::homeroom)
                .filter(each -> Roll.getHomeroom(handle, each).schoolYear().equals(year))
                .findFirst();
    }

    /** Một ô đã gõ. */
    public record Typed(String subject, String col, String text) {}

    /**
     * Types a term's marks of a pupil.
     *
     * @param origin the earlier school's name
     */
    public Outcome enter(
            Actor actor,
            String staff,
            String pupilId,
            String year,
            String semester,
            String origin,
            List<Typed> typed,
            @Nullable Paper paper) {
        var filled = typed.stream().filter(each -> !each.text().isBlank()).toList();
        if (filled.isEmpty()) {
            return new Refused(Reason.MARKS_NONE);
        }
        if (origin.isBlank()) {
            return new Refused(Reason.SCHOOL_MISSING);
        }
        if (origin.length() > Content.LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        if (!year.matches("20[0-9]{2}-20[0-9]{2}")
                || Integer.parseInt(year.substring(5)) != Integer.parseInt(year.substring(0, 4)) + 1
                || !semester.matches("[12]")) {
            return new Refused(Reason.YEAR_MALFORMED);
        }
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var today = MovementDesk.today(tx.now());
            var pupil = People.findPupil(handle, pupilId);
            if (pupil.isEmpty()) {
                return new Refused(Reason.NO_SUCH_PUPIL);
            }
            if (!desk.offices().keepsRecords(handle, staff, today)) {
                return new Refused(Reason.NOT_THE_CLERK);
            }
            var latest = SchoolYears.findOpenYear(handle);
            if (latest.isPresent() && year.compareTo(latest.get().id()) > 0) {
                return new Refused(Reason.YEAR_MALFORMED);
            }
            var held = new HashSet<String>();
            EarlierMarkTable.list(handle, pupilId).stream()
                    .filter(each -> each.schoolYear().equals(year) && each.semester() == Integer.parseInt(semester))
                    .forEach(each -> held.add(each.subject() + "/" + each.col()));
            var marks = new ArrayList<EarlierMark>();
            for (var each : filled) {
                var subject = SchoolYears.findSubject(handle, each.subject());
                if (subject.isEmpty() || !COLUMNS.contains(each.col())) {
                    return new Refused(Reason.SUBJECT_UNKNOWN);
                }
                if (!held.add(each.subject() + "/" + each.col())) {
                    return new Refused(Reason.MARK_THERE_ALREADY);
                }
                var value = Value.read(each.text(), subject.get().kind());
                if (value.isEmpty()) {
                    return new Refused(Reason.MARK_MALFORMED);
                }
                marks.add(new EarlierMark(
                        tx.newId(),
                        pupilId,
                        year,
                        Integer.parseInt(semester),
                        each.subject(),
                        each.col(),
                        value.get().tenths(),
                        value.get().level(),
                        origin.strip(),
                        null,
                        EarlierMark.State.WAITING,
                        staff,
                        tx.now(),
                        null,
                        null));
            }
            var barred = refusal(handle, pupilId, marks);
            if (barred.isPresent()) {
                return new Refused(barred.get());
            }
            var attachment = new AtomicReference<@Nullable String>();
            if (paper != null) {
                var refusal = paper.keep(tx, attachment::set);
                if (refusal.isPresent()) {
                    return new Refused(refusal.get());
                }
            }
            marks.forEach(mark -> EarlierMarkTable.create(tx, mark.with(attachment.get())));
            return new Done(pupilId);
        });
    }

    /** A second person has compared all marks that wait, of one pupil, with the paper: they count, or are sent back. */
    public Outcome hold(Actor actor, String staff, String pupilId, List<String> ids, boolean right) {
        if (ids.isEmpty()) {
            return new Refused(Reason.MARKS_NONE);
        }
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var today = MovementDesk.today(tx.now());
            var pupil = People.findPupil(handle, pupilId);
            if (pupil.isEmpty()) {
                return new Refused(Reason.NO_SUCH_PUPIL);
            }
            var may = desk.offices().presides(handle, staff, today)
                    || desk.mayAsk(handle, staff, pupil.get(), today).isEmpty();
            if (!may) {
                return new Refused(Reason.NOT_YOURS);
            }
            var waiting = EarlierMarkTable.list(handle, pupilId).stream()
                    .filter(each -> each.state() == EarlierMark.State.WAITING && ids.contains(each.id()))
                    .toList();
            if (waiting.size() != new HashSet<>(ids).size()) {
                return new Refused(Reason.ALREADY_DECIDED);
            }
            if (waiting.stream().anyMatch(each -> each.enteredBy().equals(staff))) {
                return new Refused(Reason.OWN_REQUEST);
            }
            var barred = right ? refusal(handle, pupilId, waiting) : Optional.<Reason>empty();
            if (barred.isPresent()) {
                return new Refused(barred.get());
            }
            var state = right ? EarlierMark.State.CONFIRMED : EarlierMark.State.REJECTED;
            waiting.forEach(each -> EarlierMarkTable.put(tx, each.held(state, staff, tx.now()), each.origin()));
            if (right) {
                desk.decided(tx, pupilId);
            }
            return new Done(pupilId);
        });
    }

    /** Giá trị đọc được: a score or a level. */
    record Value(@Nullable Integer tenths, @Nullable String level) {
        static Optional<Value> read(String typed, Subject.Kind kind) {
            var text = typed.strip().replace('.', ',').toUpperCase(java.util.Locale.ROOT);
            if (kind == Subject.Kind.COMMENT) {
                return switch (text) {
                    case "Đ", "D" -> Optional.of(new Value(null, "D"));
                    case "CĐ", "CD" -> Optional.of(new Value(null, "CD"));
                    default -> Optional.empty();
                };
            }
            if (!text.matches("10(,0)?|[0-9](,[0-9])?")) {
                return Optional.empty();
            }
            var comma = text.indexOf(',');
            var tenths = comma < 0
                    ? Integer.parseInt(text) * 10
                    : Integer.parseInt(text.substring(0, comma)) * 10 + text.charAt(comma + 1) - '0';
            return Optional.of(new Value(tenths, null));
        }
    }
}
