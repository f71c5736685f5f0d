package vn.sotruong.school.incidents;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.attachments.Referrer;
import vn.sotruong.school.incidents.FaultReport.Deed;
import vn.sotruong.school.incidents.FaultReport.State;
import vn.sotruong.school.incidents.Outcome.Done;
import vn.sotruong.school.incidents.Outcome.Refused;
import vn.sotruong.school.people.People;

/** Phản ánh và trả lời, và sổ khen, vi phạm trong sử dụng hệ thống. */
public final class Faults implements Referrer {
    /** From then on an unanswered report is the principal's concern. */
    static final Duration PATIENCE = Duration.ofDays(2);

    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_DECISION = 100;

    private final Database db;
    private final Clock clock;

    public Faults(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Database db() {
        return db;
    }

    LocalDate today() {
        return clock.instant().atZone(Formats.ZONE).toLocalDate();
    }

    /** Ảnh kèm theo. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Photo(String name, byte[] content) {
        @Override
        public String toString() {
            return "Photo " + name;
        }
    }

    /** Anybody reports; the same words sent twice are one report. */
    public Outcome file(Author author, FaultReport.Kind kind, String body, String page, @Nullable Photo photo) {
        var fault = Texts.fault(body, Texts.LONGEST);
        if (fault.isPresent() || page.length() > LONGEST_PAGE) {
            return new Refused(fault.orElse(Reason.TEXT_TOO_LONG));
        }
        return db.write(author.actor(), tx -> {
            var twin = FaultTable.list(tx.handle()).stream()
                    .filter(each -> each.waits()
                            && each.filedBy().equals(author.staff())
                            && each.kind() == kind
                            && each.body().equals(body))
                    .findFirst();
            if (twin.isPresent()) {
                return new Done(twin.get().id());
            }
            String attachment = null;
            if (photo != null) {
                switch (Attachments.keep(tx, photo.name(), photo.content(), Need.BOARD, Need.ADMIN)) {
                    case Kept.As(var id) -> attachment = id;
                    case Kept.Refused _ -> {
                        return new Refused(Reason.NOT_A_PICTURE);
                    }
                }
            }
            var report = new FaultReport(
                    tx.newId(),
                    kind,
                    body,
                    page.isEmpty() ? null : page,
                    attachment,
                    author.staff(),
                    tx.now(),
                    State.OPEN,
                    List.of());
            FaultTable.create(tx, report);
            FaultTable.step(tx, report.id(), Deed.FILED, "", author.staff());
            return new Done(report.id());
        });
    }

    /** The board or the leadership answers; nobody answers themselves. */
    public Outcome answer(Author author, String id, String body) {
        if (!author.answers()) {
            return new Refused(Reason.NOT_A_LEADER);
        }
        return onReport(author, id, body, true, (tx, report) -> {
            if (report.filedBy().equals(author.staff())) {
                return Optional.of(Reason.OWN_REPORT);
            }
            if (report.state() == State.CLOSED) {
                return Optional.of(Reason.ALREADY_CLOSED);
            }
            move(tx, author, report, State.ANSWERED, Deed.ANSWERED, body);
            return Optional.empty();
        });
    }

    /** The reporter is content; or whoever answered closes it. */
    public Outcome close(Author author, String id) {
        return onReport(author, id, "", false, (tx, report) -> {
            if (!report.filedBy().equals(author.staff()) && !author.answers()) {
                return Optional.of(Reason.NOT_YOURS);
            }
            if (report.state() == State.CLOSED) {
                return Optional.of(Reason.ALREADY_CLOSED);
            }
            if (report.waits() && !report.filedBy().equals(author.staff())) {
                return Optional.of(Reason.NOT_ANSWERED);
            }
            move(tx, author, report, State.CLOSED, Deed.CLOSED, "");
            return Optional.empty();
        });
    }

    /** The answer did not help: the reporter says why. */
    public Outcome reopen(Author author, String id, String body) {
        return onReport(author, id, body, true, (tx, report) -> {
            if (!report.filedBy().equals(author.staff())) {
                return Optional.of(Reason.NOT_YOURS);
            }
            if (report.waits()) {
                return Optional.of(Reason.NOT_ANSWERED);
            }
            move(tx, author, report, State.REOPENED, Deed.REOPENED, body);
            return Optional.empty();
        });
    }

    /** What the school cannot settle goes upward, in words that name nobody. */
    public Outcome sendUp(Author author, String id, String body) {
        if (!author.answers()) {
            return new Refused(Reason.NOT_A_LEADER);
        }
        return onReport(author, id, body, true, (tx, report) -> {
            if (report.state() == State.CLOSED) {
                return Optional.of(Reason.ALREADY_CLOSED);
            }
            if (report.sentUp()) {
                return Optional.of(Reason.ALREADY_SENT);
            }
            FaultTable.sendUp(tx, report.kind(), body, author.staff());
            FaultTable.step(tx, report.id(), Deed.SENT_UP, body, author.staff());
            return Optional.empty();
        });
    }

    private static void move(Tx tx, Author author, FaultReport report, State state, Deed deed, String body) {
        FaultTable.put(tx, report.as(state));
        FaultTable.step(tx, report.id(), deed, body, author.staff());
    }

    private Outcome onReport(
            Author author,
            String id,
            String body,
            boolean needsText,
            BiFunction<Tx, FaultReport, Optional<Reason>> work) {
        var fault = needsText ? Texts.fault(body, Texts.LONGEST) : Optional.<Reason>empty();
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return db.write(author.actor(), tx -> {
            var report = FaultTable.find(tx.handle(), id)
                    .filter(each -> author.answers() || each.filedBy().equals(author.staff()));
            if (report.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REPORT);
            }
            return work.apply(tx, report.get()).<Outcome>map(Refused::new).orElseGet(() -> new Done(id));
        });
    }

    /** What this person sees: everything for whoever answers, else their own. */
    List<FaultReport> list(Handle handle, Author author) {
        return FaultTable.list(handle).stream()
                .filter(each -> author.answers() || each.filedBy().equals(author.staff()))
                .toList();
    }

    /** The picture of a report, to whoever sees the report. */
    @Override
    public boolean shows(Handle handle, String attachment, Visitor visitor) {
        return list(handle, Author.of(visitor)).stream().anyMatch(each -> attachment.equals(each.photo()));
    }

    /** Whether a report has waited too long. */
    boolean late(FaultReport report) {
        return report.waits() && report.waitsSince().plus(PATIENCE).isBefore(clock.instant());
    }

    /** Records how somebody used the system; nobody records themselves. */
    public Outcome record(
            Author author,
            UsageRecord.Kind kind,
            String staff,
            LocalDate on,
            String body,
            UsageRecord.Authority authority,
            String decision) {
        var refusal = keepsRegister(author) ? Texts.fault(body, Texts.LONG) : Optional.of(Reason.NOT_A_LEADER);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (staff.equals(author.staff())) {
            return new Refused(Reason.ABOUT_YOURSELF);
        }
        if (decision.length() > LONGEST_DECISION) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        if (on.isAfter(today())) {
            return new Refused(Reason.BAD_TIME);
        }
        if (!author.leads() && authority != UsageRecord.Authority.DEPARTMENT_HEAD) {
            return new Refused(Reason.NOT_A_LEADER);
        }
        return db.write(author.actor(), tx -> {
            if (People.findStaff(tx.handle(), staff).isEmpty()) {
                return new Refused(Reason.NO_SUCH_PERSON);
            }
            var twin = FaultTable.listUsage(tx.handle()).stream()
                    .filter(each -> each.withdrawn() == null
                            && each.staff().equals(staff)
                            && each.kind() == kind
                            && each.on().equals(on)
                            && each.body().equals(body))
                    .findFirst();
            if (twin.isPresent()) {
                return new Done(twin.get().id());
            }
            var record = new UsageRecord(
                    tx.newId(),
                    kind,
                    staff,
                    on,
                    body,
                    authority,
                    decision.isEmpty() ? null : decision,
                    author.staff(),
                    Moments.text(tx.now()),
                    null);
            FaultTable.create(tx, record);
            return new Done(record.id());
        });
    }

    /** Takes a record back with a reason; it stays in the register. */
    public Outcome withdraw(Author author, String id, String why) {
        var refusal = keepsRegister(author) ? Texts.fault(why, Texts.LONG) : Optional.of(Reason.NOT_A_LEADER);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        return db.write(author.actor(), tx -> {
            var found = FaultTable.listUsage(tx.handle()).stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                return new Refused(Reason.NO_SUCH_REPORT);
            }
            if (found.withdrawn() != null) {
                return new Refused(Reason.ALREADY_CLOSED);
            }
            if (found.staff().equals(author.staff())) {
                return new Refused(Reason.ABOUT_YOURSELF);
            }
            if (!author.leads() && !found.recordedBy().equals(author.staff())) {
                return new Refused(Reason.NOT_YOURS);
            }
            FaultTable.put(
                    tx,
                    new UsageRecord(
                            found.id(),
                            found.kind(),
                            found.staff(),
                            found.on(),
                            found.body(),
                            found.authority(),
                            found.decision(),
                            found.recordedBy(),
                            found.recordedAt(),
                            why),
                    why);
            return new Done(id);
        });
    }

    static boolean keepsRegister(Author author) {
        return author.leads() || author.may().contains(Need.DEPARTMENT_HEAD);
    }

    /** The register: all of it for leaders and inspectors; a department head sees what they recorded. */
    List<UsageRecord> listUsage(Handle handle, Author author) {
        var all = author.leads() || author.may().contains(Need.INSPECTOR);
        return FaultTable.listUsage(handle).stream()
                .filter(each -> all || each.recordedBy().equals(author.staff()))
                .toList();
    }

    /** What waits for this person today: answers to read, reports to answer, and those that waited too long. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var author = Author.of(visitor);
        var told = new ArrayList<Notice>();
        var reports = FaultTable.list(handle);
        reports.stream()
                .filter(each -> each.filedBy().equals(author.staff()) && each.state() == State.ANSWERED)
                .forEach(each -> told.add(new Notice(
                        Notice.Tone.TOLD,
                        "incidents.today.answered",
                        List.of(shortened(each.body()), shortened(lastAnswer(each))),
                        "/faults/" + each.id())));
        if (author.answers()) {
            var late = reports.stream().filter(this::late).count();
            var open = reports.stream().filter(FaultReport::waits).count();
            if (late > 0 && author.leads()) {
                told.add(new Notice(
                        Notice.Tone.WRONG, "incidents.today.late", List.of(String.valueOf(late)), "/faults"));
            }
            if (open > 0) {
                told.add(new Notice(
                        Notice.Tone.WAITS, "incidents.today.open", List.of(String.valueOf(open)), "/faults"));
            }
        }
        return told;
    }

    private static String lastAnswer(FaultReport report) {
        return report.steps().reversed().stream()
                .filter(step -> step.deed() == Deed.ANSWERED)
                .findFirst()
                .map(FaultReport.Step::body)
                .orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }
}
