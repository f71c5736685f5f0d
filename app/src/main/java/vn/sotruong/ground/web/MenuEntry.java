package vn.sotruong.ground.web;

import java.util.List;

/**
 * Mục trong menu: one line of the left menu, shown to whoever holds one of its needs.
 *
 * @param label a message key
 * @param icon a name that {@link Icons} knows
 * @param order lower comes first; the first four of a visitor's entries become the bottom bar on a phone
 * @param counter how much waits behind it for this visitor; nothing is shown for none
 * @param except whoever holds one of these has nothing behind it, and does not see it
 */
public record MenuEntry(
        Group group,
        int order,
        String label,
        String icon,
        String path,
        List<Need> needs,
        Counter counter,
        List<Need> except) {
    /** Số việc đang chờ. */
    @FunctionalInterface
    public interface Counter {
        int of(Visitor visitor);
    }

    /** Nhóm: the menu's parts, in this order. */
    public enum Group {
        /** Daily work; has no heading. */
        WORK,
        /** Hồ sơ. */
        RECORDS,
        /** Thiết lập. */
        SETTINGS,
        /** Của tôi. */
        MINE
    }

    public MenuEntry {
        needs = List.copyOf(needs);
        except = List.copyOf(except);
        if (needs.isEmpty()) {
            throw new IllegalArgumentException("a menu entry names its needs: " + path);
        }
    }

    /** An entry for whoever holds {@code need} or one of the others. */
    public static MenuEntry of(Group group, int order, String label, String icon, String path, Need need, Need... or) {
        var needs = new java.util.ArrayList<Need>(List.of(or));
        needs.add(need);
        return new MenuEntry(group, order, label, icon, path, needs, visitor -> 0, List.of());
    }

    /** The same entry, with a number beside it. */
    public MenuEntry counting(Counter waiting) {
        return new MenuEntry(group, order, label, icon, path, needs, waiting, except);
    }

    /** The same entry, hidden from whoever holds that. */
    public MenuEntry except(Need need) {
        return new MenuEntry(group, order, label, icon, path, needs, counter, List.of(need));
    }

    boolean shownTo(Visitor visitor) {
        return needs.stream().anyMatch(visitor::holds) && except.stream().noneMatch(visitor::holds);
    }
}
