package vn.sotruong.school.primary;

import java.util.Map;

/**
 * Nội dung của một em ở một thời điểm: typed, or committed.
 *
 * @param levels by trait
 * @param firstAt when the first of them was committed; empty for a draft
 * @param seq journal number of what is committed; 0 for a draft
 */
record Kept(Map<String, String> levels, String staff, String at, String firstAt, long seq) {
    static final Kept NOTHING = new Kept(Map.of(), "", "", "", 0);

    Kept {
        levels = Map.copyOf(levels);
    }
}
