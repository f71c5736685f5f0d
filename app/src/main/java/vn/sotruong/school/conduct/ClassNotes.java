package vn.sotruong.school.conduct;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.conduct.ConductPolicy.Deed;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Ghi chú lớp, nhận xét tuần và kho mẫu nhận xét: all that may be done with them. */
public final class ClassNotes {
    /** The longest note, in characters. */
    static final int LONGEST_NOTE = 1000;

    /** The longest phrase, in characters. */
    static final int LONGEST_PHRASE = 200;

    private final Database db;
    private final Conduct conduct;

    public ClassNotes(Conduct conduct) {
        this.conduct = conduct;
        db = conduct.db();
    }

    /** The homeroom teacher tells the subject teachers of the class. */
    public Outcome post(Author author, String homeroom, String body) {
        return db.write(author.actor(), tx -> {
            var refusal = Circle.refusal(tx.handle(), Deed.POST_NOTE, author, homeroom, conduct.today())
                    .or(() -> malformed(body, LONGEST_NOTE));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var twin = NoteTable.listNotes(tx.handle(), homeroom).stream()
                    .anyMatch(each -> each.withdrawn() == null && each.body().equals(body));
            if (!twin) {
                NoteTable.create(
                        tx, new ClassNote(tx.newId(), homeroom, body, author.staff(), Moments.text(tx.now()), null));
            }
            return new Outcome.Done(1);
        });
    }

    /** Takes one's own note back. */
    public Outcome withdrawNote(Author author, String homeroom, String id, String why) {
        return db.write(author.actor(), tx -> {
            var refusal = Circle.refusal(tx.handle(), Deed.POST_NOTE, author, homeroom, conduct.today())
                    .or(() -> malformed(why, Conduct.LONGEST));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var note = NoteTable.findNote(tx.handle(), id)
                    .filter(each -> each.homeroom().equals(homeroom))
                    .orElse(null);
            if (note == null) {
                return new Outcome.Refused(Reason.NO_SUCH_RECORD);
            }
            if (note.withdrawn() != null) {
                return new Outcome.Refused(Reason.ALREADY_ANSWERED);
            }
            NoteTable.put(
                    tx, new ClassNote(note.id(), homeroom, note.body(), note.enteredBy(), note.enteredAt(), why), why);
            return new Outcome.Done(1);
        });
    }

    /** A teacher of the class says that they have read a note. */
    public Outcome read(Author author, String homeroom, String id) {
        return db.write(author.actor(), tx -> {
            var refusal = Circle.refusal(tx.handle(), Deed.READ_NOTES, author, homeroom, conduct.today());
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            if (NoteTable.findNote(tx.handle(), id)
                    .filter(each -> each.homeroom().equals(homeroom))
                    .isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_RECORD);
            }
            NoteTable.markRead(tx, id, author.staff());
            return new Outcome.Done(1);
        });
    }

    /**
     * A subject teacher remarks on the discipline of a week.
     *
     * @param day any day of that week
     * @param pupil null for the whole class
     */
    public Outcome remark(
            Author author, String homeroom, String subject, LocalDate day, @Nullable String pupil, String body) {
        return db.write(author.actor(), tx -> {
            var refusal = Circle.refusal(tx.handle(), Deed.REMARK, author, homeroom, conduct.today())
                    .or(() -> malformed(body, Conduct.LONGEST))
                    .or(() -> misplaced(tx.handle(), author, homeroom, subject, day, pupil));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var remark = new WeeklyRemark(
                    tx.newId(),
                    homeroom,
                    subject,
                    monday(day),
                    pupil,
                    body,
                    author.staff(),
                    Moments.text(tx.now()),
                    null);
            if (NoteTable.listRemarks(tx.handle(), homeroom).stream().noneMatch(each -> twin(each, remark))) {
                NoteTable.create(tx, remark);
            }
            return new Outcome.Done(1);
        });
    }

    private Optional<Reason> misplaced(
            Handle handle, Author author, String homeroom, String subject, LocalDate day, @Nullable String pupil) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()
                || day.isAfter(conduct.today())
                || monday(day).isBefore(monday(year.get().starts()))) {
            return Optional.of(Reason.BAD_DATE);
        }
        if (!Circle.taught(handle, author.staff(), homeroom, conduct.today()).contains(subject)) {
            return Optional.of(Reason.NO_SUCH_SUBJECT);
        }
        return pupil == null || Roll.isIn(handle, pupil, homeroom)
                ? Optional.empty()
                : Optional.of(Reason.NO_SUCH_PUPIL);
    }

    private static boolean twin(WeeklyRemark there, WeeklyRemark now) {
        return there.withdrawn() == null
                && there.subject().equals(now.subject())
                && there.week().equals(now.week())
                && Objects.equals(there.pupil(), now.pupil())
                && there.body().equals(now.body())
                && there.enteredBy().equals(now.enteredBy());
    }

    /** Takes one's own remark back. */
    public Outcome withdrawRemark(Author author, String homeroom, String id, String why) {
        return db.write(author.actor(), tx -> {
            var refusal = Circle.refusal(tx.handle(), Deed.REMARK, author, homeroom, conduct.today())
                    .or(() -> malformed(why, Conduct.LONGEST));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var remark = NoteTable.findRemark(tx.handle(), id)
                    .filter(each -> each.homeroom().equals(homeroom))
                    .orElse(null);
            if (remark == null) {
                return new Outcome.Refused(Reason.NO_SUCH_RECORD);
            }
            if (!remark.enteredBy().equals(author.staff())) {
                return new Outcome.Refused(Reason.NOT_YOURS);
            }
            if (remark.withdrawn() != null) {
                return new Outcome.Refused(Reason.ALREADY_ANSWERED);
            }
            NoteTable.put(
                    tx,
                    new WeeklyRemark(
                            remark.id(),
                            homeroom,
                            remark.subject(),
                            remark.week(),
                            remark.pupil(),
                            remark.body(),
                            remark.enteredBy(),
                            remark.enteredAt(),
                            why),
                    why);
            return new Outcome.Done(1);
        });
    }

    static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Optional<Reason> malformed(String text, int longest) {
        if (text.isEmpty()) {
            return Optional.of(Reason.TEXT_MISSING);
        }
        return text.length() > longest ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }

    /** Notes of the classes somebody teaches that they have not read, the newest first. */
    List<ClassNote> unread(Handle handle, Author author) {
        var classes = Roll.listAssignments(handle, author.staff(), conduct.today()).stream()
                .map(TeachingAssignment::homeroom)
                .distinct()
                .toList();
        return classes.isEmpty() ? List.of() : NoteTable.listUnread(handle, author.staff(), classes);
    }

    /** Keeps a phrase, for oneself or for all. */
    public Outcome keep(Author author, String topic, @Nullable Integer grade, String body, boolean shared) {
        return db.write(author.actor(), tx -> {
            var refusal = writes(tx.handle(), author)
                    .or(() -> malformed(body, LONGEST_PHRASE))
                    .or(() -> known(tx.handle(), topic) ? Optional.empty() : Optional.of(Reason.NO_SUCH_SUBJECT));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var twin = NoteTable.listPhrases(tx.handle(), author.staff()).stream()
                    .anyMatch(each -> each.owner().equals(author.staff())
                            && each.topic().equals(topic)
                            && each.body().equals(body)
                            && Objects.equals(each.grade(), grade));
            if (!twin) {
                NoteTable.create(tx, new Phrase(tx.newId(), topic, grade, body, author.staff(), shared, false));
            }
            return new Outcome.Done(1);
        });
    }

    private static boolean known(Handle handle, String topic) {
        return topic.equals(Phrase.HOMEROOM)
                || SchoolYears.findSubject(handle, topic).isPresent();
    }

    /** Takes a phrase out of the bank: one's own; a leader also what is shared. */
    public Outcome drop(Author author, String id) {
        return db.write(author.actor(), tx -> {
            var refusal = writes(tx.handle(), author);
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var phrase = NoteTable.findPhrase(tx.handle(), id).orElse(null);
            if (phrase == null || phrase.withdrawn()) {
                return new Outcome.Refused(Reason.NO_SUCH_RECORD);
            }
            var heads = author.may().contains(Need.PRINCIPAL) || author.may().contains(Need.DEPARTMENT_HEAD);
            if (!phrase.owner().equals(author.staff()) && !(phrase.shared() && heads)) {
                return new Outcome.Refused(Reason.NOT_YOURS);
            }
            NoteTable.put(
                    tx,
                    new Phrase(
                            phrase.id(),
                            phrase.topic(),
                            phrase.grade(),
                            phrase.body(),
                            phrase.owner(),
                            phrase.shared(),
                            true));
            return new Outcome.Done(1);
        });
    }

    private static Optional<Reason> writes(Handle handle, Author author) {
        if (Circle.administers(author.actor())) {
            return Optional.of(Reason.NOT_AS_ADMINISTRATOR);
        }
        var may = author.may();
        return may.contains(Need.ENTER_MARKS)
                        || may.contains(Need.HOMEROOM)
                        || may.contains(Need.DEPARTMENT_HEAD)
                        || may.contains(Need.PRINCIPAL)
                ? Circle.unconfirmed(handle, author)
                : Optional.of(Reason.NOT_AS_ADMINISTRATOR);
    }
}
