package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Biến động học sinh, cho phòng khác đọc: what happened, what was brought along, and who is exempt from what. */
public final class Movements {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(
            RequestTable.REQUEST,
            StatusEventTable.STATUS_EVENT,
            EarlierMarkTable.EARLIER_MARK,
            ExemptionTable.EXEMPTION);

    private Movements() {}

    /** What happened to a pupil, the oldest first. */
    public static List<StatusEvent> list(Handle handle, String pupil) {
        return StatusEventTable.list(handle, pupil);
    }

    /** What happened in a period, both days included. */
    public static List<StatusEvent> list(Handle handle, LocalDate from, LocalDate to) {
        return StatusEventTable.list(handle, from, to);
    }

    /** The times for which these pupils are away from school with their place kept, by pupil; whoever has none is left out. */
    public static Map<String, List<Pause>> mapPauses(Handle handle, Collection<Pupil> pupils) {
        var events = StatusEventTable.map(
                handle, pupils.stream().map(Pupil::id).distinct().toList());
        var pauses = new HashMap<String, List<Pause>>();
        for (var pupil : pupils) {
            var own = pauses(pupil, events.getOrDefault(pupil.id(), List.of()));
            if (!own.isEmpty()) {
                pauses.put(pupil.id(), own);
            }
        }
        return pauses;
    }

    private static List<Pause> pauses(Pupil pupil, List<StatusEvent> events) {
        var pauses = new ArrayList<Pause>();
        LocalDate since = null;
        for (var event : events) {
            if (event.kind() == Kind.PAUSE) {
                since = event.date();
            } else if (since != null && event.kind() != Kind.CLASS_MOVE) {
                pauses.add(new Pause(since, event.date()));
                since = null;
            }
        }
        if (pupil.status() == PupilStatus.PAUSED) {
            var last = events.isEmpty() ? null : events.getLast().date();
            pauses.add(new Pause(since == null ? last : since, null));
        }
        return pauses;
    }

    /** What waits for the principal. */
    public static List<Request> listWaiting(Handle handle) {
        return RequestTable.listWaiting(handle);
    }

    /** Exemptions that wait for the principal. */
    public static List<Exemption> listWaitingExemptions(Handle handle) {
        return ExemptionTable.listWaiting(handle);
    }

    /** The confirmed marks that pupils brought, in a subject and term, by pupil. */
    public static Map<String, List<EarlierMark>> mapEarlierMarks(
            Handle handle, Collection<String> pupils, String schoolYear, int semester, String subject) {
        var marks = new HashMap<String, List<EarlierMark>>();
        EarlierMarkTable.listConfirmed(handle, pupils, schoolYear, semester, subject)
                .forEach(each -> marks.computeIfAbsent(each.pupil(), key -> new ArrayList<>())
                        .add(each));
        return marks;
    }

    /** The confirmed marks that anybody brought, in a term. */
    public static List<EarlierMark> listEarlierMarks(Handle handle, String schoolYear, int semester) {
        return EarlierMarkTable.listConfirmed(handle, schoolYear, semester);
    }

    /** The confirmed marks that these pupils brought, of all subjects and both terms of a year. */
    public static List<EarlierMark> listEarlierMarks(Handle handle, Collection<String> pupils, String schoolYear) {
        return EarlierMarkTable.listConfirmed(handle, pupils, schoolYear);
    }

    /** The approved exemptions of these pupils, by pupil; whoever has none is left out. */
    public static Map<String, List<Exemption>> mapExemptions(Handle handle, Collection<String> pupils) {
        return ExemptionTable.listApproved(handle, pupils).stream().collect(Collectors.groupingBy(Exemption::pupil));
    }

    /** Everything a pupil brought, of every year, confirmed or waiting. */
    public static List<EarlierMark> listEarlierMarks(Handle handle, String pupil) {
        return EarlierMarkTable.list(handle, pupil);
    }

    /** The exemption of a pupil from a subject that holds on a day. */
    public static Optional<Exemption> exempt(Handle handle, String pupil, String subject, LocalDate on) {
        return ExemptionTable.list(handle, pupil).stream()
                .filter(each -> each.subject().equals(subject) && each.holds(on))
                .findFirst();
    }

    /**
     * Whoever takes no part in a subject of a term: no mark is given and none is missing.
     *
     * @see Exemption#leavesOut the rule
     */
    public static Set<String> listLeftOut(Handle handle, String schoolYear, int semester, String subject) {
        var leftOut = new HashSet<String>();
        var year = SchoolYears.findYear(handle, schoolYear);
        for (var each : ExemptionTable.listApproved(handle, subject)) {
            if (year.isPresent() && each.leavesOut(year.get(), semester, family(handle, each, schoolYear))) {
                leftOut.add(each.pupil());
            }
        }
        return leftOut;
    }

    /** What governs the class of an exempt pupil in a year. */
    private static Ruleset.@Nullable Family family(Handle handle, Exemption exemption, String schoolYear) {
        return exemption.kind() == Exemption.Kind.WHOLE
                ? Roll.listPlaces(handle, exemption.pupil()).stream()
                        .map(place -> Roll.getHomeroom(handle, place.homeroom()))
                        .filter(homeroom -> homeroom.schoolYear().equals(schoolYear))
                        .reduce((_, last) -> last)
                        .flatMap(homeroom -> SchoolYears.findRuleset(handle, schoolYear, homeroom.grade()))
                        .map(Ruleset::family)
                        .orElse(null)
                : null;
    }

    /** Whose practical part of a subject is excused on a day: theory is assessed in its place. */
    public static Set<String> listTheoryOnly(Handle handle, String subject, LocalDate on) {
        return ExemptionTable.listApproved(handle, subject).stream()
                .filter(each -> each.holds(on) && each.kind() == Exemption.Kind.PRACTICE_ONLY)
                .map(Exemption::pupil)
                .collect(Collectors.toSet());
    }

    /** Every exemption of a pupil, the newest first. */
    public static List<Exemption> listExemptions(Handle handle, String pupil) {
        return ExemptionTable.list(handle, pupil);
    }
}
