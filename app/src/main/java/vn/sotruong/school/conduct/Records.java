package vn.sotruong.school.conduct;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.conduct.ConductPolicy.Deed;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Khen thưởng, kỷ luật, vi phạm và đề nghị khen thưởng: all that may be done with them. */
public final class Records {
    static final int LONGEST_FORM = 100;

    private final Database db;
    private final Conduct conduct;

    public Records(Conduct conduct) {
        this.conduct = conduct;
        db = conduct.db();
    }

    /**
     * Phiếu ghi: what somebody enters.
     *
     * @param decision empty where there is none
     * @param authority empty for a violation and a proposal
     * @param subject empty outside of a lesson
     */
    public record Slip(
            PupilRecord.Kind kind,
            String pupil,
            LocalDate on,
            String form,
            String body,
            String decision,
            String authority,
            String subject) {}

    /** Enters a record. The same slip sent twice is entered once. */
    public Outcome enter(Author author, String homeroom, Slip slip) {
        return db.write(author.actor(), tx -> {
            var deed = slip.kind() == PupilRecord.Kind.VIOLATION ? Deed.VIOLATION : Deed.RECORD;
            var refusal = Circle.refusal(tx.handle(), deed, author, homeroom, conduct.today())
                    .or(() -> malformed(slip))
                    .or(() -> misplaced(tx, author, homeroom, slip));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            var record = record(tx, author, homeroom, slip);
            if (RecordTable.listOfPupil(tx.handle(), slip.pupil()).stream().noneMatch(each -> twin(each, record))) {
                RecordTable.create(tx, record);
            }
            return new Outcome.Done(1);
        });
    }

    private static PupilRecord record(Tx tx, Author author, String homeroom, Slip slip) {
        return new PupilRecord(
                tx.newId(),
                Roll.getHomeroom(tx.handle(), homeroom).schoolYear(),
                slip.pupil(),
                homeroom,
                slip.kind(),
                slip.on(),
                slip.form(),
                slip.body(),
                empty(slip.decision()),
                empty(slip.authority()),
                empty(slip.subject()),
                slip.kind() == PupilRecord.Kind.PROPOSAL ? PupilRecord.State.PROPOSED : PupilRecord.State.IN_FORCE,
                null,
                null,
                null,
                author.staff(),
                Moments.text(tx.now()));
    }

    private static boolean twin(PupilRecord there, PupilRecord now) {
        return there.stands()
                && there.kind() == now.kind()
                && there.on().equals(now.on())
                && there.form().equals(now.form())
                && there.body().equals(now.body())
                && there.enteredBy().equals(now.enteredBy());
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    private Optional<Reason> malformed(Slip slip) {
        if (slip.form().isEmpty()) {
            return Optional.of(Reason.FORM_MISSING);
        }
        if (slip.body().isEmpty()) {
            return Optional.of(Reason.TEXT_MISSING);
        }
        if (slip.body().length() > Conduct.LONGEST
                || slip.form().length() > LONGEST_FORM
                || slip.decision().length() > LONGEST_FORM
                || slip.authority().length() > LONGEST_FORM) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        if (slip.kind().decided() == slip.authority().isEmpty()) {
            return Optional.of(Reason.AUTHORITY_MISSING);
        }
        return slip.on().isAfter(conduct.today()) ? Optional.of(Reason.BAD_DATE) : Optional.empty();
    }

    private Optional<Reason> misplaced(Tx tx, Author author, String homeroom, Slip slip) {
        var year = SchoolYears.findOpenYear(tx.handle());
        if (year.isEmpty()
                || !Roll.getHomeroom(tx.handle(), homeroom)
                        .schoolYear()
                        .equals(year.get().id())
                || slip.on().isBefore(year.get().starts().minusDays(60))) {
            return Optional.of(Reason.BAD_DATE);
        }
        if (!Roll.isIn(tx.handle(), slip.pupil(), homeroom)) {
            return Optional.of(Reason.NO_SUCH_PUPIL);
        }
        if (slip.subject().isEmpty()) {
            return Optional.empty();
        }
        return slip.kind() == PupilRecord.Kind.VIOLATION
                        && Circle.taught(tx.handle(), author.staff(), homeroom, conduct.today())
                                .contains(slip.subject())
                ? Optional.empty()
                : Optional.of(Reason.NO_SUCH_SUBJECT);
    }

    /** Withdraws what one has entered; the homeroom teacher also what others entered for the class. */
    public Outcome withdraw(Author author, String homeroom, String id, String why) {
        return answer(author, homeroom, id, why, (tx, record) -> {
            var leads = Circle.allows(tx.handle(), Deed.GRADE, author, homeroom, conduct.today());
            if (!leads && !record.enteredBy().equals(author.staff())) {
                return Optional.of(Reason.NOT_YOURS);
            }
            RecordTable.put(tx, close(tx, author, record, PupilRecord.State.WITHDRAWN, why), why);
            return Optional.empty();
        });
    }

    /** The principal grants a proposed reward: the reward itself is entered with the decision's number. */
    public Outcome grant(Author author, String homeroom, String id, String decision, String authority) {
        if (decision.isEmpty() || decision.length() > LONGEST_FORM) {
            return new Outcome.Refused(Reason.DECISION_MISSING);
        }
        if (authority.isEmpty() || authority.length() > LONGEST_FORM) {
            return new Outcome.Refused(Reason.AUTHORITY_MISSING);
        }
        return answer(author, homeroom, id, decision, (tx, record) -> {
            var refusal = Circle.refusal(tx.handle(), Deed.ANSWER_PROPOSAL, author, homeroom, conduct.today());
            if (refusal.isPresent() || record.kind() != PupilRecord.Kind.PROPOSAL) {
                return Optional.of(refusal.orElse(Reason.NO_SUCH_RECORD));
            }
            if (record.enteredBy().equals(author.staff())) {
                return Optional.of(Reason.OWN_PROPOSAL);
            }
            RecordTable.put(tx, close(tx, author, record, PupilRecord.State.GRANTED, decision), decision);
            var slip = new Slip(
                    PupilRecord.Kind.REWARD,
                    record.pupil(),
                    conduct.today(),
                    record.form(),
                    record.body(),
                    decision,
                    authority,
                    "");
            RecordTable.create(tx, record(tx, author, record.homeroom(), slip));
            return Optional.empty();
        });
    }

    /** The principal declines a proposed reward. */
    public Outcome decline(Author author, String homeroom, String id, String why) {
        return answer(author, homeroom, id, why, (tx, record) -> {
            var refusal = Circle.refusal(tx.handle(), Deed.ANSWER_PROPOSAL, author, homeroom, conduct.today());
            if (refusal.isPresent() || record.kind() != PupilRecord.Kind.PROPOSAL) {
                return Optional.of(refusal.orElse(Reason.NO_SUCH_RECORD));
            }
            if (record.enteredBy().equals(author.staff())) {
                return Optional.of(Reason.OWN_PROPOSAL);
            }
            RecordTable.put(tx, close(tx, author, record, PupilRecord.State.DECLINED, why), why);
            return Optional.empty();
        });
    }

    private interface Work {
        Optional<Reason> on(Tx tx, PupilRecord record);
    }

    private Outcome answer(Author author, String homeroom, String id, String why, Work work) {
        if (why.isEmpty()) {
            return new Outcome.Refused(Reason.WHY_MISSING);
        }
        if (why.length() > Conduct.LONGEST) {
            return new Outcome.Refused(Reason.TEXT_TOO_LONG);
        }
        return db.write(author.actor(), tx -> {
            var knows = Set.of(Deed.VIOLATION, Deed.ANSWER_PROPOSAL).stream()
                    .anyMatch(deed -> Circle.allows(tx.handle(), deed, author, homeroom, conduct.today()));
            if (!knows) {
                return new Outcome.Refused(Reason.NOT_YOUR_CLASS);
            }
            var unconfirmed = Circle.unconfirmed(tx.handle(), author);
            if (unconfirmed.isPresent()) {
                return new Outcome.Refused(unconfirmed.get());
            }
            var record = RecordTable.find(tx.handle(), id)
                    .filter(each -> each.homeroom().equals(homeroom));
            if (record.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_RECORD);
            }
            if (!record.get().stands()) {
                return new Outcome.Refused(Reason.ALREADY_ANSWERED);
            }
            var refusal = work.on(tx, record.get());
            return refusal.<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Done(1));
        });
    }

    private static PupilRecord close(Tx tx, Author author, PupilRecord record, PupilRecord.State state, String answer) {
        return record.answered(state, answer, author.staff(), Moments.text(tx.now()));
    }

    /** What this person may see of a class from one day to another: everything, or what they entered themselves. */
    Optional<List<PupilRecord>> list(Handle handle, Author author, String homeroom, LocalDate from, LocalDate to) {
        if (Circle.allows(handle, Deed.READ_CLASS, author, homeroom, conduct.today())) {
            return Optional.of(RecordTable.listOfClass(handle, homeroom, from, to));
        }
        if (Circle.allows(handle, Deed.VIOLATION, author, homeroom, conduct.today())) {
            return Optional.of(RecordTable.listOfClass(handle, homeroom, from, to).stream()
                    .filter(each -> each.enteredBy().equals(author.staff()))
                    .toList());
        }
        return Optional.empty();
    }

    /** Proposals that wait for the principal. */
    static List<PupilRecord> proposed(Handle handle) {
        return RecordTable.listProposed(handle);
    }
}
