package vn.sotruong.school.movements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.school.movements.MovementPolicy.Standing;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Bàn giải quyết biến động: one person asks, the principal decides, and a yes is carried out in the same transaction:
 * the place in the class, the pupil's status and the event, whole or not at all.
 */
public final class MovementDesk {
    private final Database db;
    private final Offices offices;
    private final AfterDecision hook;

    public MovementDesk(Database db, Offices offices, AfterDecision hook) {
        this.db = db;
        this.offices = offices;
        this.hook = hook;
    }

    /** Tells whoever computes from a pupil's marks that something of it has been decided. */
    void decided(Tx tx, String pupil) {
        hook.decided(tx, pupil);
    }

    /** Asks for a movement of a pupil who has a record here. Nothing happens to the pupil yet. */
    public Outcome ask(Actor actor, String staff, Ask ask, @Nullable Paper paper) {
        var kind = ask.readKind().filter(each -> each != Kind.TRANSFER_IN);
        if (kind.isEmpty()) {
            return new Refused(Reason.KIND_UNKNOWN);
        }
        var date = ask.readDate();
        if (date.isEmpty()) {
            return new Refused(Reason.DATE_MALFORMED);
        }
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var pupil = People.findPupil(handle, ask.pupil());
            if (pupil.isEmpty()) {
                return new Refused(Reason.NO_SUCH_PUPIL);
            }
            var refusal = mayAsk(handle, staff, pupil.get(), today(tx.now()))
                    .or(() -> MovementPolicy.lack(kind.get(), ask.words(null)))
                    .or(() -> unknown(handle, ask.homeroom()))
                    .or(() -> MovementPolicy.fits(
                            kind.get(),
                            standing(handle, pupil.get()),
                            date.get(),
                            today(tx.now()),
                            Roll.findHomeroom(handle, Ask.orNull(ask.homeroom()))
                                    .orElse(null)))
                    .or(() -> over(
                            handle,
                            kind.get(),
                            standing(handle, pupil.get()),
                            Roll.findHomeroom(handle, Ask.orNull(ask.homeroom()))
                                    .orElse(null)))
                    .or(() -> RequestTable.findWaiting(handle, pupil.get().id()).map(each -> Reason.ALREADY_WAITING));
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            return keep(
                    tx,
                    paper,
                    attachment -> new Request(
                            tx.newId(),
                            kind.get(),
                            pupil.get().id(),
                            date.get(),
                            kind.get().namesHomeroom() ? Ask.orNull(ask.homeroom()) : null,
                            ask.words(attachment),
                            null,
                            null,
                            Request.State.WAITING,
                            staff,
                            tx.now(),
                            null,
                            null,
                            null));
        });
    }

    /** What waits for this person, for the first page of the day. */
    public List<Notice> notices(Handle handle, String staff, LocalDate today) {
        var told = new ArrayList<Notice>();
        var presides = offices.presides(handle, staff, today);
        if (presides) {
            var waiting = RequestTable.listWaiting(handle).size()
                    + ExemptionTable.listWaiting(handle).size();
            if (waiting > 0) {
                told.add(new Notice(
                        Notice.Tone.WAITS, "movements.today", List.of(String.valueOf(waiting)), "/movements"));
            }
        }
        for (var id : EarlierMarkTable.listWaitingPupils(handle)) {
            var pupil = People.getPupil(handle, id);
            if (brings(handle, id, staff)
                    && (presides || mayAsk(handle, staff, pupil, today).isEmpty())) {
                told.add(new Notice(
                        Notice.Tone.WAITS,
                        "movements.today.marks",
                        List.of(pupil.name().full()),
                        "/pupils/" + id + "/movements"));
            }
        }
        return told;
    }

    /** Whether marks of a pupil wait that somebody else than {@code staff} typed. */
    private static boolean brings(Handle handle, String pupil, String staff) {
        return EarlierMarkTable.list(handle, pupil).stream()
                .anyMatch(each -> each.state() == EarlierMark.State.WAITING
                        && !each.enteredBy().equals(staff));
    }

    interface Draft {
        Request with(@Nullable String attachment);
    }

    static Outcome keep(Tx tx, @Nullable Paper paper, Draft draft) {
        var attachment = new AtomicReference<@Nullable String>();
        if (paper != null) {
            var refusal = paper.keep(tx, attachment::set);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
        }
        var request = draft.with(attachment.get());
        RequestTable.create(tx, request);
        return new Done(request.id());
    }

    /** Takes one's own request back while it waits. */
    public Outcome takeBack(Actor actor, String staff, String id) {
        return db.write(actor, tx -> {
            var request = RequestTable.find(tx.handle(), id);
            if (request.isEmpty() || !request.get().askedBy().equals(staff)) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            if (request.get().state() != Request.State.WAITING) {
                return new Refused(Reason.ALREADY_DECIDED);
            }
            RequestTable.put(
                    tx,
                    request.get()
                            .decided(
                                    Request.State.TAKEN_BACK,
                                    staff,
                                    tx.now(),
                                    null,
                                    request.get().pupil()),
                    null);
            return new Done(id);
        });
    }

    /** The principal says no, and why. */
    public Outcome refuse(Actor actor, String staff, String id, String answer) {
        if (answer.isBlank()) {
            return new Refused(Reason.REASON_MISSING);
        }
        if (answer.length() > Content.LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return decide(actor, staff, id, (tx, request) -> {
            RequestTable.put(
                    tx,
                    request.decided(Request.State.REFUSED, staff, tx.now(), answer.strip(), request.pupil()),
                    answer.strip());
            return new Done(id);
        });
    }

    /**
     * The principal says yes, and it happens.
     *
     * @param compared whether the principal has compared the fingerprint of a file whose signer nobody vouches for
     */
    public Outcome approve(Actor actor, String staff, String id, boolean compared) {
        return decide(actor, staff, id, (tx, request) -> {
            if (request.kind() == Kind.TRANSFER_IN) {
                return told(tx, Arriving.carryOut(tx, request, staff, compared));
            }
            var handle = tx.handle();
            var pupil = People.getPupil(handle, Objects.requireNonNull(request.pupil()));
            var to = Roll.findHomeroom(handle, request.homeroom()).orElse(null);
            var refusal = MovementPolicy.fits(
                            request.kind(), standing(handle, pupil), request.date(), today(tx.now()), to)
                    .or(() -> over(handle, request.kind(), standing(handle, pupil), to));
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            carryOut(tx, request, staff, pupil, to);
            return told(tx, new Done(pupil.id()));
        });
    }

    private Outcome told(Tx tx, Outcome outcome) {
        if (outcome instanceof Done(var pupil)) {
            hook.decided(tx, pupil);
        }
        return outcome;
    }

    private interface Decision {
        Outcome on(Tx tx, Request request);
    }

    private Outcome decide(Actor actor, String staff, String id, Decision decision) {
        return db.write(actor, tx -> {
            var request = RequestTable.find(tx.handle(), id);
            if (request.isEmpty()) {
                return new Refused(Reason.NO_SUCH_REQUEST);
            }
            var refusal = MovementPolicy.mayDecide(
                    offices.presides(tx.handle(), staff, today(tx.now())),
                    request.get().askedBy().equals(staff),
                    request.get().state() == Request.State.WAITING);
            return refusal.isPresent() ? new Refused(refusal.get()) : decision.on(tx, request.get());
        });
    }

    /** Whether the class into which somebody would come belongs to a year that has ended. */
    static Optional<Reason> over(Handle handle, Kind kind, MovementPolicy.Standing standing, @Nullable Homeroom to) {
        var target = to == null && kind == Kind.RETURN ? standing.here() : to;
        return !kind.namesHomeroom() || target == null
                ? Optional.empty()
                : SchoolYears.findYear(handle, target.schoolYear())
                        .filter(year -> year.state() != SchoolYear.State.OPEN)
                        .map(_ -> Reason.HOMEROOM_YEAR_ENDED);
    }

    /** The one place where a pupil is moved: place, status, event and request together. */
    static void carryOut(Tx tx, Request request, String approver, Pupil pupil, @Nullable Homeroom to) {
        var kind = request.kind();
        var why = why(request);
        var place = Roll.findPlace(tx.handle(), pupil.id());
        var leaves = kind.status() == PupilStatus.TRANSFERRED || kind.status() == PupilStatus.DROPPED_OUT;
        if (place.isPresent() && leaves) {
            Roll.withdraw(tx, pupil, request.date(), why);
        } else if (to != null && place.isEmpty()) {
            Roll.enrol(tx, to, List.of(pupil), request.date());
        } else if (to != null && !place.get().homeroom().equals(to.id())) {
            Roll.move(tx, pupil, to, request.date(), why);
        }
        if (pupil.status() != kind.status()) {
            People.changeStatus(tx, pupil, kind.status(), why);
        }
        StatusEventTable.create(
                tx,
                new StatusEvent(
                        tx.newId(),
                        pupil.id(),
                        kind,
                        request.date(),
                        place.map(Enrolment::homeroom).orElse(null),
                        Roll.findPlace(tx.handle(), pupil.id())
                                .map(Enrolment::homeroom)
                                .orElse(null),
                        request.words(),
                        request.askedBy(),
                        approver,
                        tx.now()));
        RequestTable.put(
                tx,
                request.decided(Request.State.DONE, approver, tx.now(), null, pupil.id()),
                request.words().reason());
    }

    private static String why(Request request) {
        var document = request.words().documentNo();
        return document == null ? request.words().reason() : request.words().reason() + " (" + document + ")";
    }

    /** Whether this person may ask for something about that pupil: a clerk, or who leads their class or last led it. */
    Optional<Reason> mayAsk(Handle handle, String staff, Pupil pupil, LocalDate today) {
        return MovementPolicy.mayAsk(
                offices.keepsRecords(handle, staff, today), leads(handle, staff, pupil.id(), today));
    }

    boolean leads(Handle handle, String staff, String pupil, LocalDate today) {
        var places = Roll.listPlaces(handle, pupil);
        return !places.isEmpty()
                && offices.leads(handle, staff, places.getLast().homeroom(), today);
    }

    Offices offices() {
        return offices;
    }

    static Standing standing(Handle handle, Pupil pupil) {
        var places = Roll.listPlaces(handle, pupil.id());
        if (places.isEmpty()) {
            return new Standing(pupil.status(), null, null);
        }
        var last = places.getLast();
        var until = last.until();
        var since = until == null ? last.from() : until;
        var events = StatusEventTable.list(handle, pupil.id());
        if (!events.isEmpty() && events.getLast().date().isAfter(since)) {
            since = events.getLast().date();
        }
        return new Standing(pupil.status(), until == null ? Roll.getHomeroom(handle, last.homeroom()) : null, since);
    }

    static Optional<Reason> unknown(Handle handle, String homeroom) {
        return homeroom.isBlank() || Roll.findHomeroom(handle, homeroom.strip()).isPresent()
                ? Optional.empty()
                : Optional.of(Reason.HOMEROOM_UNKNOWN);
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, Formats.ZONE);
    }
}
