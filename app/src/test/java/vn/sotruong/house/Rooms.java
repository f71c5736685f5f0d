package vn.sotruong.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sơ đồ phòng: {@code docs/rooms.puml} as a set of rooms and of allowed arrows. It reads the small part of the PlantUML
 * language that the file uses, and stumbles over the rest.
 */
final class Rooms {
    private static final Pattern ROOM = Pattern.compile("\\[([^]]+)] *<<([a-z.]+)>>");
    private static final Pattern GROUP = Pattern.compile("package \"[^\"]+\" as (\\w+) \\{");
    private static final Pattern ARROW = Pattern.compile("(\\[[^]]+]|\\w+) --> (\\[[^]]+]|\\w+)");

    private final Map<String, String> packageOf = new HashMap<>();
    private final Map<String, List<String>> groups = new HashMap<>();
    private final Set<Arrow> arrows = new HashSet<>();
    private String openGroup = "";

    record Arrow(String from, String to) {}

    static Rooms read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rooms parse(String text) {
        var rooms = new Rooms();
        text.lines().map(String::strip).forEach(rooms::line);
        return rooms;
    }

    private void line(String line) {
        var room = ROOM.matcher(line);
        var group = GROUP.matcher(line);
        var arrow = ARROW.matcher(line);
        if (line.isEmpty() || line.startsWith("'") || line.startsWith("@") || line.startsWith("title ")) {
            return;
        }
        if (room.matches()) {
            packageOf.put(room.group(1), room.group(2));
            groups.computeIfAbsent(openGroup, g -> new ArrayList<>()).add(room.group(1));
        } else if (group.matches()) {
            openGroup = group.group(1);
        } else if (line.equals("}")) {
            openGroup = "";
        } else if (arrow.matches()) {
            ends(arrow.group(1)).forEach(from -> ends(arrow.group(2)).forEach(to -> arrows.add(new Arrow(from, to))));
        } else {
            throw new IllegalArgumentException("rooms.puml holds a line that the house rules cannot read: " + line);
        }
    }

    /** A room stands for itself, a group for its rooms; whatever else an arrow names was never drawn. */
    private List<String> ends(String name) {
        var bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        if (packageOf.containsKey(bare)) {
            return List.of(bare);
        }
        var members = groups.get(bare);
        if (members == null) {
            throw new IllegalArgumentException(
                    "an arrow of rooms.puml ends at " + name + ", which is not drawn above it");
        }
        return members;
    }

    Optional<String> roomOf(String packageName) {
        return packageOf.entrySet().stream()
                .filter(entry -> entry.getValue().equals(packageName))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    boolean allows(String from, String to) {
        return from.equals(to) || arrows.contains(new Arrow(from, to));
    }

    Map<String, String> packages() {
        return Map.copyOf(packageOf);
    }

    Set<Arrow> arrows() {
        return Set.copyOf(arrows);
    }
}
