package vn.sotruong.school.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Danh mục: the coded lists that records choose from, as they stand in {@code codes.txt}. */
final class Codes {
    private static final Map<String, List<String>> LISTS = read();

    private Codes() {}

    /** The codes of a list, in their order. */
    static List<String> list(String name) {
        var list = LISTS.get(name);
        if (list == null) {
            throw new IllegalArgumentException("no list " + name);
        }
        return list;
    }

    private static Map<String, List<String>> read() {
        var lists = new HashMap<String, List<String>>();
        var current = new ArrayList<String>();
        for (var line : text().lines().toList()) {
            if (line.startsWith("[")) {
                current = new ArrayList<>();
                lists.put(line.substring(1, line.length() - 1), current);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                current.add(line.strip());
            }
        }
        return Map.copyOf(lists);
    }

    private static String text() {
        try (var in = Codes.class.getResourceAsStream("codes.txt")) {
            if (in == null) {
                throw new IllegalStateException("codes.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
