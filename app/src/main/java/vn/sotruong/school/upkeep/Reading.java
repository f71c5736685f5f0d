package vn.sotruong.school.upkeep;

import java.util.List;

/**
 * Một số đo của máy.
 *
 * @param name its message keys: {@code upkeep.NAME}, {@code upkeep.NAME.value} and {@code upkeep.NAME.LEVEL}
 * @param values what fills the places of the message that tells it: numbers, moments, text
 */
public record Reading(String name, Level level, List<Object> values) {
    /** Mức. */
    public enum Level {
        /** As it should be. */
        GOOD,
        /** Somebody should see to it soon. */
        SOON,
        /** Somebody must see to it now. */
        NOW,
        /** This machine has no such thing, or does not tell. */
        ABSENT
    }

    public Reading {
        values = List.copyOf(values);
    }

    static Reading absent(String name) {
        return new Reading(name, Level.ABSENT, List.of());
    }
}
