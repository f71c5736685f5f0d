package vn.sotruong.school.incidents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.incidents.Outcome.Done;
import vn.sotruong.school.incidents.Outcome.Refused;

/** Thông báo sự cố: declared, resumed, closed; told to everybody by the same line that tells the superior. */
public final class Incidents {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = Stream.concat(
                    Stream.of(IncidentTable.INCIDENT), FaultTable.ENTITIES.stream())
            .toList();

    /** Lines that the office should have at once. */
    public static final Set<Entity> URGENT = Set.of(IncidentTable.INCIDENT, FaultTable.UPSTREAM_REPORT);

    private static final Duration EARLIEST = Duration.ofDays(31);
    private static final Duration LATEST = Duration.ofDays(31);
    private static final Duration TOLD = Duration.ofHours(12);

    private final Database db;
    private final Clock clock;

    public Incidents(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Database db() {
        return db;
    }

    Instant now() {
        return clock.instant();
    }

    /** Declares a pause; after a failure of the server itself, with its true times. */
    public Outcome declare(Author author, String body, Instant start, @Nullable Instant expected) {
        var refusal = refusal(author, body, start, expected);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        return db.write(author.actor(), tx -> {
            var twin = IncidentTable.list(tx.handle()).stream()
                    .filter(each -> each.ending() == null
                            && each.body().equals(body)
                            && each.pauseStart().equals(start)
                            && Objects.equals(each.expected(), expected))
                    .findFirst();
            if (twin.isPresent()) {
                return new Done(twin.get().id());
            }
            var incident = new Incident(tx.newId(), body, start, expected, author.staff(), tx.now(), null, null, 0);
            IncidentTable.create(tx, incident);
            return new Done(incident.id());
        });
    }

    /** Why this person may not declare this; empty when they may. */
    Optional<Reason> refusal(Author author, String body, Instant start, @Nullable Instant expected) {
        var now = clock.instant();
        if (!author.answers()) {
            return Optional.of(Reason.NOT_A_LEADER);
        }
        var bad = start.isBefore(now.minus(EARLIEST))
                || start.isAfter(now.plus(LATEST))
                || (expected != null && unlikely(start, expected));
        return Texts.fault(body, Texts.LONG).or(() -> bad ? Optional.of(Reason.BAD_TIME) : Optional.empty());
    }

    private static boolean unlikely(Instant start, Instant expected) {
        return !expected.isAfter(start) || expected.isAfter(start.plus(LATEST));
    }

    /** Says anew when work should go on. */
    public Outcome expect(Author author, String id, Instant expected) {
        return onIncident(author, id, (tx, incident) -> {
            if (incident.ending() != null) {
                return new Refused(Reason.ALREADY_RESUMED);
            }
            if (unlikely(incident.pauseStart(), expected)) {
                return new Refused(Reason.BAD_TIME);
            }
            IncidentTable.put(tx, incident.expecting(expected), null);
            return new Done(id);
        });
    }

    /** Work goes on since {@code at}. */
    public Outcome resume(Author author, String id, Instant at) {
        return onIncident(author, id, (tx, incident) -> {
            if (incident.ending() != null) {
                return new Refused(Reason.ALREADY_RESUMED);
            }
            if (at.isBefore(incident.pauseStart()) || at.isAfter(tx.now())) {
                return new Refused(Reason.BAD_TIME);
            }
            IncidentTable.put(tx, incident.ended(new Incident.Ending(author.staff(), at)), null);
            return new Done(id);
        });
    }

    /** Closes with cause and remedy. */
    public Outcome close(Author author, String id, String cause, String remedy) {
        var fault = Texts.fault(cause, Texts.LONG).or(() -> Texts.fault(remedy, Texts.LONG));
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        return onIncident(author, id, (tx, incident) -> {
            if (incident.ending() == null) {
                return new Refused(Reason.NOT_RESUMED);
            }
            if (incident.closing() != null) {
                return new Refused(Reason.ALREADY_CLOSED);
            }
            IncidentTable.put(tx, incident.closed(new Incident.Closing(cause, remedy, author.staff(), tx.now())), null);
            return new Done(id);
        });
    }

    private Outcome onIncident(Author author, String id, BiFunction<Tx, Incident, Outcome> work) {
        if (!author.answers()) {
            return new Refused(Reason.NOT_A_LEADER);
        }
        return db.write(
                author.actor(),
                tx -> IncidentTable.find(tx.handle(), id)
                        .map(incident -> work.apply(tx, incident))
                        .orElseGet(() -> new Refused(Reason.NO_SUCH_INCIDENT)));
    }

    static List<Incident> list(Handle handle) {
        return IncidentTable.list(handle);
    }

    static Optional<Incident> find(Handle handle, String id) {
        return IncidentTable.find(handle, id);
    }

    /** What paused the work, or still does, since a moment: for rooms that count lost time. */
    public static List<Incident> listSince(Handle handle, Instant since) {
        return IncidentTable.listRecent(handle, since);
    }

    /** What stands on every page: a pause that lasts or is coming. */
    public List<Notice> notices(Handle handle) {
        return IncidentTable.listRecent(handle, clock.instant()).stream()
                .filter(each -> each.ending() == null)
                .map(this::notice)
                .toList();
    }

    /** What stands on the first page alone: a pause that ended half a day ago or less. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var told = new ArrayList<Notice>();
        for (var incident : IncidentTable.listRecent(handle, clock.instant().minus(TOLD))) {
            var ending = incident.ending();
            if (ending != null) {
                told.add(new Notice(
                        Notice.Tone.TOLD,
                        "incidents.banner.resumed",
                        List.of(Formats.moment(ending.at()), incident.body()),
                        ""));
            }
        }
        return told;
    }

    private Notice notice(Incident incident) {
        var coming = incident.pauseStart().isAfter(clock.instant());
        var start = Formats.moment(incident.pauseStart());
        var expected = incident.expected();
        if (expected == null) {
            return new Notice(
                    Notice.Tone.WRONG,
                    coming ? "incidents.banner.coming-open" : "incidents.banner.open",
                    List.of(start, incident.body()),
                    "");
        }
        return new Notice(
                Notice.Tone.WRONG,
                coming ? "incidents.banner.coming" : "incidents.banner",
                List.of(start, Formats.moment(expected), incident.body()),
                "");
    }
}
