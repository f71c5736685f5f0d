package vn.sotruong.school.primary;

import java.util.Map;

/**
 * Đã gõ: what a form sends of one pupil.
 *
 * @param seen what the row held when the page was made, by column in their order
 * @param levels what stands there now, by trait
 */
public record Typed(String pupil, String seen, Map<String, String> levels) {
    public Typed {
        levels = Map.copyOf(levels);
    }
}
