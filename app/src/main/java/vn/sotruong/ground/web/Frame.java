package vn.sotruong.ground.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Khung trang: what the frame around every page shows to this visitor. Templates see it as {@code page}.
 *
 * @param visitor null for somebody who is not signed in
 * @param groups the menu, already narrowed to what this visitor may open
 * @param elsewhere how much waits in the visitor's other capacity
 * @param icons fills while the page is written; the sprite is drawn from it at the end
 */
public record Frame(
        Language language,
        @Nullable Visitor visitor,
        Masthead masthead,
        Place place,
        String path,
        List<Part> groups,
        int elsewhere,
        Set<String> icons,
        Supplier<String> csrf) {

    /** Nhóm mục: entries under one heading; the first group has none. */
    public record Part(Optional<String> heading, List<Line> lines) {}

    /**
     * Một dòng menu.
     *
     * @param current whether the page is this entry's
     * @param front whether it also stands in the phone's bottom bar
     * @param count how much waits behind it
     */
    public record Line(String label, String icon, String path, boolean current, boolean front, int count) {}

    /** Whether the house has a page that finds things for this visitor: then a box for it stands in the top bar. */
    public boolean finds() {
        return groups.stream()
                .flatMap(part -> part.lines().stream())
                .anyMatch(line -> line.path().equals("/find"));
    }

    private static final int BOTTOM_BAR = 4;

    /** A room's page of one class belongs to that room's entry, where it has one. */
    private static final Pattern CLASS_ROOM = Pattern.compile("/classes/[^/]+(/[^/]+)(/.*)?");

    static Frame of(
            Language language,
            @Nullable Visitor visitor,
            Masthead masthead,
            Place place,
            String path,
            List<MenuEntry> menu,
            int elsewhere,
            Supplier<String> csrf) {
        var parts = visitor == null ? List.<Part>of() : parts(visitor, path, menu);
        return new Frame(language, visitor, masthead, place, path, parts, elsewhere, new TreeSet<>(), csrf);
    }

    private static List<Part> parts(Visitor visitor, String path, List<MenuEntry> menu) {
        var open = menu.stream().filter(entry -> entry.shownTo(visitor)).toList();
        Optional<String> current = open.stream()
                .map(MenuEntry::path)
                .filter(entry -> path.equals(entry) || path.startsWith(entry.equals("/") ? "//" : entry + "/"))
                .max(Comparator.comparingInt(String::length));
        var room = CLASS_ROOM.matcher(path);
        if (room.matches() && open.stream().anyMatch(entry -> entry.path().equals(room.group(1)))) {
            current = Optional.of(room.group(1));
        }
        var mine = current.orElse("");
        var parts = new ArrayList<Part>();
        int shown = 0;
        for (var group : MenuEntry.Group.values()) {
            var lines = new ArrayList<Line>();
            for (var entry : open) {
                if (entry.group() == group) {
                    boolean here = entry.path().equals(mine);
                    var count = entry.counter().of(visitor);
                    lines.add(new Line(entry.label(), entry.icon(), entry.path(), here, shown < BOTTOM_BAR, count));
                    shown++;
                }
            }
            if (!lines.isEmpty()) {
                parts.add(new Part(heading(group), lines));
            }
        }
        return parts;
    }

    private static Optional<String> heading(MenuEntry.Group group) {
        return switch (group) {
            case WORK -> Optional.empty();
            case RECORDS -> Optional.of("web.menu.records");
            case SETTINGS -> Optional.of("web.menu.settings");
            case MINE -> Optional.of("web.menu.mine");
        };
    }
}
