package vn.sotruong.school.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Revision;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;

/** Người đứng sau một phiên: who a session's holder is today and what they may ask for, in the capacity they act in. */
final class Visitors {
    static final Duration IDLE = Duration.ofHours(1);
    static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST_KNOWN = 1_000;
    private static final Duration PRESSING = Duration.ofDays(2);
    private static final Set<Need> ADMINISTRATION = Collections.unmodifiableSet(EnumSet.of(Need.ADMIN, Need.BOARD));

    private final Entitlements entitlements;
    private final EntryPressure pressure;

    private final Revision revision;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * @param revision grows with every change that could give or take a right
     */
    Visitors(Entitlements entitlements, EntryPressure pressure, Revision revision) {
        this.entitlements = entitlements;
        this.pressure = pressure;
        this.revision = revision;
    }

    record Found(SessionTable.Session session, Visitor visitor) {}

    /** Người đã biết: what was worked out for a session, good for a day and as long as no right changes. */
    private record Known(long revision, LocalDate day, AccessRule rule, Found found) {}

    /** As {@link #find}, and remembered. */
    Optional<Found> look(Database db, String hash, Instant now) {
        var number = revision.number();
        return db.read(handle -> {
            var again = findKnown(handle, hash, now);
            if (again.isPresent()) {
                return again;
            }
            var found = find(handle, hash, now);
            known.remove(hash);
            found.filter(each -> each.visitor().notices().isEmpty()
                            && !each.visitor().locked())
                    .ifPresent(each -> keep(new Known(number, day(now), AccessRuleTable.get(handle), each)));
            return found;
        });
    }

    /** As {@link #find}, from memory where that is still true. */
    Optional<Found> findAgain(Handle handle, String hash, Instant now) {
        return findKnown(handle, hash, now).or(() -> find(handle, hash, now));
    }

    private void keep(Known each) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(each.found().session().hash(), each);
    }

    private Optional<Found> findKnown(Handle handle, String hash, Instant now) {
        return Optional.ofNullable(known.get(hash))
                .filter(each ->
                        each.revision() == revision.number() && each.day().equals(day(now)))
                .flatMap(each -> SessionTable.findAgain(handle, each.found().session())
                        .filter(session -> lives(session, each.rule(), now) && !session.locked(now, each.rule()))
                        .map(session -> new Found(session, each.found().visitor())));
    }

    private static boolean lives(SessionTable.Session session, AccessRule rule, Instant now) {
        return session.began().plus(LONGEST).isAfter(now)
                && (session.locked(now, rule) || session.seen().plus(IDLE).isAfter(now));
    }

    /** The holder of a session, unless it has ended, or they may not be here any more. */
    Optional<Found> find(Handle handle, String hash, Instant now) {
        var rule = AccessRuleTable.get(handle);
        var session = SessionTable.find(handle, hash).filter(each -> lives(each, rule, now));
        if (session.isEmpty()) {
            return Optional.empty();
        }
        var account = AccountTable.find(handle, session.get().account())
                .filter(each -> each.state() == Account.State.ISSUED || each.state() == Account.State.ACTIVE)
                .filter(each -> belongs(handle, each, day(now)));
        return account.map(each -> new Found(session.get(), visitor(handle, session.get(), each, rule, now)));
    }

    /** The holder of a session as they would be in their other capacity; empty for whoever has one only. */
    Optional<Visitor> findElsewhere(Handle handle, String hash, Instant now) {
        var rule = AccessRuleTable.get(handle);
        return find(handle, hash, now)
                .filter(each -> each.visitor().capacities().size() > 1)
                .flatMap(each -> AccountTable.find(handle, each.session().account())
                        .map(account ->
                                visitor(handle, each.session().in(each.visitor().other()), account, rule, now)));
    }

    private Visitor visitor(
            Handle handle, SessionTable.Session session, Account account, AccessRule rule, Instant now) {
        var held = held(handle, account, day(now));
        var capacities = capacities(held);
        var capacity = capacities.contains(session.capacity()) ? session.capacity() : capacities.getFirst();
        var may = EnumSet.of(Need.LOCKED_SCREEN);
        var notices = new ArrayList<Notice>();
        if (!session.locked(now, rule)) {
            may.add(Need.CHANGE_PASSWORD);
            if (passwordHolds(handle, account, rule, now, notices)) {
                may.add(Need.SIGNED_IN);
                may.addAll(exercised(held, capacity, standing(handle, account, notices)));
            }
        }
        return new Visitor(
                account.id(),
                session.id(),
                account.staff(),
                Accounts.name(handle, account.id()),
                capacity,
                EnumSet.copyOf(capacities),
                may,
                notices,
                session.shared() ? rule.lockMinutes() : 0);
    }

    /** Everything that posts, assignments and grants open to somebody, in whichever capacity. */
    Set<Need> held(Handle handle, Account account, LocalDate today) {
        if (account.inspector()) {
            return EnumSet.of(Need.INSPECTOR);
        }
        var held = EnumSet.noneOf(Need.class);
        PostTable.listInForce(handle, account.staff(), today)
                .forEach(post -> held.add(post.kind().need()));
        held.addAll(entitlements.of(handle, account.staff(), today));
        return held;
    }

    /** The capacities somebody has; the one they begin in comes first. Whoever holds no right at all uses. */
    static List<Capacity> capacities(Set<Need> held) {
        var administers = held.stream().anyMatch(ADMINISTRATION::contains);
        var uses = !ADMINISTRATION.containsAll(held);
        if (!administers) {
            return List.of(Capacity.USE);
        }
        return uses ? List.of(Capacity.USE, Capacity.ADMINISTRATION) : List.of(Capacity.ADMINISTRATION);
    }

    /** Out of full standing somebody enters drafts, and nothing more. */
    private static Set<Need> exercised(Set<Need> held, Capacity capacity, boolean standing) {
        var exercised = EnumSet.noneOf(Need.class);
        held.stream()
                .filter(need -> ADMINISTRATION.contains(need) == (capacity == Capacity.ADMINISTRATION))
                .filter(need -> standing || need == Need.ENTER_MARKS)
                .forEach(exercised::add);
        return exercised;
    }

    private static boolean standing(Handle handle, Account account, List<Notice> notices) {
        var reset = ResetTable.findNewestPrinted(handle, account.id());
        if (reset.isEmpty()) {
            return true;
        }
        if (reset.get().seenAt() == null) {
            notices.add(met(handle, reset.get()));
        }
        var settled = reset.get().settled();
        if (!settled) {
            notices.add(new Notice(Notice.Tone.WAITS, "accounts.notice.unattested", List.of(), ""));
        }
        return settled;
    }

    /** What the owner is told at the next sign-in. */
    static Notice met(Handle handle, Reset reset) {
        var second = reset.secondedBy() == null ? "" : ", " + Accounts.name(handle, reset.secondedBy());
        return new Notice(
                Notice.Tone.WRONG,
                "accounts.notice.reset",
                List.of(
                        Formats.day(reset.codeAt() == null ? reset.requestedAt() : reset.codeAt()),
                        Accounts.name(handle, reset.requestedBy()),
                        (reset.confirmedBy() == null ? "" : Accounts.name(handle, reset.confirmedBy())) + second),
                "/resets/own");
    }

    /** Whether the password is still good for work; a word of warning where it will not be for long. */
    private boolean passwordHolds(Handle handle, Account account, AccessRule rule, Instant now, List<Notice> notices) {
        var credential = AccountTable.getCredential(handle, account.id());
        if (credential.mustChange()) {
            return false;
        }
        var ends = day(credential.changedAt()).plusDays(rule.passwordDays());
        var today = day(now);
        if (today.isBefore(ends.minusDays(AccessRule.WARNED_DAYS))) {
            return true;
        }
        if (today.isBefore(ends)) {
            notices.add(new Notice(Notice.Tone.WAITS, "accounts.notice.ages", List.of(Formats.day(ends)), "/password"));
            return true;
        }
        notices.add(new Notice(Notice.Tone.WRONG, "accounts.notice.aged", List.of(Formats.day(ends)), "/password"));
        return pressure.presses(handle, now, now.plus(PRESSING));
    }

    /** Whoever leaves is out the same moment, whatever session they hold; an inspector on the day their time is over. */
    static boolean belongs(Handle handle, Account account, LocalDate today) {
        return account.inspector()
                ? InspectorTable.find(handle, account.staff())
                        .filter(inspector -> inspector.reads(today))
                        .isPresent()
                : People.findStaff(handle, account.staff())
                        .filter(staff -> staff.status() == StaffStatus.WORKING)
                        .isPresent();
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }
}
