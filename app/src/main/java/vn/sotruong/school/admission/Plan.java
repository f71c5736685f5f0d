package vn.sotruong.school.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;

/** Bản xem trước: what confirming a list would do, row by row. */
public record Plan(List<Line> lines) {
    public Plan {
        lines = List.copyOf(lines);
    }

    /**
     * Dòng: a row of the file and what becomes of it.
     *
     * @param where the row's place in the file, for people
     * @param notes what somebody should look at again, and what keeps nothing from being written
     */
    public record Line(String where, String name, List<String> shown, Fate fate, List<Fault> notes) {
        public Line {
            shown = List.copyOf(shown);
            notes = List.copyOf(notes);
        }
    }

    /** Số phận của một dòng. */
    public sealed interface Fate {
        /** A new pupil. */
        record Admit(Candidate candidate, int number) implements Fate {}

        /** Somebody known, who gets a place in a class; a code of theirs waits for two people. */
        record Place(
                Pupil pupil,
                Homeroom homeroom,
                int number,
                @Nullable String code) implements Fate {}

        /** Somebody who is there already, just so; at most a code of theirs waits for two people. */
        record Known(
                Pupil pupil, Homeroom homeroom, @Nullable String code) implements Fate {}

        /** A row that keeps the whole list from being written. */
        record Bad(List<Fault> faults) implements Fate {
            public Bad {
                faults = List.copyOf(faults);
            }
        }
    }

    public List<Line> bad() {
        return lines.stream().filter(line -> line.fate() instanceof Fate.Bad).toList();
    }

    public List<Line> known() {
        return lines.stream().filter(line -> line.fate() instanceof Fate.Known).toList();
    }

    /** How many pupils would get a place, by class. */
    public Map<String, Long> placedByClass() {
        return lines.stream()
                .map(Line::fate)
                .map(Plan::homeroomOf)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Homeroom::name, TreeMap::new, Collectors.counting()));
    }

    private static @Nullable Homeroom homeroomOf(Fate fate) {
        return switch (fate) {
            case Fate.Admit(var candidate, var number) -> candidate.homeroom();
            case Fate.Place place -> place.homeroom();
            case Fate.Known known -> null;
            case Fate.Bad bad -> null;
        };
    }

    /** Whether confirming would change anything. */
    public boolean changesAnything() {
        return lines.stream().anyMatch(line -> !(line.fate() instanceof Fate.Known));
    }

    /**
     * A fingerprint of everything that would be written: if the file or the school changes, it changes.
     *
     * @param fileHash of the bytes that were read
     */
    String seal(String fileHash) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((fileHash + "\n").getBytes(StandardCharsets.UTF_8));
            for (var line : lines) {
                digest.update((line.where() + "\t" + line.fate() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
