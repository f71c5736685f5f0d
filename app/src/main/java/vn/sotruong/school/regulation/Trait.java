package vn.sotruong.school.regulation;

import java.util.List;

/**
 * Phẩm chất hoặc năng lực.
 *
 * @param grades in which it is assessed
 */
public record Trait(String id, Kind kind, String name, List<Integer> grades) {
    public Trait {
        grades = List.copyOf(grades);
    }

    /** Loại. */
    public enum Kind {
        /** Phẩm chất chủ yếu. */
        QUALITY,
        /** Năng lực chung. */
        GENERAL,
        /** Năng lực đặc thù. */
        SPECIAL
    }
}
