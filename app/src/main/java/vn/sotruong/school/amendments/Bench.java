package vn.sotruong.school.amendments;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.accounts.Presence;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.roll.Roll;

/** Ai quyết định, ai chứng kiến: of one request, on one day. Whoever asked is never among them. */
final class Bench {
    private final Seats seats;

    Bench(Seats seats) {
        this.seats = seats;
    }

    /** Ai quyết định. */
    enum Decider {
        PRINCIPAL,
        DEPUTY,
        /** Nobody here may: the superior's decision is recorded by a member of the board. */
        SUPERIOR
    }

    /**
     * Whose word decides a request. A correction in an open window is a deputy's, but not of another deputy's own request;
     * all else is the principal's.
     */
    Decider decider(Handle handle, Lane lane, String requester, LocalDate on) {
        var principal = seats.principals(handle, on).stream().anyMatch(each -> !each.equals(requester));
        var deputy = seats.vices(handle, on).stream().anyMatch(each -> !each.equals(requester));
        if (lane == Lane.DIRECTED && deputy && !deputy(handle, requester, on)) {
            return Decider.DEPUTY;
        }
        if (principal) {
            return Decider.PRINCIPAL;
        }
        return deputy ? Decider.DEPUTY : Decider.SUPERIOR;
    }

    /** Staff ids of those who may give that word. */
    List<String> deciders(Handle handle, Lane lane, String requester, LocalDate on) {
        var all = switch (decider(handle, lane, requester, on)) {
            case PRINCIPAL -> seats.principals(handle, on);
            case DEPUTY -> seats.vices(handle, on);
            case SUPERIOR -> seats.members(handle, on);
        };
        return all.stream().filter(each -> !each.equals(requester)).toList();
    }

    boolean deputy(Handle handle, String staff, LocalDate on) {
        return seats.vices(handle, on).contains(staff);
    }

    boolean clerk(Handle handle, String staff, LocalDate on) {
        return seats.clerks(handle, on).contains(staff);
    }

    List<String> clerks(Handle handle, LocalDate on) {
        return seats.clerks(handle, on);
    }

    boolean principal(Handle handle, String staff, LocalDate on) {
        return seats.principals(handle, on).contains(staff);
    }

    boolean sits(Handle handle, String staff, LocalDate on) {
        return seats.members(handle, on).contains(staff);
    }

    /** Whether somebody may sit there as that. */
    boolean fits(Handle handle, Amendment amendment, Sheet sheet, Role role, String staff, LocalDate on) {
        var asked = staff.equals(amendment.requestedBy());
        return switch (role) {
            case REQUESTER -> asked && Roll.teaches(handle, staff, sheet.homeroom(), sheet.subject(), on);
            case LEADER -> !asked && (principal(handle, staff, on) || deputy(handle, staff, on));
            case BOARD -> !asked && sits(handle, staff, on);
            case HOMEROOM -> !asked && leads(handle, amendment, sheet, staff, on);
        };
    }

    /** The homeroom teacher; where that is who asked, another class's homeroom teacher stands in. */
    private static boolean leads(Handle handle, Amendment amendment, Sheet sheet, String staff, LocalDate on) {
        return Roll.leads(handle, staff, sheet.homeroom(), on)
                || (Roll.leads(handle, amendment.requestedBy(), sheet.homeroom(), on)
                        && !Roll.listLed(handle, staff, on).isEmpty());
    }

    /** Who can sit there now, by place, with an account that stands. */
    Map<Role, List<String>> candidates(Handle handle, Amendment amendment, Sheet sheet, LocalDate on) {
        var found = new EnumMap<Role, List<String>>(Role.class);
        for (var role : Role.of(amendment)) {
            found.put(
                    role,
                    possible(handle, amendment, role, on).stream()
                            .filter(staff -> fits(handle, amendment, sheet, role, staff, on))
                            .filter(staff -> Presence.standsFor(handle, staff))
                            .toList());
        }
        return found;
    }

    private Set<String> possible(Handle handle, Amendment amendment, Role role, LocalDate on) {
        return switch (role) {
            case REQUESTER -> Set.of(amendment.requestedBy());
            case LEADER -> {
                var leaders = new LinkedHashSet<>(seats.principals(handle, on));
                leaders.addAll(seats.vices(handle, on));
                yield leaders;
            }
            case BOARD -> new LinkedHashSet<>(seats.members(handle, on));
            case HOMEROOM ->
                People.listStaff(handle).stream().map(Staff::id).collect(Collectors.toCollection(LinkedHashSet::new));
        };
    }
}
