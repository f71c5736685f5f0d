package vn.sotruong.ground.web;

import java.util.Set;

/**
 * Người đang dùng: who stands behind a session cookie, and what they may ask for.
 *
 * @param account the account's id
 * @param session the session's id, never its secret
 * @param person the staff member's id
 * @param name as shown in the top bar
 */
public record Visitor(String account, String session, String person, String name, Set<Need> may) {
    public Visitor {
        may = Set.copyOf(may);
    }

    /** Whether a route that asks for {@code need} listens to this visitor. */
    public boolean holds(Need need) {
        return need == Need.ANYONE || may.contains(need);
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
