package vn.sotruong.ground.web;

import java.util.List;
import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;

/**
 * Người đang dùng: who stands behind a session cookie, and what they may ask for.
 *
 * @param account the account's id
 * @param session the session's id, never its secret
 * @param person the staff member's id; an inspector's own, who works nowhere here
 * @param name as shown in the top bar
 * @param capacity in what capacity they act now
 * @param capacities what they may choose from; empty where the house knows no difference
 * @param notices what this visitor alone should see at the head of every page
 * @param lockAfter minutes without a touch after which the screen locks itself; 0 never
 */
public record Visitor(
        String account,
        String session,
        String person,
        String name,
        Capacity capacity,
        Set<Capacity> capacities,
        Set<Need> may,
        List<Notice> notices,
        int lockAfter) {
    public Visitor {
        notices = List.copyOf(notices);
        capacities = Set.copyOf(capacities);
        may = Set.copyOf(may);
    }

    /** Somebody in a house that knows no difference of capacities. */
    public Visitor(String account, String session, String person, String name, Set<Need> may) {
        this(account, session, person, name, Capacity.USE, Set.of(), may, List.of(), 0);
    }

    /** Whether a route that asks for {@code need} listens to this visitor. */
    public boolean holds(Need need) {
        return need == Need.ANYONE || may.contains(need);
    }

    /** Whether their screen is locked: nothing listens to them until they open it again. */
    public boolean locked() {
        return may.contains(Need.LOCKED_SCREEN) && !may.contains(Need.CHANGE_PASSWORD);
    }

    /** Whether they read and never write. */
    public boolean readsOnly() {
        return may.contains(Need.INSPECTOR);
    }

    /** Whether {@code now} is the same visitor, in the same capacity, with every right that this one had. */
    boolean stands(Visitor now) {
        return account.equals(now.account)
                && session.equals(now.session)
                && capacity == now.capacity
                && now.may.containsAll(may);
    }

    /** Whose act a write of this visitor is. */
    public Actor actor() {
        return new Actor(account, session, capacity);
    }

    /** The capacity that they would have after a switch. */
    public Capacity other() {
        return capacity == Capacity.USE ? Capacity.ADMINISTRATION : Capacity.USE;
    }

    /** Two letters for the round badge: the first of the family name and of the given name. */
    public String initials() {
        var whole = name.strip();
        return letter(whole, 0) + (whole.indexOf(' ') < 0 ? "" : letter(whole, whole.lastIndexOf(' ') + 1));
    }

    private static String letter(String text, int at) {
        return at >= text.length() ? "" : text.substring(at, text.offsetByCodePoints(at, 1));
    }
}
